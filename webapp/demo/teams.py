"""The quickscan of the demo: five invented municipalities, nineteen teams, 163 employees, some clients and partners."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.orm import Session, sessionmaker

from analysis.models import Ambition, Indicator, SocietalResult
from analysis.sources.models import Observation, SourceDataset
from analysis.teams import asking, releasing, store
from analysis.teams.models import Team, TeamAgreement, TeamBudget, TeamRisk
from database import today
from surveys import definition, library, publishing, routing
from surveys.models import Account, Membership, Organisation, Programme, Response, Survey, SurveyVersion, Wave
from webapp.demo import STAFF_EMAIL, content, framework
from webapp.demo.answers_wijkteams import TeamMood, client, employee, partner

__all__ = ["NAME", "fill"]

NAME = "wijkteams"
DAY = date(2026, 3, 2)
PERIOD = "2025"
MONTH = (DAY, DAY + timedelta(days=29))
CLIENTS = ((150, 0), (158, 1))  # how many in each wave; the first LINKED of both are the same people
LINKED = 88
PARTNERS = 74
AREA = "REGIO"
Row = dict[str, Any]


def fill(sessions: sessionmaker[Session], seed: int, say: Callable[[str], None]) -> None:
    """The whole programme in one transaction, once."""
    plan = content.programme(NAME)
    with sessions() as session, session.begin():
        if session.scalar(select(Programme).where(Programme.code == plan["code"])) is not None:
            return
        made = _programme(session, plan, seed)
        teams = _teams(session, made, plan)
        answered = _answers(session, made, plan, teams, f"{seed}/{NAME}")
        _around(session, made, plan, {one.code: one for one in teams})
        say(f"programma {made.name}: {len(teams)} teams, {answered} medewerkers")


def _programme(session: Session, plan: Mapping[str, Any], seed: int) -> Programme:
    owner = plan["organisatie"]
    organisation = Organisation(code=owner["code"], name=owner["naam"], kind=owner["soort"])
    wanted = [
        {"name": one["name"], "dataset": "samenleving", "measure": one["measure"], "area": AREA} for one in plan["samenleving"]
    ]
    made = Programme(
        organisation=organisation, code=plan["code"], name=plan["naam"], vision=plan["visie"], contact=plan["contact"], anonymity="anoniem",
        retention_months=60, link_pepper=hashlib.sha256(f"{NAME}/{seed}".encode()).hexdigest()[:32], languages=plan["talen"],
        settings={"synthetic": True, "breakdowns": [], "samenleving": wanted},
    )  # fmt: skip
    session.add_all([organisation, made])
    session.flush()
    account = _account(session)
    session.add_all([Membership(account=account, programme=made, role=role) for role in ("worker", "evaluator", "administrator")])
    _result(session, made, plan["ambitie"])
    _society(session, made, plan["samenleving"])
    return made


def _account(session: Session) -> Account:
    return session.scalars(select(Account).where(Account.email == STAFF_EMAIL)).one()


def _result(session: Session, made: Programme, plan: Mapping[str, Any]) -> None:
    one = plan["resultaat"]
    ambition = Ambition(programme_id=made.id, code=plan["code"], name=plan["naam"], text=plan["tekst"])
    result = SocietalResult(
        ambition=ambition, code=one["code"], title=one["titel"], target_group=one["doelgroep"], area=one["gebied"],
        horizon=one["horizon"], question=one["besluit"],
    )  # fmt: skip
    session.add_all([ambition, result])
    for place, each in enumerate(one["indicatoren"]):
        row = {"code": each["code"], "name": each["naam"], "definition": each["uitleg"], "level": each["niveau"]}
        row |= {
            "measure_kind": each["soort"],
            "direction": each["richting"],
            "not_measured": each["meet_niet"],
            "rule": each["regel"],
        }
        row |= {"target": each.get("doel"), "target_on": each.get("doel_op"), "horizon": each.get("horizon"), "position": place}
        session.add(Indicator(result=result, **row))
    session.flush()


def _society(session: Session, made: Programme, plan: Sequence[Mapping[str, Any]]) -> None:
    dataset = SourceDataset(
        programme_id=made.id, code="samenleving", kind="handmatig", title="Cijfers over de regio (verzonnen)", publisher="Verzonnen bron",
        licence="CC0", retrieved_on=DAY, sha256=hashlib.sha256(repr(plan).encode()).hexdigest(), imported_at=framework.moment(DAY),
    )  # fmt: skip
    session.add(dataset)
    for one in plan:
        for period, value in one["waarden"].items():
            dataset.observations.append(Observation(measure=one["measure"], area_code=AREA, period=period, value=value, unit="%"))


def _teams(session: Session, made: Programme, plan: Mapping[str, Any]) -> list[Team]:
    found = []
    for municipality, lines in plan["gemeenten"].items():
        for line in lines:
            code, name, started, members, _answered, budgeted, realised, clients = (part.strip() for part in line.split("|"))
            team = store.save_team(
                session, made, code, name=name, municipality=municipality, starts_on=date.fromisoformat(started), members=int(members),
                area=name.removeprefix("Team "), composition="Vakmensen uit jeugdhulp, maatschappelijk werk, wijkverpleging en schuldhulp.",
            )  # fmt: skip
            money = {"budgeted": 1000.0 * int(budgeted), "realised": 1000.0 * int(realised), "clients": int(clients)}
            session.add(TeamBudget(team=team, period=PERIOD, **money))
            found.append(team)
    session.flush()
    return found


def _answers(session: Session, made: Programme, plan: Mapping[str, Any], teams: Sequence[Team], seed: str) -> int:
    words = [(one.code, one.name) for one in teams]
    asked = {line.split("|")[0].strip(): int(line.split("|")[4]) for lines in plan["gemeenten"].values() for line in lines}
    moods = {one.code: TeamMood(seed, one.code, (DAY - (one.starts_on or DAY)).days / 365.25) for one in teams}
    version = _publish(session, made, "quickscan_medewerkers", words)
    wave = _wave(session, version, 0, ("Quickscan", "quickscan-2026"), days=MONTH, invited=sum(one.members or 0 for one in teams))
    opened = min(date(2026, 10, 1), today())
    _wave(session, version, 1, ("Open ronde", "quickscan"), days=(opened, framework.OPEN_UNTIL), invited=None)
    rows = [
        (f"{code}/{number}", None, employee(random.Random(f"{seed}/{code}/{number}"), code, moods[code], number))  # noqa: S311
        for code, many in asked.items()
        for number in range(many)
    ]
    _insert(session, wave, rows, seed)
    _clients(session, made, words, asked, seed)
    version = _publish(session, made, "quickscan_partners", words)
    wave = _wave(session, version, 0, ("Partners", "partners-2026"), days=MONTH, invited=120)
    found = [(f"partner/{n}", None, partner(random.Random(f"{seed}/partner/{n}"), list(asked))) for n in range(PARTNERS)]  # noqa: S311
    _insert(session, wave, found, seed)
    return len(rows)


def _clients(session: Session, made: Programme, words: Sequence[tuple[str, str]], asked: Mapping[str, int], seed: str) -> None:
    version = _publish(session, made, "quickscan_clienten", words)
    for many, number in CLIENTS:
        opens = date(2025 + number, 3, 3)
        words_of = ("Nulmeting", "1-meting")[number], f"clienten-{opens.year}"
        wave = _wave(session, version, number, words_of, days=(opens, opens + timedelta(days=60)), invited=420)
        rows = []
        for place in range(many):
            person = place if place < LINKED else place + 1000 * (number + 1)
            lasting = random.Random(f"{seed}/client/{person}")  # noqa: S311
            team, strength = lasting.choice(list(asked)), lasting.gauss(0, 1)
            again = random.Random(f"{seed}/client/{person}/{number}")  # noqa: S311
            rows.append((f"client/{person}/{number}", f"client/{person}", client(again, team, strength, number)))
        _insert(session, wave, rows, seed)


def _publish(session: Session, made: Programme, code: str, words: Sequence[tuple[str, str]]) -> SurveyVersion:
    survey = Survey(programme=made, code=code)
    session.add(survey)
    session.flush()
    asked = asking.with_teams(library.path(code).read_bytes(), words)
    version = publishing.publish(session, survey, definition.load(asked, f"{code}.yml"))
    version.published_at = framework.moment(date(2026, 2, 16) if code != "quickscan_clienten" else date(2025, 2, 17))
    return version


def _wave(
    session: Session, version: SurveyVersion, number: int, words: tuple[str, str], *, days: tuple[date, date], invited: int | None
) -> Wave:
    (name, slug), (opens, closes) = words, days
    dates = {"opens_on": opens, "closes_on": closes, "invited": invited}
    one = Wave(programme=version.survey.programme, version=version, number=number, name=name, slug=slug, **dates)
    session.add(one)
    session.flush()
    return one


def _insert(session: Session, wave: Wave, answers: Sequence[tuple[str, str | None, Row]], seed: str) -> None:
    asked = definition.Definition.from_canonical(wave.version.content)
    rows = []
    for key, person, given in answers:
        counted = routing.counted(asked, given)
        pages = [page.code for page in routing.path(asked, counted)]
        day = wave.opens_on + timedelta(days=random.Random(f"{seed}/day/{key}").randint(0, 24))  # noqa: S311
        rows.append({
            "id": _hash(f"{seed}/response/{key}")[:32], "wave_id": wave.id, "version_id": wave.version_id, "state": "verzonden",
            "language": "nl", "channel": "zelf", "started_on": day, "sent_on": day - timedelta(days=day.weekday()), "area_code": None,
            "link_hash": _hash(f"{seed}/card/{person}") if person else None, "sequence": len(pages), "answers": counted,
            "page_sequences": {code: place for place, code in enumerate(pages)}, "drafts_sealed": None,
        })  # fmt: skip
    session.execute(insert(Response), rows)


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _around(session: Session, made: Programme, plan: Mapping[str, Any], teams: Mapping[str, Team]) -> None:
    """Risks, agreement, answers of teams, and the open answers that were read and released."""
    for one in plan["risicos"]:
        session.add(
            TeamRisk(
                team=teams[one["team"]], kind=one["soort"], text=one["tekst"], indicator=one["indicator"], noted_on=one["op"]
            )
        )
    for one in plan["afstemming"]:
        row = {"survey": one["vragenlijst"], "version": one["versie"], "comment": one["opmerking"], "noted_on": one["op"]}
        session.add(TeamAgreement(programme_id=made.id, decision=one["besluit"], agreed_by=one["akkoord"], **row))
    for one in plan["reacties"]:
        answer = store.answer(session, teams[one["team"]], one["tekst"], shared=one["gedeeld"] == "ja")
        answer.written_at = framework.moment(date(2026, 4, 7))
    account = _account(session)
    store.seat(session, teams[plan["in_team"]], account)
    for code in plan["vrijgegeven"]:
        for words in releasing.waiting(session, made, code):
            made_row = releasing.release(session, made, (words.response_id, words.question), words.proposed, account)
            made_row.released_at = framework.moment(date(2026, 4, 1))
    session.flush()
