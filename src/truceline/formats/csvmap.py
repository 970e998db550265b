"""Any table by a small mapping file: which column fills which field, and what its codes mean."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from truceline.formats.agreement_problems import did_you_mean
from truceline.formats.cells import Dates, day_after, is_zone, number, text, when, whole
from truceline.formats.day_order import month_first
from truceline.formats.intake import BadCell, Intake, ReadResult
from truceline.formats.own_reports import LISTS, own_report
from truceline.formats.tabular import Sheet, open_sheet
from truceline.formats.yaml_lines import read_yaml
from truceline.tables.reports import Reports
from truceline.vocabulary.amounts import times
from truceline.vocabulary.errors import TrucelineError, problem
from truceline.vocabulary.terms import UNKNOWN

FIELDS = tuple(Reports.schema.names)
TIMES = ("occurred_from", "occurred_until", "received_at")
EPOCH_DAYS = "epoch_days"
MOST_EPOCH_DAYS = 370_000  # some day of 2983: beyond the years the intake takes nothing is


class FieldMap(BaseModel):
    """How one field of a report is filled."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    column: str | None = Field(None, description="The column it comes from.")
    template: str | None = Field(None, description="Text with {Column} in it, for instance '{Date} {Time}'.")
    constant: Any = Field(None, description="The same value in every row.")
    values: dict[str, Any] | None = Field(None, description="What the codes mean; 'default' for all others.")
    separator: str | None = Field(None, description="Splits a cell into names (sides, origins).")
    date_format: str | None = Field(
        None, description="strptime shape when dates are ambiguous: %d/%m/%Y. 'epoch_days': whole days since 1970."
    )
    factor: float | None = Field(None, description="Numbers are multiplied by it: 1000 turns kilometres into metres.")
    round: bool = Field(False, description="Whether fractions of a count are rounded; otherwise they are rejects.")
    default: Any = Field(None, description="The value of an empty cell.")


class TableMapping(BaseModel):
    """A mapping file."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True, title="Truceline mapping, version 1")
    schema_line: str | None = Field(None, alias="$schema")
    truceline: int = 1
    source: str = Field("table", description="Name of the data set, shown with every report.")
    timezone: str = Field("Etc/UTC", description="IANA zone of times that state none.")
    id_prefix: str = ""
    fields: dict[str, FieldMap | str] = Field(description="Field of a report ← column name, or how to fill it.")
    skip_rows_where: dict[str, list[str]] = Field(
        default_factory=dict, description="Rows to leave out by a column's value; they are counted as rejects."
    )


def load_mapping(path: Path) -> TableMapping:
    """Raises TrucelineError E-MAP-001, E-MAP-003, E-MAP-004."""
    lined = read_yaml(path, "E-MAP-001")
    try:
        mapping = TableMapping.model_validate(lined.data)
    except ValidationError as error:
        causes = "; ".join(f"{'.'.join(str(x) for x in e['loc'])}: {e['msg']}" for e in error.errors()[:3])
        raise TrucelineError(problem("E-MAP-001", lined.place(()), cause=causes)) from error
    if not is_zone(mapping.timezone):
        raise TrucelineError(problem("E-MAP-004", lined.place(("timezone",)), value=mapping.timezone))
    unknown = [f for f in mapping.fields if f not in FIELDS]
    if unknown:
        raise TrucelineError(
            *(problem("E-MAP-003", lined.place(("fields", f)), value=f, hint=did_you_mean(f, FIELDS)) for f in unknown)
        )
    return mapping


def read_mapped(path: Path, mapping_path: Path) -> ReadResult:
    """Reports out of any table. Raises TrucelineError (E-MAP-00x, E-REP-001, 010)."""
    mapping = load_mapping(mapping_path)
    sheet = open_sheet(path)
    _check_columns(mapping, sheet, mapping_path)
    return read_rows(path, mapping, sheet)


def read_rows(path: Path, mapping: TableMapping, sheet: Sheet, taken: Collection[str] = ()) -> ReadResult:
    """Reports out of an opened table, row by row; ``taken``: ids it must not use. Raises E-REP-001, 010."""
    dates, note = dates_of(path, mapping)
    intake = Intake(path, columns_of(mapping.fields.get("compartment", "compartment")), set(taken))
    for row_number, cells in sheet.rows:
        take_row(intake, row_number, cells, sheet.header, (mapping, dates))
    return intake.result([*sheet.notes, *([note] if note else [])])


def dates_of(path: Path, mapping: TableMapping) -> tuple[Dates, str | None]:
    """How the file writes its times, and a note where that was guessed. Raises E-REP-001."""
    us_dates, note = month_first(path, [c for name in TIMES for c in columns_of(mapping.fields.get(name, ""))])
    return Dates(mapping.timezone, month_first=us_dates), note


def take_row(
    intake: Intake, number: int, cells: Sequence[Any], header: Sequence[str], how: tuple[TableMapping, Dates]
) -> None:
    """One row of the sheet into the intake, as a report or as a reject with its reason."""
    mapping, dates = how
    if len(cells) != len(header):
        intake.reject_row(number, cells, "E-REP-014", found=len(cells), wanted=len(header))
        return
    row = dict(zip(header, cells, strict=False))
    skipped = next((c for c, vs in mapping.skip_rows_where.items() if text(row.get(c)) in vs), None)
    if skipped is not None:
        intake.reject_row(number, row, "E-REP-019", value=text(row.get(skipped)), column=skipped)
        return
    intake.take(number, row, lambda: mapped_report(row, mapping, number, dates))


def _check_columns(mapping: TableMapping, sheet: Sheet, path: Path) -> None:
    named = [c for f in mapping.fields.values() for c in columns_of(f)] + list(mapping.skip_rows_where)
    missing = [c for c in dict.fromkeys(named) if c not in sheet.header]
    if missing:
        found = [
            problem("E-MAP-002", path.name, column=c, hint=did_you_mean(c, [h for h in sheet.header if h]))
            for c in missing
        ]
        raise TrucelineError(*found)


def columns_of(field: FieldMap | str) -> list[str]:
    if isinstance(field, str):
        return [field]
    found = [field.column] if field.column else []
    return found + re.findall(r"{([^{}]+)}", field.template or "")


def mapped_report(row: Mapping[str, Any], mapping: TableMapping, row_number: int, dates: Dates) -> dict[str, Any]:
    """One row as a report. Raises BadCell."""
    raw: dict[str, Any] = {"source": mapping.source, "act": UNKNOWN}
    for name, field in mapping.fields.items():
        spec = FieldMap(column=field) if isinstance(field, str) else field
        value = cell_value(row, spec, name)
        if value is not None:
            raw[name] = moment_of(value, spec, name, dates) if name in TIMES else value
    if "report_id" not in mapping.fields:
        raw["report_id"] = f"{mapping.source}-{row_number}"
    if raw.get("report_id") is not None:
        raw["report_id"] = f"{mapping.id_prefix}{raw['report_id']}"
    start = raw.get("occurred_from")
    if start is None:
        raise BadCell("E-REP-003", value="", column="occurred_from")
    moment_start, only_day = start
    end = raw.get("occurred_until")
    raw["occurred_from"] = moment_start
    raw["occurred_until"] = until_of(moment_start, only_day, end, mapping.timezone)
    if "received_at" in raw:
        raw["received_at"] = raw["received_at"][0]
    return own_report(raw)


def until_of(start: Any, only_day: bool, end: Any, zone: str) -> Any:
    if end is None:
        return day_after(start, zone) if only_day else start + timedelta(minutes=1)
    return day_after(end[0], zone) if end[1] else end[0]


EPOCH = date(1970, 1, 1)


def moment_of(value: Any, spec: FieldMap, name: str, dates: Dates) -> Any:
    if spec.date_format == EPOCH_DAYS:
        days = whole(value, name)
        if days is None or abs(days) > MOST_EPOCH_DAYS:
            raise BadCell("E-REP-003", value=str(value)[:60], column=name)
        value = EPOCH + timedelta(days=days)
        return when(value, name, dates)
    return when(value, name, replace(dates, shape=spec.date_format))


def cell_value(row: Mapping[str, Any], spec: FieldMap, name: str) -> Any:
    if spec.constant is not None:
        return spec.constant
    if spec.template is not None:
        filled = re.sub(r"{([^{}]+)}", lambda m: text(row.get(m.group(1))) or "", spec.template).strip()
        value: Any = filled or None
    else:
        value = row.get(spec.column or "")
    if text(value) is None:
        return spec.default
    if spec.factor is not None or spec.round:
        found, factor = number(value, spec.column or name) or 0.0, spec.factor or 1.0
        scaled = times(found, factor) if name == "quantity" else found * factor
        return round(scaled) if spec.round else scaled
    if spec.values is not None:
        key = text(value) or ""
        folded = {str(k).casefold(): v for k, v in spec.values.items()}
        if key.casefold() not in folded and "default" not in folded:
            hint = f"Add it to 'values' of '{name}' in the mapping, or a 'default'."
            raise BadCell("E-REP-009", value=key[:60], column=spec.column or name, what="code", hint=hint)
        return folded.get(key.casefold(), folded.get("default"))
    if spec.separator is not None and name in LISTS:
        return [part.strip() for part in str(value).split(spec.separator) if part.strip()]
    if name in LISTS:
        return [str(value).strip()]
    return value
