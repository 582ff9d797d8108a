"""A copy of the database that is known to be whole, and the way back. SQLite by its own backup, PostgreSQL by pg_dump and pg_restore."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from sqlalchemy import make_url

from webapp.settings import Settings

STORY_TABLE = "story"
EMPTY = """DO $$ DECLARE one record; BEGIN FOR one IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' LOOP
EXECUTE format('DROP TABLE public.%I CASCADE', one.tablename); END LOOP; END $$"""


class CopyRefused(Exception):
    """A copy cannot be made or put back; the sentence says why and what to do."""


def keep(settings: Settings, target: Path) -> int:
    """A copy of the database while it is in use, tried out before it gets its name; its size in bytes.

    The file appears whole or not at all. Raises CopyRefused, OSError.
    """
    if target.exists() or target.is_symlink():
        raise CopyRefused(f"{target} bestaat al. Kies een andere naam: een kopie wordt nooit overschreven.")
    target.parent.mkdir(parents=True, exist_ok=True)
    with _half(target) as half:
        if _is_file(settings.database_url):
            place = _file(settings.database_url)
            if not place.is_file():
                raise CopyRefused("Er is nog geen database. Draai eerst: tellen migrate.")
            _copy(place, half)
            tried(settings, half)
        else:
            _postgresql("pg_dump", settings.database_url, "--format=custom", f"--file={half}")
            _listed(half)
        _on_disk(half)
        os.replace(half, target)  # noqa: PTH105  atomic, and says so
    return target.stat().st_size


def put_back(settings: Settings, copy: Path) -> str:
    """The copy in the place of the database; what stood there is kept beside it, and its name is given back ("" = nothing stood there).

    The program must be stopped. Raises CopyRefused, OSError.
    """
    if not copy.is_file():
        raise CopyRefused(f"{copy} is er niet. Kijk of de naam klopt.")
    if not _is_file(settings.database_url):
        _listed(copy)
        with tempfile.TemporaryDirectory() as folder:
            script = str(Path(folder, "terug.sql"))
            _run(["pg_restore", "--no-owner", f"--file={script}", str(copy)], {})
            # One transaction; what a newer version added goes too, else nothing of an older one can be made.
            apart = ("--no-psqlrc", "--quiet", "--single-transaction", "--set=ON_ERROR_STOP=1")
            _postgresql("psql", settings.database_url, *apart, f"--command={EMPTY}", f"--file={script}")
        return ""
    tried(settings, copy)
    place = _file(settings.database_url)
    if copy.resolve() == place:
        raise CopyRefused(f"{copy} is de database zelf. Noem een kopie die `tellen backup` maakte.")
    place.parent.mkdir(parents=True, exist_ok=True)
    with _half(place) as new:
        _copy(copy, new)  # before anything is moved: a full disk leaves what stood there
        _on_disk(new)
        old = _set_aside(place) if place.exists() else None
        if old is not None:
            with suppress(PermissionError):  # put back by another account, it stays of who serves
                os.chown(new, old.stat().st_uid, old.stat().st_gid)
        os.replace(new, place)  # noqa: PTH105
    return str(old) if old else ""


@contextmanager
def _half(target: Path) -> Iterator[Path]:
    """A new file beside the target that nobody else can read, gone afterwards; what an earlier try left there is no part of it."""
    half = target.with_name(target.name + ".part")
    half.unlink(missing_ok=True)
    half.touch(mode=0o600, exist_ok=False)
    try:
        yield half
    finally:
        half.unlink(missing_ok=True)


def tried(settings: Settings, copy: Path) -> None:
    """Raises CopyRefused when this file is no whole database of ours, or its stories do not open with the key of the settings."""
    from narratives import intake
    from sealing import SealBroken
    from webapp import migrations

    try:
        with closing(_opened(copy)) as one:
            found = one.execute("PRAGMA integrity_check").fetchone()[0]
            names = {row[0] for row in one.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
            version = one.execute("SELECT version_num FROM alembic_version").fetchone() if "alembic_version" in names else None
            query = f"SELECT id, words_sealed FROM {STORY_TABLE} WHERE words_sealed IS NOT NULL LIMIT 1"  # noqa: S608  our own name
            story = one.execute(query).fetchone() if STORY_TABLE in names else None
    except sqlite3.DatabaseError:
        raise CopyRefused(f"{copy} is geen hele database. Neem een andere kopie.") from None
    if found != "ok":
        raise CopyRefused(f"{copy} is beschadigd. Neem een andere kopie.")
    if version is None or not migrations.known(version[0]):
        raise CopyRefused(f"{copy} is geen database van dit programma, of van een nieuwere versie. Zet eerst die versie klaar.")
    try:
        if story is not None:
            settings.keyring.open(story[1], intake.bound_to(story[0]))
    except SealBroken:
        raise CopyRefused(
            "De verhalen in deze kopie zijn met een andere sleutel gesloten. Zet TELLEN_SECRET_KEY op de sleutel van toen."
        ) from None


def _opened(file: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro", uri=True)


def _copy(place: Path, half: Path) -> None:
    with closing(_opened(place)) as source, closing(sqlite3.connect(half)) as copy:
        source.backup(copy)
        copy.execute("PRAGMA journal_mode=DELETE")  # one file, without companions


def _set_aside(place: Path) -> Path:
    """Move the database that stood there away with everything its journal still held; refused while somebody writes."""
    try:
        with closing(sqlite3.connect(place, timeout=1)) as one:
            one.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            one.execute("PRAGMA locking_mode=EXCLUSIVE")
            one.execute("BEGIN EXCLUSIVE")
            one.rollback()
    except sqlite3.OperationalError:
        raise CopyRefused("De database is in gebruik. Stop het programma eerst (tellen serve en tellen worker).") from None
    except sqlite3.DatabaseError:
        pass  # what stands there is broken: that is why somebody puts a copy back
    number = next(n for n in range(1, 10_000) if not place.with_name(f"{place.name}.ervoor-{n}").exists())
    for ending in ("", "-wal", "-shm"):
        part = place.with_name(place.name + ending)
        if part.exists():
            part.rename(place.with_name(f"{place.name}.ervoor-{number}{ending}"))
    return place.with_name(f"{place.name}.ervoor-{number}")


def _is_file(url: str) -> bool:
    return make_url(url).get_backend_name() == "sqlite"


def _file(url: str) -> Path:
    """Where the database really is: its journal stands beside it, not beside a link to it."""
    name = make_url(url).database
    if not name or name == ":memory:":
        raise CopyRefused("Deze database staat niet in een bestand. Daarvan is geen kopie te maken.")
    return Path(name).resolve()


def _on_disk(path: Path) -> None:
    with path.open("rb") as file:
        os.fsync(file.fileno())


def _listed(copy: Path) -> None:
    """Whether pg_restore can read the whole table of contents of this copy, our tables stand in it, and we know its version."""
    from webapp import migrations

    done = _run(["pg_restore", "--list", str(copy)], {})
    if f" TABLE DATA public {STORY_TABLE} " not in done:
        raise CopyRefused(f"{copy} is geen hele kopie van een database van dit programma. Neem een andere.")
    rows = _run(["pg_restore", "--data-only", "--table=alembic_version", "--file=-", str(copy)], {}).splitlines()
    if not any(migrations.known(one) for one in rows):
        raise CopyRefused(f"{copy} is van een nieuwere versie van dit programma. Zet eerst die versie klaar.")


def _postgresql(tool: str, address: str, *words: str) -> None:
    """Run a tool of PostgreSQL; the password goes by the environment, where other users of the machine cannot read it."""
    url = make_url(address)
    bare = url._replace(drivername="postgresql", password=None).render_as_string()
    _run([tool, f"--dbname={bare}", *words], {"PGPASSWORD": str(url.password)} if url.password else {})


def _run(words: list[str], variables: dict[str, str]) -> str:
    try:
        done = subprocess.run(  # noqa: S603  our own words
            words, env={**os.environ, **variables}, capture_output=True, text=True, check=False
        )
    except FileNotFoundError:
        raise CopyRefused(
            f"Het programma {words[0]} ontbreekt. Installeer de client van PostgreSQL (postgresql-client)."
        ) from None
    if done.returncode:
        last = (done.stderr.strip().splitlines() or ["onbekend"])[-1]
        raise CopyRefused(f"{words[0]} lukte niet: {last[:200]}")
    return done.stdout
