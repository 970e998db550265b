"""Around the application on PostgreSQL: what each person could write as the server's role, without the first wall."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.web.service.test_postgres import told_by

psycopg = pytest.importorskip("psycopg", reason="psycopg is not installed: pip install -e '.[web]'")


@pytest.fixture(scope="module")
def day(postgres: str, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """The service's day of the scenario: rows in every walled table."""
    return told_by("postgres_scenario.py", tmp_path_factory.mktemp("pg"), postgres)


COMPARTMENTS = ("casework_correction", "casework_incident", "casework_judged", "casework_listedoutcome")
COMPARTMENTS += ("casework_openpair", "evidence_item", "hotline_call", "intake_report", "intake_sourcetext")
COMPARTMENTS += ("intake_upload",)
NAMED = ("by_id", "put_by_id", "taken_by_id", "received_by_id", "invited_by_id", "user_id")


class Around:
    """Connected around the application as the server's role, for one person; whatever is done is taken back."""

    def __init__(self, address: str, who: str) -> None:
        self.connection = psycopg.connect(address)
        self.people = dict(self.connection.execute("SELECT username, id FROM accounts_user").fetchall())
        self.me = self.people.get(who, 0)
        self.acts = "engine" if who == "engine" else str(self.me)

    def __enter__(self) -> Around:
        return self

    def __exit__(self, *told: Any) -> None:
        self.connection.rollback()
        self.connection.close()

    def row(self, table: str) -> dict[str, Any]:
        """The last row of a table, as its owner reads it, without columns that the database makes."""
        made = "SELECT column_name FROM information_schema.columns WHERE table_name = %s AND is_generated = 'ALWAYS'"
        left = {name for (name,) in self.connection.execute(made, [table])}
        last = f"SELECT row_to_json(t) FROM {table} t ORDER BY ctid DESC LIMIT 1"
        (found,) = self.connection.execute(last).fetchone()
        return {k: v for k, v in found.items() if k not in left}

    def done(self, statement: str, *values: Any) -> int | str:
        """How many rows it changed, or why it was refused."""
        try:
            with self.connection.transaction(force_rollback=True):
                self.connection.execute("SET LOCAL ROLE truceline_app")
                self.connection.execute("SELECT set_config('truceline.user_id', %s, true)", [self.acts])
                return self.connection.execute(statement, *values).rowcount
        except psycopg.Error as error:
            return str(error).splitlines()[0]

    def add(self, table: str, **other: Any) -> int | str:
        """A further row like the last one, under a key of its own."""
        row = self.row(table)
        key = next(iter(row))
        row[key] = 10**9 if isinstance(row[key], int) else f"{row[key][:-1]}~"
        for name, value in row.items():
            if name in ("key", "report_id", "left", "username") and name != key and table != "evidence_item":
                row[name] = f"{value[:-1]}~" if table in ("casework_openpair", "intake_sourcetext") else value
        row |= other
        names = ", ".join(f'"{n}"' for n in row)
        populated = f"json_populate_record(NULL::{table}, %s::json)"
        return self.done(f"INSERT INTO {table} ({names}) SELECT {names} FROM {populated}", [json.dumps(row)])


OTHERWISE = {"key": "a key of its own", "submission_id": None}  # where a table has each once
REFUSED = ("row-level security", "permission denied", "stays in its compartment", "append-only")


def refused(told: int | str) -> bool:
    return told == 0 or (isinstance(told, str) and any(words in told for words in REFUSED))


EVERYBODY = ("rana", "miro", "vera", "viktor", "olga", "gamal", "hedda", "sarn", "sefa", "ada", "nobody")


@pytest.mark.parametrize("who", EVERYBODY)
def test_nobody_writes_into_a_compartment_of_others(day: dict[str, Any], postgres: str, who: str) -> None:
    """Rows of every table with a compartment: none is added to one, taken into one or out of it, by any role."""
    closed = "council" if who == "gamal" else "government"
    with Around(postgres, who) as around:
        for table in COMPARTMENTS:
            own = {name: around.me for name in NAMED if name in around.row(table)}
            told = around.add(table, **own, compartment=closed)
            assert refused(told), (table, told)
            for circle in (closed, None):
                value = "" if circle is None and table == "intake_upload" else circle
                moved = f"UPDATE {table} SET compartment = %(to)s WHERE compartment IS DISTINCT FROM %(to)s"
                told = around.done(moved, {"to": value})
                assert refused(told), (table, told)
            told = around.done(f"UPDATE {table} SET compartment = compartment WHERE compartment = %s", [closed])
            assert refused(told), (table, told)
            assert refused(around.done(f"DELETE FROM {table}")), table


@pytest.mark.parametrize("who", EVERYBODY)
def test_nobody_writes_in_the_name_of_another(day: dict[str, Any], postgres: str, who: str) -> None:
    """A copy of any row that names its writer, by whoever is not that writer; a history's line too."""
    with Around(postgres, who) as around:
        other = around.people["vera" if who != "vera" else "olga"]
        for table in day["walls"]["engine"]:
            for name in set(NAMED) & set(around.row(table)):
                told = around.add(table, **{name: other})
                assert refused(told), (table, told)
        line = "INSERT INTO casework_event (incident_id, at, by, kind, from_state, to_state, text, detail) "
        line += "SELECT incident_id, now(), %s, 'comment', state, state, '', '{}' FROM casework_incident"
        assert refused(around.done(line, ["vera" if who != "vera" else "olga"]))


def test_what_the_walls_let_through(day: dict[str, Any], postgres: str) -> None:
    """The same statements in one's own name, where one's role and compartments allow it; the engine everywhere."""
    own = {"casework_judged": "miro", "hotline_call": "viktor", "intake_sourcetext": "vera", "intake_upload": "miro"}
    own |= {"casework_savedview": "sefa", "intake_submission": "gamal", "casework_question": "olga"}
    for table, who in own.items():
        with Around(postgres, who) as around:
            mine = {name: around.me for name in NAMED if name in around.row(table)}
            mine |= {k: v for k, v in OTHERWISE.items() if k in around.row(table)}
            assert around.add(table, **mine) == 1, table
    with Around(postgres, "engine") as around:
        for table in COMPARTMENTS:
            more = {k: v for k, v in OTHERWISE.items() if k in around.row(table)} if table != "intake_report" else {}
            told = around.add(table, compartment="government", **more)
            assert not refused(told), (table, told)
    with Around(postgres, "miro") as around:
        assert around.done("UPDATE casework_incident SET version = version + 1") > 0
    with Around(postgres, "sarn") as around:
        assert around.done("UPDATE casework_incident SET version = version + 1") == 0
        assert around.done("UPDATE casework_finding SET current = false") == 0


@pytest.mark.parametrize("who", EVERYBODY)
def test_nobody_lets_themselves_in(day: dict[str, Any], postgres: str, who: str) -> None:
    """Roles, parties, compartments, invitations, tokens, and whose a handing-in is: on these the walls rest."""
    with Around(postgres, who) as around:
        inside = "INSERT INTO accounts_user_compartments (user_id, compartment_id) VALUES (%s, 'sources')"
        assert refused(around.done(inside, [around.me or around.people["rana"]]))
        one = around.me or around.people["rana"]
        for change in ("role = 'secretary'", "party = 'example'", "is_active = false", "username = 'engine'"):
            told = around.done(f"UPDATE accounts_user SET {change} WHERE id = %s AND role <> 'secretary'", [one])
            assert refused(told) or "an administrator says" in str(told), (change, told)
        stolen = around.done("UPDATE intake_submission SET by_id = %s WHERE by_id <> %s", [around.me, around.me])
        assert refused(stolen), stolen
        if who != "ada":
            invited = {"invited_by_id": around.me, "role": "administrator", "secret_hash": "0" * 64}
            assert refused(around.add("accounts_invitation", **invited))
        # for whom there is a link, and one made around the service: an administrator's own neither
        link = {"made_by_id": around.me, "person_id": around.me, "secret_hash": "0" * 64}
        assert refused(around.add("accounts_passwordreset", **link))
        assert refused(around.done("UPDATE accounts_passwordreset SET used_at = NULL"))
        if who != "ada":
            assert refused(around.add("accounts_passwordreset", **link | {"person_id": around.people["hedda"]}))
            assert around.done("SELECT 1 FROM accounts_passwordreset") == 0
            assert refused(around.done("DELETE FROM accounts_user_compartments"))
        assert refused(
            around.done("UPDATE accounts_token SET user_id = %s WHERE user_id <> %s", [around.me, around.me])
        )


def test_an_administrator_lets_others_in(day: dict[str, Any], postgres: str) -> None:
    with Around(postgres, "ada") as around:
        inside = "INSERT INTO accounts_user_compartments (user_id, compartment_id) VALUES (%s, 'sources')"
        assert around.done(inside, [around.people["viktor"]]) == 1
        link = {"made_by_id": around.me, "person_id": around.people["viktor"], "secret_hash": "0" * 64}
        assert around.add("accounts_passwordreset", **link) == 1
        assert around.done("UPDATE accounts_user SET role = 'monitor' WHERE username = 'viktor'") == 1
