"""Counts by party in a table, sums of labelled lines, parts by subject, another stretch of time, noughts; days that are named together."""

from __future__ import annotations

import pytest

from tests.unit.reading.whole_texts import read

Counted = list[tuple[tuple[str, ...], int | None, list[tuple[str, int]], int | None]]


def counted(text: str) -> Counted:
    """(claimant, total, breakdown, period before) of every count."""
    return [(c.claimant_ids, c.total, [(b.text, b.count) for b in c.breakdown], c.previous) for c in read(text).counts]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        # a column a party
        (
            "CTSAMVM\nMonthly report, 14 March 2019\n\nViolations since January\n\nCounty | by the SPLA-IO | by the Government\nYei | 6 | 4\nTorit | 2 | 5\nTotal | 8 | 9",
            (("ctsamvm",), 9, [("Yei", 4), ("Torit", 5)], None),
        ),
        # lines that sum to the last of them
        ("UNMHA - summary of calls, 5 November 2019\n\nLiaison officers of the north: 9\nLiaison officers of the south: 14\nObservation posts: 3\nTotal: 26 (day before: 31)", (("unmha",), 26, [], 31)),
        # by subject, where by place was told
        ("EUMM\nHotline, 16 September 2019\n\n38 activations, down from 61 the week before: South Ossetia 27, Abkhazia 11. Fourteen concerned detentions.", (("eumm",), 14, [], None)),
        # of another stretch of time
        ("4 May 2021. An Indian spokesman said that 5,133 violations had been counted in 2020, against 3,479 in 2019, and that there were 336 in January alone.", (("india",), 336, [], None)),
        # nought, the verb behind it
        ("12 октября 2018 года. Российская сторона зафиксировала 7 нарушений. Турецкая сторона случаев стрельбы не зафиксировала.", (("turkey",), 0, [], None)),
        # an elided preposition, a place whose adjective stands for it
        ("24 août 2015. Quatorze violations ont été signalées : neuf autour d'Anéfis, trois à Tabankort, deux à Bourem.", ((), 14, [("Anéfis", 9), ("Tabankort", 3), ("Bourem", 2)], None)),
        ("16 сентября 2022 года. Режим нарушен девять раз: в Баткенской области - семь случаев, в Ошской - два.", ((), 9, [("Баткенской области", 7), ("Ошской", 2)], None)),
    ],
)  # fmt: skip
def test_counts(text: str, count: tuple[tuple[str, ...], int | None, list[tuple[str, int]], int | None]) -> None:
    """Each is found with whose it is."""
    assert count in counted(text)


def test_lines_that_do_not_sum_are_no_count() -> None:
    """A 'total' of something else is left alone."""
    assert 26 not in [
        total for _, total, _, _ in counted("UNMHA - log, 5 November 2019\n\nDoors: 9\nWindows: 14\nTotal: 26")
    ]


def test_a_table_of_other_things_has_no_columns_of_parties() -> None:
    """Only parties make a column a count."""
    text = "UNMHA\nStores, 5 November 2019\n\nItem | received | issued\nTents | 6 | 4\nLamps | 2 | 5"
    assert not [c for c in read(text).counts if c.rule == "count.column"]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("4 May 2019. Six persons were detained on 10 and 13 April.", ["2019-04-10", "2019-04-13"]),
        ("4 mai 2019. Des tirs ont été entendus les 3 et 5 avril.", ["2019-04-03", "2019-04-05"]),
        ("4 мая 2019 года. Стреляли 3 и 5 апреля.", ["2019-04-03", "2019-04-05"]),
        # days that follow one another, and what stands between two
        ("4 May 2019. Shots were heard on 12 and 13 April.", ["2019-04-12/2019-04-13"]),
        ("4 May 2019. Between 10 and 13 April shots were heard.", ["2019-04-10/2019-04-13"]),
        ("4 мая 2019 года. Между 10 и 13 апреля стреляли.", ["2019-04-10/2019-04-13"]),
    ],
)
def test_days_named_together(text: str, values: list[str]) -> None:
    """'on 10 and 13 April' names two days; 'between' names the stretch."""
    assert [d.value for d in read(text).dates][1:] == values


def test_who_issues_a_paper_is_no_town() -> None:
    """'UNMHA - …' before a dash names no place."""
    assert "UNMHA" not in [
        p.span.of("UNMHA - joint operations centre")
        for p in read("UNMHA - joint operations centre\n\n5 May 2019").places
    ]
