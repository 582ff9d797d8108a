"""The responses of a programme to sheets of columns, fast: rows as they lie, JSON by orjson, columns by numpy."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, repeat
from typing import Any

import numpy as np
import orjson
from sqlalchemy import ColumnElement, Text, func, select, true, type_coerce
from sqlalchemy.orm import Session

from analysis import tallies
from analysis.columns import Column, Layout, Sheet
from analysis.material import Questionnaire, Round, comparable, period
from analysis.paths import Paths
from analysis.raw_rows import blocks
from analysis.scope import Scope
from surveys.definition import Definition
from surveys.models import Programme, Response, Survey, SurveyVersion, Wave


@dataclass(frozen=True, slots=True)
class Reader:
    """The responses within a scope; `places` has the codes of its areas."""

    session: Session
    places: Mapping[str, int]
    scope: Scope
    minimum: int
    members: bool

    def questionnaires(self, programme: Programme) -> Iterator[Questionnaire]:
        """Every questionnaire with its waves; within a scope only those with a wave in which enough people answered."""
        rows = self.session.execute(
            select(Survey.code, Wave)
            .join(SurveyVersion, Wave.version_id == SurveyVersion.id)
            .join(Survey, SurveyVersion.survey_id == Survey.id)
            .where(Wave.programme_id == programme.id, true() if self.scope.wave is None else Wave.number <= self.scope.wave)
            .order_by(Survey.code, Wave.number)
        ).all()
        for code, group in groupby(rows, key=lambda row: row[0]):
            waves = [wave for _, wave in group]
            if self.scope.narrow:
                waves = [wave for wave in waves if self._sent(wave) >= self.minimum]
            if waves:
                yield self._questionnaire(code, waves)

    def within(self) -> ColumnElement[bool]:
        """Which responses belong to the areas of the scope."""
        return Response.area_code.in_(self.places) if self.scope.areas else true()

    def _sent(self, wave: Wave) -> int:
        query = select(func.count()).select_from(Response).where(Response.wave_id == wave.id, Response.state == "verzonden")
        return self.session.scalar(query.where(self.within())) or 0

    def _questionnaire(self, code: str, waves: Sequence[Wave]) -> Questionnaire:
        ids = [wave.id for wave in waves]
        used = set(self.session.scalars(select(Response.version_id).where(Response.wave_id.in_(ids)).distinct()))
        rows = self.session.scalars(
            select(SurveyVersion)
            .where(SurveyVersion.id.in_(used | {wave.version_id for wave in waves}))
            .order_by(SurveyVersion.number)
        ).all()
        versions = {row.id: Definition.from_canonical(row.content) for row in rows}
        layouts = tallies.layouts([one.questions for one in versions.values()])
        started = self._started(ids)
        every = tuple(
            Round(
                wave.number, wave.name, period(wave.opens_on), wave.opens_on, wave.closes_on,
                self._sheet(wave.id, versions, layouts), None if self.scope.areas else wave.invited, started.get(wave.id, 0),
            )
            for wave in waves
        )  # fmt: skip
        listed = tuple((row.number, row.sha256, tuple(wave.name for wave in waves if wave.version_id == row.id)) for row in rows)
        rounds = comparable(every, self.minimum)
        pairs = tallies.pairs(rounds[0].sheet, rounds[-1].sheet)
        others = tuple(one for one in every if not any(one is kept for kept in rounds))
        *older, newest = versions.values()
        return Questionnaire(code, newest, rounds, pairs, listed, others, tuple(older))

    def _started(self, ids: Sequence[int]) -> dict[int, int]:
        counts = self.session.execute(
            select(Response.wave_id, func.count())
            .where(Response.wave_id.in_(ids), Response.state != "ingetrokken", self.within())
            .group_by(Response.wave_id)
        )
        return {int(row[0]): int(row[1]) for row in counts}

    def _sheet(self, wave_id: int, versions: Mapping[int, Definition], layouts: Mapping[str, Layout]) -> Sheet:
        """The columns of one wave, read in chunks so that the documents of all responses are never in memory together."""
        paths = {version: Paths(definition) for version, definition in versions.items()}
        written: list[dict[str, Column]] = [tallies.write(layouts, {}, 0, {})]
        areas: list[np.ndarray[Any, Any]] = [np.zeros(0, np.int16)]
        links: list[str | None] = []
        ids: list[str] = []
        for rows in self._rows(wave_id):
            for version, (where, linked, texts, *who) in _by_version(rows):
                documents = orjson.loads(f"[{','.join(texts)}]")
                raw = {code: list(map(dict.get, documents, repeat(code))) for code in versions[version].questions}
                written.append(tallies.write(layouts, raw, len(texts), paths[version].not_asked(raw, documents)))
                areas.append(np.fromiter(map(self.places.get, where, repeat(-1)), np.int16, len(texts)))
                links.extend(linked)
                ids.extend(who[0] if who else ())
        columns = {code: tallies.joined([block[code] for block in written]) for code in layouts}
        return Sheet(columns, np.concatenate(areas), tuple(links), tuple(ids))

    def _rows(self, wave_id: int) -> Iterator[Sequence[Any]]:
        """(version, area, link, answers as text, and perhaps id) of the sent responses."""
        table = Response.__table__
        wanted = [table.c.version_id, table.c.area_code, table.c.link_hash, type_coerce(table.c.answers, Text)]
        query = select(*wanted, *([table.c.id] if self.members else []))
        return blocks(self.session, query.where(table.c.wave_id == wave_id, table.c.state == "verzonden", self.within()))


def _by_version(rows: Sequence[Any]) -> Iterator[tuple[int, Sequence[Sequence[Any]]]]:
    """The rows of each version as columns: areas, links, answers, and ids when they were asked."""
    versions, *columns = zip(*rows, strict=True)
    if len(set(versions)) == 1:
        yield versions[0], columns
        return
    for version in sorted(set(versions)):
        _, *mine = zip(*(row for row in rows if row[0] == version), strict=True)
        yield version, mine
