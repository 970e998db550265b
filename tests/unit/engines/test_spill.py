"""What waits on disk comes back whole: every report once, an incident in one bucket."""

from __future__ import annotations

import pyarrow as pa
import pytest

from truceline.engines import spill
from truceline.engines.spill import Spill, alone
from truceline.run import reports_table


def reports(n: int) -> pa.Table:
    rows = [
        {"report_id": f"r{i}", "incident_id": f"i{i % (n // 3)}", "act": "attack", "occurred_from": "2020-02-01"}
        for i in range(n)
    ]
    return reports_table(rows)


@pytest.mark.parametrize("size", [7, 10_000])
def test_buckets_hold_incidents_whole(monkeypatch: pytest.MonkeyPatch, size: int) -> None:
    """However large a bucket may be, and however the reports came."""
    monkeypatch.setattr(spill, "BUCKET_ROWS", size)
    table = reports(90)
    with Spill() as waiting:
        for begin in range(0, 90, 20):
            waiting.add(table.slice(begin, 20))
        found = [bucket.to_pylist() for bucket in waiting.buckets()]
    assert sorted(r["report_id"] for b in found for r in b) == sorted(table.column("report_id").to_pylist())
    buckets_of = {}
    for number, bucket in enumerate(found):
        for row in bucket:
            buckets_of.setdefault(row["incident_id"], set()).add(number)
    assert all(len(numbers) == 1 for numbers in buckets_of.values())
    assert (len(found) > 5) == (size == 7)


def test_nothing_waits() -> None:
    """No report that names its incident, no bucket."""
    with Spill() as waiting:
        waiting.add(reports(9).slice(0, 0))
        assert list(waiting.buckets()) == []


def test_who_is_alone_in_its_incident() -> None:
    """Told by the incident's id."""
    table = reports(9).slice(0, 5)
    assert alone(table).tolist() == [False, False, True, False, False]
