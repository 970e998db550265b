"""Reports matched as they arrive: each joins the incident it fits best at once; settling makes the answer the batch's.

An arrival is compared with what lies within its reach and joins the incident that gains most by it: a provisional
answer, and it says so. ``settle`` scores anew every pair whose rivals the arrivals changed and clusters anew every
component that such a pair touches. Nothing else can differ from a batch over all reports, in whatever order they came:
a property test holds it to that.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa

from truceline.matching.columns import ActorNames, Columns
from truceline.matching.floor import bar_of
from truceline.matching.growing import GrowingColumns
from truceline.matching.incidents import components_of, find_incidents
from truceline.matching.index import Index, index_of
from truceline.matching.judgements import NO_JUDGEMENTS, Judgements
from truceline.matching.match import choose_weights, closed_name, match_reports, member_probabilities
from truceline.matching.most_alike import full_rows, most_alike
from truceline.matching.pairs import Pairs, find_of_one
from truceline.matching.score import Weights, probability, score_pairs
from truceline.tables.incidents import Members
from truceline.tables.reports import Reports

Array = np.ndarray[Any, Any]
MOST_FRESH = 4000  # arrivals compared one by one before the index is built anew


@dataclass(frozen=True)
class Assigned:
    """Where an arrival stands for now. ``settled`` is False until ``settle`` has seen it."""

    report_id: str
    incident_id: str
    probability: float
    settled: bool


class Online:
    """Matching that goes on. ``history``: reports matched in one batch at the start; may be empty."""

    def __init__(
        self,
        history: pa.Table | None = None,
        weights: Weights | None = None,
        actor_names: ActorNames | None = None,
        judgements: Judgements = NO_JUDGEMENTS,
    ) -> None:
        batch = match_reports(history if history is not None else Reports.empty(), weights, actor_names)
        self.weights = weights or (choose_weights(batch.columns) if batch.reports.num_rows else batch.weights)
        self.judgements = judgements
        self.ids: list[str] = batch.reports.column("report_id").to_pylist()
        self._at = {name: row for row, name in enumerate(self.ids)}
        self._growing = GrowingColumns(batch.reports, actor_names)
        self._closed = set(np.flatnonzero(batch.reports.column("compartment").is_valid().to_numpy()).tolist())
        self._pairs, self._score = batch.pairs, batch.score
        self._incident = batch.incident.astype(np.int64)
        self._fresh: list[Pairs] = []
        self._index: Index = index_of(self._columns, len(self.ids))
        self._bar = bar_of(self.weights.first_matrix(), self.weights.floor)
        self._settled_rows = len(self.ids)
        self._waiting: set[int] = set()
        if judgements.entries:
            self._rejudge(judgements)

    @property
    def _columns(self) -> Columns:
        return self._growing.columns

    def add(self, row: Mapping[str, Any]) -> Assigned:
        """Take one report and say where it belongs for now. Raises ValueError on an id already taken."""
        name = row["report_id"]
        if name in self._at:
            raise ValueError(f"report id '{name}' is taken")
        if len(self.ids) - self._index.held > MOST_FRESH:
            self._index = index_of(self._columns, len(self.ids))
        number = self._growing.add(row)
        self.ids.append(name)
        if row.get("compartment") is not None:
            self._closed.add(number)
        self._at[name] = number
        found = find_of_one(self._columns, self._index, number, self._bar)
        self._fresh.append(found)
        self._waiting.add(number)
        incident, chance = self._best(number, found)
        if number >= len(self._incident):
            self._incident = np.r_[self._incident, np.zeros(max(64, len(self._incident)), np.int64)]
        self._incident[number] = incident
        return Assigned(name, self._name(number), chance, False)

    def _best(self, number: int, found: Pairs) -> tuple[int, float]:
        """The incident that gains most by the arrival, with the mean probability of its pairs; itself if none gains."""
        if not len(found.left):
            return number, 1.0
        local = np.unique(np.r_[found.left, found.right])
        score = score_pairs(*_narrowed(self._columns, found, local), self.weights)
        other = np.where(found.left == number, found.right, found.left)
        gain: dict[int, list[float]] = {}
        for row, value in zip(other.tolist(), score.tolist(), strict=True):
            gain.setdefault(int(self._incident[row]), []).append(value)
        sums = {k: self._gained(values) for k, values in gain.items()}
        best = max(sorted(sums), key=lambda k: sums[k])
        if sums[best] <= 0:
            return number, float(np.prod(1.0 - np.asarray(probability(score))))
        return best, float(np.mean(probability(np.array(gain[best]))))

    def _gained(self, scores: list[float]) -> float:
        """What joining an incident brings, by the arrival's pairs with it."""
        asked = self.weights.threshold + (self.weights.beyond_two if len(scores) > 1 else 0.0)
        return sum(value - asked for value in scores)

    def settle(self) -> int:
        """Make the answer the batch's. Gives the number of reports whose component was clustered anew."""
        n = len(self.ids)
        if not self._waiting:
            return 0
        fresh = Pairs(*(np.concatenate([part[k] for part in self._fresh]) for k in range(3)))
        pairs = Pairs(*(np.concatenate([self._pairs[k], fresh[k]]) for k in range(3)))
        score = np.r_[self._score, np.zeros(len(fresh.left), np.float32)]
        changed = np.zeros(n, bool)
        keep = most_alike(*pairs, n, self._rank)
        if keep is not None:
            changed[pairs.left[~keep]] = changed[pairs.right[~keep]] = True
            pairs, score = Pairs(*(part[keep] for part in pairs)), score[keep]
        changed[list(self._waiting)] = True
        changed[fresh.left] = changed[fresh.right] = True
        redo = changed[pairs.left] | changed[pairs.right]
        near = np.zeros(n, bool)
        near[pairs.left[redo]] = near[pairs.right[redo]] = True
        around = np.flatnonzero(near[pairs.left] | near[pairs.right])
        inside = Pairs(*(part[around] for part in pairs))
        rows = np.unique(np.r_[inside.left, inside.right])
        anew = score_pairs(*_narrowed(self._columns, inside, rows), self.weights)
        keep = redo[around]
        score[around[keep]] = anew[keep]
        self._pairs, self._score, self._fresh = pairs, score, []
        touched = changed | near
        self._waiting.clear()
        return self._cluster(touched)

    def _rank(self) -> Array:
        """Each report's place in canonical order."""
        rank = np.empty(len(self.ids), np.int64)
        rank[np.argsort(np.array(self.ids, dtype=object), kind="stable")] = np.arange(len(self.ids))
        return rank

    def judge(self, judgements: Judgements) -> int:
        """Replace all judgements and settle. Gives the number of reports clustered anew. Raises E-MATCH-001."""
        self.settle()
        return self._rejudge(judgements)

    def _rejudge(self, judgements: Judgements) -> int:
        touched = np.zeros(len(self.ids), bool)
        for known in (self.judgements, judgements):
            rows = [self._at[name] for pair in known.standing() for name in pair if name in self._at]
            touched[rows] = True
        self.judgements = judgements
        return self._cluster(touched)

    def _cluster(self, touched: Array) -> int:
        """Cluster anew the components of the touched reports, in canonical order."""
        n = len(self.ids)
        ids = pa.array(self.ids, pa.string())
        pairs, score = self._judged(ids)
        weight = (score - np.float32(self.weights.threshold)).astype(np.float32)
        component = components_of(n, pairs.left, pairs.right, weight)
        again = np.zeros(n, bool)
        again[component[touched]] = True
        rows = np.flatnonzero(again[component])
        rows = rows[np.argsort(np.array([self.ids[r] for r in rows], dtype=object), kind="stable")]
        place = np.full(n, -1)
        place[rows] = np.arange(len(rows))
        within = np.flatnonzero((place[pairs.left] >= 0) & (place[pairs.right] >= 0))
        a, b = place[pairs.left[within]], place[pairs.right[within]]
        low, high, known = np.minimum(a, b), np.maximum(a, b), self.weights
        full = full_rows(pairs.left, pairs.right, n)[rows]
        found = find_incidents(len(rows), low, high, weight[within], known.absent, known.beyond_two, full)
        self._incident[rows] = rows[found]
        return len(rows)

    def _judged(self, ids: pa.Array) -> tuple[Pairs, Array]:
        if not self.judgements.entries:
            return self._pairs, self._score
        return self.judgements.applied(ids, self._pairs, self._score, ordered=False)

    def members(self) -> pa.Table:
        """The batch's ``members``, by report id. Raises ValueError while arrivals wait to be settled."""
        if self._waiting:
            raise ValueError("there are reports to settle")
        pairs, score = self._judged(pa.array(self.ids, pa.string()))
        chance = member_probabilities(self._incident[: len(self.ids)], pairs, score, self.weights.absent)
        names = pa.array(self._names(), pa.string())
        return pa.table([pa.array(self.ids, pa.string()), names, pa.array(chance)], schema=Members.schema).sort_by(
            "report_id"
        )

    def incidents(self) -> dict[str, str]:
        """Incident id of each report, as it stands now."""
        return dict(zip(self.ids, self._names(), strict=True))

    def is_settled(self, report_id: str) -> bool:
        """Whether an answer is the batch's already. Raises KeyError on an unknown report."""
        return self._at[report_id] not in self._waiting

    def _name(self, row: int) -> str:
        """The name of one report's incident: by an open report, where one is in it."""
        first = int(self._incident[row])
        if first not in self._closed:
            return f"inc-{self.ids[first]}"
        return self._names()[row]

    def _names(self) -> list[str]:
        """``_name`` of every report, in one pass."""
        firsts = self._incident[: len(self.ids)].tolist()
        naming = {first: f"inc-{self.ids[first]}" for first in set(firsts) if first not in self._closed}
        if self._closed:
            known: dict[int, str] = {}
            for row, first in enumerate(firsts):
                if first in self._closed and row not in self._closed:
                    known[first] = min(known.get(first, self.ids[row]), self.ids[row])
            naming |= {first: f"inc-{report}" for first, report in known.items()}
            naming |= {first: closed_name(self.ids[first]) for first in self._closed if first not in naming}
        return [naming[first] for first in firsts]


def _narrowed(columns: Columns, pairs: Pairs, rows: Array) -> tuple[Columns, Pairs]:
    """Columns of some rows only, with the pairs renumbered: scoring then costs what the neighbourhood costs."""
    few = columns._replace(numbers=columns.numbers[rows], codes=columns.codes[rows])
    left, right = np.searchsorted(rows, pairs.left), np.searchsorted(rows, pairs.right)
    return few, Pairs(left.astype(np.int32), right.astype(np.int32), pairs.score)
