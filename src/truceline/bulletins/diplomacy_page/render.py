"""Registers of the diplomacy log to pages without scripts. Everything keeps its claimant."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Any

import pyarrow.compute as pc

from truceline.bulletins.static_page import asset, names_of, render
from truceline.diplomacy.log import Log, open_log
from truceline.diplomacy.registers import Group, TwoSides, accessions, clocks, complaints, matters, rounds
from truceline.tables.source_texts import ClaimTables

PACKAGE = "truceline.bulletins.diplomacy_page"
LANGUAGES = ("en", "ar")
SECTIONS = (
    "log", "counts", "rounds", "clocks", "accessions", "complaints", "statements", "control", "groups", "matters",
)  # fmt: skip
MOST = 200  # a page is for reading; the commands give everything


@dataclass(frozen=True)
class PageInput:
    """``counts``: rows of claimed beside logged; ``groups``: statements beside reports; both worked out before.

    ``log``: the opened log, where a process keeps it.
    """

    title: str
    claims: ClaimTables
    counts: Sequence[Mapping[str, Any]]
    groups: Sequence[Group]
    as_of: datetime
    log: Log | None = None


def render_diplomacy(page: PageInput, language: str = "en") -> str:
    """The whole log. Raises: KeyError for a language that is not in LANGUAGES."""
    claims, log = page.claims, page.claims.log
    names = names_of(claims.named_actors.to_pylist())
    day = page.as_of.date()
    entries = page.log or open_log(claims.contacts, claims.meetings, log.agenda_items)
    shown = entries.entries.slice(0, MOST)
    about = log.agenda_items.filter(pc.is_in(log.agenda_items["of"], shown["id"].combine_chunks()))
    agenda = _grouped(about.to_pylist(), "of")
    values = {
        "title": page.title,
        "as_of": day,
        "w": words()[language],
        "names": names,
        "log": [_entry(e, agenda, names) for e in shown.to_pylist()],
        "log_left": max(0, entries.entries.num_rows - MOST),
        "statements": claims.statements.slice(0, MOST).to_pylist(),
        "statements_left": max(0, claims.statements.num_rows - MOST),
        "counts": page.counts,
        "rounds": rounds(claims.meetings.slice(0, MOST), log.meeting_events, log.delegations, day),
        "clocks": [_clock(r) for r in clocks(log.requests, page.as_of).slice(0, MOST).to_pylist()],
        "accessions": accessions(log.accessions, day),
        "complaints": complaints(log.complaints, log.decisions, day),
        "control": [_control(c) for c in claims.control_claims.to_pylist()],
        "groups": page.groups,
        "matters": matters(log.matters, log.positions, day),
    }
    values["sections"] = [s for s in SECTIONS if values[s]]
    return render(PACKAGE, "diplomacy.html.j2", values, ("diplomacy.css",), language)


def render_matter(sides: TwoSides, claims: ClaimTables, language: str = "en") -> str:
    """One matter, two columns of equal width, in order of time."""
    values = {
        "sides": sides,
        "matter": sides.matter,
        "names": names_of(claims.named_actors.to_pylist()),
        "w": words()[language],
    }
    return render(PACKAGE, "matter.html.j2", values, ("diplomacy.css",), language)


def _entry(entry: Mapping[str, Any], agenda: Mapping[str, Any], names: Mapping[str, str]) -> dict[str, Any]:
    last = entry["until"] - timedelta(days=1) if entry["until"] else None
    return {
        **entry,
        "last": last if last != entry["from"] else None,
        "people": [names.get(a, a) for a in entry["actors"] or ()],
        "agenda": agenda.get(entry["id"], ()),
    }


def _clock(row: Mapping[str, Any]) -> dict[str, Any]:
    hours = row["waited_s"] / 3600
    waited = f"{hours:.0f} h" if hours < 96 else f"{hours / 24:.0f} d"
    return {**row, "waited": waited}


def _control(row: Mapping[str, Any]) -> dict[str, Any]:
    """Days as they were meant: ends are local midnights whose zone the table does not keep, at most 12 h from UTC's."""
    if row["period_from"] is None:
        return {**row, "first": None, "last": None}
    noon = timedelta(hours=12)
    last = (row["period_until"] + noon).date() - timedelta(days=1)
    return {**row, "first": (row["period_from"] + noon).date(), "last": last}


def _grouped(rows: Sequence[Mapping[str, Any]], key: str) -> dict[str, list[Mapping[str, Any]]]:
    found: dict[str, list[Mapping[str, Any]]] = {}
    for row in rows:
        found.setdefault(row[key], []).append(row)
    return found


@cache
def words() -> dict[str, dict[str, str]]:
    """The page's own words by language."""
    found: dict[str, dict[str, str]] = json.loads(asset(PACKAGE, "words.json"))
    return found
