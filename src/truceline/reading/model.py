"""What a reading is made of. Every record carries its span, the rule that found it and a confidence from 0 to 1."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

PROPOSED = "model"  # the rule of claims that a language model proposed: no row of a table is made of them


@dataclass(frozen=True, order=True)
class Span:
    """Code points ``[start, end)`` of the text as handed in."""

    start: int
    end: int

    def of(self, text: str) -> str:
        return text[self.start : self.end]

    def holds(self, other: Span) -> bool:
        return self.start <= other.start and other.end <= self.end

    def touches(self, other: Span) -> bool:
        return self.start < other.end and other.start < self.end


@dataclass
class Block:
    """A stretch of lines. kind: headline, subhead, caption, boilerplate, related_link, dateline, body."""

    span: Span
    kind: str
    rule: str


@dataclass
class ActorMention:
    """kind: name, metonym, nominal, pronoun, media, affil. ``actor_ids`` empty: a role nobody could be found for."""

    span: Span
    actor_ids: tuple[str, ...]
    kind: str
    rule: str
    confidence: float = 0.9


@dataclass
class PlaceMention:
    """use: ``lit`` a location, ``assoc`` a state or its seat as an actor. ``place_id`` None: an unresolved toponym."""

    span: Span
    place_id: str | None
    use: str
    rule: str
    confidence: float = 0.9
    candidates: tuple[str, ...] = ()


@dataclass
class DateMention:
    """type: date, range, month, year, duration, vague, time. ``value`` as ISO 8601, PAST or FUTURE; None: open."""

    span: Span
    value: str | None
    type: str
    rule: str
    confidence: float = 0.9


@dataclass
class Statement:
    """One attribution. ``content`` may be split; ``speaker`` None: uncued."""

    id: str
    content: tuple[Span, ...]
    type: str
    cue: Span | None
    speaker: Span | None
    speaker_ids: tuple[str, ...]
    rule: str
    role: str = "body"
    confidence: float = 0.8
    attitude: bool = False

    def holds(self, span: Span) -> bool:
        return any(c.holds(span) for c in self.content)


@dataclass
class Event:
    """What is said to have happened. modality: asserted (by the outlet) or claimed; polarity: pos, neg, future, …"""

    id: str
    type: str
    triggers: list[Span]
    act: str | None = None
    agents: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    date: str | None = None
    weapon: str | None = None
    casualties: tuple[Casualties, ...] = ()
    modality: str = "asserted"
    claimed_by: tuple[str, ...] = ()
    polarity: str = "pos"
    rule: str = ""
    confidence: float = 0.6
    statement_id: str | None = None


@dataclass
class Casualties:
    """How many persons, in which condition; ``count`` None when the text names none."""

    span: Span
    kind: str
    low: int | None
    high: int | None
    who: str | None = None


@dataclass
class CountClaim:
    """A count over a period, by a claimant, with what others made of it.

    ``total`` None: the text gives bounds (``low``, ``high``) or words only (``qualifier``: 'several dozen').
    """

    id: str
    span: Span
    claimant_ids: tuple[str, ...]
    claimant_text: str | None
    matter: str
    unit: str
    total: int | None
    period: str | None
    breakdown: list[PlaceCount] = field(default_factory=list)
    parts: list[tuple[str, int, Span]] = field(default_factory=list)
    previous: int | None = None
    answers: list[CountAnswer] = field(default_factory=list)
    other_totals: list[int] = field(default_factory=list)
    mismatch: str | None = None
    qualifier: str | None = None
    place: str | None = None
    low: int | None = None
    high: int | None = None
    rule: str = ""
    confidence: float = 0.8


@dataclass
class PlaceCount:
    place_id: str | None
    text: str
    count: int
    span: Span


@dataclass
class CountAnswer:
    """confirmed, not_confirmed or denied, by whom, how many (None: all)."""

    by: tuple[str, ...]
    answer: str
    count: int | None
    span: Span


@dataclass
class AgreementMention:
    id: str
    type: str
    span: Span
    parties: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    date: str | None = None
    status: str = "mentioned"
    mentions: tuple[Span, ...] = ()
    exclusions: tuple[str, ...] = ()
    rule: str = ""
    confidence: float = 0.7


@dataclass
class Commitment:
    id: str
    by: tuple[str, ...]
    span: Span
    kind: str
    rule: str
    confidence: float = 0.6


@dataclass
class Designation:
    actor: str
    authority: str
    label: str
    date: str | None
    span: Span
    rule: str
    confidence: float = 0.85


@dataclass
class Relation:
    """alias, merger, successor or founding, as the text states it."""

    kind: str
    a: str
    b: str
    span: Span
    actor: str | None
    rule: str
    date: str | None = None
    confidence: float = 0.8


@dataclass
class Contact:
    """Call, meeting, visit or letter: who, with whom, at whose initiative, in which capacity."""

    id: str
    kind: str
    span: Span
    participants: tuple[str, ...]
    initiator: str | None
    date: str | None
    place: str | None
    status: str
    capacities: dict[str, str]
    claimed_by: tuple[str, ...]
    rule: str
    ordinal: int | None = None
    confidence: float = 0.6


@dataclass
class ControlClaim:
    id: str
    span: Span
    holder: str | None
    place: str | None
    place_text: str
    date: str | None
    claimed_by: tuple[str, ...]
    rule: str
    count: int | None = None
    confidence: float = 0.6


@dataclass
class YearCandidate:
    year: int
    score: float
    evidence: tuple[str, ...]


@dataclass
class Meta:
    language: str = "und"
    supported: bool = True
    outlet_id: str | None = None
    outlet: Span | None = None
    headline: Span | None = None
    dateline: Span | None = None
    dateline_place: Span | None = None
    dateline_place_ids: tuple[str, ...] = ()
    dateline_date: Span | None = None
    doc_date: date | None = None
    date_candidates: tuple[YearCandidate, ...] = ()
    date_evidence: tuple[str, ...] = ()
    machine_translated: bool = False


@dataclass
class Reading:
    """Everything read in one text."""

    text: str
    meta: Meta
    blocks: list[Block] = field(default_factory=list)
    actors: list[ActorMention] = field(default_factory=list)
    places: list[PlaceMention] = field(default_factory=list)
    dates: list[DateMention] = field(default_factory=list)
    statements: list[Statement] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)
    counts: list[CountClaim] = field(default_factory=list)
    agreements: list[AgreementMention] = field(default_factory=list)
    commitments: list[Commitment] = field(default_factory=list)
    designations: list[Designation] = field(default_factory=list)
    relations: list[Relation] = field(default_factory=list)
    contacts: list[Contact] = field(default_factory=list)
    control: list[ControlClaim] = field(default_factory=list)
    private_names: list[Span] = field(default_factory=list)
    extras: tuple[str, ...] = ()
