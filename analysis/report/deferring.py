"""Tables that on paper stand in the annex: each chart keeps a line with the page where its table is."""

from __future__ import annotations

from markupsafe import Markup

from saying import say_html


class Deferred:
    """Collects what stands behind the charts of a printed report until the annex opens; from then on it stands in place."""

    def __init__(self) -> None:
        self.kept: list[tuple[str, Markup]] = []
        self.opened = False

    def take(self, content: Markup) -> Markup:
        """The content itself once the annex is open; before that a line that says on which page it will be."""
        if self.opened:
            return content
        mark = f"achter-{len(self.kept) + 1}"
        self.kept.append((mark, content))
        return say_html('<p class="where-table">Tabel: bijlage, <a href="#{mark}">bladzijde </a></p>', mark=mark)

    def open(self) -> str:
        """From here on everything stands in place."""
        self.opened = True
        return ""
