"""Numbers that stand alone behind a count, lines of totals, labels of calls, and denials that call a report names."""

import pytest

from tests.unit.reading.whole_texts import read


@pytest.mark.parametrize(
    ("text", "totals"),
    [
        (
            "Nairobi, 4 May 2018. The monitors documented 18 breaches. Eleven are attributed to the rebels. Four to the army. In three cases nobody could say.",
            [18, 11, 4, 3],
        ),
        (
            "Bamako, le 4 mai 2018. Le réseau a recensé douze incidents. Sept concernent des groupes armés. Deux proviennent de civils.",
            [12, 7, 2],
        ),
        ("Тбилиси, 4 мая 2009 года. Миссия зафиксировала 14 инцидентов. Пять из них приписываются ополчению.", [14, 5]),
        (
            "Hotline digest\nKabul, 4 May 2018\n\nComplaints received: 40 (day 2: 31). Assessed as founded: 12.",
            [40, 12],
        ),
        ("Juba, 4 May 2018. What reached us were complaints. There were sixteen in April.", [16]),
    ],
)
def test_a_number_alone_is_of_what_was_counted(text: str, totals: list[int]) -> None:
    """As a subject, with its verb left out, in so many cases, under a participle, behind its matter."""
    assert [c.total for c in read(text).counts] == totals


@pytest.mark.parametrize(
    ("text", "totals"),
    [
        # people hurt, what was counted in between, more than the total, and an answer
        ("Nairobi, 4 May 2018. The monitors documented 18 breaches. Three were killed. Four were detained.", [18]),
        ("Nairobi, 4 May 2018. The monitors documented six breaches. Eleven are under way.", [6]),
        ("Nairobi, 4 May 2018. The monitors documented nine breaches. Two have been confirmed.", [9]),
        ("Nairobi, 4 May 2018. The talks went on. Three were attended by the minister.", []),
    ],
)
def test_a_number_alone_is_not_always_a_part(text: str, totals: list[int]) -> None:
    """Nothing before it, or something else."""
    assert [c.total for c in read(text).counts] == totals


def test_lines_of_totals_share_the_time_before() -> None:
    """One figure of the time before for each, in the order told; no contradiction of what is told below."""
    russian = "Сводка за 5 мая 2018 г.\nВсего: обстрелов 9, боеприпасов 120 (накануне - 7 и 88)\n\nШтаб ООС сообщил, что 5 мая позиции обстреляли шесть раз."
    told = read(russian).counts
    assert [(c.total, c.previous) for c in told[:2]] == [(9, 7), (120, 88)]
    assert [c.mismatch for c in told] == [None] * len(told)


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Грозный, 4 мая 1996 года. Нарушений достигнутых 30 апреля договорённостей отмечено пять, днём раньше - два.", (5, 2)),
        ("Bunia, 4 May 2018. The network counted 17 incidents. That is half as many as in March (34).", (17, 34)),
        ("Bogota, 4 May 2018. The observatory recorded 31 breaches. In the two months before there were 60 such acts.", (31, 60)),
    ],
)  # fmt: skip
def test_the_time_before(text: str, count: tuple[int, int]) -> None:
    """'днём раньше', 'as in March (34)', 'in the two months before'."""
    (claim,) = read(text).counts
    assert (claim.total, claim.previous) == count


@pytest.mark.parametrize(
    "text",
    [
        "Луганск, 4 мая 2018 года. Штаб ООС сообщил о семи обстрелах. Народная милиция ЛНР назвала эти данные вымыслом.",
        'Tripoli, 4 May 2020. The GNA reported seven attacks. The LNA called the report "a fabrication".',
    ],
)
def test_calling_it_names_denies(text: str) -> None:
    """A denial without its verb."""
    (claim,) = read(text).counts
    assert [a.answer for a in claim.answers] == ["denied"]


def test_how_often_and_who_lends_a_house() -> None:
    """'on three occasions patrols were stopped', 'twice'; whoever lends the room does not count."""
    assert [c.total for c in read("Asmara, 4 May 2004. On three occasions patrols were turned back.").counts] == [3]
    assert [
        c.total for c in read("Hama, 4 May 2017. The reporter said snipers targeted the road twice on Monday.").counts
    ] == [2]
    assert read("Hama, 4 May 2017. Prices rose to twice as much.").counts == []
    text = "Naqoura, 4 May 1997. The Group met at the headquarters of UNIFIL to examine five complaints."
    assert all(c.claimant_ids != ("unifil",) for c in read(text).counts)
    body = "Bogota, 4 May 2018. Our network, which has followed the truce since October through sixty local correspondents, has documented 31 breaches."
    assert [c.claimant_text for c in read(body).counts] == ["Our network"]
