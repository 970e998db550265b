"""The same incidents under two plans: only those that the change can reach are judged, and what differs is kept."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from truceline.assessment.affected import affected_by
from truceline.assessment.assess import assess_incidents
from truceline.assessment.claims import Incident
from truceline.assessment.ledger import with_ledgers
from truceline.assessment.plan import Plan
from truceline.tables.finding_changes import SAID
from truceline.vocabulary.terms import Coverage

SAME = ("coverage", "outcome", "attributed_party", "cannot_tell_because", "basis")
ROUNDING = 1e-9


@dataclass(frozen=True)
class Comparison:
    """``judged``: incidents that the change can reach. ``moves`` counts changed conclusions by (before, after)."""

    before: tuple[str, str]
    after: tuple[str, str]
    incidents: int
    judged: int
    why: tuple[str, ...]
    everything: bool
    changes: tuple[dict[str, Any], ...]

    @property
    def moves(self) -> Counter[tuple[str, str]]:
        return Counter((word(c, "before_"), word(c, "after_")) for c in self.changes)


Pair = tuple[Incident | None, Incident | None]


def pairs_of(before: Sequence[Incident], after: Sequence[Incident]) -> list[Pair]:
    """The same incidents as known on two sides, by id; None where a side does not know it."""
    old, new = ({i.incident_id: i for i in side} for side in (before, after))
    return [(old.get(key), new.get(key)) for key in sorted({*old, *new})]


def compare_plans(
    pairs: Sequence[Pair], before: tuple[Plan, str], after: tuple[Plan, str], as_of: datetime
) -> Comparison:
    """What one pair of plans makes different. Rows come in the order of the incidents.

    Judged are the incidents that the change can reach, and those of which the two sides know different reports.
    """
    affected = affected_by(before[0], after[0])
    differ = any(a is None or b is None or _other_claims(a, b) for a, b in pairs)
    if differ and (before[0].keeps_balances or after[0].keeps_balances):
        affected.everything = True  # what one incident adds to a balance counts for all later ones
    touched = [(a, b) for a, b in pairs if a is None or b is None or _other_claims(a, b) or affected.reaches(a)]
    (before,) = with_ledgers([before], [a for a, _ in pairs if a is not None])
    (after,) = with_ledgers([after], [b for _, b in pairs if b is not None])
    old = _by_incident([a for a, _ in touched if a is not None], before, as_of)
    new = _by_incident([b for _, b in touched if b is not None], after, as_of)
    changes = []
    for a, b in touched:
        left, right = old.get(a.incident_id) if a else None, new.get(b.incident_id) if b else None
        if left is None or right is None or not same_conclusion(left, right):
            changes.append(_change(left, right))
    return Comparison(
        (before[0].view.id, before[0].reading),
        (after[0].view.id, after[0].reading),
        len(pairs),
        len(touched),
        tuple(dict.fromkeys(affected.why)),
        affected.everything,
        tuple(changes),
    )


def _other_claims(left: Incident, right: Incident) -> bool:
    return left.key != right.key or left.report_ids != right.report_ids


def _by_incident(incidents: Sequence[Incident], plan: tuple[Plan, str], as_of: datetime) -> dict[str, dict[str, Any]]:
    return {row["incident_id"]: row for row in assess_incidents(incidents, [plan], as_of).to_pylist()}


def same_conclusion(left: Mapping[str, Any], right: Mapping[str, Any]) -> bool:
    """Whether two findings conclude the same, whatever the words of their traces or the order of provisions."""
    if any(left[k] != right[k] for k in SAME) or set(left["provision_ids"]) != set(right["provision_ids"]):
        return False
    return all(abs(left[k] - right[k]) < ROUNDING for k in ("p_low", "p_high"))


def word(finding: Mapping[str, Any], prefix: str = "") -> str:
    """One word for a conclusion: not_covered, cannot_tell, the outcome of what is covered, or not_known."""
    coverage = finding[f"{prefix}coverage"]
    if coverage is None:
        return NOT_KNOWN
    return str(finding[f"{prefix}outcome"] if coverage == Coverage.COVERED else coverage)


NOT_KNOWN = "not_known"


def _change(left: Mapping[str, Any] | None, right: Mapping[str, Any] | None) -> dict[str, Any]:
    known = right or left or {}
    row: dict[str, Any] = {"incident_id": known["incident_id"], "report_ids": known["report_ids"]}
    for side, finding in (("before", left), ("after", right)):
        said = finding or {}
        decided = "; ".join(f"{r['question']} {r['value']}" for r in said.get("reasons", ()) if r["decides"])
        row |= {f"{side}_{name}": said.get(name) for name in SAID} | {f"{side}_decided_by": decided or None}
    return row
