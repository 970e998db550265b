"""Whose words a clause is when no verb of saying stands beside its speaker, or more than one speaker shares a sentence."""

from __future__ import annotations

import pytest

from tests.unit.reading.whole_texts import read, said
from truceline.formats.reading_data import load_lexicons
from truceline.reading.model import CountClaim
from truceline.reading.read import read_text


@pytest.mark.parametrize(
    ("text", "words", "ids"),
    [
        # a further speaker behind a semicolon or 'while'
        ("Kyiv, 3 May 2019. The Ukrainian army said its positions were shelled near Pisky, while the DPR claimed that its fighters had not opened fire.", "its fighters had not opened fire", ("dpr",)),
        ("Kyiv, 3 May 2019. The Ukrainian army said its positions were shelled; the DPR rejected that as a lie and insisted no mortar was used.", "no mortar was used", ("dpr",)),
        # below a heading
        ("CTSAMVM report 12\n\nJuba, 3 May 2018\n\nClaims by the SPLA-IO\nSoldiers of the SPLA burned two villages near Yei on Sunday.\n\nFindings\nThe team has not visited the area.\n", "Soldiers of the SPLA burned two villages near Yei on Sunday", ("spla-io",)),
        # at a bullet
        ("Notes of the day, 3 May 2016\n\n- Armenian Defence Ministry: the truce was broken near Martakert\n- Azerbaijan's Defence Ministry: mortars were fired at Terter\n", "mortars were fired at Terter", ("azerbaijan-mod",)),
        # who was told did not say it
        ("Naqoura, 3 May 2021. UNIFIL was told that two rockets had been fired from an orchard near Tyre.", "two rockets had been fired from an orchard near Tyre", ()),
        ("Bamako, 3 mai 2017 - Il a été signalé à la MINUSMA que des hommes armés avaient attaqué un convoi près d'Ansongo.", "des hommes armés avaient attaqué un convoi près d'Ansongo", ()),
        ("Goma, 3 mai 2013 - Le préfet a déclaré à la MONUSCO que le M23 avait tiré sur le marché.", "le M23 avait tiré sur le marché", ()),
        # an account, a colon, no verb
        ("Delhi, 3 May 2018 (PTI): Islamabad's own tally: 90 breaches of the truce by Indian troops.", "90 breaches of the truce by Indian troops", ("pakistan",)),
        # words put around who says them
        ("Дамаск, 3 мая 2019. Боренков сообщил об обстрелах. Сирийские солдаты, по словам Минобороны РФ, огня не открывали.", "Сирийские солдаты … огня не открывали", ("russia-mod",)),
        # a circumstance between the verb and its clause, and between the verb and its subject
        ("Kiev, 3 mai 2015 (AFP) - L'armée ukrainienne a affirmé dimanche avoir subi trois bombardements dans la région de Donetsk et sur une des routes du nord.", "avoir subi trois bombardements dans la région de Donetsk et sur une des routes du nord", ("ukraine-army",)),
        # the object before its verb
        ("Москва, 3 мая 2020. Хайят Тахрир аш-Шам участие в обстрелах отрицает.", "участие в обстрелах", ("hts",)),
        # a subject before its verb in Arabic, and the second verb of one subject
        ("دمشق 3 أيار 2020 - أما دمشق فنفت أن تكون قواتها قد قصفت البلدة.", "تكون قواتها قد قصفت البلدة", ("sy-government",)),
        # an unnamed subject of 'that'
        ("Khartoum, 3 May 2023. Newly arrived families told a patrol that fighters of the RSF had looted the market of Omdurman.", "fighters of the RSF had looted the market of Omdurman", ()),
        # who is named at the end of a headline
        ("Warplanes hit a convoy near Homs - military source\n\nBEIRUT, 3 May 2016. Details were not known.", "Warplanes hit a convoy near Homs", ()),
    ],
)  # fmt: skip
def test_whose_words(text: str, words: str, ids: tuple[str, ...]) -> None:
    """Each clause is its own speaker's; somebody unknown gets no id of a body that is named elsewhere."""
    assert (words, ids) in said(text)


def test_told_to_do_something_is_not_said() -> None:
    """An order to a patrol, and a passage that is denied, claim nothing."""
    assert said("Kyiv, 3 May 2019. A guard told the patrol to turn round and denied the SMM access to Zolote.") == []


def test_he_behind_an_unnamed_source() -> None:
    """'he' of an unnamed source is not the envoy named before."""
    text = "Aden, 3 May 2019. Martin Griffiths said the truce was holding. A military source denied an attack; the Houthis, he said, shelled a hospital in the east."
    assert ("the Houthis … shelled a hospital in the east", ()) in said(text)


def test_hearsay_is_nobodys() -> None:
    """Reports that reach a mission are not the mission's."""
    (attack,) = [e for e in read("UNAMID brief, 4 February 2016\n\nReports reaching UNAMID speak of aerial bombing near Nyala.").events if e.type == "air_strike"]  # fmt: skip
    assert (attack.modality, attack.claimed_by) == ("claimed", ())


def test_it_is_said_to_have_been() -> None:
    """'are reported to have been shelled' is claimed, by nobody who is named."""
    (shelled,) = [e for e in read("Beirut, 3 May 2016 (AFP) - Two villages near Hama are reported to have been shelled.").events if e.type == "shelling"]  # fmt: skip
    assert (shelled.modality, shelled.claimed_by) == ("claimed", ())


@pytest.mark.parametrize(("where", "mission"), [("Libya", "unsmil"), ("Lebanon", "unifil"), ("Mali", "minusma")])
def test_the_un_mission_of_the_country(where: str, mission: str) -> None:
    """'the UN mission' is that of the country the text is about."""
    text = f"3 May 2021. In {where}, the government of {where} complained. The U.N. mission recorded nine violations in {where}."
    assert mission in {i for a in read(text).actors for i in a.actor_ids}


def counted(text: str) -> list[CountClaim]:
    return read(text).counts


def test_counts_of_parties_in_lines() -> None:
    """A line a party below a heading that says what is counted."""
    text = "UNMHA note, 3 May 2019\n\nViolations reported by the parties\n- Houthis: 30, of which Hays 20 and Hudaydah city 10\n- Yemeni government: 12\n"
    assert [(c.claimant_ids, c.total, [b.count for b in c.breakdown]) for c in counted(text)] == [
        (("houthis",), 30, [20, 10]),
        (("yemen-government",), 12, []),
    ]


def test_two_earlier_figures_in_one_breath() -> None:
    """Each region has its own figure of the period before, in the order told."""
    text = "OSCE SMM daily report, 3 May 2020\n\nThe SMM recorded 40 ceasefire violations in Donetsk region and 15 in Luhansk region. In the preceding period the figures had stood at 51 and 9."
    assert [(c.total, c.previous) for c in counted(text)] == [(40, 51), (15, 9)]


def test_a_list_below_a_colon_that_sums_to_the_count() -> None:
    """Rows of places below a line of their own break down the count whose total they make."""
    text = "Донецк, 30 мая 2018 года. В представительстве ДНР заявили, что ВСУ обстреляли республику шесть раз.\n\nПод огонь попали:\n– Горловка — 4;\n– Зайцево — 2.\n"
    assert [(c.total, [b.count for b in c.breakdown]) for c in counted(text)] == [(6, [4, 2])]


def test_who_is_governed_does_not_count() -> None:
    """'a committee chaired by A and B had received nine complaints': neither A nor B counts."""
    (count,) = counted(
        "Geneva, 3 May 2016. A task force chaired by Russia and the United States had received reports of nine breaches."
    )
    assert not {"russia", "us"} & set(count.claimant_ids)


def told(text: str) -> list[tuple[tuple[str, ...], str]]:
    return [
        (s.speaker_ids, " // ".join(c.of(text) for c in s.content))
        for s in read_text(text, load_lexicons(())).statements
    ]


def test_arabic_words_end_before_a_further_verb_of_saying() -> None:
    """A participle, a verb joined by 'and' and 'while N said' begin words of their own, of the same speaker or another."""
    assert told("وقال الجيش اللبناني إن دورية تعرضت للرصاص، مضيفا أن جنديا جرح قرب صور.") == [(("laf",), "دورية تعرضت للرصاص"), (("laf",), "جنديا جرح قرب صور")]  # fmt: skip
    assert told("نفت اليونيفيل انسحابها من المركز، وأعلنت في بيان بقاء جنودها.") == [(("unifil",), "انسحابها من المركز"), (("unifil",), "بقاء جنودها")]  # fmt: skip
    assert told("قالت حماس إن الهدنة صامدة في القطاع، بينما أكد الجيش الإسرائيلي أنه هاجم نفقا.") == [(("hamas",), "الهدنة صامدة في القطاع"), (("idf",), "هاجم نفقا")]  # fmt: skip


def test_two_clauses_and_two_speakers_of_one_arabic_verb() -> None:
    """'that A, and that B' are two statements; two names beside 'the two guarantors' are two speakers."""
    assert told("أفاد الجيش السوداني بأن طائرة سقطت غرب الأبيض، وأن طاقمها نجا من الحادث بأعجوبة.") == [(("saf",), "طائرة سقطت غرب الأبيض"), (("saf",), "طاقمها نجا من الحادث بأعجوبة")]  # fmt: skip
    assert told("وأعلن الضامنان، موسكو وأنقرة، أنهما سيسيران دوريات جديدة.")[0][0] == ("russia", "turkey")


def test_arabic_subject_before_its_verb() -> None:
    """'As for N, he claimed', 'and N had confirmed': a subject keeps its words, known or not."""
    assert told("وكان مصدر أمني قد أعلن توقيف أربعة مسلحين في المدينة.") == [((), "توقيف أربعة مسلحين في المدينة")]
    assert told("أما خليفة حفتر فأكد أن قواته باقية في سرت.") == [(("haftar",), "قواته باقية في سرت")]


def test_russian_sources_in_adjectives_and_pronouns() -> None:
    """'By Turkish data', 'by their account': whose data it is; the head noun speaks, and not whose it is."""
    assert told("По турецким данным, у Саракиба сбит один беспилотник.") == [(("turkey",), "у Саракиба сбит один беспилотник")]  # fmt: skip
    assert told("СММ ОБСЕ сообщила, что ночь была тихой. По её сведениям, колонна ушла на юг.")[-1] == (("osce-smm",), "колонна ушла на юг")  # fmt: skip
    assert told("Российская сторона комиссии РФ и Турции сообщила, что обстрелы прекратились.")[0][0] == ("russia",)
    assert told("МИД РФ осудил удары. Во внешнеполитическом ведомстве добавили, что ждут ответа.")[-1][0] == ("russia-mfa",)  # fmt: skip


def test_a_transcript_of_questions_and_answers() -> None:
    """Whoever the paper names answers; whoever asks claims nothing."""
    text = (
        "Из стенограммы брифинга Марии Захаровой, 3 июня 2021 года\n\nВопрос: Сколько было обстрелов за май?\n\n"
        "Ответ: За месяц отмечено девять. Дорога открыта."
    )
    found = read_text(text, load_lexicons(())).statements
    assert [(s.speaker_ids, s.attitude) for s in found] == [((), True), (("zakharova",), False)]


def test_two_sides_of_one_russian_sentence() -> None:
    """'The one said that A; the other, that B', 'said that A, and accused N of B', 'from C, by N's data, D'."""
    assert told("Турецкая сторона сообщила, что колонна стояла на трассе; сирийская - что она двигалась к городу.") == [(("turkey",), "колонна стояла на трассе"), (("sy-government",), "она двигалась к городу")]  # fmt: skip
    assert told("ЛНА сообщила, что её войска не стреляли, и, в свою очередь, обвинила ПНС в переброске танков.") == [(("lna",), "её войска не стреляли"), (("lna",), "ПНС в переброске танков")]  # fmt: skip
    assert told("Из сёл долины, по данным МККК, вывезено сорок семей.") == [(("icrc",), "Из сёл долины // вывезено сорок семей")]  # fmt: skip


def test_who_cites_is_the_subject() -> None:
    """'N, with reference to a report, counted': N's sentence; listeners of an Arabic verb did not speak."""
    assert told("Халифа Хафтар со ссылкой на разведку сообщил, что дорога заминирована.")[0][0] == ("haftar",)
    assert told('رحب المبعوث هانس غروندبرغ بفتح الطريق أمام القوافل. وقال للصحفيين: "ننتظر ردا من الطرفين غدا".')[-1][0] == ("grundberg",)  # fmt: skip
