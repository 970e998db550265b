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
