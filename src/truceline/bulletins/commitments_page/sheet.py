"""What the page of one instrument shows, as plain data."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from truceline.agreement.model import Agreement, plain
from truceline.bulletins.static_page import RIGHT_TO_LEFT
from truceline.commitments.book import Book
from truceline.commitments.matrix import Cell, Matrix, matrix
from truceline.commitments.withdrawals import HoldingLine, compare_holdings
from truceline.registry.actors import Registry

TICK = timedelta(microseconds=1)
HEIGHTS = (1.5, 5, 9, 13)
ISOLATE, POP = "\u2068", "\u2069"  # a name keeps its own direction inside a sentence


class CommitmentSheet:
    """The commitments of one instrument out of a book, in one language."""

    def __init__(
        self, book: Book, agreement: Agreement, registry: Registry, language: str, words: Mapping[str, str]
    ) -> None:
        self.book, self.agreement, self.registry = book, agreement, registry
        self.sites = False
        self.language, self.w = language, words
        self.parties = {p.id: plain(p.name, language) for p in agreement.parties}
        self.texts = {p.id: plain(p.text, language) for p in agreement.provisions}
        self.sources = {s.id: s for s in agreement.sources}
        self.rows = book.of(agreement_id=agreement.id).to_pylist()
        self.zone = ZoneInfo(self.rows[0]["zone"] if self.rows else "Etc/UTC")

    def values(self) -> dict[str, Any]:
        table = matrix(self.book, [self.agreement.id])
        holdings = [r for r in self.book.holdings.to_pylist() if r["agreement_id"] == self.agreement.id]
        return {
            "zone": self.zone.key,
            "headline": self.headline(),
            "counts": self.counts(),
            "passed": self.passed(),
            "coming": self.coming(),
            "matrix": self._matrix(table),
            "calendar": self.calendar(),
            "evidence": [self._evidence(row) for row in table.rows],
            "holdings": [self._holding(line, n) for n, line in enumerate(compare_holdings(holdings), 1)],
        }

    def name(self, actor: str) -> str:
        """A party's or actor's name, else the words that a source gives."""
        entry = self.registry.actors.get(actor)
        known = entry.name if entry is not None else actor.replace("-", " ") if actor.islower() else actor
        found = self.parties.get(actor, known)
        return f"{ISOLATE}{found}{POP}" if self.language in RIGHT_TO_LEFT else found

    def day(self, instant: datetime | None) -> Any:
        """Local day of a moment; the first moment after a day is said as that day."""
        return None if instant is None else instant.astimezone(self.zone).date()

    def last_day(self, end: datetime) -> Any:
        return self.day(end - TICK)

    def counts(self) -> dict[str, int]:
        found = Counter(r["timeliness"] or r["term"] for r in self.rows)
        keys = ("coming", "contested", "in_time", "late", "missed", "unrecorded", "by_some_dates", "not_running")
        return {key: found[key] for key in (*keys, "undated", "continuing") if found[key]}

    def headline(self) -> str:
        dated = [r for r in self.rows if r["due_from"] is not None]
        passed = [r for r in dated if r["term"] == "passed"]
        verified = [r for r in passed if r["done_from"] is not None]
        if not dated:
            return self.w["headline_none"].format(n=len(self.rows))
        return self.w["headline"].format(n=len(dated), passed=len(passed), verified=len(verified))

    def passed(self) -> list[dict[str, Any]]:
        passed = [r for r in self.rows if r["term"] in ("passed", "contested") or r["timeliness"] == "in_time"]
        return sorted(map(self._line, passed), key=lambda line: line["sort"])

    def coming(self) -> list[dict[str, Any]]:
        return sorted((self._line(r) for r in self.rows if r["term"] == "coming"), key=lambda line: line["sort"])

    def _line(self, row: Mapping[str, Any]) -> dict[str, Any]:
        first, last = self.last_day(row["due_from"]), self.last_day(row["due_until"])
        return {
            "sort": (row["due_from"], row["commitment_id"]),
            "agreement_id": row["agreement_id"],
            "provision": row["provision_id"],
            "owner": self.name(row["owner"]),
            "text": self.texts.get(row["provision_id"], row["text"]),
            "first": first,
            "last": last if last != first else None,
            "state": row["timeliness"] or row["term"],
            "says": self.standing_words(row),
            "anchor": anchor(row["commitment_id"]),
        }

    def standing_words(self, row: Mapping[str, Any]) -> str:
        """Where it stands, in words that name who says so; nothing unverified reads as done."""
        w = self.w
        verified, claimed = row["verified_status"], row["claimed_status"]
        parts = []
        if verified is not None:
            parts.append(w["verified_as"].format(level=w[f"level_{verified}"], by=self.name(row["verified_by"])))
        if claimed is not None and claimed != verified:
            parts.append(w["claimed_as"].format(level=w[f"level_{claimed}"], by=self.name(row["claimed_by"])))
        if not parts:
            parts.append(w["said_something"] if row["records"] else w["none_recorded"])
        return "; ".join(parts)

    def _matrix(self, table: Matrix) -> dict[str, Any]:
        return {
            "owners": [self.name(o) for o in table.owners],
            "since": self.day(table.since),
            "until": self.day(table.until),
            "rows": [
                {
                    "provision": row.provision_id,
                    "text": self.texts.get(row.provision_id, row.text),
                    "cells": [self._cell(cell, table) for cell in row.cells],
                }
                for row in table.rows
            ],
        }

    def _cell(self, cell: Cell, table: Matrix) -> dict[str, Any]:
        base: dict[str, Any] = {"kind": cell.kind, "owner": self.name(cell.owner), "state": "", "bars": []}
        if cell.row is None:
            return base
        base["anchor"] = anchor(cell.row["commitment_id"])
        base["state"] = cell.row["timeliness"] or cell.row["term"]
        if cell.kind == "recorded":
            whole = max((table.until - table.since).total_seconds(), 1.0)
            base["bars"] = [
                {
                    "x": round(100 * (s.since - table.since).total_seconds() / whole, 2),
                    "width": max(round(100 * (min(s.until, table.until) - s.since).total_seconds() / whole, 2), 0.8),
                    "claimed": HEIGHTS[s.level] if s.level > (-1 if s.verified is None else s.verified) else 0,
                    "verified": 0 if s.verified is None else HEIGHTS[s.verified],
                }
                for s in cell.steps
            ]
            base["says"] = self.standing_words(cell.row)
            base["count"] = len(cell.history)
        return base

    def calendar(self) -> list[dict[str, Any]]:
        """Every date of every provision, competing and moved ones too, earliest first."""
        found: dict[tuple[Any, ...], dict[str, Any]] = {}
        for row in self.rows:
            for date in row["dates"]:
                key = (date["end_latest"], row["provision_id"], date["date_id"].partition("-")[0], date["says"])
                line = found.setdefault(key, {"sort": key, "owners": [], **self._date(date), "row": row})
                line["owners"].append(self.name(row["owner"]))
        lines = []
        for key in sorted(found, key=lambda k: (k[0], str(k[1]), k[3])):
            line = found[key]
            row = line.pop("row")
            lines.append({**line, "provision": row["provision_id"], "anchor": anchor(row["commitment_id"])})
        return lines

    def _date(self, date: Mapping[str, Any]) -> dict[str, Any]:
        first, last = self.last_day(date["end_earliest"]), self.last_day(date["end_latest"])
        return {
            "first": first,
            "last": last if last != first else None,
            "kind": date["kind"],
            "says": date["says"],
            "by": self.name(date["by"]) if date["by"] else "",
            "basis": date["basis"],
            "moved": date["moved"],
        }

    def _evidence(self, row: Any) -> dict[str, Any]:
        cells = [c for c in row.cells if c.row is not None]
        return {
            "provision": row.provision_id,
            "text": self.texts.get(row.provision_id, row.text),
            "required": cells[0].row["evidence_required"] if cells else None,
            "kind": cells[0].row["kind"] if cells else "",
            "waits": cells[0].row["waits_for"] if cells else None,
            "owners": [
                {
                    "anchor": anchor(c.row["commitment_id"]),
                    "name": self.name(c.owner),
                    "says": self.standing_words(c.row),
                    "records": [self._record(r) for r in c.history],
                }
                for c in cells
            ],
        }

    def _record(self, record: Mapping[str, Any]) -> dict[str, Any]:
        source = self.sources.get(record["source"])
        happened = self.day(record["happened_from"])
        last = self.last_day(record["happened_until"])
        return {
            "on": happened,
            "until": last if last != happened else None,
            "known": self.day(record["known_from"]),
            "level": None if record["status"] is None else self.w[f"level_{record['status']}"],
            "claimant": self.name(record["claimant"]),
            "verified_by": self.name(record["verified_by"]) if record["verified_by"] and record["basis"] != "B" else "",
            "text": record["justification"],
            "source": plain(source.title, self.language) if source else record["source"],
            "url": source.url if source else None,
            "basis": record["basis"],
        }

    def _holding(self, line: HoldingLine, number: int) -> dict[str, Any]:
        """Sites are numbered: where weapons stand is named for the mission alone."""
        _, provision, party, site, weapon, system, calibre = line.key
        return {
            "provision": provision,
            "party": self.name(party),
            "site": site if self.sites else f"{self.w['site']} {number}",
            "weapon": weapon.replace("_", " "),
            "system": system,
            "calibre": f"{calibre:g} mm" if calibre else None,
            "latest": {what: self._seen(claim) for what, claim in line.latest.items()},
            "missing": line.missing,
            "says": line.says,
            "notes": [c["note"] for c in line.claims if c["note"] and self.sites],
        }

    def _seen(self, claim: Mapping[str, Any] | None) -> dict[str, Any] | None:
        if claim is None:
            return None
        return {"count": claim["count"], "by": self.name(claim["claimant"]), "on": self.day(claim["happened_from"])}

    def node_words(self) -> dict[str, dict[str, str]]:
        """Words in the boxes of the dependency graph, by provision key."""
        found: dict[str, dict[str, str]] = {}
        for row in self.rows:
            key = f"{row['agreement_id']}/{row['provision_id']}"
            text = self.texts.get(row["provision_id"], row["text"])
            due = self.last_day(row["due_until"]) if row["due_until"] is not None else None
            when = due.isoformat() if due is not None else self.w[f"kind_{row['kind']}"]
            anchor_id = anchor(row["commitment_id"])
            done = "done" if row["done_from"] is not None else "open"
            words = {"name": row["provision_id"], "when": when, "text": text, "state": done, "href": anchor_id}
            found.setdefault(key, words)
        for provision, text in self.texts.items():
            key = f"{self.agreement.id}/{provision}"
            found.setdefault(key, {"name": provision, "when": "", "text": text, "state": "", "href": ""})
        return found


def anchor(commitment_id: str) -> str:
    """An id that is safe in HTML."""
    return "c-" + "".join(ch if ch.isalnum() else "-" for ch in commitment_id.partition("/")[2])
