"""One incident out of its reports, each value with the reports it comes from. Who did it is never decided here."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from statistics import median_low
from typing import Any

from truceline.matching.corroboration import Corroborated
from truceline.vocabulary.terms import ACTS, WEAPONS, broader_terms

Row = Mapping[str, Any]
UNTOLD = ("other", "hostile_act")


def fuse(incident_id: str, rows: Sequence[Row], behind: Corroborated) -> dict[str, Any]:
    """A row of ``tables.incidents.FusedIncidents``. The order of reports does not matter."""
    rows = sorted(rows, key=lambda r: r["report_id"])
    provenance: dict[str, list[str]] = {}
    out: dict[str, Any] = {"incident_id": incident_id}
    out |= _when(rows, provenance) | _where(rows, provenance) | _casualties(rows, behind, provenance)
    out["act"] = _term(rows, "act", ACTS, behind, provenance) or "other"
    out["weapon"] = _term(rows, "weapon", WEAPONS, behind, provenance)
    out["quantities"] = list(_quantities(rows, provenance))
    out["parties"] = list(_parties(rows, provenance))
    out["provenance"] = [{"field": name, "report_ids": ids} for name, ids in sorted(provenance.items())]
    return out


def _when(rows: Sequence[Row], provenance: dict[str, list[str]]) -> dict[str, Any]:
    """The time all agree on; where they agree on none, all of it from the first to the last."""
    start, until = max(r["occurred_from"] for r in rows), min(r["occurred_until"] for r in rows)
    if start >= until:
        start, until = min(r["occurred_from"] for r in rows), max(r["occurred_until"] for r in rows)
    provenance["occurred"] = [r["report_id"] for r in rows]
    return {"occurred_from": start, "occurred_until": until}


def _where(rows: Sequence[Row], provenance: dict[str, list[str]]) -> dict[str, Any]:
    """The most precise point stated, with its radius."""
    placed = [r for r in rows if r.get("lon") is not None]
    if placed:
        finest = min(
            placed, key=lambda r: (r.get("place_radius_m") is None, r.get("place_radius_m") or 0, r["report_id"])
        )
    else:
        finest = next((r for r in rows if r.get("place_name")), rows[0])
    if placed or finest.get("place_name"):
        provenance["place"] = [finest["report_id"]]
    return {k: finest.get(k) for k in ("lon", "lat", "place_radius_m", "place_name")}


def _term(
    rows: Sequence[Row], column: str, taxonomy: Mapping[str, str | None], behind: Corroborated, provenance: Any
) -> str | None:
    """The narrowest term that no other contradicts: told by most origins, then by most reports, narrower, by name."""
    origin = {report: k for k, ids in enumerate(behind.origins) for report in ids}
    told: dict[str, list[str]] = {}
    for row in rows:
        if row.get(column) and row[column] not in UNTOLD:
            told.setdefault(row[column], []).append(row["report_id"])
    if not told:
        return None
    chains = {t: broader_terms(t, dict(taxonomy)) for t in told}
    by = {t: sorted(i for other, ids in told.items() if other in chains[t] for i in ids) for t in told}
    best = min(told, key=lambda t: (-len({origin[i] for i in by[t]}), -len(by[t]), -len(chains[t]), t))
    provenance[column] = by[best]
    return best


def _casualties(rows: Sequence[Row], behind: Corroborated, provenance: dict[str, list[str]]) -> dict[str, Any]:
    stated = [r for r in rows if any(r.get(f"casualties_{k}") is not None for k in ("low", "best", "high"))]
    if not stated:
        return {f"casualties_{k}": None for k in ("low", "best", "high")}
    provenance["casualties"] = [r["report_id"] for r in stated]
    every = [
        r[f"casualties_{k}"] for r in stated for k in ("low", "best", "high") if r.get(f"casualties_{k}") is not None
    ]
    best = {r["report_id"]: r["casualties_best"] for r in stated if r.get("casualties_best") is not None}
    by_origin = [
        median_low([best[i] for i in ids if i in best]) for ids in behind.origins if any(i in best for i in ids)
    ]
    middle = median_low(sorted(by_origin)) if by_origin else None
    return {"casualties_low": min(every), "casualties_best": middle, "casualties_high": max(every)}


def _quantities(rows: Sequence[Row], provenance: dict[str, list[str]]) -> Iterator[dict[str, Any]]:
    """The range by unit: shots and explosions are never added or compared."""
    by_unit: dict[str, list[float]] = {}
    for row in rows:
        if row.get("quantity") is not None and row.get("quantity_unit"):
            by_unit.setdefault(row["quantity_unit"], []).append(row["quantity"])
            provenance.setdefault("quantities", []).append(row["report_id"])
    for unit, counts in sorted(by_unit.items()):
        yield {"low": min(counts), "high": max(counts), "unit": unit}


def _parties(rows: Sequence[Row], provenance: dict[str, list[str]]) -> Iterator[dict[str, Any]]:
    said: dict[tuple[str, str], list[str]] = {}
    columns = (
        ("claimed_initiator", "initiator"),
        ("claimed_target", "target"),
        ("side_left", "side"),
        ("side_right", "side"),
    )
    for row in rows:
        for column, role in columns:
            for name in row.get(column) or ():
                said.setdefault((role, name), []).append(row.get("claimant") or row["source"])
                if row["report_id"] not in provenance.setdefault("parties", []):
                    provenance["parties"].append(row["report_id"])
    for (role, name), claimants in sorted(said.items()):
        yield {"party": name, "role": role, "claimed_by": sorted(set(claimants))}
