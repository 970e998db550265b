"""Rows go into the table by short ways, and what they write is what the long ways write."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any


def test_cells_are_written_as_the_log_and_django_write_them(signed_in: Callable[[str], Any]) -> None:
    """The short ways to a cell's text and to its form for the database give what the long ways give."""
    from datetime import UTC, datetime, timedelta, timezone

    from django.db import connection

    from truceline.web.audit.chain import canonical
    from truceline.web.intake.models import Report
    from truceline.web.intake.rows import _prepared_by, _written

    noon = datetime(2030, 5, 1, 12, tzinfo=UTC)
    zoned = datetime(2030, 5, 1, 12, 0, 1, 250, tzinfo=timezone(timedelta(hours=5, minutes=45)))
    cells = [
        None,
        "",
        'a "b" \\ \n \u2028 قرية \x01',
        7,
        -0.5,
        1e21,
        True,
        ["x", None],
        {"b": 1, "a": "é"},
        noon,
        zoned,
    ]
    assert [_written(c) for c in cells] == [canonical(c) for c in cells]
    kinds = {
        "act": "shelling",
        "quantity": 7,
        "lon": 18.5,
        "notice_to": ["a"],
        "occurred_from": noon,
        "received_at": zoned,
    }
    for name, cell in kinds.items():
        field = Report._meta.get_field(name)
        assert _prepared_by(field)(cell) == field.get_db_prep_save(cell, connection), name


def test_times_of_a_table_are_written_as_times_of_a_form(signed_in: Callable[[str], Any]) -> None:
    """Columns of times go another way into digests and into the database than single reports do."""
    from datetime import UTC, datetime

    import pyarrow as pa
    from django.db import connection

    from truceline.tables.reports import Reports
    from truceline.web.audit.chain import canonical
    from truceline.web.intake.models import Report
    from truceline.web.intake.rows import _arrow_column, _moment_written, prepare_rows

    times = [
        datetime(1899, 12, 31, 23, 59, 59, 1, tzinfo=UTC),
        None,
        datetime(2030, 5, 1, 12, tzinfo=UTC),
        datetime(2030, 5, 1, 12, 0, 1, 250, tzinfo=UTC),
        datetime(2030, 5, 1, 12, 0, 1, 500_000, tzinfo=UTC),
    ]
    field = Report._meta.get_field("received_at")
    column = _arrow_column(pa.array(times, pa.timestamp("us", "UTC")), "received_at")
    assert column.moments and column.which is not None
    written = [column.distinct[i] for i in column.which]
    assert [_moment_written(text) for text in written] == [canonical(time) for time in times]
    if connection.vendor == "sqlite":
        assert written == [field.get_db_prep_save(time, connection) for time in times]
    told = {"source": "log", "act": "shelling", "text": 'a "word"', "quantity": 2.0, "source_row": 7}
    rows = [
        dict.fromkeys(Reports.schema.names)
        | told
        | {"report_id": f"r{n}", "occurred_from": time, "occurred_until": times[-1], "received_at": times[n - 1]}
        for n, time in enumerate(times)
        if time
    ]
    assert prepare_rows(Reports.from_rows(rows)).digests == prepare_rows(rows).digests
