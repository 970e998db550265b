"""Which reports, by the point and moment they state, may concern which area: the first step of an assessment alone.

A report may concern an area where the area holds its point, the agreement may be in force there at its first moment,
and none of the actors it claims is surely outside of the agreement. Borders are taken as drawn; radii, stated names,
provisions and origins are not asked.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from truceline.assessment.answers import EXCLUDED, product
from truceline.assessment.bulk.assessor import Compiled
from truceline.assessment.bulk.columns import coded, grouped
from truceline.assessment.bulk.program import instant
from truceline.assessment.claims import Row, forms_of, hypotheses_of
from truceline.assessment.kernel import Situation, actors_answers, resolve
from truceline.space.places import Place
from truceline.space.zone_index import ZoneIndex
from truceline.space.zone_match import Lines, bits, hints, match
from truceline.vocabulary.terms import UNKNOWN

ACTOR_COLUMNS = ("claimed_initiator", "claimed_target", "side_left", "side_right")
COLUMNS = ("occurred_from", "lon", "lat", *ACTOR_COLUMNS)
MOMENT = timedelta(microseconds=1)


class Screen:
    """One plan's lines of force ready for points; threads may share it."""

    def __init__(self, one: Compiled, index: ZoneIndex) -> None:
        self.one, self.index = one, index
        self.areas = [area for area, _ in one.plan.force]
        made = [self._made_of(area) for area in self.areas]
        self.asked_of_areas = [k for k, found in enumerate(made) if found is None]
        self.lines = self._lines([found or ((), ()) for found in made])
        self._outside: dict[tuple[Any, ...], bool] = {}

    def pairs(self, table: pa.Table) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
        """Rows of a table with ``COLUMNS`` (any of the actors' may be absent) and the lines they may concern."""
        times = np.asarray(table.column("occurred_from").cast(pa.int64()).to_numpy(), np.int64)
        lon, lat = (np.asarray(table.column(name).to_numpy(), np.float64) for name in ("lon", "lat"))
        asked = self.not_outside(table, times)
        room = 4 * len(times) + 64
        while True:
            found, rows, lines = match(self.index.arrays, self.lines, lon, lat, times, asked, room)
            if found <= room:
                break
            room = int(found)
        if self.asked_of_areas:
            more = {k: self._ask_area(k, lon, lat, times, asked) for k in self.asked_of_areas}
            rows = np.concatenate([rows, *more.values()])
            lines = np.concatenate([lines, *(np.full(len(found), k) for k, found in more.items())])
        return rows.astype(np.int32), lines.astype(np.int32)

    def not_outside(self, table: pa.Table, times: NDArray[np.int64]) -> NDArray[np.bool_]:
        """Rows whose actors may come under the agreement."""
        names = [name for name in ACTOR_COLUMNS if name in table.schema.names]
        columns = [coded(table.column(n)) for n in names]
        reach = np.array([times.min(), times.max()]) if len(times) else np.empty(0, np.int64)
        if len(np.unique(np.searchsorted(self.one.changes, reach, side="right"))) > 1:
            columns.append(np.searchsorted(self.one.changes, times, side="right"))
        groups, first = grouped(columns, len(times))
        told = table.select(names).take(pa.array(first)).to_pylist() if names else [{}] * len(first)
        epochs = np.searchsorted(self.one.changes, times[first], side="right").tolist()
        may = [self._may(row, e, instant(times[i])) for row, e, i in zip(told, epochs, first, strict=True)]
        found: NDArray[np.bool_] = np.array(may, np.bool_)[groups] if may else np.empty(0, np.bool_)
        return found

    def _may(self, row: Row, epoch: int, at: datetime) -> bool:
        key = (epoch, *(tuple(v) if isinstance(v, list) else v for v in row.values()))
        if key not in self._outside:
            time = at, at + MOMENT
            plan, high, form = self.one.plan, 0.0, forms_of([{**row, "act": UNKNOWN}])[0]  # acts are not asked
            for initiator, target, composite in resolve(plan, hypotheses_of([row]), time):
                situation = Situation(time, None, None, form, initiator, target, composite)
                high = max(high, product(actors_answers(plan, situation))[1])
            self._outside[key] = high > EXCLUDED
        return self._outside[key]

    def _made_of(self, area: str | None) -> tuple[tuple[int, ...], tuple[int, ...]] | None:
        """Zones that take in and that cut out; None where an area is not made of drawn zones alone."""
        if area is None:
            return None
        program = self.one.program
        part = program.plan.areas.areas[area]
        parts = ([area], ()) if part.shape != "combined" else (part.include, part.exclude)
        zones = tuple(tuple(program.zone_of(a) for a in group) for group in parts)
        if any(z < 0 for group in zones for z in group):
            return None
        return zones[0], zones[1]

    def _ask_area(self, line: int, lon: Any, lat: Any, times: Any, asked: Any) -> NDArray[np.int32]:
        """Rows that an area without a drawn border may hold, asked one place at a time."""
        runs = self.one.program.times.high[line]
        piece = np.searchsorted(self.lines.cuts, times, side="right")
        rows = np.flatnonzero(asked & (runs[piece] > 0) & ~np.isnan(lon))
        area = self.areas[line]
        if area is None:
            return rows.astype(np.int32)
        areas = self.one.plan.areas
        kept = [i for i in rows.tolist() if areas.inside(area, Place(float(lon[i]), float(lat[i]), 0.0)).high > 0]
        return np.array(kept, np.int32)

    def _lines(self, made: list[tuple[tuple[int, ...], tuple[int, ...]]]) -> Lines:
        times, zones = self.one.program.times, int(self.index.arrays.size[2])
        count = len(made)
        runs = np.ascontiguousarray(times.high[:count].T > 0)
        wanted = np.zeros((runs.shape[0], zones), np.bool_)
        of_zone: list[list[int]] = [[] for _ in range(zones)]
        for line, (include, exclude) in enumerate(made):
            for zone in (*include, *exclude):
                wanted[:, zone] |= runs[:, line]
            for zone in include:
                of_zone[zone].append(line)
        arrays = self.index.arrays
        of_set = np.zeros((len(arrays.set_start) - 1, zones), np.bool_)
        of_set[np.repeat(np.arange(len(of_set)), np.diff(arrays.set_start)), arrays.set_zone] = True
        return Lines(
            times.cuts,
            *hints(times.cuts),
            runs,
            bits(wanted),
            bits(of_set),
            np.cumsum([0, *map(len, of_zone)]).astype(np.int32),
            np.array([line for some in of_zone for line in some], np.int32),
            np.cumsum([0, *(len(exclude) for _, exclude in made)]).astype(np.int32),
            np.array([zone for _, exclude in made for zone in exclude], np.int32),
        )
