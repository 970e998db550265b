"""What stands between a speaker and his verb, and what follows 'and that': pronouns, relatives, quoted verbs."""

from tests.unit.reading.whole_texts import read, said


def test_french_pronouns_before_the_verb() -> None:
    """'nous dit', 'm'assure', 's'est plainte de ce que': whoever stands before them speaks."""
    text = (
        "BAMAKO, 4 mai 2021 (AFP) - Le préfet nous dit que des hommes armés ont tiré sur un bac. Le chauffeur m'assure que le pont est miné. "
        "La mission s'est plainte de ce que sa patrouille a été bloquée et de ce que, le lendemain, un drone l'a survolée."
    )
    reading = read(text)
    assert [(s.speaker.of(text), s.content[0].of(text)) for s in reading.statements if s.speaker] == [
        ("Le préfet", "des hommes armés ont tiré sur un bac"),
        ("Le chauffeur", "le pont est miné"),
        ("La mission", "sa patrouille a été bloquée"),
        ("La mission", "le lendemain, un drone l'a survolée"),
    ]


def test_a_relative_between_subject_and_verb() -> None:
    """Whoever is met or called in the relative does not speak."""
    french = "BAMAKO, 4 mai 2021 (AFP) - Le chef du village, que la MINUSMA a rencontré, dément que ses fils aient pillé le convoi."
    assert said(french) == [("ses fils aient pillé le convoi", ())]
    russian = (
        "Степанакерт, 4 мая 2021 года. Глава общины, с которым встретились миротворцы РФ, сообщил, что село обстреляно."
    )
    (only,) = read(russian).statements
    assert only.speaker is not None and only.speaker.of(russian).startswith("Глава общины")


def test_a_quoted_verb_with_its_subject_and_that_after_it() -> None:
    """'says Pakistan "stands by the truce" and that …': nobody is spoken to, and both clauses are one speaker's."""
    text = 'NEW DELHI, 4 May 2021 (AFP) - The Indian Army says Pakistan "broke the truce twice" and that its guns shelled two villages.'
    found = said(text)
    assert ("its guns shelled two villages", ("indian-army",)) in found
    assert {ids for _, ids in found} == {("indian-army",)}
    told = 'KYIV, 4 May 2021 (AFP) - The Ukrainian army told Russia "the line must be held tonight by everybody".'
    assert [w for w, _ in said(told)] == ["the line must be held tonight by everybody"]


def test_weapons_that_fell_silent_killed_nobody() -> None:
    """'se sont tues' is no 'tuées'; planes that bomb are an air strike."""
    text = "BEYROUTH, 4 mai 2021 (AFP) - Les armes se sont tues à Idleb. Un avion avait bombardé une route la veille. Deux femmes ont été tuées à Alep."
    assert [(e.type, e.triggers[0].of(text)) for e in read(text).events] == [
        ("air_strike", "bombardé"),
        ("killing", "tuées"),
    ]


def test_the_rest_of_a_bodys_name_before_the_verb() -> None:
    """', the centre for X of the Y said': a name goes on behind the words that the registry knows."""
    text = "MOSCOW, 4 May 2016 /TASS/. Five violations were registered in Syria, the Russian center for reconciliation of the opposing sides said in a bulletin on Monday."
    assert said(text) == [("Five violations were registered in Syria", ("ru-reconciliation-centre",))]


def test_a_paper_reads_and_a_reader_does_not() -> None:
    """'the bulletin reads' gives its words; 'the minister read a letter' gives none."""
    text = 'MOSCOW, 4 May 2016 /TASS/. The Russian center for reconciliation issued a bulletin. "The truce has largely held," the bulletin reads.'
    assert ("The truce has largely held", ("ru-reconciliation-centre",)) in said(text)
    assert (
        said("ANKARA, 4 May 2016 (AFP) - The Turkish minister read the letter of the mission on Monday in Ankara.")
        == []
    )


def test_a_pronoun_at_the_end_has_the_whole_sentence() -> None:
    """'groups that had declared X, it said': no verb inside the sentence takes it."""
    text = "MOSCOW, 4 May 2016 /TASS/. The Russian Defense Ministry held a briefing. Its planes hit no group that had announced a truce, it said."
    assert said(text) == [("Its planes hit no group that had announced a truce", ("russia-mod",))]


def test_who_counted_stands_in_a_relative_behind() -> None:
    """'the nine breaches the army reported', 'خروقات سجلتها البعثة': no other counts them."""
    text = "BEIRUT, 4 May 2016 (Reuters) - The mission spoke of calm. Of the nine breaches the Syrian army reported on Tuesday, six were in Hama. Three violations that the Russian military registered were in Latakia."
    assert [(c.total, c.claimant_ids) for c in read(text).counts] == [(9, ("syrian-army",)), (3, ("russian-forces",))]
    arabic = "عدن، 4 مايو 2021. اتهم الحوثيون القوات المشتركة بارتكاب ستة خروقات سجلتها بعثة الأمم المتحدة في الحديدة."
    assert [(c.total, c.claimant_ids) for c in read(arabic).counts] == [(6, ("unmha",))]


def test_the_ministry_of_defence_is_that_of_the_town_a_text_is_dated_from() -> None:
    """Never that of the side it accuses, which is named last; a state told behind it decides."""
    text = (
        "YEREVAN, 4 May 2021 (ARMENPRESS) - Azerbaijan's defence ministry had denied it on Monday. "
        "Azerbaijani units fired at our posts, the spokesman of the Ministry of Defence said."
    )
    assert [ids for words, ids in said(text) if words.startswith("Azerbaijani units")] == [("armenia-mod",)]
    other = "YEREVAN, 4 May 2021 (AFP) - Armenian units opened fire, the Ministry of Defence of Azerbaijan said."
    assert said(other) == [("Armenian units opened fire", ("azerbaijan-mod",))]


def test_the_last_words_of_a_sentence_have_all_of_it() -> None:
    """'X denied that, state television reported': a further source at the end passes it on."""
    text = "AMMAN, 4 May 2016 (Reuters) - The rebels accused the army of shelling. The army denied that, state television reported."
    assert said(text)[-1] == ("The army denied that", ())
    office = "KYIV, 4 May 2020 (AFP) - Militants fired four times in a day, the press center of the Joint Forces Operation headquarters said on Facebook."
    assert said(office) == [("Militants fired four times in a day", ("jfo-hq",))]


def test_an_answer_is_no_words_of_the_accuser() -> None:
    """'Baku rejected the claims' between two sentences of one speaker is not his."""
    text = 'YEREVAN, 4 May 2021 (AFP) - Azerbaijani units fired first, the Armenian army said. Baku rejected the claims as groundless. "We hold the line," the Armenian army added.'
    assert not [w for w, _ in said(text) if w.startswith("Baku")]
    russian = "МОСКВА, 4 мая 2021 года. /ТАСС/. Представитель МИД Турции заявил, что колонна обстреляна, однако в Дамаске это отрицают."
    assert [w for w, _ in said(russian)] == ["колонна обстреляна"]


def test_datelines_of_russian_and_arabic_agencies() -> None:
    """Their agency stands in brackets, in slashes or behind a dash; the month may have two names."""
    russian = read("Москва. 4 мая 2021. INTERFAX.RU - Колонна обстреляна, сообщил Центр по примирению.")
    assert (russian.meta.outlet_id, str(russian.meta.doc_date)) == ("interfax", "2021-05-04")
    arabic = "بيروت 4 مايو أيار 2021 (رويترز) - خرقت الهدنة مرتين، وفق ما أفاد به مصدر عسكري."
    found = read(arabic)
    assert (found.meta.outlet_id, str(found.meta.doc_date)) == ("reuters", "2021-05-04")
    assert [(s.speaker and s.speaker.of(arabic), s.content[0].of(arabic)) for s in found.statements] == [
        ("مصدر", "خرقت الهدنة مرتين")
    ]


def test_an_aside_before_the_verb_is_no_end_of_a_clause() -> None:
    """'State TV, for its part, said rebels …': the subject stands before the aside."""
    text = (
        "BEIRUT, 4 May 2018 (AP) - Fighting went on. Syrian state TV, for its part, said rebels had shelled the road."
    )
    (only,) = read(text).statements
    assert (only.speaker and only.speaker.of(text), only.content[0].of(text)) == (
        "Syrian state TV",
        "rebels had shelled the road",
    )


def test_a_dateline_that_a_full_stop_divides() -> None:
    """'BEIRUT, Feb. 4, 2018 (AP) - According to N, …': nothing of the dateline is told by N."""
    text = "BEIRUT, Feb. 4, 2018 (AP) - According to the Syrian Observatory for Human Rights, army units shelled Douma."
    assert said(text) == [("army units shelled Douma", ("sohr",))]


def test_a_name_beside_the_office_of_a_source() -> None:
    """'According to the head of the mission, General N N, the parties …': the name tells nothing."""
    text = "HUDAYDAH, 4 May 2019 - According to the head of UNMHA, Lieutenant General Michael Lollesgaard, both sides shelled the mills."
    assert said(text) == [("both sides shelled the mills", ("lollesgaard",))]


def test_another_minister_who_confirms_is_not_the_speaker_before() -> None:
    """'The German foreign minister confirmed that' stands between two sentences of somebody else."""
    text = "MUNICH, 4 May 2017 (TASS) - Sergey Lavrov said that guns would be withdrawn. German Minister Sigmar Gabriel confirmed that. The mission will verify it, Lavrov added."
    assert not [w for w, ids in said(text) if "Gabriel" in w]


def test_a_french_auxiliary_apart_from_its_verb() -> None:
    """'a de son côté dénoncé', 'ont pour leur part affirmé'."""
    text = "BEYROUTH, 4 mai 2016 (AFP) - Moscou a de son côté dénoncé neuf violations. Les rebelles ont pour leur part affirmé que la trêve tenait. La pluie a aussi cessé."
    reading = read(text)
    assert [(s.speaker and s.speaker.of(text), s.content[0].of(text)) for s in reading.statements] == [
        ("Moscou", "neuf violations"),
        ("Les rebelles", "la trêve tenait"),
    ]
    assert [(c.total, c.claimant_ids) for c in reading.counts] == [(9, ("russia",))]


def test_what_is_not_acknowledged_is_denied() -> None:
    """'Киев нарушения не признаёт'; cars ('سيارات') are nothing to come."""
    assert [e.polarity for e in read("ДОНЕЦК, 4 мая 2020 г. Киев нарушения не признаёт.").events] == ["neg"]
    assert [e.polarity for e in read("ДОНЕЦК, 4 мая 2020 г. Киев нарушения признаёт.").events] == ["pos"]
    cars = read("قال الجيش الإسرائيلي إنه رصد مشتبها بهم في سيارات معتبرا ذلك خرقا للاتفاق.")
    assert [e.polarity for e in cars.events] == ["pos"]


def test_who_is_told_does_not_speak() -> None:
    """'"…," one of them, N N, told journalists': the one described before the name."""
    text = 'ASTANA, 4 May 2017 (AFP) - The delegates walked out; "we reject any role for Iran," one of them, Osama Zaid, told journalists.'
    (only,) = read(text).statements
    assert (only.speaker and only.speaker.of(text), only.content[0].of(text)) == (
        "one of them",
        "we reject any role for Iran",
    )


def test_two_of_whom_one_is_unknown_close_a_sentence() -> None:
    """', rebels and a monitoring group said.'"""
    text = "AMMAN, 4 May 2017 (AFP) - The ceasefire appeared to be holding, rebels and a monitoring group said."
    assert said(text) == [("The ceasefire appeared to be holding", ())]


def test_what_follows_though_is_the_same_speakers() -> None:
    """', N said, though troops had shelled': unless another says it."""
    text = "AMMAN, 4 May 2017 (AFP) - No plane struck the town, the Syrian Observatory for Human Rights said, though troops had shelled a village."
    assert said(text) == [("No plane struck the town … troops had shelled a village", ("sohr",))]
    other = "AMMAN, 4 May 2017 (AFP) - No plane struck the town, the Syrian Observatory for Human Rights said, though Turkey claimed that jets had flown over."
    assert ("No plane struck the town", ("sohr",)) in said(other)


def test_the_person_behind_the_office_of_a_source() -> None:
    """'По словам главы МИД РФ Сергея Лаврова', from a correspondent of an agency."""
    text = "МОСКВА, 4 мая 2017. /Корр. ТАСС/. По словам главы МИД РФ Сергея Лаврова, удары по террористам продолжатся."
    assert said(text) == [("удары по террористам продолжатся", ("lavrov",))]
    assert read(text).meta.outlet_id == "tass"


def test_a_month_cut_short_ends_no_sentence() -> None:
    """'until midnight on Dec. 26' goes on; what is 'met with force' is no meeting."""
    text = "MANILA, 4 May 2018 (AP) - The Philippine army said the truce would last until midnight on Dec. 26. It warned that any breach would be met with force."
    reading = read(text)
    assert reading.statements[0].content[0].of(text).endswith("Dec. 26")
    assert [e for e in reading.events if e.type == "meeting"] == []
