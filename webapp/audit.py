"""The log of actions: fixed words and ids, so that it can be shown and kept without holding personal data."""

from __future__ import annotations

import re

from sqlalchemy.orm import Session

from surveys.parties import Account, Programme
from webapp.account_models import AuditEvent

ACTIONS = {
    "aangemeld": "heeft zich aangemeld",
    "afgemeld": "heeft zich afgemeld",
    "aanmelden_mislukt": "kon zich niet aanmelden",
    "sessie_beeindigd": "beëindigde een sessie",
    "wachtwoord_gewijzigd": "wijzigde het wachtwoord",
    "tweede_stap_aan": "zette de tweede stap aan",
    "tweede_stap_uit": "zette de tweede stap uit",
    "verhaal_vastgelegd": "legde een verhaal vast",
    "verhaal_sfeer": "zei in welke sfeer een verhaal speelt",
    "verhaal_geopend": "opende de eigen woorden van een verhaal",
    "verhaal_ingetrokken": "trok een verhaal in voor de verteller",
    "namen_aangepast": "paste aan welke woorden verborgen zijn",
    "thema_besluit": "nam een besluit over een thema",
    "citaat_voorgesteld": "stelde een citaat voor",
    "citaat_verplaatst": "veranderde de stand van een citaat",
    "citaat_antwoord": "schreef op wat de verteller van een citaat vindt",
    "duiding_geschreven": "schreef een duiding",
    "leercyclus_veranderd": "veranderde iets in de leercyclus",
    "pakketten_gelezen": "las pakketten van andere gemeenten",
    "pakket_gemaakt": "maakte ons pakket voor andere gemeenten",
    "pakketten_weg": "haalde een gemeente uit de vergelijking",
    "team_veranderd": "veranderde iets aan een team",
    "team_antwoord": "antwoordde namens een team",
    "teamblad_geopend": "opende het blad van een team dat dit nog niet deelde",
    "teamblad_uitgegeven": "opende of bewaarde het blad van een team met cijfers die nieuw waren",
    "teamwoorden_beslist": "besliste over woorden van medewerkers",
    "afstemming_geschreven": "schreef op wat over een vragenlijst werd afgesproken",
    "agenda_aangevuld": "zette tegenspraken op de agenda",
    "tegenspraak_besproken": "schreef op wat er over een tegenspraak is gezegd",
    "verklaring_geschreven": "schreef een andere verklaring",
    "verklaring_veranderd": "veranderde een andere verklaring",
    "bevolking_ingevuld": "vulde in hoe de bevolking is verdeeld",
    "respons_keuzes": "veranderde hoe de respons wordt gelezen",
    "kader_besproken": "schreef een bijeenkomst over een kader op",
    "kader_kaarten": "legde kaarten in een kader",
    "kompas_afgesproken": "sprak af wie welke stap van het kompas invult",
    "kpi_gekozen": "koos indicatoren uit de KPI-bibliotheek",
    "kpi_gekoppeld": "zei waar het cijfer van een KPI vandaan komt",
    "kpi_ingelezen": "las definities van KPI’s in",
    "plek_bewaard": "bewaarde een plek",
    "keurmerk_bewaard": "bewaarde een keurmerk",
    "oorzaken_beoordeeld": "beoordeelde wat deelnemers als oorzaak noemen",
    "uitvoering_beoordeeld": "liep de checklist van een activiteit na",
    "bereik_geschreven": "legde vast wie een activiteit bereikt",
    "verantwoording_ingesteld": "veranderde een keuze van de verantwoording",
    "voorziening_geschreven": "schreef iets over een voorziening of plek",
    "investering_geschreven": "voegde iets toe aan wat investeren oplevert",
    "investering_weg": "haalde iets weg van wat investeren oplevert",
    "preventie_bewezen": "noemde als tweede lezer een claim bewezen",
    "turven_ingevuld": "vulde een geturfd totaal in",
    "redeneerlijn_veranderd": "veranderde iets in de redeneerlijn",
    "rapport_samengesteld": "stelde een rapport samen",
    "rapport_gedownload": "haalde het rapport op",
    "rapport_gepubliceerd": "publiceerde een rapport",
    "account_gemaakt": "voegde een medewerker toe",
    "rollen_gewijzigd": "veranderde de rollen van een medewerker",
    "account_uit": "sloot een medewerker af",
    "account_aan": "liet een medewerker weer toe",
    "wachtwoord_gezet": "gaf een medewerker een nieuw wachtwoord",
    "herinnering_gekozen": "koos of er herinneringen per mail komen",
    "codes_gemaakt": "maakte persoonlijke codes voor een meetronde",
    "link_veranderd": "veranderde of een meetronde een code vraagt",
    "vragenlijst_gepubliceerd": "publiceerde een vragenlijst",
    "indicator_toegevoegd": "voegde een indicator toe",
    "indicator_veranderd": "veranderde een indicator",
    "definitie_veranderd": "veranderde hoe een indicator wordt geteld",
    "indicator_beoordeeld": "beoordeelde een indicator na een meting",
    "bron_geimporteerd": "importeerde cijfers van een bron",
    "cbs_opgehaald": "haalde een tabel op bij het CBS",
    "verwachting_gegeven": "gaf een verwachting",
    "verwachting_vastgezet": "zette een verwachting vast",
    "omstandigheid_bewaard": "schreef een omstandigheid op",
    "levering_gevraagd": "vroeg een partner om cijfers",
    "levering_veranderd": "veranderde de stand van een levering",
}
_SUBJECT = re.compile(r"[a-z]+:[A-Za-z0-9_.-]{1,64}")


def note(
    session: Session, action: str, *, account: Account | None, programme: Programme | None = None, subject: str = ""
) -> AuditEvent:
    """Write one line; `subject` is a kind and an id ("verhaal:4f…"), anything else is refused to keep names out."""
    if action not in ACTIONS:
        raise ValueError(f"unknown action {action!r}")
    if subject and not _SUBJECT.fullmatch(subject):
        raise ValueError("a subject is a kind and an id")
    event = AuditEvent(
        action=action,
        account_id=account.id if account else None,
        programme_id=programme.id if programme else None,
        subject=subject,
    )
    session.add(event)
    session.flush()
    return event
