"""The log: append-only, chained, one entry a write, and it says where it was tampered with."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest


@pytest.mark.parametrize("table", ["audit_entry", "intake_report"])
@pytest.mark.parametrize("statement", ["UPDATE {t} SET {c} = 'x'", "DELETE FROM {t}"])
def test_the_database_refuses_to_change_what_was_kept(db: Path, table: str, statement: str) -> None:
    """UPDATE and DELETE of a log entry or a report are refused by the database itself."""
    from django.db import DatabaseError, connection, transaction

    column = "action" if table == "audit_entry" else "act"
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement.format(t=table, c=column))


def test_replacing_a_row_is_refused_too(db: Path) -> None:
    """INSERT OR REPLACE, SQLite's way round a delete trigger, does not get round this one."""
    from django.db import DatabaseError, connection, transaction

    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("INSERT OR REPLACE INTO audit_entry SELECT * FROM audit_entry WHERE seq = 1")


def test_an_entry_lives_and_dies_with_its_write(person: Callable[[str], Any]) -> None:
    """Written outside a transaction it is refused; when the write fails, the entry is gone with it."""
    from django.db import transaction

    from truceline.web.audit.actions import append
    from truceline.web.audit.models import Entry

    count = Entry.objects.count()
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        append(person("miro"), "try", ("thing", "1"))
        assert Entry.objects.count() == count + 1
        raise ZeroDivisionError
    assert Entry.objects.count() == count


def test_the_seeded_chain_holds(db: Path) -> None:
    """Every hash is what its entry says, each follows from the one before, and the reports match their roots."""
    from truceline.web.audit.queries import verify
    from truceline.web.audit.rows import changed_rows

    found = verify()
    assert found.breaks == [] and found.entries >= 2
    assert list(changed_rows()) == []


def tampered(folder: Path, tmp_path: Path, *statements: str) -> Path:
    """A copy of the database in which somebody with the file in hand took off the triggers and wrote."""
    copy = tmp_path / "truceline.sqlite3"
    with sqlite3.connect(folder / "truceline.sqlite3") as source, sqlite3.connect(copy) as target:
        source.backup(target)
        for (name,) in target.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            target.execute(f"DROP TRIGGER {name}")
        for statement in statements:
            target.execute(statement)
    return tmp_path


def verified(data: Path, *options: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", "from truceline.cli import main; main()", "audit", "verify", "--data", str(data)]
    return subprocess.run([*command, *options], capture_output=True, text=True, check=False)


CASES = {
    "changed": ("UPDATE audit_entry SET detail = '{}' WHERE seq = 2", "entry 2: what it says was changed"),
    "taken out": ("DELETE FROM audit_entry WHERE seq = 1", "expected entry 1"),
    "report changed": ("UPDATE intake_report SET act = 'other'", "reports were changed"),
}


@pytest.mark.parametrize("case", CASES)
def test_verify_says_where_the_chain_breaks(service: Path, tmp_path: Path, case: str) -> None:
    """Tampering with the file itself is told with the entry at which it shows, and exit status 1."""
    statement, said = CASES[case]
    result = verified(tampered(service, tmp_path, statement))
    assert result.returncode == 1
    assert "E-WEB-005" in result.stderr and said in result.stderr


def test_verify_prints_a_head_that_shows_a_cut_end(service: Path, tmp_path: Path) -> None:
    """An untouched copy holds and prints its head; with that head noted, cutting off the end is found."""
    good = verified(tampered(service, tmp_path))
    assert good.returncode == 0, good.stderr
    head = good.stdout.split("head ")[1].strip()
    (tmp_path / "cut").mkdir()
    cut = "DELETE FROM audit_entry WHERE seq = (SELECT max(seq) FROM audit_entry WHERE rows_root = '')"
    result = verified(tampered(service, tmp_path / "cut", cut), "--noted", head)
    assert result.returncode == 1
    assert verified(tmp_path, "--noted", head).returncode == 0
    assert "E-WEB-007" in verified(tmp_path, "--noted", "7:abc").stderr


def test_reading_a_raw_report_is_logged(signed_in: Callable[[str], Any]) -> None:
    """Who opened which report is in the log, list and page alike."""
    from truceline.web.audit.models import Entry
    from truceline.web.intake.models import Report

    report = Report.objects.order_by("report_id").first()
    client = signed_in("vera")
    assert client.get(f"/reports/{report.pk}/").status_code == 200
    last = Entry.objects.order_by("-seq").first()
    assert (last.actor, last.action, last.target_id) == ("vera", "read", report.pk)
    client.get("/reports/")
    last = Entry.objects.order_by("-seq").first()
    assert last.actor == "vera" and last.detail.count('"') > 10


def test_roots_differ_with_order_and_content() -> None:
    """A root changes with any row, any order and any number of rows."""
    pytest.importorskip("django")
    from truceline.web.audit.chain import merkle_root

    rows = ["a", "b", "c"]
    roots = {merkle_root(r) for r in (rows, rows[::-1], rows[:2], ["a", "b", "d"], ["a", "b", "c", "c"], [])}
    assert len(roots) == 6


def test_a_root_of_rows_that_come_one_by_one_is_that_of_whole_levels() -> None:
    """Pairs of each level hashed together, an odd last one carried up, for every number of rows up to seventy."""
    import hashlib

    from truceline.web.audit.chain import merkle_root

    def by_levels(digests: list[str]) -> str:
        level = [hashlib.sha256(b"\x00" + d.encode()).hexdigest() for d in digests]
        while len(level) > 1:
            odd = [level.pop()] if len(level) % 2 else []
            pairs = zip(level[::2], level[1::2], strict=True)
            level = [hashlib.sha256(b"\x01" + (a + b).encode()).hexdigest() for a, b in pairs] + odd
        return level[0] if level else ""

    for count in range(71):
        rows = [f"row {n}" for n in range(count)]
        assert merkle_root(iter(rows)) == by_levels(rows)


def test_notes_put_aside_are_found_taken_and_left() -> None:
    """The last one counts; the rest comes in the order first put; several of a key are taken newest first."""
    from truceline.web.audit.aside import Aside, words_of

    with Aside() as aside:
        one, many, rows = aside.notes(), aside.notes(several=True), aside.in_order()
        one.put_all([("b", 1, "x"), ("a", 2, "y"), ("b", 3, "z"), ("c", 4, "")])
        assert (one.get("b"), one.pop("a"), one.pop("a"), one.get("none")) == ((3, "z"), (2, "y"), None, None)
        assert list(one.rest()) == [("b", 3, "z"), ("c", 4, "")]
        for seq in (5, 6, 7):
            many.put("k" if seq > 5 else "j", seq, "")
        assert (many.pop("k"), list(many.rest())) == ((7, ""), [("j", 5, ""), ("k", 6, "")])
        many.put("j", 8, "")
        assert list(many.each_once()) == ["j", "k"]
        rows.fill([("é", "1", "d1", "d1"), ("z", "2", "d2", "other"), ("Z", "3", "d3", "d0")])
        assert list(rows.digests()) == ["d3", "d2", "d1"] and rows.otherwise(1) == ["3"]
        rows.fill([])
        assert list(rows.digests()) == []
    assert words_of("ab", "c") != words_of("a", "bc") and words_of(None, ["\ud800"]) != words_of()
