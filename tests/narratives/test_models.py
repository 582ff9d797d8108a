"""Which model reads: our own, one by setting, or none; and that the training script works."""

from __future__ import annotations

from pathlib import Path

import pytest

from narratives.dutch import pipeline, tagger, train
from narratives.dutch.lemmas import lemmas
from narratives.dutch.reader import Reader

FEW = (
    "1\t{0}\t{0}\tNOUN\t_\t_\t0\troot\t_\t_\n2\tloopt\tlopen\tVERB\t_\t_\t1\tdep\t_\t_\n3\t.\t.\tPUNCT\t_\t_\t1\tpunct\t_\t_\n\n"
)


@pytest.mark.parametrize(
    ("form", "pos", "lemma"),
    [
        ("huizen", "NOUN", "huis"),
        ("liep", "VERB", "lopen"),
        ("uitgenodigd", "VERB", "uitnodigen"),
        ("mooiste", "ADJ", "mooi"),
        ("wijkspreekuren", "NOUN", "wijkspreekuur"),
        ("Fatma", "PROPN", "Fatma"),
        ("Anna's", "PROPN", "Anna"),
        ("ben", "AUX", "zijn"),
        ("\n", "SPACE", "\n"),
    ],
)
def test_lemmas(form, pos, lemma):
    assert lemmas().lemma(form, pos) == lemma


def test_parts_of_speech_and_lemmas_stand_on_the_tokens():
    doc = pipeline.load()("De oude buurvrouw liep weg. Zij huilde.")
    assert [t.pos_ for t in doc][:5] == ["DET", "ADJ", "NOUN", "VERB", "ADP"] or doc[3].pos_ == "VERB"
    assert [t.lemma_ for t in doc][1:4] == ["oud", "buurvrouw", "lopen"]
    assert len(list(doc.sents)) == 2


def test_the_weights_are_small_and_have_a_card():
    assert tagger.WEIGHTS.stat().st_size < 4_000_000
    card = (tagger.WEIGHTS.parent / "card.md").read_text(encoding="utf-8")
    assert "CC BY-SA 4.0" in card


@pytest.mark.slow
def test_training_learns_and_its_weights_can_be_loaded(tmp_path: Path, monkeypatch, capsys):
    monkeypatch.setattr(train, "STEPS", 12)
    words = ["buur", "hond", "man", "vrouw", "kat", "straat"]
    for name in ("train", "dev"):
        (tmp_path / f"{name}.conllu").write_text("".join(FEW.format(word) for word in words) * 30, encoding="utf-8")
    assert train.main([str(tmp_path), str(tmp_path / "out")]) == 0
    assert "upos 1.0000" in capsys.readouterr().out
    monkeypatch.setattr(tagger, "WEIGHTS", tmp_path / "out" / "weights.msgpack")
    doc = pipeline.bare()("De hond loopt.")
    assert [t.pos_ for t in doc][1:3] == ["NOUN", "VERB"]


def test_training_says_what_is_missing(tmp_path, capsys):
    assert train.main([str(tmp_path), "x"]) == train.main([]) == 2
    assert "train.conllu" in capsys.readouterr().err


def test_without_weights_rules_read_on(tmp_path, monkeypatch):
    monkeypatch.setattr(tagger, "WEIGHTS", tmp_path / "none")
    pipeline.load.cache_clear()
    try:
        text = "Ik ben eenzaam. Mijn man Henk is ziek."
        reading = Reader().read(text)
        assert reading.tone < 0
        assert [text[p.start : p.end] for p in reading.of("hide")] == ["Henk"]
    finally:
        pipeline.load.cache_clear()


def test_a_model_by_setting_brings_its_names_under_our_labels(tmp_path):
    import spacy

    nlp = spacy.blank("nl")
    nlp.add_pipe("sentencizer")
    ruler = nlp.add_pipe("entity_ruler")
    ruler.add_patterns([{"label": "PERSON", "pattern": "Pimpampoen"}, {"label": "GPE", "pattern": "Kokanje"}])
    nlp.to_disk(tmp_path / "nl_proef")
    reader = Reader(model=str(tmp_path / "nl_proef"))
    text = "ik zag Pimpampoen in Kokanje"
    reading = reader.read(text)
    assert [text[p.start : p.end] for p in reading.of("hide")] == ["Pimpampoen"]
    assert [text[p.start : p.end] for p in reading.of("place")] == ["Kokanje"]
    assert reader.version != Reader().version


def test_a_model_that_is_not_there_is_said_in_one_sentence():
    with pytest.raises(pipeline.ModelMissing, match="niet geïnstalleerd"):
        Reader(model="nl_core_news_none")
