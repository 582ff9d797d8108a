"""How a text to edit looks: A4, the colours of the report, and a letter that every computer has."""

from __future__ import annotations

from typing import Any

LETTER = "Arial"
PETROL, INK, SOFT, RULE = "0B5563", "17252B", "47585F", "C9D2D3"
CELL, MESSAGE = "Table Cell", "Figure Message"
CLOSE = 38100  # three points, in the units of DOCX
KICKERS = {"kicker", "label", "other-label"}
SIZES = {"Title": 24, "Heading 1": 17, "Heading 2": 14, "Heading 3": 12, "Heading 4": 11}


def dress(document: Any) -> None:
    """Page, letters and colours."""
    from docx.enum.style import WD_STYLE_TYPE
    from docx.shared import Cm, Pt

    page = document.sections[0]
    page.page_width, page.page_height = Cm(21), Cm(29.7)
    page.left_margin = page.right_margin = Cm(2.25)
    page.top_margin = page.bottom_margin = Cm(2)
    styles = document.styles
    _letters(styles["Normal"], 10.5, INK)
    styles["Normal"].paragraph_format.space_after = Pt(6)
    for name, size in SIZES.items():
        _letters(styles[name], size, PETROL)
        styles[name].paragraph_format.space_before, styles[name].paragraph_format.space_after = Pt(size), Pt(4)
        styles[name].paragraph_format.keep_with_next = True
    _letters(styles["Caption"], 9.5, SOFT)
    _letters(styles["Intense Quote"], 10.5, PETROL)
    for name, size in ((CELL, 9), (MESSAGE, 10)):
        made = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        made.base_style = styles["Normal"]
        made.font.size, made.font.italic = Pt(size), name == MESSAGE
        made.paragraph_format.space_after = Pt(2)


def _letters(style: Any, size: float, colour: str) -> None:
    """The letter for every script: a heading of the template names one of its own for some of them."""
    from docx.oxml.ns import qn
    from docx.shared import Pt, RGBColor

    style.font.name, style.font.size, style.font.color.rgb = LETTER, Pt(size), RGBColor.from_string(colour)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    fonts.set(qn("w:hAnsi"), LETTER)
    fonts.set(qn("w:cs"), LETTER)


def style_of(element: Any) -> str | None:
    """The style of a paragraph after what it is on the page."""
    kinds = set((element.get("class") or "").split())
    return "Caption" if kinds & KICKERS or element.tag == "figcaption" else None


def lines(table: Any) -> None:
    """Thin lines under the rows, a stronger one under the head, none between columns."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    borders = OxmlElement("w:tblBorders")
    for side, size, colour in (("top", "8", PETROL), ("bottom", "8", PETROL), ("insideH", "4", RULE)):
        line = OxmlElement(f"w:{side}")
        for name, value in (("val", "single"), ("sz", size), ("space", "0"), ("color", colour)):
            line.set(qn(f"w:{name}"), value)
        borders.append(line)
    table._tbl.tblPr.append(borders)  # python-docx has no verb for it
