"""Everything that one source text says, item by item, with the file each item lives in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from truceline.bulletins.static_page import local_days
from truceline.tables.source_texts import ClaimTables

Row = Mapping[str, Any]


def items_of(
    text_id: str, claims: ClaimTables, named: Mapping[str, str], titles: Mapping[str, str]
) -> list[dict[str, Any]]:
    """Items of a text in a fixed order of kinds: id, kind, words, who, on, about, basis, and ``other_source``.

    ``other_source`` is set on items that stand beside the text but were read elsewhere.
    """
    own = {str(t["text_id"]): t["source"] for t in claims.texts.to_pylist()}
    rows = (
        *_reports(text_id, claims),
        *_counts(text_id, claims),
        *_contacts(text_id, claims, named),
        *_meetings(text_id, claims),
        *_proposals(text_id, claims),
        *_control(text_id, claims, named),
        *_listings(text_id, claims, named),
        *_statements(text_id, claims, titles),
    )
    items = []
    for row in rows:
        item = {"on": None, "about": None, "other_source": None, **row}
        item["who"] = named.get(item["who"], item["who"]) or "not named"
        if item.pop("source", None) not in (None, own.get(text_id)):
            item["other_source"] = row["source"]
        items.append(item)
    return items


def _of(table: Any, text_id: str) -> list[Row]:
    return [row for row in table.to_pylist() if row["text_id"] == text_id]


def _reports(text_id: str, claims: ClaimTables) -> Iterable[dict[str, Any]]:
    read_in = {r["report_id"]: r for r in claims.report_sources.to_pylist() if r["text_id"] == text_id}
    for row in claims.reports.to_pylist():
        origin = read_in.get(row["report_id"])
        if origin is not None:
            yield {
                "id": row["report_id"],
                "kind": "report",
                "words": row["text"] or row["act"].replace("_", " "),
                "who": row["claimant"],
                "on": _span(row["occurred_from"], row["occurred_until"]),
                "about": row["place_name"] or "place not given",
                "basis": origin["basis"],
                "source": None if origin["basis"] == "V" else row["source"],
            }


def _span(start: datetime, until: datetime) -> date | None:
    """The day of an event that lasted no more than one; None for a longer interval, which the words explain."""
    if (until - start).days > 1:
        return None
    return local_days(start, until, None)[1]


def _counts(text_id: str, claims: ClaimTables) -> Iterable[dict[str, Any]]:
    for row in _of(claims.count_claims, text_id):
        figure = " ".join(str(x) for x in (row["qualifier"], row["total"]) if x is not None)
        yield {
            "id": row["claim_id"],
            "kind": "count claim",
            "words": f"{figure} {row['unit']}: {row['matter']}. {row['note'] or ''}".strip(),
            "who": row["claimant"],
            "on": local_days(row["period_from"], row["period_until"], row["zone"])[1],
            "basis": row["basis"],
            "source": row["source"],
        }


def _contacts(text_id: str, claims: ClaimTables, named: Mapping[str, str]) -> Iterable[dict[str, Any]]:
    for row in _of(claims.contacts, text_id):
        by = f", at the initiative of {named.get(row['initiator'], row['initiator'])}" if row["initiator"] else ""
        yield {
            "id": row["contact_id"],
            "kind": "contact",
            "words": f"{row['kind'].capitalize()}{by}: {row['topic'] or 'no topic'}. {row['note'] or ''}".strip(),
            "who": row["claimant"],
            "on": row["on"],
            "basis": row["basis"],
            "source": row["source"],
        }


def _meetings(text_id: str, claims: ClaimTables) -> Iterable[dict[str, Any]]:
    for row in _of(claims.meetings, text_id):
        yield {
            "id": row["meeting_id"],
            "kind": "meeting",
            "words": f"{row['title']}: {row['status']}. {row['note'] or ''}".strip(),
            "who": row["claimant"],
            "on": row["from_date"],
            "about": row["place"],
            "basis": row["basis"],
            "source": row["source"],
        }


def _proposals(text_id: str, claims: ClaimTables) -> Iterable[dict[str, Any]]:
    for row in _of(claims.proposals, text_id):
        yield {
            "id": row["claim_id"],
            "kind": "proposal",
            "words": row["text"],
            "who": row["claimant"],
            "on": row["on"],
            "about": f"{row['place']}: {row['status']}",
            "basis": row["basis"],
            "source": row["source"],
        }


def _control(text_id: str, claims: ClaimTables, named: Mapping[str, str]) -> Iterable[dict[str, Any]]:
    for row in _of(claims.control_claims, text_id):
        yield {
            "id": row["claim_id"],
            "kind": "control claim",
            "words": row["text"],
            "who": row["claimant"],
            "about": f"said to hold: {named.get(row['holder'], row['holder'])}",
            "basis": row["basis"],
            "source": row["source"],
        }


def _listings(text_id: str, claims: ClaimTables, named: Mapping[str, str]) -> Iterable[dict[str, Any]]:
    for row in _of(claims.listings, text_id):
        yield {
            "id": row["claim_id"],
            "kind": "listing",
            "words": f"{row['authority']} lists {named.get(row['actor'], row['actor'])}"
            + (f": {row['text']}." if row["text"] else "."),
            "who": row["claimant"],
            "on": row["on"],
            "basis": row["basis"],
            "source": row["source"],
        }


def _statements(text_id: str, claims: ClaimTables, titles: Mapping[str, str]) -> Iterable[dict[str, Any]]:
    order = ("status", "commitment", "conduct", "omission", "relation", "expectation", "position")
    for row in sorted(_of(claims.statements, text_id), key=lambda r: order.index(r["kind"])):
        yield {
            "id": row["statement_id"],
            "kind": row["kind"],
            "words": row["text"],
            "who": row["claimant"],
            "on": row["on"],
            "about": titles.get(row["about"], row["about"]),
            "basis": row["basis"],
            "source": row["source"],
        }
