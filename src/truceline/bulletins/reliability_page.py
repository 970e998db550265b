"""The reliability of probabilities before and after calibration, as one page with two plots."""

from __future__ import annotations

from typing import Any

from markupsafe import Markup

from truceline.bulletins.static_page import render
from truceline.matching.calibrate import Reliability

SIZE = 260
PACKAGE = "truceline.bulletins"


def reliability_html(before: Reliability, after: Reliability) -> str:
    """Promised against kept, with the number of pairs in each class; the diagonal is what was promised."""
    plots = [
        {"name": name, "error": f"{r.error:.4f}", "svg": _plot(r), "bins": _rows(r)}
        for name, r in _named(before, after)
    ]
    return render(PACKAGE, "reliability.html.j2", {"plots": plots, "size": SIZE})


def _named(before: Reliability, after: Reliability) -> list[tuple[str, Reliability]]:
    return [("Before", before), ("After", after)]


def _rows(found: Reliability) -> list[dict[str, Any]]:
    return [{"promised": f"{b.promised:.2f}", "kept": f"{b.kept:.2f}", "pairs": b.pairs} for b in found.bins]


def _plot(found: Reliability) -> Markup:
    """Dots of one size: how many pairs stand behind each is in the table below, not in the drawing."""
    dots = [(b.promised * SIZE, SIZE - b.kept * SIZE) for b in found.bins]
    line = " ".join(f"{x:.1f},{y:.1f}" for x, y in dots)
    circles = "".join(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4" fill="currentColor"/>' for x, y in dots)
    frame = f'<rect width="{SIZE}" height="{SIZE}" class="f-edge"/><path d="M0 {SIZE}L{SIZE} 0" class="f-edge"/>'
    return Markup(f'{frame}<polyline points="{line}" fill="none" stroke="currentColor"/>{circles}')
