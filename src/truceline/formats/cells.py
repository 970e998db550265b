"""Cells as people and spreadsheets write them: dates in many shapes, numbers with commas, blanks with many names."""

from __future__ import annotations

import math
import re
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from truceline.formats.intake import BadCell

BLANKS = {"", "na", "n/a", "nan", "none", "null", "nat", "-", "--", "."}
SHAPES = (
    "%Y-%m-%d",
    "%Y-%m-%d %H:%M:%S.%f",
    "%Y-%m-%d %H:%M:%S",
    "%Y-%m-%d %H:%M",
    "%Y-%m-%dT%H:%M:%S.%f",
    "%Y-%m-%dT%H:%M:%S",
    "%Y-%m-%dT%H:%M",
    "%Y/%m/%d",
    "%d/%m/%Y",
    "%d/%m/%Y %H:%M",
    "%d/%m/%Y %H:%M:%S",
    "%d.%m.%Y",
    "%d.%m.%Y %H:%M",
    "%d-%m-%Y",
    "%d %B %Y",
    "%d %b %Y",
    "%d-%b-%Y",
    "%d-%b-%y",
    "%B %d, %Y",
    "%b %d, %Y",
    "%Y%m%d",
)
EXCEL_EPOCH = datetime(1899, 12, 30)
SERIAL = re.compile(r"^\d{5}(\.\d+)?$")


def text(value: Any) -> str | None:
    """A cell's text, None when it is one of the many ways to write nothing."""
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return None
    found = str(value).replace("\x00", "").strip()
    return None if found.casefold() in BLANKS else found


def number(value: Any, column: str) -> float | None:
    """A finite number. Raises E-REP-004."""
    found = text(value)
    if found is None:
        return None
    try:
        parsed = float(found.replace("\u00a0", "").replace(" ", ""))
    except ValueError:
        try:
            parsed = float(found.replace(",", ".") if found.count(",") == 1 else found.replace(",", ""))
        except ValueError as error:
            raise BadCell("E-REP-004", value=found[:60], column=column) from error
    if not math.isfinite(parsed):
        raise BadCell("E-REP-004", value=found[:60], column=column)
    return parsed


def whole(value: Any, column: str) -> int | None:
    """A whole number. Raises E-REP-004."""
    found = number(value, column)
    if found is None:
        return None
    if abs(found) > 9e15:
        raise BadCell("E-REP-004", value=text(value), column=column)
    return round(found)


def when(value: Any, column: str, zone: str, shape: str | None = None) -> tuple[datetime, bool]:
    """An instant in UTC and whether only a day was given. ``zone``: IANA zone of times without their own.

    Raises: E-REP-003 on a blank or unreadable cell.
    """
    if isinstance(value, datetime):
        return _utc(value, zone), value.time() == datetime.min.time() and value.tzinfo is None
    if isinstance(value, date):
        return _utc(datetime(value.year, value.month, value.day), zone), True
    found = text(value)
    if found is None:
        raise BadCell("E-REP-003", value="", column=column)
    parsed = _parse(found, shape)
    if parsed is None:
        raise BadCell("E-REP-003", value=found[:60], column=column)
    only_day = parsed.tzinfo is None and parsed.time() == datetime.min.time()
    return _utc(parsed, zone), only_day


def _parse(found: str, shape: str | None) -> datetime | None:
    if shape is not None:
        try:
            return datetime.strptime(found, shape)
        except ValueError:
            return None
    if SERIAL.match(found):
        return EXCEL_EPOCH + timedelta(days=float(found))
    try:
        return datetime.fromisoformat(found)
    except ValueError:
        pass
    for candidate in SHAPES:
        try:
            return datetime.strptime(found, candidate)
        except ValueError:
            continue
    return None


def _utc(value: datetime, zone: str) -> datetime:
    try:
        local = value if value.tzinfo is not None else value.replace(tzinfo=ZoneInfo(zone))
        return local.astimezone(UTC)
    except OverflowError as error:
        raise BadCell("E-REP-003", value=str(value), column="date") from error


def day_after(instant: datetime, zone: str) -> datetime:
    """The local midnight that ends the local day of an instant, in UTC."""
    local = instant.astimezone(ZoneInfo(zone))
    following = datetime(local.year, local.month, local.day, tzinfo=ZoneInfo(zone)) + timedelta(days=1)
    return following.astimezone(UTC)
