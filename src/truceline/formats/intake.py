"""How every reader of reports keeps count: each row is either a report or a reject with its reason, never nothing."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Collection, Container, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pyarrow as pa

from truceline.formats.countries import country_of
from truceline.tables.reports import Rejects, Reports
from truceline.vocabulary.amounts import said
from truceline.vocabulary.errors import Problem, TrucelineError, problem
from truceline.vocabulary.terms import (
    ACTS,
    ITEM_STATES,
    MEASURED_UNITS,
    NOTICE_STATES,
    QUANTITY_UNITS,
    SOURCE_KINDS,
    STANDARDS_OF_PROOF,
    TARGET_KINDS,
    WEAPONS,
)

BATCH = 20_000
RAW_LIMIT = 2000
WITHHELD = "withheld: the row belongs to a closed compartment; its number names it in the source file"
TERMS: dict[str, tuple[Collection[str], str]] = {
    "act": (ACTS, "act"),
    "weapon": (WEAPONS, "weapon"),
    "quantity_unit": (QUANTITY_UNITS, "unit"),
    "target_kind": (TARGET_KINDS, "kind of target"),
    "origin_kind": (TARGET_KINDS, "kind of place"),
    "item_state": (ITEM_STATES, "state of an item"),
    "notice": (NOTICE_STATES, "state of a notice"),
    "source_kind": (SOURCE_KINDS, "kind of source"),
    "standard_of_proof": (STANDARDS_OF_PROOF, "standard of proof"),
}
FARTHEST_M = 20_040_000.0  # half way round the Earth: no circle on it is wider


class BadCell(Exception):
    """A value that makes its row a reject."""

    def __init__(self, code: str, **values: object) -> None:
        self.code, self.values = code, values
        super().__init__(code)


@dataclass(frozen=True)
class ReadResult:
    """``rows_in`` = rows of ``reports`` + distinct rejected rows; ``notes`` say what was guessed."""

    reports: pa.Table
    rejects: pa.Table
    rows_in: int
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Sink:
    """Takes reports and rejects as they come, so that a reader holds no more than a batch of a file."""

    reports: Callable[[pa.Table], None]
    rejects: Callable[[pa.Table], None]


_SINK: ContextVar[Sink | None] = ContextVar("sink", default=None)


@contextmanager
def streamed(sink: Sink) -> Iterator[None]:
    """Readers called within hand over what they take; their results hold counts and notes, and tables without rows.

    That ids are new is then for whoever takes the reports to see to (met_ids).
    """
    before = _SINK.set(sink)
    try:
        yield
    finally:
        _SINK.reset(before)


@dataclass
class Intake:
    """Takes rows one by one. The id must be new, and the row must make sense as a claim.

    ``closed_by``: columns that put a row into a closed compartment when filled; rejects do not repeat its cells.
    ``ids``: those already taken.
    """

    path: Path
    closed_by: Container[str] = ("compartment",)
    ids: set[str] = field(default_factory=set)
    rows_in: int = 0
    rows_rejected: int = 0
    rows_taken: int = 0
    _last_rejected: int | None = None
    _sink: Sink | None = field(default_factory=_SINK.get)
    _batch: list[dict[str, Any]] = field(default_factory=list)
    _tables: list[pa.Table] = field(default_factory=list)
    _rejects: list[dict[str, Any]] = field(default_factory=list)
    _remarks: Counter[str] = field(default_factory=Counter)

    def remark(self, what: str) -> None:
        """Something done to a row that its source should be told, counted over the file."""
        self._remarks[what] += 1

    def take(self, number: int, raw: Any, convert: Callable[[], dict[str, Any]]) -> None:
        """One row: ``convert`` gives the report or raises BadCell."""
        self.rows_in += 1
        try:
            report = convert()
            report["country"] = country_of(report.get("country"))[0]
            report.setdefault("source_row", number)
            check_report(report, self.ids)
        except BadCell as bad:
            self.reject(number, raw, problem(bad.code, f"{self.path.name}, row {number}", **bad.values))
            return
        if self._sink is None:
            self.ids.add(report["report_id"])
        self.rows_taken += 1
        self._batch.append(report)
        if len(self._batch) >= BATCH:
            self._flush()

    def reject(self, number: int, raw: Any, found: Problem) -> None:
        text = raw if isinstance(raw, str) else json.dumps(raw, ensure_ascii=False, default=str)
        text = WITHHELD if is_closed(raw, self.closed_by) else text.encode("utf-8", "replace").decode("utf-8")
        self.rows_rejected += number != self._last_rejected
        self._last_rejected = number
        self._rejects.append(
            {
                "source": self.path.name,
                "row": number,
                "code": found.code,
                "message": str(found),
                "raw": text[:RAW_LIMIT],
            }
        )
        if len(self._rejects) >= BATCH:
            self._flush()

    def reject_row(self, number: int, raw: Any, code: str, **values: object) -> None:
        """A row that cannot even be converted, such as one with too many cells."""
        self.rows_in += 1
        self.reject(number, raw, problem(code, f"{self.path.name}, row {number}", **values))

    def result(self, notes: Iterable[str] = ()) -> ReadResult:
        """Everything taken. Raises E-REP-010 if there was no row at all, RuntimeError if the counts do not add up."""
        if not self.rows_in:
            hint = "Nothing stands below the header. Is it the right file?"
            raise TrucelineError(problem("E-REP-010", self.path.name, hint=hint))
        self._flush()
        reports = pa.concat_tables(self._tables) if self._tables else Reports.empty()
        rejects = Rejects.from_rows(self._rejects)
        if self.rows_taken + self.rows_rejected != self.rows_in:
            raise RuntimeError(f"{self.path.name}: {self.rows_in} rows in, {self.rows_taken} reports")
        remarks = [f"{count} rows: {what}" for what, count in self._remarks.items()]
        return ReadResult(reports, rejects, self.rows_in, (*notes, *remarks))

    def _flush(self) -> None:
        if self._batch:
            take = self._sink.reports if self._sink else self._tables.append
            take(Reports.from_rows(self._batch))
            self._batch = []
        if self._sink and self._rejects:
            self._sink.rejects(Rejects.from_rows(self._rejects))
            self._rejects = []


def is_closed(raw: Any, columns: Container[str] = ("compartment",)) -> bool:
    """Whether a row as read, or a GeoJSON feature, states a compartment."""
    if not isinstance(raw, Mapping):
        return False
    inner = raw.get("properties")
    cells = {**(inner if isinstance(inner, Mapping) else {}), **raw}
    return any(str(cell).strip() for name, cell in cells.items() if name in columns and cell is not None)


def check_report(report: Mapping[str, Any], ids: set[str]) -> None:
    """Raises BadCell on what makes no sense: no id or act, ends before it begins, off the globe, fewer than 0."""
    identity = report.get("report_id")
    if not identity:
        raise BadCell("E-REP-008", column="report_id")
    if identity in ids:
        raise BadCell("E-REP-007", value=identity)
    start, end = report["occurred_from"], report["occurred_until"]
    if end < start:
        raise BadCell("E-REP-006", until=end.isoformat(), start=start.isoformat())
    _check_position(report, "lon", "lat")
    _check_position(report, "origin_lon", "origin_lat")
    for column in ("place_radius_m", "origin_radius_m"):
        radius = report.get(column)
        if radius is not None and not 0 <= radius <= FARTHEST_M:
            raise BadCell("E-REP-005", column=column, value=radius, range=f"0 to {FARTHEST_M:.0f} metres")
    low, best, high = (report.get(f"casualties_{k}") for k in ("low", "best", "high"))
    known = [n for n in (low, best, high) if n is not None]
    if known != sorted(known) or any(n < 0 for n in known):
        raise BadCell("E-REP-012", low=low, best=best, high=high)
    _check_amount(report.get("quantity"), report.get("quantity_unit"))
    _check_weights(report.get("initiator_weights"), report.get("claimed_initiator"))
    for column, (known_terms, what) in TERMS.items():
        _check_term(report, column, known_terms, what)


def _check_amount(amount: float | None, unit: str | None) -> None:
    """Below zero it would take from a balance what nobody withdrew; nobody fires half a shot."""
    if amount is None or (amount >= 0 and (unit in MEASURED_UNITS or amount == round(amount))):
        return
    if unit in MEASURED_UNITS:
        raise BadCell("E-REP-022", value=said(amount), column="quantity", cause="less than nothing")
    raise BadCell("E-REP-020", value=said(amount), column="quantity")


def _check_weights(weights: Sequence[float | None] | None, names: Sequence[str] | None) -> None:
    if weights is None:
        return
    given = [w for w in weights if w is not None]
    wrong = next((w for w in given if not 0 <= w <= 1), None)
    if len(given) != len(names or ()) or len(given) != len(weights):
        cause = f"{len(given)} numbers for {len(names or ())} names"
    elif wrong is not None:
        cause = f"{wrong:g} is no probability"
    elif sum(given) > 1 + 1e-9:
        cause = f"they add up to {sum(given):g}"
    else:
        return
    raise BadCell("E-REP-021", value=", ".join("nothing" if w is None else f"{w:g}" for w in weights), cause=cause)


def _check_position(report: Mapping[str, Any], lon_name: str, lat_name: str) -> None:
    lon, lat = report.get(lon_name), report.get(lat_name)
    if (lon is None) != (lat is None):
        raise BadCell("E-REP-017")
    if lon is not None and not -180 <= lon <= 180:
        raise BadCell("E-REP-005", column=lon_name, value=lon, range="-180 to 180 degrees")
    if lat is not None and not -90 <= lat <= 90:
        raise BadCell("E-REP-005", column=lat_name, value=lat, range="-90 to 90 degrees")


def _check_term(report: Mapping[str, Any], column: str, known: Container[str], what: str) -> None:
    value = report.get(column)
    if value is None and column != "act":
        return
    if value not in known:
        hint = "Use a term of docs/glossary.md, or map it in a mapping file."
        raise BadCell("E-REP-009", value=value, column=column, what=what, hint=hint)
