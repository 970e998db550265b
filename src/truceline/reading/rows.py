"""Claims to rows of the tables: reports, counts, control, contacts, meetings, listings, commitments, statements.

Every row names its span in ``source`` (NAME[start:end]). Two texts that carry the same quotation share its origin: the
origin of a report read in a quotation is a digest of the quotation's words.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from truceline.reading import quick_re as re
from truceline.reading.event_words import DENIAL
from truceline.reading.lexicon import KnownPlace, Lexicons
from truceline.reading.model import PROPOSED, Event, Reading, Span, Statement

Row = dict[str, Any]
RADIUS_M = {"settlement": 5000.0, "capital": 7000.0, "site": 5000.0}
SIDES = ("armed_clash",)
UNRESOLVED = "unresolved speaker"
HEADS = ("headline", "subhead", "related_link")
HEADLINE_ONLY = "only a headline tells of it, and a headline asserts nothing"
NO_DAY = "no day is stated and the text itself has none"
NO_PERIOD = "the count has no period"


@dataclass
class ClaimRows:
    """Rows by table name; ``unplaced``: events and counts that became no row, each as id, why and its sentence."""

    tables: dict[str, list[Row]] = field(default_factory=dict)
    unplaced: list[tuple[str, str, str]] = field(default_factory=list)

    def add(self, table: str, row: Row) -> None:
        self.tables.setdefault(table, []).append(row)


def rows_of(reading: Reading, name: str, digest: str, lexicons: Lexicons) -> ClaimRows:
    """All rows of one text. ``digest``: SHA-256 of the file, the stem of every id."""
    rows = ClaimRows()
    maker = _Maker(reading, name, digest[:10], lexicons, rows)
    for event in reading.events:
        if event.rule != PROPOSED:
            maker.report(event)
    maker.counts()
    maker.control()
    maker.contacts()
    maker.listings()
    maker.statements()
    return rows


def origin_of(statement: Statement, text: str) -> str:
    """Digest of the words said, without case, marks and spaces: the same quotation in two texts has one origin."""
    words = re.sub(r"\W+", " ", " ".join(c.of(text) for c in statement.content)).casefold().strip()
    return "quote:" + hashlib.sha256(words.encode()).hexdigest()[:16]


@dataclass
class _Maker:
    reading: Reading
    name: str
    stem: str
    lexicons: Lexicons
    rows: ClaimRows

    def shown(self, actor: str | None) -> str | None:
        return self.lexicons.actor_names.get(actor, actor) if actor else None

    def shown_all(self, ids: Iterable[str]) -> list[str] | None:
        return [str(self.shown(i)) for i in ids] or None

    def where(self, span: Span) -> str:
        return f"{self.name}[{span.start}:{span.end}]"

    @property
    def outlet(self) -> str:
        return str(self.shown(self.reading.meta.outlet_id) or "unnamed outlet")

    def own(self, event: Event) -> tuple[str, ...]:
        """Whoever issues the text, where it tells an event in its own words: a ministry, a movement, a mission.

        Nobody where a newspaper or an agency does.
        """
        outlet = self.reading.meta.outlet_id
        issues = outlet and self.lexicons.actor_kinds.get(outlet, "media") != "media"
        return (outlet,) if outlet and issues and event.modality == "asserted" else ()

    def claimant(self, ids: Iterable[str], statement: Statement | None = None, words: str | None = None) -> str:
        """Names; a speaker nobody is known for keeps his words, one who cannot be told is said to be unresolved.

        The weakest, 'reported by the outlet', is for what the outlet tells in its own words; it is nobody's claim else.
        """
        named = "; ".join(self.shown_all(ids) or [])
        if named:
            return named
        if statement is not None:
            words = statement.speaker.of(self.reading.text) if statement.speaker is not None else UNRESOLVED
        return f"{words} (reported by {self.outlet})" if words else f"reported by {self.outlet}"

    def report(self, event: Event) -> None:
        """Events that are acts and are said to have happened; what is planned, denied or undated stays a claim."""
        if event.act is None or event.polarity != "pos":
            return
        key = f"{self.stem}-{event.id}"
        told = self.told_in_the_text(event)
        if told is None:
            self.rows.unplaced.append((key, HEADLINE_ONLY, self.sentence(event.triggers[0])))
            return
        if any(c.span.holds(told) for c in self.reading.counts):
            return  # a count stays a count
        interval = self.interval(event.date)
        if interval is None:
            self.rows.unplaced.append((key, NO_DAY, self.sentence(told)))
            return
        statement = next((s for s in self.reading.statements if s.id == event.statement_id), None)
        chain = [self.outlet]
        if statement is not None and statement.type != "indirect":
            chain.append(origin_of(statement, self.reading.text))
        row: Row = {
            "report_id": key, "source": self.where(told), "claimant": self.claimant(event.claimed_by or self.own(event), statement), "source_kind": self.kind(event), "origin_chain": chain,
            "received_at": self.midnight(self.reading.meta.doc_date, 1), "occurred_from": interval[0], "occurred_until": interval[1], "act": event.act, "weapon": event.weapon,
            "text": self.sentence(told),
        }  # fmt: skip
        sides = ("side_left", "side_right") if event.act in SIDES else ("claimed_initiator", "claimed_target")
        row |= {sides[0]: self.shown_all(event.agents), sides[1]: self.shown_all(event.targets)}
        row |= self.place(event.places)
        killed = [c for c in event.casualties if c.kind == "killed"]
        if killed:
            row |= {
                "casualties_low": killed[0].low,
                "casualties_high": killed[0].high,
                "casualties_best": killed[0].low if killed[0].low == killed[0].high else None,
            }
        self.rows.add("reports", row)

    def told_in_the_text(self, event: Event) -> Span | None:
        """The first mention outside headlines, subheads and links to other texts; None if there is none."""
        heads = [b.span for b in self.reading.blocks if b.kind in HEADS]
        return next((t for t in event.triggers if not any(h.holds(t) for h in heads)), None)

    def kind(self, event: Event) -> str:
        kinds = {self.lexicons.actor_kinds.get(i) for i in event.claimed_by or self.own(event)}
        if "mission" in kinds:
            return "mission"
        if "ngo" in kinds:
            return "ngo"
        return "party" if kinds & {"state", "armed_group", "armed_force", "office", "person", "umbrella"} else "media"

    def interval(self, value: str | None) -> tuple[datetime, datetime] | None:
        """UTC days; a text without a day gives the thirty days before it, which decides nothing by itself."""
        doc = self.reading.meta.doc_date
        if value and re.fullmatch(r"\d{4}-\d\d-\d\d(?:/\d{4}-\d\d-\d\d)?", value):
            first, _, last = value.partition("/")
            return self.midnight_of(first), self.midnight_of(last or first) + timedelta(days=1)
        if value and re.fullmatch(r"\d{4}-\d\d", value):
            start = self.midnight_of(f"{value}-01")
            return start, (start + timedelta(days=32)).replace(day=1)
        if value and re.fullmatch(r"\d{4}", value):
            return self.midnight_of(f"{value}-01-01"), self.midnight_of(f"{int(value) + 1}-01-01")
        if doc is None:
            return None
        end = self.midnight_of(doc.isoformat()) + timedelta(days=1)
        return end - timedelta(days=31), end

    @staticmethod
    def midnight_of(day: str) -> datetime:
        return datetime.combine(date.fromisoformat(day), time.min, tzinfo=UTC)

    def midnight(self, day: date | None, after: int) -> datetime | None:
        return datetime.combine(day, time.min, tzinfo=UTC) + timedelta(days=after) if day else None

    def place(self, ids: Iterable[str]) -> Row:
        known = [self.lexicons.known_places[i] for i in ids if i in self.lexicons.known_places]
        spots = [k for k in known if k.kind != "country"]
        if not spots:
            return {"country": known[0].country} if known else {}
        spot: KnownPlace = spots[0]
        row: Row = {"place_name": spot.name, "country": spot.country}
        if spot.kind in ("admin1", "admin2"):
            return row | {("admin1" if spot.kind == "admin1" else "admin2"): spot.name}
        if spot.lon is not None and spot.lon == spot.lon:
            row |= {
                "lon": spot.lon,
                "lat": spot.lat,
                "place_radius_m": spot.radius_m or RADIUS_M.get(spot.kind, 5000.0),
            }
        return row

    def sentence(self, span: Span) -> str:
        text = self.reading.text
        start = max(text.rfind(". ", 0, span.start) + 1, text.rfind("\n", 0, span.start) + 1)
        stop = min((i + 1 for i in (text.find(". ", span.end), text.find("\n", span.end)) if i >= 0), default=len(text))
        return text[start:stop].strip()[:600]

    def counts(self) -> None:
        for count in self.reading.counts:
            interval = self.interval(count.period)
            if interval is None or (count.period is None and self.reading.meta.doc_date is None):
                self.rows.unplaced.append((f"{self.stem}-{count.id}", NO_PERIOD, self.sentence(count.span)))
                continue
            answers = [
                {"by": "; ".join(self.shown_all(a.by) or ["not named"]), "answer": a.answer, "count": a.count}
                for a in count.answers
            ]
            row: Row = {
                "claim_id": f"{self.stem}-{count.id}", "claimant": self.claimant(count.claimant_ids, words=count.claimant_text or UNRESOLVED), "matter": count.matter, "unit": count.unit, "period_from": interval[0], "period_until": interval[1], "total": count.total,
                "breakdown": [{"place": self.place_name(b.place_id) or b.text, "count": b.count} for b in count.breakdown] or ([{"place": self.place_name(count.place) or count.place, "count": count.total}] if count.place and count.total is not None else None),
                "parts": [{"part": name, "count": n} for name, n, _ in count.parts] or None, "previous_total": count.previous, "other_totals": count.other_totals or None, "qualifier": count.qualifier, "note": count.mismatch,
                "answers": answers or None, "confirmed_by": [a["by"] for a in answers if a["answer"] == "confirmed"] or None, "denied_by": [a["by"] for a in answers if a["answer"] == "denied"] or None,
                "dating": "stated" if count.period else "within", "zone": "Etc/UTC", "source": self.where(count.span), "document": self.name, "text_id": self.stem,
            }  # fmt: skip
            self.rows.add("count_claims", row)

    def place_name(self, place_id: str | None) -> str | None:
        known = self.lexicons.known_places.get(place_id or "")
        return known.name if known else None

    def control(self) -> None:
        for claim in self.reading.control:
            interval = self.interval(claim.date) if claim.date else None
            self.rows.add(
                "control_claims",
                {"claim_id": f"{self.stem}-{claim.id}", "claimant": self.claimant(claim.claimed_by), "holder": self.shown(claim.holder), "place": self.place_name(claim.place) or claim.place_text, "period_from": interval[0] if interval else None, "text": claim.span.of(self.reading.text), "source": self.where(claim.span), "text_id": self.stem},
            )  # fmt: skip

    def contacts(self) -> None:
        for contact in self.reading.contacts:
            day = (
                date.fromisoformat(contact.date[:10])
                if contact.date and re.match(r"\d{4}-\d\d-\d\d", contact.date)
                else None
            )
            people = [str(self.shown(p)) for p in contact.participants]
            note = f"number {contact.ordinal} as the text counts" if contact.ordinal else None
            if contact.kind == "meeting":
                row: Row = {
                    "meeting_id": f"{self.stem}-{contact.id}", "title": self.sentence(contact.span)[:160], "place": self.place_name(contact.place), "from_date": day, "until_date": day + timedelta(days=1) if day else None, "status": contact.status,
                    "participants": [{"actor": str(self.shown(p)), "capacity": contact.capacities.get(p), "status": contact.status} for p in contact.participants], "claimant": self.claimant(contact.claimed_by), "source": self.where(contact.span), "note": note, "text_id": self.stem,
                }  # fmt: skip
                self.rows.add("meetings", row)
            else:
                self.rows.add(
                    "contacts",
                    {"contact_id": f"{self.stem}-{contact.id}", "kind": contact.kind, "on": day, "initiator": self.shown(contact.initiator), "participants": people, "claimant": self.claimant(contact.claimed_by), "source": self.where(contact.span), "note": note, "text_id": self.stem},
                )  # fmt: skip

    def listings(self) -> None:
        for index, item in enumerate(self.reading.designations, 1):
            day = date.fromisoformat(item.date) if item.date and len(item.date) == 10 else None
            said = next((s.speaker_ids for s in self.reading.statements if s.holds(item.span)), ())
            self.rows.add(
                "listing_claims",
                {"claim_id": f"{self.stem}-l{index}", "claimant": self.claimant(said), "actor": str(self.shown(item.actor)), "authority": str(self.shown(item.authority)), "on": day, "text": item.span.of(self.reading.text), "source": self.where(item.span), "text_id": self.stem},
            )  # fmt: skip

    def told(self, statement: Statement) -> str:
        """The words said; what is denied keeps its 'denied' in front, it would read as asserted without."""
        text, cue = self.reading.text, statement.cue
        words = " […] ".join(c.of(text) for c in statement.content)
        denied = cue is not None and DENIAL.match(cue.of(text)) is not None and statement.type == "indirect"
        return f"{cue.of(text)} […] {words}" if cue is not None and denied else words

    def statements(self) -> None:
        text, meta = self.reading.text, self.reading.meta
        for statement in self.reading.statements:
            if statement.role == "related_link" or statement.rule == PROPOSED:
                continue
            self.rows.add(
                "statements",
                {"statement_id": f"{self.stem}-{statement.id}", "kind": "expectation" if statement.attitude else "position", "claimant": self.claimant(statement.speaker_ids, statement), "on": meta.doc_date, "text": self.told(statement), "source": self.where(statement.content[0]), "text_id": self.stem},
            )  # fmt: skip
        for item in self.reading.commitments:
            said = next((s.speaker_ids for s in self.reading.statements if s.holds(item.span)), ())
            self.rows.add(
                "statements",
                {"statement_id": f"{self.stem}-{item.id}", "kind": "commitment", "claimant": self.claimant(said), "actor": self.shown(item.by[0]) if item.by else None, "on": meta.doc_date, "text": item.span.of(text), "source": self.where(item.span), "text_id": self.stem},
            )  # fmt: skip
