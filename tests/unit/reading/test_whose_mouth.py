"""Claims in the right mouth: elided and distant subjects, a paper's own words, what is raised, denied or only heard."""

from __future__ import annotations

import pytest

from tests.unit.reading.whole_texts import read, said


@pytest.mark.parametrize(
    ("text", "words", "ids"),
    [
        # a second verb of a subject whose first verb tells nothing
        ("GOMA, 4 May 2021. The M23 put the number of attacks by the FARDC at nine and said that a drone had struck Sake.", "a drone had struck Sake", ("m23",)),
        ("GOMA, 4 May 2021. The M23 handed over two posts and claimed that the FARDC had shelled Sake.", "the FARDC had shelled Sake", ("m23",)),
        ("GOMA, 4 mai 2021. Le M23 a libéré deux soldats et affirme que les FARDC ont bombardé Sake.", "les FARDC ont bombardé Sake", ("m23",)),
        ("ДОНЕЦК, 4 мая 2019 года. ДНР отвела орудия и утверждает, что украинские силовики обстреляли Горловку.", "украинские силовики обстреляли Горловку", ("dpr",)),
        # a subject of its own behind 'and'
        ("GOMA, 4 May 2021. The M23 shelled Sake, and residents said that two people were killed.", "two people were killed", ()),
        # an aside stands between the subject, or both of two, and the verb
        ("GOMA, 4 May 2021. Two drivers, reached by phone, said that soldiers had burned the market.", "soldiers had burned the market", ()),
        ('GOMA, 4 May 2021. An M23 commander and a "FARDC" officer, asked separately, each denied that mines had been laid near Sake.', "mines had been laid near Sake", ("m23", "fardc")),
        # who describes, relays, reports
        ("4 May 2021. Not so, say farmers in Sake, who described how a patrol shelled the market.", "how a patrol shelled the market", ()),
        ("4 May 2021. An officer of the FARDC relayed to the mission that, in the night, fighters had shelled Sake.", "in the night, fighters had shelled Sake", ("fardc",)),
        ("4 May 2021. In the north, our partners in Goma report that the M23 shelled Sake.", "the M23 shelled Sake", ()),
        # an hour ends no sentence that goes on
        ("4 May 2021. The M23 shelled Sake at 6 p.m. on Monday, the FARDC said.", "The M23 shelled Sake at 6 p.m. on Monday", ("fardc",)),
        ("4 May 2021. The front was calm until 6 p.m. The FARDC said that the M23 had shelled Sake.", "the M23 had shelled Sake", ("fardc",)),
        # whose data it is, wherever the sentence stands
        ("МОСКВА, 4 мая 2019 года. Переговоры продолжились. По украинским данным, боевики обстреляли Авдеевку.", "боевики обстреляли Авдеевку", ("ukraine",)),
        ("4 мая 2020 года. Встреча прошла в Москве.\n\nПо турецким данным, армия обстреляла Идлиб.", "армия обстреляла Идлиб", ("turkey",)),
        # the paper of whoever spoke, and of whoever is the subject
        ("4 мая 2019 года. Украинские силовики обстреляли Горловку, сообщила Народная милиция ЛНР. «Противник применил миномёты», - говорится в сводке.", "Противник применил миномёты", ("lpr-militia",)),
        ("4 мая 2019 года. Украинские силовики обстреляли Горловку, сообщила Народная милиция ЛНР. «Противник применил миномёты», - говорится в сообщении.", "Противник применил миномёты", ("lpr-militia",)),
        ("КАИР, 4 мая 2023 года. Суданская армия покинула Омдурман, говорится в заявлении её пресс-службы.", "Суданская армия покинула Омдурман", ("saf",)),
        ("4 мая 2019 года. ДНР сообщила об обстреле Горловки. Неизвестные обстреляли патруль, говорится в сводке полиции Грузии.", "Неизвестные обстреляли патруль", ("georgia",)),
        ("4 мая 2019 года. ДНР утверждает, что обстреляна Горловка. «Противник применил миномёты», - говорится в сообщении ведомства.", "Противник применил миномёты", ("dpr",)),
        # what is denied, in one word; whoever charges strangers; nouns that begin with the letter of 'and'
        ("4 мая 2019 года. Украина утверждает, что боевики обстреляли Авдеевку. В ДНР обстрел отрицают.", "обстрел", ("dpr",)),
        ("4 مايو 2021. اتهم سكان البلدة مسلحين مجهولين بقصف السوق، وهو ما نفاه الفصيل الذي قال إن عناصره انسحبوا.", "مسلحين مجهولين بقصف السوق", ()),
        ("4 مايو 2021. نفى ضابط في الشرطة العسكرية الروسية وقوع أي قصف.", "وقوع أي قصف", ("russia",)),
        ("4 مايو 2021. نفى مسؤول في المحافظة وجود أي قصف على درعا.", "وجود أي قصف على درعا", ()),
        # a reason in his own words
        ('KHARTOUM, 4 May 2023. The army left the talks, an official told reporters, citing "repeated attacks by the RSF".', "The army left the talks … repeated attacks by the RSF", ()),
        # letters of an agency behind a name are no photographer's
        ("Truce marred\n\nMANILA, 4 May 2019 - Two soldiers were killed in an ambush in Samar, the Armed Forces of the Philippines (AFP) said.", "Two soldiers were killed in an ambush in Samar", ("philippines-army",)),
    ],
)  # fmt: skip
def test_who_says_it(text: str, words: str, ids: tuple[str, ...]) -> None:
    """A claim has the speaker that grammar gives it, or nobody known."""
    assert (words, ids) in said(text)


@pytest.mark.parametrize(
    "text",
    [
        "4 May 2021. The network in Goma report shelled villages.",
        "4 May 2021. The officer relayed the message to the mission. Fighters shelled Sake.",
        "4 мая 2019 года. Стороны встретились. По неполным данным, обстреляна Авдеевка.",
        "4 мая 2019 года. В ДНР обвинения отрицают.",
        "4 мая 2019 года. В ДНР информацию опровергли.",
    ],
)
def test_nobody_says_it(text: str) -> None:
    """Nouns that look like verbs, messages without a clause and denials of what was told before are no statements."""
    assert said(text) == []


@pytest.mark.parametrize(
    ("text", "trigger", "modality", "ids"),
    [
        # a pronoun goes on for whoever spoke in the sentence before
        ("BEIRUT, 4 May 2021. Hezbollah claimed the rockets. It presented them as an answer to an air raid on Tyre.", "air raid", "claimed", ("hezbollah",)),
        ("NAQOURA, 4 May 2021. UNIFIL deplored the shelling of Marwahin. It has received reports of three more attacks.", "attacks", "claimed", ("unifil",)),
        ("BEIRUT, 4 May 2021. Hezbollah claimed the rockets. It fired again after an air raid on Tyre.", "air raid", "asserted", ()),
        ("BEIRUT, 4 May 2021. Hezbollah claimed the rockets. The day was calm. It was the first since an air raid on Tyre.", "air raid", "asserted", ()),
        # what somebody raises is his claim
        ("BEIRUT, 4 May 2021. Hezbollah raised the abduction of a teacher near Tyre.", "abduction", "claimed", ("hezbollah",)),
        ("BEIRUT, 4 May 2021. Hezbollah raised its flag after the abduction of a teacher near Tyre.", "abduction", "asserted", ()),
        # hearsay is nobody's, and ends with its sentence
        ("4 May 2021. We hear that the road to Sake was mined. The market was shelled at noon.", "mined", "claimed", ()),
        ("4 May 2021. We hear that the road to Sake was mined. The market was shelled at noon.", "shelled", "asserted", ()),
        ("4 мая 2021 года. По слухам, дорога в Авдеевку заминирована.", "заминирована", "claimed", ()),
        ("4 mai 2021. On dit que la route de Sake a été minée.", "minée", "claimed", ()),
        ("4 مايو 2021. ويتردد أن طائرة قصفت درعا.", "قصفت", "claimed", ()),
        # what another's monitors are told to have recorded stays his who tells it
        ("KYIV, 4 May 2019. Ukraine stated that the SMM had recorded 14 violations near Zolote.", "violations", "claimed", ("ukraine",)),
    ],
)  # fmt: skip
def test_whose_claim_it_is(text: str, trigger: str, modality: str, ids: tuple[str, ...]) -> None:
    """An event has the claimant of its sentence."""
    found = [e for e in read(text).events if any(trigger in t.of(text) for t in e.triggers)]
    assert [(e.modality, e.claimed_by) for e in found] == [(modality, ids)]
