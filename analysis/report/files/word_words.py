"""The words of an element of the page, as one line."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any


def words_of(element: Any) -> str:
    """Its words, without the insides of drawings."""
    return tidy(" ".join(_texts(element)))


def _texts(element: Any) -> Iterator[str]:
    if element.tag == "svg" or not isinstance(element.tag, str):
        return
    if element.text:
        yield _without_page(element)
    for one in element:
        yield from _texts(one)
        if one.tag == "span" and "label" in (one.get("class") or ""):
            yield ":"
        elif "badge" in (one.get("class") or "").split() and one.getnext() is not None:
            yield "·"
        if one.tail:
            yield one.tail


def _without_page(element: Any) -> str:
    """On paper a link to elsewhere ends with the number of its page ("bijlage, bladzijde 31"); here there is none."""
    text = str(element.text)
    to_page = element.tag == "a" and (element.get("href") or "").startswith("#") and text.endswith(" ")
    return text.rpartition(",")[0] or text if to_page else text


def tidy(words: str) -> str:
    """One line; and without the characters that XML cannot hold."""
    kept = "".join(sign for sign in words if sign >= " " or sign in "\t\n")
    line = " ".join(kept.replace("\ufffe", "").replace("\uffff", "").split())
    return line.replace(" .", ".").replace(" ,", ",").replace(" :", ":")
