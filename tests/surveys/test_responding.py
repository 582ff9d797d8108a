"""Filling in: nothing lost, nothing doubled, nothing overwritten by what is older."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from sqlalchemy.orm import Session

import database
from surveys import definition, inviting, responding
from surveys.models import Response, Wave
from tests.factories import make_area, make_programme, make_wave

pytestmark = pytest.mark.store

YAML = """
vragenlijst: proef
titel: Proef
inleiding: {waarom: w, hoe_lang: h, wie_ziet_het: z, stoppen: s}
delen:
  - id: een
    titel: Een
    paginas:
      - {vraag: alleen, type: ja_nee, verplicht: zacht, tekst: Alleen?}
      - {vraag: waarom, type: tekst, toon_als: "alleen = 'ja'", tekst: Waarom?}
      - {vraag: leeftijd, type: getal, van: 18, tot: 110, tekst: Leeftijd?}
      - {vraag: pc, type: postcode, tekst: Postcode?}
      - {vraag: verhaal, type: verhaal, tekst: Vertel}
      - {vraag: wie, type: driehoek, tekst: Wie?, hoeken: {a: ik, b: wij, c: zij}}
"""
PROEF = definition.load(YAML.encode(), "proef.yml")


@pytest.fixture
def wave(session: Session) -> Wave:
    one = make_wave(session, content=PROEF.canonical())
    one.version.sha256 = PROEF.sha256
    session.flush()
    return one


@pytest.fixture
def response(session: Session, wave: Wave) -> Response:
    return responding.start(session, wave, "nl")


def save(
    session: Session, response: Response, page: str, sequence: int | None = None, insist: bool = False, **fields: Any
) -> responding.Saved:
    if sequence is None:
        sequence = responding.look_up(session, response.id).sequence
    raw = {name.replace("__", "."): [value] for name, value in fields.items()}
    return responding.save_page(session, response.id, page, raw, sequence, insist=insist)


def answers(session: Session, response: Response) -> dict[str, Any]:
    return responding.look_up(session, response.id).answers


def test_saving_keeps_and_changes(session: Session, response: Response) -> None:
    assert save(session, response, "alleen", alleen="ja").state == "saved"
    save(session, response, "waarom", waarom="Mijn buurman verhuisde.")
    save(session, response, "alleen", alleen="nee")
    found = responding.look_up(session, response.id)
    assert found.answers == {"alleen": "nee", "waarom": "Mijn buurman verhuisde."}  # kept, though off the path
    assert found.sequence == 3 and found.page_sequences == {"alleen": 2, "waarom": 1}


def test_an_older_page_never_overwrites(session: Session, response: Response) -> None:
    save(session, response, "alleen", 0, alleen="ja")
    save(session, response, "alleen", 1, alleen="nee")
    stale = save(session, response, "alleen", 0, alleen="ja")
    assert stale.state == "stale" and answers(session, response) == {"alleen": "nee"}


def test_of_two_tabs_drawn_at_once_the_last_wins(session: Session, response: Response) -> None:
    save(session, response, "alleen", 0, alleen="ja")
    assert save(session, response, "alleen", 0, alleen="nee").state == "saved"
    assert answers(session, response) == {"alleen": "nee"}


def test_a_sequence_from_the_future_cannot_lock_a_page(session: Session, response: Response) -> None:
    save(session, response, "alleen", 999_999, alleen="ja")
    assert save(session, response, "alleen", alleen="nee").state == "saved"


def test_what_is_not_valid_is_told_and_the_rest_kept(session: Session, response: Response) -> None:
    save(session, response, "leeftijd", leeftijd="40")
    told = save(session, response, "leeftijd", leeftijd="veertig")
    assert "leeftijd" in told.faults and answers(session, response) == {"leeftijd": 40}
    again = save(session, response, "leeftijd", insist=True, leeftijd="veertig")
    assert again.faults == {} and answers(session, response) == {}


def test_an_empty_page_takes_the_answer_away(session: Session, response: Response) -> None:
    save(session, response, "leeftijd", leeftijd="40")
    save(session, response, "leeftijd", leeftijd="")
    assert answers(session, response) == {}


def test_starting_twice_with_one_form_is_one_response(session: Session, wave: Wave) -> None:
    one = responding.start(session, wave, "nl", response_id="ab" * 16)
    assert responding.start(session, wave, "nl", response_id="ab" * 16) is one


def test_a_story_without_permission_is_nowhere(session: Session, response: Response) -> None:
    told = save(session, response, "verhaal", verhaal="Een geheim.")
    found = responding.look_up(session, response.id)
    assert "verhaal" in told.faults and found.answers == {} and found.drafts_sealed is None
    save(session, response, "verhaal", verhaal="Een verhaal.", verhaal__analyse="ja")
    save(session, response, "verhaal", verhaal="Een verhaal.")  # the tick is taken away again
    found = responding.look_up(session, response.id)
    assert found.answers == {} and found.drafts_sealed is None


def test_a_story_waits_sealed_and_leaves_once(session: Session, response: Response) -> None:
    save(
        session,
        response,
        "verhaal",
        verhaal="De koffie smaakt.",
        verhaal__analyse="ja",
        verhaal__quote="ja",
        verhaal__teller="naaste",
    )
    save(session, response, "wie", wie__a="50", wie__b="25", wie__c="25")
    sealed = responding.look_up(session, response.id).drafts_sealed
    assert sealed is not None and b"koffie" not in sealed
    first = responding.submit(session, response.id)
    (story,) = first.stories
    assert first.first and story.draft.words == "De koffie smaakt." and story.draft.quote and not story.draft.contact_again
    assert story.draft.teller == "naaste" and story.key == f"{response.id}:verhaal" and story.signs[0].shares == (0.5, 0.25, 0.25)
    second = responding.submit(session, response.id)
    assert (second.first, second.stories) == (False, ())
    assert responding.look_up(session, response.id).drafts_sealed is None


def test_sending_keeps_the_week_the_area_and_a_card(
    session: Session, response: Response, wave: Wave, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_area(session, wave.programme.organisation, code="BU01", year=2020, postcodes=["1234"])
    make_area(session, wave.programme.organisation, code="BU02", year=2025, postcodes=["1234", "1235"])
    monkeypatch.setattr(database, "today", lambda: date(2026, 5, 7))  # a Thursday
    save(session, response, "pc", pc="1234 AB")
    responding.submit(session, response.id, language="en")
    session.expire_all()
    row = session.get_one(Response, response.id)
    assert (row.state, row.sent_on, row.area_code, row.language) == ("verzonden", date(2026, 5, 4), "BU02", "en")
    assert row.link_hash and len(row.link_hash) == 64


def test_a_sent_response_is_closed(session: Session, response: Response) -> None:
    save(session, response, "alleen", alleen="ja")
    responding.submit(session, response.id)
    assert save(session, response, "alleen", alleen="nee").state == "closed"
    assert answers(session, response) == {"alleen": "ja"}


def test_a_card_resumes_and_is_used_once_in_a_wave(session: Session, response: Response, wave: Wave) -> None:
    digest = responding.keep_card(session, response.id)
    assert digest and responding.keep_card(session, response.id) == digest
    found = responding.resume(session, wave, digest)
    assert found is not None and found.id == response.id
    with pytest.raises(responding.CardTaken):
        responding.start(session, wave, "nl", link_hash=digest)


def test_sending_works_when_the_pepper_is_gone(session: Session) -> None:
    wave = make_wave(session, programme=make_programme(session, link_pepper=None), content=PROEF.canonical())
    wave.version.sha256 = PROEF.sha256
    response = responding.start(session, wave, "nl")
    assert responding.submit(session, response.id).response.link_hash is None


def test_withdrawing_leaves_an_empty_row(session: Session, response: Response) -> None:
    save(session, response, "alleen", alleen="ja")
    save(session, response, "verhaal", verhaal="x y z", verhaal__analyse="ja")
    session.expire_all()
    responding.withdraw(session, session.get_one(Response, response.id))
    found = responding.look_up(session, response.id)
    assert (found.state, found.answers, found.drafts_sealed) == ("ingetrokken", {}, None)


def test_before_and_after_the_wave(session: Session, wave: Wave, response: Response) -> None:
    wave.opens_on, wave.closes_on = date(2099, 1, 1), date(2099, 12, 31)
    with pytest.raises(responding.WaveNotOpenYet):
        responding.start(session, wave, "nl")
    wave.opens_on, wave.closes_on = date(2020, 1, 1), date(2020, 12, 31)
    session.flush()
    with pytest.raises(responding.WaveClosed):
        responding.start(session, wave, "nl")
    with pytest.raises(responding.WaveClosed):
        save(session, response, "alleen", 0, alleen="ja")


def test_unknown_responses_and_pages_are_refused(session: Session, response: Response) -> None:
    with pytest.raises(responding.ResponseUnknown):
        responding.look_up(session, "0" * 32)
    with pytest.raises(responding.ResponseUnknown):
        save(session, response, "bestaat_niet")


def test_a_personal_code_works_once(session: Session, wave: Wave) -> None:
    code = inviting.new_code(session, wave)
    invitation = inviting.find_invitation(session, wave, f" {code.upper()} ")
    one, two = (responding.start(session, wave, "nl") for _ in range(2))
    responding.submit(session, one.id, invitation_id=invitation)
    with pytest.raises(inviting.CodeRefused):
        inviting.find_invitation(session, wave, code)
    with pytest.raises(inviting.CodeRefused):
        responding.submit(session, two.id, invitation_id=invitation)
