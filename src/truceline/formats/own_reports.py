"""One row with our own column names, as CSV, Parquet, GeoJSON properties or a mapping give it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

import pyarrow as pa

from truceline.formats.cells import Dates, amount, number, text, when, whole
from truceline.formats.intake import BadCell
from truceline.tables.reports import EXCEPTION, Reports
from truceline.vocabulary.terms import UNKNOWN

LISTS = (
    "origin_chain",
    "claimed_initiator",
    "claimed_target",
    "side_left",
    "side_right",
    "notice_to",
    "denied_by",
    "initiator_weights",
)
EXCEPTION_KEYS = {field.name for field in EXCEPTION}
UTC_DATES = Dates("Etc/UTC")


def own_report(raw: Mapping[str, Any], dates: Dates = UTC_DATES) -> dict[str, Any]:
    """One row of our own table. Unknown columns are passed over. Raises BadCell."""
    report: dict[str, Any] = {}
    for column in Reports.schema:
        value = raw.get(column.name)
        report[column.name] = None if value is None else own_cell(column, value, dates)
    if report["occurred_from"] is None:
        raise BadCell("E-REP-003", value="", column="occurred_from")
    if report["occurred_until"] in (None, report["occurred_from"]):
        report["occurred_until"] = _end(
            raw, report["occurred_from"], dates
        )  # an empty interval would be no time at all
    report["source"] = report["source"] or "reports"
    report["act"] = report["act"] or UNKNOWN
    if report["source_row"] is None:
        del report["source_row"]
    return report


def own_cell(column: pa.Field, value: Any, dates: Dates = UTC_DATES) -> Any:
    """One cell as its column holds it. Raises BadCell."""
    if pa.types.is_timestamp(column.type):
        return when(value, column.name, dates)[0] if text(value) else None
    if column.name == "quantity":
        return amount(value, column.name)
    if pa.types.is_floating(column.type):
        return number(value, column.name)
    if pa.types.is_integer(column.type):
        return whole(value, column.name)
    if column.name == "exceptions_argued":
        return _structs(value)
    if column.name == "initiator_weights":
        return [number(weight, column.name) for weight in _names(value) or ()] or None
    if column.name in LISTS:
        return _names(value)
    return _state(value) if column.name == "notice" else text(value)


def _end(raw: Mapping[str, Any], start: datetime, dates: Dates) -> datetime:
    """A day lasts a day and a time a minute. A cell with a colon states a time, midnight too."""
    cell = raw.get("occurred_from")
    only_day = when(cell, "occurred_from", dates)[1] and ":" not in (cell if isinstance(cell, str) else "")
    return start + (timedelta(days=1) if only_day else timedelta(minutes=1))


def _names(value: Any) -> list[str] | None:
    if isinstance(value, list | tuple):
        return [name for name in map(text, value) if name] or None
    found = text(value)
    return [part.strip() for part in found.split(";") if part.strip()] if found else None


def _state(value: Any) -> str | None:
    """The state of a notice. Here ``none`` is a word: nobody was told. A program's ``None`` stays an empty cell."""
    return "none" if isinstance(value, str) and value.strip() == "none" else text(value)


def _structs(value: Any) -> list[dict[str, Any]] | None:
    """Exceptions that somebody argues. Raises E-REP-009 on anything but a list of kind, argued_by and text."""
    if value is None or (isinstance(value, str) and not value.strip()):
        return None
    try:
        parsed = json.loads(value) if isinstance(value, str) else value
    except (ValueError, RecursionError):
        parsed = value
    if not isinstance(parsed, list) or not all(isinstance(p, dict) and set(p) <= EXCEPTION_KEYS for p in parsed):
        hint = 'Write [{"kind": "self_defence", "argued_by": "...", "text": "..."}].'
        raise BadCell("E-REP-009", value=str(value)[:40], column="exceptions_argued", what="list", hint=hint)
    return [{key: text(one.get(key)) for key in EXCEPTION_KEYS} for one in parsed]
