"""Reports as coded columns: each distinct claim and each distinct stated place becomes a number."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from truceline.assessment.claims import Form, Hypothesis, Locate, Row, forms_of, hypotheses_of
from truceline.space.places import Place

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

CLAIM_COLUMNS = (
    "act", "weapon", "calibre_mm", "quantity", "quantity_unit", "target_kind",
    "claimed_initiator", "claimed_target", "side_left", "side_right",
)  # fmt: skip
PLACE_COLUMNS = ("country", "admin1", "place_name")
MOST_CODES = 2**31
TABLE = 65_536
SEPARATOR = "\x1f"


@dataclass(frozen=True)
class ClaimClass:
    """What rows of one class claim to have been done, and by whom: everything but when and where."""

    forms: tuple[Form, ...]
    hypotheses: tuple[Hypothesis, ...]


@dataclass(frozen=True)
class StatedPlace:
    """What rows of one class state of their place beside a position."""

    country: str | None
    admin1: str | None
    names: tuple[str, ...]
    has_point: bool


@dataclass(frozen=True)
class Columns:
    """``n`` reports that are an incident each. Times in microseconds since 1970 UTC, NaN where no position is known."""

    start: Ints
    end: Ints
    lon: Floats
    lat: Floats
    radius_m: Floats
    claim: Ints
    stated: Ints

    def __len__(self) -> int:
        return len(self.start)


class Coder:
    """Gives classes of claims and stated places their numbers; one coder lives as long as a run.

    ``names_that_matter``: case-folded place names that some area names; others need not be told apart.
    """

    def __init__(self, locate: Locate, names_that_matter: frozenset[str] = frozenset()) -> None:
        self.locate = locate
        self.names_that_matter = names_that_matter
        self.claims: list[ClaimClass] = []
        self.stated: list[StatedPlace] = []
        self._claim_ids: dict[Any, int] = {}
        self._stated_ids: dict[StatedPlace, int] = {}
        self._located: dict[tuple[Any, ...], Place | None] = {}

    def encode(self, reports: pa.RecordBatch | pa.Table) -> Columns:
        """Columns of a reports table (``tables.reports``), in its order."""
        table = pa.table(reports) if isinstance(reports, pa.RecordBatch) else reports
        lon, lat, radius = (_floats(table, name) for name in ("lon", "lat", "place_radius_m"))
        radius = np.where(np.isnan(radius), 0.0, radius)
        stated = self._encode_places(table, lon, lat, radius)
        return Columns(
            _micros(table, "occurred_from"),
            _micros(table, "occurred_until"),
            lon,
            lat,
            radius,
            self._encode_claims(table),
            stated,
        )

    def _encode_claims(self, table: pa.Table) -> Ints:
        codes, first = grouped([coded(table.column(name)) for name in CLAIM_COLUMNS], table.num_rows)
        rows = table.select(CLAIM_COLUMNS).take(pa.array(first)).to_pylist()
        ids = np.array([self._claim_id(row) for row in rows], dtype=np.int64)
        return ids[codes] if len(ids) else codes

    def _claim_id(self, row: Row) -> int:
        key = tuple(tuple(v) if isinstance(v, list) else v for v in row.values())
        if key not in self._claim_ids:
            self._claim_ids[key] = self._new_claim(ClaimClass(tuple(forms_of([row])), tuple(hypotheses_of([row]))))
        return self._claim_ids[key]

    def _new_claim(self, claim: ClaimClass) -> int:
        if claim not in self._claim_ids:
            self._claim_ids[claim] = len(self.claims)
            self.claims.append(claim)
        return self._claim_ids[claim]

    def _encode_places(self, table: pa.Table, lon: Floats, lat: Floats, radius: Floats) -> Ints:
        pointless = np.isnan(lon) | np.isnan(lat)
        names = table.column("place_name")
        names = pc.if_else(pa.array(pointless), names, self._told_apart(names))
        stated = table.select(PLACE_COLUMNS).set_column(2, "place_name", names)
        columns = [coded(stated.column(name)) for name in PLACE_COLUMNS]
        codes, first = grouped([*columns, pointless.astype(np.int64)], table.num_rows)
        ids = np.empty(len(first), dtype=np.int64)
        for i, row in enumerate(stated.take(pa.array(first)).to_pylist()):
            has_point = not pointless[first[i]]
            place = self._place(row, has_point)
            ids[i] = self._stated_id(place, has_point)
            if not has_point and place is not None and place.has_point:  # its name is known to the registry
                rows = codes == i
                lon[rows], lat[rows], radius[rows] = place.lon, place.lat, place.radius_m
        return ids[codes] if len(ids) else codes

    def _told_apart(self, names: pa.ChunkedArray) -> pa.ChunkedArray:
        encoded = names.combine_chunks().dictionary_encode()
        if isinstance(encoded, pa.ChunkedArray):
            encoded = encoded.combine_chunks()
        kept = [n if n and n.casefold() in self.names_that_matter else None for n in encoded.dictionary.to_pylist()]
        return pa.array(kept, pa.string()).take(encoded.indices)

    def _place(self, row: Row, has_point: bool) -> Place | None:
        key = (*row.values(), has_point)
        if key not in self._located:
            position = (0.0, 0.0) if has_point else (None, None)
            self._located[key] = self.locate({**row, "lon": position[0], "lat": position[1], "place_radius_m": None})
        return self._located[key]

    def _stated_id(self, place: Place | None, has_point: bool) -> int:
        known = place or Place()
        stated = StatedPlace(known.country, known.admin1, known.names, has_point or known.has_point)
        if stated not in self._stated_ids:
            self._stated_ids[stated] = len(self.stated)
            self.stated.append(stated)
        return self._stated_ids[stated]


def _floats(table: pa.Table, name: str) -> Floats:
    return np.array(table.column(name).to_numpy(), dtype=np.float64)


def _micros(table: pa.Table, name: str) -> Ints:
    return np.asarray(table.column(name).cast(pa.int64()).to_numpy(), dtype=np.int64)


def coded(column: pa.ChunkedArray) -> Ints:
    """A number per distinct value, null included, in order of appearance."""
    if column.null_count == len(column):
        return np.zeros(len(column), dtype=np.int64)
    if pa.types.is_list(column.type):
        alone = _names_alone(column)
        if alone is not None:
            return encode(alone)
        if pa.types.is_dictionary(column.type.value_type):
            column = column.cast(pa.list_(pa.string()))
        marked = pc.binary_join(pc.if_else(pc.is_null(column), pa.scalar([], column.type), column), SEPARATOR)
        column = pc.if_else(pc.is_null(column), pa.scalar(None, pa.string()), marked)
    return encode(column)


def _names_alone(column: pa.ChunkedArray) -> Any:
    """The names of a column whose lists all hold one; None for any other."""
    if column.null_count:
        return None
    values = pa.chunked_array([chunk.flatten() for chunk in column.chunks])
    lengths = pc.list_value_length(column)
    return values if len(values) == len(column) and pc.all(pc.equal(lengths, 1)).as_py() else None


def encode(values: Any) -> Ints:
    array = values.combine_chunks() if isinstance(values, pa.ChunkedArray) else values
    if isinstance(array, pa.ChunkedArray):
        array = pa.concat_arrays(array.chunks)
    coded = array if pa.types.is_dictionary(array.type) else array.dictionary_encode(null_encoding="encode")
    indices = coded.indices
    return np.asarray((indices.fill_null(-1) if indices.null_count else indices).to_numpy(), dtype=np.int64)


def grouped(columns: Sequence[Ints], length: int) -> tuple[Ints, Ints]:
    """Group of each row over several coded columns (numbers from 0), and the first row of each group."""
    key = np.zeros(length, dtype=np.int64)
    for codes in columns:
        low = int(codes.min(initial=0))
        width = int(codes.max(initial=0)) - low + 1
        if width > MOST_CODES:  # numbers that stand for content, not codes
            codes, low = encode(pa.array(codes)), 0
            width = int(codes.max(initial=0)) + 1
        if width > 1:
            if int(key.max(initial=0)) * width > MOST_CODES:
                key = _renumber(key)
            key = key * width + (codes - low)
            if width > TABLE:
                key = _renumber(key)
    groups = _renumber(key)
    first = np.empty(int(groups.max(initial=-1)) + 1, dtype=np.int64)
    first[groups[::-1]] = np.arange(length - 1, -1, -1)
    return groups, first


def _renumber(key: Ints) -> Ints:
    """Numbers from 0 without gaps; equal where the keys are."""
    most = int(key.max(initial=0))
    if most > max(TABLE, 4 * len(key)):
        return encode(pa.array(key))
    met = np.zeros(most + 1, np.bool_)
    met[key] = True
    numbers = np.cumsum(met) - 1
    found: Ints = numbers[key]
    return found
