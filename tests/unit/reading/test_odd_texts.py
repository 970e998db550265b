"""Texts nobody writes and machines produce: words without a key, endless numbers, sentences without an end."""

from __future__ import annotations

import time

import pytest

from tests.unit.reading.test_spans import check
from tests.unit.reading.whole_texts import lexicons, read
from truceline.formats.reading_json import masked_rows
from truceline.formats.reading_tables import TABLES
from truceline.formats.text_files import SourceDocument
from truceline.reading.numbers import number_value
from truceline.reading.sentences import LONGEST, sentences_of

SECONDS = 10.0  # of processor time for 20 kB; none of these takes a third of it


@pytest.mark.parametrize("word", ["ـ", "ﹰ", "ͺ", "ـــ", "ﷺ"])
def test_a_word_of_which_no_key_is_left(word: str) -> None:
    """A lone tatweel, a spacing vowel mark: nothing is left of them once marks are put aside."""
    for before in ("Syria", "حلب", "in Idlib", "the Syrian", "Министерство"):
        check(f"The army shelled {before} {word} on Tuesday. {word} {before}")


def test_a_number_no_table_holds() -> None:
    """What has more digits than any count is no count: an account, a telephone, a slip of a scanner."""
    assert number_value("1,234,567") == 1_234_567
    assert number_value("9" * 12) is not None
    assert number_value("9" * 13) is None
    assert number_value("9" * 5000) is None  # beyond what an int is made of


@pytest.mark.parametrize("digits", [13, 20, 5000])
def test_such_a_count_becomes_no_row(digits: int) -> None:
    """The row would not fit into its column."""
    text = (
        f"VIENNA, June 7, 2016. The mission recorded {'9' * digits} ceasefire violations in Donetsk region on Monday."
    )
    check(text)
    document = SourceDocument("x", text, "text", "utf-8", "0" * 64)
    rows = masked_rows(read(text), document, lexicons())
    for name, items in rows.tables.items():
        TABLES[name].from_rows(items)
    assert not rows.tables.get("count_claims")


@pytest.mark.parametrize(
    "unit",
    [
        "said, ", "denied that ", "сказал, что, ", "قال إن ", "12 cases of firing: Hama (3), Latakia (2) ", "28 ceasefire violations in Donetsk region ; ",
        "المواطن محمد علي حسن ", "\u00a0", "\u2028", "\x85", "ceasefire violations ",
    ],
)  # fmt: skip
def test_no_shape_takes_long(unit: str) -> None:
    """Twenty thousand characters of one shape, without a stop, are read in seconds."""
    began = time.process_time()
    read(f"MOSCOW, June 7. /TASS/. The army said {unit * (20_000 // len(unit))} in Aleppo on Tuesday.")
    assert time.process_time() - began < SECONDS


@pytest.mark.parametrize(
    "line",
    [
        "Region | " + " | ".join(str(day) for day in range(1, 32)) + " | remarks",
        "Region\t" + "\t".join(str(day) for day in range(1, 32)) + "\tremarks",
        "Home | News | World | Sport | Business | Opinion | Culture | Travel | Video | Weather | Health | Jobs (new)",
        "World / Politics / Business / Opinion / Culture / Travel / Video / Weather / Science / Health / Jobs.",
    ],
)
def test_a_line_is_read_in_one_way(line: str) -> None:
    """A table with a column a day and the menu of a page: lines of two hundred characters that took minutes."""
    began = time.process_time()
    read(f"Weekly summary\n\n{line}\n\nThe mission recorded 5 violations in Hama.\n")
    assert time.process_time() - began < SECONDS / 4


@pytest.mark.parametrize(
    "text",
    [
        "The mission recorded 14 violations: Hama (9). Of them 5 in \n",
        "The mission recorded 14 violations: Hama (9) and\n5), it said. The rest",
        "The mission recorded 14 violations: 9 in Hama, 5 in ",
    ],
)
def test_parts_at_the_end_of_a_text(text: str) -> None:
    """A place that does not follow, a bracket that was not opened."""
    check(text)


def test_a_sentence_that_does_not_end_is_read_in_pieces() -> None:
    """All of it, cut between words; a quotation stays whole, however long it is."""
    text = "many words " * 1000
    pieces = sentences_of(text, read(text).blocks[0].span, [])
    assert len(pieces) > 3 and all(p.end - p.start <= LONGEST for p in pieces)
    assert [w for p in pieces for w in p.of(text).split()] == text.split()
    quoted = f"“{'many words ' * 500}” the minister said."
    reading = read(quoted)
    assert [s.of(quoted)[-4:] for st in reading.statements for s in st.content] == ["ords"]
