"""Words of agencies that are no act: a change, a front, held ground, the end of a truce; ages, lists that are denied, pronouns in verbs."""

from __future__ import annotations

import pytest

from tests.unit.reading.whole_texts import read, said


@pytest.mark.parametrize(
    ("text", "type_"),
    [
        ("لم يحدث تغير كبير في الأسعار في عدن.", "air_strike"),
        ("زار الوفد خطوط القتال في مأرب.", "combat"),
        ("الطرق هادئة في مناطق سيطرة المعارضة بإدلب.", "advance_capture"),
        ("La hiérarchie, du sommet jusqu'à la troupe, se tait.", "meeting"),
        ("Le mouvement proclame la fin de la trêve à Gaza.", "ceasefire_announced"),
    ],
)
def test_no_act(text: str, type_: str) -> None:
    assert type_ not in [e.type for e in read(text).events]


@pytest.mark.parametrize(
    ("text", "type_"),
    [
        ("دار القتال في مأرب طوال الليل.", "combat"),
        ("سيطرت المعارضة على بلدة سراقب في إدلب.", "advance_capture"),
        ("Le sommet de Luanda a réuni les deux présidents.", "meeting"),
    ],
)
def test_still_an_act(text: str, type_: str) -> None:
    assert type_ in [e.type for e in read(text).events]


def test_all_of_a_denied_list() -> None:
    text = "قال المرصد السوري لحقوق الإنسان إنه لم يسجل منذ الصباح أي قصف أو إطلاق نار أو اشتباك في إدلب."
    assert {e.polarity for e in read(text).events} == {"neg"}


def test_an_age_is_no_toll() -> None:
    (event,) = read("Un berger de 34 ans a été tué près de Naplouse.").events
    assert all(c.low != 34 for c in event.casualties)


def test_where_it_was_said_does_not_say_it() -> None:
    text = (
        "Honoré Bakala, conseiller du président Faustin-Archange Touadéra, attend les renforts, a-t-il dit. "
        "« Rien n'est réglé dans le nord », a-t-il déclaré dans un communiqué."
    )
    last = read(text).statements[-1]
    assert last.speaker_ids == () or "communiqué" not in (last.speaker.of(text) if last.speaker else "")


def test_what_observers_were_told_by_an_agency() -> None:
    text = "Наблюдатели ОБСЕ сообщили о нескольких взрывах у Донецка, сообщает РИА Новости."
    assert [ids for _, ids in said(text)] == [("osce-smm",)]
