"""The day of a text: where its year is not printed, or another date stands beside that of the paper. All sentences are
invented."""

from __future__ import annotations

from datetime import date

import pytest

from tests.unit.reading.whole_texts import lexicons, read
from truceline.reading.read import read_text


def day_of(text: str) -> date | None:
    return read_text(text, lexicons()).meta.doc_date


PAPERS = {
    "the day behind the town, and not the period": (
        "UNMISS - summary of patrols, 4-10 June 2018\n\nJuba, 11 June 2018\n\nFour patrols were turned back.",
        date(2018, 6, 11),
    ),
    "a period in the title stands without the other": (
        "UNMISS - summary of patrols, 4-10 June 2018\n\nFour patrols were turned back near Malakal.",
        date(2018, 6, 10),
    ),
    "in French": (
        "Bulletin hebdomadaire, 3-9 février 2014\n\nBangui, 10 février 2014\n\nDeux tirs ont été signalés.",
        date(2014, 2, 10),
    ),
    "a comma of the Arabic keyboard": (
        "Army repels attack\n\n9 March، 2016\n\nHoms, SANA – A source said on Wednesday that shells fell on a village.",
        date(2016, 3, 9),
    ),
}


@pytest.mark.parametrize("case", PAPERS)
def test_a_paper_is_of_its_own_day(case: str) -> None:
    text, day = PAPERS[case]
    assert day_of(text) == day


def test_yesterday_and_today_tell_the_year() -> None:
    """12 May is a Tuesday in 2015 and 2020, a Sunday in 2019: Saturday before Sunday is yesterday."""
    told = "on Saturday night. Two more fell on Sunday, the ministry said. The truce has held since June 2018."
    text = f"DAMASCUS, May 12. /TASS/. Shells hit a village {told}"
    assert day_of(text) == date(2019, 5, 12)


def test_a_month_that_is_to_come_is_no_past() -> None:
    """In 2018 the 12th of May would fit its Saturday, but July 2018 was not there yet."""
    told = "on Saturday night. Two more fell on Sunday, the ministry said. The truce has held since July 2018."
    text = f"DAMASCUS, May 12. /TASS/. Shells hit a village {told}"
    assert day_of(text) == date(2019, 5, 12)


def test_a_weekday_two_days_back_weighs_less_than_four_years() -> None:
    """10 февраля 2020 is a Monday, in 2024 a Saturday; the text tells of August 2019."""
    text = (
        "Донецк, 10 февраля – ДАН. Украинская сторона за сутки совершила три нарушения. В субботу обстрел повредил дом. "
        "Перемирие действует с 3 августа 2019 года."
    )
    assert day_of(text) == date(2020, 2, 10)


def test_a_weekday_that_fits_several_years_decides_nothing() -> None:
    """16 December is a Friday in 2011, 2016 and 2022: all are shown, none is taken."""
    meta = read("МОСКВА, 16 декабря. /ТАСС/. Колонна вышла в пятницу, сообщил штаб.").meta
    assert meta.doc_date is None
    assert {2011, 2016, 2022} <= {c.year for c in meta.date_candidates}


def test_what_ended_tells_the_year_as_what_began_does() -> None:
    """Eastern Aleppo was held until the end of 2016; the OSCE's mission in Ukraine ended in 2022."""
    aleppo = read("МОСКВА, 16 декабря. /ТАСС/. Из восточного Алеппо колонна вышла в пятницу, сообщил штаб.").meta
    assert str(aleppo.doc_date) == "2016-12-16"
    assert any("not after 2016-12-31" in why for why in aleppo.date_evidence)
    zolote = read("Киев. 30 октября. ИНТЕРФАКС - Разведение сил идёт в среду, сообщила СММ ОБСЕ.").meta
    assert str(zolote.doc_date) == "2019-10-30"
