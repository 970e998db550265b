"""Whose turn it is in a transcript, in a parliament's record, in a log of calls."""

from tests.unit.reading.whole_texts import read, said

RECORD = """PROVISIONAL RECORD, 4 May 2017

The PRESIDENT: I give the floor to the representative of Turkey.

Mr. ERSOY (Turkey): The regime shelled Idlib on Tuesday and killed nine.

We count forty such breaches since the signing.

Mr. ORLOV (Russian Federation) (spoke in Russian): Nobody opened fire on Idlib on Tuesday.

The PRESIDENT: The meeting is adjourned until Friday.
"""


def test_a_record_of_turns_gives_each_what_he_says() -> None:
    """The state in brackets speaks, a further paragraph is the same turn, a note on the language is no name."""
    found = said(RECORD)
    assert ("We count forty such breaches since the signing", ("turkey",)) in [(w.rstrip("."), i) for w, i in found]
    assert ("Nobody opened fire on Idlib on Tuesday", ("russia",)) in [(w.rstrip("."), i) for w, i in found]
    killed = next(e for e in read(RECORD).events if e.type == "shelling" and e.polarity == "pos")
    assert (killed.modality, killed.claimed_by) == ("claimed", ("turkey",))


def test_a_parliaments_record_in_french_capitals() -> None:
    """A full stop and a dash behind the office; 'UN' is an article there."""
    text = (
        "SÉNAT - Séance du mardi 4 mai 2021\n\nUN SÉNATEUR DE MOPTI. - Des hommes armés ont tiré sur un convoi à Douentza lundi.\n\n"
        "LA MINISTRE DE LA DÉFENSE. - Nos forces ont tiré en l'air.\n\nLE SÉNATEUR. - Une mine a explosé à Boni.\n"
    )
    reading = read(text)
    assert not [a for a in reading.actors if "un" in a.actor_ids]
    assert [s.speaker.of(text) for s in reading.statements if s.speaker] == [
        "UN SÉNATEUR DE MOPTI",
        "LA MINISTRE DE LA DÉFENSE",
        "LE SÉNATEUR",
    ]
    assert {e.modality for e in reading.events} == {"claimed"}


def test_a_surname_in_capitals_is_the_person_named_before() -> None:
    """'MR. PEDERSEN' of a briefing that opens with his whole name."""
    text = (
        "BRIEFING, 4 May 2021\n\nSPECIAL ENVOY (Geir Pedersen): The truce holds in Idlib.\n\nQUESTION: Did anybody shell Ariha?\n\n"
        "MR. PEDERSEN: Two shells landed in Ariha on Sunday.\n"
    )
    assert [s.attitude for s in read(text).statements if "Ariha?" in s.content[-1].of(text)] == [True]
    assert ("Two shells landed in Ariha on Sunday", ("pedersen",)) in [(w.rstrip("."), i) for w, i in said(text)]


def test_capitals_that_are_no_turns() -> None:
    """Fields of a form and towns stand before colons too, in capitals and again and again."""
    form = "\n\n".join(
        f"INCIDENT: shelling near Rastan\n\nLOCATION: Rastan in Homs province\n\nCOMMENT: {n} shells landed in the fields"
        for n in ("Two", "Six", "Nine")
    )
    assert said(f"Log of incidents, 4 May 2016\n\n{form}\n") == []
    towns = "Daily report, 4 May 2016\n\nDAMASCUS: two shells landed in the east\n\nALEPPO: a convoy was attacked\n\nDAMASCUS: a drone flew over\n"  # fmt: skip
    assert said(towns) == []


def test_an_entry_is_told_by_whoever_called() -> None:
    """But for what others say in it, and for what the keeper of the log adds."""
    text = (
        "HOTLINE LOG, Wednesday 4 May 2016\n\n0710. Mayor, Talbiseh. Market shelled at dawn, two houses destroyed. Not verified.\n\n"
        "0825 - Nurse in Rastan: six wounded men brought in.\n\n0940. Caller unknown. Says a helicopter attacked a convoy near Ariha.\n"
        "\n1015. Duty officer rang the Turkish side and was told that nothing had moved.\n"
    )
    reading = read(text)
    told = [(s.content[0].of(text), s.rule) for s in reading.statements if s.rule == "statement.log_entry"]
    assert ("Market shelled at dawn, two houses destroyed", "statement.log_entry") in told
    assert ("a helicopter attacked a convoy near Ariha", "statement.log_entry") in told
    assert not [w for w, _ in told if "Not verified" in w]
    assert {e.modality for e in reading.events if e.type in ("shelling", "air_strike", "attack")} == {"claimed"}


def test_hours_of_a_live_blog_are_no_callers() -> None:
    """What an entry tells without naming anybody is the outlet's."""
    text = (
        "LIVE: the truce in Sudan, 4 May 2023\n\n14:10 - Khartoum: shells landed near the airport at noon.\n\n"
        "13:20 - Heavy fire in Omdurman since dawn.\n\n12:00 - The truce was broken in Bahri.\n"
    )
    assert [s for s in read(text).statements if s.rule in ("statement.log_entry", "statement.transcript")] == []
