"""The part of the Report about the frameworks: compass, spheres, pyramid, quadrants, core questions, demarcation."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CardPart:
    """A card as it lies: what it is, its state, and what was said with it."""

    kind: str
    name: str
    state: str
    state_name: str
    note: str


@dataclass(frozen=True, slots=True)
class AmountPart:
    """What the cards of a dimension add up to in a period; None = not known, or too few people to show."""

    period: str
    code: str
    name: str
    unit: str
    value: float | None
    share: float | None  # of all dimensions in that period, in procent


@dataclass(frozen=True, slots=True)
class DimensionPart:
    """A step, ring, layer, question or frame, with how it stands."""

    code: str
    name: str
    text: str
    state: str
    state_name: str
    proposed: bool  # the state was read from the data; nobody chose it yet
    reason: str  # why, or what was said with it
    answer: str  # of a question, in one sentence
    who: tuple[str, ...]  # who took part
    missing: bool  # people sat together over it, and no resident was there
    cards: tuple[CardPart, ...]
    amounts: tuple[AmountPart, ...] = ()
    stories: int | None = None  # of a sphere; None = not counted, or too few to show


@dataclass(frozen=True, slots=True)
class PlacePart:
    """Where a subject stands on two axes at one session: -1 to 1, left to right and below to above."""

    subject: str
    session: str
    held_on: str
    x: float
    y: float
    values: tuple[tuple[str, str], ...]  # name and words of what else was given


@dataclass(frozen=True, slots=True)
class AxesPart:
    """The words around a picture with two axes."""

    left: str
    right: str
    below: str
    above: str
    quadrants: tuple[str, str, str, str]  # left above, right above, left below, right below


@dataclass(frozen=True, slots=True)
class FrameworkPart:
    """One framework as it was filled, ready to draw."""

    code: str
    title: str
    source: str
    picture: str
    message: str  # what the picture says, as its title
    caution: str
    dimensions: tuple[DimensionPart, ...]
    places: tuple[PlacePart, ...]
    axes: AxesPart | None
    periods: tuple[str, ...]  # first and last, of amounts
    sessions: tuple[str, ...]  # "Startbijeenkomst, 3 maart 2025: gemeente, inwoner"
    shift: tuple[str, ...] = ()  # how the shares moved, in sentences


@dataclass(frozen=True, slots=True)
class ChainPart:
    """The KPI chain of one goal: what is put in, what is done, what it brings the individual, what it brings society."""

    goal: str
    cells: tuple[tuple[str, ...], ...]  # four, in the order of the chain; indicators with their newest figure, in words


@dataclass(frozen=True, slots=True)
class CertificatePart:
    """A quality label of an organisation."""

    organisation: str
    name: str
    valid: str  # "tot 1 mei 2027", "verlopen op …"
    findings: str


@dataclass(frozen=True, slots=True)
class FrameworksPart:
    """What the report says about the frameworks: compass, spheres, pyramid, quadrants, core questions, demarcation."""

    title: str
    frameworks: tuple[FrameworkPart, ...]
    certificates: tuple[CertificatePart, ...]
    early: tuple[str, ...]  # indicators that were made before results and activities stood, with the reason given
    scope: str  # digest of the demarcation: comparison only where it is the same
    statutory: str  # which provisions are obligatory by law and which are free
    chain: tuple[ChainPart, ...] = ()  # only where somebody chose a KPI or wrote down what is put in

    def framework(self, code: str) -> FrameworkPart | None:
        """The framework with this code, when it was filled."""
        return next((one for one in self.frameworks if one.code == code), None)
