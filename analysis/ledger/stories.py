"""The cuts of stories: who stands behind the counts of themes, tellers, triangles, words and directions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from analysis.ledger.members import Cut, pack
from analysis.ledger.rosters import Rosters
from analysis.material import Material
from analysis.measures import STORIES, Request, ways_of
from analysis.report.model import IndicatorPart, Report, ResultPart


def _cut(
    rosters: Rosters, chosen: list[str], place: tuple[str, ...], told: tuple[str, str], material: Material, *, whole: bool = True
) -> Cut:
    subject, words = told
    members = pack(rosters.places(STORIES, chosen))
    return Cut(STORIES, subject, place, words, len(chosen), members, material.minimum_stories, whole)


def of_result(part: ResultPart, points: Mapping[str, str], material: Material, rosters: Rosters) -> Iterator[Cut]:
    """The themes of a result, over all stories that were read and within those that tell of them; and who speaks about it."""
    read = [identity for identity, row in material.story_members if row.read]
    for theme in part.themes:
        if theme.stories is not None:
            told = [identity for identity, row in material.story_members if row.read and theme.code in row.themes]
            place, words = ("thema", theme.code), f"Thema “{theme.name}”"
            yield _cut(rosters, read, place, (f"thema:{theme.code}", words), material)
            if told:
                subject = f"binnen:{theme.code}"
                yield _cut(rosters, told, (*place, "binnen"), (subject, f"{words}, wie vertelden"), material, whole=False)
    about = [identity for identity, row in material.story_members if row.read and row.themes & points.keys()]
    if len(about) >= material.minimum_stories and not material.holds("resultaat", part.code):
        subject = f"resultaat:{','.join(sorted(points))}"
        yield _cut(rosters, about, ("resultaat", part.code), (subject, f"Verhalen over “{part.title}”"), material)


def of_all(report: Report, material: Material, rosters: Rosters) -> Iterator[Cut]:
    """Tellers, triangles and words, over all stories."""
    everybody = [identity for identity, _ in material.story_members]
    if report.stories_tellers:
        yield _cut(rosters, everybody, ("vertellers",), ("vertellers", "Wie de verhalen vertelden"), material)
    for code in sorted({code for _, row in material.story_members for code, _ in row.triads}):
        placed = [identity for identity, row in material.story_members if row.place(code) is not None]
        if placed and not material.holds("driehoek", code):
            yield _cut(rosters, placed, ("driehoek", code), (f"driehoek:{code}", "Driehoek in de verhalen"), material)
    if report.cloud:
        read = [identity for identity, row in material.story_members if row.read]
        yield _cut(rosters, read, ("woorden",), ("woorden", "Woorden in de verhalen"), material)


def of_verdict(request: Request, shown: IndicatorPart, rosters: Rosters) -> Iterator[Cut]:
    """The stories of each wave that point a way."""
    for wave in shown.waves:
        if wave.figure.value is not None:
            chosen = [
                identity
                for identity, row in request.material.story_members
                if row.wave == wave.number and ways_of(request, row) is not None
            ]
            place = (request.what, STORIES, str(wave.number))
            yield _cut(
                rosters, chosen, place, (f"{request.what}:{wave.number}"[:120], f"{shown.name}, {wave.name}"), request.material
            )
