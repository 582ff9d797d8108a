"""Who stands behind the figures of the frameworks: the stories of each sphere."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy.orm import Session

from analysis.frameworks import story_spheres
from analysis.ledger.members import Cut, pack
from analysis.ledger.rosters import Rosters
from analysis.material import Material
from analysis.measures import STORIES
from analysis.report.parts.frameworks import FrameworksPart
from surveys.parties import Programme


def cuts(session: Session, programme: Programme, part: FrameworksPart, material: Material, rosters: Rosters) -> Iterator[Cut]:
    """A cut for each sphere of which the report says how many stories it has."""
    spheres = part.framework(story_spheres.SPHERES)
    shown = [one.code for one in spheres.dimensions if one.stories is not None] if spheres else []
    if not shown:
        return
    found = story_spheres.members(session, programme, material.story_members)
    for code in shown:
        chosen = found[code]
        if chosen:
            told = pack(rosters.places(STORIES, chosen))
            words = f"Verhalen in de sfeer “{code}”"  # of the ledger: not said
            place = (story_spheres.HELD, code)
            yield Cut(STORIES, f"sfeer:{code}", place, words, len(chosen), told, material.minimum_stories, whole=False)
