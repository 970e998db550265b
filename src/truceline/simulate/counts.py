"""What two guarantors say they counted each day: each sees the other's side better, and confirms little."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

import numpy as np
import pyarrow as pa

from truceline.simulate.sources import SIDES
from truceline.simulate.world import FIRING, START, Deed
from truceline.tables.claims import CountClaims

MATTER = "violations that a guarantor registered in one day"
ZONE = "Etc/GMT-2"
DAY_SHIFT = timedelta(hours=2)  # local days begin two hours before those of UTC
# who counts, for whose side it stands, and its stream of chance
MONITORS = (("sarneth", "council", 1), ("idrel", "government", 2))
SEEN_OF_OTHERS, SEEN_OF_OWN, CONFIRMED, MISADDED = 0.75, 0.25, 0.4, 0.05
NAMED_ACTORS = (
    {"id": "sarneth", "name": "Republic of Sarneth", "kind": "guarantor", "registry_id": "sarneth"},
    {"id": "idrel", "name": "Kingdom of Idrel", "kind": "guarantor", "registry_id": "idrel"},
)


def monitor_counts(seed: int, days: int, deeds: Sequence[Deed]) -> pa.Table:
    """Count claims: two a day. Some totals differ from their own breakdown, as printed tables do."""
    fired: dict[int, list[Deed]] = {day: [] for day in range(days)}
    for deed in deeds:
        day = (deed.occurred_at + DAY_SHIFT - START).days
        if deed.act in FIRING and day in fired:
            fired[day].append(deed)
    counted = {claimant: _counted(seed, claimant, side, stream, fired) for claimant, side, stream in MONITORS}
    rows = []
    for day in range(days):
        for (claimant, _, stream), (other, _, _) in zip(MONITORS, reversed(MONITORS), strict=True):
            rng = np.random.default_rng([seed, 6, stream, day])
            both = len(counted[claimant][day] & counted[other][day])
            rows.append(_claim(claimant, other, day, counted[claimant][day], both, rng))
    return CountClaims.from_rows(rows)


def _counted(
    seed: int, claimant: str, side: str, stream: int, fired: Mapping[int, Sequence[Deed]]
) -> dict[int, set[Deed]]:
    rng = np.random.default_rng([seed, 5, stream])
    chance = dict.fromkeys(SIDES[side], SEEN_OF_OWN)
    return {
        day: {d for d in deeds if rng.random() < chance.get(d.initiator, SEEN_OF_OTHERS)}
        for day, deeds in fired.items()
    }


def _claim(claimant: str, other: str, day: int, seen: set[Deed], both: int, rng: np.random.Generator) -> dict[str, Any]:
    start = START - DAY_SHIFT + timedelta(days=day)
    places = Counter(d.place for d in seen)
    confirmed = int(rng.binomial(both, CONFIRMED))
    answers = [("confirmed", confirmed), ("not_confirmed", len(seen) - confirmed)]
    return {
        "claim_id": f"{claimant}-{start + DAY_SHIFT:%Y-%m-%d}",
        "claimant": claimant,
        "matter": MATTER,
        "unit": "violations",
        "zone": ZONE,
        "period_from": start,
        "period_until": start + timedelta(days=1),
        "dating": "stated",
        "total": len(seen) + (1 if rng.random() < MISADDED else 0),
        "breakdown": [{"place": place, "count": places[place]} for place in sorted(places)],
        "answers": [{"by": other, "answer": answer, "count": count} for answer, count in answers if count],
        "confirmed_by": [other] if confirmed else [],
        "denied_by": [],
        "source": f"daily sheet of {claimant} (invented)",
    }


def claims_file(counts: pa.Table) -> dict[str, Any]:
    """The same claims in the words of a claims file, which ``truceline claims`` reads."""
    entries = []
    for row in counts.to_pylist():
        entry = {k: row[k] for k in ("claim_id", "claimant", "matter", "unit", "zone", "dating", "total", "source")}
        entry["from"], entry["until"] = row["period_from"].isoformat(), row["period_until"].isoformat()
        entry["breakdown"] = {part["place"]: part["count"] for part in row["breakdown"]}
        entry["answers"] = row["answers"]
        entries.append(entry)
    return {"truceline": 1, "named_actors": list(NAMED_ACTORS), "count_claims": entries}
