"""The clues: one function each. A clue puts a pair of reports into one of a few named classes (``LABELS``).

Compiled: ``c`` is ``Columns``, ``i`` and ``j`` are rows. What a class weighs stands in ``weights``; the sum of weights
is the score, so each clue's class and weight are the explanation. All clues are symmetric. docs/methods/matching.md
"""

from __future__ import annotations

from typing import Any

import numpy as np

from truceline.matching.columns import (
    ACT,
    BEST,
    HEAD,
    HIGH,
    LOW,
    ORIGIN,
    PLACE,
    RADIUS_KM,
    SIDE_A,
    SIDE_B,
    SOURCE,
    T0,
    T1,
    TEXT,
    Columns,
    X,
    Y,
    Z,
)
from truceline.matching.words import CIVIL, CROWD, NAMED, STATE, UNKNOWN
from truceline.space.compiled import tight

SAME_DAY_DAYS = 1.01
TIMED_DAYS = 0.26  # a report that states a time of day
LEAST_RADIUS_KM = 1.0
FINE_KM, MIDDLE_KM = 8.0, 35.0
BASE_KM, RADIUS_FACTOR = 8.0, 1.5
LEAST_KM, MOST_KM = 3.0, 100.0  # a radius counts as at least and at most this much towards the reach
OFF_GLOBE_KM = 10_000.0  # an X beyond it: no point is stated, see ``columns.positions``
BEYOND_REACH, NAME_ALONE = 18, 19

LABELS: dict[str, tuple[str, ...]] = {
    "distance": (
        *(
            f"{near}, {precision}"
            for precision in ("places precise", "a place within its district", "a place within its province")
            for near in ("same spot", "within half the combined radius", "within it", "within twice", "farther", "far")
        ),
        "beyond reach, the same place named",
        "a place known by its name alone",
    ),
    "time": (
        "same day",
        "next day",
        "two days apart",
        "more days apart",
        "a day within several",
        "a day beside several",
        "several days overlap",
        "several days apart",
        "both timed, within the hour",
        "both timed, within three hours",
        "both timed, within twelve hours",
        "both timed, within a day",
        "both timed, more than a day apart",
    ),
    "act": ("act not stated", "same act", "one act within the other", "sibling acts", "acts apart"),
    "actors": (
        "nobody named in common or apart",
        "both sides share names",
        "one side shares names, the other fits",
        "one side shares names, the other differs",
        "kinds of actor fit, no name shared",
        "one side's kind fits",
        "kinds of actor differ",
        "named groups differ",
        "both sides written alike",
        "one side written alike, the other fits",
        "one side written alike, the other differs",
    ),
    "casualties": (
        "not stated on both sides",
        "none in both",
        "same, one or two",
        "same, three to nine",
        "same, ten and more",
        "ranges overlap",
        "near each other",
        "two- or threefold",
        "far apart",
        "none beside some",
    ),
    "place_name": (
        "no name to compare",
        "same place named",
        "part of the name shared",
        "wider unit shared",
        "differ",
        "written alike",
    ),
    "text": (
        "no text to compare",
        "nothing shared",
        "a word shared",
        "some words shared",
        "half shared",
        "near copies",
        "written alike",
    ),
    "origin": ("no shared origin known", "shared origin"),
    "same_source": ("different sources", "same source"),
    "margin": (
        "one source: no rival asked",
        "no rival of the same source",
        "far ahead of its best rival",
        "ahead of its best rival",
        "barely ahead of its best rival",
        "level with its best rival",
        "behind its best rival",
        "far behind its best rival",
    ),
    "density": (
        "one source: not asked",
        "nothing else as near",
        "one other",
        "two others",
        "up to five",
        "up to ten",
        "more",
    ),
}
CLUES = tuple(LABELS)
RIVALRY = ("margin", "density")  # what needs the other candidates too; all clues before them need the pair alone
ALONE = len(CLUES) - len(RIVALRY)
CLASSES = max(map(len, LABELS.values()))


@tight
def distance_km(c: Columns, i: int, j: int) -> float:
    """Chord between two points: at the distances that matter here the great circle's length to a metre."""
    dx, dy, dz = c.numbers[i, X] - c.numbers[j, X], c.numbers[i, Y] - c.numbers[j, Y], c.numbers[i, Z] - c.numbers[j, Z]
    return float(np.sqrt(dx * dx + dy * dy + dz * dz))


@tight
def gap_days(c: Columns, i: int, j: int) -> float:
    """Days between two intervals, 0 where they overlap."""
    return float(max(0.0, c.numbers[i, T0] - c.numbers[j, T1], c.numbers[j, T0] - c.numbers[i, T1]))


@tight
def shared_words(c: Columns, a: int, b: int) -> tuple[int, int, int]:
    """How many words two codes share, and how many each has."""
    words = c.words
    p, q, shared = c.at[a], c.at[b], 0
    end_p, end_q = c.at[a + 1], c.at[b + 1]
    while p < end_p and q < end_q:
        if words[p] == words[q]:
            shared += 1
            p += 1
            q += 1
        elif words[p] < words[q]:
            p += 1
        else:
            q += 1
    return shared, end_p - c.at[a], end_q - c.at[b]


@tight
def reach_km(a: float, b: float) -> float:
    """How far apart two places of these radii (km) may lie and still be compared, whatever their names."""
    return BASE_KM + RADIUS_FACTOR * (min(max(a, LEAST_KM), MOST_KM) + min(max(b, LEAST_KM), MOST_KM))


@tight
def has_point(c: Columns, i: int) -> bool:
    return bool(c.numbers[i, X] < OFF_GLOBE_KM)


@tight
def distance(c: Columns, i: int, j: int) -> int:
    if not (has_point(c, i) and has_point(c, j)):
        return NAME_ALONE
    apart = distance_km(c, i, j)
    if apart > reach_km(c.numbers[i, RADIUS_KM], c.numbers[j, RADIUS_KM]):
        return BEYOND_REACH
    a, b = max(c.numbers[i, RADIUS_KM], LEAST_RADIUS_KM), max(c.numbers[j, RADIUS_KM], LEAST_RADIUS_KM)
    wider = max(a, b)
    ratio = apart / np.sqrt(a * a + b * b)
    near = 0
    for limit in (0.1, 0.5, 1.0, 2.0, 4.0):
        near += ratio > limit
    precision = 0 if wider <= FINE_KM else (1 if wider <= MIDDLE_KM else 2)
    return int(precision * 6 + near)


@tight
def time(c: Columns, i: int, j: int) -> int:
    long_i = c.numbers[i, T1] - c.numbers[i, T0] > SAME_DAY_DAYS
    long_j = c.numbers[j, T1] - c.numbers[j, T0] > SAME_DAY_DAYS
    gap = gap_days(c, i, j)
    if c.numbers[i, T1] - c.numbers[i, T0] <= TIMED_DAYS and c.numbers[j, T1] - c.numbers[j, T0] <= TIMED_DAYS:
        return int(8 + (gap > 1 / 24) + (gap > 3 / 24) + (gap > 12 / 24) + (gap > 1.0))
    if not long_i and not long_j:
        apart = abs((c.numbers[i, T0] + c.numbers[i, T1]) - (c.numbers[j, T0] + c.numbers[j, T1])) / 2.0
        return 0 if apart < 0.75 else (1 if apart < 1.5 else (2 if apart < 2.5 else 3))
    beside = gap > 0.0 or c.numbers[i, T0] == c.numbers[j, T1] or c.numbers[j, T0] == c.numbers[i, T1]
    if long_i and long_j:
        return 7 if beside else 6
    return 5 if beside else 4


@tight
def act(c: Columns, i: int, j: int) -> int:
    return int(c.act_bin[c.codes[i, ACT], c.codes[j, ACT]])


@tight
def side_fit(c: Columns, a: int, b: int) -> int:
    """0 nothing to compare, 1 kinds fit, 2 names shared, 3 named groups differ, 4 kinds differ, 5 written alike."""
    kind_a, kind_b = c.kinds[a], c.kinds[b]
    if kind_a == UNKNOWN or kind_b == UNKNOWN:
        return 0
    if a == b and kind_a != CIVIL:
        return 5
    shared, _, _ = shared_words(c, a, b)
    if kind_a == kind_b:
        if kind_a == CIVIL:
            return 1
        if shared > 0:
            return 2
        return 3 if kind_a == NAMED else 1
    if shared > 0:
        return 2
    if (kind_a == CIVIL and kind_b == CROWD) or (kind_a == CROWD and kind_b == CIVIL):
        return 1
    if kind_a == STATE or kind_b == STATE:
        return 4
    return 3 if kind_a == NAMED and kind_b == NAMED else 4


@tight
def _both_sides(first: int, second: int) -> int:
    """The class of a way to lay two pairs of sides upon each other."""
    alike = (first == 5) + (second == 5)
    names, fits = alike + (first == 2) + (second == 2), (first == 1) + (second == 1)
    against = (first == 3 or first == 4) + (second == 3 or second == 4)
    if alike == 2 or (alike == 1 and names == 1):
        return 8 if alike == 2 else (10 if against else 9)
    if names == 2:
        return 1
    if names == 1:
        return 3 if against else 2
    if against == 0:
        return 0 if fits == 0 else (4 if fits == 2 else 5)
    if fits:
        return 5
    return 7 if first == 3 or second == 3 else 6


ORDER_OF_FIT = np.array([7, 1, 3, 5, 6, 8, 9, 10, 0, 2, 4])  # rank of each class of ``_both_sides``, best first


@tight
def actors(c: Columns, i: int, j: int) -> int:
    """Sides are unordered: the better of both ways to lay them upon each other counts."""
    a, b, x, y = c.codes[i, SIDE_A], c.codes[i, SIDE_B], c.codes[j, SIDE_A], c.codes[j, SIDE_B]
    straight = _both_sides(side_fit(c, a, x), side_fit(c, b, y))
    crossed = _both_sides(side_fit(c, a, y), side_fit(c, b, x))
    return int(straight if ORDER_OF_FIT[straight] <= ORDER_OF_FIT[crossed] else crossed)


@tight
def casualties(c: Columns, i: int, j: int) -> int:
    a, b = c.numbers[i, BEST], c.numbers[j, BEST]
    if np.isnan(a) or np.isnan(b):
        return 0
    if a == b:
        return 1 if a < 0.5 else (2 if a < 2.5 else (3 if a < 9.5 else 4))
    if c.numbers[i, LOW] <= c.numbers[j, HIGH] and c.numbers[j, LOW] <= c.numbers[i, HIGH]:
        return 5
    small, large = min(a, b), max(a, b)
    if small < 0.5:
        return 9
    ratio = large / small
    return 6 if ratio <= 1.5 or large - small <= 1.0 else (7 if ratio <= 3.0 else 8)


@tight
def place_name(c: Columns, i: int, j: int) -> int:
    shared, n, m = shared_words(c, c.codes[i, HEAD], c.codes[j, HEAD])
    if n and c.codes[i, PLACE] == c.codes[j, PLACE]:
        return 5
    if n == 0 or m == 0:
        return 0
    if shared == min(n, m):
        return 1
    if shared > 0:
        return 2
    wider, _, _ = shared_words(c, c.codes[i, PLACE], c.codes[j, PLACE])
    return 3 if wider > 0 else 4


@tight
def text(c: Columns, i: int, j: int) -> int:
    shared, n, m = shared_words(c, c.codes[i, TEXT], c.codes[j, TEXT])
    fewer = min(n, m)
    if fewer < 2:
        return 0
    if c.codes[i, TEXT] == c.codes[j, TEXT]:
        return 6
    if shared == 0:
        return 1
    share = shared / fewer
    if share >= 0.85:
        return 5
    if share >= 0.5:
        return 4
    return 3 if shared >= 2 else 2


@tight
def origin(c: Columns, i: int, j: int) -> int:
    shared, _, _ = shared_words(c, c.codes[i, ORIGIN], c.codes[j, ORIGIN])
    return 1 if shared > 0 else 0


@tight
def same_source(c: Columns, i: int, j: int) -> int:
    return 1 if c.codes[i, SOURCE] == c.codes[j, SOURCE] else 0


@tight
def classes_of(c: Columns, i: int, j: int, out: Any) -> None:
    """The clues that need the pair alone, in the order of ``CLUES``."""
    out[0] = distance(c, i, j)
    out[1] = time(c, i, j)
    out[2] = act(c, i, j)
    out[3] = actors(c, i, j)
    out[4] = casualties(c, i, j)
    out[5] = place_name(c, i, j)
    out[6] = text(c, i, j)
    out[7] = origin(c, i, j)
    out[8] = same_source(c, i, j)


@tight
def total_of(weights: Any, classes: Any) -> float:
    """The sum of a pair's terms: the constant, which stands last in the first row, and one weight a clue."""
    total = weights[0, -1]
    for clue in range(len(classes)):
        total += weights[clue, classes[clue]]
    return total  # type: ignore[no-any-return]


@tight
def margin(lead: float, has_rival: bool) -> int:
    """How far a pair's score stands above the best rival of the same source, from the side where it stands worse."""
    if not has_rival:
        return 1
    found = 2
    for limit in (4.0, 2.0, 0.5, -0.5, -2.0):
        found += lead < limit
    return found


@tight
def density(others: int) -> int:
    """How many other reports of the same source stand about as near."""
    if others <= 2:
        return 1 + others
    return 4 if others <= 5 else (5 if others <= 10 else 6)
