"""A row in every table that an address of the desk names, under one number per programme, so that any `number` is really there."""

from __future__ import annotations

import hashlib
from datetime import date
from typing import Any

from flask import Flask
from sqlalchemy.orm import Session

from analysis.accounting.models import Counterfactual, Investment, PreventionClaim, Provision, Risk, Substitution, Tally
from analysis.frameworks.models import FrameworkSession
from analysis.joining.models import AgendaItem, RivalExplanation
from analysis.learning.models import HandOver, ImprovementAction, LearningCycle, LearningQuestion
from analysis.ledger.models import Publication
from analysis.line.models import (
    ActivityMechanism,
    Contribution,
    ContributionEvidence,
    GlossaryTerm,
    IntermediateResult,
    MacroGoal,
    Mechanism,
    SharedChallenge,
)
from analysis.models import Ambition, Indicator, ReportFile, ReportPlan, ReportSnapshot, SocietalResult
from analysis.sources.models import ContextFactor, DataRequest, Expectation, SourceDataset, SourceUpload
from analysis.teams import store as teams_store
from analysis.teams.models import TeamAgreement
from narratives.models import Quote
from surveys.models import Activity
from tests.webapp.world import World

DAY = date(2026, 1, 1)
FILE = b"gebied;periode;onderwerp;waarde\nWK059901;2025;eenzaam;12\n"


def number_of(world: World) -> int:
    """The number that every row of a programme has here; it is that of nothing in another programme."""
    return 9_000 + world.programme.id


def named(thing: str, world: World) -> str:
    """The code of a thing: never one of another programme."""
    return f"{thing}-{world.programme.code}"


def upload_of(world: World) -> str:
    """A file that was sent and not yet read."""
    return hashlib.sha256(world.programme.code.encode()).hexdigest()[:32]


def file_of(world: World) -> str:
    """A file of a report that waits for the worker."""
    return f"bestand-van-{world.programme.code}-0123"


def furnish(app: Flask, world: World) -> None:
    """Put a row in each of those tables."""
    with app.extensions["sessions"]() as session, session.begin():
        for layer in (_line, _counted, _money, _learned, _sent):
            session.add_all(layer(world))
            session.flush()
        _team(session, world)


def _line(world: World) -> list[Any]:
    one, programme = number_of(world), world.programme.id
    end = named("resultaat", world)
    return [
        Ambition(id=one, programme_id=programme, code=named("ambitie", world), name="Ambitie"),
        Activity(id=one, programme_id=programme, organisation_id=world.programme.organisation_id, code=named("activiteit", world), name="Eten"),
        Mechanism(id=one, programme_id=programme, code=named("mechanisme", world), name="Samen eten", checklist=["Er is een gastheer."]),
        SocietalResult(id=one, ambition_id=one, code=end, title="Meer mensen eten samen"),
        MacroGoal(id=one, ambition_id=one, code=named("macrodoel", world), name="Eenzaam", population="65+", source="Invoer"),
        IntermediateResult(id=one, result_id=one, code=named("tussenresultaat", world), title="Mensen kennen elkaar"),
        ActivityMechanism(id=one, activity_id=one, mechanism_id=one),
        Contribution(id=one, programme_id=programme, from_kind="activiteit", from_code=named("activiteit", world), to_kind="resultaat", to_code=end),
        ContributionEvidence(id=one, contribution_id=one, kind="studie", reference="Een onderzoek"),
        SharedChallenge(id=one, programme_id=programme, version=1, text="Niemand eet alleen"),
        GlossaryTerm(id=one, programme_id=programme, term="meedoen"),
    ]  # fmt: skip


def _counted(world: World) -> list[Any]:
    one, programme = number_of(world), world.programme.id
    account = world.staff["worker"].id
    return [
        Indicator(
            id=one, result_id=one, code=named("indicator", world), name="Eenzaam", definition="Zoals gemeten.", level="outcome",
            measure_kind="prevalence", direction="omlaag", rule={"question": "eenzaam", "values": ["vaak"]}, not_measured="Hoe het voelt.",
        ),
        Tally(id=one, programme_id=programme, activity_id=one, counted_on=DAY, people=3, mark=named("turf", world), account_id=account),
        ContextFactor(id=one, programme_id=programme, code=named("omstandigheid", world), name="Een warme zomer"),
        SourceDataset(id=one, programme_id=programme, code=named("bron", world), kind="csv", title="Bron", retrieved_on=DAY, sha256="0" * 64),
        SourceUpload(id=upload_of(world), programme_id=programme, account_id=account, name="lijst.csv", content=FILE),
        DataRequest(id=one, programme_id=programme, organisation_id=world.programme.organisation_id, indicator_id=one, what="Aantallen", due_on=DAY),
        Expectation(id=one, indicator_id=one, organisation_id=world.programme.organisation_id, way="gelijk", account_id=account),
        RivalExplanation(id=one, result_id=one, text="Het weer", account_id=account),
        AgendaItem(id=one, programme_id=programme, key=named("tegenspraak", world), text="Dit spreekt elkaar tegen"),
    ]  # fmt: skip


def _money(world: World) -> list[Any]:
    one, programme = number_of(world), world.programme.id
    return [
        Provision(id=one, programme_id=programme, code=named("voorziening", world), name="Dagbesteding", layer="maatwerk"),
        Counterfactual(id=one, programme_id=programme, text="Dan was er niets"),
        Substitution(
            id=one, programme_id=programme, activity_id=one, provision_id=one, persons_low=1, persons_high=2, months_low=1, months_high=2,
            payer="gemeente", gainer="inwoner", societal_gain="Langer thuis",
        ),
        PreventionClaim(id=one, programme_id=programme, claim="Minder vallen", assumption="Zij bewegen", author_id=world.staff["worker"].id),
        Investment(id=one, programme_id=programme, year=2026, purpose="Buurthuis", euro=100.0),
        Risk(id=one, programme_id=programme, text="De kok wordt ziek", noted_on=DAY),
    ]  # fmt: skip


def _learned(world: World) -> list[Any]:
    one, programme = number_of(world), world.programme.id
    return [
        LearningCycle(id=one, programme_id=programme, number=1, name="Ronde", opened_on=DAY),
        ImprovementAction(id=one, cycle_id=one, aim="ambitie", text="Anders", owner="Wij", due_on=DAY),
        LearningQuestion(id=one, programme_id=programme, number=one, text="Wat werkt?"),
        HandOver(id=one, programme_id=programme, text="Bel de kok", account_id=world.staff["evaluator"].id),
        FrameworkSession(id=one, programme_id=programme, framework="sferen", name="Tafel", held_on=DAY),
        TeamAgreement(id=one, programme_id=programme, survey="quickscan_medewerkers", comment="Te lang", noted_on=DAY),
    ]  # fmt: skip


def _sent(world: World) -> list[Any]:
    one, programme = number_of(world), world.programme.id
    sha = hashlib.sha256(world.programme.code.encode()).hexdigest()
    quote = {name: getattr(world.quote, name) for name in ("story_id", "code_id", "start", "end", "text", "attribution")}
    return [
        ReportSnapshot(id=one, programme_id=programme, sha256=sha, content='{"results": []}'),
        Publication(id=one, programme_id=programme, kind="export", title="Uitvoer", sha256=sha),
        ReportPlan(id=one, programme_id=programme, code=named("plan", world), name="Voor de raad"),
        ReportFile(id=file_of(world), programme_id=programme, snapshot_id=one, kind="pdf", source_sha256="0" * 64),
        Quote(id=one, **quote),
    ]  # fmt: skip


def _team(session: Session, world: World) -> None:
    """A team that shares its sheet, with everybody of the staff in it."""
    team = teams_store.save_team(session, world.programme, f"team_{world.programme.code}", name="Team", municipality="Dorp")
    teams_store.answer(session, team, "Iedereen mag het zien.", shared=True)
    for account in world.staff.values():
        teams_store.seat(session, team, account)
