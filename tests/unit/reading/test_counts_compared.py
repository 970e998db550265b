"""Differences to the time before, parts of a whole in one sentence, totals behind their list, figures that others admit."""

import pytest

from tests.unit.reading.whole_texts import read


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Bangui, le 4 mai 2021. La MINUSCA a relevé 20 violations, soit six de plus que la semaine précédente : Bria (12), Obo (8).", (20, 14)),
        ("Донецк, 4 мая 2019 года. СММ ОБСЕ зафиксировала 90 нарушений, что на 15 меньше, чем неделей ранее.", (90, 105)),
        ("الحديدة، 4 مايو 2020. سجلت البعثة 30 خرقا، بانخفاض عشرة خروقات عن الأسبوع السابق.", (30, 40)),
        ("Juba, 4 May 2019. CTSAMVM logged 30 violations, an increase of six on the previous month.", (30, 24)),
        ("Khartoum, 4 May 2023. The number of recorded violations almost doubled, from 12 to 23.", (23, 12)),
        ("Bogota, le 4 mai 2018. Le nombre d'incidents est passé de 9 à 4.", (4, 9)),
    ],
)  # fmt: skip
def test_the_time_before_by_a_difference(text: str, count: tuple[int, int]) -> None:
    """So many more or fewer than before: no figure of that time, and no part of the breakdown."""
    (claim,) = read(text).counts
    assert (claim.total, claim.previous) == count
    assert claim.mismatch is None


def test_a_share_in_the_hundred_is_no_difference() -> None:
    """'на 20 процентов меньше' tells no number."""
    text = (
        "Донецк, 4 мая 2019 года. СММ ОБСЕ зафиксировала 90 нарушений, что на 20 процентов меньше, чем неделей ранее."
    )
    assert [c.previous for c in read(text).counts] == [None]


@pytest.mark.parametrize(
    ("text", "totals"),
    [
        ("Aden, 4 May 2020. Of the 50 violations on record, 30 are ascribed to the Houthis and 20 to the coalition.", [50, 30, 20]),
        ("الخرطوم، 4 مايو 2023. من أصل 30 خرقا، نُسب 18 إلى الدعم السريع و12 إلى الجيش.", [30, 18, 12]),
        ("Geneva, 4 May 2017. No let-up: 14 incidents on Friday, 9 on Saturday.", [14, 9]),
        ("Sarajevo, 4 May 1997. IFOR counted a total of 6 (six) breaches.", [6]),
        ("Cotabato, 4 May 2019. Violations by province: Sulu - 6, Basilan - 3 (total 9).", [9]),
        # no whole, people, a sum that is another
        ("Aden, 4 May 2020. Of the 50 people in the camp, 30 were wounded and 20 fled.", []),
        ("Cotabato, 4 May 2019. Violations by province: Sulu - 6, Basilan - 3 (total 12 villages visited).", []),
    ],
)  # fmt: skip
def test_parts_and_wholes(text: str, totals: list[int]) -> None:
    """In one sentence, by day, written twice, behind the list."""
    assert [c.total for c in read(text).counts] == totals


def test_whose_figure_it_is() -> None:
    """Before a colon whoever counts; what another committed is no figure of his; who admits fewer, known or not."""
    text = "Tripoli, 4 May 2020. GNA: 15 violations. LNA: 6 violations."
    assert [(c.total, c.claimant_ids) for c in read(text).counts] == [(15, ("gna",)), (6, ("lna",))]
    ruled = "Colombo, 4 May 2005. SLMM ruled that the LTTE had committed 20 violations and the Government five."
    assert {c.claimant_ids for c in read(ruled).counts} == {("slmm",)}
    admits = (
        "Dakar, le 4 mai 2016. L'armée fait état de huit attaques ; le Front du Sud, lui, n'en reconnaît que trois."
    )
    assert [(c.total, c.claimant_ids) for c in read(admits).counts] == [(8, ("senegal-army",)), (3, ())]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Goma, le 4 mai 2023. L'armée a violé la trêve à neuf reprises, dont cinq à Sake, selon le M23.", None),
        ("طرابلس، 4 مايو 2020. سُجل 12 خرقا بينها ثمانية في عين زارة.", None),
        ("Juba, 4 May 2018. CTSAMVM logged 20 violations, mostly in Unity (9) and Jonglei (6).", None),
        ("Juba, 4 May 2018. CTSAMVM logged 20 violations, including in Unity (15) and Jonglei (9).", "the places sum to 24, the total is 20"),
        ("Juba, 4 May 2018. CTSAMVM logged 20 violations: Unity (9), Jonglei (6).", "the places sum to 15, the total is 20"),
    ],
)  # fmt: skip
def test_a_part_contradicts_no_total(text: str, said: str | None) -> None:
    """'of which five in N' need not be all; more than the total cannot be, and a list behind a colon is whole."""
    assert [c.mismatch for c in read(text).counts] == [said]


def test_kinds_told_in_a_list_are_told_once() -> None:
    """Rows by kind below a total, and places behind them: neither is added to the other."""
    text = (
        "المكتب الإعلامي - غزة، 11 نوفمبر 2025\n\nوثقنا 100 خرق، على النحو الآتي:\n\n• إطلاق نار: 40\n• قصف جوي: 50\n• توغل آليات: 10\n\n"
        "وتوزعت على رفح (60) وخان يونس (40)."
    )
    assert [c.mismatch for c in read(text).counts if c.total == 100] == [None]


def test_labels_kinds_and_tallies() -> None:
    """Who reported stands in the label; lines that sum to their last; of another kind; behind a tally's colon."""
    lines = "Situation report\nAden, 4 May 2019\n\nViolations reported by GoY: 30\nViolations reported by Ansar Allah: 45\nTotal: 75"
    told = [(c.total, c.claimant_ids) for c in read(lines).counts]
    assert told == [(30, ("yemen-government",)), (45, ("houthis",)), (75, ())]
    kinds = "Beyrouth, le 4 mai 2021. La FINUL a recensé 9 violations aériennes et 3 terrestres."
    assert [(c.total, c.claimant_ids) for c in read(kinds).counts] == [(9, ("unifil",)), (3, ("unifil",))]
    tally = "Bangui, le 4 mai 2019. Bilan du mois : huit accrochages, deux incendies."
    assert [c.total for c in read(tally).counts] == [8, 2]
    dead = "Camp list\n\nTents: 30\nLatrines: 45\nTotal: 75"
    assert read(dead).counts == []
