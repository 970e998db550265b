"""monitors.html: counts of monitors side by side, with the bounds of what both may have seen. No script."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from truceline.analytics.concordance import Concordance, Pairing, compare_counts, places_of, total_of, unplaced
from truceline.analytics.count_checks import find_mismatches, running_steps
from truceline.bulletins.static_page import by_id, local_days, names_of, render
from truceline.tables.source_texts import ClaimTables

PACKAGE = "truceline.bulletins.claims_page"
Row = Mapping[str, Any]


@dataclass(frozen=True)
class ProvinceTotal:
    """Sums over the days on which both sides give numbers for this place; ``days``: (pairing anchor, mine, yours)."""

    place: str
    mine: int
    yours: int
    both_at_most: int
    days: tuple[tuple[str, int, int], ...]
    unknown_days: int

    @property
    def days_both(self) -> int:
        return sum(1 for _, mine, yours in self.days if mine and yours)


def render_monitors(claims: ClaimTables) -> str:
    """The page as text. Counts that have a partner are paired; others stand in running totals or region series."""
    rows = claims.count_claims.to_pylist()
    concordance = compare_counts(claims.count_claims)
    named = names_of(claims.named_actors.to_pylist())
    claim_by_id = by_id(rows, "claim_id")
    values = {
        "names": named,
        "claims": [_claim_row(row, named) for row in rows],
        "duos": [_duo(pairings, claim_by_id, named) for pairings in _by_claimants(concordance).values()],
        "running": _running(claims, claim_by_id),
        "regions": _regions(rows, concordance),
        "mismatches": find_mismatches(claims.count_claims),
        "claimant_of": {row["claim_id"]: named.get(row["claimant"], row["claimant"]) for row in rows},
        "acknowledgements": [
            (a["id"], a["name"], a["acknowledgement"])
            for a in claims.named_actors.to_pylist()
            if a["acknowledgement"] and any(r["claimant"] == a["id"] for r in rows)
        ],
    }
    return render(PACKAGE, "monitors.html.j2", values)


def _by_claimants(concordance: Concordance) -> dict[tuple[str, ...], list[Pairing]]:
    groups: dict[tuple[str, ...], list[Pairing]] = {}
    for pairing in concordance.pairings:
        groups.setdefault((pairing.mine, pairing.yours, pairing.matter, pairing.unit), []).append(pairing)
    return groups


def _duo(pairings: list[Pairing], claims: Mapping[str, Row], named: Mapping[str, str]) -> dict[str, Any]:
    """Two claimants over all periods that both counted."""
    first = pairings[0]
    counts = [p.whole.mine.count or 0 for p in pairings], [p.whole.yours.count or 0 for p in pairings]
    places = _provinces(pairings)
    return {
        "mine": named.get(first.mine, first.mine),
        "yours": named.get(first.yours, first.yours),
        "mine_id": first.mine,
        "yours_id": first.yours,
        "matter": first.matter,
        "unit": first.unit,
        "pairings": [_pairing(p, claims, named) for p in pairings],
        "widest": max((*counts[0], *counts[1], 1)),
        "sum_mine": sum(counts[0]),
        "sum_yours": sum(counts[1]),
        "sum_most": sum(p.whole.both_at_most or 0 for p in pairings),
        "confirmed": sum(a.count for p in pairings for a in p.answers if a.answer == "confirmed"),
        "denied": sum(a.count for p in pairings for a in p.answers if a.answer == "denied"),
        "not_confirmed": sum(a.count for p in pairings for a in p.answers if a.answer == "not_confirmed"),
        "unanswered": sum(1 for p in pairings if not p.answers),
        "provinces": places,
        "widest_province": max((max(p.mine, p.yours) for p in places), default=1),
        "dated": sum(1 for p in pairings if p.dating != "within"),
    }


def _pairing(pairing: Pairing, claims: Mapping[str, Row], named: Mapping[str, str]) -> dict[str, Any]:
    mine, yours = pairing.whole.mine, pairing.whole.yours
    claim = claims[mine.claim_id]
    days = local_days(pairing.period_from, pairing.period_until, claim["zone"])
    answers = {kind: sum(a.count for a in pairing.answers if a.answer == kind) for kind in ("confirmed", "denied")}
    return {
        "anchor": anchor(pairing),
        "day": days[0],
        "last_day": days[1],
        "dating": pairing.dating,
        "mine": mine,
        "yours": yours,
        "most": pairing.whole.both_at_most,
        "confirmed": answers["confirmed"],
        "denied": answers["denied"],
        "answers": [answer_words(a.by, a.answer, a.count, yours.count or 0, named) for a in pairing.answers],
        "places": {c.place: c for c in pairing.places},
        "unplaced_mine": unplaced(claim),
        "unplaced_yours": unplaced(claims[yours.claim_id]),
    }


def anchor(pairing: Pairing) -> str:
    return f"day-{pairing.whole.mine.claim_id}"


def answer_words(by: str, answer: str, count: int, total: int, named: Mapping[str, str]) -> str:
    who = named.get(by, by)
    how_many = "all" if count == total else str(count)
    words = {
        "confirmed": f"{who} confirmed {how_many}",
        "denied": f"{who} denied {how_many}",
        "not_confirmed": f"{who} confirmed none" if count == total else f"{who} did not confirm {count}",
        "other_instrument": f"{who} put {how_many} outside the ceasefire",
    }
    return words[answer]


def _provinces(pairings: list[Pairing]) -> list[ProvinceTotal]:
    """Sums by place, widest first. Days on which one side is silent about the place are counted, not added."""
    names = dict.fromkeys(c.place for p in pairings for c in p.places if c.place)
    totals = []
    for name in names:
        days, most, silent = [], 0, 0
        for pairing in pairings:
            cell = next((c for c in pairing.places if c.place == name), None)
            if cell is None:
                continue
            if cell.mine.count is None or cell.yours.count is None:
                silent += 1
                continue
            days.append((anchor(pairing), cell.mine.count, cell.yours.count))
            most += cell.both_at_most or 0
        mine, yours = sum(d[1] for d in days), sum(d[2] for d in days)
        totals.append(ProvinceTotal(name, mine, yours, most, tuple(days), silent))
    return sorted(totals, key=lambda t: (-(t.mine + t.yours), t.place))


def _running(claims: ClaimTables, claim_by_id: Mapping[str, Row]) -> list[dict[str, Any]]:
    """Running totals as series of one start, each with its steps."""
    series: dict[tuple[Any, ...], dict[str, Any]] = {}
    for step in running_steps(claims.count_claims):
        earlier, later = claim_by_id[step.earlier], claim_by_id[step.later]
        key = (later["claimant"], later["matter"], later["period_from"])
        entry = series.setdefault(key, {"matter": later["matter"], "unit": later["unit"], "rows": []})
        if not entry["rows"]:
            entry["rows"].append(_running_row(earlier, None))
        entry["rows"].append(_running_row(later, step.added))
    for entry in series.values():
        entry["widest"] = max(row["total"] for row in entry["rows"])
        entry["claimant"] = entry["rows"][0]["claimant"]
    return list(series.values())


def _running_row(row: Row, added: int | None) -> dict[str, Any]:
    first, last = local_days(row["period_from"], row["period_until"], row["zone"])
    return {
        "claim_id": row["claim_id"],
        "claimant": row["claimant"],
        "first": first,
        "last": last,
        "total": total_of(row) or 0,
        "added": added,
        "parts": row["parts"] or [],
        "note": row["note"],
    }


def _regions(rows: list[Row], concordance: Concordance) -> dict[str, Any]:
    """Unpaired counts that restate their period before: one line per document, a cell per region and unit."""
    alone = {claim for claim, _ in concordance.alone}
    wanted = {r["document"] for r in rows if r["previous_total"] is not None and r["claim_id"] in alone}
    lines: dict[str, dict[str, Any]] = {}
    for row in rows:
        if row["document"] not in wanted:
            continue
        last = local_days(row["period_from"], row["period_until"], row["zone"])[1]
        clock = row["period_until"].astimezone(ZoneInfo(row["zone"] or "Etc/UTC"))
        time = f"as of {clock:%H:%M}, {row['zone'] or 'UTC'}"
        blank = {"day": last, "time": time, "dating": row["dating"], "cells": {}}
        line = lines.setdefault(row["document"], blank)
        place = next(iter(places_of(row)), "")
        line["cells"].setdefault(place, {})[row["unit"]] = row
    ordered = sorted(lines.values(), key=lambda line: line["day"])
    counts = [r["total"] or 0 for r in rows if r["document"] in wanted]
    previous = [r["previous_total"] or 0 for r in rows if r["document"] in wanted]
    places = list(dict.fromkeys(p for line in ordered for p in line["cells"]))
    return {"lines": ordered, "places": places, "widest": max((*counts, *previous, 1))}


def _claim_row(row: Row, named: Mapping[str, str]) -> dict[str, Any]:
    first, last = local_days(row["period_from"], row["period_until"], row["zone"])
    total = total_of(row) or 0
    answers = [
        answer_words(a["by"], a["answer"], total if a["count"] is None else a["count"], total, named)
        for a in row["answers"] or ()
    ]
    return {**row, "who": named.get(row["claimant"], row["claimant"]), "first": first, "last": last, "said": answers}
