"""A rich invented Report, made by hand: what the renderers are looked at and tested with."""

from __future__ import annotations

import random

from analysis.report.model import (
    ActivityPart,
    Breakdown,
    BreakdownRow,
    Change,
    CloudWord,
    CouncilLine,
    Figure,
    IndicatorPart,
    Interval,
    Joint,
    QuotePart,
    Report,
    ResponseRow,
    ResultPart,
    Teller,
    ThemePart,
    TriadPart,
    WaveFigure,
)

WAVES = ((0, "Nulmeting", "voorjaar 2025"), (1, "1-meting", "voorjaar 2026"))
HIDDEN = "minder dan 10 bewoners gaven antwoord"


def figure(value: float | None, n: int | None = None, low: float = 0, high: float = 0, unit: str = "procent") -> Figure:
    """A figure with its interval; None is one that may not be shown."""
    if value is None:
        return Figure(None, None, unit, suppressed=True, reason=HIDDEN)
    method = "Wilson" if unit == "procent" else "t"
    return Figure(value, n, unit, Interval(low, high, method) if high else None)


def waves(*figures: Figure) -> tuple[WaveFigure, ...]:
    """A figure for each wave."""
    return tuple(WaveFigure(number, name, period, one) for (number, name, period), one in zip(WAVES, figures, strict=False))


def _lonely() -> IndicatorPart:
    rows = (
        ("Oudestad", (48, 42, 34, 62), (33, 40, 21, 48)),
        ("Lindekwartier", (39, 51, 27, 53), (36, 47, 24, 50)),
        ("De Weiden", (37, 46, 25, 51), (35, 43, 23, 50)),
        ("Havenrand", (45, 38, 31, 60), (44, 36, 29, 59)),
        ("Nieuw-Oost", (33, 27, 19, 52), None),
    )
    return IndicatorPart(
        code="eenzaam",
        name="Aandeel ouderen dat zich vaak of soms eenzaam voelt",
        definition="Bewoners van 65 jaar en ouder die op de vraag 'Voelt u zich wel eens eenzaam?' vaak of soms antwoorden.",
        level="outcome",
        measure_kind="prevalence",
        direction="omlaag",
        unit="procent",
        target=33.0,
        target_on="2027-12-31",
        horizon="2026-01-01",
        not_measured=(
            "Dit cijfer meet niet hoe zwaar de eenzaamheid is, en niet of iemand er zelf iets aan wil veranderen. "
            "Bewoners die de deur niet opendoen of de brief niet lezen, tellen niet mee."
        ),
        source="vraag 4 van de vragenlijst 'Hoe gaat het met u?'",
        message="Minder ouderen voelen zich eenzaam: van 41% naar 36%",
        verdict="goede_kant",
        waves=waves(figure(41.2, 204, 34.7, 48.1), figure(35.9, 192, 29.4, 42.9)),
        changes=(
            Change(
                paired=True, difference=figure(-8.2, 98, -15.6, -0.8, "procentpunt"), n_first=None, n_second=None, p=0.031,
                method="McNemar (exact)", effect=-0.17, effect_name="Cohens h", verdict="goede_kant",
                sentence="Van de 98 bewoners die twee keer meededen, voelt nu een kleiner deel zich eenzaam dan een jaar eerder.",
            ),
            Change(
                paired=False, difference=figure(-5.3, None, -14.7, 4.3, "procentpunt"), n_first=204, n_second=192, p=0.28,
                method="Newcombe", effect=-0.11, effect_name="Cohens h", verdict="onduidelijk",
                sentence="Over alle bewoners samen is het verschil nog te klein om zeker te zijn.",
            ),
        ),
        breakdowns=(
            Breakdown(
                title="Naar wijk",
                rows=tuple(
                    BreakdownRow(name, waves(figure(*first), figure(*second) if second else figure(None)))
                    for name, first, second in rows
                ),
                note="Nieuw-Oost is in de 1-meting niet te zien: minder dan 10 bewoners gaven antwoord.",
            ),
        ),
    )  # fmt: skip


def _mark(code: str, name: str, first: Figure, second: Figure, message: str, verdict: str) -> IndicatorPart:
    return IndicatorPart(
        code=code, name=name, definition=f"{name}, op een schaal van 0 tot 10.", level="tussenresultaat", measure_kind="mean",
        direction="omhoog", unit="cijfer", target=7.5, target_on="2027-12-31", horizon="2027-01-01",
        not_measured="Dit cijfer meet niet of bewoners vaker meedoen; alleen hoe zij het zelf ervaren.",
        source="vraag 6, een cijfer van 0 tot 10", message=message, verdict=verdict, waves=waves(first, second),
        changes=(
            Change(
                paired=False, difference=figure(0.1, None, -0.2, 0.5, "cijfer"), n_first=201, n_second=188, p=0.47,
                method="Welch", effect=0.07, effect_name="Cohens d", verdict=verdict,
                sentence="Het verschil is kleiner dan wat door toeval kan ontstaan.",
            ),
        ),
        breakdowns=(
            Breakdown(
                title="Naar leeftijd",
                rows=(
                    BreakdownRow("65 tot 75 jaar", waves(figure(7.0, 96, 6.7, 7.3, "cijfer"), figure(7.1, 90, 6.8, 7.4, "cijfer"))),
                    BreakdownRow("75 tot 85 jaar", waves(figure(6.7, 71, 6.3, 7.1, "cijfer"), figure(6.9, 68, 6.5, 7.3, "cijfer"))),
                    BreakdownRow("85 jaar of ouder", waves(figure(6.2, 34, 5.6, 6.8, "cijfer"), figure(6.3, 30, 5.6, 7.0, "cijfer"))),
                ),
            ),
        ),
    )  # fmt: skip


def theme(code: str, name: str, definition: str, stories: int, of: int, good: int, bad: int, points: str = "toon") -> ThemePart:
    """A theme with tellers in fixed shares."""
    share = figure(100 * stories / of, of, max(0, 100 * stories / of - 11), min(100, 100 * stories / of + 12))
    near = None if stories < 20 else stories // 5
    tellers = (Teller("inwoner", stories - stories // 5), Teller("naaste", near), Teller("vrijwilliger", None))
    return ThemePart(code, name, definition, points, stories, of, share, good, bad, stories // 3, tellers)


def _results() -> tuple[ResultPart, ...]:
    belong = ResultPart(
        code="R1", title="Minder ouderen in Voorbeeldstad voelen zich eenzaam", ambition="Niemand hoeft er alleen voor te staan",
        target_group="bewoners van 65 jaar en ouder", area="heel Voorbeeldstad", horizon="2027-12-31",
        question="Zet de raad het wekelijkse huisbezoek ook in 2027 voort, nu het cijfer daalt maar Havenrand achterblijft?",
        indicators=(_lonely(),),
        themes=(
            theme("contact", "Contact met buren", "Een praatje, een groet of hulp van mensen in de straat.", 34, 84, 23, 8),
            theme("verlies", "Verlies van een partner", "Leven nadat een partner is overleden of opgenomen.", 27, 84, 5, 19, "slecht"),
            theme("vervoer", "Niet kunnen komen", "Geen vervoer, slecht ter been of een bus die niet meer rijdt.", 21, 84, 2, 17, "slecht"),
            theme("ontmoeten", "Een plek om te zijn", "Het buurthuis, de koffietafel of de kerk als vaste plek.", 19, 84, 15, 3, "goed"),
            ThemePart("schaamte", "Er niet over praten", "Schaamte om te zeggen dat men alleen is.", "slecht", None, 84,
                      figure(None), None, None, None, ()),
        ),
        quotes=(
            QuotePart("Sinds [naam] op dinsdag langskomt, zet ik weer twee kopjes klaar. Dat lijkt niks, maar ik kleed me ervoor aan.",
                      "inwoner, 75 tot 85 jaar, Oudestad", "steunt", "Contact met buren"),
            QuotePart("De koffietafel is gezellig hoor, daar niet van. Maar om vijf uur doe ik de gordijnen dicht en dan is het stil.",
                      "inwoner, 85 jaar of ouder, Lindekwartier", "spreekt_tegen", "Verlies van een partner"),
            QuotePart("Ons mam belt nu minder vaak in paniek. Ze heeft weer iets om over te vertellen.",
                      "naaste, De Weiden", "steunt", "Contact met buren"),
        ),
        joint=Joint(
            relation="spreekt_tegen", proposed="spreekt_tegen",
            reason="Het cijfer gaat de goede kant op; in 27 van de 84 verhalen gaat het over verlies, meest somber van toon.",
            figure_says="Het aandeel dat zich eenzaam voelt daalde van 41% naar 36% (n = 192).",
            stories_say="Overdag is er meer contact; over de avonden en het gemis van een partner vertellen mensen hetzelfde als vorig jaar.",
            interpretation=(
                "We meten hoe vaak iemand zich eenzaam voelt, niet wanneer. Onze activiteiten zijn overdag. "
                "We willen met bewoners bekijken wat er 's avonds kan, en in de volgende meting naar het moment vragen."
            ),
            interpreted_by="Klankbordgroep ouderen en wijkteam, 12 mei 2026",
        ),
        activities=(
            ActivityPart("Wekelijks huisbezoek", "Welzijn Voorbeeldstad", "vast contact met dezelfde persoon",
                         (("2025", 1240, 86), ("2026", 610, 94))),
            ActivityPart("Koffietafel in het buurthuis", "Stichting De Brug", "een vaste plek om anderen te ontmoeten",
                         (("2025", 148, 132), ("2026", 70, 118))),
            ActivityPart("Rouwgroep", "Humanitas Voorbeeldstad", "verlies delen met lotgenoten", (("2026", 8, None),)),
        ),
    )  # fmt: skip
    take_part = ResultPart(
        code="R2", title="Meer ouderen doen mee in hun buurt", ambition="Iedereen telt mee", target_group="bewoners van 65 jaar en ouder",
        area="heel Voorbeeldstad", horizon="2027-12-31",
        question="Wil de raad dat de buurtbus ook in het weekend rijdt, of eerst weten wie er niet kan komen?",
        indicators=(
            _mark("erbij", "Hoe zeer bewoners zich thuis voelen in hun buurt", figure(6.8, 201, 6.6, 7.0, "cijfer"),
                  figure(6.9, 188, 6.7, 7.1, "cijfer"), "Thuis voelen in de buurt: nog geen duidelijk verschil (6,8 en 6,9)", "onduidelijk"),
        ),
        themes=(
            theme("meedoen", "Iets voor een ander doen", "Vrijwilligerswerk, oppassen, koken of meehelpen.", 24, 58, 20, 2, "goed"),
            theme("vervoer", "Niet kunnen komen", "Geen vervoer, slecht ter been of een bus die niet meer rijdt.", 18, 58, 1, 16, "slecht"),
            theme("welkom", "Zich welkom voelen", "Of men zich op zijn plek voelt bij een activiteit.", 15, 58, 8, 6),
        ),
        quotes=(
            QuotePart("Ik schil de aardappels voor vijftien man. Vroeger deed ik dat thuis voor zes, dus ik kan het nog.",
                      "inwoner, 65 tot 75 jaar, Havenrand", "steunt", "Iets voor een ander doen"),
            QuotePart("Er is van alles te doen, dat lees ik in het krantje. Maar de bus stopt hier niet meer na vieren.",
                      "inwoner, 75 tot 85 jaar, Nieuw-Oost", "spreekt_tegen", "Niet kunnen komen"),
        ),
        joint=Joint(
            relation="vult_aan", proposed="vult_aan", reason="Het cijfer laat geen duidelijk verschil zien; de verhalen vertellen waarom.",
            figure_says="Het cijfer voor thuis voelen bleef ongeveer gelijk: 6,8 en 6,9 (n = 188).",
            stories_say="Wie meehelpt voelt zich welkom. Wie er niet kan komen, vertelt daar in 16 van 18 verhalen somber over.",
            interpretation="", interpreted_by="",
        ),
        activities=(ActivityPart("Buurtbus", "Gemeente Voorbeeldstad", "kunnen komen waar je wilt zijn", (("2025", None, 310), ("2026", None, 287))),),
    )  # fmt: skip
    find = ResultPart(
        code="R3", title="Ouderen weten waar zij hulp kunnen vinden", ambition="Hulp is dichtbij", target_group="bewoners van 75 jaar en ouder",
        area="Oudestad en Havenrand", horizon="2028-12-31", question="Is de raad bereid een jaar langer te wachten op een eerste oordeel?",
        indicators=(
            IndicatorPart(
                code="weet", name="Aandeel dat weet waar men hulp kan vragen", definition="Bewoners die de vraag met ja beantwoorden.",
                level="output", measure_kind="prevalence", direction="omhoog", unit="procent", target=80.0, target_on="2028-12-31",
                horizon="2028-01-01", not_measured="Dit cijfer meet niet of de hulp ook kwam, en of zij hielp.",
                source="vraag 9", message="Weten waar hulp is: 62%, te vroeg om te oordelen", verdict="te_vroeg",
                waves=waves(figure(None), figure(62.1, 58, 49.2, 73.4)), changes=(), breakdowns=(),
            ),
        ),
        themes=(), quotes=(),
        joint=Joint("stil", "stil", "Er zijn nog geen verhalen die hierover gaan.", "62% weet waar hulp te vinden is (n = 58).",
                    "Hierover vertelde nog niemand.", "", ""),
        activities=(),
    )  # fmt: skip
    return belong, take_part, find


def _triad() -> TriadPart:
    dice = random.Random(7)
    points = []
    for _ in range(64):
        a, b, c = dice.gammavariate(2.4, 1), dice.gammavariate(1.3, 1), dice.gammavariate(1.6, 1)
        a, b = round(a / (a + b + c), 1), round(b / (a + b + c), 1)
        points.append((a, b, round(1 - a - b, 1)))
    regions = (
        Teller("vooral Andere mensen", 29),
        Teller("vooral Ikzelf", 9),
        Teller("vooral Hulp van een instelling", 14),
        Teller("ertussenin", 12),
    )
    return TriadPart("Wie of wat maakte in dit verhaal het verschil?", ("Andere mensen", "Ikzelf", "Hulp van een instelling"),
                     64, tuple(points), (0.45, 0.24, 0.31), regions)  # fmt: skip


WORDS = (
    "buurvrouw koffie alleen avond bezoek kind bus overlijden praten wandelen huis missen samen helpen straat "
    "dinsdag kleinkind telefoon eten thuis vrijwilliger moeder kerk fiets ziek boodschap lachen stil tuin hond "
    "wachten krant deur zondag slapen dokter koken kaarten muziek verhuizen trap nicht vergeten zorg gezellig moe "
    "buurthuis vriend brief bang "
)


def _about() -> dict[str, object]:
    return {
        "instruments": (
            {"code": "ouderen", "title": "Contact en gezelligheid", "languages": ["nl", "en"], "questions": 14,
             "versions": [{"number": 1, "sha256": "3f9ac1d2" * 8, "waves": ["Nulmeting"]}, {"number": 2, "sha256": "77be01c4" * 8, "waves": ["1-meting"]}],
             "scales": [{"code": "thuis", "title": "Thuis in de buurt", "items": ["b1", "b2", "b3"], "reversed": ["b2"], "function": "mean",
                         "minimum": 2, "source": "Eigen vragen", "alpha": [{"wave": "Nulmeting", "alpha": 0.78}, {"wave": "1-meting", "alpha": None}]}]},
        ),
        "codebook": (
            {"code": "contact", "name": "Contact met buren", "definition": "Een praatje, een groet of hulp van mensen in de straat.",
             "parent": None, "terms": ["buurvrouw", "een praatje maken"], "exclusions": ["geen contact"]},
            {"code": "verlies", "name": "Verlies van een partner", "definition": "Leven nadat een partner is overleden.", "parent": "contact",
             "terms": ["weduwe", "overlijden", "missen"], "exclusions": []},
        ),
        "reader": "tv-nl 1.0 (F1 voor thema's op de toetsset: 0,81)",
        "glossary": (
            ("Nulmeting", "De eerste keer dat we meten. Daarmee vergelijken we later."),
            ("95%-interval", "Als we de meting vaak zouden herhalen, ligt de echte waarde in 95 van de 100 keer binnen deze grenzen."),
            ("Duiding", "Wat mensen samen vinden dat cijfer en verhaal betekenen."),
            ("Outcome", "Een verandering bij bewoners zelf, niet wat er is gedaan."),
        ),
    }  # fmt: skip


def sample(**changes: object) -> Report:
    """The sample Report, with parts replaced where a test asks."""
    values: dict[str, object] = {
        "schema_version": "1", "code": "samen", "title": "Samen ouder in Voorbeeldstad", "organisation": "Gemeente Voorbeeldstad",
        "vision": "In Voorbeeldstad word je ouder tussen mensen die je kennen. Je doet mee zoals je kunt, en als het tegenzit is er iemand in de buurt.",
        "synthetic": True, "period": "voorjaar 2025 en voorjaar 2026", "data_date": "2026-05-18", "data_sha256": "9b1c7e40" * 8,
        "minimum_residents": 10, "minimum_professionals": 5,
        "summary": (
            "Minder ouderen voelen zich eenzaam, en wie twee keer meedeed ging er iets op vooruit.",
            "De verhalen laten zien dat vooral de avonden en het verlies van een partner zwaar blijven.",
            "Of ouderen zich meer thuis voelen in hun buurt is nog niet te zeggen.",
        ),
        "council": (
            CouncilLine("Minder ouderen voelen zich eenzaam", "goede_kant", "Van 41% (2025) naar 36% (2026)",
                        "Overdag is er meer contact; 's avonds blijft het stil.", "spreekt_tegen", _results()[0].question),
            CouncilLine("Meer ouderen doen mee in hun buurt", "onduidelijk", "Cijfer 6,8 (2025) en 6,9 (2026)",
                        "Wie helpt voelt zich welkom; wie niet kan komen, mist het.", "vult_aan", _results()[1].question),
            CouncilLine("Ouderen weten waar zij hulp kunnen vinden", "te_vroeg", "62% (2026); eerste meting niet te tonen",
                        "Hierover vertelde nog niemand.", "stil", _results()[2].question),
        ),
        "council_quote": _results()[0].quotes[0],
        "results": _results(), "triads": (_triad(),),
        "cloud": tuple(CloudWord(word, max(10, int(46 / (1 + i * 0.09)))) for i, word in enumerate(WORDS.split())),
        "stories_total": 148,
        "stories_tellers": (Teller("inwoner", 97), Teller("naaste", 26), Teller("vrijwilliger", 17), Teller("professional", 8)),
        "responses": (
            ResponseRow(0, "Nulmeting", "voorjaar 2025", 520, 231, 204, None, figure(39.2, 520, 35.1, 43.5)),
            ResponseRow(1, "1-meting", "voorjaar 2026", 520, 214, 192, 98, figure(36.9, 520, 32.9, 41.1)),
        ),
        "unknowns": (
            "Mensen zonder Nederlands als eerste taal deden weinig mee: 4 van de 192.",
            "We weten niet waarom bewoners van Nieuw-Oost minder vaak antwoordden.",
            "Of een activiteit de oorzaak is van een verandering kunnen we met deze gegevens niet zeggen.",
        ),
        "contradictions": (
            "Eenzaamheid: het cijfer gaat de goede kant op, maar in de verhalen over verlies blijft de toon somber.",
        ),
        "suppressed": (
            "Eenzaamheid, Nieuw-Oost, 1-meting: minder dan 10 bewoners gaven antwoord.",
            "Weten waar hulp is, nulmeting: minder dan 10 bewoners gaven antwoord.",
        ),
        **_about(),
        **changes,
    }  # fmt: skip
    return Report(**values)  # type: ignore[arg-type]
