"""Reading what stands in a questionnaire file entry by entry, and noting every fault with its line instead of stopping at the first."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from saying import say
from surveys import conditions
from surveys.faults import MAX_ITEMS, Sheet, nearest
from surveys.yaml_lines import Items, Node, Scalar, Table

CODE = re.compile(r"[a-z][a-z0-9_]{1,23}")
SHORT_CODE = re.compile(r"[a-z0-9][a-z0-9_]{0,23}")
NUMBER = re.compile(r"[+-]?\d{1,9}(\.\d{1,6})?")


class Entries:
    """The entries of one table. Ask for each by name; `done` names the ones nobody asked for."""

    def __init__(self, sheet: Sheet, node: Node, where: str) -> None:
        self.sheet, self.where = sheet, where
        self.line = node.line
        self._asked: set[str] = set()
        self._table = node if isinstance(node, Table) else Table(node.line)
        if not isinstance(node, Table):
            sheet.fault(
                node.line,
                say("Bij {where} horen namen met een dubbele punt.", where=where),
                say("Schrijf bijvoorbeeld 'code: soms'."),
            )
        for key, line in self._table.repeated:
            sheet.fault(line, say("'{key}' staat twee keer bij {where}.", key=key, where=where), say("Haal er een weg."))

    def fault(self, key: str | None, what: str, advice: str) -> None:
        """Note a fault at the line of an entry (or of the table)."""
        line = self._table.key_lines.get(key, self.line) if key else self.line
        self.sheet.fault(line, what, advice)

    def has(self, key: str) -> bool:
        """Whether the entry is there."""
        return key in self._table.entries

    def line_of(self, key: str) -> int:
        """The line of an entry, or of the table."""
        return self._table.key_lines.get(key, self.line)

    def node(self, key: str) -> Node | None:
        """The entry as it stands."""
        self._asked.add(key)
        return self._table.entries.get(key)

    def word(self, key: str, default: str | None = None, allowed: Iterable[str] | None = None) -> str:
        """One word; with `allowed` one of those. Without a default it must be there."""
        node = self.node(key)
        if node is None:
            if default is None:
                self.fault(
                    None,
                    say("Bij {where} ontbreekt '{key}'.", where=self.where, key=key),
                    say("Voeg een regel '{key}: …' toe.", key=key),
                )
            return default or ""
        if not isinstance(node, Scalar) or not node.text.strip():
            self.fault(
                key,
                say("'{key}' bij {where} moet één woord zijn.", key=key, where=self.where),
                say("Schrijf '{key}: woord'.", key=key),
            )
            return default or ""
        word = node.text.strip()
        choices = None if allowed is None else list(allowed)
        if choices is not None and word not in choices:
            advice = nearest(word, choices) or say("Kies uit: {choices}.", choices=", ".join(choices))
            self.fault(key, say("'{word}' kan niet bij '{key}' van {where}.", word=word, key=key, where=self.where), advice)
            return default or ""
        return word

    def code(self, key: str, pattern: re.Pattern[str] = CODE) -> str:
        """A code that people chose and that never changes."""
        word = self.word(key)
        if word and (not pattern.fullmatch(word) or (pattern is CODE and word in conditions.RESERVED)):
            taken = say("'{word}' is een woord uit de voorwaarden ({where}).", word=word[:40], where=self.where)
            what = say("'{word}' is geen goede code ({where}).", word=word[:40], where=self.where)
            advice = say("Gebruik 2 tot 24 kleine letters, cijfers of _, en begin met een letter.")
            self.fault(key, taken if word in conditions.RESERVED else what, advice)
        return word[:24]

    def number(self, key: str, default: float | None = None, low: float = -1e9, high: float = 1e9) -> float | None:
        """A number between two others."""
        node = self.node(key)
        if node is None:
            return default
        if isinstance(node, Scalar) and NUMBER.fullmatch(node.text.strip()):
            value = float(node.text)
            if low <= value <= high:
                return int(value) if value.is_integer() else value
        bounded = say(
            "'{key}' bij {where} moet een getal van {low:g} tot {high:g} zijn.", key=key, where=self.where, low=low, high=high
        )
        example = default if default is not None else max(low, 1)
        self.fault(
            key,
            bounded if high < 1e9 else say("'{key}' bij {where} moet een getal zijn.", key=key, where=self.where),
            say("Schrijf bijvoorbeeld '{key}: {example:g}'.", key=key, example=example),
        )
        return default

    def flag(self, key: str) -> bool:
        """Yes or no; no when it is not there."""
        return self.word(key, "nee", ("ja", "nee", "true", "false")) in ("ja", "true")

    def items(self, key: str, required: bool = True) -> list[Node]:
        """The items of a list."""
        node = self.node(key)
        if isinstance(node, Items) and (node.items or not required):
            if len(node.items) > MAX_ITEMS:
                self.fault(
                    key,
                    say(
                        "De lijst '{key}' bij {where} is langer dan {max_items} regels.",
                        key=key,
                        where=self.where,
                        max_items=MAX_ITEMS,
                    ),
                    say("Maak de lijst korter."),
                )
            return node.items[:MAX_ITEMS]
        if node is not None or required:
            self.fault(
                key,
                say("'{key}' bij {where} moet een lijst zijn met minstens één regel.", key=key, where=self.where),
                say("Zet onder '{key}:' regels die met '- ' beginnen.", key=key),
            )
        return []

    def words(self, key: str, allowed: Iterable[str] | None = None) -> tuple[str, ...]:
        """A list of words (it may be left out)."""
        found = []
        choices = None if allowed is None else list(allowed)
        for node in self.items(key, required=False):
            word = node.text.strip() if isinstance(node, Scalar) else ""
            if not word or (choices is not None and word not in choices):
                advice = nearest(word, choices or ()) or (
                    say("Kies uit: {choices}.", choices=", ".join(choices)) if choices else say("Schrijf één woord per regel.")
                )
                self.sheet.fault(
                    node.line, say("'{word}' kan niet in '{key}' van {where}.", word=word, key=key, where=self.where), advice
                )
            elif word in found:
                self.sheet.fault(
                    node.line,
                    say("'{word}' staat twee keer in '{key}' van {where}.", word=word, key=key, where=self.where),
                    say("Haal er een weg."),
                )
            else:
                found.append(word)
        return tuple(found)

    def texts(self, key: str, required: bool = True, default: Mapping[str, str] | None = None) -> dict[str, str]:
        """A text in every language of the questionnaire: one string (Dutch) or a map of language to text."""
        node = self.node(key)
        if node is None:
            if required:
                self.fault(
                    None,
                    say("Bij {where} ontbreekt '{key}'.", where=self.where, key=key),
                    say("Voeg een regel '{key}: …' toe.", key=key),
                )
            return self._ready_made(key, default or {})
        given = dict(self._languages(node, key))
        for language in self.sheet.languages:
            if not given.get(language, ""):
                self._missing_text(node, key, language)
        return {language: text for language, text in given.items() if text}

    def _ready_made(self, key: str, default: Mapping[str, str]) -> dict[str, str]:
        """Our own text, as far as the questionnaire speaks its languages; for others the author has to give it."""
        for language in self.sheet.languages:
            if default and language not in default:
                self._missing_text(Scalar("", self.line), key, language)
        return {language: text for language, text in default.items() if language in self.sheet.languages}

    def _missing_text(self, node: Node, key: str, language: str) -> None:
        if language == "nl":
            self.sheet.fault(
                node.line,
                say("De tekst '{key}' bij {where} is nog leeg.", key=key, where=self.where),
                say("Vul de Nederlandse tekst in."),
            )
        else:
            self.sheet.fault(
                node.line,
                say("De vertaling ({language}) van '{key}' bij {where} ontbreekt.", language=language, key=key, where=self.where),
                say("Voeg '{language}: …' toe.", language=language),
            )

    def _languages(self, node: Node, key: str) -> Iterator[tuple[str, str]]:
        if isinstance(node, Scalar):
            yield "nl", node.text.strip()
            return
        if isinstance(node, Items):
            self.fault(
                key,
                say("'{key}' bij {where} moet een tekst zijn.", key=key, where=self.where),
                say("Schrijf een zin, of een zin per taal (nl: …, en: …)."),
            )
            return
        for repeated, line in node.repeated:
            self.sheet.fault(
                line,
                say(
                    "De taal '{repeated}' staat twee keer bij '{key}' van {where}.", repeated=repeated, key=key, where=self.where
                ),
                say("Haal er een weg."),
            )
        for language, text in node.entries.items():
            line = node.key_lines.get(language, node.line)
            if language not in self.sheet.languages:
                self._unknown_language(line, key, language)
            elif not isinstance(text, Scalar):
                self.sheet.fault(
                    line,
                    say(
                        "'{language}' bij '{key}' van {where} moet een tekst zijn.", language=language, key=key, where=self.where
                    ),
                    say("Schrijf een zin."),
                )
            else:
                yield language, text.text.strip()

    def _unknown_language(self, line: int, key: str, language: str) -> None:
        if " " in language:
            what, advice = (
                say("De tekst '{key}' bij {where} houdt op bij een komma.", key=key, where=self.where),
                say("Zet aanhalingstekens om een zin met een komma."),
            )
        else:
            what = say(
                "De taal '{language}' bij '{key}' van {where} staat niet bij 'talen'.",
                language=language[:20],
                key=key,
                where=self.where,
            )
            advice = say("Zet '{language}' bij 'talen' of haal de regel weg.", language=language[:20])
        self.sheet.fault(line, what, advice)

    def condition(self, key: str) -> conditions.Tree | None:
        """A condition: text from people, or the stored tree."""
        node = self.node(key)
        if node is None:
            return None
        try:
            if isinstance(node, Scalar):
                self.sheet.condition(len(node.text))
                return conditions.parse(node.text)
            if isinstance(node, Items) and node.value is not None:
                return conditions.from_plain(node.value)
        except conditions.ConditionRefused as refused:
            self.fault(key, refused.what, refused.advice)
            return None
        self.fault(
            key,
            say("'{key}' bij {where} moet een voorwaarde zijn.", key=key, where=self.where),
            say("Schrijf bijvoorbeeld: eenzaam in ['soms', 'vaak']."),
        )
        return None

    def ignore_rest(self) -> None:
        """Say nothing about the other entries, for what they belong to is not known."""
        self._asked.update(self._table.entries)

    def done(self) -> None:
        """Note a fault for every entry that nobody asked for."""
        for key, line in self._table.key_lines.items():
            if key not in self._asked:
                advice = nearest(key, self._asked) or say("Haal de regel weg of kijk in docs/questionnaire.schema.json.")
                self.sheet.fault(line, say("'{key}' is onbekend bij {where}.", key=key, where=self.where), advice)
