"""A reading as JSON: schemas/claims.schema.json. Spans are code points into ``text``, which stands in the file."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from truceline.formats.text_files import SourceDocument
from truceline.reading.language import SUPPORTED
from truceline.reading.lexicon import KnownPlace, Lexicons
from truceline.reading.model import Reading, Span
from truceline.reading.pseudonyms import pseudonymise, scrubbed, scrubber
from truceline.reading.rows import ClaimRows, rows_of

SCHEMA_VERSION = 1
OWN_COLUMN = re.compile(r"^(?:source|document|text_id|origin_chain)$|_id$")  # what the text did not give


def masked(reading: Reading) -> Reading:
    """The same reading over a text without names of private persons; offsets are the same."""
    return replace(reading, text=pseudonymise(reading.text, reading.private_names)[0])


def masked_rows(reading: Reading, document: SourceDocument, lexicons: Lexicons) -> ClaimRows:
    """Rows of the tables without names of private persons, also in words copied out before masking."""
    rows = rows_of(masked(reading), document.name, document.sha256, lexicons)
    scrub = scrubber(reading.text, reading.private_names)
    for row in (row for table in rows.tables.values() for row in table):
        row.update({key: scrubbed(value, scrub) for key, value in row.items() if not OWN_COLUMN.search(key)})
    return rows


def to_json(reading: Reading, document: SourceDocument, lexicons: Lexicons) -> dict[str, Any]:
    """Plain data, ready for json.dumps; names of private persons are replaced, offsets stay true."""
    text, people = pseudonymise(reading.text, reading.private_names)
    scrub = scrubber(reading.text, reading.private_names)

    def span(s: Span) -> dict[str, Any]:
        return {"start": s.start, "end": s.end, "text": text[s.start : s.end]}

    def spans(items: Iterable[Span]) -> list[dict[str, Any]]:
        return [span(s) for s in items]

    def maybe(s: Span | None) -> dict[str, Any] | None:
        return span(s) if s is not None else None

    meta = reading.meta
    # fmt: off
    data: dict[str, Any] = {
        "truceline_claims": SCHEMA_VERSION,
        "source": {"name": document.name, "format": document.format, "encoding": document.encoding, "sha256": document.sha256, "guessed": list(document.guessed)},
        "lexicon_version": lexicons.version,
        "extras": list(reading.extras),
        "text": text,
        "pseudonymised": len(people),
        "meta": {
            "language": meta.language,
            "language_supported": SUPPORTED.get(meta.language, "not supported"),
            "outlet": {"id": meta.outlet_id, "name": lexicons.actor_names.get(meta.outlet_id or "", meta.outlet_id), "evidence": maybe(meta.outlet)} if meta.outlet_id else None,
            "headline": maybe(meta.headline),
            **{f"{kind}s": spans(b.span for b in reading.blocks if b.kind == kind) for kind in ("subhead", "caption", "related_link")},
            "boilerplate": spans(b.span for b in reading.blocks if b.kind == "boilerplate"),
            "dateline": {"span": span(meta.dateline), "place": maybe(meta.dateline_place), "place_ids": list(meta.dateline_place_ids), "date": maybe(meta.dateline_date)} if meta.dateline else None,
            "doc_date": meta.doc_date.isoformat() if meta.doc_date else None,
            "doc_date_evidence": list(meta.date_evidence),
            "doc_date_candidates": [{"year": c.year, "weight": c.score, "evidence": list(c.evidence)} for c in meta.date_candidates],
        },
        "actors": [{**span(a.span), "actor": list(a.actor_ids), "name": [lexicons.actor_names.get(i, i) for i in a.actor_ids], "kind": a.kind, "rule": a.rule, "confidence": a.confidence} for a in reading.actors],
        "places": [_place(p, span, lexicons) for p in reading.places],
        "dates": [{**span(d.span), "value": d.value, "type": d.type, "rule": d.rule, "confidence": d.confidence} for d in reading.dates],
        "statements": [
            {"id": s.id, "type": s.type, "content": spans(s.content), "cue": maybe(s.cue), "speaker": maybe(s.speaker), "speaker_ids": list(s.speaker_ids), "role": s.role, "attitude": s.attitude, "rule": s.rule, "confidence": round(s.confidence, 3)}
            for s in reading.statements
        ],
        "events": [
            {
                "id": e.id, "type": e.type, "act": e.act, "triggers": spans(e.triggers), "agents": list(e.agents), "targets": list(e.targets), "places": list(e.places), "date": e.date, "weapon": e.weapon,
                "casualties": [{**span(c.span), "kind": c.kind, "low": c.low, "high": c.high, "who": c.who} for c in e.casualties],
                "modality": e.modality, "claimed_by": list(e.claimed_by), "reported_by": meta.outlet_id, "polarity": e.polarity, "statement_id": e.statement_id, "rule": e.rule, "confidence": round(e.confidence, 3),
            }
            for e in reading.events
        ],
        "counts": [
            {
                "id": c.id, **span(c.span), "claimant": list(c.claimant_ids), "claimant_text": c.claimant_text, "matter": c.matter, "unit": c.unit, "total": c.total, "low": c.low, "high": c.high, "period": c.period, "place": c.place, "qualifier": c.qualifier,
                "breakdown": [{**span(b.span), "place": b.place_id, "place_text": b.text, "count": b.count} for b in c.breakdown],
                "parts": [{**span(s), "part": name, "count": n} for name, n, s in c.parts],
                "previous_total": c.previous, "answers": [{**span(a.span), "by": list(a.by), "answer": a.answer, "count": a.count} for a in c.answers], "other_totals": c.other_totals, "mismatch": c.mismatch, "rule": c.rule, "confidence": round(c.confidence, 3),
            }
            for c in reading.counts
        ],
        "agreements": [{"id": a.id, "type": a.type, "span": span(a.span), "mentions": spans(a.mentions), "parties": list(a.parties), "places": list(a.places), "date": a.date, "status": a.status, "exclusions": list(a.exclusions), "rule": a.rule, "confidence": a.confidence} for a in reading.agreements],
        "commitments": [{"id": c.id, "by": list(c.by), "span": span(c.span), "kind": c.kind, "rule": c.rule, "confidence": c.confidence} for c in reading.commitments],
        "designations": [{"actor": d.actor, "authority": d.authority, "label": d.label, "date": d.date, "span": span(d.span), "rule": d.rule, "confidence": d.confidence} for d in reading.designations],
        "relations": [{"kind": r.kind, "a": r.a, "b": r.b, "span": span(r.span), "actor": r.actor, "date": r.date, "rule": r.rule, "confidence": r.confidence} for r in reading.relations],
        "contacts": [
            {"id": c.id, "kind": c.kind, "span": span(c.span), "participants": [{"actor": p, "capacity": c.capacities.get(p)} for p in c.participants], "initiator": c.initiator, "date": c.date, "place": c.place, "status": c.status, "ordinal": c.ordinal, "claimed_by": list(c.claimed_by), "rule": c.rule, "confidence": c.confidence}
            for c in reading.contacts
        ],
        "control": [{"id": c.id, "span": span(c.span), "holder": c.holder, "place": c.place, "place_text": c.place_text, "count": c.count, "date": c.date, "claimed_by": list(c.claimed_by), "rule": c.rule, "confidence": c.confidence} for c in reading.control],
    }
    # fmt: on
    data["names"] = {i: lexicons.actor_names[i] for i in sorted(_ids_in(data)) if i in lexicons.actor_names}
    return {key: value if key in ("source", "text") else scrubbed(value, scrub) for key, value in data.items()}


WHERE_IDS = frozenset(["actor", "claimant", "speaker_ids", "agents", "targets", "claimed_by", "claimants", "by", "actors", "participants", "initiator", "holder", "authority", "a", "b"])  # fmt: skip


def _ids_in(data: Any, field: str = "") -> set[str]:
    """Ids of actors in a reading, wherever one stands."""
    if isinstance(data, dict):
        return {i for key, value in data.items() for i in _ids_in(value, key)}
    if isinstance(data, list):
        return {i for value in data for i in _ids_in(value, field)}
    return {data} if isinstance(data, str) and field in WHERE_IDS else set()


def located(place: KnownPlace | None) -> dict[str, float | None]:
    """Where a place lies; null where nothing tells, for JSON has no word for what is no number."""
    spot = (place.lon, place.lat) if place is not None else (None, None)
    if spot[0] is None or spot[1] is None or math.isnan(spot[0] + spot[1]):
        return {"lon": None, "lat": None}
    return {"lon": spot[0], "lat": spot[1]}


def _place(mention: Any, span: Any, lexicons: Lexicons) -> dict[str, Any]:
    known = lexicons.known_places.get(mention.place_id or "")
    return {
        **span(mention.span),
        "place": mention.place_id,
        "name": known.name if known else None,
        "country": known.country if known else None,
        "kind": known.kind if known else None,
        **located(known),
        "use": mention.use,
        "candidates": list(mention.candidates),
        "rule": mention.rule,
        "confidence": mention.confidence,
    }
