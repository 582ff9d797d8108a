"""Reports that were made already: many pages of the desk show a piece of the same one.

A report follows from what is in the store, from the scope and from the day (what is too early today is not tomorrow). The mark of the
store (`database.stamp`) is another after every change, so the same mark gives the same report, however many processes write.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable

from sqlalchemy.orm import Session

import database
from analysis.report.model import Report
from analysis.scope import Scope
from surveys.parties import Programme

KEPT = 8  # reports at once; the one that was asked for longest ago goes
_reports: OrderedDict[tuple[object, ...], Report] = OrderedDict()
_lock = threading.Lock()


def remembered(session: Session, programme: Programme, scope: Scope, make: Callable[[], Report]) -> Report:
    """The report of this scope; made when nobody asked for it since the store last changed."""
    mark = database.stamp(session)
    if not mark:
        return make()
    place = (mark, programme.id, scope, database.today())
    with _lock:
        if place in _reports:
            _reports.move_to_end(place)
            return _reports[place]
    made = make()
    with _lock:
        _reports[place] = made
        while len(_reports) > KEPT:
            _reports.popitem(last=False)
    return made
