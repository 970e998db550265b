"""Place names by ear and by any transliteration."""

from __future__ import annotations

import pytest

from truceline.reading.lexicon import KnownPlace
from truceline.reading.lookup import find_candidates, name_distance, romanised

PLACES = [
    (KnownPlace("h", "Harbnafsa", "settlement", "SYR", 36.61, 34.93), ("Harbnafsa", "حربنفسه")),
    (KnownPlace("t", "Talbiseh", "settlement", "SYR", 36.73, 34.84), ("Talbiseh", "تلبيسة")),
    (KnownPlace("r", "Rastan", "settlement", "SYR", 36.73, 34.93), ("Rastan", "الرستن", "Растан")),
    (KnownPlace("k", "Khan Shaykhun", "settlement", "SYR", 36.65, 35.44), ("Khan Shaykhun", "خان شيخون")),
    (KnownPlace("d", "Donetsk", "settlement", "UKR", 37.80, 48.02), ("Donetsk", "Донецк")),
    (KnownPlace("b", "al-Bab", "settlement", "SYR", 37.52, 36.37), ("al-Bab", "الباب")),
]


@pytest.mark.parametrize("heard", ["Harb Bebsi", "Hirbinifsah", "Narb-Nafsa", "Хербнефса", "harb nafseh", "حرب نفسه"])
def test_one_village_however_it_was_heard(heard: str) -> None:
    """A gazetteer that knows two spellings offers Harbnafsa first for six others, three of them from real reports."""
    found = find_candidates(heard, PLACES)
    assert found[0].place.id == "h"
    assert 0 <= found[0].distance < 0.5


def test_the_distance_tells_how_sure() -> None:
    """A transliteration is nearer than a mishearing, and both are nearer than another town."""
    assert (
        name_distance("Hirbinifsah", "Harbnafsa")
        < name_distance("Harb Bebsi", "Harbnafsa")
        < name_distance("Rastan", "Harbnafsa")
    )
    assert name_distance("Harbnafsa", "Harbnafsa") == 0


def test_what_to_ask_back() -> None:
    """A candidate names its neighbour, with distance and direction."""
    found = find_candidates("Tel Bisa", PLACES)
    assert found[0].place.name == "Talbiseh"
    assert found[0].beside == "10 km south of Rastan"


def test_scripts_meet() -> None:
    """Arabic and Russian names are led to Latin letters."""
    assert romanised("Хан-Шейхун") == "khan sheikhun"
    assert find_candidates("خان شيخون", PLACES)[0].place.id == "k"
    assert find_candidates("Донецьк", PLACES)[0].place.id == "d"


def test_nothing_near_gives_nothing() -> None:
    """No answer is better than a wrong one; a country filter holds."""
    assert find_candidates("Xylophone Quay", PLACES) == []
    assert find_candidates("Donetsk", PLACES, country="SYR") == []


@pytest.mark.parametrize("heard", ["Hirbinifsah", "Harb Bebsi", "Narb-Nafsa"])
@pytest.mark.parametrize("written", ["Harbnafsa", "حربنفسه"])
def test_a_village_by_its_bones_alone(heard: str, written: str) -> None:
    """Spellings that no gazetteer lists lie near the name, in Latin and in Arabic letters."""
    assert name_distance(heard, written) < 0.4
