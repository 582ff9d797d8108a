"""What the teller of a story is asked, layer by layer; the sentences of domain.md section 7, none ticked beforehand."""

from __future__ import annotations

CONSENT = (
    ("analyse", "Ja, u mag mijn verhaal lezen en gebruiken voor het onderzoek."),
    ("quote", "Ja, u mag een stukje van mijn verhaal in een rapport zetten. Zonder mijn naam."),
    ("quote_first", "Ik wil dat stukje eerst zelf lezen."),
    ("contact_again", "Ja, u mag mij later nog iets vragen."),
)
