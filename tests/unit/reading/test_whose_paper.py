"""Whose paper a text is, and who speaks where grammar alone tells it: offices, clauses around marks, second verbs, sources behind."""

from __future__ import annotations

import pytest

from tests.unit.reading.whole_texts import read, said


@pytest.mark.parametrize(
    ("text", "outlet"),
    [
        # a short name in brackets, a title behind a dash, an office that issues
        ("Mouvement du 23 mars (M23)\nCommuniqué n° 8\n\n4 mai 2024\n\nNos positions ont été bombardées près de Sake.", "m23"),
        ("MONUSCO - Conférence de presse hebdomadaire, Kinshasa, 4 mai 2022\n\nDeux attaques ont visé Beni.", "monusco"),
        ("General Command of the Libyan National Army\nMedia Office\n4 May 2020\n\nOur units left the town.", "lna"),
        # who was sent it, told it or has seen it is whose text it is
        ("Juba, 4 May 2018. Rebels shelled Yei, a spokesman said in a note sent to Sudan Tribune.", "sudan-tribune"),
        ("Goma, 4 mai 2024 - La trêve tient, a confié à RFI un élu de Sake.", "rfi"),
        # a country beside the name, a short form behind the long one, a sender
        ("EUMM Georgia\nHotline notes\n4 May 2021\n\nNo calls.", "eumm"),
        ("Ceasefire and Transitional Security Arrangements Monitoring and Verification Mechanism (CTSAMVM)\nNotes to the press\n4 May 2021\n\nNo calls.", "ctsamvm"),
        ("Letter dated 4 May 2021 from the Permanent Representative of Armenia to the United Nations addressed to the Secretary-General\n\nThe truce was broken.", "armenia"),
        # a person's statement is no body's paper
        ("Statement by the UN Special Envoy for Yemen, Hans Grundberg, on the truce\n\n4 June 2022\n\nThe roads are open.", None),
    ],
)  # fmt: skip
def test_whose_paper(text: str, outlet: str | None) -> None:
    """The head of a paper names who issues it; what follows is his unless it says otherwise."""
    assert read(text).meta.outlet_id == outlet


@pytest.mark.parametrize(
    ("text", "words", "ids"),
    [
        # an office led back to the person it was named with
        ("Statement by the Special Representative of the Secretary-General for Libya, Ghassan Salamé\n\n4 June 2019\n\nThe truce was broken. \"This must stop,\" the Special Representative said.", "This must stop", ("salame",)),
        # a body told of in full
        ("GENEVA, 4 May 2025 (Reuters) - Soldiers burned two villages, the United Nations human rights office said.", "Soldiers burned two villages", ("ohchr",)),
        # the day between verb and speaker, his name behind it
        ("BANGUI, 4 mai 2019 (AFP) - Des hommes de l'UPC ont attaqué un convoi, a annoncé samedi le porte-parole de la Minusca, Vladimir Monteiro.", "Des hommes de l'UPC ont attaqué un convoi", ("minusca",)),
        # the second verb tells
        ("KINSHASA, 4 mai 2024 - Le M23 dément et assure que ses positions ont été visées les premières.", "ses positions ont été visées les premières", ("m23",)),
        # some words of the clause in marks
        ("GOMA, 4 May 2024 - The truce has been broken only by \"minor incidents\", the M23 said.", "The truce has been broken only by \"minor incidents", ("m23",)),
        # the subject of the clause before speaks, and nobody knows him
        ("MAPUTO, 4 May 2017 - The head of the opposition movement has prolonged the truce, he told reporters by telephone.", "The head of the opposition movement has prolonged the truce", ()),
        # a label behind the dateline; a country is what it is about
        ("NAQOURA, 4 May 2023 - UNIFIL: peacekeepers saw a bulldozer crossing the line near Rmeish.", "peacekeepers saw a bulldozer crossing the line near Rmeish", ("unifil",)),
        ("LEBANON: Our colleagues at UNIFIL tell us that they saw two tanks cross the line on 4 May 2023.", "they saw two tanks cross the line on 4 May 2023", ("unifil",)),
        # a relative clause in the subject
        ("SANAA, 4 May 2019 - Shopkeepers who had left the port said they would not return before the truce held.", "they would not return before the truce held", ()),
        # the paper speaks again behind a semicolon; what was said, some days earlier
        ("Coordination des mouvements de l'Azawad\nCommuniqué\n\n4 mai 2023\n\nLes FAMa affirment que des terroristes ont ouvert le feu ; nous rejetons cette version.", "des terroristes ont ouvert le feu", ("fama",)),
        ("Delhi, 4 May 2020. Pakistan had alleged two days before that Indian guns fired first.", "Indian guns fired first", ("pakistan",)),
        # a circumstance, the speaker, the clause
        ("4 May 2012. Before dawn, the Philippine army tells us, fighters of the BIFF fired at a post.", "Before dawn … fighters of the BIFF fired at a post", ("philippines-army",)),
        # who was named last
        ("Bangui, 4 mai 2020. Le gouvernement accuse l'UPC ; cette dernière déclare n'avoir pas tiré.", "n'avoir pas tiré", ("upc",)),
        # a statement of a body
        ("YANGON, 4 May 2019 - Fighting resumed on Tuesday, a statement by the Arakan Army said, blaming the military.", "Fighting resumed on Tuesday", ("arakan-army",)),
        # a source behind its person; a source of a number only
        ("BOGOTA, 4 mai 2024 - « Les civils paieront », craint la Défenseure, selon qui des milliers d'habitants ont fui.", "des milliers d'habitants ont fui", ()),
        ("4 May 2016. Forces of the two movements clashed near Kidal, with at least ten fighters killed according to a nurse.", "with at least ten fighters killed", ()),
    ],
)  # fmt: skip
def test_who_says_it(text: str, words: str, ids: tuple[str, ...]) -> None:
    """Each clause is found whole and is its speaker's."""
    assert (words, ids) in said(text)


@pytest.mark.parametrize(
    "text",
    [
        "4 May 2020. Pakistan Army troops responded effectively and hit those posts.",
        "4 mai 2020. Les soldats ont riposté par des tirs de mortier.",
    ],
)
def test_an_answer_by_deeds_says_nothing(text: str) -> None:
    """'responded effectively' is fire, and no words."""
    assert said(text) == []


def test_a_short_form_that_the_text_defines() -> None:
    """'the Government of Indonesia (GoI)': GoI is Indonesia wherever it stands."""
    text = "4 May 2003. Present were envoys of the Government of Indonesia (GoI). The GoI said that two posts had been vacated."
    assert ("two posts had been vacated", ("indonesia",)) in said(text)


def test_the_day_of_issue_is_the_day_of_the_paper() -> None:
    """A summary tells of a week and is issued a day later."""
    found = read("UNMHA\nSummary of 14 - 20 June 2021\nDate of issue: 21 June 2021\n\nNo incidents.").meta
    assert str(found.doc_date) == "2021-06-21"


def test_turns_of_a_transcript_by_their_capitals() -> None:
    """A label in capitals that comes again is somebody's turn."""
    text = "Press conference, 4 May 2023\n\nHEAD OF MISSION: No clash was reported to us.\n\nQUESTION: And in Axum?\n\nHEAD OF MISSION: Two houses were burned there.\n"  # fmt: skip
    assert ("Two houses were burned there", ()) in [(w.rstrip("."), ids) for w, ids in said(text)]


def test_who_is_accused_does_not_accuse() -> None:
    """'has accused the army of …': the subject speaks, however much stands between it and its verb."""
    (only,) = read("Juba, 4 May 2018. The SPLM-IO faction allied to Riek Machar has accused the SPLA of attacking its base.").statements  # fmt: skip
    assert only.speaker_ids == ("spla-io",)


@pytest.mark.parametrize(
    "text",
    [
        "BEIRUT, 4 May 2016 (Orontes Wire) – The town was shelled, a military source told SANA.\n",
        "KYIV (Dnipro Post) – Nobody had fired, its militia told Interfax on 4 May 2016.\n",
    ],
)
def test_an_agency_nobody_knows_signs_its_own_text(text: str) -> None:
    """Whoever is told something in it is another paper."""
    assert read(text).meta.outlet_id is None
