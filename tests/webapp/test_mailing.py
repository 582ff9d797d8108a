"""Reminders by mail, against a mail server of our own: what stands in them, that they go once, and what a failing server does."""

from __future__ import annotations

import dataclasses
import logging
import smtplib
import threading
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, NoReturn

import pytest
from flask import Flask
from sqlalchemy import select, update
from sqlalchemy.orm import Session, sessionmaker

from analysis.learning import dues, store
from analysis.learning.models import LearningCycle
from surveys.models import Account, Membership, Programme
from tests import factories
from tests.webapp.mail_server import Post, certificate, running
from tests.webapp.staff import make_staff, quick_sign_in, send
from webapp import jobs, mailing, mailing_server
from webapp.account_models import AuditEvent, DeskPreference
from webapp.jobs import Work
from webapp.mailing_models import ReminderMail
from webapp.settings import Settings, SettingsRefused, load

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)  # a Monday, ten in the morning
FIVE = timedelta(minutes=5)
SENDER = "Tellen & Vertellen <meten@voorbeeldstad.example>"


@pytest.fixture
def post() -> Any:
    with running(Post()) as one:
        yield one


@pytest.fixture
def room(sessions: sessionmaker[Session], settings: Settings, post: Post) -> Work:
    return Work(sessions, with_mail(settings, f"smtp://127.0.0.1:{post.port}"))


def with_mail(settings: Settings, url: str) -> Settings:
    return dataclasses.replace(settings, mail_url=url, mail_from=SENDER, public_url="https://meten.voorbeeldstad.example/")


def reader(
    session: Session, how: str = "week", language: str = "nl", programme: Programme | None = None, **values: Any
) -> Account:
    """Somebody of a programme who asked for reminders."""
    account = factories.make_account(session, **values)
    session.add(Membership(account=account, programme=programme or busy(session), role="worker"))
    session.add(DeskPreference(account_id=account.id, choices={}, language=language, reminders=how))
    session.commit()
    return account


def talked(session: Session, programme: Programme, name: str) -> LearningCycle:
    """A round in which a conversation was held, so that actions can follow."""
    one = store.begin(session, programme, name, date(2026, 9, 1))
    one.state = "gesprek"
    return one


def busy(session: Session, **values: Any) -> Programme:
    """A programme with something late, something on Wednesday, something on Friday and something later."""
    programme = factories.make_programme(session, **values)
    one = talked(session, programme, "Ronde van het najaar")
    for text, on in (
        ("Bel de huisartsen", date(2026, 11, 12)),
        ("Maak de folder af", date(2026, 11, 25)),
        ("Vraag de kerken", date(2026, 12, 24)),
    ):
        store.act(session, one, text=text, owner="Jan de Vries", due_on=on, aim="aanbod")
    store.plan_talk(session, one, date(2026, 11, 27), "Kerkstraat 3")
    session.flush()
    return programme


def body(post: Post, number: int = 0) -> str:
    return str(post.letters()[number].get_content()).replace("\r\n", "\n")


def rows(sessions: sessionmaker[Session]) -> list[ReminderMail]:
    with sessions() as session:
        return list(session.scalars(select(ReminderMail).order_by(ReminderMail.day, ReminderMail.id)))


def test_a_mail_says_what_the_calendar_says_and_nothing_more(room: Work, post: Post, session: Session) -> None:
    account = reader(session, name="Zoë Ünal")
    programme = account.memberships[0].programme
    session.commit()
    assert mailing.send(room, NOW) == 1
    (one,) = post.letters()
    words = body(post)
    week = dues.week(dues.calendar(session, programme, NOW.date()), NOW.date())
    assert [len(week.late), len(week.now), len(week.later)] == [1, 2, 1]
    for due in (*week.late, *week.now):
        assert due.what in words
    assert week.later[0].what not in words
    assert "12 november 2026, verbeteractie: Bel de huisartsen" in words
    assert (
        words.index("Te laat:") < words.index("Bel de huisartsen") < words.index("Deze week:") < words.index("Maak de folder af")
    )
    assert "Jan" not in words and "Kerkstraat" not in words  # who and where only for who signed in
    assert words.startswith("Dag Zoë Ünal,")
    assert f"https://meten.voorbeeldstad.example/werk/{programme.code}/kalender" in words
    assert "https://meten.voorbeeldstad.example/werk/account" in words
    assert one["Subject"] == f"{programme.name}: wat er deze week moet gebeuren (3)"
    assert one["To"] == account.email and post.mails[0][1] == [account.email]
    assert one["List-Unsubscribe"] == "<https://meten.voorbeeldstad.example/werk/account>"
    assert one["Auto-Submitted"] == "auto-generated" and one["Date"] and one["Message-ID"].endswith("@voorbeeldstad.example>")
    assert one.get_content_type() == "text/plain"
    assert post.mails[0][2].isascii()  # so that an old server on the way changes nothing


def test_the_addresses_in_a_mail_are_pages_of_ours(app: Flask) -> None:
    with app.test_request_context():
        from flask import url_for

        assert url_for("desk.calendar", programme="samen") == "/werk/samen/kalender"
        assert url_for("desk.my_account") == "/werk/account"


def test_in_english_for_who_chose_it_there(room: Work, post: Post, session: Session) -> None:
    reader(session, language="en")
    mailing.send(room, NOW)
    words = body(post)
    assert "Hello " in words and "Late:" in words and "25 November 2026, improvement action: Maak de folder af" in words
    assert "27 November 2026, conversation: Conversation about Ronde van het najaar" in words
    assert "what has to be done this week (3)" in post.letters()[0]["Subject"]
    for dutch in ("Deze week", "Te laat", "aanmelden", "verbeteractie", "Gesprek"):
        assert dutch not in words


def test_once_a_week_and_not_to_who_did_not_ask(room: Work, post: Post, session: Session, sessions: Any) -> None:
    programme = busy(session)
    account = reader(session, programme=programme)
    reader(session, how="", programme=programme)
    reader(session, programme=programme, active=False)
    make_staff(session, programme, "administrator")
    factories.make_account(session)
    session.commit()
    for hours in range(0, 6 * 24, 3):
        mailing.send(room, NOW + timedelta(hours=hours))
    assert [to for _, to, _ in post.mails] == [[account.email]]
    assert mailing.send(room, NOW + timedelta(days=7)) == 1
    assert [(one.state, one.kind, one.day) for one in rows(sessions)] == [
        ("verstuurd", "week", date(2026, 11, 23)),
        ("verstuurd", "week", date(2026, 11, 30)),
    ]


def test_on_the_day_itself_only_if_that_day_asks_something(room: Work, post: Post, session: Session) -> None:
    reader(session, how="dag")
    days = [mailing.send(room, NOW + timedelta(days=n)) for n in range(7)]
    assert days == [1, 0, 1, 0, 1, 0, 0]
    assert "Vandaag:\n- 25 november 2026, verbeteractie: Maak de folder af\nTe laat: 1" in body(post, 1)
    assert "Bel de huisartsen" not in body(post, 1)
    assert "wat er vandaag moet gebeuren (1)" in post.letters()[1]["Subject"]


def test_a_week_that_was_missed_comes_later_and_then_no_second_on_that_day(room: Work, post: Post, session: Session) -> None:
    reader(session, how="dag")
    wednesday = NOW + timedelta(days=2)
    assert mailing.send(room, wednesday) == 1
    assert mailing.send(room, wednesday + FIVE) == 0
    assert "deze week" in post.letters()[0]["Subject"]
    assert mailing.send(room, NOW + timedelta(days=4)) == 1  # the conversation of Friday


def test_nobody_is_woken_and_without_anything_to_do_nothing_comes(room: Work, post: Post, session: Session) -> None:
    reader(session)
    reader(session, programme=factories.make_programme(session))
    for hour in (0, 5, 19, 22):  # in the Netherlands one later
        assert mailing.send(room, NOW.replace(hour=hour)) == 0
    assert mailing.send(room, NOW.replace(hour=6)) == 1


def test_without_a_mail_server_nothing_at_all_happens(room: Work, session: Session, sessions: Any, post: Post) -> None:
    reader(session)
    bare = Work(sessions, dataclasses.replace(room.settings, mail_url=""))
    assert mailing.send(bare, NOW) == 0
    assert rows(sessions) == [] and post.said == []


def test_the_worker_has_it_as_periodic_work() -> None:
    assert "send_reminders" in [task.__name__ for task in map(type, jobs.queue._registry.periodic_tasks)]


def test_two_workers_at_the_same_time_send_it_once(room: Work, post: Post, session: Session, sessions: Any) -> None:
    programme = busy(session)
    for _ in range(4):
        reader(session, programme=programme)
    gate = threading.Barrier(3)

    def work() -> None:
        gate.wait()
        mailing.send(room, NOW)

    workers = [threading.Thread(target=work) for _ in range(3)]
    for one in workers:
        one.start()
    for one in workers:
        one.join()
    assert len(post.mails) == 4
    assert {one.state for one in rows(sessions)} == {"verstuurd"}


class Dies(BaseException):
    """The worker is killed here."""


@pytest.mark.parametrize(("at", "sent"), [("mail", 1), ("about_to", 0), ("data", 1)])
def test_a_worker_that_dies_never_makes_two(
    room: Work, post: Post, session: Session, sessions: Any, monkeypatch: Any, at: str, sent: int
) -> None:
    """Before the words went it is tried again; from the moment that they go, never again."""
    reader(session)
    with monkeypatch.context() as broken:
        if at == "mail":
            broken.setattr("smtplib.SMTP.mail", lambda *_: die())
        elif at == "about_to":
            broken.setattr("smtplib.SMTP.data", lambda *_: die())
        else:
            whole = smtplib.SMTP.data
            broken.setattr("smtplib.SMTP.data", lambda *given: (whole(*given), die()))
        with pytest.raises(Dies):
            mailing.send(room, NOW)
    assert mailing.send(room, NOW + FIVE) == 0  # the dead one may still live
    mailing.send(room, NOW + timedelta(minutes=20))
    mailing.send(room, NOW + timedelta(hours=4))
    assert len(post.mails) == sent
    assert [one.state for one in rows(sessions)] == ["verstuurd" if at == "mail" else "onzeker"]


def die() -> NoReturn:
    raise Dies


def test_a_server_that_broke_off_may_have_it_so_it_does_not_get_it_twice(
    room: Work, post: Post, session: Session, sessions: Any
) -> None:
    reader(session)
    post.fail["BODY"] = "swallow"
    assert mailing.send(room, NOW) == 0
    post.fail.clear()
    assert mailing.send(room, NOW + timedelta(hours=5)) == 0
    assert len(post.mails) == 1
    assert [(one.state, one.fault) for one in rows(sessions)] == [("onzeker", "SMTPServerDisconnected")]


@pytest.mark.parametrize(
    ("step", "answer"),
    [
        ("EHLO", "hang up"),
        ("MAIL", "hang up"),
        ("MAIL", "421 te druk"),
        ("RCPT", "450 straks"),
        ("DATA", "451 straks"),
        ("BODY", "452 vol"),
        ("RCPT", "hang up"),
    ],
)
def test_what_fails_for_now_is_tried_again(
    room: Work, post: Post, session: Session, sessions: Any, step: str, answer: str
) -> None:
    reader(session)
    post.fail[step] = answer
    assert mailing.send(room, NOW) == 0
    (row,) = rows(sessions)
    assert row.state == "wacht" and row.tries == 1 and row.fault and row.next_at == NOW + FIVE
    assert mailing.send(room, NOW + FIVE) == 0
    assert rows(sessions)[0].next_at == NOW + 3 * FIVE  # longer each time
    post.fail.clear()
    assert mailing.send(room, NOW + 2 * FIVE) == 0
    assert mailing.send(room, NOW + 3 * FIVE) == 1
    assert len(post.mails) == 1 and rows(sessions)[0].state == "verstuurd" and rows(sessions)[0].fault == ""


def test_a_server_that_is_not_there_is_tried_again_and_given_up_after_the_week(
    sessions: Any, settings: Settings, session: Session, post: Post
) -> None:
    reader(session)
    away = Work(sessions, with_mail(settings, "smtp://127.0.0.1:9"))
    mailing.send(away, NOW)
    assert [(one.state, one.fault) for one in rows(sessions)] == [("wacht", "ConnectionRefusedError")]
    mailing.send(away, NOW + timedelta(days=6))
    assert [one.state for one in rows(sessions)] == ["wacht"]
    mailing.send(away, NOW + timedelta(days=7))
    assert [one.state for one in rows(sessions)] == ["mislukt", "wacht"]
    mailing.send(away, NOW + timedelta(days=90))
    assert [one.day for one in rows(sessions)] == [date(2027, 2, 15)]  # what is old is not kept


def test_one_refused_address_does_not_stop_the_others(room: Work, post: Post, session: Session, sessions: Any) -> None:
    programme = busy(session)
    for email in (
        "a@voorbeeld.invalid",
        "stuk@x>,<kwaad@voorbeeld.invalid",
        "jürgen@voorbeeld.invalid",
        "z@wijkteam-zuid.invalid",
    ):
        reader(session, programme=programme, email=email)
    reader(session, programme=programme, email="ook@küche.invalid")
    assert mailing.send(room, NOW) == 3
    assert [to for _, to, _ in post.mails] == [["a@voorbeeld.invalid"], ["z@wijkteam-zuid.invalid"], ["ook@xn--kche-0ra.invalid"]]
    assert sorted(one.state for one in rows(sessions)) == ["mislukt", "mislukt", *["verstuurd"] * 3]
    assert mailing.send(room, NOW + timedelta(days=2)) == 0


def test_a_refusal_for_good_is_not_tried_again(room: Work, post: Post, session: Session, sessions: Any) -> None:
    reader(session)
    post.fail["RCPT"] = "550 die ken ik niet"
    mailing.send(room, NOW)
    post.fail.clear()
    assert mailing.send(room, NOW + timedelta(days=1)) == 0
    assert [(one.state, one.fault) for one in rows(sessions)] == [("mislukt", "SMTPResponseException 550")]


def test_an_address_with_other_letters_goes_to_a_server_that_can(room: Work, post: Post, session: Session) -> None:
    post.extensions = ("8BITMIME", "SMTPUTF8")
    reader(session, email="jürgen@voorbeeld.invalid")
    assert mailing.send(room, NOW) == 1
    assert post.mails[0][1] == ["jürgen@voorbeeld.invalid"] and "SMTPUTF8" in post.mails[0][0]
    assert post.letters()[0]["To"] == "jürgen@voorbeeld.invalid"


def test_no_name_or_title_can_write_a_header(room: Work, post: Post, session: Session) -> None:
    evil = "Samen\r\nBcc: kwaad@voorbeeld.invalid\r\n\r\n<b>Hallo</b>\x00\u202e " + "lang " * 25
    programme = factories.make_programme(session, name="Rust")
    programme.name = evil.replace("\x00", "") if session.bind.dialect.name == "postgresql" else evil  # type: ignore[union-attr]
    one = talked(session, programme, "Ronde")
    store.act(session, one, text="Bel\n.\nQUIT\nRCPT TO:<x@y.invalid> " + "é" * 300, owner="x", due_on=NOW.date(), aim="aanbod")
    account = reader(session, programme=programme, name="Anna\nSubject: iets anders")
    assert mailing.send(room, NOW) == 1
    (letter,) = post.letters()
    assert post.mails[0][1] == [account.email] and letter["Bcc"] is None and not letter.defects
    assert len(letter.get_all("Subject") or ()) == 1 and letter["Subject"].startswith(
        "Samen Bcc: kwaad@voorbeeld.invalid <b>Hallo</b> lang"
    )
    assert letter["Subject"].endswith("… : wat er deze week moet gebeuren (1)".replace("… ", "…"))
    assert len(letter["Subject"]) < 200 and "\u202e" not in letter["Subject"] + body(post)
    assert max(map(len, post.mails[0][2].split(b"\r\n"))) <= 998 and "Dag Anna Subject: iets anders," in body(post)
    assert "Bel . QUIT RCPT TO:<x@y.invalid> éé" in body(post) and "é" * 120 not in body(post)


def test_a_long_list_is_cut_with_how_many_more(room: Work, post: Post, session: Session) -> None:
    programme = factories.make_programme(session)
    one = talked(session, programme, "Ronde")
    for number in range(40):
        store.act(session, one, text=f"Taak {number:02}", owner="x", due_on=date(2026, 11, 24), aim="aanbod")
    reader(session, programme=programme)
    mailing.send(room, NOW)
    assert body(post).count("- 24 november") == 15 and "- en nog 25" in body(post)
    assert "(40)" in post.letters()[0]["Subject"]


def test_nothing_personal_in_the_log(room: Work, post: Post, session: Session, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    account = reader(session, name="Anna Jansen", email="anna.jansen@voorbeeld.invalid")
    post.fail["RCPT"] = f"450 <{account.email}> straks"
    mailing.send(room, NOW)
    post.fail.clear()
    mailing.send(room, NOW + FIVE)
    assert "was not sent: SMTPResponseException 450" in caplog.text
    for private in ("jansen", "Jansen", "huisartsen"):
        assert private not in caplog.text


def test_the_line_is_sealed_and_the_password_never_goes_in_the_clear(
    sessions: Any, settings: Settings, session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    reader(session)
    file, context = certificate(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(file))
    with running(Post(context=context, password="geheim/@")) as post:
        url = f"smtp://meten:geheim%2F%40@localhost:{post.port}"
        assert mailing.send(Work(sessions, with_mail(settings, url)), NOW) == 1
        assert post.greeted == [False, True]
        assert [one.split(" ")[0] for one in post.said][:3] == ["ehlo", "STARTTLS", "ehlo"]
    reader(session)
    with running(Post(context=context, password="geheim/@", from_the_start=True)) as post:
        url = f"smtps://meten:geheim%2F%40@localhost:{post.port}"
        assert mailing.send(Work(sessions, with_mail(settings, url)), NOW) == 1
        assert post.greeted == [True]


def test_a_certificate_that_nobody_vouches_for_is_refused(
    sessions: Any, settings: Settings, session: Session, tmp_path: Path
) -> None:
    reader(session)
    _, context = certificate(tmp_path)
    with running(Post(context=context, password="geheim")) as post:
        mailing.send(Work(sessions, with_mail(settings, f"smtp://meten:geheim@localhost:{post.port}")), NOW)
        assert not post.mails and not any(one.startswith("AUTH") for one in post.said)
    assert [(one.state, one.fault) for one in rows(sessions)] == [("wacht", "SSLCertVerificationError")]


def test_another_machine_without_starttls_gets_nothing(post: Post, monkeypatch: pytest.MonkeyPatch) -> None:
    at = mailing_server.server_of(f"smtp://127.0.0.1:{post.port}")
    monkeypatch.setattr(mailing_server.MailServer, "here", property(lambda self: False))
    with pytest.raises(mailing_server.MailRefused, match="STARTTLS"), mailing_server.connection(at, "voorbeeldstad.example"):
        pass
    assert [one.split(" ")[0] for one in post.said] == ["ehlo", "quit"]
    assert post.said[0] == "ehlo voorbeeldstad.example"  # not the name of this machine


@pytest.mark.parametrize(
    "url",
    [
        "http://mail.example.nl", "smtp://", "smtp://naam:geheim@", "smtp://naam:ge/heim@mail.example.nl", "smtp://naam@mail.example.nl",
        "smtp://naam:geheim@mail.example.nl:geheim", "smtp://mail.example.nl/map", "smtp://naam:geheim%C3%A9@mail.example.nl", "smtp://naam:geheim\n@mail.example.nl", "mail.example.nl:25",
    ],
)  # fmt: skip
def test_a_wrong_address_of_the_server_stops_the_start_without_the_password(url: str) -> None:
    with pytest.raises(SettingsRefused, match="TELLEN_MAIL_URL") as refused:
        load({"TELLEN_SECRET_KEY": "k" * 40, "TELLEN_MAIL_URL": url, "TELLEN_MAIL_FROM": SENDER})
    assert "geheim" not in str(refused.value)


@pytest.mark.parametrize("sender", ["", "meten", "Meten <a@b.nl>\nBcc: x@y.nl", "a@b.nl, c@d.nl", "méten@b.nl"])
def test_a_server_needs_a_sender(sender: str) -> None:
    with pytest.raises(SettingsRefused, match="TELLEN_MAIL_FROM"):
        load({"TELLEN_SECRET_KEY": "k" * 40, "TELLEN_MAIL_URL": "smtp://mail.example.nl", "TELLEN_MAIL_FROM": sender})


def test_the_password_is_not_shown() -> None:
    made = load(
        {"TELLEN_SECRET_KEY": "k" * 40, "TELLEN_MAIL_URL": "smtp://naam:p4%40rd@mail.example.nl", "TELLEN_MAIL_FROM": SENDER}
    )
    assert ("TELLEN_MAIL_URL", "smtp://***@mail.example.nl") in made.shown()
    assert "p4" not in repr(made) + repr(mailing_server.server_of(made.mail_url)) + str(made.shown())


def test_check_tries_the_server_and_says_what_waits(tellen: Any, post: Post) -> None:
    import database

    tellen("migrate")
    tellen.variables |= {"TELLEN_MAIL_URL": f"smtp://127.0.0.1:{post.port}", "TELLEN_MAIL_FROM": SENDER}
    assert (
        f"goed   mail: 127.0.0.1:{post.port} neemt mail aan; herinneringen in zeven dagen: nog geen verstuurd"
        in tellen("check")[1]
    )
    assert not post.mails
    maker = database.connect(tellen.variables["TELLEN_DATABASE_URL"])
    with maker() as session, session.begin():
        account = reader_row(session)
        session.add(ReminderMail(account_id=account.id, day=NOW.date(), kind="week", tries=2, fault="TimeoutError"))
    out = tellen("check")[1]
    assert "FOUT   mail" in out and "1 wacht; laatste fouten: TimeoutError; wat wacht wordt vanzelf opnieuw geprobeerd" in out
    with maker() as session, session.begin():
        session.execute(update(ReminderMail).values(state="verstuurd"))
    maker.kw["bind"].dispose()
    assert "goed   mail" in tellen("check")[1]


def reader_row(session: Session) -> Account:
    return factories.make_account(session)


def test_check_says_that_the_password_is_refused_and_does_not_repeat_it(
    tellen: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file, context = certificate(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(file))
    tellen("migrate")
    with running(Post(context=context, password="een ander")) as post:
        url = f"smtp://meten:verkeerd-woord@localhost:{post.port}"
        tellen.variables |= {"TELLEN_MAIL_URL": url, "TELLEN_MAIL_FROM": SENDER}
        code, out, errors = tellen("check")
    assert code == 1 and f"FOUT   mail: MailRefused: localhost:{post.port} werkt niet: SMTPAuthenticationError 535" in out
    assert "verkeerd-woord" not in out + errors and "meten met" not in out


def test_somebody_chooses_it_for_oneself(settings: Settings, sessions: sessionmaker[Session], post: Post, app: Flask) -> None:
    from webapp import create_app

    with sessions() as session:
        programme = busy(session)
        account, other = make_staff(session, programme, "worker"), make_staff(session, programme, "worker")
        session.commit()
    bare = app.test_client()
    quick_sign_in(app, bare, account)
    assert "Herinneringen per mail" not in bare.get("/werk/account").text
    assert send(bare, "/werk/account/herinneringen", {"hoe": "week"}).status_code == 404
    posting = create_app(with_mail(settings, f"smtp://127.0.0.1:{post.port}"))
    posting.test_client_class = app.test_client_class
    client = posting.test_client()
    quick_sign_in(posting, client, account)
    assert 'value="" checked' in client.get("/werk/account").text
    assert send(client, "/werk/account/herinneringen", {"hoe": "elk uur"}).status_code == 400
    assert send(client, "/werk/account/herinneringen", {"hoe": "dag"}).status_code == 303
    assert 'value="dag" checked' in client.get("/werk/account").text
    english = client.get("/werk/account?taal=en").text
    assert "Reminders by e-mail" in english and "in English" in english
    send(client, "/werk/account/herinneringen", {"hoe": "week"})
    with sessions() as session:
        row = session.get_one(DeskPreference, account.id)
        assert (row.reminders, row.language) == ("week", "en")
        assert session.get(DeskPreference, other.id) is None
        assert {one.action for one in session.scalars(select(AuditEvent))} == {"herinnering_gekozen"}
    assert mailing.send(Work(sessions, posting.extensions["settings"]), NOW) == 1
    assert "Hello" in body(post)
    send(client, "/werk/account/herinneringen", {"hoe": ""})
    assert mailing.send(Work(sessions, posting.extensions["settings"]), NOW + timedelta(days=7)) == 0
    posting.extensions["sessions"].kw["bind"].dispose()


def test_who_left_or_switched_off_before_it_went_gets_nothing(room: Work, post: Post, session: Session, sessions: Any) -> None:
    account = reader(session)
    mailing.plan(room, NOW)
    assert len(rows(sessions)) == 1
    session.execute(update(DeskPreference).where(DeskPreference.account_id == account.id).values(reminders=""))
    session.commit()
    assert mailing.send(room, NOW) == 0
    assert rows(sessions) == [] and not post.mails


def test_programmes_that_are_not_mine_are_not_in_it(room: Work, post: Post, session: Session) -> None:
    other = busy(session, name="Van een ander")
    account = reader(session)
    session.add(Membership(account=account, programme=busy(session, name="Ook van mij"), role="evaluator"))
    session.add(Membership(account=account, programme=account.memberships[0].programme, role="evaluator"))
    session.commit()
    mailing.send(room, NOW)
    assert "Ook van mij" in body(post) and other.name not in body(post)
    assert body(post).count("Bel de huisartsen") == 2  # of both programmes, each once
    assert post.letters()[0]["Subject"] == "Tellen & Vertellen: wat er deze week moet gebeuren (6)"


def test_a_wave_that_opens_is_in_it(room: Work, post: Post, session: Session) -> None:
    wave = factories.make_wave(session, name="Nulmeting", opens_on=date(2026, 11, 24), closes_on=date(2027, 1, 31))
    reader(session, programme=wave.programme)
    assert mailing.send(room, NOW) == 1
    assert "24 november 2026, meting: Nulmeting gaat open" in body(post) and "sluit" not in body(post)
