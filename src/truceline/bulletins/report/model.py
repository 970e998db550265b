"""What the page is told: plain data, turned into JSON once.

Large parts are columns of small numbers that point into ``strings``, so that thousands of findings with their full
traces stay a few megabytes. Instants are whole minutes since 1970 UTC, days whole local days since 1970-01-01.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

PAGE_VERSION = 1
LANGUAGES = ("en", "ar", "ru")

Localised = str | dict[str, str]


@dataclass(frozen=True)
class WhatIf:
    """The engine's answer had the incident happened on ``occurred_on`` and been assessed with what ``as_of`` knew.

    ``occurred_on`` is the UTC day of the (shifted) first claimed moment; the page turns it into the local day.
    """

    occurred_on: date
    as_of: datetime
    reading: str
    finding: Mapping[str, Any]


@dataclass(frozen=True)
class Spotlight:
    """The incident that opens the page, under one instrument, with the precomputed answers of the two clocks."""

    incident_id: str
    agreement_id: str
    what_ifs: Sequence[WhatIf] = ()


@dataclass(frozen=True)
class ReadingPart:
    """``letter`` is how the page names the reading: A, B, C in the order of the agreement."""

    id: str
    letter: str
    title: Localised
    held_by: list[Localised]


@dataclass(frozen=True)
class PartyPart:
    """A column of the matrix. ``shape``: 0 square, 1 round, 2 diamond, 3 pentagon, 4 double ring (a role)."""

    id: str
    name: Localised
    letter: str
    shape: int
    hue: int


@dataclass(frozen=True)
class ProvisionPart:
    """``bound``: ids of those it binds. ``breachable``: only such provisions stand in the matrix."""

    id: str
    text: Localised
    breachable: bool
    bound: list[str]


@dataclass(frozen=True)
class WindowPart:
    """A stretch of force (or of suspension) on the axis; ``until`` null: open-ended; ``readings`` null: under all.

    ``known``: when it became known; ``overtaken``: when something became known that changed it.
    """

    start: int
    until: int | None
    known: int | None
    readings: list[int] | None
    off: bool = False
    overtaken: int | None = None


@dataclass(frozen=True)
class KnownPart:
    """A moment at which a part of the instrument became known. ``kind``: window, area, member, event, exclusion …"""

    minute: int
    kind: str
    name: Localised


@dataclass(frozen=True)
class EventPart:
    """A flagged tick on the timeline: start or end of force, or what somebody declared (``by``)."""

    day: int
    kind: str
    text: Localised
    by: str | None = None


@dataclass(frozen=True)
class InstrumentPart:
    id: str
    title: Localised
    short: Localised
    year: str
    zone: str
    example: bool
    covered_from: float
    not_covered_to: float
    readings: list[ReadingPart]
    parties: list[PartyPart]
    provisions: list[ProvisionPart]
    windows: list[WindowPart]
    known: list[KnownPart]
    events: list[EventPart]
    sources: dict[str, Localised]


@dataclass
class IncidentColumns:
    """One entry per incident and column; ``cell`` −1: no position, −2: known too coarsely for the grid."""

    id: list[str] = field(default_factory=list)
    start: list[int] = field(default_factory=list)
    until: list[int] = field(default_factory=list)
    day: list[int] = field(default_factory=list)
    place: list[int] = field(default_factory=list)
    radius_m: list[int] = field(default_factory=list)
    act: list[int] = field(default_factory=list)
    quantity_low: list[float] = field(default_factory=list)
    quantity_high: list[float] = field(default_factory=list)
    unit: list[int] = field(default_factory=list)
    cell: list[int] = field(default_factory=list)
    first_report: list[int] = field(default_factory=list)
    reports: list[int] = field(default_factory=list)


@dataclass
class ReportColumns:
    """Reports in order of their incident; text columns point into ``strings`` (−1: not stated)."""

    id: list[str] = field(default_factory=list)
    claimant: list[int] = field(default_factory=list)
    source: list[int] = field(default_factory=list)
    kind: list[int] = field(default_factory=list)
    quotes: list[int] = field(default_factory=list)
    received: list[int] = field(default_factory=list)
    act: list[int] = field(default_factory=list)
    weapon: list[int] = field(default_factory=list)
    quantity: list[float] = field(default_factory=list)
    unit: list[int] = field(default_factory=list)
    actor: list[int] = field(default_factory=list)
    target: list[int] = field(default_factory=list)
    sides: list[int] = field(default_factory=list)


@dataclass(frozen=True)
class Claim:
    """One claim of the opening incident, in full."""

    report_id: str
    claimant: str | None
    party: str | None
    source_kind: str | None
    quotes: list[str]
    received: int | None
    quote: str | None
    verified_by: str | None
    said: dict[str, Any]


@dataclass(frozen=True)
class PairRow:
    """One line of the pair table. ``sign``: same, differs, silent (one says nothing, or the units differ)."""

    key: str
    left: Any
    right: Any
    sign: str


@dataclass(frozen=True)
class Layer:
    """A drawn area: ``style`` line, band, haze or proposed; paths are in view units."""

    name: Localised
    style: str
    fill: str
    border: str
    band: float
    readings: list[int] | None
    known: int | None
    label: list[float] | None
    precision_m: float = 0.0
    outside: list[float] | None = None
    top: float = 0.0


@dataclass(frozen=True)
class PlaceMap:
    """The opening incident's place. ``discs``: [x, y, radius in view units, radius in metres]."""

    width: int
    height: int
    metres_per_unit: float
    discs: list[list[float]]
    layers: list[Layer]
    towns: list[list[Any]]
    meridians: list[list[float]]
    parallels: list[list[float]]


@dataclass(frozen=True)
class OverviewMap:
    """Fixed grid cells of ``step`` degrees; ``cells``: [x, y, width, height] of each; nothing finer is embedded."""

    width: int
    height: int
    step: float
    minimum: int
    cells: list[list[float]]
    layers: dict[str, list[Layer]]


@dataclass(frozen=True)
class SpotlightPart:
    incident: int
    instrument: int
    claims: list[Claim]
    pair: list[int]
    rows: list[PairRow]
    origins: int
    act: str
    place: str | None
    names: list[str]
    withheld_place: bool
    map: PlaceMap | None
    what_ifs: list[list[int]]


@dataclass(frozen=True)
class RejectPart:
    code: str
    count: int
    rows: list[list[Any]]


@dataclass(frozen=True)
class PageData:
    """The whole page. ``findings[instrument][reading][incident]`` is a verdict number, −1 where there is none."""

    version: int
    audience: str
    exercise: bool
    as_of: int
    rules: list[str]
    strings: list[str]
    rows: list[list[Any]]
    verdicts: list[list[Any]]
    instruments: list[InstrumentPart]
    incidents: IncidentColumns
    reports: ReportColumns
    findings: list[list[list[int]]]
    actors: dict[str, Localised]
    spotlight: SpotlightPart | None
    overview: OverviewMap | None
    rejects: list[RejectPart]
    withheld_reports: int
    withheld_incidents: int
    short_traces: bool = False

    def as_json(self) -> str:
        """Compact JSON, safe inside a script element: no ``<``, ``>``, ``&`` and no line separators."""
        text = json.dumps(self, default=vars, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
        for raw, escaped in _UNSAFE.items():
            text = text.replace(raw, escaped)
        return text


_UNSAFE = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}
