"""How fast a changed filter, a warm page and the publication ledger are, on 100,000 responses and 20,000 stories.

All in seconds of CPU of one process, each in a process of its own. The filter: the state of the data, the figures of a look split by
neighbourhood and trait, weighed beside twenty earlier looks. The page: a snapshot drawn to HTML, the templates known. The ledger:
the cuts of a report beside a hundred publications of two hundred cuts each, in each of which a few hundred people more take part.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Any

from bench.apart import judged, timed
from bench.figures_data import fill

LIMITS = {"filter_seconds": 0.5, "html_seconds": 2.0, "ledger_seconds": 10.0, "filter_share_of_building": 0.1}
PEOPLE, PUBLICATIONS, SUBJECTS = 100_000, 100, 8


def run() -> dict[str, object]:
    """Fill a database, time the three, print and return them."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "big.db"
        fill(path, 100_000, 20_000)
        made, filtered, cells = timed("bench.slicing", "filters", str(path))
        drawn, size = timed("bench.slicing", "page", str(path))
        checked, megabytes = timed("bench.slicing", "ledger", str(Path(folder) / "ledger.db"))
    found = {
        "cube_seconds": round(made, 3), "cube_counts": round(cells), "filter_seconds": round(filtered, 3),
        "filter_share_of_building": round(filtered / made, 4), "html_seconds": round(drawn, 3), "html_kilobytes": round(size),
        "ledger_seconds": round(checked, 2), "ledger_megabytes_kept": round(megabytes),
    }  # fmt: skip
    return judged(found, LIMITS)


def _seconds(what: Callable[[], object]) -> float:
    start = time.process_time()
    what()
    return time.process_time() - start


def filters(path: Path) -> tuple[float, float, float]:
    """Seconds to make the cube, the median of a changed filter, and how many counts there are."""
    import database
    from analysis import cube_store
    from analysis.cube import Filter
    from analysis.cube_figures import Look, look
    from surveys.parties import Programme

    with database.reading(database.connect(f"sqlite:///{path}"))() as session:
        programme = session.query(Programme).one()
        made = _seconds(lambda: cube_store.explorer(session, programme))
        one = next(iter(cube_store.explorer(session, programme).variables.values()))
        before = [Look(one.key, Filter((place, place + 1)), 1, ((0, 1, 2, 3), (0, 1, 2, 3))) for place in range(19)]

        def change(place: int) -> None:
            explorer = cube_store.explorer(session, programme)
            seen = look(explorer.cubes[one.cube], one.asked, Look(one.key, Filter((place, 19)), place % 2), before)
            assert seen.total[1].figure.value is not None

        times = [_seconds(lambda place=place: change(place)) for place in range(10)]  # type: ignore[misc]
        cells = sum(each.size for each in cube_store.explorer(session, programme).cubes)
    return made, median(times), cells


def page(path: Path) -> tuple[float, float]:
    """Seconds to draw a kept report once the templates are known, and its kilobytes."""
    import database
    from analysis.report import rendering, snapshot
    from analysis.report.build import build
    from surveys.parties import Programme

    with database.reading(database.connect(f"sqlite:///{path}"))() as session:
        kept = snapshot.as_json(build(session, session.query(Programme).one()))
    rendering.html(snapshot.thaw(kept))
    drawn = median(_seconds(lambda: rendering.html(snapshot.thaw(kept))) for _ in range(3))
    return drawn, len(rendering.html(snapshot.thaw(kept))) / 1024


def ledger(path: Path) -> tuple[float, float]:
    """Seconds to weigh the cuts of one more publication, and the megabytes that a hundred of them keep."""
    import database
    from analysis.ledger import checking, store
    from analysis.ledger.models import Publication, PublishedCut
    from sealing import keyring_from_secret
    from surveys.parties import Organisation, Programme
    from webapp import tables  # noqa: F401  all tables

    maker = database.connect(f"sqlite:///{path}", keyring_from_secret("bench"))
    database.Base.metadata.create_all(maker.kw["bind"])
    with maker() as session:
        programme = Programme(code="bank", name="Bank", organisation=Organisation(code="bank", name="Bankstad"))
        session.add(programme)
        session.flush()
        for number in range(PUBLICATIONS):
            cuts = _cuts(number)
            one = Publication(programme_id=programme.id, kind="rapport", title=f"Rapport {number}", audience="raad", sha256="")
            session.add(one)
            session.flush()
            store.keep_sets(session, programme, cuts)
            session.add_all(
                PublishedCut(
                    publication_id=one.id,
                    population=cut.population,
                    subject=cut.subject,
                    n=cut.n,
                    digest=cut.digest,
                    told={side: told.total for side, told in cut.told.items()},
                )
                for cut in cuts
            )
        session.commit()
        new = _cuts(PUBLICATIONS)
        seconds = _seconds(lambda: checking.check(session, programme, new))
        assert checking.check(session, programme, _cuts(PUBLICATIONS - 1, more=4))
    return seconds, path.stat().st_size / 1e6


def _cuts(number: int, more: int = 0) -> list[Any]:
    """The cuts of a publication: all, by neighbourhood and by age, for a number of questions of which everybody skips some."""
    import numpy as np

    from analysis.ledger.members import Cut, pack
    from analysis.ledger.sides import of_counts

    dice = np.random.default_rng(1)
    area, age = dice.integers(0, 20, PEOPLE), dice.integers(0, 4, PEOPLE)
    here = np.arange(PEOPLE) < 60_000 + 390 * number + more
    found: list[Any] = []
    places, everybody = np.arange(PEOPLE), np.ones(PEOPLE, bool)
    for subject in range(SUBJECTS):
        base = here & (np.arange(PEOPLE) % 97 != subject)
        answered = tuple(of_counts(f"vraag {subject}", dice.random(PEOPLE) < 0.2 + 0.05 * subject, everybody))
        groups = [base, *(base & (area == one) for one in range(20)), *(base & (age == one) for one in range(4))]
        for place, group in enumerate(groups):
            packed = pack(np.flatnonzero(group))
            found.append(
                Cut(
                    "antwoorden:x:1",
                    f"vraag:{subject}",
                    (str(subject), str(place)),
                    "",
                    int(group.sum()),
                    packed,
                    10,
                    place == 0,
                    {one.key: one.of(group, places) for one in answered},
                )
            )
    return found


if __name__ == "__main__":
    if len(sys.argv) == 3:
        print(*{"filters": filters, "page": page, "ledger": ledger}[sys.argv[1]](Path(sys.argv[2])))
    else:
        run()
