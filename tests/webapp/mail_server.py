"""A mail server for tests, of our own: it speaks SMTP over a real socket, with TLS when asked, and can fail at any step."""

from __future__ import annotations

import base64
import socketserver
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path


@dataclass
class Post:
    """What the server took, and how it has to behave."""

    port: int = 0
    mails: list[tuple[str, list[str], bytes]] = field(default_factory=list)
    said: list[str] = field(default_factory=list)  # every command, as it came
    greeted: list[bool] = field(default_factory=list)  # of each EHLO: was the line sealed?
    fail: dict[str, str] = field(default_factory=dict)  # command -> answer, or "hang up"
    password: str = ""
    context: ssl.SSLContext | None = None
    from_the_start: bool = False
    extensions: tuple[str, ...] = ()

    def letters(self) -> list[EmailMessage]:
        """The mails as a mail program reads them."""
        return [message_from_bytes(raw, policy=default) for _, _, raw in self.mails]


class Talk(socketserver.StreamRequestHandler):
    """One connection."""

    def setup(self) -> None:
        self.post: Post = self.server.post  # type: ignore[attr-defined]
        self.sealed = self.post.from_the_start
        if self.sealed:
            self.request = self._wrapped()
        super().setup()

    def _wrapped(self) -> ssl.SSLSocket:
        assert self.post.context
        return self.post.context.wrap_socket(self.request, server_side=True)

    def finish(self) -> None:
        with suppress(OSError):
            super().finish()
        self.request.close()

    def answer(self, text: str) -> None:
        self.wfile.write(f"{text}\r\n".encode())

    def handle(self) -> None:
        self.answer("220 toets")
        self.sender = ""
        self.to: list[str] = []
        try:
            while line := self.rfile.readline(4096):
                if not self.one(line.decode("utf-8").rstrip("\r\n")):
                    return
        except (OSError, ssl.SSLError):
            return

    def one(self, line: str) -> bool:
        """Answer a command; False ends the talk."""
        self.post.said.append(line)
        word = line.split(" ", maxsplit=1)[0].upper()
        if word in self.post.fail:
            if self.post.fail[word] == "hang up":
                return False
            self.answer(self.post.fail[word])
            return True
        return bool(getattr(self, f"do_{word.lower()}")(line))

    def do_ehlo(self, line: str) -> bool:
        self.post.greeted.append(self.sealed)
        offers = ["toets", *self.post.extensions]
        offers += ["STARTTLS"] if self.post.context and not self.sealed else []
        offers += ["AUTH PLAIN"] if self.post.password else []
        for one in offers[:-1]:
            self.answer(f"250-{one}")
        self.answer(f"250 {offers[-1]}")
        return True

    def do_starttls(self, line: str) -> bool:
        self.answer("220 ga door")
        self.rfile.close()
        self.request = self.connection = self._wrapped()
        self.sealed = True
        self.rfile, self.wfile = self.connection.makefile("rb"), socketserver._SocketWriter(self.connection)  # type: ignore[attr-defined]
        return True

    def do_auth(self, line: str) -> bool:
        given = base64.b64decode(line.split(" ")[2]).decode().split("\0")
        self.answer("235 welkom" if given[2] == self.post.password else f"535 nee, {given[1]} met {given[2]}")
        return True

    def do_mail(self, line: str) -> bool:
        self.sender = line
        self.answer("250 goed")
        return True

    def do_rcpt(self, line: str) -> bool:
        self.to.append(line[len("RCPT TO:<") : -1])
        self.answer("250 goed")
        return True

    def do_data(self, line: str) -> bool:
        self.answer("354 kom maar")
        body = []
        while (part := self.rfile.readline()) not in (b".\r\n", b""):
            body.append(part[1:] if part.startswith(b".") else part)
        if self.post.fail.get("BODY") == "swallow":  # taken, and the line broke before it could say so
            self.post.mails.append((self.sender, self.to, b"".join(body)))
            return False
        if "BODY" in self.post.fail:
            self.answer(self.post.fail["BODY"])
            return True
        self.post.mails.append((self.sender, self.to, b"".join(body)))
        self.to = []
        self.answer("250 aangenomen")
        return True

    def do_rset(self, line: str) -> bool:
        self.to = []
        return self.do_noop(line)

    def do_noop(self, line: str) -> bool:
        self.answer("250 goed")
        return True

    def do_quit(self, line: str) -> bool:
        self.answer("221 dag")
        return False


class _Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True
    block_on_close = False


@contextmanager
def running(post: Post) -> Iterator[Post]:
    """The server, for as long as this lasts."""
    with _Server(("127.0.0.1", 0), Talk) as server:
        server.post = post  # type: ignore[attr-defined]
        post.port = server.server_address[1]
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        try:
            yield post
        finally:
            server.shutdown()


def certificate(folder: Path, name: str = "localhost") -> tuple[Path, ssl.SSLContext]:
    """A certificate that vouches for itself, and a server that shows it."""
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.x509.oid import NameOID

    key, now = ec.generate_private_key(ec.SECP256R1()), datetime.now(UTC)
    who = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    made = x509.CertificateBuilder().subject_name(who).issuer_name(who).public_key(key.public_key()).serial_number(7)
    made = made.not_valid_before(now - timedelta(days=1)).not_valid_after(now + timedelta(days=1))
    made = made.add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
    whole = made.add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True).sign(key, hashes.SHA256())
    file, pem = folder / "cert.pem", serialization.Encoding.PEM
    file.write_bytes(whole.public_bytes(pem))
    secret = folder / "key.pem"
    secret.write_bytes(key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(file, secret)
    return file, context
