"""What somebody found who read texts of his own for the first time: mouths, parties to a count, acts that are none."""

import pytest

from tests.unit.reading.whole_texts import read, said


def test_his_words_are_those_of_whoever_spoke_just_before() -> None:
    """Known or not: no general named earlier takes them."""
    text = "МОСКВА, 4 мая 2016 года. Игорь Конашенков сообщил, что в Хомсе всё тихо. Представитель ВКП Салем аль-Муслет заявил, что обстрелян Хомс. По его словам, огонь вели танки."
    assert [ids for _, ids in said(text)] == [("konashenkov",), ("hnc",), ("hnc",)]


def test_a_quotation_with_a_name_behind_it_is_not_of_who_spoke_before() -> None:
    """'"…?" asked N': whatever the verb."""
    text = 'MOSCOW, 4 May 2016 (AFP) - Russia\'s defence ministry said the truce was holding.\n\n"If this is a truce, what on earth would war look like?" muttered Lina Haddad, a director.\n'
    assert [ids for w, ids in said(text) if w.startswith("If this")] in ([()], [])


def test_a_patrol_is_not_of_an_aid_society() -> None:
    """The only body that is named brings medicines; it does not count."""
    text = "JUBA, 4 May 2018. A patrol observed three impacts near the market. SARC said it had brought medicines."
    assert [(c.total, c.claimant_ids) for c in read(text).counts] == [(3, ())]


def test_parts_of_a_count_by_party() -> None:
    """'fourteen from N and nine from M' of 23; not when they are not all of it."""
    text = "JUBA, 4 May 2018. CTSAMVM received 23 complaints, fourteen from the Government of South Sudan and nine from the SPLA-IO."
    assert [[(n, v) for n, v, _ in c.parts] for c in read(text).counts] == [
        [("Government of South Sudan", 14), ("SPLA-IO", 9)]
    ]
    assert [c.parts for c in read(text.replace("23", "30")).counts if c.total == 30] == [[]]


def test_the_period_before_with_a_word_of_about() -> None:
    """'compared with the previous reporting period (about 190)': no later figure of another region."""
    text = "KYIV, 4 May 2020. The SMM recorded about 340 explosions in Donetsk region, compared with the previous reporting period (about 190), and fewer in Luhansk region, where it recorded 55."
    assert [c.previous for c in read(text).counts if c.total == 340] == [190]


@pytest.mark.parametrize(
    ("text", "acts"),
    [
        ("The army denied responsibility for the attack.", [("attack", "pos")]),
        ("The army denied the attack.", [("attack", "neg")]),
        ("Soldiers were pulling out the wounded.", [("killing", "pos")]),
        ("Soldiers were pulling out of Homs.", [("withdrawal", "pos")]),
        ("The army refused the Mission access to Daraya.", [("access_denial", "pos")]),
        ("L'Armée de libération nationale a prolongé la trêve.", []),
    ],
)
def test_acts_and_none(text: str, acts: list[tuple[str, str]]) -> None:
    """Fixed expressions that hold the word of an act."""
    assert [(e.type, e.polarity) for e in read(text).events] == acts


def test_arabic_hearers_do_not_speak() -> None:
    """'وقال لوكالة سانا إن': whoever spoke before."""
    text = "دمشق، 4 أيار 2016. قال مصدر عسكري إن المدينة هادئة. وقال لوكالة سانا إن الطيران لم يحلق."
    assert [s.speaker and s.speaker.of(text) for s in read(text).statements] == ["مصدر عسكري", "مصدر عسكري"]


@pytest.mark.parametrize(
    ("who", "speaker"),
    [
        ("provincial governor Abdul Malikzai said", "provincial governor Abdul Malikzai"),
        ("lawmaker Fatima Aziz told reporters", "lawmaker Fatima Aziz"),
        ("said Abdul Malikzai, a lawmaker from Herat", "Abdul Malikzai"),
    ],
)
def test_an_office_in_small_letters_before_a_name(who: str, speaker: str) -> None:
    """At the end of a sentence; the office is not told, and the act is not the paper's own."""
    text = f"KABUL, 4 May 2018 (AFP) - Taliban fighters attacked two posts in Badghis, {who}."
    reading = read(text)
    (only,) = reading.statements
    assert (only.speaker and only.speaker.of(text), [c.of(text) for c in only.content]) == (
        speaker,
        ["Taliban fighters attacked two posts in Badghis"],
    )
    assert [e.modality for e in reading.events] == ["claimed"]


def test_colleagues_in_a_mission_speak_for_it() -> None:
    """'Our colleagues in UNSMIL report that': the mission's words."""
    text = "NEW YORK, 4 May 2020. Our colleagues in UNSMIL report that shells fell on Tripoli."
    assert said(text) == [("shells fell on Tripoli", ("unsmil",))]


def test_a_toll_and_a_spokesman_of_others_are_not_whoever_spoke_before() -> None:
    """'un bilan officiel', 'the coalition's spokesman': nobody who is named."""
    french = "BAMAKO, 4 mai 2014 (AFP) - Le MNLA a affirmé contrôler Ménaka, ce que Bamako n'a ni confirmé ni démenti. Selon un bilan officiel, une cinquantaine de soldats ont péri."
    assert said(french) == [("contrôler Ménaka", ("mnla",)), ("une cinquantaine de soldats ont péri", ())]
    english = "ERBIL, 4 May 2017 (AFP) - The Iraqi army said it had no knowledge of a clash. Both sides had agreed to a truce, according to the alliance's spokesman."
    assert said(english)[-1][1] == ()


def test_a_quotation_is_never_the_narration_between_two_sentences() -> None:
    """A colonel's words between two of the army's are the colonel's."""
    text = 'ERBIL, 4 May 2017 (AFP) - The Iraqi army said it had no knowledge of a clash. "They started it, we only defended ourselves," Lt. Col. Ahmed Mohammed told AFP. The road was open, the Iraqi army said.'
    assert said(text)[1] == ("They started it, we only defended ourselves", ())


def test_a_further_subject_behind_a_semicolon_tells_its_own() -> None:
    """'said that A; the Observatory, however, counted B': and what follows a colon behind a denial is no denial."""
    text = "ISTANBUL, 4 May 2020 (AFP) - A Turkish official said no shell had landed in Idlib; the Syrian Observatory, however, counted two incidents there."
    assert said(text)[0][0] == "no shell had landed in Idlib"
    denial = "БИШКЕК, 4 мая 2022 года. Погранслужба Таджикистана опровергла эту информацию: киргизские военные сами обстреляли село."
    assert [(e.type, e.polarity) for e in read(denial).events] == [("shelling", "pos")]


def test_agreed_in_a_town_on_a_truce() -> None:
    """'agreed in Moscow on a ceasefire' is an agreement; 'agreed in Moscow to wait' is none."""
    assert [e.type for e in read("The two presidents agreed in Moscow on a ceasefire in Idlib.").events] == ["agreement_concluded"]  # fmt: skip
    assert [e.type for e in read("The two men agreed in Moscow to wait.").events] == []


def test_office_holders_by_their_arabic_names() -> None:
    """A foreign minister whom Latin and Cyrillic letters only were known of; what could not be verified is not told."""
    text = "عمان، 7 تموز 2017 (رويترز) - قال وزير الخارجية الأمريكي ريكس تيلرسون إن الهدنة تسري ظهر الأحد."
    assert said(text) == [("الهدنة تسري ظهر الأحد", ("tillerson",))]
    russian = "МОСКВА, 4 мая 2016 года. Оппозиция Сирии утверждает, что обстрелян Джобар; подтвердить это из независимых источников не удалось."
    assert [w for w, _ in said(russian)] == ["обстрелян Джобар"]


def test_leaders_of_four_states_and_a_french_centre() -> None:
    """A list of states before the verb is no claim; a count with its place is no total of what follows."""
    text = "KYIV, 4 May 2015 (AFP) - The leaders of Ukraine, Russia, France and Germany said on Thursday they had reached a deal on a ceasefire."
    assert [w for w, _ in said(text)] == ["they had reached a deal on a ceasefire"]
    french = "MOSCOU, 4 mai 2020 (TASS) - D'après le Centre russe pour la réconciliation, huit tirs ont été enregistrés à Alep, trois à Idleb et un à Lattaquié."
    assert [(c.total, c.claimant_ids, c.breakdown) for c in read(french).counts][:1] == [
        (8, ("ru-reconciliation-centre",), [])
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The TPLF claimed to have seized Dessie.", [("to have seized Dessie", ("tplf",))]),
        ("The TPLF denied having fired at Dessie.", [("having fired at Dessie", ("tplf",))]),
        ("The TPLF is said to have seized Dessie.", []),
    ],
)
def test_claimed_to_have_done(text: str, found: list[tuple[str, tuple[str, ...]]]) -> None:
    """Whoever claims to have done it says so; of whom it is said says nothing, and it is not the paper's own either."""
    whole = f"ADDIS ABABA, 4 May 2021 (AFP) - {text}"
    assert said(whole) == found
    assert {e.modality for e in read(whole).events} == {"claimed"}


def test_the_subject_of_a_clause_behind_as() -> None:
    """'N urged M to wait as rebels claimed …': the rebels' claim, and no part of what N urged."""
    text = "ADDIS ABABA, 4 May 2021 (AFP) - Abiy Ahmed urged citizens to take up arms as Tigrayan rebels claimed to have seized Dessie."
    assert said(text) == [("citizens to take up arms", ("abiy",)), ("to have seized Dessie", ())]


def test_a_ministry_with_a_department_is_a_body_of_its_own() -> None:
    """'The interior ministry' behind another's statement is not whoever spoke before."""
    text = "TRIPOLI, 4 May 2025 (AFP) - RADA said that its checkpoint had been attacked. The interior ministry denied any link with the gunmen."
    assert [ids for _, ids in said(text)] == [("rada",), ()]


def test_who_speaks_behind_a_colon_an_and_and_an_amma() -> None:
    """'X has other figures: by its estimate', 'N said A and M reported B', 'أما N فاتهم M بأنها', a source close to talks."""
    russian = "МОСКВА, 4 мая 2016 года. Виталий Чуркин заявил, что бои прекращены. ВОЗ располагает иными цифрами: по её оценке, город покинули 3 000 человек."
    assert said(russian)[-1] == ("город покинули 3 000 человек", ("who",))
    english = "BEIRUT, 4 May 2016 (Reuters) - Insurgents said warplanes had bombed a village and the Syrian army reported rocket fire on Damascus."
    assert said(english)[0] == ("warplanes had bombed a village", ())
    arabic = "القاهرة، 4 أيار 2025. قال المتحدث باسم حماس إن الاحتلال يماطل. أما مكتب رئيس الوزراء الإسرائيلي بنيامين نتنياهو فاتهم الحركة بأنها أخلت بالترتيب."
    assert said(arabic)[-1] == ("أخلت بالترتيب", ("netanyahu",))
    source = "МОСКВА, 4 мая 2020 - РИА Новости. Минобороны РФ сообщило, что всюду тихо. Хафтар уехал из Москвы, рассказал РИА Новости источник, близкий к переговорам."
    assert said(source)[-1] == ("Хафтар уехал из Москвы", ())


def test_whose_act_stands_behind_a_noun_of_men() -> None:
    """'le retrait de l'ennemi israélien' is Israel's; 'condemned the violations by N': N violated, and did not condemn."""
    french = "BEYROUTH, 4 mai 2025. Les unités de l'armée libanaise ont achevé leur déploiement après le retrait de l'ennemi israélien."
    assert [(e.type, e.agents) for e in read(french).events] == [("deployment", ("laf",)), ("withdrawal", ("israel",))]
    english = "ISLAMABAD, 4 May 2020. Pakistan's Foreign Office strongly condemned the ceasefire violations by the Indian forces."
    assert {(e.type, e.agents) for e in read(english).events} == {
        ("condemnation", ("pakistan-fo",)),
        ("ceasefire_violation", ("indian-army",)),
    }


def test_a_private_person_with_a_leaders_surname() -> None:
    """'Karim Assad, a farmer' is not the president; other spellings of a first name, titles and days are no strangers."""
    text = "A farmer, Karim Assad, was killed near Homs. Witness Boris Lavrov said that shells fell."
    reading = read(text)
    assert [a for a in reading.actors if a.rule == "actor.person"] == []
    assert [s.speaker_ids for s in reading.statements] == [()]
    assert any("Karim Assad" in span.of(text) for span in reading.private_names)
    leaders = (
        "President Assad met Minister Lavrov. On Monday Lavrov left. Serguei Lavrov returned. Yesterday Erdogan spoke."
    )
    assert [a.actor_ids for a in read(leaders).actors if a.rule == "actor.person"] == [
        ("assad",),
        ("lavrov",),
        ("lavrov",),
        ("lavrov",),
        ("erdogan",),
    ]
