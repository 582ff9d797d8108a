"""What the demo fills beside programmes, answers and stories: one module per subject, in this order.

Each module has `fill(session, made, name) -> str`: fills its subject for the programme `made` (file name `name`), says in Dutch what it did,
or "" when there was nothing (left) to do. `late`: after the stories were read and decided, for what needs figures.
"""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy.orm import Session

from surveys.models import Programme

Fill = Callable[[Session, Programme, str], str]


def early() -> tuple[Fill, ...]:
    """Before the stories are read."""
    from webapp.demo import frameworks, learning, line, sources

    return (
        line.fill,
        learning.fill,
        frameworks.fill,
        sources.fill,
    )


def late() -> tuple[Fill, ...]:
    """After the stories were read and decided."""
    from webapp.demo import accounting, benchmark, joining, learning, ledger

    return (
        accounting.fill,
        ledger.fill,
        joining.fill,
        benchmark.fill,
        learning.keep,
    )
