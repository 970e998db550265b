"""Claims set beside each other: claimants of one event, a count beside the log, capacities by meeting, listings."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from itertools import combinations
from typing import Any
from zoneinfo import ZoneInfo

from truceline.analytics.concordance import ClaimedBesideLogged, claimed_beside_logged
from truceline.bulletins.static_page import local_days
from truceline.tables.source_texts import ClaimTables
from truceline.vocabulary.terms import ACTS, WEAPONS, falls_under

Row = Mapping[str, Any]
DAYS_AROUND = 2  # days shown on each side of the widest window of the log strip


def same_event(claims: ClaimTables, actor_titles: Mapping[str, str]) -> dict[str, Any] | None:
    """The incident with most claimants: its claims in order of receipt, and a line for every attribute."""
    groups: dict[str, list[Row]] = defaultdict(list)
    for row in claims.reports.to_pylist():
        if row["incident_id"]:
            groups[row["incident_id"]].append(row)
    if not groups:
        return None
    incident = max(sorted(groups), key=lambda key: len(groups[key]))
    rows = sorted(groups[incident], key=lambda r: (r["received_at"] is None, r["received_at"] or 0))
    basis = {r["report_id"]: r["basis"] for r in claims.report_sources.to_pylist()}
    first = min(r["occurred_from"] for r in rows)
    lines = _lines(rows, actor_titles)
    return {
        "incident_id": incident,
        "place": rows[0]["place_name"],
        "day": (first + timedelta(hours=12)).date(),
        "claims": [{**r, "basis": basis.get(r["report_id"])} for r in rows],
        "lines": lines,
        "differ": sum(1 for line in lines if line["sign"] == "≠"),
        "agree": sum(1 for line in lines if line["sign"] == "="),
    }


def _lines(rows: Sequence[Row], actor_titles: Mapping[str, str]) -> list[dict[str, Any]]:
    """A line an attribute: what each claim says, what the registry takes a name to mean, and the sign."""
    named = [", ".join(r["claimed_initiator"]) if r["claimed_initiator"] else None for r in rows]
    means = [actor_titles.get(name) if name else None for name in named]
    actors = [mean or name for mean, name in zip(means, named, strict=True)]
    acts, weapons = [r["act"] for r in rows], [r["weapon"] for r in rows]
    places, deaths = [r["place_name"] for r in rows], [_deaths(r) for r in rows]
    silent = [None] * len(rows)
    return [
        {"label": "Where", "values": places, "means": silent, "sign": _sign(places)},
        {"label": "Who is named", "values": named, "means": means, "sign": _sign(actors)},
        {"label": "What act", "values": _words(acts), "means": silent, "sign": _sign(acts, ACTS)},
        {"label": "By what", "values": _words(weapons), "means": silent, "sign": _sign(weapons, WEAPONS)},
        {"label": "Deaths there", "values": deaths, "means": silent, "sign": _sign(deaths)},
    ]


def _sign(values: Sequence[str | None], taxonomy: dict[str, str | None] | None = None) -> str:
    """≠ if two claims exclude each other, = if several say it and none does, else nothing. Silence is neither."""
    said = [v for v in values if v is not None]
    for left, right in combinations(sorted(set(said)), 2):
        nested = taxonomy is not None and (falls_under(left, right, taxonomy) or falls_under(right, left, taxonomy))
        if not nested:
            return "≠"
    return "=" if len(said) > 1 else ""


def _words(values: Sequence[str | None]) -> list[str | None]:
    return [value.replace("_", " ") if value else None for value in values]


def _deaths(row: Row) -> str | None:
    low, high = row["casualties_low"], row["casualties_high"]
    if low is None and high is None:
        return None
    return str(low) if low == high else f"{low} to {high}"


def beside_log(claims: ClaimTables, named: Mapping[str, str]) -> dict[str, Any] | None:
    """The count claim whose period has several readings, beside the log of the contact that its text reports."""
    wanted = [r for r in claims.count_claims.to_pylist() if r["period_readings"] and r["unit"] == "calls"]
    log = claims.contacts.to_pylist()
    for claim in wanted:
        told = next((c for c in log if c["text_id"] == claim["text_id"] and c["kind"] == "call"), None)
        if told is not None:
            found = claimed_beside_logged(claim, claims.contacts, told["participants"])
            return _strip(claim, found, log, told, named)
    return None


def _strip(
    claim: Row, found: ClaimedBesideLogged, log: Sequence[Row], told: Row, named: Mapping[str, str]
) -> dict[str, Any]:
    zone = ZoneInfo(claim["zone"] or "Etc/UTC")
    first = min(w.period_from for w in found.windows).astimezone(zone).date() - timedelta(days=DAYS_AROUND)
    last = max(w.period_until for w in found.windows).astimezone(zone).date() + timedelta(days=DAYS_AROUND - 1)
    days = [first + timedelta(days=i) for i in range((last - first).days + 1)]
    calls = [c for c in log if c["kind"] == "call" and set(told["participants"]) <= set(c["participants"]) and c["on"]]
    dots: dict[date, dict[str, Any]] = {}
    for call in calls:
        for other in call["also_dated"] or ():
            dots[other] = {"id": call["contact_id"], "sure": False}
        dots[call["on"]] = {"id": call["contact_id"], "sure": not call["also_dated"]}
    windows = [_window(w, claim, days) for w in found.windows]
    shown = [c for c in calls if days[0] <= c["on"] <= days[-1]]
    return {
        "claim": claim,
        "who": named.get(claim["claimant"], claim["claimant"]),
        "claimed": found.claimed,
        "logged": len(found.windows[0].logged),
        "days": days,
        "dots": dots,
        "windows": windows,
        "calls": sorted(shown, key=lambda c: c["on"]),
    }


def _window(window: Any, claim: Row, days: Sequence[date]) -> dict[str, Any]:
    start, end = local_days(window.period_from, window.period_until, claim["zone"])
    name = "the seven days that end with the text" if window.reading == "as claimed" else window.reading
    count = str(len(window.logged))
    if window.maybe:
        count = f"{len(window.logged)}–{len(window.logged) + len(window.maybe)}"
    return {"reading": name, "inside": [start <= day <= end for day in days], "count": count, "from": start, "to": end}


def roles_table(claims: ClaimTables, named: Mapping[str, str]) -> dict[str, Any]:
    """Actors by meeting, with capacity and attendance. A meeting without a day stands where its text does."""
    told = {t["text_id"]: t["published_on"] for t in claims.texts.to_pylist()}
    late = date(9999, 1, 1)
    meetings = sorted(claims.meetings.to_pylist(), key=lambda m: m["from_date"] or told.get(m["text_id"]) or late)
    cells: dict[str, dict[str, Row]] = {}
    for meeting in meetings:
        for person in meeting["participants"] or ():
            cells.setdefault(person["actor"], {})[meeting["meeting_id"]] = person
    rows = [{"who": named.get(actor, actor), "cells": found} for actor, found in cells.items()]
    return {"meetings": meetings, "rows": rows}


def listing_groups(claims: ClaimTables, named: Mapping[str, str]) -> list[dict[str, Any]]:
    """Listings of one group by one text, most authorities first."""
    groups: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in claims.listings.to_pylist():
        groups[row["actor"], row["text_id"] or ""].append(row)
    found = []
    for (actor, text_id), rows in groups.items():
        who = named.get(rows[0]["claimant"], rows[0]["claimant"])
        dated = sum(1 for r in rows if r["on"])
        found.append({"actor": actor, "text_id": text_id, "who": who, "rows": rows, "dated": dated})
    return sorted(found, key=lambda g: -len(g["rows"]))
