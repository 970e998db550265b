"""Moments between which nothing of a plan changes: two incidents between the same two may share a judgement."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from datetime import datetime

from truceline.agreement.in_force import TICK, Timeline
from truceline.assessment.predicates import (
    AcrossLine,
    ActIs,
    BoundBy,
    ExceptionArgued,
    InWindows,
    NearLine,
    NotPermitted,
    NotSuspended,
    Omitted,
    OriginIn,
    OriginKindIs,
    PlaceIn,
    Predicate,
    QuantityOver,
    TargetIs,
    TargetKindIs,
    Unrecorded,
    WeaponIs,
)

Time = tuple[datetime, datetime]
Cuts = tuple[datetime, ...]
BY_TIMELINES_ONLY = (
    AcrossLine, ActIs, BoundBy, ExceptionArgued, InWindows, NearLine, NotPermitted, NotSuspended, Omitted, OriginIn,
    OriginKindIs, PlaceIn, QuantityOver, TargetIs, TargetKindIs, Unrecorded, WeaponIs,
)  # fmt: skip


def cuts_of(timelines: Iterable[Timeline]) -> Cuts:
    """Every moment at which a window or a suspension of some timeline may begin or end, ascending."""
    spans = [span for line in timelines for span in (*line.spans, *line.off)]
    return tuple(sorted({x for s in spans for m in (s.start, s.end) for x in (m.earliest, m.latest)}))


def timelines_of(predicates: Iterable[Predicate]) -> list[Timeline] | None:
    """Timelines that predicates ask. None if one may ask the time in another way: then only equal times are alike."""
    found: list[Timeline] = []
    for predicate in predicates:
        if not isinstance(predicate, BY_TIMELINES_ONLY):
            return None
        if isinstance(predicate, NotSuspended):
            found += predicate.timelines()
        if isinstance(predicate, InWindows):
            found += [predicate.timeline, *(line for _, line in predicate.local)]
    return found


def between(cuts: Cuts, time: Time) -> object:
    """The same for two times between the same two cuts; the time itself where a cut lies within it."""
    start, end = time[0], max(time[1], time[0] + TICK)
    piece = bisect_right(cuts, start)
    return piece if piece == bisect_left(cuts, end) else time
