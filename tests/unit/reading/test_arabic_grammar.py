"""Arabic sentences by their grammar: who did it behind a noun or a plane, whose words a relative and a pronoun lead to. Invented sentences."""

from __future__ import annotations

import pytest

from tests.unit.reading.whole_texts import read, said


def acts(text: str) -> list[tuple[str, tuple[str, ...], tuple[str, ...]]]:
    return [(e.type, e.agents, e.targets) for e in read(text).events]


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("أفادت مصادر بوقوع قصف حوثي على مأرب.", ("houthis",)),
        ("قال سكان إن قصفا حوثيا طال حي الروضة.", ("houthis",)),
        ("قال سكان إن قصفاً إسرائيلياً طال أطراف البلدة.", ("israel",)),
        ("تجدد قصف سوري وروسي على أطراف البلدة.", ("sy-government", "russia")),
        ("تعرضت القرية فجرا إلى قصف سوري وروسي عنيف.", ("sy-government", "russia")),
    ],
)
def test_an_adjective_behind_a_noun_of_force(text: str, who: tuple[str, ...]) -> None:
    assert ("shelling", who, ()) in acts(text)


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("حلقت طائرة مسيّرة إسرائيلية فوق صور.", ("overflight", ("israel",), ())),
        ("حلّقت طائرات مسيّرة تابعة للجيش الإسرائيلي فوق بلدة الخيام.", ("overflight", ("idf",), ())),
        ("حلقت طائرات مسيرة للحوثيين فوق مأرب.", ("overflight", ("houthis",), ())),
        ("قصفت طائرة مسيرة حوثية معسكرا في مأرب.", ("drone_strike", ("houthis",), ())),
    ],
)
def test_whose_drone_it_is(text: str, act: tuple[str, tuple[str, ...], tuple[str, ...]]) -> None:
    """Its owner flew it, and was not hit; a drone that only flies strikes nobody."""
    assert acts(text) == [act]


def test_a_drone_that_is_seen_or_shot_down_strikes_nobody() -> None:
    assert acts("رصدت المدفعية الإسرائيلية طائرة مسيرة لحزب الله فوق حيفا.") == []
    assert "drone_strike" not in [a[0] for a in acts("أسقطت مضاداتنا طائرة مسيرة شرق البلدة.")]
    assert "drone_strike" in [a[0] for a in acts("قتل ثلاثة مدنيين بطائرة مسيرة في عين عيسى.")]


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("رد الجيش السوري على مصادر النيران في ريف حماة.", ("syrian-army",)),
        ("قال مصدر إن وحدات من الجيش السوري ردت على مصادر النيران شمال حلب.", ("syrian-army",)),
        ("رد على مصادر النيران عناصر من قوات الدعم السريع في الفاشر.", ("rsf-sudan",)),
        ("رد مسلحون مجهولون على مصادر النيران في الفاشر.", ()),
    ],
)
def test_who_answered_the_fire(text: str, who: tuple[str, ...]) -> None:
    assert acts(text) == [("small_arms_fire", who, ())]


def test_an_army_that_answers_fire_says_nothing() -> None:
    """'ورد' is 'and answered'; words follow only behind 'by that'."""
    assert said("قصف الجيش التركي بلدة تل رفعت، ورد الجيش السوري على مصادر النيران.") == []
    assert said("ورد بلاغ بأن مسلحين هاجموا حاجزا.") == []
    assert said("ورد عضو من وفد الحوثيين بأن قواته لا تملك ألغاما هناك.") == [
        ("قواته لا تملك ألغاما هناك", ("houthis",))
    ]


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("قال مصدر إن القيادة العامة للجيش والقوات المسلحة أعلنت التهدئة في سوريا. وتلتزم سوريا بها.", "syrian-army"),
        ("سلم وفد من القيادة العامة للقوات المسلحة في السودان رده. ورحب السودان به.", "saf"),
        ("سلم وفد القيادة العامة رده في طرابلس. ورحبت ليبيا به، وقالت ليبيا إنها تدرسه.", "lna"),
        ("انتشرت آليات للجيش قرب درعا في سوريا. وقالت سوريا إنها تلتزم التهدئة.", "syrian-army"),
    ],
)
def test_the_command_of_the_text_s_own_army(text: str, who: str) -> None:
    assert who in [i for a in read(text).actors for i in a.actor_ids]


def test_a_command_in_a_text_of_no_country_is_nobody_s() -> None:
    """It is no sign of the state it would be read for."""
    for text in ("أعلنت القيادة العامة للجيش وقف العمليات ثلاثة أيام.", "سلم وفد القيادة العامة رده أمس."):
        assert [a for a in read(text).actors if a.actor_ids] == []


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("نفته قوات الدعم السريع التي قالت إن مقاتليها انسحبوا من الحي.", ("مقاتليها انسحبوا من الحي", ("rsf-sudan",))),
        ("نقلا عن مصدر في الدفاع المدني، قتل مدنيان في قصف على حلب.", ("قتل مدنيان في قصف على حلب", ())),
        (
            "وبحسب قوات الدعم السريع قصف الطيران سوقا، فيما هاجم مسلحون حاجزا.",
            ("قصف الطيران سوقا، فيما هاجم مسلحون حاجزا", ("rsf-sudan",)),
        ),
        ("بعد أن أعلنت الحركة هدنة، قال الناطق إن المدينة آمنة.", ("المدينة آمنة", ())),
        ("وأكد الطرفان التزامهما باتفاق وقف إطلاق النار.", ("التزامهما باتفاق وقف إطلاق النار", ())),
        ("أعلنت القيادة العامة للجيش وقف العمليات ثلاثة أيام.", ("وقف العمليات ثلاثة أيام", ())),
        ("وزعم الجيش الإسرائيلي أن خلية عبرت السياج، وهو زعم باطل.", ("خلية عبرت السياج", ("idf",))),
        (
            "قال قائد في الدعم السريع إن سلاح الجو قصف المدينة، وهو ما نفاه ناطق.",
            ("سلاح الجو قصف المدينة", ("rsf-sudan",)),
        ),
        (
            "قال مصدر إن الطيران قصف عندان، وهو ما أدى إلى مقتل مدني.",
            ("الطيران قصف عندان، وهو ما أدى إلى مقتل مدني", ()),
        ),
    ],
)
def test_where_words_begin_and_end(text: str, told: tuple[str, tuple[str, ...]]) -> None:
    assert said(text) == [told]


def test_what_is_only_pointed_at_is_not_said_again() -> None:
    assert said("نفت قوات الدعم السريع في بيان هذه المزاعم.") == []
    assert said("نفى ناطق باسم حركة حماس هذه الأرقام جملة وتفصيلا، وقال إن الحركة التزمت بالهدنة.") == [
        ("الحركة التزمت بالهدنة", ("hamas",))
    ]


def test_no_clause_of_time_is_told() -> None:
    assert said("شهدت الجبهة هدوءا منذ أن توقفت المدافع وبعد أن عاد السكان.") == []


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("وزعم الجيش الإسرائيلي أنهم عبروا السياج وأنه استهدف خلية.", ("idf",)),
        ("اتهم الحوثيون التحالف بأنه استهدف الحديدة.", ("saudi-coalition",)),
        ("قالت حركة حماس إن إسرائيل خرقت الهدنة وإنها استهدفت غزة.", ()),
    ],
)
def test_that_he_did_it(text: str, who: tuple[str, ...]) -> None:
    """The pronoun is who speaks, or whoever he charges; not when another stands between."""
    assert [agents for kind, agents, _ in acts(text) if kind == "attack"] == [who]
