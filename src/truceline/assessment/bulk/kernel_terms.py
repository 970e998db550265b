"""Compiled terms of the kernel: pieces of time, groups of areas, one condition, their product, and their states."""

from __future__ import annotations

import numpy as np

from truceline.assessment.answers import CERTAIN, EXCLUDED
from truceline.assessment.bulk.circumstances import IN_GROUP, MOST_DIGITS, NEAR, RUNS, STATES_OF_ONE
from truceline.space.compiled import tight

MIX = np.uint64(1099511628211)


@tight
def piece_of(cuts, instant):  # type: ignore[no-untyped-def]
    """The piece of time that an instant lies in: how many cuts are at or before it."""
    low, high = 0, len(cuts)
    while low < high:
        middle = (low + high) >> 1
        if cuts[middle] <= instant:
            low = middle + 1
        else:
            high = middle
    return low


@tight
def runs_share(times, timeline, first, last, start, end):  # type: ignore[no-untyped-def]
    """Range of the share of [start, end) in which a timeline runs; pieces ``first`` to ``last`` are touched."""
    if first == last:
        return float(times.low[timeline, first]), float(times.high[timeline, first])
    low, high = 0, 0
    for piece in range(first, last + 1):
        left = start if piece == first else times.cuts[piece - 1]
        right = end if piece == last else times.cuts[piece]
        low += (right - left) * times.low[timeline, piece]
        high += (right - left) * times.high[timeline, piece]
    return low / (end - start), high / (end - start)


@tight
def any_of(areas, group, low, high):  # type: ignore[no-untyped-def]
    """AreaBook.inside_any over a group of areas."""
    begin, stop = areas.group_start[group], areas.group_start[group + 1]
    if begin == stop:
        return 1.0, 1.0
    best_low, best_high, total = -1.0, -1.0, 0.0
    for k in range(begin, stop):
        a = areas.group_areas[k]
        if low[a] > best_low or (low[a] == best_low and high[a] > best_high):
            best_low, best_high = low[a], high[a]
        total += high[a]
    return best_low, min(1.0, max(best_high, total))


@tight
def circumstance(areas, times, factors, c, low, high, near, first, last, start, end, has_point):  # type: ignore[no-untyped-def]
    kind = factors.kind[c]
    if kind == IN_GROUP:
        return any_of(areas, factors.number[c], low, high)
    if kind == RUNS:
        return runs_share(times, factors.number[c], first, last, start, end)
    if kind == NEAR:
        if not has_point:
            return 0.0, 1.0
        sure = near[factors.other[c]] if factors.other[c] >= 0 else 0.0
        return sure, near[factors.number[c]]
    off_low, off_high = runs_share(times, factors.number[c], first, last, start, end)
    return 1.0 - off_high * factors.chance_high[c], 1.0 - off_low * factors.chance_low[c]


@tight
def answered(areas, times, factors, c, asked, low, high, near, first, last, start, end, has_point):  # type: ignore[no-untyped-def]
    """A condition's range, weighed once for a row where ``ask`` has done so."""
    place = factors.asked_place[c]
    if place >= 0:
        return asked[place, 0], asked[place, 1]
    return circumstance(areas, times, factors, c, low, high, near, first, last, start, end, has_point)


@tight
def term_range(areas, times, factors, t, asked, low, high, near, first, last, start, end, has_point):  # type: ignore[no-untyped-def]
    """Range of a product of conditions."""
    t_low, t_high = factors.term_low[t], factors.term_high[t]
    for c in range(factors.circumstance_start[t], factors.circumstance_start[t + 1]):
        c_low, c_high = answered(
            areas, times, factors, c, asked, low, high, near, first, last, start, end, has_point
        )  # fmt: skip
        t_low *= c_low
        t_high *= c_high
    return t_low, t_high


@tight
def state_of(low, high):  # type: ignore[no-untyped-def]
    """Failed, open or met, and which ends are closed: all that a row of a trace tells of a range."""
    if high <= 0.0:
        return 0
    if low >= 1.0:
        return 9
    if high <= EXCLUDED:
        return 1 + int(low <= 0.0)
    if low >= CERTAIN:
        return 7 + int(high >= 1.0)
    return 3 + int(low <= 0.0) + 2 * int(high >= 1.0)


@tight
def ask(areas, times, factors, f, asked, low, high, near, first, last, start, end, has_point):  # type: ignore[no-untyped-def]
    """Weigh all that a class of claims asks of when and where, into ``asked``; returns the trace of their states.

    The trace has a digit each, or is mixed where they are many.
    """
    trace, begin, stop = np.uint64(0), factors.asked_start[f], factors.asked_start[f + 1]
    for c in range(begin, stop):
        c_low, c_high = circumstance(areas, times, factors, c, low, high, near, first, last, start, end, has_point)
        asked[c - begin, 0], asked[c - begin, 1] = c_low, c_high
        state = np.uint64(state_of(c_low, c_high))
        if stop - begin <= MOST_DIGITS:
            trace = trace * np.uint64(STATES_OF_ONE) + state
        else:
            trace = (trace ^ (state + np.uint64(1))) * MIX
    return trace
