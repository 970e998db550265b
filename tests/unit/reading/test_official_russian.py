"""Official Russian passives and bulletins that go on, and French acts by their adjective, what resumed, what was rejected."""

from __future__ import annotations

import pytest

from tests.unit.reading.whole_texts import read, said


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("Делегацией Армении заявлено, что мост у Горадиза закрыт с ночи.", ("armenia",)),
        ("Со стороны делегации Приднестровья было указано, что колонна шла без охраны.", ("transnistria",)),
        ("В ходе встречи Министерством обороны Армении подтверждено, что мост закрыт.", ("armenia-mod",)),
        ("Сводным штабом доложено, что ночь прошла без выстрелов.", ()),
        ("По заключению сапёров, снаряд прилетел с юга.", ()),
    ],
)
def test_who_did_the_telling_in_a_passive(text: str, ids: tuple[str, ...]) -> None:
    assert [i for _, i in said(text)] == [ids]


@pytest.mark.parametrize("text", ["Дорога через перевал указана на карте.", "Мост взорван, что осложняет подвоз."])
def test_no_passive_of_telling(text: str) -> None:
    assert said(text) == []


def test_a_bulletin_that_goes_on() -> None:
    text = (
        "Минобороны РФ сообщило о трёх обстрелах. Как отмечается, огонь вели у Хамы. "
        "Сообщается, что помощь получили двести семей."
    )
    assert [i for _, i in said(text)] == [("russia-mod",)] * 3


def test_an_impersonal_report_of_nobody() -> None:
    assert said("Сообщается, что помощь получили двести семей.") == []


@pytest.mark.parametrize(
    ("text", "agents"),
    [
        ("Минобороны Армении заявило, что ночью обстреляли школу у Вардениса.", ()),
        ("Обстрел азербайджанской стороной повредил школу в Вардениcе.".replace("c", "с"), ("azerbaijan",)),
        ("Военные Армении обстреляли дорогу.", ("armenia-army",)),
        ("Des tirs d'artillerie israéliens ont touché une ferme.", ("israel",)),
        ("Deux frappes aériennes israéliennes ont touché Gaza.", ("israel",)),
    ],
)
def test_whose_act(text: str, agents: tuple[str, ...]) -> None:
    acts = [e for e in read(text).events if e.type in ("shelling", "air_strike", "small_arms_fire")]
    assert acts[0].agents == agents


@pytest.mark.parametrize(
    ("text", "taken"),
    [
        ("Les combats ont repris lundi près de Goma.", False),
        ("L'armée a repris ses bombardements sur Gao.", False),
        ("L'armée a repris la ville de Gao.", True),
    ],
)
def test_what_resumed_was_not_taken(text: str, taken: bool) -> None:
    assert ("advance_capture" in [e.type for e in read(text).events]) is taken


@pytest.mark.parametrize(
    ("text", "polarity"),
    [
        ("L'armée libanaise a rejeté l'accusation selon laquelle elle aurait bombardé Tyr.", "neg"),
        ("The Sudanese army dismissed the claim that it had shelled a market.", "neg"),
        ("L'armée libanaise a rejeté ces accusations et dénoncé des bombardements à Tyr.", "pos"),
    ],
)
def test_a_claim_rejected_is_denied(text: str, polarity: str) -> None:
    assert {e.polarity for e in read(text).events if e.type == "shelling"} == {polarity}


def test_the_east_of_a_country_does_nothing() -> None:
    reading = read("Dans l'est de la RDC, les combats continuent.")
    assert [e.agents for e in reading.events if e.type == "combat"] == [()]
    assert [p.use for p in reading.places] == ["lit"]


@pytest.mark.parametrize(
    ("text", "there"),
    [
        ("في اليمن قال الحوثيون إن الحكومة قصفت الحديدة. اليمن ينتظر.", True),
        ("في اليمن قال رئيس الحكومة إن الطريق مفتوح. اليمن ينتظر.", False),
        ("الحكومة اللبنانية تجتمع غدا. اليمن ينتظر الهدنة في اليمن.", False),
    ],
)
def test_whose_government(text: str, there: bool) -> None:
    named = [m.span.of(text) for m in read(text).actors if m.rule == "actor.of_the_theme"]
    assert ("الحكومة" in named) is there


def test_the_head_of_a_special_envoy_is_not_named() -> None:
    text = "La Représentante spéciale du Secrétaire général, Stephanie Williams, a rencontré les parties à Tripoli."
    assert "un-secretary-general" not in {i for m in read(text).actors for i in m.actor_ids}
