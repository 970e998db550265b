"""Reports in, incidents out: candidate pairs, clues, score, judgements, clusters."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from truceline.matching.columns import SIDE_A, SIDE_B, SOURCE, ActorNames, Columns, encode, in_order
from truceline.matching.incidents import find_incidents
from truceline.matching.judgements import DIFFERENT, NO_JUDGEMENTS, SAME, Judgements
from truceline.matching.most_alike import full_rows
from truceline.matching.pairs import Layout, Pairs, find_pairs, lay_out, sample_pairs
from truceline.matching.score import Weights, probability, score_pairs
from truceline.matching.weights import ALIKE, OWN
from truceline.space.compiled import njit
from truceline.tables.incidents import Incidents, Members

Array = np.ndarray[Any, Any]
Progress = Callable[[int, int], None]
SAMPLE = 4000
ALIKE_SHARE = 0.3
LEAST_NAMED = 20  # pairs that name somebody: fewer say nothing of habits


def closed_name(report_id: str) -> str:
    """The id of an incident whose reports are all closed, by its smallest: a report's own id may name its source."""
    return f"inc-closed-{hashlib.sha256(report_id.encode()).hexdigest()[:16]}"


@dataclass(frozen=True)
class Matched:
    """``reports`` in canonical order; ``incident``: smallest row of each report's incident; ``score``: one a pair."""

    reports: pa.Table
    columns: Columns
    pairs: Pairs
    score: Array
    incident: Array
    weights: Weights

    def incident_ids(self) -> pa.Array:
        """The incident id of each report, in the order of ``reports``; a closed one names none."""
        ids = self.reports.column("report_id").combine_chunks()
        rows = np.flatnonzero(self.reports.column("compartment").is_null().to_numpy())
        first = np.full(len(ids), len(ids), np.int64)
        np.minimum.at(first, self.incident[rows], rows)
        shut = first[self.incident] == len(ids)
        named = pc.binary_join_element_wise(
            "inc-", ids.take(pa.array(np.where(shut, self.incident, first[self.incident]))), ""
        )
        if not shut.any():
            return named
        closed = [closed_name(i) for i in ids.take(pa.array(self.incident[shut])).to_pylist()]
        return pc.replace_with_mask(named, pa.array(shut), pa.array(closed, pa.string()))

    def members(self) -> pa.Table:
        chance = member_probabilities(self.incident, self.pairs, self.score, self.weights.absent)
        ids = self.reports.column("report_id").combine_chunks()
        return pa.table([ids, self.incident_ids(), pa.array(chance)], schema=Members.schema)

    def incidents(self) -> pa.Table:
        """One row an incident, by its id."""
        ids = self.incident_ids()
        spans = pa.table(
            {"incident_id": ids} | {n: self.reports.column(n) for n in ("occurred_from", "occurred_until")}
        )
        grouped = spans.group_by("incident_id", use_threads=False).aggregate(
            [("occurred_from", "min"), ("occurred_until", "max"), ("incident_id", "count")]
        )
        names = ("incident_id", "occurred_from_min", "occurred_until_max", "incident_id_count")
        return pa.table([grouped.column(n) for n in names], schema=Incidents.schema).sort_by("incident_id")

    def grouped_reports(self) -> pa.Table:
        """The reports with their incident filled in, as ``assess`` takes them."""
        place = self.reports.schema.get_field_index("incident_id")
        return self.reports.set_column(place, self.reports.schema.field(place), self.incident_ids())


def match_reports(
    reports: pa.Table,
    weights: Weights | None = None,
    actor_names: ActorNames | None = None,
    judgements: Judgements = NO_JUDGEMENTS,
    progress: Progress | None = None,
) -> Matched:
    """Group reports into incidents. Every report is in exactly one; the order of rows does not matter.

    ``weights`` None: the shipped ones that fit how these reports are written (``choose_weights``). ``actor_names``:
    what a registry knows of a name. ``judgements`` outrank the score; those on reports that are not here wait.
    Raises: E-MATCH-001 when judgements contradict each other, ValueError on report ids that stand twice.
    """
    ordered = in_order(reports)
    ids = ordered.column("report_id").combine_chunks()
    if len(ids.unique()) != len(ids):
        raise ValueError("a report id stands twice")
    columns = encode(ordered, actor_names)
    layout = lay_out(columns)
    chosen = weights or choose_weights(columns, layout)
    pairs = find_pairs(columns, chosen.first_matrix(), chosen.floor, progress, layout=layout)
    del layout
    score = score_pairs(columns, pairs, chosen)
    pairs, score = judgements.applied(ids, pairs, score)
    full = full_rows(pairs.left, pairs.right, len(ids))
    above = score - np.float32(chosen.threshold)
    incident = find_incidents(len(ids), pairs.left, pairs.right, above, chosen.absent, chosen.beyond_two, full)
    return Matched(ordered, columns, pairs, score, incident, chosen)


def choose_weights(columns: Columns, layout: Layout | None = None) -> Weights:
    """The shipped weights that fit: do sources of likely pairs write both actors alike, letter by letter, or not.

    Where they do (copies of one list, one agency's wire) being alike says less and being unlike more. Pairs that name
    nobody say nothing about it; with too few that do, sources count as having names of their own.
    """
    n = len(columns.codes)
    rows = np.unique(np.linspace(0, max(0, n - 1), min(n, SAMPLE)).astype(np.int64))
    pairs = sample_pairs(layout or lay_out(columns), OWN.first_matrix(), 0.0, rows)
    codes = columns.codes
    apart = codes[pairs.left, SOURCE] != codes[pairs.right, SOURCE]
    left, right = pairs.left[apart], pairs.right[apart]
    straight = (codes[left, SIDE_A] == codes[right, SIDE_A]) & (codes[left, SIDE_B] == codes[right, SIDE_B])
    crossed = (codes[left, SIDE_A] == codes[right, SIDE_B]) & (codes[left, SIDE_B] == codes[right, SIDE_A])
    named = (codes[left, SIDE_A] + codes[left, SIDE_B] > 0) & (codes[right, SIDE_A] + codes[right, SIDE_B] > 0)
    alike = (straight | crossed)[named]
    return ALIKE if len(alike) >= LEAST_NAMED and float(alike.mean()) > ALIKE_SHARE else OWN


def member_probabilities(incident: Array, pairs: Pairs, score: Array, absent: float) -> Array:
    """How sure each report's place is (n values 0-1), see ``tables.incidents.Members``."""
    chance = np.asarray(probability(score))
    sizes = np.bincount(incident, minlength=len(incident))[incident]
    inside, known, alone = _sums(len(incident), incident, pairs.left, pairs.right, chance)
    others = np.maximum(sizes - 1, 1)
    mean = (inside + (others - known) * float(probability(absent))) / others
    return np.asarray(np.where(sizes > 1, mean, alone))


@njit
def _sums(n: int, incident: Any, left: Any, right: Any, chance: Any) -> tuple[Any, Any, Any]:
    """Per report: the sum over pairs within its incident, their number, and the chance that no other pair holds."""
    inside, known, alone = np.zeros(n), np.zeros(n), np.ones(n)
    for k in range(len(left)):
        i, j = left[k], right[k]
        if incident[i] == incident[j]:
            inside[i] += chance[k]
            inside[j] += chance[k]
            known[i] += 1
            known[j] += 1
        alone[i] *= 1.0 - chance[k]
        alone[j] *= 1.0 - chance[k]
    return inside, known, alone


def known_answers(
    reports: pa.Table,
    weights: Weights,
    judgements: Judgements,
    truth: Mapping[str, str],
    actor_names: ActorNames | None = None,
) -> tuple[Array, Array]:
    """Log-odds, before any judgement, of candidate pairs whose answer is known, and the answers.

    ``truth``: incident of each report where all is known; judgements add theirs.
    """
    ordered = in_order(reports)
    ids = ordered.column("report_id").to_pylist()
    columns = encode(ordered, actor_names)
    pairs = find_pairs(columns, weights.first_matrix(), weights.floor)
    score = score_pairs(columns, pairs, weights)
    standing = judgements.standing()
    kept, same = [], []
    for k, (i, j) in enumerate(zip(pairs.left.tolist(), pairs.right.tolist(), strict=True)):
        left, right = ids[i], ids[j]
        verdict = standing.get((left, right))
        if verdict in (SAME, DIFFERENT):
            same.append(verdict == SAME)
        elif left in truth and right in truth:
            same.append(truth[left] == truth[right])
        else:
            continue
        kept.append(k)
    return score[np.array(kept, int)], np.array(same, bool)
