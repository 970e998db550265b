"""Totals of findings. The counting unit is incident × instrument under one reading; readings are never summed.

Every total names its reading. Months are those of the incident's first claimed moment, in UTC.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

STATES = ("violation", "undetermined", "no_violation", "cannot_tell", "not_covered")


def state_of(finding: Mapping[str, Any]) -> str:
    """One word per finding: its outcome where covered, else its coverage."""
    coverage = finding["coverage"]
    return str(finding["outcome"] if coverage == "covered" else coverage)


@dataclass
class ReadingTotals:
    """Counts under one instrument and one reading."""

    agreement_id: str
    reading: str
    incidents: int = 0
    states: Counter[str] = field(default_factory=Counter)
    because: Counter[str] = field(default_factory=Counter)
    excluded_by_list: int = 0
    provisions: Counter[str] = field(default_factory=Counter)
    parties: Counter[str] = field(default_factory=Counter)
    months: dict[str, Counter[str]] = field(default_factory=dict)

    @property
    def cannot_tell_share(self) -> float:
        told = self.states["cannot_tell"] + self.states["undetermined"]
        return told / self.incidents if self.incidents else 0.0


def summarise(findings: Iterable[Mapping[str, Any]], month_of: Mapping[str, str]) -> list[ReadingTotals]:
    """Totals per instrument and reading, in the order in which they first occur.

    ``month_of`` gives each incident's month, ``2016-05``.
    """
    totals: dict[tuple[str, str], ReadingTotals] = {}
    for finding in findings:
        key = (finding["agreement_id"], finding["reading"])
        row = totals.setdefault(key, ReadingTotals(*key))
        state = state_of(finding)
        row.incidents += 1
        row.states[state] += 1
        month = month_of.get(finding["incident_id"], "unknown")
        row.months.setdefault(month, Counter())[state] += 1
        if finding["cannot_tell_because"]:
            row.because[finding["cannot_tell_because"]] += 1
        if state == "not_covered" and any(
            r["condition"] == "not_excluded" and r["state"] == "not_met" for r in finding["reasons"]
        ):
            row.excluded_by_list += 1
        if state == "violation":
            row.provisions.update(finding["provision_ids"])
            row.parties[finding["attributed_party"] or "not settled"] += 1
    return list(totals.values())
