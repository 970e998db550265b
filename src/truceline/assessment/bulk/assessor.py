"""Chunks of reports under all plans: verdicts of the kernel, the rest from ``judge``.

A chunk holds reports that are an incident each. Incidents of several reports go to ``judge`` (assess.assess_incidents).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from truceline.agreement.model import KnownPlace
from truceline.assessment.bulk.columns import Coder, Columns, grouped
from truceline.assessment.bulk.factors import WORDS, Factors
from truceline.assessment.bulk.kernel import decide
from truceline.assessment.bulk.program import Keep, Program, Zones, instant, make_anew, micros
from truceline.assessment.bulk.rows import RowArrays, StatedTables, Verdicts, empty_verdicts
from truceline.assessment.claims import Incident, Locate, lay_out
from truceline.assessment.judge import Judgement, judge
from truceline.assessment.plan import Plan, flat
from truceline.assessment.predicates import AcrossLine, NearLine, OriginIn
from truceline.space.zone_index import Shares
from truceline.vocabulary.terms import Coverage, Outcome

COVERAGES = (Coverage.NOT_COVERED, Coverage.CANNOT_TELL, Coverage.COVERED)
MORE_COLUMNS = (
    "weapon_system", "weapon_range_m", "origin_kind", "origin_place_name", "origin_country", "origin_admin1", "notice",
    "notice_given_at", "notice_to", "item_state", "initiator_weights",
)  # fmt: skip
BASES = "VSB"
OUTCOMES = (Outcome.UNDETERMINED, Outcome.NO_VIOLATION, Outcome.VIOLATION)


@dataclass
class Compiled:
    """One plan ready for chunks, with its rule version."""

    plan: Plan
    version: str
    program: Program
    factors: Factors
    changes: NDArray[np.int64]
    breachable: list[str]
    asks_origin: bool
    by_judge: bool  # what the kernel's arrays do not hold: every row goes to judge
    stages: NDArray[np.int32]  # [line of force, piece of time]: how many of the line's own moments have passed
    told: dict[Any, Any] = field(default_factory=dict)  # parts of traces by what decides them

    @classmethod
    def of(cls, plan: Plan, version: str, zones: Zones, keep: Keep = make_anew) -> Compiled:
        program = Program(plan, zones, keep)
        changes = np.array([micros(t) for t in plan.standings.changes], dtype=np.int64)
        breachable = [r.provision_id for r in plan.rules if r.breachable]
        asks = any(isinstance(p, (OriginIn, AcrossLine, NearLine)) for r in plan.rules for p in flat(r))
        return cls(
            plan, version, program, Factors(program), changes, breachable, asks, plan.rests_on_doubt, program.stages()
        )


@dataclass(frozen=True)
class Prepared:
    """A chunk with everything resolved that needs the registry: what remains is arithmetic."""

    columns: Columns
    rows: tuple[RowArrays, ...]
    tables: tuple[tuple[Any, ...], ...]


class Assessor:
    """All plans of a run. ``prepare`` grows shared tables and must not run twice at once; ``decide`` may."""

    def __init__(self, plans: Sequence[tuple[Plan, str]], locate: Locate, keep: Keep = make_anew) -> None:
        zones: dict[str, Zones] = {}
        self.compiled = [Compiled.of(p, v, zones.setdefault(p.view.id, Zones()), keep) for p, v in plans]
        self.indexes = {key: z.index(keep) for key, z in zones.items()}
        for one in self.compiled:  # judge and kernel then ask one index
            one.plan.areas.ask_together(self.indexes[one.plan.view.id], one.program.zones.numbers)
        self.locate = locate
        self.coder = Coder(locate, frozenset(n for p, _ in plans for n in _settlement_names(p)))

    def shares(self, columns: Columns) -> dict[str, Shares]:
        """Per agreement: how much of each report's circle lies in each zone."""
        return {k: index.shares(columns.lon, columns.lat, columns.radius_m) for k, index in self.indexes.items()}

    def prepare(self, table: pa.Table) -> Prepared:
        columns = self.coder.encode(table)
        with_origin = ~np.isnan(np.array(table.column("origin_lon").to_numpy(), dtype=np.float64))
        with_more = self._more(table)
        rows, tables = [], []
        for one in self.compiled:
            factor = self._factors(one, columns)
            settlements, told = one.program.settlements(columns, self.coder.stated)
            ask = np.full(len(columns), one.by_judge or one.plan.beyond_kernel)
            ask |= with_more | (with_origin & one.asks_origin)
            rows.append(
                RowArrays(
                    columns.start, columns.end, factor, columns.stated.astype(np.int32),
                    np.empty(0, np.int64), np.empty(0, np.int32), np.empty(0), settlements, told, ask,
                )
            )  # fmt: skip
        for one in self.compiled:
            tables.append(
                (
                    one.program.area_tables(),
                    one.program.times,
                    one.program.force,
                    one.factors.tables(),
                    self._stated(one),
                )
            )
        return Prepared(columns, tuple(rows), tuple(tables))

    def _more(self, table: pa.Table) -> NDArray[np.bool_]:
        """Rows that claim what no class of claims holds: those are for ``judge``."""
        found = np.zeros(table.num_rows, np.bool_)
        for name in MORE_COLUMNS:
            column = table.column(name)
            if column.null_count < len(column):
                found |= np.asarray(column.is_valid().to_numpy())
        return found

    def decide(self, prepared: Prepared) -> list[Verdicts]:
        """The kernel's verdicts, per plan. Releases the interpreter's lock for most of its time."""
        shares = self.shares(prepared.columns)
        out = []
        for one, rows, tables in zip(self.compiled, prepared.rows, prepared.tables, strict=True):
            found = shares[one.plan.view.id]
            weighed = rows._replace(share_start=found.offsets, share_zone=found.zones, share=found.values)
            verdicts = empty_verdicts(len(prepared.columns))
            limits = one.plan.view.thresholds
            areas, times, force, factors, stated = tables
            decide(areas, times, force, factors, stated, weighed, verdicts, limits.covered, limits.not_covered)
            out.append(verdicts)
        return out

    def settle(self, table: pa.Table, prepared: Prepared, verdicts: Sequence[Verdicts]) -> None:
        """Ask ``judge`` for what the kernel left open. Changes ``verdicts``."""
        for one, rows, found in zip(self.compiled, prepared.rows, verdicts, strict=True):
            asked = np.flatnonzero(found.by_judge)
            for i, incident in zip(asked.tolist(), self.incidents(table, asked), strict=True):
                _take(one, found, i, judge(one.plan, incident))
            words = np.flatnonzero(found.ask_word & ~found.by_judge)
            if len(words):
                groups, first = grouped(
                    [rows.factor[words].astype(np.int64), found.trace[words].view(np.int64)], len(words)
                )
                said = [judge(one.plan, x).because for x in self.incidents(table, words[first])]
                codes = np.array([WORDS.index(w or "") for w in said], np.int8)
                found.word[words] = codes[groups]

    def incidents(self, table: pa.Table, rows: NDArray[np.int64]) -> list[Incident]:
        filled = [n for n in table.schema.names if table.column(n).null_count < table.num_rows]
        nothing = dict.fromkeys(table.schema.names)
        taken = [nothing | r for r in table.select(filled).take(pa.array(rows)).to_pylist()]
        return [lay_out(r["incident_id"] or r["report_id"], [r], self.locate) for r in taken]

    def _factors(self, one: Compiled, columns: Columns) -> NDArray[np.int32]:
        before = np.searchsorted(one.changes, columns.start, side="right")
        after = np.searchsorted(one.changes, columns.end, side="left")
        groups, first = grouped([columns.claim, before, after], len(columns))
        numbers = [
            one.factors.number(
                (int(columns.claim[i]), int(before[i]), int(after[i])),
                self.coder.claims[columns.claim[i]],
                (instant(columns.start[i]), instant(columns.end[i])),
            )
            for i in first
        ]
        return np.array(numbers, np.int32)[groups] if numbers else groups.astype(np.int32)

    def _stated(self, one: Compiled) -> StatedTables:
        words = [one.program.by_word(s) for s in self.coder.stated]
        flat_words = [w for found in words for w in found]
        return StatedTables(
            np.cumsum([0, *(len(w) for w in words)]).astype(np.int32),
            np.array([w[0] for w in flat_words], np.int32),
            np.array([w[1] for w in flat_words], np.float64),
            np.array([w[2] for w in flat_words], np.float64),
            np.array([s.has_point for s in self.coder.stated], np.bool_),
        )


def _take(one: Compiled, found: Verdicts, i: int, judged: Judgement) -> None:
    found.coverage[i] = COVERAGES.index(judged.coverage)
    found.outcome[i] = OUTCOMES.index(judged.outcome)
    found.p_low[i], found.p_high[i] = judged.p_low, judged.p_high
    found.provisions[i] = sum(1 << one.breachable.index(p) for p in judged.provision_ids)
    found.word[i] = WORDS.index(judged.because or "")
    found.judged_basis[i] = 1 + BASES.index(judged.basis)


def _settlement_names(plan: Plan) -> list[str]:
    known: list[KnownPlace] = []
    for area in plan.areas.areas.values():
        known += [*getattr(area, "settlements_in", ()), *getattr(area, "settlements_out", ())]
    names = [[s.name] if isinstance(s.name, str) else s.name.values() for s in known]
    return [n.casefold() for group in names for n in group]
