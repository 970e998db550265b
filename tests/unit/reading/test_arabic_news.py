"""Arabic news: who is cited within a subject, names in marks, acts with their object, instruments, what is asked for."""

from __future__ import annotations

import pytest

from tests.unit.reading.whole_texts import read, said


def voices(text: str) -> list[str | None]:
    return [s.speaker.of(text) if s.speaker else None for s in read(text).statements]


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("وأفاد مراسلنا نقلا عن ضابط في شرطة المرور بأن شاحنتين احترقتا على الطريق.", "ضابط في شرطة المرور"),
        ("وأفاد مراسلنا نقلا عن ضابط في شرطة المرور بأن “شاحنتين احترقتا على الطريق العام”.", "ضابط في شرطة المرور"),
        ("لفتت البعثة، إلى أن الطريق ما زال مغلقا أمام القوافل.", "البعثة"),
        ("وأشار الطبيب إلى “وصول عشرة جرحى إلى المشفى خلال ساعة واحدة”.", "الطبيب"),
        ("ودعا المصدر الأطراف إلى فتح الطريق أمام القوافل.", "المصدر"),
        ("حذّر فريق “سند الأهالي” النازحين من العودة إلى قراهم قبل نزع الألغام.", "فريق “سند الأهالي”"),
    ],
)
def test_who_speaks(text: str, who: str) -> None:
    assert voices(text) == [who]


def test_a_vowelled_particle_opens_one_statement_of_the_same_mouth() -> None:
    text = "قال المرصد السوري لحقوق الإنسان إن الليل كان هادئا. وتابع أنّ “خمس شاحنات عبرت الجسر عند الفجر”."
    assert said(text) == [("الليل كان هادئا", ("sohr",)), ("خمس شاحنات عبرت الجسر عند الفجر", ("sohr",))]


def test_an_agency_before_a_verb_of_saying_only_passes_on() -> None:
    text = "أفادت وكالة مهر، انه قالت يونيفيل إن دوريتين خرجتا صباحا."
    assert [ids for _, ids in said(text)] == [("unifil",)]


@pytest.mark.parametrize("particle", ["ان", "أن", "أنّ"])
def test_particles_with_and_without_hamza(particle: str) -> None:
    assert said(f"زعم الحوثيون {particle} الحكومة أغلقت المطار.") == [("الحكومة أغلقت المطار", ("houthis",))]


@pytest.mark.parametrize(
    ("text", "type_"),
    [
        ("أدخلت المنظمة 12 شاحنة مساعدات إلى مضايا.", "aid_delivery"),
        ("وصلت إلى البلدة قافلة طبية من العاصمة.", "aid_delivery"),
        ("شوهد رتل عسكري على طريق سراقب.", "deployment"),
        ("انتشرت وحدات من الجيش عند مدخل البلدة.", "deployment"),
        ("أقامت القوات التركية نقطة مراقبة قرب سراقب.", "deployment"),
        ("هدمت جرافة تابعة للقوات ثلاثة منازل في يارون.", "attack"),
        ("جرفت القوات بساتين في بلدة يارون.", "attack"),
        ("أخلى المقاتلون مواقعهم فجرا، وغادر المقاتلون نحو الشمال.", "withdrawal"),
        ("أطلق جنود من الموقع النار على مزارعين.", "small_arms_fire"),
        ("ينص الاتفاق الموقع في جنيف على فتح الطريق.", "agreement_concluded"),
        ("تقيد الطرفان بالهدنة طوال الليل.", "ceasefire_in_force"),
    ],
)
def test_acts_with_their_object(text: str, type_: str) -> None:
    assert type_ in [e.type for e in read(text).events]


@pytest.mark.parametrize(
    ("text", "type_"),
    [
        ("نشره المركز الإعلامي للجيش على صفحته.", "deployment"),
        ("انتشر الخبر في المدينة بسرعة.", "deployment"),
        ("أطلقت الوزارة سراح خمسة موظفين.", "small_arms_fire"),
        ("وصلت الشاحنة إلى ورشة التصليح.", "aid_delivery"),
        ("الطريق إلى الموقع في الجنوب مغلق.", "agreement_concluded"),
    ],
)
def test_what_is_no_such_act(text: str, type_: str) -> None:
    assert type_ not in [e.type for e in read(text).events]


@pytest.mark.parametrize(
    ("text", "polarity"),
    [
        ("طالبت اللجنة بخروج القوات من المطار.", "future"),
        ("Премьер потребовал вывода войск из города.", "future"),
        ("لم يخلُ الصباح من رشقات متقطعة قرب الجسر.", "pos"),
    ],
)
def test_what_is_asked_for_is_to_come(text: str, polarity: str) -> None:
    kinds = {"withdrawal", "small_arms_fire"}
    assert {e.polarity for e in read(text).events if e.type in kinds} == ({polarity} if polarity else set())


def test_who_stands_behind_a_side_is_no_place() -> None:
    (place,) = [p for p in read("هاجمت جماعة مدعومة من إيران قاعدة في العراق.").places if p.place_id == "IRN"]
    assert place.use == "assoc"


@pytest.mark.parametrize(
    ("text", "type_"),
    [
        ("هذا خرق لاتفاق وقف الأعمال القتالية.", "ceasefire"),
        ("أعلن الوسطاء وقفاً شاملاً لإطلاق النار.", "ceasefire"),
        ("مدد الطرفان نظام التهدئة يومين.", "regime_of_calm"),
        ("يعد ذلك انتهاكا للقرار 1701.", "unsc_resolution"),
        ("يستند الطرفان إلى اتفاق 3 نيسان.", "peace_agreement"),
    ],
)
def test_instruments(text: str, type_: str) -> None:
    assert [a.type for a in read(text).agreements] == [type_]


@pytest.mark.parametrize("text", ["توصلوا إلى اتفاق مع الوسيط.", "خرقوا الاتفاق 21 مرة.", "تم الاتفاق على الموعد."])
def test_no_instrument_by_name(text: str) -> None:
    assert [a for a in read(text).agreements if a.type == "peace_agreement"] == []


def test_the_subject_of_was_with_a_noun_for_what_is_told() -> None:
    text = "وكان المرصد السوري لحقوق الإنسان أفاد بإصابة ثلاثة رعاة بلغم يرجح أنه قديم قرب بلدة معصران."
    assert said(text) == [("بإصابة ثلاثة رعاة بلغم يرجح أنه قديم قرب بلدة معصران", ("sohr",))]


def test_for_his_part_inside_a_french_verb() -> None:
    text = "L'armée libanaise a quant à elle démenti un tir contre Tyr."
    assert [s.cue.of(text) for s in read(text).statements if s.cue] == ["a quant à elle démenti"]
