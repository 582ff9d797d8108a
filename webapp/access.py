"""Who may come in: every view says so, and a test walks the route table to see that none forgets."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any, TypeVar

from flask import g

from surveys.models import Account

LEVELS = ("public", "resident", "staff", "worker", "evaluator", "administrator")
View = TypeVar("View", bound=Callable[..., Any])

Guard = Callable[[str, dict[str, Any]], Any]
_guards: list[Guard] = []  # webapp.desk registers the one that knows accounts; none means nobody of the staff gets in


def use_guard(guard: Guard) -> None:
    """Set what is asked before a staff view runs: guard(level, view arguments) returns None or a response."""
    _guards[:] = [guard]


def allow(level: str) -> Callable[[View], View]:
    """Say who may see a view: public, resident, staff (anyone signed in), or a role in the programme of the URL."""
    if level not in LEVELS:
        raise ValueError(f"unknown level {level}")

    def decorate(view: View) -> View:
        @functools.wraps(view)
        def guarded(*args: Any, **kwargs: Any) -> Any:
            if level not in {"public", "resident"}:
                if not _guards:
                    raise RuntimeError("no guard is set for staff views")
                refused = _guards[0](level, kwargs)
                if refused is not None:
                    return refused
            return view(*args, **kwargs)

        guarded.access = level  # type: ignore[attr-defined]
        return guarded  # type: ignore[return-value]

    return decorate


def current() -> Account | None:
    """The account that signed in for this request, or None."""
    account: Account | None = g.get("account")
    return account
