"""Which incident opens the page, and its claims laid side by side."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from datetime import datetime
from itertools import combinations
from typing import Any

from truceline.agreement.model import Agreement
from truceline.bulletins.report.incidents import Row, common_act, interval_of, place_of, protects
from truceline.bulletins.report.instruments import EPOCH, LoadedAgreement, local_day, minutes
from truceline.bulletins.report.maps import place_map
from truceline.bulletins.report.model import Claim, InstrumentPart, PairRow, Spotlight, SpotlightPart
from truceline.bulletins.report.verdicts import Verdicts
from truceline.registry.actors import Registry
from truceline.space.geodesy import distance_m
from truceline.vocabulary.amounts import plain

QUOTED_KINDS = ("party", "guarantor", "mission", "un")
QUOTE_LENGTH = 160
MOST_CLAIMS = 12
PAIR_KEYS = ("when", "where", "act", "count", "weapon", "actor", "target", "casualties")


def choose_spotlight(
    groups: Mapping[str, Sequence[Row]],
    instruments: Sequence[InstrumentPart],
    states: Sequence[Sequence[Sequence[str]]],
) -> tuple[str, int] | None:
    """The most contested incident: (incident id, number of the instrument). Same input, same choice.

    ``states[instrument][reading][incident]`` is one of v n u o, or empty. Readings that differ weigh most, then a sure
    answer beside an open one, how far two claimants differ, and whether more became known afterwards; targets that are
    never drawn come last.
    """
    best: tuple[tuple[float, ...], str, int] | None = None
    for position, (incident_id, reports) in enumerate(groups.items()):
        differing = contradiction(reports)
        start = minutes(interval_of(reports)[0])
        for number, instrument in enumerate(instruments):
            seen = {row[position] for row in states[number]} - {""}
            if not seen:
                continue
            kinds = len(seen)
            open_beside_sure = float("u" in seen and ("v" in seen or "n" in seen))
            flips = float("v" in seen and kinds > 1)
            touched = float(bool(seen - {"o"}))
            drawn = float(place_of(reports)[1] >= 0 and not protects(reports))
            later = sum(k.minute > start for k in instrument.known)
            sharp = flips + open_beside_sure
            rank = (min(kinds, 2), drawn, touched, sharp, min(differing, 3), min(later, 3), len(reports), kinds)
            if best is None or rank > best[0]:
                best = (rank, incident_id, number)
    return (best[1], best[2]) if best else None


def contradiction(reports: Sequence[Row]) -> int:
    """The most attributes on which two different claimants contradict each other."""
    if len(reports) < 2:
        return 0
    shown = reports[:MOST_CLAIMS]
    pairs = [(a, b) for a, b in combinations(shown, 2) if speaker(a) != speaker(b)]
    return max((sum(r.sign == "differs" for r in pair_rows(a, b)) for a, b in pairs), default=0)


def speaker(row: Row) -> str:
    return str(row.get("claimant") or row["source"])


def spotlight_part(
    chosen: Spotlight,
    reports: Sequence[Row],
    incident: int,
    instrument: int,
    loaded: LoadedAgreement,
    registry: Registry,
    part: InstrumentPart,
    verdicts: Verdicts,
) -> SpotlightPart:
    ordered = sorted(reports, key=lambda r: (r.get("received_at") is None, _received(r), r["report_id"]))
    hide = protects(reports)
    left, right = choose_pair(ordered)
    place, _ = place_of(reports)
    rows = pair_rows(ordered[left], ordered[right], hide) if right >= 0 else pair_rows(ordered[left], {}, hide)
    found = registry.find_place(place) if place else []
    names = list(dict.fromkeys(n for p in found[:1] for n in (p.name, *p.names)))
    return SpotlightPart(
        incident,
        instrument,
        [_claim(r, loaded.agreement, registry, hide) for r in ordered[:MOST_CLAIMS]],
        [left, right],
        rows,
        independent_origins(reports),
        common_act(ordered),
        place,
        names[:4],
        hide,
        place_map(reports, loaded, registry),
        _what_ifs(chosen, part, verdicts, reports),
    )


def choose_pair(ordered: Sequence[Row]) -> tuple[int, int]:
    """The two claims by different claimants that contradict most, earlier received left. (0, −1): one voice."""
    best, chosen = (-1, -1, 0), (0, -1)
    for a, b in combinations(range(min(len(ordered), MOST_CLAIMS)), 2):
        if speaker(ordered[a]) == speaker(ordered[b]):
            continue
        signs = [r.sign for r in pair_rows(ordered[a], ordered[b])]
        parties = sum(ordered[i].get("source_kind") == "party" for i in (a, b))
        rank = (parties, signs.count("differs"), len(signs))
        if rank > best:
            best, chosen = rank, (a, b)
    return chosen


def independent_origins(reports: Sequence[Row]) -> int:
    """Origins that do not repeat one another: the first voice of each chain counts once."""
    return len({(r.get("origin_chain") or [speaker(r)])[-1] for r in reports})


def pair_rows(left: Row, right: Row, hide_place: bool = False) -> list[PairRow]:
    """Attribute by attribute; rows about which both are silent are left out."""
    rows = []
    for key in PAIR_KEYS:
        a, b = said(left, key, hide_place), said(right, key, hide_place)
        if a is not None or b is not None:
            rows.append(PairRow(key, a, b, _sign(key, a, b)))
    return rows


def said(row: Row, key: str, hide_place: bool = False) -> Any:
    """What one claim says about one attribute, null when silent."""
    if not row:
        return None
    match key:
        case "when":
            return [minutes(row["occurred_from"]), minutes(row["occurred_until"])]
        case "where":
            return _said_where(row, hide_place)
        case "act":
            return row["act"]
        case "count":
            return None if row.get("quantity") is None else [plain(row["quantity"]), row.get("quantity_unit")]
        case "weapon":
            return None if row.get("weapon") is None else [row["weapon"], row.get("calibre_mm")]
        case "actor":
            return _said_actor(row)
        case "target":
            return list(row.get("claimed_target") or []) or None
        case _:
            figures = [row.get(f"casualties_{k}") for k in ("low", "best", "high")]
            return None if all(f is None for f in figures) else figures


def _said_actor(row: Row) -> Any:
    if row.get("claimed_initiator"):
        return list(row["claimed_initiator"])
    left, right = row.get("side_left") or [], row.get("side_right") or []
    return {"left": list(left), "right": list(right)} if left or right else None


def _said_where(row: Row, hide: bool) -> Any:
    if hide:
        return {"name": row.get("admin2") or row.get("admin1") or row.get("country")}
    name = row.get("place_name") or row.get("admin2") or row.get("admin1") or row.get("country")
    if row.get("lon") is None:
        return {"name": name} if name else None
    return {"lon": round(row["lon"], 2), "lat": round(row["lat"], 2), "m": row.get("place_radius_m") or 0, "name": name}


def _sign(key: str, a: Any, b: Any) -> str:
    if a is None or b is None:
        return "silent"
    if key == "when":
        return "same" if a[0] <= b[1] and b[0] <= a[1] else "differs"
    if key == "where":
        return _same_place(a, b)
    if key == "count" and a[1] != b[1]:
        return "silent"
    if key == "weapon":
        return "same" if a[0] == b[0] and (a[1] == b[1] or a[1] is None or b[1] is None) else "differs"
    return "same" if a == b else "differs"


def _same_place(a: Mapping[str, Any], b: Mapping[str, Any]) -> str:
    if a.get("name") and a.get("name") == b.get("name"):
        return "same"
    if a.get("lon") is None or b.get("lon") is None:
        return "silent"
    gap = distance_m(a["lon"], a["lat"], b["lon"], b["lat"])
    rounding = math.sqrt(2) * 600  # the coordinates above are rounded to two decimals
    return "same" if gap <= a["m"] + b["m"] + rounding else "differs"


def _claim(row: Row, agreement: Agreement, registry: Registry, hide: bool) -> Claim:
    text = row.get("text") if row.get("source_kind") in QUOTED_KINDS and not hide else None
    return Claim(
        row["report_id"],
        row.get("claimant") or row["source"],
        party_of(speaker(row), row["occurred_from"], agreement, registry),
        row.get("source_kind"),
        list(row.get("origin_chain") or []),
        minutes(row["received_at"]) if row.get("received_at") else None,
        _shortened(text) if text else None,
        row.get("verified_by"),
        {key: said(row, key, hide) for key in PAIR_KEYS},
    )


def _shortened(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= QUOTE_LENGTH else words[:QUOTE_LENGTH].rsplit(" ", 1)[0] + " …"


def party_of(name: str, on: datetime, agreement: Agreement, registry: Registry) -> str | None:
    """The party of the agreement that a name belongs to on a day, for its marker only."""
    for match in registry.find(name, on.date()):
        for party in agreement.parties:
            reached = registry.reach(match.actor_id, party.answers_for, on.date(), None)
            if party.id in reached or any(m.actor in reached for m in party.members):
                return party.id
    return next((p.id for p in agreement.parties if p.name == name), None)


def _received(row: Row) -> datetime:
    received: datetime = row.get("received_at") or row["occurred_from"]
    return received


def _what_ifs(chosen: Spotlight, part: InstrumentPart, verdicts: Verdicts, reports: Sequence[Row]) -> list[list[int]]:
    """``[local day, minute of knowledge, reading number, verdict]``, in that order.

    What-ifs are dated by the first claimed moment in UTC; the page shows the local day of the most precise claim.
    """
    order = {r.id: i for i, r in enumerate(part.readings)}
    first = min(r["occurred_from"] for r in reports)
    to_local = local_day(interval_of(reports)[0], part.zone) - (first.date() - EPOCH.date()).days
    rows = [
        [(w.occurred_on - EPOCH.date()).days + to_local, minutes(w.as_of), order[w.reading], verdicts.add(w.finding)]
        for w in chosen.what_ifs
        if w.reading in order
    ]
    return sorted(rows)


__all__ = ["choose_spotlight", "contradiction", "local_day", "spotlight_part"]
