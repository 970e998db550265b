"""Cells as people and spreadsheets write them: dates in many shapes, numbers with commas, blanks with many names."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from truceline.formats.intake import BadCell
from truceline.vocabulary.amounts import MOST, fits, plain, said

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
MONTH_FIRST_SHAPES = ("%m/%d/%Y", "%m/%d/%Y %H:%M", "%m/%d/%Y %H:%M:%S", "%m-%d-%Y")
YEARS = range(1800, 3000)  # outside of them a year is a slip of the pen, and arithmetic on it would overflow
EXCEL_EPOCH = datetime(1899, 12, 30)
SERIAL = re.compile(r"^\d{5}(\.\d+)?$")
THOUSANDS = re.compile(r"^[+-]?[1-9]\d{0,2}(,\d{3})+(\.\d+)?$")  # 1,250 and 1,250.5; 0,250 is a quarter


def text(value: Any) -> str | None:
    """A cell's text, None when it is one of the many ways to write nothing."""
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return None
    if isinstance(value, bytes):  # Parquet written without the mark that its bytes are text
        value = value.decode("utf-8", "replace")
    found = str(value).replace("\x00", "").strip()
    if not found.isascii():  # half a surrogate pair, as broken JSON escapes leave it, cannot be written to any file
        found = found.encode("utf-8", "replace").decode("utf-8")
    return None if found.casefold() in BLANKS else found


def number(value: Any, column: str) -> float | None:
    """A finite number. Raises E-REP-004."""
    found = text(value)
    if found is None:
        return None
    if "_" in found:  # Python's own way to part thousands, and nobody else's
        raise BadCell("E-REP-004", value=found[:60], column=column)
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
    """A whole number; its commas part thousands. Raises E-REP-004; E-REP-020 on a fraction, which is never rounded."""
    written = text(value)
    found = number(written.replace(",", "") if written and THOUSANDS.match(written) else value, column)
    if found is None:
        return None
    if abs(found) > 9e15 or found != round(found):
        raise BadCell("E-REP-020", value=text(value), column=column)
    return round(found)


def amount(value: Any, column: str) -> float | None:
    """A number of at most three decimals; commas part thousands as in whole numbers. Raises E-REP-004, E-REP-022."""
    written = text(value)
    found = number(written.replace(",", "") if written and THOUSANDS.match(written) else value, column)
    if found is None:
        return None
    if not fits(found):
        cause = f"more than {said(MOST)}" if abs(found) > MOST else "finer than a thousandth, and nothing is rounded"
        raise BadCell("E-REP-022", value=written, column=column, cause=cause)
    return plain(found)


@dataclass(frozen=True)
class Dates:
    """How a file writes its times. ``zone``: IANA zone of times without their own; ``shape``: strptime, if stated."""

    zone: str
    shape: str | None = None
    month_first: bool = False


def when(value: Any, column: str, dates: Dates) -> tuple[datetime, bool]:
    """An instant in UTC and whether only a day was given.

    Raises: E-REP-003 on a blank or unreadable cell.
    """
    if isinstance(value, datetime):
        return _utc(value, column, dates.zone), value.time() == datetime.min.time() and value.tzinfo is None
    if isinstance(value, date):
        return _utc(datetime(value.year, value.month, value.day), column, dates.zone), True
    found = text(value)
    if found is None:
        raise BadCell("E-REP-003", value="", column=column)
    parsed = _parse(found, dates)
    if parsed is None:
        raise BadCell("E-REP-003", value=found[:60], column=column)
    only_day = parsed.tzinfo is None and parsed.time() == datetime.min.time()
    return _utc(parsed, column, dates.zone), only_day


def _parse(found: str, dates: Dates) -> datetime | None:
    if dates.shape is not None:
        return _shaped(found, dates.shape)
    try:
        if SERIAL.match(found):
            return EXCEL_EPOCH + timedelta(days=float(found))
        return datetime.fromisoformat(found)
    except (ValueError, OverflowError):
        pass
    shapes = MONTH_FIRST_SHAPES + SHAPES if dates.month_first else SHAPES
    return next((parsed for parsed in (_shaped(found, shape) for shape in shapes) if parsed is not None), None)


def _shaped(found: str, shape: str) -> datetime | None:
    try:
        return datetime.strptime(found, shape)
    except (ValueError, re.error):
        return None


def _utc(value: datetime, column: str, zone: str) -> datetime:
    if value.year not in YEARS:
        raise BadCell("E-REP-003", value=value.isoformat(), column=column)
    local = value if value.tzinfo is not None else value.replace(tzinfo=ZoneInfo(zone))
    return local.astimezone(UTC)


def is_zone(name: str) -> bool:
    """Whether a name is in the IANA list."""
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True


def day_after(instant: datetime, zone: str) -> datetime:
    """The local midnight that ends the local day of an instant, in UTC."""
    return local_days_on(instant, 1, zone, whole_day=True)


def local_days_on(instant: datetime, days: int, zone: str, whole_day: bool = False) -> datetime:
    """The same local time so many local days later, in UTC; a clock change on the way moves no midnight.

    ``whole_day``: the midnight that begins that day instead.
    """
    local = instant.astimezone(ZoneInfo(zone))
    if whole_day:
        local = datetime(local.year, local.month, local.day, tzinfo=local.tzinfo)
    return (local + timedelta(days=days)).astimezone(UTC)
