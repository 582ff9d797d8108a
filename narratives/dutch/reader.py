"""The reader of Dutch: a story in, proposals out; what cannot be read is said to be so, never raised."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from operator import attrgetter

from narratives.codebook import CodeTerms, Gazetteer, digest
from narratives.dutch import pipeline
from narratives.dutch.patterns import find_patterns
from narratives.dutch.preparing import LONGEST, has_words, prepare
from narratives.proposals import COULD_NOT, READ, Proposal, Reading

__all__ = ["CodeTerms", "Gazetteer", "Proposal", "Reader", "Reading", "version_of"]

NO_CODEBOOK: tuple[CodeTerms, ...] = ()


def version_of(codes: Iterable[CodeTerms], gazetteer: Gazetteer, model: str | None = None) -> str:
    """The version of a reader: model, components with lexicons, codebook; loads nothing heavy for our own model."""
    return f"nl {pipeline.tagger_name(model)} {pipeline.software()} {digest(codes, gazetteer)}"


class Reader:
    """Reads with one codebook; readers of the same model share one pipeline, that is loaded at the first reading."""

    def __init__(
        self, codes: Iterable[CodeTerms] = NO_CODEBOOK, gazetteer: Gazetteer | None = None, model: str | None = None
    ) -> None:
        """A reader for these codes and known names; `model` names an installed spaCy model to use instead of our own."""
        self._codes, self._gazetteer, self._model = tuple(codes), gazetteer or Gazetteer(), model
        self._version = version_of(self._codes, self._gazetteer, model)
        self._codebook: object = None

    @property
    def version(self) -> str:
        """What a reading was made with; another version makes it stale."""
        return self._version

    def with_codebook(self, codes: Iterable[CodeTerms], gazetteer: Gazetteer) -> Reader:
        """The same reader for another codebook."""
        return Reader(codes, gazetteer, self._model)

    def _ready(self) -> object:
        from narratives.dutch.components import Codebook
        from narratives.dutch.names import KnownNames
        from narratives.dutch.themes import Themes
        from narratives.dutch.tone import entries

        if self._codebook is None:
            self._codebook = Codebook(Themes(self._codes, entries()), KnownNames.of(self._gazetteer))
        return self._codebook

    def _could_not(self, reason: str, text: str = "") -> Reading:
        """Not read; what has the shape of personal data is proposed for hiding all the same."""
        hides = tuple(find_patterns(text[:LONGEST]))
        return Reading(COULD_NOT, self._version, reason, words=len(text.split()), proposals=hides)

    def _refused(self, text: str, safe: str, language: str) -> Reading | None:
        if language != "nl":
            return self._could_not("Dit verhaal is niet in het Nederlands. Lees het zelf.", text)
        if not has_words(text[:LONGEST]):
            return self._could_not("Er staan geen woorden in.")
        if len(text) > LONGEST:
            return self._could_not(f"Het verhaal is langer dan {LONGEST} tekens.")
        if not has_words(safe):
            return self._could_not("Er staan geen leesbare woorden in.")
        return None

    def read(self, text: str, language: str = "nl") -> Reading:
        """Read one story."""
        return next(self.read_many([text], language))

    def read_many(self, texts: Iterable[str], language: str = "nl") -> Iterator[Reading]:
        """Read stories in order; faster per story than one at a time."""
        from narratives.dutch.components import CODEBOOK, ORIGINAL

        nlp, codebook = pipeline.load(self._model), self._ready()
        for batch in _batches(texts):
            docs, refused = [], []
            for text in batch:
                safe = prepare(text[:LONGEST])
                refused.append(self._refused(text, safe, language))
                if refused[-1] is None:
                    doc = nlp.make_doc(safe)
                    doc.user_data.update({CODEBOOK: codebook, ORIGINAL: text})
                    docs.append(doc)
            for _, component in nlp.pipeline:
                docs = pipeline.apply(component, docs)
            read = iter(docs)
            for no in refused:
                yield no if no is not None else self._reading(next(read))

    def _reading(self, doc: object) -> Reading:
        from narratives.dutch.sheet import KEY, Sheet

        sheet = doc.user_data[KEY]  # type: ignore[attr-defined]
        assert isinstance(sheet, Sheet)
        proposals = tuple(sorted(sheet.proposals, key=_ORDER))
        return Reading(READ, self._version, words=sheet.count, tone=sheet.tone, lemmas=sheet.lemmas, proposals=proposals)


BATCH = 64
_ORDER = attrgetter("start", "end", "kind", "label")


def _batches(texts: Iterable[str]) -> Iterator[list[str]]:
    batch: list[str] = []
    for text in texts:
        batch.append(text)
        if len(batch) == BATCH:
            yield batch
            batch = []
    if batch:
        yield batch
