"""The day of a paper where its line says it: in Arabic and French datelines, and at the end of a title."""

from __future__ import annotations

from datetime import date
from functools import cache

import pytest

from truceline.formats.reading_data import load_lexicons
from truceline.reading.lexicon import Lexicons
from truceline.reading.model import Meta
from truceline.reading.read import read_text


@cache
def lexicons() -> Lexicons:
    return load_lexicons()


def meta_of(text: str) -> Meta:
    return read_text(text, lexicons()).meta


@pytest.mark.parametrize(
    "text",
    [
        "صنعاء، 6 آذار 2019 – قالت اللجنة إن الطرفين التزما الهدنة منذ يوم الأحد.\n",
        "صنعاء، في 6 مارس 2019: لم تسجل اللجنة أي خرق منذ يوم الأحد.\n",
        "Niamey, le 6 mars 2019 – Aucun incident n'a été signalé depuis dimanche, selon la commission.\n",
        "Briefing by the head of the commission, Khartoum, 6 March 2019\n\nQuestion: Was it quiet on Sunday?\n",
        "Remarks to the press (Khartoum, 6 March 2019)\n\nIt has been quiet since Sunday.\n",
    ],
)
def test_a_weekday_does_not_move_the_day_that_is_printed(text: str) -> None:
    """A weekday told of further down lies before the paper, not after it."""
    meta = meta_of(text)
    assert meta.doc_date == date(2019, 3, 6) and meta.date_evidence == ("the date is printed with its year",)


def test_the_place_of_such_a_line_is_kept() -> None:
    """Where it was written is read with the day."""
    for line, place in (
        ("صنعاء، 6 آذار 2019 – قالت اللجنة إنها راضية.\n", "صنعاء"),
        ("Niamey, le 6 mars 2019 – Rien.\n", "Niamey"),
    ):
        meta = meta_of(line)
        assert meta.dateline_place is not None and meta.dateline_place.of(line) == place


@pytest.mark.parametrize(
    "text",
    [
        "Two armies have left the valley under the terms of the accord of 6 March 2019\n\nIt was signed in Juba, the minister said on Tuesday.\n",
        "Delegations from both sides of the river are to resume talks on 6 March 2019\n\nDelegations arrived on Monday, the minister said.\n",
    ],
)
def test_a_headline_that_speaks_of_a_day_is_no_line_of_date(text: str) -> None:
    """'on' and 'of' say when something was or will be."""
    assert meta_of(text).date_evidence != ("the date is printed with its year",)
