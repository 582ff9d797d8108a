"""A file of a report speaks the language of its report, whoever asks for it and in whatever language the desk is read."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Concatenate, ParamSpec, TypeVar

from analysis.report.model import Report
from saying import speaking

More = ParamSpec("More")
Outcome = TypeVar("Outcome")


def in_its_language(make: Callable[Concatenate[Report, More], Outcome]) -> Callable[Concatenate[Report, More], Outcome]:
    """Everything this function says is said in the language of the report that it is given first."""

    @functools.wraps(make)
    def spoken(report: Report, /, *given: More.args, **named: More.kwargs) -> Outcome:
        with speaking(report.language):
            return make(report, *given, **named)

    return spoken
