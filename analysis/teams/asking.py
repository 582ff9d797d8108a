"""The teams of a programme as the options of the question `team`: written into the questionnaire file before it is published."""

from __future__ import annotations

import re
from collections.abc import Sequence

from analysis.teams.refusals import TeamsNotAsked
from saying import say

CODE = re.compile(r"[a-z][a-z0-9_]{0,39}")
BEGIN, END = "# teams: begin", "# teams: einde"


def with_teams(file: bytes, teams: Sequence[tuple[str, str]]) -> bytes:
    """The same file with these teams (code, name) as options, between the lines “# teams: begin” and “# teams: einde”."""
    if len(teams) < 2:
        raise TeamsNotAsked("Er zijn minder dan twee teams. Voeg eerst de teams toe, dan kan iemand kiezen.")
    lines = file.decode("utf-8").splitlines()
    begin = [place for place, one in enumerate(lines) if one.strip().startswith(BEGIN)]
    end = [place for place, one in enumerate(lines) if one.strip().startswith(END)]
    if len(begin) != 1 or len(end) != 1 or end[0] < begin[0]:
        raise TeamsNotAsked(
            say(
                "Zet in de vragenlijst één regel “{begin}” en daarna één regel “{end}”, om de antwoorden bij de vraag ‘team’.",
                begin=BEGIN, end=END,
            )
        )  # fmt: skip
    indent = lines[begin[0]][: len(lines[begin[0]]) - len(lines[begin[0]].lstrip())]
    options = [f"{indent}- {{code: {code}, label: {{nl: {_quoted(name)}, en: {_quoted(name)}}}}}" for code, name in teams]
    return ("\n".join([*lines[: begin[0] + 1], *options, *lines[end[0] :]]) + "\n").encode("utf-8")


def _quoted(name: str) -> str:
    """A name as YAML between double quotes."""
    plain = " ".join(name.split())
    return '"' + plain.replace("\\", "\\\\").replace('"', '\\"') + '"'
