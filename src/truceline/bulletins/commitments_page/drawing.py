"""The dependency graph as boxes and lines, in a coordinate system that is the same in every language."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from truceline.commitments.graph import Graph

BOX_WIDTH, BOX_HEIGHT, GAP_X, GAP_Y, MARGIN = 176, 52, 54, 16, 8


def draw_graph(graph: Graph, words: Mapping[str, Mapping[str, str]]) -> dict[str, Any] | None:
    """Boxes with x, y and lines as paths; None without an edge. ``words``: key → {name, text, state, href}."""
    if not graph.edges and not graph.circular:
        return None
    place = {
        n.key: (MARGIN + n.column * (BOX_WIDTH + GAP_X), MARGIN + n.row * (BOX_HEIGHT + GAP_Y)) for n in graph.nodes
    }
    boxes = [{"x": x, "y": y, **words.get(key, _unknown(key))} for key, (x, y) in place.items()]
    return {
        "width": MARGIN * 2 + max(x for x, _ in place.values()) + BOX_WIDTH,
        "height": MARGIN * 2 + max(y for _, y in place.values()) + BOX_HEIGHT,
        "box_width": BOX_WIDTH,
        "box_height": BOX_HEIGHT,
        "boxes": boxes,
        "lines": [_line(place[s], place[t]) for s, t in graph.edges],
        "circular": [f"{s.rpartition('/')[2]} → {t.rpartition('/')[2]}" for s, t in graph.circular],
        "list": [(s.rpartition("/")[2], t.rpartition("/")[2]) for s, t in graph.edges],
    }


def _unknown(key: str) -> dict[str, str]:
    return {"name": key.rpartition("/")[2], "text": "", "state": "", "href": ""}


def _line(source: tuple[int, int], target: tuple[int, int]) -> str:
    x1, y1 = source[0] + BOX_WIDTH, source[1] + BOX_HEIGHT // 2
    x2, y2 = target[0] - 5, target[1] + BOX_HEIGHT // 2
    bend = (x1 + x2) // 2 if x2 - x1 < GAP_X * 2 else x2 - GAP_X // 2
    return f"M{x1} {y1}H{bend}V{y2}H{x2}"
