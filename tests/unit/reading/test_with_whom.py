"""Calls and meetings: with whom, at whose request, in four languages; and who takes no part."""

from __future__ import annotations

import pytest

from tests.unit.reading.whole_texts import read

TOGETHER = [
    (
        "MOSCOW, 4 May 2016. Turkish Foreign Minister Mevlut Cavusoglu spoke by phone with U.S. Secretary of State John Kerry on Monday.",
        {"cavusoglu", "kerry"},
    ),
    ("KHARTOUM, 3 August 2018. On 31 July Salva Kiir met Riek Machar and Omar al-Bashir.", {"kiir", "machar", "bashir"}),
    ("TUNIS, 3 August 2018. The envoy's office confirmed that Ghassan Salamé had met Haftar in Rajma.", {"salame", "haftar"}),
    ("ASTANA, 3 August 2018. The foreign ministers of Russia, Turkey and Iran met on Friday.", {"russia", "turkey", "iran"}),
    ("PARIS, le 4 mai 2016. Jean-Marc Ayrault a rencontré Sergueï Lavrov lundi.", {"ayrault", "lavrov"}),
    (
        "МОСКВА, 4 мая 2016 г. Сергей Лавров провёл телефонный разговор с госсекретарём США Джоном Керри.",
        {"lavrov", "kerry"},
    ),
    ("التقى وزير الخارجية الأمريكي جون كيري نظيره الروسي سيرغي لافروف في فيينا يوم الاثنين.", {"kerry", "lavrov"}),
]  # fmt: skip


@pytest.mark.parametrize(("text", "people"), TOGETHER)
def test_all_who_took_part_are_named(text: str, people: set[str]) -> None:
    """Subjects, objects and whoever stands behind 'with'; the state in a minister's title takes no part by itself."""
    (contact,) = read(text).contacts
    assert set(contact.participants) == people


@pytest.mark.parametrize(
    ("text", "absent"),
    [
        ("GENEVA, 4 May 2016. Sergey Lavrov met John Kerry, and Turkey protested.", "turkey"),
        ("GENEVA, 4 May 2016. Russia said that talks would be held. Turkey did not say with whom.", "turkey"),
        ("GENEVA, 4 May 2016. Sergey Lavrov met John Kerry to speak of the fighting between Turkey and Iran.", "iran"),
        ("GENEVA, 4 May 2016. Turkey told reporters that Sergey Lavrov had met John Kerry.", "turkey"),
    ],
)
def test_whoever_stands_near_takes_no_part(text: str, absent: str) -> None:
    """Another clause, another sentence, what was spoken about, and whoever tells of it."""
    assert all(absent not in c.participants for c in read(text).contacts)


def test_at_whose_request() -> None:
    """In the possessive; a pronoun that is nobody's is no initiative."""
    told = "GENEVA, 4 May 2016. Sergey Lavrov spoke by phone with John Kerry on Monday at {} request."
    assert [c.initiator for c in read(told.format("the American side's")).contacts] == ["us"]
    assert [c.initiator for c in read(told.format("somebody's")).contacts] == [None]
