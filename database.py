"""The bottom of the house: the declarative base, column types, and how a session is connected."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import orjson
from sqlalchemy import DateTime, Dialect, Engine, MetaData, Text, create_engine, event
from sqlalchemy.orm import DeclarativeBase, Session, sessionmaker
from sqlalchemy.types import TypeDecorator

from sealing import Keyring

__all__ = ["Base", "JsonText", "Session", "UtcDateTime", "connect", "make_engine", "reading", "today", "utcnow"]

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
    if not url.startswith("sqlite"):
        if url.startswith("postgresql://"):
            url = url.replace("postgresql://", "postgresql+psycopg://", 1)
        return create_engine(url, pool_pre_ping=True, pool_size=10, max_overflow=10, hide_parameters=True)
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


def connect(url: str, keyring: Keyring | None = None) -> sessionmaker[Session]:
    """A maker of sessions on this database; each session carries the keyring that opens sealed texts."""
    return sessionmaker(make_engine(url), expire_on_commit=False, info={"keyring": keyring})


def reading(maker: sessionmaker[Session]) -> sessionmaker[Session]:
    """The same database for reading only: its transactions never wait for a writer (on SQLite a plain BEGIN)."""
    engine = maker.kw["bind"].execution_options(read_only=True)
    return sessionmaker(engine, expire_on_commit=False, info=maker.kw["info"])
