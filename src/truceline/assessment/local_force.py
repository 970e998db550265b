"""Lines of force where somebody declared the instrument ended, suspended or resumed in some areas only.

A line of force stands for an area and when the instrument runs in it. An area in which a declaration was made cuts a
line in parts: inside that area with its declarations, outside without. The parts stand in for the uncut line while any
declaration bites; before and after it is the line itself that runs, so no seam makes a place uncertain then.

Source: docs/methods/assessment.md §3
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import shapely

from truceline.agreement.clock import OPEN_END, OPEN_START
from truceline.agreement.declarations import areas_with_events
from truceline.agreement.in_force import Timeline, timeline
from truceline.agreement.model import Agreement, AnywhereArea, CombinedArea
from truceline.agreement.windows import Span

Line = tuple[str | None, Timeline]
APART = 0.01  # neighbours drawn by hand may overlap a little


def cut_by_events(
    view: Agreement, lines: tuple[Line, ...], outlines: Mapping[str, Any]
) -> tuple[tuple[Line, ...], dict[str, Any]]:
    """The lines with their parts after them, and the areas that the parts stand for."""
    areas: dict[str, Any] = {}
    parts: list[Line] = []
    uncut: list[Line] = []
    for area, line in lines:
        cuts = [w for w in areas_with_events(view) if area not in w and not _apart(area, w, outlines)]
        cut = _parts(view, area, line, cuts, areas) if cuts else []
        more = (span for _, part in cut for span in part.off if span not in line.off)
        whole = replace(line, off=(*line.off, *more))
        uncut.append((area, whole))
        parts += [(part, replace(x, off=(*x.off, *_between(whole.off)))) for part, x in cut]
    return (*uncut, *parts), areas


def _parts(
    view: Agreement, area: str | None, line: Timeline, cuts: list[tuple[str, ...]], areas: dict[str, Any]
) -> list[Line]:
    """One line per area with declarations, without the others, and one for the rest; ``areas`` gains their shapes."""
    whole = area or "~anywhere"
    if area is None:
        areas[whole] = AnywhereArea(id="anywhere", name="", shape="anywhere")

    def without(identity: str, inner: str, outer: list[str]) -> str:
        areas[identity] = CombinedArea(id="part", name="", shape="combined", include=[inner], exclude=outer)
        return identity

    rest = without(f"{whole}~rest", whole, [a for cut in cuts for a in cut])
    found: list[Line] = [(rest, line)]
    for cut in cuts:
        name = "+".join(cut)
        outside = without(f"{whole}~not~{name}", whole, list(cut))
        others = [a for other in cuts if other != cut for a in other if a not in cut]
        inside = without(f"{whole}~{name}", whole, [outside, *others])
        heard = timeline(view, area, also=cut)
        found.append((inside, replace(line, off=heard.off)))
    return found


def _between(off: Sequence[Span]) -> list[Span]:
    """The times outside all of these spans."""
    gaps: list[Span] = []
    since = OPEN_START
    for span in sorted(off, key=lambda s: s.start.earliest):
        if span.start.earliest > since.latest:
            gaps.append(Span(since, span.start))
        since = max(since, span.end, key=lambda m: m.latest)
    return [*gaps, Span(since, OPEN_END)] if since.latest < OPEN_END.earliest else gaps


def _apart(area: str | None, cut: tuple[str, ...], outlines: Mapping[str, Any]) -> bool:
    """Whether all areas of a declaration are drawn apart from a line's area."""
    if area is None or area not in outlines or any(a not in outlines for a in cut):
        return False
    own = outlines[area]
    return all(
        shapely.intersection(own, outlines[a]).area <= APART * min(own.area, outlines[a].area) and outlines[a].area > 0
        for a in cut
    )
