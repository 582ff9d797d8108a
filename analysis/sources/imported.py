"""The imported series that indicators of a programme are about, put beside the material of its report."""

from __future__ import annotations

import hashlib
from dataclasses import replace

from sqlalchemy import select
from sqlalchemy.orm import Session

import saying
from analysis.material import Material
from analysis.models import Ambition, Indicator, SocietalResult
from analysis.sources import series
from analysis.sources.imported_measure import ImportedSeries, key_of
from analysis.sources.statline import MODELLED
from surveys.parties import Programme


def added(session: Session, programme: Programme, material: Material) -> Material:
    """The same material with the series of its indicators of kind "import"; without any it stays as it was."""
    rules = session.scalars(
        select(Indicator.rule)
        .join(SocietalResult, Indicator.result_id == SocietalResult.id)
        .join(Ambition, SocietalResult.ambition_id == Ambition.id)
        .where(Ambition.programme_id == programme.id, Indicator.measure_kind == "import")
    ).all()
    found: dict[tuple[str, str, str, str], ImportedSeries] = {}
    plain: dict[tuple[str, str, str, str], ImportedSeries] = {}  # the same data have the same print in every language
    for rule in rules:
        one = series.read(session, programme, rule or {})
        dataset = series.current(session, programme, str((rule or {}).get("dataset", "")))
        if one is not None and dataset is not None:
            made = ImportedSeries(one.title, one.unit, one.source, one.points, dataset.table_id in MODELLED)
            found[key_of(rule)] = made
            with saying.speaking(saying.SOURCE):
                plain[key_of(rule)] = replace(made, source=series.source_line(dataset))
    if not found:
        return material
    print_ = hashlib.sha256(f"{material.sha256} {sorted(plain.items())!r}".encode())
    return replace(material, imports=found, sha256=print_.hexdigest())
