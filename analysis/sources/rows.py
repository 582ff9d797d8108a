"""What an import gives: plain rows, where they came from, and a report of what was read, skipped and why."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field, replace
from typing import Any

from saying import say

MAX_BYTES = 10_000_000
MAX_ROWS = 200_000
MAX_COLUMNS = 300
MAX_CELL = 10_000
MOST = 1e15  # no figure about people is as large
MISSING_SIGNS = frozenset({"", ".", "..", "-", "x", "X", "*", "?", "n.b.", "nb", "onbekend", "null", "None"})
AREA_KINDS = ("NL", "LD", "PV", "GM", "WK", "BU")


class FileRefused(Exception):
    """A file that cannot be imported; the sentence says what to do."""


@dataclass(frozen=True, slots=True)
class SourceRow:
    """One number of a source; `value` None = the source gives none."""

    measure: str
    area: str
    period: str
    value: float | None
    group: str = ""
    low: float | None = None
    high: float | None = None
    n: int | None = None
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Meta:
    """Where a file comes from, as far as the file itself says."""

    kind: str
    title: str = ""
    table_id: str = ""
    publisher: str = ""
    licence: str = ""
    division_year: int | None = None


@dataclass(frozen=True, slots=True)
class Check:
    """What the import found: how many lines were read, kept, without a value, and skipped (reason and how many)."""

    read: int
    kept: int
    missing: int
    skipped: tuple[tuple[str, int], ...] = ()
    notes: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """The report as it is kept beside the dataset."""
        return {
            "read": self.read, "kept": self.kept, "missing": self.missing, "skipped": [list(one) for one in self.skipped],
            "notes": list(self.notes),
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Imported:
    """A file as it was read."""

    meta: Meta
    rows: tuple[SourceRow, ...]
    check: Check


@dataclass
class Collector:
    """Gathers rows and what was skipped; the same measure, group, area and period twice counts once."""

    read: int = 0
    rows: dict[tuple[str, str, str, str], SourceRow] = field(default_factory=dict)
    skipped: Counter[str] = field(default_factory=Counter)
    notes: list[str] = field(default_factory=list)

    def add(self, row: SourceRow) -> None:
        """Keep a row, or count why not."""
        self.read += 1
        if self.read > MAX_ROWS:
            raise FileRefused(
                say("Dit bestand heeft meer dan {most} cijfers. Kies bij de bron minder gebieden of onderwerpen.", most=MAX_ROWS)
            )
        row = fitting(row)
        key = (row.measure, row.group, row.area, row.period)
        if not row.measure or not row.period or not row.area:
            self.skip("geen onderwerp, gebied of periode", counted=True)
        elif key in self.rows:
            self.skip("hetzelfde cijfer stond er al", counted=True)
        else:
            self.rows[key] = row

    def skip(self, reason: str, *, counted: bool = False) -> None:
        """Count something that is not kept."""
        self.read += 0 if counted else 1
        self.skipped[reason] += 1

    def done(self, meta: Meta) -> Imported:
        """What was read; a file without a single number is refused."""
        rows = tuple(self.rows[key] for key in sorted(self.rows))
        if not any(row.value is not None for row in rows):
            raise FileRefused(
                "In dit bestand staan geen cijfers die we kunnen lezen. Kijk of het de gegevens zijn, en niet de uitleg erbij."
            )
        meta = replace(meta, title=storable(meta.title, 300), table_id=storable(meta.table_id, 40))
        missing = sum(row.value is None for row in rows)
        return Imported(meta, rows, Check(self.read, len(rows), missing, tuple(sorted(self.skipped.items())), tuple(self.notes)))


def storable(text: str, limit: int) -> str:
    """Text that every store can hold: no nought, no half characters, not too long."""
    return text.encode("utf-8", "ignore").decode("utf-8").replace("\x00", "")[:limit].strip()


def fitting(row: SourceRow) -> SourceRow:
    """A row whose words and numbers fit in the store."""
    n = row.n if row.n is not None and 0 <= row.n < 2_000_000_000 else None
    return replace(
        row, measure=storable(row.measure, 100), group=storable(row.group, 100), area=storable(row.area, 100),
        period=storable(row.period, 20), unit=storable(row.unit, 40), n=n,
    )  # fmt: skip


def number(raw: Any, *, thousands: bool = False) -> float | None:
    """A number as a source writes it: 1234.5, "1.234,5", "36,4%"; None for a dot, a dash, or an x; ValueError for anything else.

    `thousands`: a lone point before three digits splits thousands ("1.234" is 1234); analysis.sources.points says when.
    """
    if raw is None or isinstance(raw, bool):
        return None
    if isinstance(raw, int | float):
        return float(raw) if raw == raw and abs(raw) < MOST else None  # noqa: PLR0124  NaN
    text = str(raw).strip().strip("%").replace("\N{NO-BREAK SPACE}", "").replace(" ", "")
    if text in MISSING_SIGNS:
        return None
    if not re.fullmatch(r"[-+\N{MINUS SIGN}]?[0-9][0-9.,]*", text) or len(text) > 24:
        raise ValueError(text)
    text = text.replace("\N{MINUS SIGN}", "-")
    if "," in text:
        dutch = text.rfind(",") > text.rfind(".") and text.count(",") == 1
        text = text.replace(".", "").replace(",", ".") if dutch else text.replace(",", "")
    elif text.count(".") > 1 or (thousands and re.fullmatch(r"[-+]?[1-9]\d{0,2}\.\d{3}", text)):
        text = text.replace(".", "")
    found = float(text)
    if abs(found) >= MOST:
        raise ValueError(text)
    return found


def area(raw: Any) -> str:
    """A CBS code without the blanks around it: "WK999901  " becomes WK999901; other words stay as they are."""
    text = " ".join(str(raw or "").split())
    return text.upper() if re.fullmatch(r"(?i)(NL|LD|PV|GM|WK|BU)[0-9A-Z]{2,8}", text) else text


def is_cbs_code(code: str) -> bool:
    """Whether this is the code of a municipality, neighbourhood or larger area as CBS gives them."""
    return re.fullmatch(r"NL\d{2}|LD\d{2}|PV\d{2}|GM\d{4}|WK\d{4}[0-9A-Z]{2}|BU\d{4}[0-9A-Z]{4}", code) is not None


_PERIODS = {"JJ": "", "SJ": "", "KW": "-K", "MM": "-", "HJ": "-H"}


def period(raw: Any) -> str:
    """A period as CBS or people write it: 2025JJ00 and 2025* become 2025, 2025KW01 becomes 2025-K1, 2025MM03 becomes 2025-03.

    A day becomes its month; 1 January is how sources write "that year" (a population on 1 January), so it becomes the year.
    """
    text = str(raw if raw is not None else "").strip().rstrip("*").strip()
    text = re.sub(r"[ T]00:00(?::00)?$", "", text)  # a cell of a workbook that is a day
    if (found := re.fullmatch(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})", text)) is not None:
        text = f"{found[3]}-{int(found[2]):02}-{int(found[1]):02}"
    if (found := re.fullmatch(r"(\d{4})[-/]0?1[-/]0?1", text)) is not None:
        return found[1]
    if (found := re.fullmatch(r"(\d{4})(JJ|SJ|KW|MM|HJ)(\d{2})", text)) is not None:
        year, kind, nr = found.groups()
        return year + (_PERIODS[kind] + (nr if kind == "MM" else str(int(nr))) if _PERIODS[kind] else "")
    if (found := re.fullmatch(r"(\d{4})[ -]?(?:[Kk](?:w(?:artaal)?)?|[Qq])\s?([1-4])", text)) is not None:
        return f"{found[1]}-K{found[2]}"
    if (found := re.fullmatch(r"(\d{4})[-/](\d{1,2})(?:[-/]\d{1,2})?", text)) is not None:
        return f"{found[1]}-{int(found[2]):02}"
    if re.fullmatch(r"\d{4}(\.0)?", text):
        return text[:4]
    return text[:20]


def words(key: str) -> str:
    """A CBS key as words: "ErnstigZeerErnstigEenzaam_25" becomes "Ernstig zeer ernstig eenzaam"; the number moves between years."""
    name = re.sub(r"_\d+$", "", key).strip()
    name = re.sub(r"^k_(?=\d)", "", name)
    parts = re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[a-z])(?=\d)", " ", name).replace("_", " ").split()
    text = " ".join(part if part.isupper() else part.lower() for part in parts)
    return (text[:1].upper() + text[1:])[:100]
