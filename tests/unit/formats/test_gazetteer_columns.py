"""Gazetteers of other years and programs: names of columns, coordinates, and what is said of a bad one."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from truceline.formats.gazetteers import country_code, read_gazetteer
from truceline.formats.reading_json import located
from truceline.vocabulary.errors import TrucelineError

COLUMNS = [
    "ADM0_PCODE,ADM2_PCODE,ADM2_EN,ADM2_AR,LONGITUDE_X,LATITUDE_Y",
    "admin0Pcode,admin2Pcode,admin2Name_en,admin2Name_ar,x_coord,y_coord",
    "adm0_pcode,adm2_pcode,adm2_name,adm2_name1,center_lon,center_lat",
]


@pytest.mark.parametrize("columns", COLUMNS)
def test_p_codes_under_the_columns_of_several_years(tmp_path: Path, columns: str) -> None:
    """The names in both scripts and the point are found whatever the columns are called."""
    path = tmp_path / "codes.csv"
    path.write_text(f"{columns}\nYE,YE9901,Wadi Khayal,وادي خيال,44.25,15.5\n", encoding="utf-8")
    ((place, names),) = read_gazetteer(path)
    assert place.id == "pcode-YE9901" and place.country == "YEM" and place.kind == "admin2"
    assert names == ("Wadi Khayal", "وادي خيال") and (place.lon, place.lat) == (44.25, 15.5)


def test_a_unit_without_a_point_has_none_in_json(tmp_path: Path) -> None:
    """JSON knows no NaN: a strict reader would refuse the whole file."""
    path = tmp_path / "codes.csv"
    path.write_text("ADM0_PCODE,ADM2_PCODE,ADM2_EN\nYE,YE9901,Wadi Khayal\n", encoding="utf-8")
    ((place, _),) = read_gazetteer(path)
    assert json.dumps(located(place), allow_nan=False) == '{"lon": null, "lat": null}'


def test_a_bad_coordinate_is_told_with_its_line(tmp_path: Path) -> None:
    """A decimal comma is read; words are not."""
    path = tmp_path / "codes.csv"
    head = "ADM0_PCODE,ADM2_PCODE,ADM2_EN,lon,lat\n"
    path.write_text(f'{head}YE,YE9901,Wadi Khayal,"44,25",15.5\n', encoding="utf-8")
    assert next(read_gazetteer(path))[0].lon == 44.25
    path.write_text(f"{head}YE,YE9901,Wadi Khayal,44.25,unknown\n", encoding="utf-8")
    with pytest.raises(TrucelineError, match=r"E-READ-007 codes.csv: .*line 2: 'unknown'"):
        list(read_gazetteer(path))


@pytest.mark.parametrize("name", ["YE", "ye", "YEM", "Yemen"])
def test_a_country_by_code_or_name(name: str) -> None:
    """Whichever an operator types."""
    assert country_code(name) == "YEM"


@pytest.mark.parametrize("name", ["ZZZ", "XX", "Nowhere", ""])
def test_no_country_is_said(name: str) -> None:
    """An unknown code finds nothing, which would read as if the place were unknown."""
    with pytest.raises(TrucelineError, match="E-READ-013"):
        country_code(name)
