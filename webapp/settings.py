"""All settings, read once from TELLEN_ variables into one frozen object."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from sealing import Keyring, keyring_from_secret

DEMO_SECRET = "voorbeeldstad: this key protects invented data only"  # noqa: S105  public on purpose, refused outside the demo


class SettingsRefused(Exception):
    """The settings cannot be used; the sentence says which one and what to do."""


@dataclass(frozen=True)
class Settings:
    """What can be set. Each field is the variable TELLEN_<NAME>; docs/operating.md describes them."""

    database_url: str = "sqlite:///var/tellen.db"
    queue_url: str = ""  # empty: a SQLite file beside the database
    secret_key: str = field(default="", repr=False)
    secret_key_older: tuple[str, ...] = field(default=(), repr=False)
    host: str = "127.0.0.1"
    port: int = 8000
    threads: int = 8
    https: bool = False
    trusted_hosts: tuple[str, ...] = ()
    trusted_proxy: bool = False
    public_url: str = "http://127.0.0.1:8000"
    house_style: str = ""  # a CSS file with --basis-* tokens
    frameworks: str = ""  # a folder with framework files of your own (docs/kaders.md)
    dutch_model: str = ""  # an installed spaCy package; empty: our own model
    body_limit: int = 256_000  # bytes
    upload_limit: int = 10_000_000  # bytes of a file that is imported
    mail_url: str = field(default="", repr=False)  # a mail server for reminders; empty: no mail
    mail_from: str = ""  # who they come from
    cbs: bool = False  # figures may be fetched from CBS
    demo: bool = False

    @property
    def keyring(self) -> Keyring:
        """The keys that seal stories, from the secret key and its predecessors."""
        return keyring_from_secret(self.secret_key, self.secret_key_older)

    def shown(self) -> list[tuple[str, str]]:
        """Every setting as (variable, value), secrets and passwords masked."""
        return [("TELLEN_" + f.name.upper(), _masked(f.name, getattr(self, f.name))) for f in fields(self)]


def _masked(name: str, value: Any) -> str:
    if name.startswith("secret"):
        return "(ingesteld)" if value else "(leeg)"
    if isinstance(value, bool):
        return "ja" if value else "nee"
    text = ", ".join(value) if isinstance(value, tuple) else str(value)
    if "://" in text and "@" in text:
        scheme, _, rest = text.partition("://")
        text = f"{scheme}://***@{rest.rpartition('@')[2]}"
    return text


def load(environ: Mapping[str, str]) -> Settings:
    """Settings from the environment; SettingsRefused names the variable that is wrong."""
    known = {"TELLEN_" + f.name.upper(): f for f in fields(Settings)}
    for name in environ:
        if name.startswith("TELLEN_") and name not in known:
            raise SettingsRefused(f"De instelling {name} bestaat niet. Kijk in docs/operating.md welke er zijn.")
    values = {f.name: _value(name, environ[name], f.default) for name, f in known.items() if name in environ}
    if "public_url" not in values and "port" in values:  # links and QR codes of a trial on another port must work too
        values["public_url"] = f"http://127.0.0.1:{values['port']}"
    settings = Settings(**values)
    if settings.demo and not settings.secret_key:
        settings = Settings(**{**values, "secret_key": DEMO_SECRET})
    _check(settings)
    _read_frameworks(settings)
    return settings


def _value(name: str, text: str, default: Any) -> Any:
    if isinstance(default, bool):
        if text.lower() not in {"1", "0", "ja", "nee", "true", "false", ""}:
            raise SettingsRefused(f"{name} moet ja of nee zijn.")
        return text.lower() in {"1", "ja", "true"}
    if isinstance(default, int):
        if not text.isdigit():
            raise SettingsRefused(f"{name} moet een heel getal zijn.")
        return int(text)
    if isinstance(default, tuple):
        return tuple(part.strip() for part in text.split(",") if part.strip())
    return text


def _read_frameworks(settings: Settings) -> None:
    """The frameworks of a folder of one's own: read here, so that a fault stops the start with its line."""
    if not settings.frameworks:
        return
    from analysis.frameworks import catalogue
    from analysis.frameworks.reading import FrameworkRefused

    folder = Path(settings.frameworks)
    if not folder.is_dir():
        raise SettingsRefused("TELLEN_FRAMEWORKS wijst naar een map die er niet is.")
    try:
        catalogue.use_folder(folder)
    except FrameworkRefused as refused:
        raise SettingsRefused(f"Een kader in TELLEN_FRAMEWORKS kan niet worden gelezen.\n{refused}") from None


def _check(settings: Settings) -> None:
    if len(settings.secret_key) < 32:
        raise SettingsRefused(
            "Er is geen goede geheime sleutel. Zet TELLEN_SECRET_KEY op een tekst van minstens 32 tekens, bijvoorbeeld de "
            "uitkomst van: python3 -c 'import secrets; print(secrets.token_urlsafe(48))'. Bewaar hem apart van de back-up."
        )
    if settings.secret_key == DEMO_SECRET and not settings.demo:
        raise SettingsRefused("De sleutel van de demo mag alleen in de demo. Zet TELLEN_SECRET_KEY op een eigen sleutel.")
    if settings.house_style and not Path(settings.house_style).is_file():
        raise SettingsRefused("TELLEN_HOUSE_STYLE wijst naar een bestand dat er niet is.")
    _check_mail(settings)
    if not 1 <= settings.threads <= 64:
        raise SettingsRefused("TELLEN_THREADS moet tussen 1 en 64 liggen.")
    if settings.body_limit < 16_000:
        raise SettingsRefused("TELLEN_BODY_LIMIT moet minstens 16000 zijn, anders past een verhaal er niet in.")


def _check_mail(settings: Settings) -> None:
    """A mail server needs a sender; a password never stands in what is refused."""
    if not settings.mail_url:
        return
    from webapp.mailing_server import MailRefused, sender_of, server_of

    try:
        server_of(settings.mail_url)
        sender_of(settings.mail_from)
    except MailRefused as refused:
        raise SettingsRefused(str(refused)) from None
