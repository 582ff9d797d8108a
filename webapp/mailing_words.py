"""The words of a reminder: counts, days and titles of the municipality's own tasks, in plain text. No figures, no stories, no people."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

import saying
from analysis import sentences
from analysis.learning.dues import KINDS, Due, Week
from database import utcnow
from surveys.parties import Programme
from webapp.language import gettext

TITLE, LINES = 120, 15  # how long a title may be, and how many things of one programme are named


@dataclass(frozen=True, slots=True)
class Block:
    """What one programme asks: late, and in this week (or today)."""

    programme: Programme
    late: tuple[Due, ...]
    now: tuple[Due, ...]

    @property
    def count(self) -> int:
        """How many things stand in it."""
        return len(self.late) + len(self.now)


def block(programme: Programme, week: Week, today: date, kind: str) -> Block:
    """The part of a programme in a mail of this kind: of a day only what that day asks, beside what is late."""
    now = week.now if kind == "week" else tuple(one for one in week.now if one.on == today)
    return Block(programme, week.late, now)


def asks(blocks: Sequence[Block], kind: str) -> bool:
    """Whether there is anything to mail: in a week also what is late, on a day only what falls on it."""
    return any(one.count if kind == "week" else one.now for one in blocks)


def letter(
    blocks: Sequence[Block], kind: str, language: str, base: str, *, name: str, sender: tuple[str, str], number: str
) -> EmailMessage:
    """The mail, apart from its recipient's address; `number` makes it the same mail when it is tried again."""
    domain = sender[1].rpartition("@")[2]
    one = EmailMessage(policy=SMTP)
    one["Subject"] = _line(_subject(blocks, kind, language))
    one["From"] = Address(_line(sender[0]), addr_spec=sender[1])
    one["Date"] = format_datetime(utcnow())
    one["Message-ID"] = f"<{number}.tellen@{domain}>"
    one["Auto-Submitted"] = "auto-generated"
    one["List-Unsubscribe"] = f"<{base}/werk/account>"
    one["Content-Language"] = language
    with saying.speaking(language):
        one.set_content(_text(blocks, kind, language, base, _line(name)), cte="quoted-printable")
    return one


def _subject(blocks: Sequence[Block], kind: str, language: str) -> str:
    who = blocks[0].programme.name if len(blocks) == 1 else "Tellen & Vertellen"
    count = sum(len(one.now) if kind == "dag" else one.count for one in blocks)
    if kind == "week":
        return gettext("%(who)s: wat er deze week moet gebeuren (%(count)s)", language, who=_cut(who), count=count)
    return gettext("%(who)s: wat er vandaag moet gebeuren (%(count)s)", language, who=_cut(who), count=count)


def _text(blocks: Sequence[Block], kind: str, language: str, base: str, name: str) -> str:
    lines = [gettext("Dag %(name)s,", language, name=name), ""]
    if kind == "week":
        lines.append(gettext("Dit staat deze week open op de kalender.", language))
    else:
        lines.append(gettext("Dit staat er vandaag op de kalender.", language))
    for one in blocks:
        lines += ["", "", _line(one.programme.name), "", *_things(one, kind, language)]
        lines += ["", gettext("Bekijk alles (u meldt zich eerst aan):", language), f"{base}/werk/{one.programme.code}/kalender"]
    lines += ["", "", gettext("U krijgt deze mail omdat u dat zelf hebt gekozen. Minder vaak, of niet meer:", language)]
    return "\n".join([*lines, f"{base}/werk/account", ""])


def _things(one: Block, kind: str, language: str) -> list[str]:
    now = gettext("Deze week:", language) if kind == "week" else gettext("Vandaag:", language)
    if kind == "dag":
        late = [gettext("Te laat: %(count)s", language, count=len(one.late))] if one.late else []
        return [*_listed(now, one.now, LINES, language), *late]
    room = max(LINES - len(one.late), 5)
    return [*_listed(gettext("Te laat:", language), one.late, LINES, language), *_listed(now, one.now, room, language)]


def _listed(head: str, dues: Sequence[Due], most: int, language: str) -> list[str]:
    if not dues:
        return []
    lines = [f"- {sentences.day(one.on)}, {saying.say(KINDS[one.kind])}: {_cut(one.what)}" for one in dues[:most]]
    if len(dues) > most:
        lines.append(gettext("- en nog %(count)s", language, count=len(dues) - most))
    return [head, *lines]


def _line(text: str) -> str:
    """On one line, and nothing in it that could end a header or hide: a name is typed by people."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


def _cut(text: str) -> str:
    whole = _line(text)
    return whole if len(whole) <= TITLE else whole[: TITLE - 1].rstrip() + "…"
