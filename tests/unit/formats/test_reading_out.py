"""What leaves a reading: JSON by its schema, rows of tables that assess takes, a page that lights both ways."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path

import jsonschema
import pyarrow.parquet as pq
import pytest

from truceline.bulletins.reading_page import reading_page
from truceline.bulletins.reading_page.page import marked
from truceline.formats.bundled import bundled
from truceline.formats.reading_data import load_lexicons
from truceline.formats.reading_json import masked, masked_rows, to_json
from truceline.formats.reading_tables import write_tables
from truceline.formats.reports_io import read_reports
from truceline.formats.text_files import SourceDocument
from truceline.reading.lexicon import Lexicons
from truceline.reading.read import read_text
from truceline.reading.rows import rows_of

NEWS = """Truce in Hama questioned

MOSCOW, June 7, 2016. /TASS/. "Militants shelled Khan Sheikhoun with mortars on June 6, killing three civilians," Russian Foreign Minister Sergey Lavrov said on Tuesday.

The Russian side registered nine cases of firing: Damascus (4), Daraa (3) and Hama (1). The Turkish side did not confirm them.

It was the third phone conversation of Lavrov and Kerry in a week. The call took place at the initiative of the American side.

Syrian forces recaptured Palmyra. Jabhat al-Nusra is banned in Russia. A local farmer named Yusuf Qadri said he had seen nothing. <script>alert(1)</script>
"""
SECOND = """LATER, June 9, 2016. "Militants shelled Khan Sheikhoun with mortars on June 6, killing three civilians," Sergey Lavrov said two days ago."""


@cache
def lexicons() -> Lexicons:
    return load_lexicons()


def claims(text: str) -> dict[str, object]:
    return to_json(read_text(text, lexicons()), SourceDocument("n.txt", text, "text", "utf-8", "ab" * 32), lexicons())


@pytest.mark.parametrize("text", [NEWS, "Короткий текст.", "", "نص قصير عن حلب", "x" * 50, "Ελληνικά μόνο."])
def test_the_schema_holds(text: str) -> None:
    """Every key documented, none undocumented, on full, short and foreign texts."""
    schema = json.loads((bundled("schemas") / "claims.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator(schema).validate(claims(text))


def test_a_language_that_is_not_read_is_said() -> None:
    """Greek is named as not supported."""
    meta = claims("Ελληνικά μόνο, χωρίς άλλο κείμενο.")["meta"]
    assert isinstance(meta, dict) and meta["language_supported"] == "not supported"


def test_rows_reach_assess(tmp_path: Path) -> None:
    """Reports come back through the reader of assess; each says whose claim it is, where its words stand, what came before it."""
    reading = masked(read_text(NEWS, lexicons()))
    counts = write_tables([("n.txt", rows_of(reading, "n.txt", "ab" * 32, lexicons()))], tmp_path)
    assert counts["count_claims"] == 1 and counts["contacts"] == 1 and counts["listing_claims"] == 1
    result = read_reports(tmp_path / "reports.parquet")
    shelling = next(r for r in result.reports.to_pylist() if r["act"] == "shelling")
    assert shelling["claimant"] == "Sergey Lavrov" and shelling["weapon"] == "mortar"
    assert shelling["place_name"] == "Khan Sheikhoun" and shelling["casualties_low"] == 3
    assert shelling["occurred_from"].isoformat().startswith("2016-06-06")
    assert re.fullmatch(r"n\.txt\[\d+:\d+\]", shelling["source"])
    start, end = map(int, re.findall(r"\d+", shelling["source"]))
    assert NEWS[start:end] == "shelled"
    count = pq.read_table(tmp_path / "count_claims.parquet").to_pylist()[0]
    assert count["total"] == 9 and "8" in count["note"] and count["answers"][0]["answer"] == "not_confirmed"
    contact = pq.read_table(tmp_path / "contacts.parquet").to_pylist()[0]
    assert contact["initiator"] == "United States" and contact["note"].startswith("number 3")


def test_one_quotation_in_two_texts_has_one_origin() -> None:
    """Whoever prints a quotation, its origin is the quotation, so that two prints are not two witnesses."""
    origins = []
    for name, text in (("a", NEWS), ("b", SECOND)):
        rows = rows_of(read_text(text, lexicons()), name, name * 64, lexicons())
        origins += [o for r in rows.tables.get("reports", []) for o in r["origin_chain"] if o.startswith("quote:")]
    assert len(origins) >= 2 and len(set(origins)) == 1


def test_private_names_do_not_leave() -> None:
    """A farmer's name is replaced in JSON, tables and page, offsets kept; a minister's stays."""
    told = json.dumps(claims(NEWS), ensure_ascii=False)
    assert "Qadri" not in told and "Lavrov" in told
    page = reading_page([claims(NEWS)])
    rows = rows_of(masked(read_text(NEWS, lexicons())), "n", "a" * 64, lexicons())
    assert "Qadri" not in page and "Qadri" not in str(rows.tables)


def test_the_page_escapes_and_points_both_ways() -> None:
    """Words of the text never become markup; every claim of a layer has words that carry its id."""
    page = reading_page([claims(NEWS)])
    assert "<script>alert" not in page and "&lt;script&gt;" in page
    carried = {i for ids in re.findall(r'data-of="([^"]*)"', page) for i in ids.split()}
    assert set(re.findall(r'<li id="([^"]+)"', page)) <= carried
    assert "default-src 'none'" in page and "http://" not in page and "https://" not in page


def test_the_page_tells_contacts_unknown_speakers_the_hurt_and_what_took_part() -> None:
    """A call with its initiative; an event in the mouth of somebody unknown keeps his words; parsers are named."""
    told = """GOMA, 3 March 2021. A village elder said that gunmen had attacked Masisi on Monday, killing two soldiers.

Sergey Lavrov had a phone conversation with John Kerry. The call took place at the initiative of the American side."""
    page = reading_page([claims(told) | {"extras": ["parser: some 1.0"]}])
    attack = page[page.index("<strong><bdi>attack</bdi>") :][:400]
    assert "claimed by A village elder (not resolved)" in attack and "killed: two soldiers" in attack
    call = page[page.index('class="claim contact"') :][:400]
    assert "call: " in call and "at the initiative of United States" in call
    assert "rules; parser: some 1.0" in page and "rules only" in reading_page([claims(told)])


def test_overlapping_marks_are_cut() -> None:
    """Pieces put together give the text again."""
    cut = marked("abcdef", [(0, 4, "statement", "s"), (2, 6, "event", "e")])
    assert re.sub(r"<[^>]+>", "", str(cut)) == "abcdef"
    assert '<span class="m statement event" data-of="s e">cd</span>' in str(cut)


PRIVATE = [
    ("A resident of Kafranbel, Petro Kovalchuk, told the mission that shells fell on 3 May 2020.", "Kovalchuk"),
    ("GENEVA, 3 May 2020. Zubaydi said the delegation had not been invited to the talks.", "Zubaydi"),
    ("Донецк, 5 марта 2021 года. Ранен мирный житель 1963 года рождения Иван Петренко, сообщили в миссии.", "Петренко"),
    ("الحديدة 12 مارس 2019. وقتل المواطن سالم علي الشامي وأصيب ثلاثة آخرون في قصف على حلب.", "الشامي"),
    ("Beyrouth, 3 octobre 2017. Un berger, Hassan Zahra, 34 ans, a été enlevé près de Tyr.", "Zahra"),
]


@pytest.mark.parametrize(("text", "name"), PRIVATE)
def test_private_names_leave_in_no_script(text: str, name: str) -> None:
    """Neither the JSON nor any row of a table carries a private person's name (invented), nor a copy of the raw text."""
    reading = read_text(text, lexicons())
    document = SourceDocument("note.txt", text, "text", "utf-8", "0" * 64)
    rows = masked_rows(reading, document, lexicons())
    assert name not in json.dumps(to_json(reading, document, lexicons()), ensure_ascii=False)
    assert name not in repr(rows.tables)


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Interview, Geneva, 3 May 2020\n\nQuestion: Did they fire on Hama?\n\nSergey Lavrov: No.\n\nQuestion: Who says so?\n\nSergey Lavrov: Our men.", "Question"),
        ("Интервью, 3 мая 2020 года\n\nВопрос: Они стреляли?\n\nСергей Лавров: Нет.\n\nВопрос: Кто так говорит?\n\nСергей Лавров: Наши.", "Вопрос"),
        ("GENEVA, 3 May 2020. Rescuers said that two shells had fallen on Hama. Diplomats said that nobody was hurt.", "Rescuers"),
    ],
)  # fmt: skip
def test_whoever_is_told_of_by_kind_is_no_private_name(text: str, word: str) -> None:
    """The label of a turn or 'Rescuers' at the beginning of a sentence are nobody's name; beside one, the name goes."""
    assert word in claims(text)["text"]
    told = claims("GENEVA, 3 May 2020. Rescuers said two shells had fallen. Speaker Yusuf Qadri said he saw nothing.")
    assert "Qadri" not in json.dumps(told)


@pytest.mark.parametrize("office", ["Opposition lawmaker", "The legislator", "Politician"])
def test_a_mandate_is_a_public_office(office: str) -> None:
    """Whoever is named beside a seat in parliament stays."""
    text = f"GENEVA, 3 May 2020. {office} Yusuf Qadri accused the government of hiding losses."
    assert "Qadri" in json.dumps(claims(text))


def test_public_office_stays() -> None:
    """An office beside the name at one mention keeps every mention."""
    text = "Information Minister Omar Zubaydi arrived on 3 May 2020.\n\nZubaydi said the delegation had been invited.\n"
    reading = read_text(text, lexicons())
    assert reading.private_names == []
