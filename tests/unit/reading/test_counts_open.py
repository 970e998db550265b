"""Counts whose unit stands in no list, that go on without their unit, or that are told by an ordinal, a label, an instrument."""

from __future__ import annotations

import pytest

from tests.unit.reading.whole_texts import lexicons
from truceline.reading.model import CountClaim
from truceline.reading.read import read_text


def counts(text: str) -> list[CountClaim]:
    return read_text(text, lexicons()).counts


def figures(text: str) -> list[tuple[tuple[str, ...], int | None]]:
    """(claimants, total) in the order told."""
    return [(c.claimant_ids, c.total) for c in counts(text)]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        # any plural behind a verb of counting, beside a breakdown or a comparison, in a monitor's words, behind a tally
        ("4 May 2023\n\nMINUSMA reported 26 roadblocks set up by the groups.", [(("minusma",), 26)]),
        ("4 May 2023\n\nUNIFIL's radar tracked 46 landings near Tyre.", [(("unifil",), 46)]),
        ("4 mai 2023\n\nLa MINUSMA avait relevé dix-sept mouvements de colonnes armées.", [(("minusma",), 17)]),
        ("BANGUI, 4 mai 2019 (AFP) - La Minusca a compté 22 barrages illégaux, contre 18 en avril.", [(("minusca",), 22)]),
        ("4 May 2019\n\nAccording to UNMISS, 31 patrols were turned back at roadblocks in April.", [(("unmiss",), 31)]),
        ("Line diary, 3 March 2017\n\nTwelve calls were taken between midnight and noon, four of them from Homs.", [((), 12)]),
        ("4 mai 2023\n\nBilan de la semaine : 12 tirs de mortier, 5 incursions et 3 enlèvements, selon la Minusca.", [(("minusca",), 12), (("minusca",), 5), (("minusca",), 3)]),
        # coordinated with a count
        ("BEIRUT, 4 May 2023 (Reuters) - The Lebanese army said it had logged eleven incursions and six flares.", [(("laf",), 11), (("laf",), 6)]),
        # the unit is not said again: by day, by doer, by place
        ("The OSCE Special Monitoring Mission\nDaily report, 4 May 2019\n\nOn Monday the Mission logged thirteen bursts in Horlivka, nine on Tuesday.", [(("osce-smm",), 13), (("osce-smm",), 9)]),
        ("4 May 2019\n\nThe Houthis registered 120 violations by coalition forces, and 33 by mercenaries.", [(("houthis",), 120), (("houthis",), 33)]),
        ("4 May 2019\n\nIn Hodeidah 60 breaches were logged by UNMHA, in Hays 14.", [(("unmha",), 60), (("unmha",), 14)]),
        ("4 May 2019\n\nThe tally was as follows: 21 explosions at Avdiivka, nine at Horlivka, the OSCE Special Monitoring Mission said.", [(("osce-smm",), 21), (("osce-smm",), 9)]),
        # by whom or against whom, in the sentence that follows
        ("UNMHA\n4 May 2020\n\nThe Mission received 40 complaints. Of these, 28 were made against the Houthis and 12 against the Government.", [(("unmha",), 40), (("unmha",), 28), (("unmha",), 12)]),
        ("MINUSCA\n4 mai 2020\n\nLa Mission a recensé 31 violations. Dix-neuf sont attribuées à l'UPC, onze au MPC.", [(("minusca",), 31), (("minusca",), 19), (("minusca",), 11)]),
        # which one it is tells how many by then
        ("4 May 2019\n\nThis was the fifth breach of the truce since Sunday, the Sudanese army said.", [(("saf",), 5)]),
        ("4 mai 2023\n\nC'est la troisième attaque depuis le début de la trêve, a déclaré l'armée libanaise.", [(("laf",), 3)]),
        # what an act was done with
        ("4 May 2019\n\nThe armed formations shelled Avdiivka with 15 mortar rounds, the Ukrainian army said.", [(("ukraine-army",), 15)]),
    ],
)  # fmt: skip
def test_counts_of_any_unit(text: str, wanted: list[tuple[tuple[str, ...], int | None]]) -> None:
    """Every figure that a monitor or a side tells is its count, whatever is counted."""
    assert figures(text) == wanted


@pytest.mark.parametrize(
    ("text", "total", "before"),
    [
        ("UNIFIL\n4 May 2023\n\nMovements of armed persons near the line: 17, down from 21.", 17, 21),
        ("4 May 2019\n\nUNIFIL counted 46 flights over its area in March. In February the figure stood at 51.", 46, 51),
        ("4 mai 2023\n\nSoixante-trois violations ont été signalées par la Monusco en avril ; elles étaient 41 en mars.", 63, 41),
        ("EUMM\n4 May 2021\n\nThe hotline was used 23 times (previous week 31).", 23, 31),
        ("4 mai 2025\n\nUne association dit avoir relevé 26 incidents entre le 1er et le 25 avril. En mars, elle en comptait 19.", 26, 19),
        ("4 May 2019\n\nViolations last week totalled 63, the Sudanese army said, up from 50.", 63, 50),
    ],
)  # fmt: skip
def test_the_period_before_by_its_name(text: str, total: int, before: int) -> None:
    """A figure of another month or week is that of the period before, and no count of its own."""
    (count,) = counts(text)
    assert (count.total, count.previous) == (total, before)


@pytest.mark.parametrize(
    "text",
    [
        "4 May 2019\n\nThe Syrian Observatory for Human Rights documented 14 civilians and three soldiers.",
        "4 May 2019\n\nThe army said its third brigade had left after two weeks in 12 villages.",
        "4 May 2019\n\nThe first attack of the war killed nine people.",
    ],
)
def test_people_places_and_time_are_no_matter_of_a_count(text: str) -> None:
    """Whoever is hurt, where and how long: no count of violations is made of it."""
    assert counts(text) == []


def test_where_parts_come_from_and_lie() -> None:
    """'21 from Arauca', '14 of which lay in Kidal' break a count down."""
    (count,) = counts("4 May 2023\n\nUNMHA received 58 complaints: 40 from Hodeidah and 18 from Hays.")
    assert [(b.text, b.count) for b in count.breakdown] == [("Hodeidah", 40), ("Hays", 18)]
    (count,) = counts("4 May 2023\n\nMINUSMA reported 26 roadblocks, 14 of which lay in Kidal and 12 in Gao.")
    assert [(b.text, b.count) for b in count.breakdown] == [("Kidal", 14), ("Gao", 12)]


def test_a_table_with_further_columns_below_a_sentence() -> None:
    """The column that sums to the total is its breakdown, whatever stands between and beside."""
    text = "CTSAMVM\n4 May 2018\n\nComplaints lodged during April: 14 (month before: 9). All were looked at.\n\nState | Complaints | Closed\nUpper Nile | 9 | 3\nUnity | 5 | 0\n"
    (count,) = counts(text)
    assert (count.total, count.previous) == (14, 9)
    assert [(b.text, b.count) for b in count.breakdown] == [("Upper Nile", 9), ("Unity", 5)]


def test_our_people_count_for_nobody_else() -> None:
    """'our observers in nine towns' are no party that was named before them."""
    (count,) = counts("4 May 2006\n\nSince the Government of Yemen signed the truce, our observers in nine towns have documented 118 breaches.")  # fmt: skip
    assert count.claimant_ids == ()


def test_who_stands_right_before_the_verb_counts() -> None:
    """A body that no registry knows is not replaced by who was named before it."""
    (count,) = counts("3 October 2023\n\nTwo months after the truce between Colombia and the ELN began, the Commission has received 58 reports of violations.")  # fmt: skip
    assert (count.claimant_ids, count.claimant_text) == ((), "the Commission")
