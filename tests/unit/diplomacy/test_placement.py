"""Items read in texts end in registers: the mapping holds for every annotated type, and each row they name is there."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner

from tests.shared_data import shared
from tests.unit.diplomacy.gold_share import Wanted, arrived, texts
from truceline.bulletins.registers_page.render import LANGUAGES, lit_blocks, words
from truceline.cli import main
from truceline.diplomacy.placement import EVENT_REGISTERS, REGISTERS, register_of

TEXT = (
    "TASNA, May 5 2016. /TASS/. Russian Foreign Minister Sergey Lavrov and US Secretary of State John Kerry held a "
    "phone conversation on May 4, the Russian Foreign Ministry said.\n"
    "It was the third phone conversation in the past week.\n"
    "Syrian forces recaptured 12 inhabited localities.\n"
    "Shelling of Aleppo killed two people on May 3.\n"
    "The Islamic State (IS), outlawed in Russia, was named.\n"
)
LIVES_IN = {"report": ("reports", "report_id"), "control_claim": ("control_claims", "claim_id")}
LIVES_IN |= {"contact": ("contacts", "contact_id"), "meeting": ("meetings", "meeting_id")}
LIVES_IN |= {"listing": ("listing_claims", "claim_id"), "statement": ("statements", "statement_id")}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("texts")
    (root / "note.txt").write_text(TEXT, encoding="utf-8")
    assert CliRunner().invoke(main, ["read", str(root / "note.txt"), "--to", str(root / "out")]).exit_code == 0
    result = CliRunner().invoke(main, ["registers", str(root / "out"), "--html"])
    assert result.exit_code == 0, result.output
    return root / "out"


def items(folder: Path) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = pq.read_table(folder / "register_items.parquet").to_pylist()
    return found


def unknown_rows(folder: Path) -> list[tuple[str, str]]:
    """(register, row_id) of items whose row is in no table of the folder."""
    missing = []
    for item in items(folder):
        if item["row_id"] and item["register"] in LIVES_IN:
            table, key = LIVES_IN[item["register"]]
            file = folder / f"{table}.parquet"
            ids = pq.read_table(file)[key].to_pylist() if file.exists() else []
            if item["row_id"] not in ids:
                missing.append((item["register"], item["row_id"]))
    return missing


def test_items_of_a_text_live_in_registers(folder: Path) -> None:
    """A call, its claimed ordinal, retaken places and their number, rockets, a listing and an alias have theirs."""
    found = {i["register"] for i in items(folder)}
    assert {"contact", "count_claim", "control_claim", "report", "listing", "actor", "statement"} <= found
    assert all(i["register"] or i["reason"] for i in items(folder))


def test_each_row_named_is_in_its_table(folder: Path) -> None:
    """An item that names a row of a register's table can be looked up there."""
    assert unknown_rows(folder) == []


def test_the_page_lights_every_span_and_loses_no_word(folder: Path) -> None:
    """The pieces joined are the text; each item has a lit piece and an entry; links lead to entries."""
    document = json.loads((folder / "note.txt.claims.json").read_text(encoding="utf-8"))
    numbered = [{**i, "number": n} for n, i in enumerate(items(folder), 1)]
    blocks = lit_blocks(document["text"], numbered)
    joined = "\n".join("".join(p["text"] for p in block) for block in blocks)
    assert joined == "\n".join(line for line in document["text"].split("\n") if line)
    lit = {i["number"] for block in blocks for piece in block for i in piece["items"]}
    assert lit == {i["number"] for i in numbered}
    page = (folder / "note.txt.html").read_text(encoding="utf-8")
    for number in lit:
        assert f'id="i-{number}"' in page
    assert "<script" not in page and "src=" not in page


def test_both_languages_have_the_same_words() -> None:
    """No key is missing in a language, and every register has its word."""
    assert {k: set(v) for k, v in words().items()} == {k: set(words()["en"]) for k in LANGUAGES}
    assert all(f"reg_{r}" in words()["en"] for r in REGISTERS)


def test_acts_denied_or_planned_are_no_reports() -> None:
    """Polarity decides between a report of an act and a statement about one."""
    assert register_of("attack") == "report"
    assert {register_of("attack", p) for p in ("neg", "future", "hypothetical")} == {"statement"}
    assert register_of("meeting", "future") == "meeting" and register_of("no such type") is None


@pytest.mark.parametrize(
    ("files", "code"),
    [({}, "E-READ-020"), ({"a.claims.json": "{"}, "E-READ-021"), ({"a.claims.json": "{}"}, "E-READ-021"),
     ({"a.claims.json": '{"truceline_claims": 1}'}, "E-READ-021")],
)  # fmt: skip
def test_a_folder_that_is_none_is_refused(tmp_path: Path, files: dict[str, str], code: str) -> None:
    """No claims file, a broken or foreign one: coded, with the command to run."""
    for name, body in files.items():
        (tmp_path / name).write_text(body, encoding="utf-8")
    result = CliRunner().invoke(main, ["registers", str(tmp_path)])
    assert result.exit_code == 1 and code in result.output


def test_every_annotated_type_of_event_has_a_register() -> None:
    """The mapping covers each type of the five annotated texts, and names registers that exist."""
    folder = shared().parent / "text" / "gold"
    if not folder.exists():
        shared("text", "gold")  # skips, or fails where everything is required
    types = {e["type"] for f in folder.glob("*.json") for e in json.loads(f.read_text(encoding="utf-8"))["events"]}
    assert types - set(EVENT_REGISTERS) == set()
    assert set(EVENT_REGISTERS.values()) <= set(REGISTERS)


def test_nine_of_ten_annotated_items_arrive_in_each_text() -> None:
    """At least .90 a text, one read item standing for one annotated; whatever did not arrive has a reason."""
    if not (shared().parent / "seeds").exists():
        shared("seeds")
    seen = 0
    for number, gold, found in texts():
        good, bad = arrived(gold, found)
        seen += len(good)
        assert len(good) / (len(good) + len(bad)) >= 0.90, (number, bad)
        assert all(why for _, why in bad)
    assert seen > 120


def test_the_share_can_fail() -> None:
    """Nothing read: nothing arrives; one long span stands for one of two annotated items only."""
    gold: dict[str, Any] = {k: [] for k in ("statements", "events", "agreements", "commitments", "aliases")}
    span = {"start": 0, "end": 9, "text": "x"}
    gold["designations"] = [{"span": span}, {"span": span}]
    assert len(arrived(gold, [])[1]) == 2
    one = {"register": "listing", "layer": "designations", "type": "banned", "spans": [{"start": 0, "end": 99}]}
    good, bad = arrived(gold, [one])
    assert (len(good), len(bad)) == (1, 1) and isinstance(good[0], Wanted)


def test_rows_of_the_five_texts_are_in_their_tables(tmp_path: Path) -> None:
    """Every row that an item of the five texts names can be looked up, and everything unplaced has its reason."""
    seeds = shared().parent / "seeds"
    if not seeds.exists():
        shared("seeds")
    files = [str(f) for f in sorted(seeds.glob("*.txt"))]
    assert CliRunner().invoke(main, ["read", *files, "--to", str(tmp_path)]).exit_code == 0
    assert CliRunner().invoke(main, ["registers", str(tmp_path)]).exit_code == 0
    assert unknown_rows(tmp_path) == []
    found = items(tmp_path)
    assert len(found) > 200 and all(i["register"] or i["reason"] for i in found)


def test_what_was_read_can_be_asked_as_a_log(folder: Path) -> None:
    """The folder of read texts is opened like any claims: its contacts and statements stand in log and page."""
    logged = CliRunner().invoke(main, ["diplomacy", "log", str(folder), "--csv"])
    assert logged.exit_code == 0 and "Sergey Lavrov" in logged.output
    page = CliRunner().invoke(main, ["diplomacy", "page", str(folder), "--html", str(folder / "page")])
    assert page.exit_code == 0, page.output
    assert 'id="statements"' in (folder / "page" / "diplomacy.html").read_text(encoding="utf-8")


def test_a_broken_table_of_read_texts_has_its_code(tmp_path: Path) -> None:
    """A file that is no table, or lacks a column, is refused with its name."""
    (tmp_path / "contacts.parquet").write_bytes(b"no parquet")
    result = CliRunner().invoke(main, ["diplomacy", "log", str(tmp_path)])
    assert result.exit_code == 1 and "E-CLAIM-001 contacts.parquet" in result.output
