"""A name by kind is a body of one conflict only where a text is about that conflict."""

from __future__ import annotations

import pytest

from tests.unit.reading.whole_texts import read


def named(text: str) -> set[str]:
    return {one for m in read(text).actors for one in m.actor_ids}


@pytest.mark.parametrize(
    ("text", "theirs"),
    [
        ("В Сирии оппозиция заявила, что город обстрелян. В Дамаске это отрицают. Сирия ждёт наблюдателей.", True),
        ("В Таджикистане оппозиция заявила, что пост обстрелян. В Душанбе это отрицают. Таджикистан ждёт.", False),
        ("En Syrie, l'opposition armée affirme que la Syrie a été bombardée près d'Alep.", True),
        ("Au Tchad, l'opposition armée affirme que le Tchad a bombardé un village.", False),
    ],
)
def test_the_opposition_is_that_of_its_country(text: str, theirs: bool) -> None:
    assert ("syrian-opposition" in named(text)) is theirs


@pytest.mark.parametrize(
    ("text", "theirs"),
    [
        ("В Донецке миссия ОБСЕ сообщила о 12 взрывах. Украина и Россия ждут отчёта. Украина требует доступа.", True),
        ("В Молдавии миссия ОБСЕ сообщила о 12 нарушениях. Молдавия ждёт отчёта.", False),
        ("OSCE observers heard 12 explosions near Donetsk, Ukraine. Ukraine asked for access.", True),
        ("OSCE observers heard 12 explosions in Georgia. Georgia asked for access.", False),
    ],
)
def test_which_mission_of_the_osce(text: str, theirs: bool) -> None:
    assert ("osce-smm" in named(text)) is theirs


def test_the_army_of_two_states_is_that_of_the_outlet_or_nobodys() -> None:
    """India and Pakistan, from an Indian agency: 'the army' is India's; from elsewhere it stays open."""
    body = "Pakistani troops shelled several sectors in India, officials said. The army said eight Pakistani soldiers were killed. Pakistan accused India of firing."
    own = "SRINAGAR, 4 May 2020 (PTI) - " + body
    assert [s.speaker_ids for s in read(own).statements if s.content[0].of(own).startswith("eight")] == [
        ("indian-army",)
    ]
    far = "GENEVA, 4 May 2020 (AFP) - " + body
    assert [s.speaker_ids for s in read(far).statements if s.content[0].of(far).startswith("eight")] == [()]
