"""What binds whom when, as bars on one axis; ends that are known up to an interval keep their doubt as hatch."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from truceline.agreement.clock import FAR_FUTURE, Moment, moment
from truceline.agreement.declarations import provision_suspensions, suspensions
from truceline.agreement.in_force import in_view, timeline
from truceline.agreement.model import Agreement, StatusEvent, Window, plain
from truceline.agreement.windows import Span, in_common, span_of, whole_spans
from truceline.bulletins.agreement_page.axis import NARROW_PX, WIDE_PX, Axis, Flag, Tick, flags_of, ticks_of
from truceline.bulletins.agreement_page.words import hours_said

OPEN_SHARE = 0.06  # of the axis, drawn beyond the last dated moment when something has no stated end
SHORTEST, OPEN_LEAST = timedelta(days=2), timedelta(days=90)  # without an end a few days would look like all of it


@dataclass(frozen=True)
class Bar:
    """``x`` and ``width`` in percent of the axis; ``kind`` sure, doubt, off, or part.

    part: off in some areas or for some sides only. ``open``: no end was stated.
    """

    x: float
    width: float
    kind: str
    label: str
    open: bool = False


@dataclass(frozen=True)
class Row:
    label: str
    note: str
    bars: list[Bar]


@dataclass(frozen=True)
class ReadingLines:
    """Readings whose lines are the same: ``force`` rows by area, ``bound`` rows by party and member, ``clauses``."""

    readings: list[str]
    titles: list[str]
    force: list[Row]
    bound: list[Row]
    clauses: list[Row]


@dataclass(frozen=True)
class Lines:
    start: datetime
    end: datetime
    ticks: list[Tick]
    readings: list[ReadingLines]
    flags: list[Flag] = field(default_factory=list)
    narrow_flags: list[Flag] = field(default_factory=list)


def lines_of(agreement: Agreement, name: Callable[[str], str], as_of: datetime | None, language: str) -> Lines:
    """All readings on one axis. ``name`` gives the display name of an actor id."""
    axis = _axis(agreement)
    found: list[ReadingLines] = []
    for reading in agreement.reading_ids():
        view = in_view(agreement, reading, as_of)
        rows = (
            list(_force(view, axis, name, language)),
            list(_bound(view, axis, name, language)),
            list(_clauses(view, axis, language)),
        )
        title = plain(agreement.reading(reading).title, language)
        same = next((r for r in found if (r.force, r.bound, r.clauses) == rows), None)
        if same:
            same.readings.append(reading)
            same.titles.append(title)
        else:
            found.append(ReadingLines([reading], [title], *rows))
    flags = [flags_of(agreement, axis, width) for width in (WIDE_PX, NARROW_PX)]
    return Lines(axis.start, axis.end, ticks_of(axis, language), found, *flags)


def _axis(agreement: Agreement) -> Axis:
    zone = agreement.timezone
    own = (w for p in agreement.provisions for w in p.when or ())
    spans = [*whole_spans(agreement), *(span_of(w, zone, agreement.calendar) for w in own)]
    dated = [t for s in spans for t in (s.start.earliest, s.end.latest) if t < FAR_FUTURE]
    dated += [moment(e.on, zone).earliest for e in agreement.status_events]
    members = [m for p in agreement.parties for m in p.members]
    dated += [moment(t, zone).earliest for m in members for t in (m.since, m.until) if t]
    dated += [moment(c.on, zone).earliest for c in agreement.certifications]
    dated += [moment(e.on, zone).earliest for e in agreement.endorsements]
    start, end = min(dated), max(dated)
    open_ended = any(s.end.latest >= FAR_FUTURE for s in spans)
    length = max(end - start, OPEN_LEAST if open_ended else SHORTEST)
    beyond = OPEN_SHARE if open_ended else 0.01
    return Axis(start - 0.01 * length, start + (1 + beyond) * length)


def _bars(spans: Sequence[Span], off: Sequence[Span], axis: Axis, label: str, partly: Sequence[Span] = ()) -> list[Bar]:
    """What surely holds, what may hold, and what is off, each as pieces that do not overlap.

    ``partly``: what is off in some areas or for some sides only.
    """
    moments = [t for s in (*spans, *off, *partly) for m in (s.start, s.end) for t in (m.earliest, m.latest)]
    cuts = sorted({axis.start, axis.end, *(t for t in moments if axis.start < t < axis.end)})
    pieces: list[tuple[datetime, datetime, str]] = []
    for left, right in itertools.pairwise(cuts):
        kind = _kind(spans, off, left, right)
        if kind == "sure" and any(s.start.earliest <= left and right <= s.end.latest for s in partly):
            kind = "part"
        if kind and pieces and pieces[-1][1] == left and pieces[-1][2] == kind:
            pieces[-1] = (pieces[-1][0], right, kind)
        elif kind:
            pieces.append((left, right, kind))
    return [
        Bar(axis.x(a), round(max(axis.x(b) - axis.x(a), 0.15), 2), kind, label, b >= axis.end) for a, b, kind in pieces
    ]


def _kind(spans: Sequence[Span], off: Sequence[Span], left: datetime, right: datetime) -> str | None:
    sure = any(s.start.latest <= left and right <= s.end.earliest and not _background(s) for s in spans)
    may = any(s.start.earliest <= left and right <= s.end.latest for s in spans)
    if not may:
        return None
    stopped = any(s.start.latest <= left and right <= s.end.earliest and not _background(s) for s in off)
    perhaps = any(s.start.earliest <= left and right <= s.end.latest for s in off)
    if stopped:
        return "off"
    return "sure" if sure and not perhaps else "doubt"


def _background(span: Span) -> bool:
    part = span.window or span.event
    return part is not None and part.basis == "B"


def _force(view: Agreement, axis: Axis, name: Callable[[str], str], language: str) -> Iterator[Row]:
    names = {a.id: plain(a.name, language) for a in view.areas}
    groups: dict[tuple[str, ...], list[Window]] = {}
    for window in view.in_force:
        groups.setdefault(tuple(window.areas or ()), []).append(window)
    for areas, windows in groups.items():
        line = whole_spans(view, windows)
        off = timeline(view, areas[0] if areas else None).off
        partly = [] if areas else _in_areas([e for e in view.status_events if not e.provisions and not e.parties], view)
        label = ", ".join(names.get(a, a) for a in areas)
        by = dict.fromkeys(name(w.by) for w in windows if w.by)
        hours = dict.fromkeys(said for w in windows for said in hours_said(w, language))
        yield Row(label, "; ".join(filter(None, (", ".join(by), *hours))), _bars(line, off, axis, label, partly))


def _bound(view: Agreement, axis: Axis, name: Callable[[str], str], language: str) -> Iterator[Row]:
    """A row for each party, and one for each member that came later or left."""
    zone = view.timezone
    force = whole_spans(view)
    whole = [e for e in view.status_events if not e.provisions and not e.parties and not e.areas]
    for party in view.parties:
        of_party = [e for e in view.status_events if e.parties and party.id in e.parties and not e.provisions]
        off = suspensions([*whole, *(e for e in of_party if not e.areas)], zone)
        for_all = [e for e in view.status_events if not e.provisions and not e.parties]
        partly = _in_areas([*for_all, *of_party], view)
        label = plain(party.name, language)
        steady = [m for m in party.members if not m.since and not m.until]
        yield Row(label, ", ".join(name(m.actor) for m in steady), _bars(force, off, axis, label, partly))
        for member in party.members:
            if member.since or member.until:
                start = moment(member.since, zone) if member.since else force[0].start
                end = moment(member.until, zone) if member.until else Moment(FAR_FUTURE, FAR_FUTURE)
                spans = [s for w in force if (s := _both(w, Span(start, end)))]
                yield Row(f"– {name(member.actor)}", "", _bars(spans, off, axis, name(member.actor), partly))


def _in_areas(events: Sequence[StatusEvent], view: Agreement) -> list[Span]:
    """When something is off in some area, where it holds elsewhere."""
    places = {tuple(sorted(e.areas)) for e in events if e.areas}
    heard = ([e for e in events if not e.areas or tuple(sorted(e.areas)) == place] for place in sorted(places))
    return [span for some in heard for span in suspensions(some, view.timezone)]


def _both(one: Span, other: Span) -> Span | None:
    both = in_common((one.start, one.end), (other.start, other.end))
    return Span(*both, window=one.window) if both else None


def _clauses(view: Agreement, axis: Axis, language: str) -> Iterator[Row]:
    """Provisions with windows of their own, or that were suspended."""
    force = whole_spans(view)
    for provision in view.provisions:
        off, partly = provision_suspensions(view, provision.id)
        if provision.when is None and not off and not partly:
            continue
        windows = provision.when
        own = force if windows is None else [span_of(w, view.timezone, view.calendar) for w in windows]
        spans = [s for w in force for o in own if (s := _both(w, o))]
        hours = dict.fromkeys(said for w in windows or () for said in hours_said(w, language))
        yield Row(
            provision.id,
            "; ".join([plain(provision.text, language), *hours]),
            _bars(spans, off, axis, provision.id, partly),
        )
