"""Rows straight from the database driver, for the few queries that read a hundred thousand of them."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Select
from sqlalchemy.orm import Session

CHUNK = 4_000  # rows at once: large enough for numpy, small enough to stay in the cache


def blocks(session: Session, query: Select[*tuple[Any, ...]], size: int = CHUNK) -> Iterator[Sequence[Any]]:
    """The rows of a query as tuples in blocks, streamed; values are what the driver makes of them (JSON stays text).

    On SQLite the rows come from the driver's own cursor: the row objects of SQLAlchemy are half of the time of such a query.
    PostgreSQL streams through a cursor of the server, of which SQLAlchemy has read the first rows before we could.
    """
    connection = session.connection()
    if connection.dialect.name != "sqlite":
        yield from connection.execute(query.execution_options(yield_per=size)).partitions()
        return
    with connection.execute(query) as result:
        cursor = result.cursor
        assert cursor is not None
        while block := cursor.fetchmany(size):
            yield block


@contextmanager
def uncollected() -> Iterator[None]:
    """Without the collector of reference cycles: plain rows make none, and it would walk over all that lives again and again.

    Whoever comes in first switches it on again; a second thread only does without it for a shorter time.
    """
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()
