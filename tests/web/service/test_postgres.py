"""The service on PostgreSQL, and its second wall, tried by going around the application."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from tests.web.conftest import missing

psycopg = pytest.importorskip("psycopg", reason="psycopg is not installed: pip install -e '.[web]'")
GIVEN = "TRUCELINE_TEST_POSTGRES"
USUAL = "postgresql://postgres@127.0.0.1:5432/postgres"


def answers(address: str) -> bool:
    try:
        with psycopg.connect(address, connect_timeout=3):
            return True
    except psycopg.OperationalError:
        return False


def start_own(folder: Path) -> Iterator[str]:
    """A server of its own out of Debian's package, where none answers. PostgreSQL refuses to run as root."""
    bins = sorted(Path("/usr/lib/postgresql").glob("*/bin"))
    if not bins:
        missing("no PostgreSQL answers and none is installed; on Debian: apt-get install postgresql")
    other = ["runuser", "-u", "postgres", "--"] if os.getuid() == 0 else []
    if other:
        for parent in [folder, *folder.parents][:3]:
            parent.chmod(0o755)
        shutil.chown(folder, "postgres")
    data, port = folder / "data", "54329"
    quiet: dict[str, Any] = {"check": True, "stdout": subprocess.DEVNULL, "cwd": folder}
    subprocess.run([*other, bins[-1] / "initdb", "-D", data, "-U", "postgres", "-A", "trust"], **quiet)
    options = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={folder}"
    control = [*other, bins[-1] / "pg_ctl", "-D", data, "-w"]
    subprocess.run([*control, "-l", folder / "log", "-o", options, "start"], **quiet)
    yield f"postgresql://postgres@127.0.0.1:{port}/postgres"
    subprocess.run([*control, "-m", "immediate", "stop"], **quiet)


@pytest.fixture(scope="module")
def postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of an empty database, dropped afterwards."""
    address = os.environ.get(GIVEN, USUAL)
    own = None if answers(address) else start_own(tmp_path_factory.mktemp("postgres"))
    address = next(own) if own else address
    name = f"truceline_{uuid.uuid4().hex[:12]}"
    with psycopg.connect(address, autocommit=True) as server:
        server.execute(f"CREATE DATABASE {name}")
        yield urlsplit(address)._replace(path=f"/{name}").geturl()
        server.execute(f"DROP DATABASE {name} WITH (FORCE)")
    if own:
        next(own, None)


@pytest.fixture(scope="module")
def day(postgres: str, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What the scenario saw: the whole service as the server's own role."""
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("TRUCELINE_", "DJANGO_"))}
    environment |= {"TRUCELINE_DATABASE": postgres, "TRUCELINE_DATA": str(tmp_path_factory.mktemp("pg"))}
    program = Path(__file__).with_name("postgres_scenario.py")
    environment["PYTHONPATH"] = os.pathsep.join(sys.path)
    done = subprocess.run(
        [sys.executable, program], env=environment, capture_output=True, text=True, check=False, timeout=300
    )
    assert done.returncode == 0, done.stderr[-3000:]
    seen: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return seen


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
    assert (walls["vera"]["intake_sourceidentity"], walls["viktor"]["intake_sourceidentity"]) == (1, 0)


def test_evidence_has_its_walls_too(day: dict[str, Any]) -> None:
    """Sealed, copied and opened through the pages as on SQLite; around them a row is seen inside its circle only."""
    seen = day["evidence"]
    assert (seen["original"], seen["copy"], seen["closed"], seen["faults"]) == (200, 200, 404, [])
    assert seen["pages"] == {"miro": 200, "rana": 403, "sarn": 403, "hedda": 403}
    rows = {name: tables["evidence_item"] for name, tables in day["walls"].items()}
    assert rows["engine"] == 2
    assert {n for n, count in rows.items() if count == 1} == {"rana", "gamal", "miro", "vera", "viktor", "olga", "sefa"}
    assert {n for n, count in rows.items() if count == 0} == {"hedda", "sarn", "ada", "nobody"}


def test_the_servers_role_cannot_change_what_was_kept(day: dict[str, Any]) -> None:
    """Not even permitted; the triggers stand behind that for the owner."""
    assert all("permission denied" in told for told in day["triggers"]), day["triggers"]


def test_the_owner_meets_the_triggers(day: dict[str, Any], postgres: str) -> None:
    """Connected around the application as the owner, UPDATE, DELETE and TRUNCATE of the log are refused."""
    statements = ("UPDATE audit_entry SET action = 'x'", "DELETE FROM audit_entry", "TRUNCATE audit_entry")
    for statement in statements:
        with psycopg.connect(postgres) as around, pytest.raises(psycopg.Error, match="append-only"):
            around.execute(statement)


def test_whoever_says_nothing_sees_nothing(day: dict[str, Any], postgres: str) -> None:
    """Connected around the application as the server's role, without saying for whom: no row at all."""
    with psycopg.connect(postgres) as around:
        around.execute("SET ROLE truceline_app")
        for table in day["walls"]["engine"]:
            found = around.execute(f"SELECT count(*) FROM {table}").fetchone()
            assert found == (0,), table
