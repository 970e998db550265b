"""Names of private persons in nothing that leaves: the text, the JSON, the page, the rows of every table."""

from __future__ import annotations

import html
import json

import pytest

from tests.unit.reading.whole_texts import lexicons, read
from truceline.bulletins.reading_page import reading_page
from truceline.formats.reading_json import masked_rows, to_json
from truceline.formats.text_files import SourceDocument


def leaving(text: str) -> str:
    document = SourceDocument("x", text, "text", "utf-8", "0" * 64)
    reading = read(text)
    claims = to_json(reading, document, lexicons())
    rows = masked_rows(reading, document, lexicons())
    page = html.unescape(reading_page([claims]))
    return "\n".join([json.dumps(claims, ensure_ascii=False), page, repr(rows.tables), repr(rows.unplaced)])


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("BEIRUT, June 7, 2016. According to Walid Sabbagh, whose shop was hit, the militants fired 12 shells on Hama on Monday. Sabbagh recorded 14 violations.", ["Walid", "Sabbagh"]),
        ("BEIRUT, June 7, 2016. “There were five explosions,” Rima Qasim told reporters in Douma on Monday.", ["Rima", "Qasim"]),
        ("BEIRUT, June 7, 2016. A driver, Walid Sabbagh, said that on Monday the army fired nine shells on Homs.", ["Walid", "Sabbagh"]),
    ],
)  # fmt: skip
def test_whoever_counts_is_not_named(text: str, names: list[str]) -> None:
    """A private person who tells a number is its claimant, without a name, in the tables as in the text."""
    told = leaving(text)
    assert [name for name in names if name in told] == []


def test_whoever_holds_an_office_is_named() -> None:
    """People whom the registry knows stay in the rows."""
    assert "Sergey Lavrov" in leaving("MOSCOW, June 7, 2016. Sergey Lavrov said on Monday that five shells hit Aleppo.")


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("BEIRUT, June 7, 2016. The wounded were identified as Rima Qasim, Walid Sabbagh and Tarek Jaber after the shelling of Idlib.", ["Rima", "Qasim", "Walid", "Sabbagh", "Tarek", "Jaber"]),
        ("KYIV, 7 June 2016. A resident, Vira Tkach, said the army had shelled the village; Petro Tkach, her son, was hurt.", ["Vira", "Tkach", "Petro"]),
        ("ДОНЕЦК, 7 июня 2016. При обстреле погиб Олег Савчук, 1975 г.р.; ранена и Анна Савчук.", ["Олег", "Савчук", "Анна"]),
        ("KYIV, June 7, 2016. Soldier Roman Tkach was killed in the shelling near Avdiivka.", ["Roman", "Tkach"]),
        ("09:12 Caller: Rima Qasim, Hama: three explosions.\n09:20 Caller: Walid Sabbagh, Homs: two bursts of fire.", ["Rima", "Qasim", "Walid", "Sabbagh"]),
    ],
)  # fmt: skip
def test_whoever_is_named_with_one_who_is_private(text: str, names: list[str]) -> None:
    """A list of victims, a family, a word for a private person that begins a sentence."""
    told = leaving(text)
    assert [name for name in names if name in told] == []


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("BEIRUT, June 7, 2016. A resident, Rima Qasim, and Sergey Lavrov were named in the letter to Staffan de Mistura.", ["Sergey Lavrov", "Staffan de Mistura"]),
        ("BEIRUT, June 7, 2016. A teacher, Walid Sabbagh, and the Syrian Observatory for Human Rights said Hama was shelled. Minister Sabbagh was not there.", ["Syrian Observatory for Human Rights", "Hama"]),
    ],
)  # fmt: skip
def test_who_stands_beside_him_in_public_stays(text: str, kept: list[str]) -> None:
    """Whom the registry knows is no private person for being named in one breath with one."""
    told = leaving(text)
    assert [name for name in kept if name not in told] == []


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("دمشق، 7 يونيو 2016. قال الشاهد طارق سليم الجابر إن قوات النظام قصفت البلدة. وقالت زوجته ريما الجابر إن القصف استمر ساعات.", ["طارق", "سليم", "ريما"]),
        ("BEIRUT, June 7, 2016. A man named Tarek was killed in Aleppo on Monday. Tarek’s neighbours fled. His daughter, Rima, 7, was hurt.", ["Tarek", "Rima"]),
        ("PARIS, 7 juin 2016. Amina Sow, commerçante à Gao, a perdu son fils Ousmane, 12 ans, dans l'attaque.", ["Amina", "Sow", "Ousmane"]),
        ("ДОНЕЦК, 7 июня 2016. Жительница Донецка Анна Ткачова рассказала об обстреле. Ткачову доставили в больницу, с Ткачовой говорили наблюдатели.", ["Анна", "Ткачов"]),
    ],
)  # fmt: skip
def test_single_names_kin_and_cases(text: str, names: list[str]) -> None:
    """A first name alone behind a word of kin, witnesses in Arabic, one Russian name in several cases."""
    told = leaving(text)
    assert [name for name in names if name in told] == []


def test_one_person_one_label() -> None:
    """In whatever case a Russian name stands."""
    text = "ДОНЕЦК, 7 июня 2016. Жительница Донецка Анна Ткачова рассказала об обстреле. Ткачову доставили в больницу."
    document = SourceDocument("x", text, "text", "utf-8", "0" * 64)
    assert to_json(read(text), document, lexicons())["pseudonymised"] == 1
