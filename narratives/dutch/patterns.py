"""Personal data that has a shape: phone, e-mail, BSN, IBAN, postcode, dates of birth, number plates, client numbers, accounts.

Every expression is bounded, so that no text makes it slow; reasons name the rule, never the data.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from narratives.proposals import Proposal

__all__ = ["elfproef", "find_patterns", "iban_holds"]

_MONTHS = "januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december|jan|feb|mrt|apr|jun|jul|aug|sept?|okt|nov|dec"
_EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}")
_LOOSE_EMAIL = re.compile(
    r"(?<![\w.+-])[\w.+-]{1,64} ?(?:@|\(at\)|\[at\]) ?[\w-]{1,63}(?: ?(?:\.|\(dot\)|\(punt\)) ?[\w-]{1,63}){0,3} ?(?:\.|\(dot\)|\(punt\)) ?"
    r"(?:nl|com|net|org|be|de|eu|info|frl|example)(?!\w)",
    re.IGNORECASE,
)
_SAID_EMAIL = re.compile(
    r"\b(?:[\w-]{1,40} (?:punt|streepje|underscore) ){0,5}[\w-]{1,40} (?:apenstaartje|apestaartje) [\w-]{1,40}(?: punt [\w-]{1,40}){1,3}",
    re.IGNORECASE,
)
_LINK = re.compile(r"(?:https?://|www\.)[^\s<>\"]{2,2000}", re.IGNORECASE)
_ACCOUNT = re.compile(r"(?<![\w.@])@[A-Za-z_][\w.]{2,30}")
_PHONE = re.compile(r"(?<![\d+])(?:(?:\+|00)31[ .-]{0,2}(?:\(0\)[ .-]?)?|0 ?)[1-9](?:[ ./-]{0,3}\d){8}(?!\d)")
_DIGIT_WORD = "nul|een|één|twee|drie|vier|vijf|zes|zeven|acht|negen|tien|elf|twaalf|dubbel|\\d\\d?|[a-zë]{3,12}(?:ig|tien)"
_SAID_PHONE = re.compile(rf"\bnul[ ,-]{{1,2}}(?:(?:{_DIGIT_WORD})[ ,-]{{1,2}}){{4,9}}(?:{_DIGIT_WORD})(?!\w)", re.IGNORECASE)
_NINE = re.compile(r"(?<![\d.,+-])\d(?:[ .-]?\d){7,8}(?![\d-])")
_IBAN = re.compile(r"\b[A-Za-z]{2} ?\d{2}(?:[ .]?[A-Za-z0-9]{4}){2,7}(?:[ .]?[A-Za-z0-9]{1,3})?\b")
_POSTCODE = re.compile(r"(?<![\d.,€])[1-9]\d{3} ?(?!SA|SD|SS)[A-Z]{2}(?!\w)|(?<![\d.,€])[1-9]\d{3}(?!sa|sd|ss)[a-z]{2}(?!\w)")
_DATE = re.compile(
    rf"(?<!\d)(?:[0-3]?\d[-/. ][01]?\d[-/. ]['’]?(?:19|20)?\d\d|[0-3]?\d(?:e|ste|de)? ?(?:{_MONTHS})\.?(?: ?,? ?(?P<year>(?:19|20)\d\d))?)(?!\d)",
    re.IGNORECASE,
)
_BIRTH = re.compile(r"\b(?:geboren|geb\.?|geboortedatum|geboortedag|jarig|verjaar\w{0,8}|bouwjaar)\b", re.IGNORECASE)
_PLATE = re.compile(r"(?<![\w-])(?=[A-Z0-9-]{0,8}\d)(?=[A-Z0-9-]{0,8}[A-Z])[A-Z0-9]{1,3}-[A-Z0-9]{2,3}-[A-Z0-9]{1,2}(?![\w-])")
_NUMBERED = re.compile(
    r"\b(?:cli[eë]nt|dossier|klant|relatie|polis|zaak|pati[eë]nt|meldings?|lidmaatschaps?|kenmerk|registratie|burgerservice|sofi)"
    r"-?(?:nummer|nr\.?|code)?(?: is| was|:)? {0,2}(?P<number>[A-Z]{0,4}[.-]?\d[\d.-]{3,14})",
    re.IGNORECASE,
)
_BSN_CUE = re.compile(r"\b(?:bsn|burgerservice|sofi)", re.IGNORECASE)
_HOUSE = re.compile(r"\b(?:huisnummer|kamernummer|appartement|kamer) {1,2}(?P<number>\d{1,4}[a-z]?)\b", re.IGNORECASE)
_LIVES_AT = re.compile(
    r"\b(?:adres(?: is|:)?|wo(?:on|ont|nen|onde|onden)(?: \w{1,12}){0,2}?) (?P<number>(?:[A-Z][\w'’-]{1,30} ){1,4}(?:\d{4} )?(?:nr\.?|nummer|no\.)? ?\d{1,4}[a-z]?)\b"
)
_LIVES_NUMBER = re.compile(
    r"\bwo(?:on|ont|nen|onde|onden)(?: \w{1,12}){0,3}? (?:nummer|nr\.?|huisnummer) (?P<number>\d{1,4}[a-z]?)\b", re.IGNORECASE
)
_CUED_POSTCODE = re.compile(r"\bpostcode\w{0,4}(?: is|:)? {1,2}(?P<number>[1-9]\d{3} ?[a-z]{2})\b", re.IGNORECASE)
_CUED_PLATE = re.compile(
    r"\bkenteken\w{0,6}(?: is| was|:)? {1,2}(?P<number>[a-z0-9]{1,3}[ -][a-z0-9]{1,3}[ -][a-z0-9]{1,3})(?!\w)", re.IGNORECASE
)
_SHAPES = (  # the last group of an expression, or the whole when it has none, is what is hidden
    (_PHONE, "telefoon", "tien cijfers als van een telefoonnummer", 0.95),
    (_POSTCODE, "postcode", "vier cijfers en twee letters", 0.9),
    (_NUMBERED, "nummer", "nummer van een dossier of klant", 0.85),
    (_CUED_POSTCODE, "postcode", "vier cijfers en twee letters na ‘postcode’", 0.9),
    (_HOUSE, "adres", "nummer van een huis of kamer", 0.7),
    (_LIVES_AT, "adres", "naam met een nummer waar iemand woont", 0.85),
    (_LIVES_NUMBER, "adres", "nummer waar iemand woont", 0.7),
    (_PLATE, "kenteken", "vorm van een kenteken", 0.7),
    (_CUED_PLATE, "kenteken", "tekens na ‘kenteken’", 0.8),
)
_SHORT_SHAPES = _SHAPES[-5:]
_FEWEST = 4  # digits of all other shapes: most numbers in a story are an age or a time, and need no further look
_LETTER_A = ord("A") - 10
_NEAR = 40
_DIGITS = re.compile(r"\d+")


def elfproef(digits: str) -> bool:
    """Do these eight or nine digits hold as a citizen service number (weights 9 to 2 and -1, divisible by 11)?"""
    if len(digits) not in (8, 9) or set(digits) == {"0"}:
        return False
    nine = digits.zfill(9)
    weights = (9, 8, 7, 6, 5, 4, 3, 2, -1)
    return sum(int(digit) * weight for digit, weight in zip(nine, weights, strict=True)) % 11 == 0


def iban_holds(text: str) -> bool:
    """Does this account number have a right check number (ISO 7064, modulo 97)?"""
    plain = "".join(text.split()).replace(".", "").upper()
    if not 15 <= len(plain) <= 34:
        return False
    turned = plain[4:] + plain[:4]
    digits = "".join(sign if sign.isdigit() else str(ord(sign) - _LETTER_A) for sign in turned)
    return int(digits) % 97 == 1


def _hide(label: str, start: int, end: int, reason: str, score: float) -> Proposal:
    return Proposal("hide", label, start, end, reason, score)


def _windows(text: str) -> Iterator[tuple[int, int]]:
    """Stretches of text around digits: only there can a number stand."""
    start = end = -1
    for found in _DIGITS.finditer(text):
        if found.start() - _NEAR > end:
            if end >= 0:
                yield start, end
            start = max(0, found.start() - _NEAR)
        end = min(len(text), found.end() + _NEAR)
    if end >= 0:
        yield start, end


def _numbers(text: str, *window: int) -> Iterator[Proposal]:
    digits = sum(len(one[0]) for one in _DIGITS.finditer(text, *window))
    for found in _IBAN.finditer(text, *window) if digits >= _FEWEST else ():
        if iban_holds(found[0]):
            yield _hide("iban", *found.span(), "rekeningnummer met goed controlegetal", 1.0)
        elif found[0][:2].upper() == "NL" and "".join(found[0].split())[4:8].isalpha():
            yield _hide("iban", *found.span(), "lijkt op een rekeningnummer", 0.96)
    for found in _NINE.finditer(text, *window) if digits >= 2 * _FEWEST else ():
        yield from _citizen_number(text, found)
    for pattern, label, reason, score in _SHAPES if digits >= _FEWEST else _SHORT_SHAPES:
        for found in pattern.finditer(text, *window):
            yield _hide(label, *found.span(pattern.groups), reason, score)


def _citizen_number(text: str, found: re.Match[str]) -> Iterator[Proposal]:
    digits = re.sub(r"\D", "", found[0])
    cue = _BSN_CUE.search(text, max(0, found.start() - _NEAR), found.start())
    if elfproef(digits) and (cue or len(digits) == 9):
        yield _hide("bsn", *found.span(), "negen cijfers die aan de elfproef voldoen", 0.95)
    elif cue:
        yield _hide("bsn", *found.span(), f"cijfers na ‘{cue[0]}’", 0.8)


def _birthdays(text: str, *window: int) -> Iterator[Proposal]:
    for found in _DATE.finditer(text, *window):
        near = _BIRTH.search(text, max(0, found.start() - _NEAR), min(len(text), found.end() + _NEAR // 2))
        if near:
            yield _hide("geboortedatum", *found.span(), f"datum bij ‘{near[0]}’", 0.95)
        elif found["year"] and int(found["year"]) < 2008:
            yield _hide("geboortedatum", *found.span(), "een volledige datum van lang geleden", 0.4)


def find_patterns(text: str) -> list[Proposal]:
    """Everything in the text that has the shape of personal data; what lies within an earlier find is left out."""
    found: list[Proposal] = []
    if "@" in text:
        found += [_hide("e-mail", *one.span(), "een adres met @", 1.0) for one in _EMAIL.finditer(text)]
        found += [_hide("account", *one.span(), "een naam met @ ervoor", 0.8) for one in _ACCOUNT.finditer(text)]
        found += [_hide("e-mail", *one.span(), "een adres met @", 0.9) for one in _LOOSE_EMAIL.finditer(text)]
    elif "(at)" in text or "[at]" in text:
        found += [_hide("e-mail", *one.span(), "een adres met (at)", 0.9) for one in _LOOSE_EMAIL.finditer(text)]
    if "staartje " in text:
        found += [_hide("e-mail", *one.span(), "een adres met een apenstaartje", 0.9) for one in _SAID_EMAIL.finditer(text)]
    if "nul" in text or "Nul" in text:
        found += [
            _hide("telefoon", *one.span(), "cijfers in woorden als van een telefoonnummer", 0.9)
            for one in _SAID_PHONE.finditer(text)
        ]
    if "://" in text or "www." in text or "WWW." in text:
        found += [_hide("account", *one.span(), "een internetadres", 0.6) for one in _LINK.finditer(text)]
    for window in _windows(text):
        found += _numbers(text, *window)
        found += _birthdays(text, *window)
    kept: list[Proposal] = []
    for one in sorted(found, key=lambda p: (-p.score, p.start - p.end)):
        if not any(other.start < one.end and one.start < other.end for other in kept):
            kept.append(one)
    return kept
