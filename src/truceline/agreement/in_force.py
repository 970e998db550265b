"""What binds whom at an instant, under a reading, at a state of knowledge.

``in_view`` filters an agreement down to what a reading holds and what was known. ``Timeline`` answers which share of an
interval lies in force, as a range: an unstated zone or a disputed hour leaves the ends of a window uncertain.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from truceline.agreement.clock import moment
from truceline.agreement.declarations import events_of_force, provision_suspensions, suspensions
from truceline.agreement.hours import force_spans
from truceline.agreement.model import Agreement, Extension, Provision, Sourced, Window, Zone, plain
from truceline.agreement.windows import Span, whole_spans

SOURCED_LISTS = (
    "parties", "roles", "areas", "in_force", "status_events", "certifications", "determinations",
    "consents", "endorsements", "interpreters", "rulings", "exclusions", "provisions", "relations",
)  # fmt: skip
TICK = timedelta(microseconds=1)


def in_view(agreement: Agreement, reading: str, as_of: datetime | None) -> Agreement:
    """The agreement as one reading holds it and as it was known at ``as_of`` (None: everything).

    Raises KeyError if the agreement has no such reading.
    """
    agreement.reading(reading)
    return _kept(agreement, reading, as_of)


def as_known(agreement: Agreement, as_of: datetime) -> Agreement:
    """The agreement as it was known at ``as_of``, under all its readings at once."""
    return _kept(agreement, None, as_of)


def _kept(agreement: Agreement, reading: str | None, as_of: datetime | None) -> Agreement:
    zone = agreement.timezone
    signed = moment(agreement.signed, zone).earliest if agreement.signed else None

    def kept(part: Sourced) -> bool:
        if reading is not None and part.readings is not None and reading not in part.readings:
            return False
        return as_of is None or known_at(part, zone, signed, as_of)

    changes: dict[str, Any] = {name: [p for p in getattr(agreement, name) if kept(p)] for name in SOURCED_LISTS}
    changes["parties"] = [
        p.model_copy(update={"members": [m for m in p.members if kept(m)]}) for p in changes["parties"]
    ]
    changes["provisions"] = [_provision_kept(p, kept) for p in changes["provisions"]]
    endorsed = {e.id for e in changes["endorsements"]} | {None}
    for name in ("exclusions", "provisions"):  # what holds by an endorsement is not there without it
        changes[name] = [p for p in changes[name] if p.by_endorsement in endorsed]
    return agreement.model_copy(update=changes)


def _provision_kept(provision: Provision, kept: Callable[[Sourced], bool]) -> Provision:
    """A provision with those of its windows, and of what put its deadline off, that are in view."""
    changes: dict[str, Any] = {}
    if provision.when is not None:
        changes["when"] = [w for w in provision.when if kept(w)]
    if provision.due is not None and provision.due.extensions:
        extensions = [e for e in provision.due.extensions if kept(e)]
        changes["due"] = provision.due.model_copy(update={"extensions": extensions})
    return provision.model_copy(update=changes) if changes else provision


def known_at(part: Sourced, zone: str | Zone, signed: datetime | None, as_of: datetime) -> bool:
    since = known_since(part)
    if since is not None:
        return moment(since, zone).earliest <= as_of
    return signed is None or signed <= as_of


def dated_parts(agreement: Agreement) -> list[Sourced]:
    """Every part that may have become known on a day of its own."""
    parts: list[Sourced] = [p for name in SOURCED_LISTS for p in getattr(agreement, name)]
    parts += [m for p in agreement.parties for m in p.members]
    parts += [w for p in agreement.provisions for w in p.when or ()]
    return parts + [e for p in agreement.provisions if p.due is not None for e in p.due.extensions]


def known_since(part: Sourced) -> str | None:
    """From when a part is known, local time; an extension made known late, from then. None: since signing."""
    return part.known_from or (part.announced if isinstance(part, (Window, Extension)) else None)


@dataclass(frozen=True)
class Timeline:
    """Windows that add up, less the suspensions."""

    spans: tuple[Span, ...]
    off: tuple[Span, ...] = ()

    def share(self, start: datetime, end: datetime) -> tuple[float, float]:
        """Lowest and highest share of ``[start, end)`` in force; an instant counts as one microsecond.

        A window or an end that rests on background knowledge (basis B) only may hold: it widens the range.
        """
        end = max(end, start + TICK)
        near = self.hit(start, end)
        low_on = [
            (s.start.latest, s.end.earliest) for s in near if s.verified and not (s.window and s.window.basis == "B")
        ]
        high_on = [(s.start.earliest, s.end.latest) for s in near]
        low_off = [(s.start.earliest, s.end.latest) for s in self.off]
        high_off = [(s.start.latest, s.end.earliest) for s in self.off if s.verified]
        low = _covered(low_on, low_off, start, end)
        high = _covered(high_on, high_off, start, end)
        return min(low, high), max(low, high)

    def hit(self, start: datetime, end: datetime) -> list[Span]:
        """The windows that touch the interval."""
        end = max(end, start + TICK)
        return [s for s in self.spans if s.start.earliest < end and start < s.end.latest]

    def off_hit(self, start: datetime, end: datetime) -> list[Span]:
        end = max(end, start + TICK)
        return [s for s in self.off if s.start.earliest < end and start < s.end.latest]


Ends = tuple[datetime, datetime]


def _covered(on: Sequence[Ends], off: Sequence[Ends], start: datetime, end: datetime) -> float:
    """Share of ``[start, end)`` inside the union of ``on`` and outside the union of ``off``."""
    cuts = sorted({start, end, *(min(max(t, start), end) for pair in (*on, *off) for t in pair)})
    inside = timedelta(0)
    for left, right in itertools.pairwise(cuts):
        if any(a <= left and right <= b for a, b in on) and not any(a <= left and right <= b for a, b in off):
            inside += right - left
    return inside / (end - start)


@dataclass(frozen=True)
class ForceState:
    """Whether the agreement is in force at an instant, and by which windows and declarations.

    ``partly_suspended``: provisions that are off in some areas, or for some sides, and not for all everywhere.
    ``out_of_hours``: windows between whose ends the instant lies, and outside whose hours of the day.
    """

    in_force: str
    windows: list[Window] = field(default_factory=list)
    suspended_provisions: set[str] = field(default_factory=set)
    partly_suspended: set[str] = field(default_factory=set)
    sentences: list[str] = field(default_factory=list)
    out_of_hours: list[Window] = field(default_factory=list)


def timeline(view: Agreement, area: str | None = None, also: Sequence[str] = ()) -> Timeline:
    """When the agreement is in force in an area (None: the whole scope), under the view's reading.

    ``also``: areas whose status events count too.
    """
    heard = {*also, *([area] if area is not None else [])}
    windows = [w for w in view.in_force if w.areas is None or (area is not None and area in w.areas)]
    return Timeline(force_spans(view, windows), tuple(suspensions(events_of_force(view, heard), view.timezone)))


def force_at(view: Agreement, instant: datetime) -> ForceState:
    """What is in force at an instant, over the whole scope and area by area."""
    instant = instant.astimezone(UTC)
    areas: list[str | None] = [None, *sorted({a for w in view.in_force for a in w.areas or ()})]
    states, windows, sentences = [], [], []
    for area in areas:
        line = timeline(view, area)
        low, high = line.share(instant, instant + TICK)
        states.append("yes" if low > 0 else "no" if high <= 0 else "cannot_tell")
        windows += [s.window for s in line.hit(instant, instant) if s.window and s.window not in windows]
        for span in line.off_hit(instant, instant):
            if span.event:
                disputed = ", contested" if span.event.contested else ""
                said = f"{span.event.effect}, {span.event.on}{disputed}"
                sentences.append(f"{span.event.by}: {plain(span.event.claim)} ({said})")
    told = {p.id: provision_suspensions(view, p.id) for p in view.provisions}
    off, partly = ({p for p, spans in told.items() if Timeline(spans[k]).hit(instant, instant)} for k in (0, 1))
    state = "yes" if "yes" in states else "cannot_tell" if "cannot_tell" in states else "no"
    out = list(_out_of_hours(view, instant, windows))
    return ForceState(state, windows, off, partly - off, list(dict.fromkeys(sentences)), out)


def _out_of_hours(view: Agreement, instant: datetime, running: Sequence[Window]) -> Iterator[Window]:
    """Windows between whose ends the instant lies, and outside whose hours."""
    for span in whole_spans(view):
        window = span.window
        if window and window.daily and window not in running and span.start.earliest <= instant < span.end.latest:
            yield window


__all__ = ["ForceState", "Span", "Timeline", "force_at", "in_view", "timeline"]
