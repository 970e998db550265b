"""The reliability of probabilities before and after calibration, as one page with two plots."""

from __future__ import annotations

from typing import Any

from markupsafe import Markup, escape

from truceline.bulletins.static_page import num, render, words_of
from truceline.matching.calibrate import Bin, Reliability

SIZE = 260
TICKS = (0.0, 0.5, 1.0)
PACKAGE = "truceline.bulletins"


def reliability_html(before: Reliability, after: Reliability, language: str = "en") -> str:
    """Promised against kept, with the number of pairs in each class; the diagonal is what was promised.

    What a plot shows stands in the table below it and, in words, in the sentence between. Raises ValueError for a
    language without words.
    """
    w = words_of(PACKAGE, "reliability.json", language)
    plots = [
        {
            "id": name,
            "name": w[name],
            "error": f"{r.error:.4f}",
            "svg": _plot(r, w),
            "bins": [_told(b) for b in r.bins],
            "widest": _widest(r, w),
        }
        for name, r in (("before", before), ("after", after))
    ]
    return render(PACKAGE, "reliability.html.j2", {"plots": plots, "size": SIZE, "w": w}, language=language)


def _told(one: Bin) -> dict[str, Any]:
    return {"promised": f"{one.promised:.2f}", "kept": f"{one.kept:.2f}", "pairs": one.pairs}


def _widest(found: Reliability, w: dict[str, str]) -> Markup:
    if not found.bins:
        return escape(w["none"])
    worst = max(found.bins, key=lambda b: (abs(b.promised - b.kept), b.pairs))
    return Markup(escape(w["widest"])).format(**{name: num(value) for name, value in _told(worst).items()})


def _plot(found: Reliability, w: dict[str, str]) -> Markup:
    """Dots of one size: how many pairs stand behind each is in the table below, not in the drawing."""
    dots = [(b.promised * SIZE, SIZE - b.kept * SIZE) for b in found.bins]
    line = " ".join(f"{x:.1f},{y:.1f}" for x, y in dots)
    circles = "".join(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4" fill="currentColor"/>' for x, y in dots)
    frame = f'<rect width="{SIZE}" height="{SIZE}" class="f-edge"/><path d="M0 {SIZE}L{SIZE} 0" class="f-edge"/>'
    axes = "".join(
        f'<text class="f-axis" x="{t * SIZE:.0f}" y="{SIZE + 16}">{t:g}</text>'
        f'<text class="f-axis" x="-14" y="{SIZE - t * SIZE + 4:.0f}">{t:g}</text>'
        for t in TICKS
    )
    axes += f'<text class="f-axis" x="{SIZE // 2}" y="{SIZE + 34}">{escape(w["x"])}</text>'
    axes += f'<text class="f-axis" transform="translate(-33 {SIZE // 2}) rotate(-90)">{escape(w["y"])}</text>'
    return Markup(f'{frame}{axes}<polyline points="{line}" fill="none" stroke="currentColor"/>{circles}')
