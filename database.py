"""The bottom of the house: the declarative base, column types, and how a session is connected."""

from __future__ import annotations

import re
import uuid
from datetime import UTC, date, datetime
from typing import Any

import orjson
from sqlalchemy import Connection, DateTime, Dialect, Engine, MetaData, String, Text, create_engine, event, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, sessionmaker
from sqlalchemy.types import TypeDecorator

from sealing import Keyring

__all__ = [
    "UNSEEN", "UNSTAMPED", "Base", "JsonText", "Session", "Stamp", "UtcDateTime", "connect", "make_engine", "reading", "stamp", "today", "utcnow",
]  # fmt: skip

UNSEEN = "unseen"  # in the info of a table: True = no report shows its rows; a set = the columns that no report shows
UNSTAMPED = "unstamped"  # an execution option: changes over this connection leave the stamp as it is

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    """Every model of the house; constraints get predictable names, so that migrations can drop them."""

    metadata = MetaData(naming_convention=NAMING)


class Stamp(Base):
    """One row: a mark that is another after every commit of something that a report may show (see `stamp`)."""

    __tablename__ = "store_stamp"

    id: Mapped[int] = mapped_column(primary_key=True)
    mark: Mapped[str] = mapped_column(String(32))


class UtcDateTime(TypeDecorator[datetime]):
    """An aware moment in UTC; a naive one is refused, for nobody knows what it means."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Store as UTC; SQLite keeps no zone, so there it is dropped after the conversion."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment without a time zone cannot be stored")
        value = value.astimezone(UTC)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Give back an aware moment in UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class JsonText(TypeDecorator[Any]):
    """A JSON document kept as text, the same in every database (keys sorted, so equal documents are equal text)."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:
        """Plain values to JSON text; None stays NULL."""
        return None if value is None else orjson.dumps(value, option=orjson.OPT_SORT_KEYS).decode()

    def process_result_value(self, value: str | None, dialect: Dialect) -> Any:
        """JSON text to plain values."""
        return None if value is None else orjson.loads(value)


def utcnow() -> datetime:
    """This moment, in UTC."""
    return datetime.now(UTC)


def today() -> date:
    """This day, in UTC."""
    return utcnow().date()


def make_engine(url: str) -> Engine:
    """An engine for SQLite (careful settings: what is thanked for is on disk) or PostgreSQL."""
    engine = _sqlite(url) if url.startswith("sqlite") else _postgresql(url)
    event.listen(engine, "before_cursor_execute", _noticed)
    event.listen(engine, "commit", _stamped)
    event.listen(engine, "rollback", lambda connection: connection.info.pop(_CHANGED, None))
    return engine


def _postgresql(url: str) -> Engine:
    if url.startswith("postgresql://"):
        url = url.replace("postgresql://", "postgresql+psycopg://", 1)
    return create_engine(url, pool_pre_ping=True, pool_size=10, max_overflow=10, hide_parameters=True)


def _sqlite(url: str) -> Engine:
    # hide_parameters: an error of the store must not carry what somebody wrote into a log.
    engine = create_engine(url, connect_args={"timeout": 5, "check_same_thread": False}, hide_parameters=True)

    @event.listens_for(engine, "connect")
    def _pragmas(connection: Any, record: Any) -> None:
        # The driver must not open transactions by itself: BEGIN IMMEDIATE below does, so two writers queue instead of failing half-way.
        connection.isolation_level = None
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "busy_timeout=5000"):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def _begin(connection: Any) -> None:
        read_only = connection.get_execution_options().get("read_only", False)
        connection.exec_driver_sql("BEGIN" if read_only else "BEGIN IMMEDIATE")

    return engine


_CHANGED = "changed"
_WRITES = re.compile(r"""\s*(?:WITH\b.*?\b)?(INSERT\s+INTO|UPDATE|DELETE\s+FROM)\s+"?(\w+)"?(.*)""", re.IGNORECASE | re.DOTALL)
_SET = re.compile(r'"?(\w+)"?\s*=(?!=)')


def _noticed(connection: Connection, _cursor: Any, statement: str, *_: Any) -> None:
    """Remember that this transaction changes something that a report may show."""
    if not connection.info.get(_CHANGED) and _shows(statement):
        connection.info[_CHANGED] = True


def _shows(statement: str) -> bool:
    if statement[:1] in "SsPp" or (found := _WRITES.match(statement)) is None:
        return False
    table = Base.metadata.tables.get(found[2])
    unseen = table.info.get(UNSEEN, ()) if table is not None else True
    if unseen is True or not unseen:
        return not unseen
    written = re.split(r"\bWHERE\b", found[3], maxsplit=1)[0]
    return found[1].upper() != "UPDATE" or not set(_SET.findall(written)) <= set(unseen)


def _stamped(connection: Connection) -> None:
    """Give the store a new mark, in the transaction that is about to be kept. Last of all, so nobody waits long for this one row."""
    if connection.info.pop(_CHANGED, False) and not connection.get_execution_options().get(UNSTAMPED):
        mark = uuid.uuid4().hex
        cursor = connection.connection.cursor()
        cursor.execute(f"INSERT INTO store_stamp (id, mark) VALUES (1, '{mark}') ON CONFLICT (id) DO UPDATE SET mark = '{mark}'")  # noqa: S608  our own
        cursor.close()


def stamp(session: Session) -> str:
    """The mark of what is in the store: whoever reads the same mark twice would read the same figures twice.

    "" when that cannot be said: nothing was ever written, or this session holds changes that are not kept yet.
    """
    if session.new or session.dirty or session.deleted or session.connection().info.get(_CHANGED):
        return ""
    return session.scalar(select(Stamp.mark)) or ""


def connect(url: str, keyring: Keyring | None = None) -> sessionmaker[Session]:
    """A maker of sessions on this database; each session carries the keyring that opens sealed texts."""
    return sessionmaker(make_engine(url), expire_on_commit=False, info={"keyring": keyring})


def reading(maker: sessionmaker[Session]) -> sessionmaker[Session]:
    """The same database for reading only: its transactions never wait for a writer (on SQLite a plain BEGIN)."""
    engine = maker.kw["bind"].execution_options(read_only=True)
    return sessionmaker(engine, expire_on_commit=False, info=maker.kw["info"])
