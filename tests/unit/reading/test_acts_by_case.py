"""Russian and Arabic acts where no subject stands before its verb: sides, instruments, impersonal fire, clitics, nouns of acting."""

from __future__ import annotations

import pytest

from tests.unit.reading.whole_texts import read

Found = list[tuple[str, tuple[str, ...], tuple[str, ...], str]]


def told(text: str) -> Found:
    """(type, agents, targets, polarity) of every event."""
    return [(e.type, e.agents, e.targets, e.polarity) for e in read(text).events]


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("4 мая 2021 года. Со стороны армянских вооружённых сил был открыт огонь по позициям азербайджанской армии.", ("small_arms_fire", ("armenia-army",), ("azerbaijan-army",), "pos")),
        ("4 мая 2021 года. Обстрел Авдеевки боевиками продолжался два часа.", ("shelling", ("donbas-armed-formations",), (), "pos")),
        ("4 мая 2021 года. Патруль у Горловки был остановлен ополченцами.", ("access_denial", ("donbas-armed-formations",), (), "pos")),
        # whom a preposition governs is shot at, and does not shoot
        ("4 мая 2021 года. По позициям ВСУ у Авдеевки стреляли из гранатомётов.", ("small_arms_fire", (), ("ukraine-army",), "pos")),
        ("4 мая 2021 года. Израильская армия взорвала дома на юге Ливана, нарушив перемирие.", ("ceasefire_violation", ("idf",), (), "pos")),
        # impersonal fire, and what was not done
        ("4 мая 2021 года. По Авдеевке вёлся огонь из миномётов.", ("shelling", (), (), "pos")),
        ("4 мая 2021 года. Обстреливался посёлок Зайцево.", ("shelling", (), (), "pos")),
        ("4 мая 2021 года. Ударов по отрядам в Идлибе ВКС России не наносили.", ("attack", (), (), "neg")),
        # a source is not shot at
        ("4 мая 2021 года. По российским данным, случаи стрельбы отмечены в Идлибе.", ("small_arms_fire", (), (), "pos")),
        # behind 'by', 'at the hands of'; the object joined to the verb; men of a side
        ("4 مايو 2021. تم قصف أم درمان من جانب قوات الدعم السريع.", ("shelling", ("rsf-sudan",), (), "pos")),
        ("4 مايو 2021. قتل جندي على يد مسلحين من داعش في دير الزور.", ("killing", ("isil",), (), "pos")),
        ("4 مايو 2021. المدينة قصفتها طائرات التحالف في اليمن مرتين.", ("air_strike", ("saudi-coalition",), (), "pos")),
        ("4 مايو 2021. نهب عناصر الدعم السريع مخازن المنظمة في ود مدني.", ("looting", ("rsf-sudan",), (), "pos")),
        # a patrol that was hit is no doer
        ("4 مايو 2021. استُهدفت دورية للجيش اللبناني قرب عرسال.", ("attack", (), ("laf",), "pos")),
    ],
)  # fmt: skip
def test_who_did_it(text: str, event: tuple[str, tuple[str, ...], tuple[str, ...], str]) -> None:
    """Cases and prepositions tell the doer and whom it hit."""
    assert event in told(text)


@pytest.mark.parametrize(
    ("text", "mouths"),
    [
        # the paper's own, and what another says of another act
        (
            "Пограничная служба Киргизии. Сводка\n\n18 сентября 2022 года\n\n1. У моста из миномёта обстреляно село Достук.\n\n"
            "2. Таджикская сторона обвинила военнослужащих в обстреле заставы днём раньше.",
            [("asserted", ()), ("claimed", ("tajikistan",))],
        ),
        (
            "4 May 2021. Gunmen attacked a village near Ituri at dawn.\n\nMONUSCO said peacekeepers had repelled an attack.",
            [("asserted", ()), ("claimed", ("monusco",))],
        ),
    ],
)
def test_acts_of_two_mouths_stay_apart(text: str, mouths: list[tuple[str, tuple[str, ...]]]) -> None:
    """A bare mention by somebody else does not put the first act into his mouth."""
    assert [(e.modality, e.claimed_by) for e in read(text).events if e.act] == mouths


def test_an_act_taken_up_again_is_one() -> None:
    """'the attack' is the one that was told before."""
    acts = [
        e
        for e in read("4 May 2021. Gunmen attacked Bunia at dawn. MONUSCO said the attack lasted an hour.").events
        if e.act
    ]
    assert len(acts) == 1
