"""What stands beside a claim: nobody's accusations, denials behind it, both sides, who was asked, short forms that a text defines."""

from __future__ import annotations

import pytest

from tests.unit.reading.whole_texts import read, said


@pytest.mark.parametrize(
    ("text", "words", "ids"),
    [
        # a pronoun inside a relative clause is the subject of the sentence, or nobody known
        ("DELHI, 4 May 2018. Pakistan handed over a list of six cases in which, it said, drones had crossed the line near Battal.", "drones had crossed the line near Battal", ("pakistan",)),
        ("4 May 2018. The Indian Army and the Pakistan Army met at Poonch.\n\nThe Pakistani side handed over a list of cases in which, it said, drones had crossed near Battal.", "drones had crossed near Battal", ("pakistan",)),
        # both of two named together
        ("4 May 2019. India and Pakistan reviewed the truce. Both sides stated that no shot had been fired since April.", "no shot had been fired since April", ("india", "pakistan")),
        ("4 mai 2021. La CMA et la Plateforme se sont rencontrées à Bamako. Les deux parties assurent que la trêve tient.", "la trêve tient", ("cma-mali", "plateforme")),
        ("4 мая 2021 года. Россия и Турция провели переговоры. Обе стороны подтвердили, что перемирие в Идлибе соблюдается.", "перемирие в Идлибе соблюдается", ("russia", "turkey")),
        ("4 مايو 2021. اتفقت روسيا وتركيا على هدنة. وقال الطرفان إن الهدنة تشمل إدلب.", "الهدنة تشمل إدلب", ("russia", "turkey")),
        # nobody was named: nobody's
        ("4 May 2021. The ceasefire held for a day. Both sides said the other had opened fire.", "the other had opened fire", ()),
        # between a subject and its verb
        ("4 May 2019. The Indian side for its part claimed that two men had laid mines.", "two men had laid mines", ("india",)),
        ("Donetsk, 4 May 2020. Ukraine, on the other hand, insists that its troops did not fire.", "its troops did not fire", ("ukraine",)),
        # who was asked stands before it
        ("4 mai 2021. Deux habitants disent avoir vu des hommes du M23 ; la MONUSCO, jointe par téléphone, affirme n'avoir rien observé.", "n'avoir rien observé", ("monusco",)),
        ("06:40 RSF LO, called back, says nothing was fired.", "nothing was fired", ("rsf-sudan",)),
        # what others make of it is no part of the claim
        ("4 May 2021. Residents reached by phone said a drone struck the market, a claim that the army rejects.", "a drone struck the market", ()),
        ("4 mai 2021. Le M23 affirme que des drones ont frappé Sake, ce que l'armée dément.", "des drones ont frappé Sake", ("m23",)),
        ("4 мая 2021 года. Азербайджан утверждает, что по Шуше стреляли, что Ереван отрицает.", "по Шуше стреляли", ("azerbaijan",)),
        # cited as a proof, and passed on
        ("KINSHASA, 4 May 2021. The M23 said, citing intelligence, that troops had massed near Sake.", "troops had massed near Sake", ("m23",)),
        # the name before its short form
        ("MANILA, 4 May 2019 - Rebels ambushed a patrol in Samar, the Armed Forces of the Philippines (AFP) said.", "Rebels ambushed a patrol in Samar", ("philippines-army",)),
        ("MANILA, 4 May 2019. The Armed Forces of the Philippines (AFP) lost two men. The AFP added that they were on patrol.", "they were on patrol", ("philippines-army",)),
        # letters of an agency that a text gives somebody nobody knows
        ("MONROVIA, 4 May 2019 - The Alliance for Fishing People (AFP) met. The AFP said that soldiers fired at boats.", "soldiers fired at boats", ()),
        # a source between two parts of its clause
        ("4 мая 2021 года. С начала суток, по подсчётам ведомства в Степанакерте, режим тишины нарушен пять раз.", "С начала суток … режим тишины нарушен пять раз", ()),
        ("4 mai 2021. L'armée a, selon un élu local, brûlé trois maisons à Boni.", "L'armée a … brûlé trois maisons à Boni", ()),
        # second verbs
        ("4 mai 2021. La CMA parle d'une « attaque préméditée » et affirme avoir perdu dix hommes.", "avoir perdu dix hommes", ("cma-mali",)),
        # no verb of saying: an answer, an account, what became known, what a dispatch tells
        ("4 May 2021. The M23's account is that the FARDC opened fire first.", "the FARDC opened fire first", ("m23",)),
        ("4 мая 2021 года. Неизвестные обстреляли патруль - об этом говорится в сводке МВД Грузии.", "Неизвестные обстреляли патруль", ("georgia",)),
        ("4 мая 2021 года. Как стало известно от источника в полиции, колонна вошла в Камышлы.", "колонна вошла в Камышлы", ()),
        ("4 мая 2021 года. Никто не пострадал, уверяет комендант села.", "Никто не пострадал", ()),
        # a capital between capitals is part of a name
        ("BAKU, 4 May 2021. Azerbaijan's State Border Service said its posts had come under fire.", "its posts had come under fire", ("azerbaijan",)),
        ("TBILISI, 4 May 2019. The Border Service of Georgia holds that the farmers were taken on its side.", "the farmers were taken on its side", ("georgia",)),
        # an organ of a state that an adjective names: its own id where the registry has one, else the state's
        ("4 May 2021. The Indian home ministry said that two men had crossed the line.", "two men had crossed the line", ("india",)),
        ("4 мая 2021 года. Украинская разведка сообщает, что боевики перебросили к Горловке три танка.", "боевики перебросили к Горловке три танка", ("ukraine",)),
        ("4 мая 2021 года. Турецкий Генштаб уведомил российских коллег, что отвод завершён.", "отвод завершён", ("turkey",)),
        # letters that spell a party named before are that party's, though an agency has the same
        ("Log of calls, 5 November 2019\n\nAnsar Allah liaison officers: 14\n\n14:30 AA LO claims a Coalition aircraft bombed At Tuhayta.", "a Coalition aircraft bombed At Tuhayta", ("houthis",)),
        # who denies another's claim does not make it
        ("4 May 2021. The M23 dismissed as propaganda a claim by the FARDC that two clinics had been looted.", "two clinics had been looted", ("fardc",)),
        ("4 May 2021. India rejected Pakistan's claim that its army had used cluster munitions.", "its army had used cluster munitions", ("pakistan",)),
        ("4 мая 2021 года. Ереван опроверг заявление Баку о том, что армянские силы обстреляли Шушу.", "армянские силы обстреляли Шушу", ("azerbaijan",)),
        ("4 mai 2021. Le M23 rejette l'accusation des FARDC selon laquelle un dispensaire a été pillé.", "un dispensaire a été pillé", ("fardc",)),
        # two described together; a number opens the second clause
        ("4 May 2021. M23 fighters looted a clinic in Sake on Monday, two nurses and a driver said.", "M23 fighters looted a clinic in Sake on Monday", ()),
        ("4 May 2021. Rwanda accuses the FARDC of shelling its territory and says two people died.", "two people died", ("rwanda",)),
        # a circumstance, an unknown body with its article, and then the clause
        ("13 August 2012. Before dawn, the Sixth Infantry Division tells us, fighters of the BIFF fired rifle grenades.", "Before dawn … fighters of the BIFF fired rifle grenades", ()),
        # whom somebody speaks for is no object of the verb
        ("4 مايو 2021. نفى قيادي في قوات الدعم السريع وقوع أي قصف على المدينة.", "وقوع أي قصف على المدينة", ("rsf-sudan",)),
    ],
)  # fmt: skip
def test_who_says_it(text: str, words: str, ids: tuple[str, ...]) -> None:
    """Each clause is found whole and is its speaker's."""
    assert (words, ids) in said(text)


@pytest.mark.parametrize(
    "text",
    [
        "4 May 2021. The M23 is accused of having looted the health centre.",
        "4 mai 2021. Le M23 est accusé d'avoir pillé le dispensaire.",
        "4 مايو 2021. اتُهمت قوات الدعم السريع بنهب المستشفى.",
    ],
)
def test_the_accused_says_nothing(text: str) -> None:
    """Who accuses is not told: the charge is nobody's, and never that of whom it hits."""
    assert {ids for _, ids in said(text)} == {()}


def test_who_accuses_is_named() -> None:
    """'accused by N': N says it."""
    assert {ids for _, ids in said("4 May 2021. The M23 was accused by the FARDC of having looted a clinic.")} == {
        ("fardc",)
    }


@pytest.mark.parametrize(
    "text",
    [
        # a bracket of an agency behind a town keeps it; 'AFP' behind words of other letters too
        "BANGUI, 4 mai 2019 (AFP) - Des hommes ont attaqué un convoi.",
        "Soldiers fired at boats, Agence France-Presse (AFP) reported on 4 May 2019.",
    ],
)
def test_an_agency_keeps_its_letters(text: str) -> None:
    """Only the capitals of the words before a bracket take them away."""
    assert any("afp" in a.actor_ids for a in read(text).actors)


@pytest.mark.parametrize(
    "text",
    [
        # a place and a day behind a label, a heading of a column: nothing is claimed
        "Prochaine réunion de la MONUSCO : Goma, 29 août.",
        "Caller: calls received",
        # an agency that cites passes on; the day is no clause
        "4 May 2021. The meeting held that day was short.",
    ],
)
def test_nothing_is_claimed(text: str) -> None:
    assert not [w for w, _ in said(text)]


def test_an_outlet_passes_on() -> None:
    """'The newspaper reported, citing officials, that': the officials say it, known or not."""
    found = said("4 May 2021. The newspaper reported, citing two officials, that M23 fighters had entered Sake.")
    assert found and all(ids == () for _, ids in found)


def test_claims_inside_a_turn() -> None:
    """A question, and an answer, may tell what others said; 'we' is whoever has the turn."""
    found = said(
        "TPLF press briefing, 4 May 2021\n\n"
        "Reuters: Residents say that Eritrean troops looted two clinics near Shire. Is that so?\n\n"
        "Spokesman: The elders told us that soldiers came twice. We say that all foreign forces must leave."
    )
    assert ("Eritrean troops looted two clinics near Shire", ()) in found
    assert ("soldiers came twice", ()) in found
    assert ("all foreign forces must leave", ("tplf",)) in found


def test_an_opposition_is_no_organ() -> None:
    """'Turkish opposition officials' do not speak for the state."""
    assert all(
        ids != ("turkey",) for _, ids in said("4 May 2021. Turkish opposition officials said that shells hit a post.")
    )


def test_an_army_that_responds_says_nothing() -> None:
    """A headline's deed is no word."""
    assert not said("Terrorists break truce in Hama, army responds\n\n4 May 2017. Shells hit Hama.")


def test_whoever_is_blamed_claims_nothing() -> None:
    """'The group, blamed for the attack': the attack is not its claim."""
    text = "4 May 2021. Gunmen attacked Sake. The M23, blamed for the attack, has not commented."
    assert all("m23" not in e.claimed_by for e in read(text).events)


def test_its_spokesman_is_of_no_body_below_a_preposition() -> None:
    """'fighters of N fired …, its spokesman says': of whom is not told."""
    found = said(
        "13 August 2012. The division says fighters of the BIFF fired. Four rebels were killed, its spokesman says."
    )
    assert ("Four rebels were killed", ()) in found


def test_its_fighters_are_not_those_of_whoever_charges() -> None:
    """'N dismissed a claim by M that its fighters looted': M charges N, and is no doer."""
    events = read("4 May 2021. The M23 dismissed a claim by the FARDC that its fighters had looted a clinic.").events
    assert [(e.claimed_by, "fardc" in e.agents) for e in events if e.type == "looting"] == [(("fardc",), False)]
