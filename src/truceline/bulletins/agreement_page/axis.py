"""The time axis of an instrument's page: its ticks and the numbers of declarations, none of which cover each other.

The page has no script, so what fits is reckoned for two widths: beside the names of rows, and on a phone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from truceline.agreement.clock import moment
from truceline.agreement.model import Agreement
from truceline.bulletins.engine_words import month_name

WIDE_PX, NARROW_PX = 465, 300  # the axis at its shortest beside its rows' names, and below them on a phone
LETTER_PX = 6.9  # of the labels, on the wide side
STEPS = ((1, "day"), (2, "day"), (7, "day"), (14, "day"), (31, "month"), (92, "month"), (183, "month"), (366, "year"))


@dataclass(frozen=True)
class Axis:
    """A stretch of time; where on it an instant lies, in percent."""

    start: datetime
    end: datetime

    def x(self, instant: datetime) -> float:
        share = (min(max(instant, self.start), self.end) - self.start) / (self.end - self.start)
        return round(100 * share, 2)


@dataclass(frozen=True)
class Tick:
    """``wide``: shown where there is room beside the rows' names; ``narrow``: shown on a phone."""

    x: float
    label: str
    wide: bool
    narrow: bool


@dataclass(frozen=True)
class Flag:
    """Declarations so near on the axis that their numbers would cover each other: the numbers in the list below."""

    x: float
    label: str


def flags_of(agreement: Agreement, axis: Axis, width_px: int) -> list[Flag]:
    """Declarations by their numbers; on an axis so wide those share one flag whose numbers would cover each other."""
    moments = [(moment(e.on, agreement.timezone).earliest, n) for n, e in enumerate(agreement.status_events, 1)]
    groups: list[list[tuple[float, int]]] = []
    for instant, number in sorted(moments):
        groups.append([(axis.x(instant), number)])
        while len(groups) > 1 and _ends(groups[-2], width_px)[1] > _ends(groups[-1], width_px)[0]:
            last = groups.pop()
            groups[-1] += last
    return [Flag(round(sum(_ends(g, width_px)) / 2, 2), _numbers(g)) for g in groups]


def _ends(group: Sequence[tuple[float, int]], width_px: int) -> tuple[float, float]:
    """Left and right end of a label in percent, about the middle of what it stands for, within the axis."""
    half = 50 * (len(_numbers(group)) + 1) * LETTER_PX / width_px
    middle = min(max((group[0][0] + group[-1][0]) / 2, half), 100 - half)
    return middle - half, middle + half


def _numbers(group: Sequence[tuple[float, int]]) -> str:
    """1, 3–6: numbers in a row as a span."""
    spans: list[list[int]] = []
    for number in sorted(n for _, n in group):
        if spans and spans[-1][1] == number - 1:
            spans[-1][1] = number
        else:
            spans.append([number, number])
    return ", ".join(str(a) if a == b else f"{a}–{b}" if b > a + 1 else f"{a}, {b}" for a, b in spans)


def ticks_of(axis: Axis, language: str) -> list[Tick]:
    """Days, months or years, those of them with room for their names; finer ones where none of the coarser has any.

    Where the names are so long that not two of them fit, as in Arabic, months and days are numbers: 2030-04.
    """
    named = _best(axis, language)
    if _shown(named) >= 2:
        return named
    numbered = _best(axis, NUMBERS)
    return numbered if _shown(numbered) > _shown(named) else named


NUMBERS = "numbers"


def _shown(ticks: Sequence[Tick]) -> int:
    """How many there are where there are fewest."""
    return min(sum(t.wide for t in ticks), sum(t.narrow for t in ticks))


def _best(axis: Axis, language: str) -> list[Tick]:
    days = (axis.end - axis.start).days or 1
    fits = [n for n, (step, shape) in enumerate(STEPS) if days / step <= WIDE_PX / _long(axis.start, shape, language)]
    if not fits:
        most = int(WIDE_PX / _long(axis.start, "year", language))
        return _laid(axis, 366, "year", language, -(-days // (366 * most)))
    laid = [_laid(axis, *STEPS[n], language) for n in range(fits[0], -1, -1)]
    return next((found for least in (2, 1) for found in laid if _shown(found) >= least), laid[0])


def _laid(axis: Axis, step: int, shape: str, language: str, years: int = 1) -> list[Tick]:
    found: list[Tick] = []
    free = {WIDE_PX: 0.0, NARROW_PX: 0.0}  # from where on there is room
    at = axis.start.replace(hour=0, minute=0, second=0, microsecond=0)
    while at < axis.end:
        x, long = axis.x(at), 100 * _long(at, shape, language)
        fits = {px: at >= axis.start and x >= before and x + long / px <= 101 for px, before in free.items()}
        free |= {px: x + long / px for px, room in fits.items() if room}
        if any(fits.values()):
            found.append(Tick(x, _label(at, shape, language), fits[WIDE_PX], fits[NARROW_PX]))
        at = _next(at, step, years)
    return found


def _long(at: datetime, shape: str, language: str) -> float:
    """Width of a label in pixels, with the space behind it."""
    return LETTER_PX * (len(_label(at, shape, language)) + 1)


def _label(at: datetime, shape: str, language: str) -> str:
    if language == NUMBERS:
        return {"day": f"{at:%Y-%m-%d}", "month": f"{at:%Y-%m}", "year": str(at.year)}[shape]
    month = month_name(at.month, language)
    return {"day": f"{at.day} {month}", "month": f"{month} {at.year}", "year": str(at.year)}[shape]


def _next(at: datetime, step: int, years: int) -> datetime:
    if step >= 366:
        return at.replace(year=at.year + years, month=1, day=1)
    if step >= 31:
        months = at.month - 1 + round(step / 31)
        return at.replace(year=at.year + months // 12, month=months % 12 + 1, day=1)
    return at + timedelta(days=step)
