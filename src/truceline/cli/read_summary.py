"""What ``truceline read`` tells on the terminal: one line a text, or a table of who claims what."""

from __future__ import annotations

import re
from typing import Any

from rich.table import Table

from truceline.cli.summary_table import output_console

Claims = dict[str, Any]
LAYERS = (
    "statements",
    "events",
    "counts",
    "control",
    "contacts",
    "agreements",
    "commitments",
    "designations",
    "relations",
)
TURNS = {"neg": " (said not to be)", "future": " (to come)", "hypothetical": " (supposed)"}
WORDS = 90
STEERS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")  # a text does not steer the terminal


def line_of(claims: Claims) -> str:
    """Name, format, language with how far it is read, date, and what was guessed."""
    meta, source = claims["meta"], claims["source"]
    known = f"{meta['language']} ({meta['language_supported']})"
    head = f"{source['name']}  {source['format']}, {known}, date {meta['doc_date'] or 'not found'}"
    return "; ".join([head, *source["guessed"]])


def extras_of(claims: Claims) -> str:
    """What took part beside the rules."""
    return "with " + ", ".join(claims["extras"]) if claims["extras"] else "rules only"


def show_claims(claims: Claims) -> None:
    """The text's line, then statements, events and counts with their claimants, and how many of each layer."""
    console = output_console()
    console.print(line_of(claims), markup=False, highlight=False)
    console.print(f"  {extras_of(claims)}", markup=False, highlight=False)
    table = Table(show_header=True, header_style="bold")
    for column, widest in (("what", 26), ("claimed by", 30), ("where, when, who", 30), ("words", None)):
        table.add_column(column, overflow="fold", max_width=widest)
    names = claims["names"]
    for row in (*_statements(claims, names), *_events(claims, names), *_counts(claims, names)):
        table.add_row(*(STEERS.sub("\ufffd", cell).replace("[", "\\[") for cell in row))
    if table.row_count:
        console.print(table)
    console.print("  ".join(f"{layer} {len(claims[layer])}" for layer in LAYERS))


def _short(words: str) -> str:
    """Words up to a width, cut between two of them."""
    if len(words) <= WORDS:
        return words
    return f"{words[:WORDS].rsplit(None, 1)[0]} …"


def _named(ids: list[str], names: dict[str, str]) -> str:
    return ", ".join(names.get(i, i) for i in ids)


def _statements(claims: Claims, names: dict[str, str]) -> list[tuple[str, ...]]:
    rows: list[tuple[str, ...]] = []
    for item in claims["statements"]:
        words = " … ".join(c["text"] for c in item["content"])
        verb = f": {item['cue']['text']}" if item["cue"] and item["cue"]["text"][:1].isalpha() else ""
        rows.append((f"statement{verb}", _speaker(item, names), "", _short(words)))
    return rows


def _speaker(statement: Claims, names: dict[str, str]) -> str:
    """His name; his words where the registry does not know him."""
    known = _named(statement["speaker_ids"], names)
    words = statement["speaker"]["text"] if statement["speaker"] else "speaker not known"
    return known or f"{words} (not resolved)"


def _events(claims: Claims, names: dict[str, str]) -> list[tuple[str, ...]]:
    statements = {s["id"]: s for s in claims["statements"]}
    places = {p["place"]: p["name"] for p in claims["places"] if p["place"]}
    outlet = claims["meta"]["outlet"]
    rows: list[tuple[str, ...]] = []
    for event in claims["events"]:
        who = _named(event["claimed_by"], names)
        if not who and event["modality"] == "claimed":
            said = statements.get(event["statement_id"])
            who = _speaker(said, names) if said else "somebody not named"
        who = who or f"reported by {outlet['name'] if outlet else 'the outlet'}"
        doers, against = _named(event["agents"], names), _named(event["targets"], names)
        told = [
            *(str(places.get(p) or p) for p in event["places"]),
            *([event["date"]] if event["date"] else []),
            *([f"by {doers}"] if doers else []),
            *([f"against {against}"] if against else []),
        ]
        kind = event["type"].replace("_", " ") + TURNS.get(event["polarity"], "")
        rows.append((kind, who, "; ".join(told), _short(" … ".join(t["text"] for t in event["triggers"]))))
    return rows


def _counts(claims: Claims, names: dict[str, str]) -> list[tuple[str, ...]]:
    rows: list[tuple[str, ...]] = []
    for count in claims["counts"]:
        figure = " ".join(str(x) for x in (count["qualifier"], count["total"]) if x is not None)
        who = _named(count["claimant"], names) or f"{count['claimant_text'] or 'not named'} (not resolved)"
        parts = "; ".join(f"{b['place_text']} {b['count']}" for b in count["breakdown"])
        told = "; ".join(x for x in (parts, count["period"], count["mismatch"]) if x)
        rows.append((f"count: {figure} {count['unit']}", who, told, _short(count["text"])))
    return rows
