"""Counts as monitors write them beside plain totals: bounds, words, tables, further sentences, other claimants, nobody known."""

from __future__ import annotations

from functools import cache

import pytest

from truceline.formats.reading_data import load_lexicons
from truceline.reading.lexicon import Lexicons
from truceline.reading.model import CountClaim
from truceline.reading.numbers import QUANTITY, Quantity, number_value, quantity_of
from truceline.reading.read import read_text
from truceline.reading.rows import rows_of


@cache
def lexicons(registry: str = "") -> Lexicons:
    return load_lexicons((registry,) if registry else ())


def counts(text: str, registry: str = "") -> list[CountClaim]:
    return read_text(text, lexicons(registry)).counts


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("1,204", 1204), ("twenty-one", 21), ("two hundred and twelve", 212), ("two dozen", 24), ("half a dozen", 6), ("vingt et un", 21), ("quatre-vingt-dix-sept", 97), ("soixante et onze", 71), ("une vingtaine", 20),
        ("сто двадцать пять", 125), ("двенадцати", 12), ("خمسة وعشرون", 25), ("ثلاثة عشر", 13), ("مئة وخمسة وعشرون", 125), ("٢٤", 24), ("none", 0),
    ],
)  # fmt: skip
def test_numbers_in_four_languages(written: str, value: int) -> None:
    """Words and digits stand for the same number."""
    assert number_value(written) == value
    found = QUANTITY.search(f"» {written} ")
    assert found is not None and found.group().strip() == written


@pytest.mark.parametrize(
    ("words", "low", "high"),
    [
        ("between three and five bursts", 3, 5), ("12-15 shots", 12, 15), ("entre six et huit obus", 6, 8), ("от восьми до десяти снарядов", 8, 10), ("ما بين 10 و12 قذيفة", 10, 12), ("thirty or forty shells", 30, 40),
    ],
)  # fmt: skip
def test_bounds_are_kept_and_no_number_is_chosen(words: str, low: int, high: int) -> None:
    """A range has no total; both bounds are kept."""
    found = QUANTITY.search(words)
    quantity = quantity_of(found) if found else None
    assert quantity is not None and (quantity.low, quantity.high, quantity.exact) == (low, high, None)


def test_a_rise_is_no_range() -> None:
    """'rose from nine to 12' is twelve now and nine before."""
    found = QUANTITY.search("violations rose from nine to 12 last week", 14)
    assert found is not None and quantity_of(found) == Quantity(12, 12, before=9)


def test_words_stand_for_a_number_that_nobody_gave() -> None:
    """'Several dozen' stays words: no total, no bounds."""
    (count,) = counts("Kyiv, 3 May 2020. The SMM heard several dozen shots of small arms near Horlivka.")
    assert (count.total, count.low, count.qualifier, count.claimant_ids) == (None, None, "several dozen", ("osce-smm",))


def test_a_table_below_a_count_is_its_breakdown() -> None:
    """Rows of places are summed against the total, and the difference is said."""
    text = "CTSAMVM summary, 30 March 2018\n\nReported violations: 17\n\nState | Reports\nUpper Nile | 9\nUnity | 5\nTotal | 14\n"
    (count,) = counts(text)
    assert [(b.text, b.count) for b in count.breakdown] == [("Upper Nile", 9), ("Unity", 5)]
    assert count.total == 17 and "sum to 14" in str(count.mismatch) and count.other_totals == [14]


def test_the_next_sentence_breaks_a_count_down() -> None:
    """'Seven of them occurred in …' belongs to the thirteen before it."""
    text = "MOSCOW, May 14, 2017. The Russian side recorded 13 incidents of shooting. Seven of them occurred in Damascus, four in Hama and two in Daraa."
    (count,) = counts(text)
    assert [(b.text, b.count) for b in count.breakdown] == [("Damascus", 7), ("Hama", 4), ("Daraa", 2)]
    assert count.mismatch is None


def test_whoever_committed_it_is_not_who_counted_it() -> None:
    """'breaches by X' names a doer; 'recorded by X' a claimant."""
    (done,) = counts("Geneva, 3 May 2020. Armenia counted 14 breaches by Azerbaijani forces.")
    (told,) = counts("Geneva, 3 May 2020. In Hama 14 breaches were recorded by the Turkish side.")
    assert done.claimant_ids == ("armenia",) and told.claimant_ids == ("turkey",)


def test_parts_with_claimants_of_their_own() -> None:
    """'of which 811 were reported by the government and 393 by the group' are two further claims."""
    text = "Hudaydah, 20 June 2021\n\nUNMHA received reports of 1,204 alleged violations, of which 811 were reported by the Government of Yemen and 393 by Ansar Allah. This compares with 987 in the preceding week."
    first, second, third = counts(text)
    assert (first.claimant_ids, first.total, first.previous) == (("unmha",), 1204, 987)
    assert [(c.claimant_ids, c.total) for c in (second, third)] == [(("yemen-government",), 811), (("houthis",), 393)]


def test_denied_in_the_next_paragraph() -> None:
    """'… denied these figures' answers the counts before it; a denial of something else does not."""
    first = "سبأ، 14 يناير 2020. سجلت غرفة العمليات 85 خرقا في الحديدة.\n\n"
    (told,) = counts(first + "نفت القوات المشتركة هذه الأرقام.")
    (other,) = counts(first + "نفت القوات المشتركة مقتل قائدها.")
    assert [a.answer for a in told.answers] == ["denied"] and other.answers == []


def test_a_state_of_a_registry_claims_for_itself() -> None:
    """'The Government of Merrowan registered nine': a state that only the conflict's registry knows is credited, not the outlet."""
    text = "LYNE, March 4, 2031 (AFP) - The Government of Merrowan registered nine violations of the ceasefire. The Republic of Sarneth counted three breaches."
    assert [c.claimant_ids for c in counts(text, "exercise")] == [("merrowan",), ("sarneth",)]


def test_nobody_known_is_not_the_outlet() -> None:
    """A government in no registry keeps its words; the row says whose figure it is and who reported it."""
    text = "LYNE, March 4, 2031 (AFP) - The Government of Zamunda registered eight violations of the ceasefire."
    reading = read_text(text, lexicons())
    (count,) = reading.counts
    assert count.claimant_ids == () and count.claimant_text == "The Government of Zamunda"
    (row,) = rows_of(reading, "x.txt", "0" * 64, lexicons()).tables["count_claims"]
    assert row["claimant"].startswith("The Government of Zamunda (reported by")


@pytest.mark.parametrize(
    ("text", "total", "places"),
    [
        ("La MINUSCA a recensé vingt-deux violations de l'accord de paix.", 22, []),
        ("UNSMIL recorded thirty-four violations in May.", 34, []),
        ("The number of violations recorded by UNIFIL reached 34 in May 2020.", 34, []),
        ("По данным сирийской стороны, обстрелов было 21.", 21, []),
        ("Selon la MINUSMA, le nombre de violations s'élève à 17.", 17, []),
        ("بلغ عدد الخروقات التي سجلتها بعثة الأمم المتحدة للدعم في ليبيا 42 خرقاً.", 42, []),
        ("UNSMIL recorded 22 violations: Tripoli 9, Misrata 7 and Sirte 6.", 22, [("Tripoli", 9), ("Misrata", 7), ("Sirte", 6)]),
        ("سجلت بعثة الأمم المتحدة للدعم في ليبيا 16 خرقاً: طرابلس 9، مصراتة 7.", 16, [("طرابلس", 9), ("مصراتة", 7)]),
    ],
)  # fmt: skip
def test_worded_reversed_and_undashed(text: str, total: int, places: list[tuple[str, int]]) -> None:
    """A worded number with a hyphen, a unit before its number, places and numbers without a sign between."""
    found = counts(text)
    assert [(c.total, [(b.text, b.count) for b in c.breakdown]) for c in found] == [(total, places)]


def test_a_pronoun_counts_for_who_counted_before() -> None:
    """'In the north it registered none': the mission of the paragraph, and no 'In the north it'."""
    text = "OSCE SMM daily, 24 March 2021\n\nThe SMM registered 84 ceasefire violations in Donetsk region. In Luhansk region it registered none."
    assert [(c.total, c.claimant_ids) for c in counts(text)] == [(84, ("osce-smm",)), (0, ("osce-smm",))]
