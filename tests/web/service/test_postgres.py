"""The service on PostgreSQL, and its second wall, tried by going around the application."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.web.conftest import missing

psycopg = pytest.importorskip("psycopg", reason="psycopg is not installed: pip install -e '.[web]'")


def told_by(program: str, data: Path, database: str = "") -> dict[str, Any]:
    """What a program of its own says of a service on PostgreSQL, or without an address on SQLite."""
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("TRUCELINE_", "DJANGO_"))}
    environment |= {"TRUCELINE_DATA": str(data), "PYTHONPATH": os.pathsep.join(sys.path)}
    environment |= {"TRUCELINE_DATABASE": database} if database else {}
    command = [sys.executable, str(Path(__file__).with_name(program))]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False, timeout=900)
    assert done.returncode == 0, done.stderr[-3000:]
    told: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return told


@pytest.fixture(scope="module")
def day(postgres: str, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What the scenario saw: the whole service as the server's own role."""
    return told_by("postgres_scenario.py", tmp_path_factory.mktemp("pg"), postgres)


def test_a_case_goes_its_way_on_postgresql(day: dict[str, Any]) -> None:
    """Form, grouping, two-person verification, new findings, issue: as on SQLite, by a role that owns nothing."""
    assert day["acts_as"] == "truceline_app"
    assert day["case"]["receipt"] == 302 and day["case"]["steps"] == [302] * 5
    assert (day["case"]["state"], day["case"]["proofs"]) == ("assessed", ["clear_and_convincing"])
    assert (day["case"]["guarantor"], day["case"]["source"]) == (404, 200)
    assert set(day["case"]["pages"].values()) == {200}
    assert day["breaks"] == [] and day["stamps"] == [1, []]


def test_the_second_wall_stands_without_the_first(day: dict[str, Any]) -> None:
    """Rows asked for without ``visible_to``: each person gets at most their own, nobody gets none."""
    walls = day["walls"]
    everything = walls["engine"]
    assert min(everything.values()) > 0
    for name in ("nobody", "ada"):
        assert set(walls[name].values()) == {0}, name
    assert walls["rana"]["intake_report"] == 1 and walls["rana"]["casework_incident"] == 0
    assert walls["gamal"]["intake_report"] == 1 and walls["hedda"]["intake_report"] == 0
    assert walls["miro"]["intake_report"] == everything["intake_report"] - 1  # all but the party's own
    assert walls["miro"]["casework_incident"] == everything["casework_incident"] - 1
    assert walls["sarn"]["casework_incident"] == 1 and walls["sarn"]["intake_report"] == 0
    assert walls["sarn"]["casework_event"] == 0 < walls["miro"]["casework_event"]
    assert (walls["vera"]["intake_sourceidentity"], walls["viktor"]["intake_sourceidentity"]) == (2, 0)


def test_evidence_has_its_walls_too(day: dict[str, Any]) -> None:
    """Sealed, copied and opened through the pages as on SQLite; around them a row is seen inside its circle only."""
    seen = day["evidence"]
    assert (seen["original"], seen["copy"], seen["closed"], seen["faults"]) == (200, 200, 404, [])
    assert seen["pages"] == {"miro": 200, "rana": 403, "sarn": 403, "hedda": 403}
    rows = {name: tables["evidence_item"] for name, tables in day["walls"].items()}
    assert rows["engine"] == 2
    assert {n for n, count in rows.items() if count == 1} == {"rana", "gamal", "miro", "vera", "viktor", "olga", "sefa"}
    assert {n for n, count in rows.items() if count == 0} == {"hedda", "sarn", "ada", "nobody"}


def test_the_hotline_has_its_walls_too(day: dict[str, Any]) -> None:
    """Kept once however often it is sent, refused to a party, one report whoever asks; who called is open to vera."""
    seen = day["hotline"]
    assert seen["steps"] == [302, 302, 403, 302, 302, 422]
    assert seen["caller"] == {"miro": 403, "viktor": 404, "vera": 200} and seen["source"] == {
        "viktor": 404,
        "vera": 200,
    }
    for table in ("hotline_call", "hotline_calloutcome"):
        rows = {name: tables[table] for name, tables in day["walls"].items() if tables[table]}
        assert rows == dict.fromkeys(["miro", "vera", "viktor", "olga", "engine"], 1), table
    rows = {name for name, tables in day["walls"].items() if tables["hotline_calleridentity"]}
    assert rows == {"vera", "olga", "engine"}


def test_questions_have_their_walls_too(day: dict[str, Any]) -> None:
    """Asked, answered and let out through the pages; around them a question is seen by the mission and its party."""
    seen = day["questions"]
    assert seen["steps"] == [302, 302, 302, 302, 302, 403] and seen["state"] == "answered"
    assert seen["pages"] == {"hedda": 200, "gamal": 404, "sarn": 403, "miro": 200}
    assert (seen["answer"], seen["question"]) == (["gamal", "hedda", "sarn"], ["hedda"])
    inside = {"miro", "vera", "viktor", "olga", "sefa", "engine"}
    for table in ("casework_question", "casework_reply"):
        rows = {name for name, tables in day["walls"].items() if tables[table]}
        assert rows == inside | {"hedda"}, table
    for table in ("casework_releasedanswer", "casework_dissent"):
        rows = {name for name, tables in day["walls"].items() if tables[table]}
        assert rows == inside | {"hedda", "gamal", "sarn"}, table


def test_judgements_have_their_walls_too(day: dict[str, Any]) -> None:
    """Judged once, refused the second time, refused to a party, taken back; rows are the mission's."""
    assert day["judged"]["steps"] == [302, 409, 403, 302]
    for table in ("casework_judged", "casework_openpair"):
        rows = {name for name, tables in day["walls"].items() if tables[table]}
        assert rows == {"miro", "vera", "viktor", "olga", "sefa", "engine"}, table


def test_corrections_have_their_walls_too(day: dict[str, Any]) -> None:
    """Seen by the proposer, refused to a party, to be confirmed by the proposer refused, confirmed by another."""
    assert day["corrected"]["steps"] == [200, 403, 302, 409, 302]
    assert day["corrected"]["assessment"] == "current"
    if day["corrected"]["reports"] == 1:
        assert day["corrected"]["place"] == "Osk"
    for table in ("casework_correction", "casework_correctiondecision"):
        rows = {name for name, tables in day["walls"].items() if tables[table]}
        assert rows == {"miro", "vera", "viktor", "olga", "sefa", "engine"}, table


def test_hypotheses_have_their_walls_too(day: dict[str, Any]) -> None:
    """Named and weighed by the mission, refused to its secretary and to a party; rows are the mission's."""
    assert day["weighed"]["steps"] == [302, 302, 302, 403, 403, 302, 302]
    for table in ("casework_hypothesis", "casework_weighing", "casework_setaside"):
        rows = {name for name, tables in day["walls"].items() if tables[table]}
        assert rows == {"miro", "vera", "viktor", "olga", "sefa", "engine"}, table


def test_saved_views_and_batches_on_postgresql(day: dict[str, Any]) -> None:
    """A view that is not shared is its maker's row alone; of a batch one row is refused and the other kept."""
    assert day["listed"] == {"views": [302, 403], "status": 200, "told": True, "taken": 1}
    assert {name for name, tables in day["walls"].items() if tables["casework_savedview"]} == {"vera", "engine"}


def test_the_servers_role_cannot_change_what_was_kept(day: dict[str, Any]) -> None:
    """Not even permitted; the triggers stand behind that for the owner."""
    assert all("permission denied" in told for told in day["triggers"]), day["triggers"]


def test_the_owner_meets_the_triggers(day: dict[str, Any], postgres: str) -> None:
    """Connected around the application as the owner, UPDATE, DELETE and TRUNCATE of the log are refused."""
    statements = ("UPDATE audit_entry SET action = 'x'", "DELETE FROM audit_entry", "TRUNCATE audit_entry")
    for statement in statements:
        with psycopg.connect(postgres) as around, pytest.raises(psycopg.Error, match="append-only"):
            around.execute(statement)


def test_places_are_geometry_that_the_database_keeps(day: dict[str, Any], postgres: str) -> None:
    """Generated columns in WGS84 with an index each, equal to longitude and latitude; nobody can write them."""
    with psycopg.connect(postgres) as around:
        if around.execute("SELECT 1 FROM pg_available_extensions WHERE name = 'postgis'").fetchone() is None:
            missing("PostGIS is not installed beside PostgreSQL; on Debian: apt-get install postgresql-15-postgis-3")
        point = "ST_SRID(place) = 4326 AND abs(ST_X(place) - lon) < 1e-9 AND abs(ST_Y(place) - lat) < 1e-9"
        placed = f"SELECT count(*), count(*) FILTER (WHERE {point}) FROM intake_report WHERE lon IS NOT NULL"
        rows, equal = around.execute(placed).fetchone()
        assert rows == equal > 0
        boxes = "SELECT count(*), count(*) FILTER (WHERE ST_XMin(extent) = west AND ST_YMax(extent) = north)"
        rows, equal = around.execute(f"{boxes} FROM casework_incident WHERE west IS NOT NULL").fetchone()
        assert rows == equal > 0
        indexes = {n for (n,) in around.execute("SELECT indexname FROM pg_indexes WHERE indexdef LIKE '%gist%'")}
        assert {"casework_incident_extent_gist", "intake_report_place_gist"} <= indexes
        with pytest.raises(psycopg.Error, match="can only be updated to DEFAULT"):
            around.execute("UPDATE casework_incident SET extent = NULL")


def test_the_map_of_each_person_behind_the_wall(day: dict[str, Any]) -> None:
    """The mission's circles come from box columns, as on SQLite; a guarantor's map has none."""
    assert day["map"]["miro"][0] > 0 and day["map"]["miro"][1] == 0
    assert day["map"]["sarn"] == [0, 0]


def test_whoever_says_nothing_sees_nothing(day: dict[str, Any], postgres: str) -> None:
    """Connected around the application as the server's role, without saying for whom: no row at all."""
    with psycopg.connect(postgres) as around:
        around.execute("SET ROLE truceline_app")
        for table in day["walls"]["engine"]:
            found = around.execute(f"SELECT count(*) FROM {table}").fetchone()
            assert found == (0,), table


def test_lists_answer_alike_on_both_databases(postgres_server: str, postgres_schema: str, tmp_path: Path) -> None:
    """Every role, every filter: the same incidents, findings, order and count behind the wall as on SQLite."""
    from tests.web.service.postgres_server import database

    with database(postgres_server, like=postgres_schema) as address:
        behind = told_by("list_answers.py", tmp_path / "pg", address)
    assert behind == told_by("list_answers.py", tmp_path / "sqlite")
    for name in ("vera", "hedda", "sarn"):
        sizes = {query: len(answer["rows"]) for query, answer in behind[name].items()}
        assert {answer["status"] for answer in behind[name].values()} == {200}
        assert sizes["q=nowhere"] == 0 < sizes["q=lyne"] and any(n for q, n in sizes.items() if "outcome" in q)
    assert len(behind["sarn"][""]["rows"]) < len(behind["vera"][""]["rows"])
    for path, told in behind["past"]["vera"].items():
        assert [status for status, _ in told] == [200, 200, 200] and not told[0][1] and told[2][1], path
    assert {status for told in behind["past"]["sarn"].values() for status, _ in told} == {403}
