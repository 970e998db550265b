"""Verdicts of a chunk as a findings table, column by column."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from truceline.assessment.bulk.assessor import BASES, COVERAGES, OUTCOMES, Assessor, Compiled, Prepared
from truceline.assessment.bulk.columns import grouped
from truceline.assessment.bulk.factors import WORDS
from truceline.assessment.bulk.kernel import NO_VIOLATION, NOT_COVERED, VIOLATION
from truceline.assessment.bulk.reasons import ReasonBook, actors_ids, in_force_ids, place_ids, provision_ids
from truceline.assessment.bulk.rows import RowArrays, Verdicts
from truceline.assessment.bulk.ruling_rows import ruling_ids
from truceline.assessment.claims import argued
from truceline.assessment.judge import attributed, settled_party
from truceline.assessment.ranges import worst
from truceline.assessment.rests import cleared
from truceline.tables.bulk_findings import RANGES, BulkFindings
from truceline.tables.findings import ATTRIBUTION

EXACT = 1e-9


def findings_of(
    bulk: Assessor, table: pa.Table, prepared: Prepared, verdicts: Sequence[Verdicts], as_of: datetime, book: ReasonBook
) -> Iterator[pa.Table]:
    """One table per plan, each made when it is asked for, in the order of the chunk's reports."""
    common = _common(table)
    parts = zip(bulk.compiled, prepared.rows, verdicts, strict=True)
    for one, rows, found in parts:
        yield _one_plan(bulk, one, table, rows, found, common, as_of, book)


def _common(table: pa.Table) -> dict[str, Any]:
    """The columns that do not depend on the plan."""
    reports = table.column("report_id").combine_chunks()
    n = len(reports)
    proof = pc.if_else(
        pc.is_null(table.column("verified_by")),
        pa.scalar("reported"),
        pc.coalesce(table.column("standard_of_proof"), pa.scalar("reasonable_grounds")),
    )
    return {
        "incident_id": pc.coalesce(table.column("incident_id"), reports),
        "report_ids": pa.ListArray.from_arrays(pa.array(np.arange(n + 1, dtype=np.int32)), _flat(reports)),
        "standard_of_proof": proof,
        "exceptions_argued": _exceptions(table),
    }


def _flat(column: Any) -> pa.Array:
    return column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column


def _exceptions(table: pa.Table) -> pa.Array:
    column = table.column("exceptions_argued")
    if column.null_count == len(column):
        empty = pa.array(np.zeros(len(column) + 1, dtype=np.int32))
        return pa.ListArray.from_arrays(empty, pa.array([], pa.string()))
    rows = table.select(["exceptions_argued", "claimant"]).to_pylist()
    return pa.array([argued([row]) for row in rows], pa.list_(pa.string()))


def _one_plan(
    bulk: Assessor,
    one: Compiled,
    table: pa.Table,
    rows: RowArrays,
    v: Verdicts,
    common: dict[str, Any],
    as_of: datetime,
    book: ReasonBook,
) -> pa.Table:
    n = len(v.coverage)
    label = f"{one.plan.view.id}:{one.plan.reading}"
    exact = v.p_high - v.p_low < EXACT
    masks, mask_first = grouped([v.provisions.view(np.int64)], n)
    bits = [int(v.provisions[i]) for i in mask_first]
    provisions = [[p for k, p in enumerate(one.breachable) if mask >> k & 1] for mask in bits]
    party, attribution = _attributions(one, rows.factor, v)
    words = pa.array([w or None for w in WORDS], pa.string())
    reasons = _reasons(bulk, one, table, rows, v, book)
    columns: dict[str, Any] = {
        **common,
        "finding_id": pc.binary_join_element_wise(common["incident_id"], pa.scalar(label), ":"),
        "agreement_id": pa.repeat(one.plan.view.id, n),
        "provision_ids": pa.array(provisions, pa.list_(pa.string())).take(pa.array(masks)),
        "reading": pa.repeat(one.plan.reading, n),
        "coverage": pa.array([c.value for c in COVERAGES]).take(pa.array(v.coverage)),
        "outcome": pa.array([o.value for o in OUTCOMES]).take(pa.array(v.outcome)),
        "p_covered": pa.array(v.p_low, mask=~exact),
        "p_low": pa.array(v.p_low),
        "p_high": pa.array(v.p_high),
        "attributed_party": party,
        "attribution": attribution,
        "basis": pa.array(list(BASES)).take(pa.array(bases_of(one, rows.factor, v))),
        "cannot_tell_because": words.take(pa.array(v.word)),
        "reasons": reasons,
        "as_of": pa.repeat(pa.scalar(as_of, pa.timestamp("us", tz="UTC")), n),
        "rule_version": pa.repeat(one.version, n),
        **{name: pa.array(getattr(v, name)) for name in RANGES},
    }
    return pa.table([columns[f.name] for f in BulkFindings.schema], schema=BulkFindings.schema)


def _attributions(one: Compiled, factor: NDArray[np.int32], v: Verdicts) -> tuple[pa.Array, pa.Array]:
    """Who answers, where the outcome is a violation."""
    numbers, first = grouped([factor.astype(np.int64)], len(factor))
    found = [attributed(one.factors.made[factor[i]].laid) for i in first]
    empty = len(found)
    slot = np.where(v.outcome == VIOLATION, numbers, empty)
    parties = pa.array([*(settled_party(a) for a in found), None], pa.string())
    entries = pa.array([*([vars(x) for x in a] for a in found), []], pa.list_(ATTRIBUTION))
    return parties.take(pa.array(slot)), entries.take(pa.array(slot))


def bases_of(one: Compiled, factor: NDArray[np.int32], v: Verdicts) -> NDArray[np.int8]:
    """The weakest basis of what each finding rests on: place in "VSB". The traces have been put into words before."""
    of_area = np.array([BASES.index(b) for b in (*one.plan.area_bases, "V")], np.int8)
    groups, first = grouped([factor.astype(np.int64), v.provisions.view(np.int64)], len(factor))
    said = [(int(factor[i]), int(v.provisions[i])) for i in first]
    of_people = np.array([_of_people(one, *key) for key in said] or [0], np.int8)
    found = np.maximum(np.maximum(v.time_basis, of_area[v.where]), of_people[groups])
    came = np.flatnonzero((v.outcome == NO_VIOLATION) & (v.judged_basis == 0))
    groups, first = grouped([factor[came].astype(np.int64), v.trace[came].view(np.int64)], len(came))
    clear = np.array([_cleared(one, int(factor[i]), int(v.trace[i])) for i in came[first]] or [0], np.int8)
    found[came] = np.maximum(found[came], clear[groups])
    return np.where(v.judged_basis > 0, v.judged_basis - 1, found).astype(np.int8)


def _of_people(one: Compiled, factor: int, mask: int) -> int:
    """Who acted and was acted upon, and what the provisions named in a mask rest on; reckoned once for each."""
    key = ("people", factor, mask)
    if key not in one.told:
        one.told[key] = _weakest(one, factor, mask)
    found: int = one.told[key]
    return found


def _cleared(one: Compiled, factor: int, trace: int) -> int:
    """What keeps every provision from being touched, by the rows of a trace; reckoned once for each."""
    key = ("cleared", factor, trace)
    if key not in one.told:
        _, part = one.told["rules", factor, trace]
        rows = ((r[0], r[1], r[4], r[7]) for piece in part.pieces for r in piece.rows)
        one.told[key] = BASES.index(cleared(rows, one.plan.breachable, one.plan.clears))
    found: int = one.told[key]
    return found


def _weakest(one: Compiled, factor: int, mask: int) -> int:
    made = one.factors.made[factor]
    named = {k for k in range(len(one.breachable)) if mask >> k & 1}
    entries = [e for s in made.situations for e in s.entries if e.provision in named]
    texts = (one.plan.rests_on[one.breachable[k]] for k in named)
    return BASES.index(worst(*(a.basis for a in made.answers), *texts, *(e.basis for e in entries)))


def _reasons(
    bulk: Assessor, one: Compiled, table: pa.Table, rows: RowArrays, v: Verdicts, book: ReasonBook
) -> pa.ListArray:
    n = len(v.coverage)
    came = np.flatnonzero(v.coverage != NOT_COVERED)
    ids = np.zeros((n, 4), np.int64)
    ids[:, 0] = in_force_ids(one, v, rows.start, rows.end, book)
    ids[:, 1] = place_ids(one, v, book)
    ids[:, 2] = actors_ids(one, rows.factor, v, book)
    ids[came, 3] = provision_ids(one, rows.factor, v, came, lambda some: bulk.incidents(table, some), book)
    kept = np.ones((n, 4), np.bool_)
    kept[:, 3] = v.coverage != NOT_COVERED
    if one.plan.view.rulings:
        said = ruling_ids(one, rows, v, lambda some: bulk.incidents(table, some), book)
        ids, kept = np.column_stack([ids, said]), np.column_stack([kept, said > 0])
    offsets = np.concatenate(([0], np.cumsum(kept.sum(axis=1)))).astype(np.int32)
    return pa.ListArray.from_arrays(pa.array(offsets), pa.array(ids[kept]))
