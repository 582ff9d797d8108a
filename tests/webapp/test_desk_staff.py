"""The administrator's desk: accounts and roles, questionnaires, waves, the log."""

from __future__ import annotations

import csv
import io
import re
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from database import utcnow
from surveys import inviting
from surveys.models import Account, Invitation, Membership, SurveyVersion, Wave
from tests.webapp.staff import PASSWORD, make_staff, quick_sign_in, send, sign_in, token_of
from tests.webapp.world import World, client_of, two_worlds
from webapp.account_models import AuditEvent, SignInSession

pytestmark = pytest.mark.store
STAFF = "/werk/samen/medewerkers"
GOOD = """
vragenlijst: kort
versie: 1
talen: [nl]
titel: Een korte vragenlijst
inleiding: {waarom: Daarom, hoe_lang: Twee minuten, wie_ziet: Niemand, stoppen: Dat mag}
delen:
  - id: begin
    titel: Begin
    paginas:
      - vraag: hoe
"""


@pytest.fixture
def worlds(app: Flask) -> tuple[World, World]:
    return two_worlds(app)


@pytest.fixture
def world(worlds: tuple[World, World]) -> World:
    return worlds[0]


@pytest.fixture
def boss(app: Flask, world: World) -> FlaskClient:
    return client_of(app, world.staff["administrator"])


def roles(app: Flask, account_id: int) -> set[tuple[int, str]]:
    with app.extensions["sessions"]() as session:
        rows = session.execute(select(Membership.programme_id, Membership.role).where(Membership.account_id == account_id))
        return {(programme, role) for programme, role in rows}


def given_password(answer: Any) -> str:
    found = re.search(r"<code>([0-9a-f-]{19})</code>", answer.text)
    assert found, answer.text
    return found[1]


def test_somebody_is_added_and_can_sign_in_with_the_password_shown_once(app: Flask, world: World, boss: FlaskClient) -> None:
    answer = send(boss, STAFF, {"naam": "Noor", "email": "Noor@Samen.invalid", "rol": "worker"})
    password = given_password(answer)
    assert password not in boss.get(STAFF).text
    with app.extensions["sessions"]() as session:
        noor = session.scalars(select(Account).where(Account.email == "noor@samen.invalid")).one()
    assert roles(app, noor.id) == {(world.programme.id, "worker")}
    assert noor.organisation_id == world.programme.organisation_id
    assert sign_in(app.test_client(), noor, password).status_code == 303


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({"naam": "", "email": "a@b.invalid", "rol": "worker"}, 422),
        ({"naam": "A", "email": "geen adres", "rol": "worker"}, 422),
        ({"naam": "A", "email": "a@b.invalid", "rol": "baas"}, 400),
        ({"naam": "A", "email": "a@b.invalid"}, 400),
    ],
)
def test_who_is_not_described_well_is_not_added(app: Flask, boss: FlaskClient, fields: dict[str, str], status: int) -> None:
    assert send(boss, STAFF, fields).status_code == status
    with app.extensions["sessions"]() as session:
        assert session.scalar(select(Account.id).where(Account.email == "a@b.invalid")) is None


def test_people_of_another_organisation_cannot_be_taken_in(app: Flask, worlds: tuple[World, World], boss: FlaskClient) -> None:
    stranger = worlds[1].staff["worker"]
    answer = send(boss, STAFF, {"naam": "X", "email": stranger.email, "rol": "administrator"})
    assert answer.status_code == 422
    assert roles(app, stranger.id) == {(worlds[1].programme.id, "worker")}


def test_fields_that_nobody_asked_for_give_no_power(app: Flask, world: World, boss: FlaskClient) -> None:
    extra = {
        "organisation_id": "2",
        "is_admin": "1",
        "programme_id": "2",
        "password": "zelf gekozen wachtwoord",
        "role": "administrator",
    }
    send(boss, STAFF, {"naam": "Noor", "email": "noor@samen.invalid", "rol": "worker", **extra})
    with app.extensions["sessions"]() as session:
        noor = session.scalars(select(Account).where(Account.email == "noor@samen.invalid")).one()
    assert roles(app, noor.id) == {(world.programme.id, "worker")}
    assert noor.organisation_id == world.programme.organisation_id
    assert sign_in(app.test_client(), noor, "zelf gekozen wachtwoord").status_code == 401


def test_other_roles_end_the_sessions(app: Flask, world: World, boss: FlaskClient) -> None:
    worker = world.staff["worker"]
    there = client_of(app, worker)
    assert there.get("/werk/samen").status_code == 200
    send(boss, f"{STAFF}/{worker.id}/rollen", {"rol-evaluator": "ja"})
    assert roles(app, worker.id) == {(world.programme.id, "evaluator")}
    assert there.get("/werk/samen").status_code == 303


def test_there_is_always_an_administrator(app: Flask, world: World, boss: FlaskClient) -> None:
    me = world.staff["administrator"]
    answer = send(boss, f"{STAFF}/{me.id}/rollen", {"rol-worker": "ja"})
    assert answer.status_code == 422
    assert "ten minste één beheerder" in answer.text
    assert roles(app, me.id) == {(world.programme.id, "administrator")}
    assert send(boss, f"{STAFF}/{me.id}/toegang", {"toegang": "nee"}).status_code == 403
    assert send(boss, f"{STAFF}/{me.id}/wachtwoord").status_code == 403


def test_closing_an_account_puts_it_outside_at_once(app: Flask, world: World, boss: FlaskClient) -> None:
    worker = world.staff["worker"]
    there = client_of(app, worker)
    assert send(boss, f"{STAFF}/{worker.id}/toegang", {"toegang": "nee"}).status_code == 303
    assert there.get("/werk/samen").status_code == 303
    assert sign_in(app.test_client(), worker).status_code == 401
    send(boss, f"{STAFF}/{worker.id}/toegang", {"toegang": "ja"})
    assert there.get("/werk/samen").status_code == 303
    assert sign_in(app.test_client(), worker).status_code == 303


def test_a_new_password_can_be_given_to_who_lost_it(app: Flask, world: World, boss: FlaskClient) -> None:
    worker = world.staff["worker"]
    password = given_password(send(boss, f"{STAFF}/{worker.id}/wachtwoord"))
    assert sign_in(app.test_client(), worker).status_code == 401
    assert sign_in(app.test_client(), worker, password).status_code == 303


def test_an_administrator_cannot_take_over_who_works_elsewhere_too(
    app: Flask, worlds: tuple[World, World], boss: FlaskClient
) -> None:
    """Somebody with a role in a programme that this administrator does not govern keeps their password and access."""
    ours, theirs = worlds
    with app.extensions["sessions"]() as session:
        both = make_staff(session, session.merge(ours.programme), "worker")
        session.add(Membership(account=both, programme=session.merge(theirs.programme), role="administrator"))
        session.commit()
    assert send(boss, f"{STAFF}/{both.id}/wachtwoord").status_code == 403
    assert send(boss, f"{STAFF}/{both.id}/toegang", {"toegang": "nee"}).status_code == 403
    assert send(boss, f"{STAFF}/{both.id}/rollen", {}).status_code == 303
    assert roles(app, both.id) == {(theirs.programme.id, "administrator")}


def test_managing_accounts_asks_for_the_password_after_a_while(app: Flask, world: World, boss: FlaskClient) -> None:
    with app.extensions["sessions"]() as session:
        for row in session.scalars(select(SignInSession)):
            row.fresh_until = utcnow() - timedelta(minutes=1)
        session.commit()
    answer = send(boss, STAFF, {"naam": "Noor", "email": "noor@samen.invalid", "rol": "worker"})
    assert answer.location == "/werk/bevestigen?volgende=/werk/samen/medewerkers"
    with boss.session_transaction() as cookie:
        before = cookie["sid"]
    page = "/werk/bevestigen"
    assert send(boss, page, {"wachtwoord": "fout", "volgende": STAFF}, page=page).status_code == 401
    assert send(boss, page, {"wachtwoord": PASSWORD, "volgende": "//kwaad.invalid"}, page=page).location == "/werk"
    with boss.session_transaction() as cookie:
        assert cookie["sid"] != before
        cookie["sid"], now = before, cookie["sid"]
    assert boss.get("/werk/account").status_code == 303
    with boss.session_transaction() as cookie:
        cookie["sid"] = now
    assert send(boss, STAFF, {"naam": "Noor", "email": "noor@samen.invalid", "rol": "worker"}).status_code == 200


def upload(client: FlaskClient, content: bytes, action: str = "publiceren", name: str = "lijst.yml") -> Any:
    address = "/werk/samen/vragenlijsten"
    data = {"csrf_token": token_of(client, address), "wat": action, "bestand": (io.BytesIO(content), name)}
    return client.post(address, data=data, content_type="multipart/form-data")


def versions(app: Flask, world: World) -> int:
    with app.extensions["sessions"]() as session:
        return session.query(SurveyVersion).count()


def good() -> bytes:
    from pathlib import Path

    import surveys

    return (Path(surveys.__file__).parent / "library" / "ouderen.yml").read_bytes()


def test_a_questionnaire_is_checked_and_published(app: Flask, world: World, boss: FlaskClient) -> None:
    before = versions(app, world)
    assert "is goed" in upload(boss, good(), "controleren").text
    assert versions(app, world) == before
    assert "Gepubliceerd als versie 1" in upload(boss, good()).text
    assert versions(app, world) == before + 1


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff\xfe\x00",
        b"!!python/object/apply:os.system ['id']",
        GOOD.encode(),
        b"a: &a [*a, *a]",
        b"[" * 20_000,
        b"\x00" * 100,
    ],
)
def test_a_faulty_file_is_refused_with_its_faults(app: Flask, world: World, boss: FlaskClient, content: bytes) -> None:
    before = versions(app, world)
    answer = upload(boss, content)
    assert answer.status_code == 422
    assert 'class="fault"' in answer.text
    assert versions(app, world) == before


def test_a_page_that_cannot_be_drawn_shows_at_publishing(
    app: Flask, world: World, boss: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    from webapp.respond import compiled

    def breaks(*_args: object) -> None:
        raise ValueError("no")

    monkeypatch.setattr(compiled, "compile_page", breaks)
    before = versions(app, world)
    answer = upload(boss, good())
    assert answer.status_code == 422 and "kan niet worden getoond" in answer.text
    assert versions(app, world) == before


@pytest.mark.parametrize("name", ["<script>alert(1)</script>.yml", "../../etc/passwd", "a\r\nb.yml", "\u202egpj.yml"])
def test_the_name_of_a_file_is_only_a_name(app: Flask, world: World, boss: FlaskClient, name: str) -> None:
    answer = upload(boss, b"onzin: [", name=name)
    assert answer.status_code == 422
    assert "<script>alert" not in answer.text


def test_no_file_is_no_error_of_ours(world: World, boss: FlaskClient) -> None:
    assert send(boss, "/werk/samen/vragenlijsten", {"wat": "publiceren"}).status_code == 422
    assert send(boss, "/werk/samen/vragenlijsten", {"wat": "wissen"}).status_code == 400


def test_the_waves_show_the_link_of_residents_and_its_code(world: World, boss: FlaskClient) -> None:
    answer = boss.get("/werk/samen/meetrondes")
    assert f"http://127.0.0.1:8000/m/{world.wave.slug}" in answer.text
    assert 'src="data:image/svg+xml' in answer.text


HERE = "/werk/samen/meetrondes"


def test_codes_are_given_once_as_a_file_and_each_works_once(app: Flask, world: World, boss: FlaskClient) -> None:
    slug = world.wave.slug
    answer = send(boss, f"{HERE}/{slug}/codes", {"aantal": "2000", "wat": "csv"})
    assert answer.mimetype == "text/csv" and "attachment" in answer.headers["Content-Disposition"]
    rows = list(csv.DictReader(io.StringIO(answer.get_data(as_text=True).removeprefix("\ufeff")), delimiter=";"))
    assert len({row["code"] for row in rows}) == 2000 and list(rows[0]) == ["code", "link"]
    with app.extensions["sessions"]() as session:
        wave, first = session.get_one(Wave, world.wave.id), rows[0]["code"]
        stored = " ".join(session.scalars(select(Invitation.token_hash)))
        assert first not in stored and first.replace("-", "") not in stored
        inviting.mark_used(session, inviting.find_invitation(session, wave, first.upper()))
        with pytest.raises(inviting.CodeRefused):
            inviting.find_invitation(session, wave, first)
        session.commit()
    assert rows[1]["link"].endswith(f"/m/{slug}?c={rows[1]['code'].replace('-', '')}")
    page = boss.get(f"{HERE}/{slug}/codes").text
    assert "Gemaakt: 2000. Gebruikt: 1." in page and rows[1]["code"] not in page
    with app.extensions["sessions"]() as session:
        assert session.scalars(select(AuditEvent.subject).where(AuditEvent.action == "codes_gemaakt")).all() == [
            f"meetronde:{world.wave.id}"
        ]


def test_codes_can_be_printed_as_cards(world: World, boss: FlaskClient) -> None:
    page = send(boss, f"{HERE}/{world.wave.slug}/codes", {"aantal": "3", "wat": "kaartjes"}).text
    assert page.count("data:image/svg+xml") == 3 and page.count('class="code"') == 3


@pytest.mark.parametrize(
    ("number", "form"), [("0", "csv"), ("2001", "csv"), ("", "csv"), ("-1", "csv"), ("½", "csv"), ("501", "kaartjes")]
)
def test_a_wrong_number_makes_no_codes(app: Flask, world: World, boss: FlaskClient, number: str, form: str) -> None:
    assert send(boss, f"{HERE}/{world.wave.slug}/codes", {"aantal": number, "wat": form}).status_code == 422
    with app.extensions["sessions"]() as session:
        assert session.scalar(select(func.count()).select_from(Invitation)) == 0


def test_the_link_can_ask_for_a_code(app: Flask, world: World, boss: FlaskClient) -> None:
    slug = world.wave.slug
    assert 'id="code"' not in app.test_client().get(f"/m/{slug}").text
    send(boss, f"{HERE}/{slug}/link", {"open": "nee"})
    assert 'id="code"' in app.test_client().get(f"/m/{slug}").text and "Alleen met een code" in boss.get(HERE).text
    send(boss, f"{HERE}/{slug}/link", {"open": "ja"})
    assert 'id="code"' not in app.test_client().get(f"/m/{slug}").text


def test_the_log_shows_this_programme_and_no_other(app: Flask, worlds: tuple[World, World], boss: FlaskClient) -> None:
    for one in worlds:
        client = client_of(app, one.staff["worker"])
        client.get(f"/werk/{one.programme.code}/mijn-verhalen/{one.logged.id}")
    text = boss.get("/werk/samen/logboek").text
    assert worlds[0].logged.id[:8] in text
    assert worlds[1].logged.id[:8] not in text
    assert "opende de eigen woorden" in text


def test_every_action_of_the_log_has_words_and_only_ids_get_in(app: Flask, world: World) -> None:
    from webapp import audit

    with app.extensions["sessions"]() as session:
        for action in audit.ACTIONS:
            audit.note(session, action, account=world.staff["worker"], programme=world.programme, subject="verhaal:abc")
        for subject in ("Truus Bakker", "verhaal:Truus Bakker", "verhaal:", "x" * 200):
            with pytest.raises(ValueError, match="kind and an id"):
                audit.note(session, "afgemeld", account=None, subject=subject)
        with pytest.raises(ValueError, match="unknown action"):
            audit.note(session, "gehackt", account=None)
        assert session.query(AuditEvent).count() == len(audit.ACTIONS)


def test_a_session_of_a_closed_browser_is_seen_again_without_writing_each_time(app: Flask, world: World) -> None:
    client = app.test_client()
    quick_sign_in(app, client, world.staff["worker"])
    with app.extensions["sessions"]() as session:
        row = session.scalars(select(SignInSession)).one()
        row.seen_at = utcnow() - timedelta(minutes=10)
        session.commit()
    client.get("/werk/account")
    with app.extensions["sessions"]() as session:
        assert utcnow() - session.scalars(select(SignInSession)).one().seen_at < timedelta(minutes=1)
