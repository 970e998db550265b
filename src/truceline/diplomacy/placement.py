"""Items read in a text to the registers they belong to. One table of event types says where; everything else follows.

Source: docs/methods/registers.md
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import pyarrow as pa

from truceline.tables.register_items import RegisterItems

Item = dict[str, Any]
REGISTERS = (
    "report", "count_claim", "control_claim", "contact", "meeting", "agreement", "area", "commitment", "listing",
    "actor", "statement", "place",
)  # fmt: skip

EVENT_REGISTERS: dict[str, str] = {
    "attack": "report",
    "shelling": "report",
    "air_strike": "report",
    "terror_attack": "report",
    "combat": "report",
    "ceasefire_violation": "report",
    "military_operation": "report",
    "ground_operation": "report",
    "deployment": "report",
    "mine_clearing": "report",
    "advance_capture": "control_claim",
    "withdrawal": "commitment",
    "order": "commitment",
    "phone_call": "contact",
    "diplomatic_contact": "contact",
    "visit": "contact",
    "request": "contact",
    "meeting": "meeting",
    "negotiation": "meeting",
    "invitation": "meeting",
    "talks_halted": "meeting",
    "talks_walkout": "meeting",
    "agreement_concluded": "agreement",
    "ceasefire_in_force": "agreement",
    "ceasefire_breakdown": "agreement",
    "resolution_adopted": "agreement",
    "mechanism_established": "agreement",
    "zone_established": "area",
    "org_formed": "actor",
    "protection_support": "statement",
    "refusal_cooperation": "statement",
    "noncompliance": "statement",
    "cooperation": "statement",
    "supply_interdiction": "statement",
    "defeat": "statement",
}


def register_of(event_type: str, polarity: str = "pos") -> str | None:
    """Where an event belongs. An act denied, planned or supposed is no report of it but a statement about it."""
    register = EVENT_REGISTERS.get(event_type)
    return "statement" if register in ("report", "control_claim") and polarity != "pos" else register


def place_items(document: Mapping[str, Any]) -> pa.Table:
    """One row per item of a claims file (schema claims, version 1), in order of place in the text.

    Rows:   statements, events, counts, control, contacts, agreements, commitments, designations, relations; actors and
            places grouped by who or where they are.
    Adds:   register, and row_id where the register has a table of its own; reason where there is no register.
    """
    stem = document["source"]["sha256"][:10]
    name = document["source"]["name"]
    outlet = (document["meta"].get("outlet") or {}).get("name")
    items = [*_events(document, stem, outlet), *_layers(document, stem), *_people(document), *_places(document)]
    rows = [{"reason": None, "row_id": None, "who": None, "on": None, **i, "text_name": name} for i in items]
    for row in rows:
        row["item_id"] = f"{stem}-{row['item_id']}"
    return RegisterItems.from_rows(
        sorted(rows, key=lambda r: (r["spans"][0]["start"], -r["spans"][0]["end"], r["item_id"]))
    )


def _span(found: Mapping[str, Any]) -> dict[str, int]:
    return {"start": found["start"], "end": found["end"]}


def _events(document: Mapping[str, Any], stem: str, outlet: str | None) -> Iterator[Item]:
    names = _names(document)
    for event in document["events"]:
        register = register_of(event["type"], event["polarity"])
        reason = None
        if register is None:
            reason = f"no register takes events of type {event['type'].replace('_', ' ')}"
        elif register == "report" and event["act"] is None:
            register, reason = "statement", "not an act of the vocabulary, so kept as said"
        yield {
            "item_id": event["id"],
            "layer": "events",
            "type": event["type"],
            "register": register,
            "row_id": _row_id(document, event, register, stem),
            "words": " … ".join(dict.fromkeys(t["text"] for t in event["triggers"])),
            "who": "; ".join(names.get(i, i) for i in event["claimed_by"]) or outlet,
            "on": event["date"],
            "spans": [_span(t) for t in event["triggers"]],
            "reason": reason,
        }


def _row_id(document: Mapping[str, Any], event: Mapping[str, Any], register: str | None, stem: str) -> str | None:
    if register == "report":
        return f"{stem}-{event['id']}"
    layer = {"contact": "contacts", "meeting": "contacts", "control_claim": "control"}.get(register or "")
    for item in document[layer] if layer else ():
        if any(_overlap(item["span"], t) for t in event["triggers"]):
            return f"{stem}-{item['id']}"
    if register == "statement" and event["statement_id"]:
        return f"{stem}-{event['statement_id']}"
    return None


def _overlap(left: Mapping[str, Any], right: Mapping[str, Any]) -> bool:
    return bool(left["start"] < right["end"] and right["start"] < left["end"])


def _layers(document: Mapping[str, Any], stem: str) -> Iterator[Item]:
    """Layers whose items have rows in tables."""
    who = _Who(_names(document))
    for s in document["statements"]:
        words = " … ".join(c["text"] for c in s["content"])
        speaker = who(s["speaker_ids"]) or (s["speaker"] or {}).get("text")
        kept = None if s["role"] == "related_link" else f"{stem}-{s['id']}"  # another page's headline
        yield _item(("statements", s["id"], s["type"]), "statement", words, s["content"], speaker, kept)
    for c in document["counts"]:
        key = ("counts", c["id"], c["unit"])
        yield _item(key, "count_claim", c["text"], [c], who(c["claimant"]), f"{stem}-{c['id']}")
    for k in document["control"]:
        row, by = f"{stem}-{k['id']}", who(k["claimed_by"])
        yield _item(("control", k["id"], "holds"), "control_claim", k["span"]["text"], [k["span"]], by, row)
        if k["count"] is not None:
            words = f"{k['count']}: {k['place_text']}"
            yield _item(("control", f"{k['id']}-count", "count"), "count_claim", words, [k["span"]], by, row)
    for t in document["contacts"]:
        row, by = f"{stem}-{t['id']}", who(t["claimed_by"])
        register = "meeting" if t["kind"] == "meeting" else "contact"
        yield _item(("contacts", t["id"], t["kind"]), register, t["span"]["text"], [t["span"]], by, row)
        if t["ordinal"] is not None:
            words = f"number {t['ordinal']} as the text counts"
            yield _item(("contacts", f"{t['id']}-count", "ordinal"), "count_claim", words, [t["span"]], by, row)
    yield from _instruments(document, stem, who)


def _instruments(document: Mapping[str, Any], stem: str, who: _Who) -> Iterator[Item]:
    """Agreements, commitments, listings and names."""
    for a in document["agreements"]:
        spans = sorted([a["span"], *a["mentions"]], key=lambda s: (s["start"], s["end"]))
        unique = [s for i, s in enumerate(spans) if _span(s) not in [_span(t) for t in spans[:i]]]
        yield _item(("agreements", a["id"], a["type"]), "agreement", a["span"]["text"], unique, who(a["parties"]))
    for c in document["commitments"]:
        key = ("commitments", c["id"], c["kind"])
        yield _item(key, "commitment", c["span"]["text"], [c["span"]], who(c["by"]), f"{stem}-{c['id']}")
    for i, d in enumerate(document["designations"], 1):
        words = f"{who([d['actor']])}: {d['label']} by {who([d['authority']])}"
        key = ("designations", f"l{i}", d["label"])
        yield _item(key, "listing", words, [d["span"]], who([d["authority"]]), f"{stem}-l{i}")
    for i, r in enumerate(document["relations"], 1):
        words = f"{r['a']} = {r['b']}" if r["kind"] == "alias" else f"{r['kind']}: {r['a']}, {r['b']}"
        yield _item(("relations", f"r{i}", r["kind"]), "actor", words, [r["span"]])


@dataclass(frozen=True)
class _Who:
    """Ids to names in one string, None for nobody."""

    names: Mapping[str, str]

    def __call__(self, ids: Iterable[str] | None) -> str | None:
        return "; ".join(self.names.get(i, i) for i in ids or ()) or None


def _item(
    key: tuple[str, str, str],
    register: str,
    words: str,
    spans: Iterable[Mapping[str, Any]],
    who: str | None = None,
    row_id: str | None = None,
) -> Item:
    """``key``: layer, id within it, type."""
    layer, identity, kind = key
    where = {"register": register, "row_id": row_id, "spans": [_span(s) for s in spans]}
    return {"item_id": f"{layer[:2]}-{identity}", "layer": layer, "type": kind, "words": words, "who": who, **where}


def _names(document: Mapping[str, Any]) -> dict[str, str]:
    found: dict[str, str] = {}
    for mention in document["actors"]:
        found.update(zip(mention["actor"], mention["name"], strict=False))
    return found


def _people(document: Mapping[str, Any]) -> Iterator[Item]:
    grouped: dict[str, list[Mapping[str, Any]]] = {}
    for mention in document["actors"]:
        for actor in mention["actor"]:
            grouped.setdefault(actor, []).append(mention)
    names = _names(document)
    for actor, mentions in grouped.items():
        yield _item(("actors", actor, "mentions"), "actor", names[actor], mentions, None, actor)


def _places(document: Mapping[str, Any]) -> Iterator[Item]:
    grouped: dict[str, list[Mapping[str, Any]]] = {}
    for mention in document["places"]:
        if mention["use"] == "lit":
            grouped.setdefault(mention["place"] or f"?{mention['text']}", []).append(mention)
    for place, mentions in grouped.items():
        words = mentions[0]["name"] or mentions[0]["text"]
        item = _item(("places", place.lstrip("?"), "mentions"), "place", words, mentions)
        if place.startswith("?"):
            yield {**item, "register": None, "reason": "not in the gazetteer; kept for review"}
        else:
            yield {**item, "row_id": place}
