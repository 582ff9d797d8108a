"""What cannot be asked of the teams; each sentence says what to do."""

from __future__ import annotations


class MoneyAlone(ValueError):
    """Money is asked without help and client."""

    def __init__(self) -> None:
        super().__init__("Geld laten wij nooit alleen zien. Kies ook hulp en klant, dan ziet u of goedkoper ook goed is.")


class SheetUnknown(LookupError):
    """There is no sheet for this team."""


class TeamRefused(ValueError):
    """What was asked of a team cannot be."""


class TeamsNotAsked(ValueError):
    """A questionnaire file has no place for the teams."""
