"""The reader on real sentences: themes, tone, people, places, personal data, offsets, versions."""

from __future__ import annotations

import pytest

from narratives.dutch.reader import CodeTerms, Gazetteer, Reader
from narratives.proposals import Reading


def found(reading: Reading, text: str, kind: str) -> set[tuple[str, str]]:
    return {(one.label, text[one.start : one.end]) for one in reading.of(kind)}


def hides(reader: Reader, text: str) -> set[tuple[str, str]]:
    return found(reader.read(text), text, "hide")


def themes(text: str, *terms: str, exclusions: tuple[str, ...] = ()) -> list[str]:
    reading = Reader([CodeTerms("x", terms, exclusions)]).read(text)
    assert reading.state == "gelezen"
    return [text[one.start : one.end] for one in reading.of("theme")]


# themes


@pytest.mark.parametrize(
    ("text", "term", "expected"),
    [
        ("Wij voelden ons zo eenzame mensen.", "eenzaam", ["eenzame"]),
        ("De wachtlijsten zijn lang.", "wachtlijst", ["wachtlijsten"]),
        ("Ik krijg thuiszorg en mantelzorg.", "*zorg", ["thuiszorg", "mantelzorg"]),
        ("Wij wachtten heel erg lang op hulp.", "wachten ... lang", ["wachtten heel erg lang"]),
        ("Ik zat in de put.", "in de put", ["in de put"]),
        ("Ik knap hier weer van op.", "opknappen", ["knap"]),
        ("Ik ben niet meer eenzaam.", "!eenzaam", ["eenzaam"]),
        ("Ik ben eenzaam.", "!eenzaam", []),
        ("Ik ben eenzaam.", "=eenzaam", ["eenzaam"]),
        ("Ik ben niet eenzaam.", "=eenzaam", []),
        ("De zorg is goed.", "zorg/ww", []),
        ("Zij zorgt voor mij.", "zorgen/ww", ["zorgt"]),
        ('Zij kwam naar "Zij aan Zij".', '"zij aan zij"', ["Zij aan Zij"]),
        ("Het huis is groot.", "eenzaam", []),
    ],
)
def test_terms_find_forms_phrases_and_denial(text, term, expected):
    assert themes(text, term) == expected


def test_an_exclusion_takes_away_what_it_covers():
    text = "Ik hou rekening met hem, maar de rekening is hoog."
    assert themes(text, "rekening") == ["rekening", "rekening"]
    assert themes(text, "rekening", exclusions=("rekening met",)) == ["rekening"]


def test_of_overlapping_terms_the_longest_is_proposed():
    assert themes("Ik krijg huishoudelijke hulp.", "hulp", "huishoudelijke hulp") == ["huishoudelijke hulp"]


def test_a_reason_leaves_out_what_a_gap_skipped(reader):
    text = "Ik wachtte op Gerrit zo lang."
    reasons = [one.reason for one in reader.read(text).of("theme")]
    assert reasons == ["‘wachtte … lang’ past bij ‘wachten ... lang’"]


def test_a_refused_term_is_said_when_the_reader_is_used():
    with pytest.raises(ValueError, match="woordsoort"):
        Reader([CodeTerms("x", ("zorg/xx",))]).read("Ik ben er.")


# tone


@pytest.mark.parametrize(
    ("worse", "better"),
    [
        ("Ik ben eenzaam.", "Ik ben niet meer eenzaam."),
        ("Ik ben niet blij.", "Ik ben blij."),
        ("Ik mis hem.", "Ik mis hem niet."),
        ("Eenzaam voel ik mij.", "Eenzaam voel ik mij niet meer."),
        ("Ik heb schulden.", "Ik heb geen schulden meer."),
        ("Geen dag zonder pijn.", "Ik heb minder pijn."),
        ("Het was een nare man.", "Het was een lieve man."),
        ("Het is leuk.", "Het is ontzettend leuk."),
        ("Ik ben erg eenzaam, want hij is er niet.", "Ik ben blij, want hij is er niet."),
    ],
)
def test_tone_goes_the_right_way(reader, worse, better):
    low, high = reader.read(worse).tone, reader.read(better).tone
    assert low is not None
    assert high is not None
    assert -1 <= low < high <= 1


@pytest.mark.parametrize("text", ["Ik ben niet eenzaam.", "Ik ben nooit meer bang.", "Ik heb geen schulden meer."])
def test_what_is_denied_is_not_sombre(reader, text):
    reading = reader.read(text)
    assert reading.tone > 0
    assert "…" in reading.of("tone")[0].reason


def test_not_only_denies_nothing(reader):
    assert reader.read("Het was niet alleen leuk, maar ook gezellig.").tone > 0


def test_no_feeling_is_no_tone(reader):
    assert reader.read("De deur is van hout.").tone is None


# people, places, organisations


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Mijn man Henk is weg.", {("naam", "Henk")}),
        ("mijn buurvrouw fatma hielp mij", {("naam", "fatma")}),
        ("Ik ging met meneer de Vries mee.", {("naam", "de Vries")}),
        ("meneer jansen belde", {("naam", "jansen")}),
        ("Toen kwam Fatma el Amrani langs.", {("naam", "Fatma el Amrani")}),
        ("Ik sprak J. van der Berg.", {("naam", "J. van der Berg")}),
        ("Ik zag Truus, en truus zag mij.", {("naam", "Truus"), ("naam", "truus")}),
        ("Ik vond Anna's hond lief.", {("naam", "Anna")}),
        ("Volgende week dinsdag in augustus ga ik met de Wmo praten.", set()),
        ("Mijn man wil niet mee en mijn zoon ook niet.", set()),
        ("De roos was rood en wil je dat?", set()),
    ],
)
def test_people_are_proposed_to_hide(reader, text, expected):
    assert hides(reader, text) == expected


def test_a_person_is_also_named_as_such_without_its_name_in_the_reason(reader):
    reading = reader.read("Ik ken Fatma Amrani goed.")
    assert [one.label for one in reading.of("person")] == ["persoon"]
    assert all("fatma" not in one.reason.lower() for one in reading.of("hide"))


def test_places_and_organisations_are_told_apart_from_people(reader):
    text = "In de Vogelbuurt zit De Smederij. Het UWV zit in Deventer en ik sprak stichting Samen Sterk."
    reading = reader.read(text)
    assert found(reading, text, "place") == {("plaats", "Vogelbuurt"), ("plaats", "Deventer")}
    assert {name for _, name in found(reading, text, "organisation")} == {"De Smederij", "UWV", "stichting Samen Sterk"}
    assert found(reading, text, "hide") == set()


def test_known_names_of_the_programme_are_not_people():
    text = "Ik ga vaak naar Jolanda, dat is een inloophuis."
    assert hides(Reader(), text)
    assert hides(Reader(gazetteer=Gazetteer(organisations=("Jolanda",))), text) == set()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ik woon op Kerkstraat 12b in de stad.", ("adres", "Kerkstraat 12b")),
        ("Ik woon in de Burgemeester de Vlugtlaan 3.", ("adres", "Burgemeester de Vlugtlaan 3")),
        ("Ik woon in de Beukenlaan.", ("adres", "Beukenlaan")),
    ],
)
def test_addresses(reader, text, expected):
    assert expected in hides(reader, text)


# the whole


def test_offsets_are_code_points_of_the_original_also_after_emoji_and_repairs(reader):
    text = "😀👍🏽 Wij (((((((((( zagen\0 Fatma 😀 in " + "x" * 60 + " Deventer; bel 06-12345678."
    reading = reader.read(text)
    assert found(reading, text, "hide") == {("naam", "Fatma"), ("telefoon", "06-12345678")}
    assert found(reading, text, "place") == {("plaats", "Deventer")}


def test_counted_lemmas_are_content_words_without_names(reader):
    lemmas = reader.read("Mijn buurvrouw Fatma kookte soepen. Ik at de soep met Truus, en truus lachte.").lemmas
    assert lemmas["soep"] == 2
    assert {"koken", "lachen"} <= set(lemmas)
    assert not {"fatma", "truus", "de", "mijn"} & set(lemmas)


def test_key_phrases_are_adjectives_with_nouns(reader):
    text = "De huishoudelijke hulp komt. Die huishoudelijke hulp van Fatma is goed."
    phrases = reader.read(text).of("keyphrase")
    assert [(p.label, text[p.start : p.end]) for p in phrases] == [("huishoudelijke hulp", "huishoudelijke hulp")]


def test_every_proposal_lies_in_the_text_and_has_a_reason(reader):
    text = "Henk en ik zijn blij met de thuiszorg in Deventer, bel 06 12345678 maar."
    reading = reader.read(text)
    assert {"hide", "person", "place", "theme", "tone"} <= {one.kind for one in reading.proposals}
    for one in reading.proposals:
        assert 0 <= one.start < one.end <= len(text)
        assert one.reason
        assert -1 <= one.score <= 1


def test_reading_many_says_the_same_as_one_by_one(reader):
    texts = ["Ik ben blij.", "", "(" * 500, "Fatma is eenzaam.", "😀"] * 15
    assert list(reader.read_many(texts)) == [reader.read(text) for text in texts]


def test_the_version_follows_codebook_known_names_and_model(tmp_path):
    base = Reader([CodeTerms("a", ("x",))])
    assert base.version == Reader([CodeTerms("a", ("x",))]).version
    assert base.version != Reader([CodeTerms("a", ("y",))]).version
    assert base.version != Reader([CodeTerms("a", ("x",))], Gazetteer(("Noord",))).version
    assert len(base.version) <= 80


def test_another_language_is_left_to_people_but_its_numbers_are_hidden(reader):
    reading = reader.read("Call me: 06-12345678", "en")
    assert (reading.state, [p.label for p in reading.proposals]) == ("kon_niet", ["telefoon"])


@pytest.mark.parametrize("text", ["", " ", "(" * 20_000, "x" * 1_000_000, "😀" * 500, "\0\0", "http://" * 12_000, "1" * 5_000])
def test_poison_could_not_be_read_and_the_next_is(reader, text):
    reading = reader.read(text)
    assert reading.state == "kon_niet"
    assert reading.reason.endswith(".")
    assert reader.read("Ik ben blij.").state == "gelezen"


def test_a_lone_surrogate_is_read(reader):
    assert reader.read("Ik ben \ud800 blij.").tone > 0
