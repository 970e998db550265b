"""Parts of a total that no shape reads: what is missing tells which numbers they are; no contradiction is made up."""

import pytest

from tests.unit.reading.whole_texts import read


@pytest.mark.parametrize(
    ("text", "total", "places"),
    [
        (
            "Bogota, 4 May 2018. The observatory documented 20 breaches: Cauca 9, Valle del Cauca 8, San José del Guaviare 3.",
            20,
            {"Cauca": 9, "Valle del Cauca": 8, "San José del Guaviare": 3},
        ),
        (
            "Addis Ababa, 4 May 2004. The mission recorded thirty incidents. A third of them (10) took place in Sector North, 15 in Sector South and five in Zalambessa.",
            30,
            {"Sector North": 10, "Sector South": 15, "Zalambessa": 5},
        ),
        (
            "Pristina, 4 May 1999. Nine violations were recorded: five in the municipality of Orlane, three around Bajgora and one near Kline.",
            9,
            {"Orlane": 5, "Bajgora": 3, "Kline": 1},
        ),
        (
            "عدن، 4 مايو 2021. سجلت اللجنة عشرة خروقات، ستة منها في العرقوب وثلاثة في وادي حسان وواحد في خبر المراقشة.",
            10,
            {"العرقوب": 6, "وادي حسان": 3, "خبر المراقشة": 1},
        ),
    ],
)
def test_what_is_missing_names_the_parts(text: str, total: int, places: dict[str, int]) -> None:
    """Names of several words, unknown ones, 'a third of them (10)'."""
    (claim,) = read(text).counts
    assert (claim.total, claim.mismatch) == (total, None)
    assert {b.text: b.count for b in claim.breakdown} == places


def test_a_sum_that_was_not_read_whole_contradicts_nothing() -> None:
    """Numbers among the parts that were not read may be parts; a sum with nothing unread beside it is said."""
    unread = "Donetsk, 4 May 2018. The OSCE SMM recorded 40 ceasefire violations: Donetsk (12), Horlivka (9), the rest, nine, along the road, and six elsewhere."
    assert all(c.mismatch is None for c in read(unread).counts)
    plain = "Donetsk, 4 May 2018. The OSCE SMM recorded 40 ceasefire violations: Donetsk (12), Horlivka (9)."
    assert [c.mismatch for c in read(plain).counts] == ["the places sum to 21, the total is 40"]


def test_bodies_and_days_are_no_places() -> None:
    """'four by the army, two by the police' make up a total as well, and are parties."""
    text = "Manila, 4 May 2018. The monitors recorded six violations, four on 2 May and two from the MILF."
    assert [b for c in read(text).counts for b in c.breakdown] == []


def test_a_difference_is_no_figure_of_the_time_before() -> None:
    """'ten fewer than the week before' of thirty: forty."""
    fewer = "Asmara, 4 May 2004. Thirty incidents were recorded, ten fewer than in the previous week."
    assert [(c.total, c.previous) for c in read(fewer).counts] == [(30, 40)]
    more = "Asmara, 4 May 2004. The mission recorded 30 violations, four more than in the previous week."
    assert [(c.total, c.previous) for c in read(more).counts] == [(30, 26)]


def test_parts_told_as_a_count_of_their_own() -> None:
    """'Fourteen attacks. Twelve of the attacks came from N, one from M …': one count and its places, and no contradiction."""
    text = "ANKARA, 4 May 2019 - Turkey's Defense Ministry said the YPG carried out 14 attacks in a day. Twelve of the attacks came from Ras al-Ayn, one from Tal Abyad and one from Tal Tamr, the ministry said."
    assert [(c.total, {b.text: b.count for b in c.breakdown}, c.mismatch) for c in read(text).counts] == [
        (14, {"Ras al-Ayn": 12, "Tal Abyad": 1, "Tal Tamr": 1}, None)
    ]


def test_the_next_sentence_names_the_places_of_a_russian_bulletin() -> None:
    """A number behind the province, then 'ещё шесть – в Дамаске'."""
    text = "МОСКВА, 4 мая 2016 года. За сутки отмечено 23 нарушения, говорится в бюллетене Центра по примирению. Больше всего обстрелов отмечено в провинции Алеппо – 14, ещё шесть – в Дамаске и три – в Хаме."
    assert [{b.place_id: b.count for b in c.breakdown} for c in read(text).counts] == [
        {"syr-aleppo-province": 14, "sy-capital": 6, "syr-hama": 3}
    ]


def test_a_committee_with_a_name_counts_for_itself() -> None:
    """No government that spoke before it takes its figure."""
    text = "JAKARTA, 4 May 2003 (AP) - The government declared martial law. Since the truce began, the Joint Security Committee has recorded 54 violations."
    assert [(c.total, c.claimant_ids, c.claimant_text) for c in read(text).counts] == [
        (54, (), "the Joint Security Committee")
    ]
