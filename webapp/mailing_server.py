"""The mail server of the municipality: its address out of the settings, a safe connection, and handing one mail over."""

from __future__ import annotations

import re
import smtplib
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.policy import SMTP, SMTPUTF8
from email.utils import getaddresses
from ipaddress import ip_address
from urllib.parse import unquote, urlsplit

PATIENCE = 20.0  # seconds that the server may take for an answer
PORTS = {"smtp": 587, "smtps": 465}
WRONG = (
    "TELLEN_MAIL_URL moet er zo uitzien: smtp://naam:wachtwoord@mail.example.nl:587 of smtps://…:465. "
    "Tekens als @ / # : in het wachtwoord schrijft u als %40 %2F %23 %3A."
)
NO_SENDER = "TELLEN_MAIL_FROM moet een e-mailadres zijn, zoals: Tellen & Vertellen <meten@example.nl>."
_ADDRESS = re.compile(r"[^\s\x00-\x1f\x7f<>()\[\],;:\\\"@]{1,64}@[^\s\x00-\x1f\x7f<>()\[\],;:\\\"@]{1,190}")


class MailRefused(Exception):
    """The mail cannot go like this; the sentence says why. It never holds an address or a password."""


@dataclass(frozen=True)
class MailServer:
    """Where mail is handed over, and as whom."""

    host: str
    port: int
    from_the_start: bool  # smtps: the connection itself is TLS
    user: str = field(default="", repr=False)
    password: str = field(default="", repr=False)

    @property
    def here(self) -> bool:
        """Whether it runs on this machine: nothing travels, so nothing has to be sealed."""
        with suppress(ValueError):
            return ip_address(self.host).is_loopback
        return self.host == "localhost"


def server_of(url: str) -> MailServer:
    """The server that the setting names; MailRefused says how it is written, without repeating it."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise MailRefused(WRONG) from None
    if parts.scheme not in PORTS or not parts.hostname or parts.path.strip("/") or parts.query or parts.fragment:
        raise MailRefused(WRONG)
    user, password = unquote(parts.username or ""), unquote(parts.password or "")
    if bool(user) != bool(password) or not f"{url}{user}{password}".isprintable():
        raise MailRefused(WRONG)
    if not f"{user}{password}".isascii():
        raise MailRefused("TELLEN_MAIL_URL: naam en wachtwoord mogen geen letters met accenten hebben.")
    return MailServer(parts.hostname, port or PORTS[parts.scheme], parts.scheme == "smtps", user, password)


def sender_of(text: str) -> tuple[str, str]:
    """The name and the address that mails come from; MailRefused when that is no address."""
    addresses = getaddresses([text])
    name, found = addresses[0] if len(addresses) == 1 else ("", "")
    if not text.isprintable() or not _ADDRESS.fullmatch(found) or not found.isascii():
        raise MailRefused(NO_SENDER)
    return name, found


def recipient(email: str) -> str:
    """The address as it goes over the line: its domain in ASCII. MailRefused when it could be more than one address."""
    local, _, domain = email.rpartition("@")
    try:
        found = f"{local}@{domain.encode('idna').decode()}"
    except UnicodeError:
        found = ""
    if not _ADDRESS.fullmatch(found):
        raise MailRefused("dit is geen e-mailadres waar mail heen kan")
    return found


@contextmanager
def connection(server: MailServer, name: str) -> Iterator[smtplib.SMTP]:
    """Signed in at the server, under TLS with a certificate that is checked. `name` is how we greet: a domain, not this machine."""
    safe = ssl.create_default_context()
    if server.from_the_start:
        line: smtplib.SMTP = smtplib.SMTP_SSL(server.host, server.port, name, timeout=PATIENCE, context=safe)
    else:
        line = smtplib.SMTP(server.host, server.port, name, timeout=PATIENCE)
    try:
        line.ehlo_or_helo_if_needed()
        if not server.from_the_start:
            _seal(line, server, safe)
        if server.user:
            line.login(server.user, server.password)
        yield line
    finally:
        with suppress(smtplib.SMTPException, OSError):
            line.quit()
        line.close()


def _seal(line: smtplib.SMTP, server: MailServer, safe: ssl.SSLContext) -> None:
    if line.has_extn("starttls"):
        line.starttls(context=safe)
        line.ehlo()
    elif not server.here:
        raise MailRefused("de mailserver biedt geen STARTTLS; wij sturen niets over een open lijn")


def hand_over(line: smtplib.SMTP, sender: str, to: str, letter: EmailMessage, about_to: Callable[[], bool]) -> bool:
    """Give the server one mail. `about_to` is asked when only the words still have to go; when it says no, nothing went."""
    options: list[str] = []
    if not to.isascii():
        if not line.has_extn("smtputf8"):
            raise MailRefused("de mailserver kent geen adressen met zulke letters")
        options = ["SMTPUTF8", "BODY=8BITMIME"]
    _accepted(line.mail(sender, options))
    _accepted(line.rcpt(to))
    if not about_to():
        line.rset()
        return False
    _accepted(line.data(letter.as_bytes(policy=SMTPUTF8 if options else SMTP)))
    return True


def _accepted(answer: tuple[int, bytes]) -> None:
    if not 200 <= answer[0] < 300:
        raise smtplib.SMTPResponseException(*answer)


def said(error: Exception) -> str:
    """An error in a word for the log and for who manages the server: its kind and number; its words may hold an address."""
    if isinstance(error, MailRefused):
        return str(error)
    code = getattr(error, "smtp_code", None)
    return f"{type(error).__name__} {code}" if code else type(error).__name__
