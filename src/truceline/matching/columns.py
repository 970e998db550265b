"""Reports as the arrays that the compiled clues read: one row a report, names and texts as codes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from truceline.matching.words import (
    actor_class,
    actor_words,
    number_of,
    numbered,
    place_head,
    place_words,
    text_words,
)
from truceline.vocabulary.terms import ACTS, broader_terms

Array = np.ndarray[Any, Any]
ActorNames = Callable[[str], Sequence[str]]

EARTH_KM = 6371.0088
DEFAULT_RADIUS_KM = 5.0  # of a point whose source states no precision
NOWHERE_KM = 20_000.0  # reports without a point lie far off the globe, one spot per place name
DAY_US = 86_400_000_000
UNKNOWN_ACTS = ("other", "hostile_act")
ACT_NAMES = tuple(ACTS)


X, Y, Z, RADIUS_KM, T0, T1, LOW, BEST, HIGH = range(9)
SOURCE, ACT, SIDE_A, SIDE_B, PLACE, HEAD, TEXT, ORIGIN = range(8)


class Columns(NamedTuple):
    """Few arrays, because compiled functions hand them on by value; one row of each lies together in memory.

    ``numbers`` (rows × 9, float64): X, Y, Z km from the Earth's centre; RADIUS_KM; T0, T1 days since 1970, half-open;
    LOW, BEST, HIGH casualties, NaN where not stated. ``codes`` (rows × 8, int32): SOURCE, ACT, and codes into the word
    sets: SIDE_A, SIDE_B, PLACE, HEAD, TEXT, ORIGIN. ``at`` (codes + 1) and ``words``: the sorted word numbers of each
    code. ``kinds``: kind of actor of each code. ``act_bin``: act × act.
    """

    numbers: Array
    codes: Array
    at: Array
    words: Array
    kinds: Array
    act_bin: Array


class Names(NamedTuple):
    """What the codes of ``Columns`` stand for, each list with the code of its first entry."""

    sources: list[str]
    sides: list[list[str]]
    places: list[str]
    texts: list[str]
    origins: list[list[str]]
    firsts: tuple[int, ...]


def encode(reports: pa.Table, actor_names: ActorNames | None = None) -> Columns:
    """Reports, in canonical order (see ``in_order``), as columns."""
    return encode_with_names(reports, actor_names)[0]


def encode_with_names(reports: pa.Table, actor_names: ActorNames | None = None) -> tuple[Columns, Names]:
    """Columns, and what their codes stand for.

    ``actor_names``: what a registry knows of a name (its actor's id and those it belongs to), added to its words.
    """
    place, places = _codes(reports, "place_name")
    text, texts = _codes(reports, "text")
    sides, side_a, side_b = _sides(reports)
    origin, origins = _origins(reports)
    parts = [
        numbered(sides, lambda names: words_of_side(names, actor_names)),
        numbered(places, place_words),
        numbered(places, place_head),
    ]
    parts += [numbered(texts, text_words), numbered(origins, lambda names: {number_of(n) for n in names})]
    firsts = np.cumsum([0, *(len(at) - 1 for at, _ in parts)])
    lengths = np.concatenate([np.diff(at) for at, _ in parts])
    kinds = np.zeros(firsts[-1], np.int8)
    kinds[: len(sides)] = [actor_class(names) for names in sides]
    source, sources = _codes(reports, "source")
    codes = [source, _fixed_codes(reports, "act", ACT_NAMES), side_a, side_b]
    codes += [place + firsts[1], place + firsts[2], text + firsts[3], origin + firsts[4]]
    names = Names(sources, sides, places, texts, origins, tuple(firsts.tolist()))
    columns = Columns(
        _number_rows(reports, place, places),
        np.ascontiguousarray(np.stack(codes, axis=1).astype(np.int32)),
        np.r_[0, np.cumsum(lengths)].astype(np.int64),
        np.concatenate([flat for _, flat in parts]),
        kinds,
        act_bins(),
    )
    return columns, names


def _number_rows(reports: pa.Table, place: Array, places: list[str]) -> Array:
    out = np.empty((reports.num_rows, 9))
    point = _numbers(reports, "lon"), _numbers(reports, "lat")
    out[:, X], out[:, Y], out[:, Z] = positions(*point, place, places)
    out[:, RADIUS_KM] = np.nan_to_num(_numbers(reports, "place_radius_m") / 1000.0, nan=DEFAULT_RADIUS_KM)
    out[:, T0], out[:, T1] = _days(reports, "occurred_from"), _days(reports, "occurred_until")
    best = _numbers(reports, "casualties_best")
    low, high = _numbers(reports, "casualties_low"), _numbers(reports, "casualties_high")
    out[:, BEST] = best
    out[:, LOW], out[:, HIGH] = np.where(np.isnan(low), best, low), np.where(np.isnan(high), best, high)
    return out


def in_order(reports: pa.Table) -> pa.Table:
    """Reports by their id: every answer is made in this order, so none depends on how they arrived."""
    return reports.take(pc.sort_indices(reports.column("report_id")))


@cache
def act_bins() -> Array:
    """How near two acts stand in the taxonomy: 0 not stated, 1 same, 2 one within the other, 3 siblings, 4 apart."""
    paths = [broader_terms(act, ACTS) for act in ACT_NAMES]
    bins = np.full((len(paths), len(paths)), 4, np.int8)
    for i, left in enumerate(paths):
        for j, right in enumerate(paths):
            if left[0] in UNKNOWN_ACTS or right[0] in UNKNOWN_ACTS:
                bins[i, j] = 0
            elif i == j:
                bins[i, j] = 1
            elif left[0] in right or right[0] in left:
                bins[i, j] = 2
            elif (set(left[1:]) & set(right[1:])) - set(UNKNOWN_ACTS):
                bins[i, j] = 3
    return bins


def words_of_side(names: Sequence[str], actor_names: ActorNames | None) -> set[int]:
    """The words of a side's names, with what the registry knows of them."""
    if actor_names is None:
        return actor_words(names)
    known = [number_of(f"actor {actor}") for name in names for actor in actor_names(name)]
    return actor_words(names) | set(known)


def _codes(reports: pa.Table, column: str) -> tuple[Array, list[str]]:
    """Codes and what they stand for; code 0 is empty."""
    encoded = pc.fill_null(reports.column(column), "").combine_chunks().dictionary_encode()
    if isinstance(encoded, pa.ChunkedArray):
        encoded = encoded.combine_chunks()
    return encoded.indices.to_numpy(zero_copy_only=False).astype(np.int32) + 1, ["", *encoded.dictionary.to_pylist()]


def _fixed_codes(reports: pa.Table, column: str, names: Sequence[str]) -> Array:
    found = pc.index_in(reports.column(column), value_set=pa.array(names, pa.string()))
    return np.asarray(pc.fill_null(found, names.index("other")).to_numpy())


def _sides(reports: pa.Table) -> tuple[list[list[str]], Array, Array]:
    """Both sides of each report as codes of name lists: initiator and target where stated, else the unordered pair."""
    codes: dict[tuple[str, ...], int] = {(): 0}
    columns = []
    for first, other in (("claimed_initiator", "side_left"), ("claimed_target", "side_right")):
        flat = pc.if_else(pc.is_valid(reports.column(first)), _joined(reports, first), _joined(reports, other))
        encoded = pc.fill_null(flat, "").combine_chunks().dictionary_encode()
        lists = [tuple(value.split("\x1f")) if value else () for value in encoded.dictionary.to_pylist()]
        translate = np.array([codes.setdefault(names, len(codes)) for names in lists] or [0], np.int32)
        columns.append(translate[encoded.indices.to_numpy(zero_copy_only=False)])
    return [list(names) for names in codes], columns[0], columns[1]


def _joined(reports: pa.Table, column: str) -> Any:
    return pc.binary_join(reports.column(column), "\x1f")


def _origins(reports: pa.Table) -> tuple[Array, list[list[str]]]:
    encoded = pc.fill_null(_joined(reports, "origin_chain"), "").combine_chunks().dictionary_encode()
    names = [value.split("\x1f") if value else [] for value in encoded.dictionary.to_pylist()]
    return encoded.indices.to_numpy(zero_copy_only=False).astype(np.int32), names or [[]]


def positions(
    lon: Array, lat: Array, place: Array, places: list[str], first_row: int = 0
) -> tuple[Array, Array, Array]:
    """Kilometres from the Earth's centre; what has no point lies off the globe, by its place name.

    ``places``: names by code, the first and any other empty one standing for none. ``first_row``: of how many reports
    before these the position is known: those with neither point nor name each lie alone.
    """
    a, b = np.radians(lon), np.radians(lat)
    x, y, z = EARTH_KM * np.cos(b) * np.cos(a), EARTH_KM * np.cos(b) * np.sin(a), EARTH_KM * np.sin(b)
    nowhere = np.isnan(x)
    if nowhere.any():
        heads = np.array([number_of(name.casefold()) % 65_536 for name in places], float)
        x[nowhere], y[nowhere] = NOWHERE_KM + 1000.0 * heads[place[nowhere]], 0.0
        own = nowhere & (place == places.index("", 1) if "" in places[1:] else np.zeros(len(x), bool))
        z[nowhere] = 0.0
        z[own] = NOWHERE_KM + 1000.0 * (
            first_row + np.arange(int(own.sum()))
        )  # neither point nor name: comparable with nothing
    return x, y, z


def _days(reports: pa.Table, column: str) -> Array:
    micro = reports.column(column).cast(pa.timestamp("us", tz="UTC")).cast(pa.int64()).to_numpy()
    return np.asarray(micro / DAY_US)


def _numbers(reports: pa.Table, column: str) -> Array:
    return np.asarray(reports.column(column).cast(pa.float64()).to_numpy(), float)
