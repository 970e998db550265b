"""What a text names and says not to have been: no report; and numbers and sums that are none."""

from __future__ import annotations

import pytest

from tests.unit.reading.whole_texts import lexicons, read
from truceline.reading.model import Reading
from truceline.reading.rows import rows_of

DAY = "GENEVA, 3 May 2018.\n\n"


def reports(body: str) -> list[dict[str, object]]:
    return rows_of(read(DAY + body + "\n"), "note.txt", "0" * 64, lexicons()).tables.get("reports", [])


@pytest.mark.parametrize(
    "body",
    [
        "Nobody was wounded by shelling in Homs on Tuesday, the ministry said.",
        "It is not true that Israel bombed Homs on Tuesday, the envoy said.",
        "Israel dismissed as fantasy reports that its jets had bombed Homs on Tuesday.",
        "The Syrian army abstained from shelling Homs on Tuesday.",
        "The rebels stopped short of shelling Homs on Tuesday.",
        "Israel threatened again to bomb Homs.",
        "The envoy warned both sides against shelling Homs.",
        "Jordan retracted its statement that Israel had bombed Homs on Tuesday.",
        "The reported bombing of Homs on Tuesday never took place, Israel said.",
        "The drill on Tuesday simulated the shelling of Homs.",
        "Correction: an earlier version of this article said that Israel bombed Homs on Tuesday.",
        "Израиль отверг обвинения в том, что он обстрелял Хомс. Неправда, что Израиль обстрелял Хомс во вторник.",
        "Турция пригрозила обстрелять Африн.",
        "وتوعدت إسرائيل بقصف حمص.",
        "Israël menace de bombarder Homs.",
        "Personne n'a bombardé Homs mardi.",
        "Il est faux que l'armée syrienne a bombardé Homs mardi.",
        "Turkey was on the brink of shelling Afrin on Tuesday.",
        "Reports that Turkey shelled Afrin on Tuesday turned out to be false.",
        "The shelling of Afrin was averted on Tuesday.",
        "Turkey called off the shelling of Afrin on Tuesday.",
        "Fears of renewed shelling in Afrin grew on Tuesday.",
        "Nothing suggests that Turkey shelled Afrin on Tuesday.",
        "Rather than shelling Afrin, Turkey sent envoys on Tuesday.",
        "Turkey was wrongly accused of shelling Afrin on Tuesday.",
        "The parties pledged to stop shelling Afrin.",
        "Удар по Идлибу удалось предотвратить во вторник.",
        "Suppose that Turkey shelled Afrin on Tuesday.",
        "وقد يقصف الجيش السوري حمص.",
        "وتراجعت تركيا عن قصف عفرين يوم الثلاثاء.",
        "L'armée syrienne aurait pu bombarder Homs mardi.",
        "Le bombardement de Homs a été évité mardi.",
    ],
)
def test_left_undone_threatened_or_taken_back(body: str) -> None:
    """None of these becomes a row of the table that is assessed."""
    assert reports(body) == []


@pytest.mark.parametrize(
    "body",
    [
        "Israel rejected the truce and bombed Homs on Tuesday.",
        "Israel dismissed the report and accused the rebels of shelling Homs on Tuesday.",
        "Nobody disputed that the army had shelled Homs on Tuesday.",
        "Instead of talks Israel offered nothing and bombed Homs on Tuesday.",
        "The army, rather than the rebels, shelled Homs on Tuesday.",
        "Fears of famine grew as shelling hit Homs on Tuesday.",
        "Despite the ban on heavy weapons, the army shelled Homs on Tuesday.",
        "وقد قصف الجيش السوري حمص يوم الثلاثاء.",
        "After threatening Damascus, Israel bombed Homs on Tuesday.",
        "The Syrian army withdrew its tanks from Homs on Tuesday.",
        "Жители сообщили, что армия обстреляла Хомс во вторник. Никто не погиб.",
    ],
)
def test_what_was_done_stays_told(body: str) -> None:
    """The same words beside an act that happened."""
    assert reports(body)


def test_words_withdrawn_are_no_withdrawal() -> None:
    """'withdrew its complaint' moves no troops."""
    for body in ("Turkey withdrew its complaint on Tuesday.", "La Turquie a retiré ses accusations mardi."):
        assert [e.type for e in read(DAY + body).events if e.type == "withdrawal"] == []


def told(body: str) -> list[tuple[int | None, str | None]]:
    reading: Reading = read(DAY + body + "\n")
    return [(c.total, c.mismatch) for c in reading.counts]


@pytest.mark.parametrize(
    "body",
    [
        "The mission recorded 14 violations on Tuesday, including five in Homs.",
        "The mission recorded 14 violations on Tuesday, most of them in Homs (9).",
        "The mission recorded more than 14 violations on Tuesday: Homs (9), Hama (7).",
        "The mission recorded about 14 violations on Tuesday: Homs (9), Hama (6).",
        "Миссия зафиксировала 14 нарушений за сутки, в том числе 5 в Хомсе.",
        "La mission a enregistré 14 violations mardi, dont 5 à Homs.",
        "سجلت البعثة 14 خرقا يوم الثلاثاء، بينها 5 في حمص.",
    ],
)
def test_some_of_them_and_bounds_are_no_mismatch(body: str) -> None:
    """Who tells some of the places, or a bound, does not contradict himself."""
    assert [total for total, wrong in told(body) if wrong] == []


@pytest.mark.parametrize(
    "body",
    [
        "The mission recorded 14 violations on Tuesday: Homs (9), Hama (3).",
        "The mission recorded 14 violations on Tuesday, including Homs (9) and Hama (7).",
        "The mission recorded more than 14 violations on Tuesday: Homs (9), Hama (3).",
    ],
)
def test_sums_that_cannot_be_are_said(body: str) -> None:
    """Parts that are fewer than all, or more."""
    assert any(wrong for _, wrong in told(body))


@pytest.mark.parametrize(
    "body",
    [
        "Resolution 1559 violations were discussed on Tuesday.",
        "Report No. 87 of violations was printed on Tuesday.",
        "The mission did not record 30 violations on Tuesday.",
        "Had the mission recorded 30 violations, the truce would be over.",
        "La résolution 1559 violations comprises fut lue.",
        "القرار 1559 خروقات مستمرة.",
    ],
)
def test_numbers_that_count_nothing(body: str) -> None:
    """Of papers, of what was not recorded, of what is supposed."""
    assert told(body) == []
