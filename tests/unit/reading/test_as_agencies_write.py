"""Shapes of agencies and bulletins in Russian, Arabic and French: who passes on, who is introduced, what is no event."""

from __future__ import annotations

import pytest

from tests.unit.reading.whole_texts import read, said


def speakers(text: str) -> list[tuple[str, ...]]:
    return [ids for _, ids in said(text)]


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        (
            "Минобороны Армении сообщило утром, что азербайджанские посты молчали всю ночь, передает РИА Новости.",
            ("armenia-mod",),
        ),
        ("МИД России заявил, что колонна дошла до города, сообщает ТАСС.", ("russia-mfa",)),
        ("Колонна с мукой дошла до города, сообщает Минобороны Армении.", ("armenia-mod",)),
    ],
)
def test_a_medium_that_closes_a_sentence_passes_it_on(text: str, ids: tuple[str, ...]) -> None:
    assert speakers(text)[-1] == ids


def test_the_clause_ends_before_the_medium() -> None:
    told = said("МИД России заявил, что колонна дошла до города, сообщает ТАСС.")
    assert told == [("колонна дошла до города", ("russia-mfa",))]


def test_about_this_told_at_a_briefing() -> None:
    text = "Ночью боевики дважды обстреляли посёлок, об этом на вечерней встрече с прессой рассказал представитель МИД России."
    assert said(text)[0] == ("Ночью боевики дважды обстреляли посёлок", ("russia-mfa",))


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        (
            "О перемирии говорил заместитель начальника Минобороны Армении полковник Тигран Басмаджян. "
            "«Наши посты не стреляли», — добавил Басмаджян.",
            ("armenia-mod",),
        ),
        ("О перемирии говорил местный учитель Тигран Басмаджян. «Наши посты не стреляли», — добавил Басмаджян.", ()),
        (
            "Le mouvement M23 accuse l'armée congolaise. L'armée congolaise répond par son porte-parole, Anselme Kibuka. "
            "« Nous n'avons pas tiré », a déclaré Anselme Kibuka.",
            ("fardc",),
        ),
    ],
)
def test_a_surname_whose_office_stood_before(text: str, ids: tuple[str, ...]) -> None:
    assert speakers(text)[-1] == ids


def test_the_person_behind_his_office_and_the_office_alone() -> None:
    text = (
        "« La nuit a été calme », a noté jeudi le porte-parole du Secrétaire général, Stéphane Dujarric.\n\n"
        "Deux patrouilles sont sorties, a indiqué le porte-parole."
    )
    assert speakers(text) == [("dujarric",), ("dujarric",)]


def test_two_spokesmen_are_not_one() -> None:
    text = (
        "« La nuit a été calme », a noté jeudi le porte-parole du Secrétaire général, Stéphane Dujarric. "
        "« Rien n'est calme », a dit le porte-parole de l'armée libanaise.\n\n"
        "Deux patrouilles sont sorties, a indiqué le porte-parole."
    )
    assert speakers(text)[-1] == ()


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("Минобороны Армении заявило, что ночь была тихой. «Огня не было», — добавила пресс-служба ведомства.", ("armenia-mod",)),
        ("По данным ТАСС, ночь была тихой. «Огня не было», — добавила пресс-служба ведомства.", ()),
    ],
)  # fmt: skip
def test_its_press_service(text: str, ids: tuple[str, ...]) -> None:
    assert speakers(text)[-1] == ids


def test_a_quotation_in_two_pieces_is_one() -> None:
    text = (
        '"Trois camions attendent devant le pont", dans la région de Gao, "et personne ne les laisse passer", '
        "a affirmé Moussa Diarra, chauffeur.\n\n"
        '"Nous avons faim", a-t-il ajouté.'
    )
    told = said(text)
    assert told[0][0].startswith("Trois camions") and told[0][0].endswith("passer")
    assert [s.speaker.of(text) for s in read(text).statements if s.speaker] == ["Moussa Diarra"] * 2


def test_two_quotations_joined_by_and() -> None:
    text = "« La trêve tient » et « les armes se taisent », a-t-elle dit mardi devant Stéphane Dujarric."
    assert len(said(text)) == 1


def test_a_stop_before_a_spaced_mark_ends_the_sentence() -> None:
    text = (
        "« Ils sont partis », a dit un berger. « Nous avons vu leurs camions. » "
        "Les tirs ont fait deux morts, selon Awa Keita, infirmière."
    )
    assert [c for c, _ in said(text)][-1].startswith("Les tirs")


@pytest.mark.parametrize(
    ("text", "many"),
    [
        ("La mission a relevé deux tirs le long de la ligne qui sépare le Liban d'Israël, et signalé que trois maisons ont brûlé.", 1),
        ("La trêve annoncée tient, et le retrait annoncé pour mardi aura lieu dans le nord.", 0),
    ],
)  # fmt: skip
def test_a_participle_speaks_only_behind_its_auxiliary(text: str, many: int) -> None:
    ids = speakers(text)
    assert len(ids) == many and ("israel",) not in ids


def test_an_adverb_inside_the_verb() -> None:
    text = "L'armée israélienne a fermement démenti avoir tiré sur un hôpital à Gaza."
    assert [s.cue.of(text) for s in read(text).statements if s.cue] == ["a fermement démenti"]


@pytest.mark.parametrize(
    ("text", "type_"),
    [
        ("La réunion a eu lieu au siège de l'ONU à Genève.", "siege"),
        ("Миссия наблюдала за участком разведения у Золотого в Луганской области.", "withdrawal"),
        (
            "Комиссия по рассмотрению фактов нарушений режима прекращения огня собралась в Хмеймиме.",
            "ceasefire_violation",
        ),
        ("Le comité de suivi des violations du cessez-le-feu siège à Kidal.", "ceasefire_violation"),
        ("تعمل البعثة على استعادة الاستقرار في طرابلس.", "advance_capture"),
        ("أعلن الجيش الإسرائيلي اعتراض طائرة بدون طيار فوق حيفا.", "drone_strike"),
    ],
)
def test_what_is_no_event(text: str, type_: str) -> None:
    assert type_ not in [e.type for e in read(text).events]


@pytest.mark.parametrize(
    ("text", "type_"),
    [
        ("La ville vit sous le siège de l'armée depuis mai.", "siege"),
        ("استعادت قوات الحكومة بلدة كفرنبل في إدلب.", "advance_capture"),
        ("دمرت طائرة مسيرة منزلا في غزة.", "drone_strike"),
        ("Комиссия насчитала девять нарушений режима прекращения огня.", "ceasefire_violation"),
    ],
)
def test_what_still_is(text: str, type_: str) -> None:
    assert type_ in [e.type for e in read(text).events]


@pytest.mark.parametrize(
    ("text", "polarity"),
    [
        ("Обстрелов со стороны отрядов, подчинённых Анкаре, за ночь не зарегистрировано.", "neg"),
        ("За ночь было пять обстрелов, жертв не зафиксировано.", "pos"),
        ("اجتمعت اللجنة لبحث سحب القوات من الحديدة.", "future"),
    ],
)
def test_polarity_behind_the_act(text: str, polarity: str) -> None:
    assert {e.polarity for e in read(text).events if e.type in ("shelling", "withdrawal")} == {polarity}


@pytest.mark.parametrize(
    ("text", "total"),
    [
        ("سجلت البعثة نحو 3.5 آلاف خرق في جنوب لبنان.", 3500),
        ("سجلت البعثة 4 آلاف خرق في جنوب لبنان.", 4000),
        ("Наблюдатели насчитали около 2,5 тысячи нарушений режима прекращения огня.", 2500),
        ("Наблюдатели насчитали 3,2 тыс. нарушений режима прекращения огня.", 3200),
    ],
)
def test_parts_of_thousands(text: str, total: int) -> None:
    assert [c.total for c in read(text).counts] == [total]


@pytest.mark.parametrize(
    "text",
    [
        "«Наша часть комиссии насчитала четыре нарушения: Алеппо — одно, Хама — три», — говорится в бюллетене.",
        "Отмечено четыре обстрела, из них в провинции Алеппо – 1 обстрел, провинции Хама – 3 обстрела.",
    ],
)
def test_the_last_place_of_a_list(text: str) -> None:
    (count,) = read(text).counts
    assert [b.count for b in count.breakdown] == [1, 3] and count.mismatch is None


@pytest.mark.parametrize(
    ("text", "theirs"),
    [
        ("قالت حكومة الوحدة في ليبيا إن الجيش الوطني قصف مصراتة، وليبيا تنتظر المراقبين.", "lna"),
        ("في سوريا قصف الجيش الوطني قرية في ريف حلب، وقالت سوريا إن القصف مستمر.", "sna"),
        ("في اليمن صد الجيش الوطني هجوما للحوثيين، واليمن ينتظر.", None),
    ],
)
def test_whose_national_army(text: str, theirs: str | None) -> None:
    named = {i for m in read(text).actors for i in m.actor_ids} & {"lna", "sna"}
    assert named == ({theirs} if theirs else set())
