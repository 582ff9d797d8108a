"""A municipality's own colours: only known tokens, only plain values, only with enough contrast."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

from flask import Flask, Response

from webapp.access import allow
from webapp.settings import Settings, SettingsRefused

TOKENS_FILE = Path(__file__).parent / "static" / "css" / "tokens.css"
STATIC = Path(__file__).parent / "static"
_DECLARATION = re.compile(r"(--[a-z0-9-]+)\s*:\s*([^;{}]+);")
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}\b|#[0-9a-fA-F]{3}\b")
_LENGTH = re.compile(r"\d{1,2}(\.\d{1,2})?(px|rem)")
_FONTS = re.compile(r"[A-Za-z0-9 ,\"'-]{1,200}")
_ALIAS = re.compile(r"var\(\s*(--[a-z0-9-]+)\s*\)")

# (foreground, background, least contrast): WCAG 2.2 criteria 1.4.3 (text 4.5) and 1.4.11 (borders 3)
PAIRS = [
    ("default-color-document", "default-bg-document", 4.5),
    ("default-color-document", "default-bg-default", 4.5),
    ("default-color-document", "default-bg-subtle", 4.5),
    ("default-color-subtle", "default-bg-document", 4.5),
    ("action-1-inverse-color-default", "action-1-inverse-bg-default", 4.5),
    ("action-1-inverse-color-default", "action-1-inverse-bg-hover", 4.5),
    ("action-1-color-default", "default-bg-document", 4.5),
    ("action-1-color-default", "action-1-bg-default", 4.5),
    ("negative-color-default", "negative-bg-default", 4.5),
    ("positive-color-default", "positive-bg-default", 4.5),
    ("accent-1-color-default", "accent-1-bg-default", 4.5),
    ("default-border-default", "default-bg-default", 3.0),
]


def read_tokens(css: str) -> dict[str, str]:
    """Custom properties of a stylesheet with chains of var() resolved; what is not a plain value is left out."""
    raw = {name: value.strip() for name, value in _DECLARATION.findall(_COMMENT.sub("", css))}

    def resolved(value: str, depth: int = 0) -> str:
        alias = _ALIAS.fullmatch(value)
        return resolved(raw.get(alias[1], ""), depth + 1) if alias and depth < 10 else value

    return {name: resolved(value) for name, value in raw.items()}


def own_style(css: str) -> str:
    """The stylesheet of a municipality brought down to our tokens; SettingsRefused when it cannot be read well."""
    if len(css) > 1_000_000:
        raise SettingsRefused("Het bestand met de huisstijl is te groot (meer dan 1 MB).")
    ours = read_tokens(TOKENS_FILE.read_text())
    theirs = {name: value for name, value in read_tokens(css).items() if name in ours and _plain(name, value)}
    if not theirs:
        raise SettingsRefused("In het bestand met de huisstijl staat geen enkele kleur met een naam die begint met --basis-.")
    tokens = {**ours, **theirs}
    for front, back, least in PAIRS:
        found = contrast(tokens[f"--basis-color-{front}"], tokens[f"--basis-color-{back}"])
        if found < least:
            raise SettingsRefused(
                f"De huisstijl is niet goed te lezen: {front} op {back} heeft contrast {found:.1f}, nodig is {least}. Kies een andere kleur."
            )
    body = "".join(f"  {name}: {value};\n" for name, value in sorted(tokens.items()))
    return f":root {{\n{body}}}\n"


def _plain(name: str, value: str) -> bool:
    if "color" in name:
        return bool(_COLOUR.fullmatch(value))
    pattern = _FONTS if "font-family" in name else _LENGTH
    return bool(pattern.fullmatch(value))


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours, 1 to 21 (WCAG 2.2, relative luminance)."""
    a, b = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (a + 0.05) / (b + 0.05)


def _luminance(colour: str) -> float:
    digits = colour.lstrip("#")
    if len(digits) == 3:
        digits = "".join(c * 2 for c in digits)
    channels = [int(digits[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    r, g, b = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


def asset(path: str) -> str:
    """The address of a file under static/, with a fingerprint so that it may be kept for ever."""
    found = _fingerprints.get(path)
    if found is None:
        found = _fingerprints[path] = hashlib.sha256((STATIC / path).read_bytes()).hexdigest()[:10]
    return f"/static/{path}?v={found}"


_fingerprints: dict[str, str] = {}


def init_app(app: Flask, settings: Settings) -> None:
    """Serve the house style at /huisstijl.css and give templates `asset` and `house_style`."""
    css = own_style(Path(settings.house_style).read_text()) if settings.house_style else TOKENS_FILE.read_text()
    address = f"/huisstijl.css?v={hashlib.sha256(css.encode()).hexdigest()[:10]}"
    app.extensions["house_style"] = address
    app.jinja_env.globals.update(asset=asset, house_style=address)

    @app.get("/huisstijl.css", endpoint="house_style")
    @allow("public")
    def _style() -> Response:
        return Response(css, mimetype="text/css")

    @app.after_request
    def _keep(response: Response) -> Response:
        from flask import request

        if request.endpoint in {"static", "house_style"} and "v" in request.args and response.status_code == 200:
            response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
        return response
