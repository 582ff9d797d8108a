"""A questionnaire becomes a version that never changes; a change that breaks the meaning of a code is refused."""

from __future__ import annotations

from typing import Any

from sqlalchemy import event, inspect, select
from sqlalchemy.orm import Mapper, Session

from saying import say
from surveys import checks
from surveys.comparing import Change, compare
from surveys.definition import Definition, DefinitionRefused
from surveys.models import Survey, SurveyVersion

__all__ = ["BreakRefused", "Change", "VersionFixed", "WrongSurvey", "compare", "definition_of", "publish"]


class BreakRefused(Exception):
    """The new questionnaire gives an old code another meaning; `codes` are the codes."""

    def __init__(self, codes: tuple[str, ...], reasons: tuple[str, ...]) -> None:
        named = ", ".join(f"'{code}'" for code in codes)
        one = say("Deze code kreeg een andere betekenis: {codes}.", codes=named)
        what = one if len(codes) == 1 else say("Deze codes kregen een andere betekenis: {codes}.", codes=named)
        advice = say("Geef wat veranderde een nieuwe code, dan blijven de oude antwoorden goed te lezen.")
        super().__init__(f"{what} {' '.join(reasons)} {advice}")
        self.codes, self.reasons = codes, reasons


class WrongSurvey(Exception):
    """The file is of another questionnaire."""

    def __init__(self, expected: str, found: str) -> None:
        super().__init__(
            say(
                "Dit bestand is vragenlijst '{found}', maar u werkt aan '{expected}'. Kies het goede bestand.",
                found=found,
                expected=expected,
            )
        )


class VersionFixed(Exception):
    """Somebody tries to change a published version."""

    def __init__(self) -> None:
        super().__init__(say("Een gepubliceerde versie verandert niet meer. Publiceer een nieuwe versie."))


def publish(session: Session, survey: Survey, definition: Definition) -> SurveyVersion:
    """A new version of the survey, or the version that already says exactly this.

    Raises DefinitionRefused (faults in the questionnaire), WrongSurvey and BreakRefused. Flushes.
    """
    if definition.code != survey.code:
        raise WrongSurvey(survey.code, definition.code)
    Definition.from_canonical(definition.canonical())  # what is kept can be read again, or it is refused here
    found = checks.check(definition, definition.code)
    if found:
        raise DefinitionRefused(found)
    versions = session.scalars(select(SurveyVersion).where(SurveyVersion.survey == survey).order_by(SurveyVersion.number)).all()
    same = next((one for one in versions if one.sha256 == definition.sha256), None)
    if same is not None:
        return same
    version = SurveyVersion(
        survey=survey, number=versions[-1].number + 1 if versions else 1, content=definition.canonical(), sha256=definition.sha256,
        change=_kind([definition_of(one) for one in versions], definition),
    )  # fmt: skip
    session.add(version)
    session.flush()
    return version


def definition_of(version: SurveyVersion) -> Definition:
    """The questionnaire of a version."""
    return Definition.from_canonical(version.content)


def _kind(older: list[Definition], new: Definition) -> str:
    """What this version is beside the last one; a break with any version is refused, for a retired code keeps its meaning too."""
    changes = [compare(old, new) for old in older]
    broken = [one for one in changes if one.kind == "breuk"]
    if broken:
        codes = tuple(dict.fromkeys(code for one in broken for code in one.codes))
        raise BreakRefused(codes, tuple(dict.fromkeys(reason for one in broken for reason in one.breaks)))
    return changes[-1].kind if changes else "eerste"


@event.listens_for(SurveyVersion, "before_update")
def _never_changes(_mapper: Mapper[Any], _connection: Any, version: SurveyVersion) -> None:
    state = inspect(version)
    if any(state.attrs[name].history.has_changes() for name in ("survey_id", "number", "content", "sha256", "change")):
        raise VersionFixed
