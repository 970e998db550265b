"""The server is killed while reports and files come in: what was confirmed is there once and whole, the log holds."""

from __future__ import annotations

from pathlib import Path

from bench.service_kill import Found, killed

KILLS, ON_POSTGRESQL = 3, 2


def check(found: Found) -> None:
    """Whole, and not for want of trying: reports were confirmed, and some attempts were cut off."""
    assert found.whole(), found
    assert found.confirmed > 10 and found.attempts > found.confirmed
    assert found.files > found.files_confirmed > 0


def test_no_confirmed_report_is_lost_or_doubled_when_the_server_is_killed(tmp_path: Path) -> None:
    """kill -9 in the middle of two streams, three times; every attempt is then sent again with its key. On SQLite."""
    check(killed(tmp_path, "", KILLS))


def test_nor_on_postgresql(tmp_path: Path, postgres: str) -> None:
    check(killed(tmp_path, postgres, ON_POSTGRESQL))
