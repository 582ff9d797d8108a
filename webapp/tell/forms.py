"""What came in on the story form, and what is still wrong with it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from narratives.intake import ConsentGiven, TriadPoint
from surveys.questions import CORNERS, TELLERS, StoryQuestion, Triad
from surveys.questions.base import Option
from surveys.questions.telling import LAYERS

STORY, TRIANGLE = "verhaal", "driehoek"
PROMPT = {
    "nl": "Wat hebt u meegemaakt waardoor iets beter ging, of juist slechter?",
    "en": "What happened that made something go better, or worse?",
    "ar": "ما الذي حدث وجعل شيئًا ما يتحسّن، أو يسوء؟",
}
TRIANGLE_TEXT = {
    "nl": "Door wie veranderde er iets in uw verhaal?",
    "en": "Who made something change in your story?",
    "ar": "بفضل مَن تغيّر شيء في قصتك؟",
}
CORNER_TEXTS = {
    "a": {"nl": "Door mijzelf", "en": "By myself", "ar": "بفضلي أنا"},
    "b": {"nl": "Door mensen om mij heen", "en": "By people around me", "ar": "بفضل الناس من حولي"},
    "c": {"nl": "Door een organisatie", "en": "By an organisation", "ar": "بفضل مؤسسة"},
}
NOT_STORED = "Uw verhaal is nog niet bewaard. Zet het eerste vinkje als wij het mogen lezen. Wilt u dat niet? Sluit dan deze pagina. Dan bewaren wij niets."
NOTHING_TOLD = "Er staat nog niets in uw verhaal. Schrijf eerst iets op."


@dataclass(frozen=True, slots=True)
class Form:
    """The story form as it came in."""

    words: str = field(repr=False)
    teller: str
    consent: ConsentGiven
    point: TriadPoint | None
    area: str
    faults: tuple[tuple[str, str], ...]


def story_question(prompt: Mapping[str, str]) -> StoryQuestion:
    """The prompt as a question, so that it is cleaned like every other."""
    tellers = tuple(Option(code, text) for code, text in TELLERS.items())
    return StoryQuestion(code=STORY, text=prompt, limit=15_000, tellers=tellers)


def triangle_question(settings: Mapping[str, object]) -> Triad:
    """The triangle of the programme: what its settings say, or who made the change."""
    own = settings.get("driehoek")
    text, corners = (own.get("tekst"), own.get("hoeken")) if isinstance(own, dict) else (None, None)
    complete = isinstance(text, dict) and isinstance(corners, dict) and all(isinstance(corners.get(one), dict) for one in CORNERS)
    return Triad(
        code=TRIANGLE, text=text if complete and isinstance(text, dict) else TRIANGLE_TEXT, missing=("nvt",),
        corners=corners if complete and isinstance(corners, dict) else CORNER_TEXTS,
    )  # fmt: skip


def read(fields: Mapping[str, list[str]], story: StoryQuestion, triangle: Triad) -> Form:
    """The form with its faults; nothing is stored here."""
    cleaned, point = story.clean(fields), triangle.clean(fields)
    words = (fields.get(STORY) or [""])[0].strip()
    layers = {layer: fields.get(f"{STORY}.{layer}") == ["ja"] for layer in LAYERS}
    teller = next((one for one in fields.get(f"{STORY}.teller", ()) if one in TELLERS), "inwoner")
    faults: list[tuple[str, str]] = []
    if not words:
        faults.append((STORY, NOTHING_TOLD))
    elif not layers["analyse"]:
        faults.append((f"{STORY}-analyse", NOT_STORED))
    elif cleaned.value is None and cleaned.faults:
        faults.append((STORY, cleaned.faults[0]))
    if point.faults:
        faults.append((TRIANGLE, point.faults[0]))
    return Form(
        words,
        teller,
        ConsentGiven(layers["analyse"], layers["quote"], layers["quote_first"], layers["contact_again"]),
        _point(triangle, point.value),
        (fields.get("buurt") or [""])[0],
        tuple(faults),
    )


def _point(triangle: Triad, value: object) -> TriadPoint | None:
    if not isinstance(value, dict):
        return None
    labels = {corner: triangle.corners[corner].get("nl", "") for corner in CORNERS}
    if "missing" in value:
        return TriadPoint(triangle.code, labels, None, None, None)
    return TriadPoint(triangle.code, labels, *(value[corner] / 100 for corner in CORNERS))
