"""A copy that restores: made while people answer, tried out, put back whole, and never over something else."""

from __future__ import annotations

import os
import sqlite3
import threading
from contextlib import closing
from pathlib import Path

import pytest
from alembic import command
from sqlalchemy import make_url, text
from sqlalchemy.orm import Session, sessionmaker

import database
from narratives import intake
from narratives.models import Story
from sealing import keyring_from_secret
from tests.factories import make_programme
from webapp import keeping, migrations
from webapp.keeping import CopyRefused
from webapp.settings import Settings

sqlite_only = pytest.mark.sqlite_only
WORDS = "Sinds ik op dinsdag kom eten ken ik weer mensen."


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    one = Settings(database_url=f"sqlite:///{tmp_path}/store/tellen.db", secret_key="k" * 40)
    migrations.upgrade(one.database_url)
    told(one)
    return one


def told(settings: Settings) -> None:
    maker = database.connect(settings.database_url, settings.keyring)
    with maker() as session, session.begin():
        programme = make_programme(session)
        consent = intake.ConsentGiven(
            analyse=True, quote=False, quote_first=False, contact_again=False, medium="formulier", given_on=database.today()
        )
        intake.receive(session, programme=programme, words=WORDS, consent=consent, told_on=database.today())
    maker.kw["bind"].dispose()


def stories(settings: Settings) -> list[str]:
    maker = database.connect(settings.database_url, settings.keyring)
    try:
        with maker() as session:
            return [intake.words(session, one) for one in session.query(Story)]
    finally:
        maker.kw["bind"].dispose()


@sqlite_only
def test_what_was_lost_comes_back(settings: Settings, tmp_path: Path) -> None:
    copy = tmp_path / "kopie.db"
    assert keeping.keep(settings, copy) == copy.stat().st_size > 0
    assert copy.stat().st_mode & 0o077 == 0
    assert not list(tmp_path.glob("kopie.db?*"))
    with closing(sqlite3.connect(tmp_path / "store/tellen.db")) as one:
        one.execute("DELETE FROM story")
        one.commit()
    aside = keeping.put_back(settings, copy)
    assert stories(settings) == [WORDS]
    with closing(sqlite3.connect(aside)) as one:
        assert one.execute("SELECT count(*) FROM story").fetchone() == (0,)


@sqlite_only
def test_it_is_made_while_others_write(settings: Settings, tmp_path: Path) -> None:
    stop, place = threading.Event(), tmp_path / "store/tellen.db"

    def write() -> None:
        with closing(sqlite3.connect(place, timeout=5)) as one:
            while not stop.is_set():
                one.execute("UPDATE story SET suspect = suspect")
                one.commit()

    writer = threading.Thread(target=write)
    writer.start()
    try:
        keeping.keep(settings, tmp_path / "kopie.db")
    finally:
        stop.set()
        writer.join()
    keeping.put_back(settings, tmp_path / "kopie.db")
    assert stories(settings) == [WORDS]


@sqlite_only
def test_a_copy_is_never_overwritten(settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "kopie.db").write_text("iets anders")
    with pytest.raises(CopyRefused, match="bestaat al"):
        keeping.keep(settings, tmp_path / "kopie.db")
    assert (tmp_path / "kopie.db").read_text() == "iets anders"


@sqlite_only
@pytest.mark.parametrize("harm", ["niets", "half", "tekst", "andere"])
def test_what_is_no_whole_copy_of_ours_is_refused_and_nothing_is_touched(settings: Settings, tmp_path: Path, harm: str) -> None:
    copy = tmp_path / "kopie.db"
    keeping.keep(settings, copy)
    if harm == "niets":
        copy.unlink()
    elif harm == "half":
        copy.write_bytes(copy.read_bytes()[: copy.stat().st_size // 2])
    elif harm == "tekst":
        copy.write_text("dit is geen database, maar een brief")
    else:
        copy.unlink()
        with closing(sqlite3.connect(copy)) as one:
            one.execute("CREATE TABLE iets (a)")
            one.commit()
    before = (tmp_path / "store/tellen.db").read_bytes()
    with pytest.raises(CopyRefused):
        keeping.put_back(settings, copy)
    assert (tmp_path / "store/tellen.db").read_bytes() == before


@sqlite_only
def test_a_copy_that_the_key_does_not_open_is_refused(settings: Settings, tmp_path: Path) -> None:
    keeping.keep(settings, tmp_path / "kopie.db")
    other = Settings(database_url=settings.database_url, secret_key="z" * 40)
    assert other.keyring != keyring_from_secret("k" * 40)
    with pytest.raises(CopyRefused, match="andere sleutel"):
        keeping.put_back(other, tmp_path / "kopie.db")


@sqlite_only
def test_it_is_not_put_back_under_a_program_that_writes(settings: Settings, tmp_path: Path) -> None:
    keeping.keep(settings, tmp_path / "kopie.db")
    with closing(sqlite3.connect(tmp_path / "store/tellen.db", isolation_level=None)) as busy:
        busy.execute("BEGIN IMMEDIATE")
        with pytest.raises(CopyRefused, match="in gebruik"):
            keeping.put_back(settings, tmp_path / "kopie.db")
    assert stories(settings) == [WORDS]


@sqlite_only
def test_it_is_not_put_back_under_a_program_that_only_waits(settings: Settings, tmp_path: Path) -> None:
    """What an idle server holds open is moved away under it: the next answer would be kept where nobody looks."""
    keeping.keep(settings, tmp_path / "kopie.db")
    maker = database.connect(settings.database_url, settings.keyring)
    with maker() as session:
        assert session.query(Story).count() == 1
    with pytest.raises(CopyRefused, match="in gebruik"):
        keeping.put_back(settings, tmp_path / "kopie.db")
    assert sorted(one.name for one in (tmp_path / "store").iterdir() if "-" not in one.name) == ["tellen.db"]
    maker.kw["bind"].dispose()
    keeping.put_back(settings, tmp_path / "kopie.db")
    assert stories(settings) == [WORDS]


@sqlite_only
def test_the_database_itself_is_no_copy(settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "link.db").symlink_to(tmp_path / "store/tellen.db")
    for name in ("store/tellen.db", "link.db"):
        with pytest.raises(CopyRefused, match="de database zelf"):
            keeping.put_back(settings, tmp_path / name)
    assert stories(settings) == [WORDS]


@sqlite_only
def test_a_full_disk_leaves_the_database_where_it_was(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*given: object) -> None:
        raise OSError(28, "No space left on device")

    keeping.keep(settings, tmp_path / "kopie.db")
    monkeypatch.setattr(keeping, "_on_disk", full)
    with pytest.raises(OSError, match="No space"):
        keeping.put_back(settings, tmp_path / "kopie.db")
    assert stories(settings) == [WORDS]
    assert not list(tmp_path.glob("store/tellen.db.*"))


@sqlite_only
def test_what_an_earlier_try_left_is_not_written_through(settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "van-een-ander").write_text("iets anders")
    (tmp_path / "kopie.db.part").symlink_to(tmp_path / "van-een-ander")
    keeping.keep(settings, tmp_path / "kopie.db")
    assert (tmp_path / "van-een-ander").read_text() == "iets anders"
    assert (tmp_path / "kopie.db").stat().st_mode & 0o777 == 0o600


@sqlite_only
@pytest.mark.parametrize("name", ["een map/tellen 2026.db", "100%/tellen%20.db", "wat#/té€.db"])
@pytest.mark.parametrize("address", ["sqlite:///{}", "sqlite+pysqlite:///{}", "sqlite:///{}?timeout=5"])
def test_odd_names_and_addresses(tmp_path: Path, name: str, address: str) -> None:
    (tmp_path / "hier" / name).parent.mkdir(parents=True)
    one = Settings(database_url=address.format(tmp_path / "hier" / name), secret_key="k" * 40)
    migrations.upgrade(one.database_url)
    told(one)
    copy = tmp_path / "daar" / f"wat? {name}"
    keeping.keep(one, copy)
    keeping.put_back(one, copy)
    assert stories(one) == [WORDS]
    assert [path.name for path in copy.parent.iterdir()] == [copy.name]


@sqlite_only
def test_a_relative_address_and_a_link_to_the_database(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "link.db").symlink_to("store/tellen.db")
    linked = Settings(database_url="sqlite:///link.db", secret_key="k" * 40)
    keeping.keep(linked, Path("kopie.db"))
    keeping.put_back(linked, Path("kopie.db"))
    assert stories(settings) == stories(linked) == [WORDS]
    assert (tmp_path / "link.db").is_symlink()


@sqlite_only
def test_the_password_is_not_among_the_words_of_the_tool(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Other users of a machine can read those; what else the address says goes along."""
    (tmp_path / "pg_dump").write_text('#!/bin/sh\necho "$@ [$PGPASSWORD]" >&2\nexit 1\n')
    (tmp_path / "pg_dump").chmod(0o700)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    one = Settings(database_url="postgresql+psycopg://u:ge%40heim@db.nl:5433/tellen?sslmode=verify-full", secret_key="k" * 40)
    with pytest.raises(CopyRefused) as refused:
        keeping.keep(one, tmp_path / "kopie.dump")
    assert "--dbname=postgresql://u@db.nl:5433/tellen?sslmode=verify-full" in str(refused.value)
    assert str(refused.value).endswith("[ge@heim]")


@sqlite_only
def test_a_broken_database_can_be_replaced(settings: Settings, tmp_path: Path) -> None:
    keeping.keep(settings, tmp_path / "kopie.db")
    place = tmp_path / "store/tellen.db"
    for companion in place.parent.glob("tellen.db-*"):
        companion.unlink()
    place.write_bytes(b"kapot" * 1000)
    aside = keeping.put_back(settings, tmp_path / "kopie.db")
    assert stories(settings) == [WORDS]
    assert Path(aside).read_bytes().startswith(b"kapot")


@sqlite_only
def test_a_full_disk_leaves_no_half_copy(settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*given: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(keeping, "_on_disk", full)
    with pytest.raises(OSError, match="No space"):
        keeping.keep(settings, tmp_path / "kopie.db")
    assert not list(tmp_path.glob("kopie.db*"))


@sqlite_only
def test_without_the_client_of_postgresql_a_sentence_says_what_to_install(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    elsewhere = Settings(database_url="postgresql://u:geheim@localhost/db", secret_key="k" * 40)
    with pytest.raises(CopyRefused, match="postgresql-client") as refused:
        keeping.keep(elsewhere, tmp_path / "kopie.dump")
    assert "geheim" not in str(refused.value)


def test_on_the_store_that_is_in_use_a_copy_comes_back_elsewhere(sessions: sessionmaker[Session], tmp_path: Path) -> None:
    """On SQLite by its own backup, in the run on PostgreSQL by pg_dump and pg_restore."""
    here = Settings(database_url=sessions.kw["bind"].url.render_as_string(hide_password=False), secret_key="k" * 40)
    command.stamp(migrations.config(here.database_url), "head")
    told(here)
    try:
        keeping.keep(here, tmp_path / "kopie")
    finally:
        with sessions.begin() as session:  # other tests on this store make it without migrations
            session.execute(text("DROP TABLE alembic_version"))
    there = Settings(database_url=elsewhere(here, tmp_path), secret_key="k" * 40)
    keeping.put_back(there, tmp_path / "kopie")
    assert stories(there) == [WORDS]


def test_a_copy_of_an_older_version_takes_the_place_of_a_newer_one(sessions: sessionmaker[Session], tmp_path: Path) -> None:
    """What the newer version added refers to the older tables, and must not stand in their way."""
    here = Settings(database_url=sessions.kw["bind"].url.render_as_string(hide_password=False), secret_key="k" * 40)
    there = Settings(database_url=elsewhere(here, tmp_path), secret_key="k" * 40)
    migrations.upgrade(there.database_url, "0002")
    keeping.keep(there, tmp_path / "kopie")
    migrations.upgrade(there.database_url)
    told(there)
    keeping.put_back(there, tmp_path / "kopie")
    assert migrations.current(there.database_url) == "0002"
    migrations.upgrade(there.database_url)
    assert migrations.current(there.database_url) == migrations.newest()
    assert stories(there) == []
    later = database.make_engine(there.database_url)
    with later.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    later.dispose()
    with pytest.raises(CopyRefused, match="nieuwere versie"):
        keeping.keep(there, tmp_path / "later")
    assert not (tmp_path / "later").exists()


def elsewhere(here: Settings, folder: Path) -> str:
    """The address of an empty database beside this one."""
    if here.database_url.startswith("sqlite"):
        return f"sqlite:///{folder}/elders/tellen.db"
    name = f"elders_{os.getpid()}"
    engine = database.make_engine(here.database_url).execution_options(isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.exec_driver_sql(f"DROP DATABASE IF EXISTS {name}")
        connection.exec_driver_sql(f"CREATE DATABASE {name}")
    engine.dispose()
    return make_url(here.database_url).set(database=name).render_as_string(hide_password=False)
