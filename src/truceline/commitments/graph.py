"""What has to come before what: provisions in columns, each to the right of everything it depends on.

Source: docs/methods/commitments.md
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Node:
    """``column``: length of the longest chain before it; ``row``: place within the column, from 0."""

    key: str
    column: int
    row: int


@dataclass(frozen=True)
class Graph:
    """``circular``: edges left out because they close a circle; a text may contradict itself, and that is shown."""

    nodes: tuple[Node, ...]
    edges: tuple[tuple[str, str], ...]
    circular: tuple[tuple[str, str], ...]


def dependency_graph(commitments: Iterable[Mapping[str, Any]]) -> Graph:
    """The graph of the provisions that depend on another or are depended on; others are left out."""
    before: dict[str, tuple[str, ...]] = {}
    for row in commitments:
        before.setdefault(f"{row['agreement_id']}/{row['provision_id']}", tuple(row["depends_on"]))
    edges = [(source, target) for target, sources in before.items() for source in sources]
    kept, circular = _without_circles(edges)
    column = _columns(dict.fromkeys(n for edge in edges for n in edge), kept)
    counts: dict[int, int] = {}
    nodes = []
    order = {key: index for index, key in enumerate(before)}
    for key in sorted(column, key=lambda k: (column[k], order.get(k, len(order)), k)):
        place = counts.get(column[key], 0)
        counts[column[key]] = place + 1
        nodes.append(Node(key, column[key], place))
    return Graph(tuple(nodes), tuple(kept), tuple(circular))


def _without_circles(edges: list[tuple[str, str]]) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    kept: list[tuple[str, str]] = []
    circular = []
    after: dict[str, set[str]] = {}
    for source, target in edges:
        if source == target or _reaches(after, target, source):
            circular.append((source, target))
        else:
            kept.append((source, target))
            after.setdefault(source, set()).add(target)
    return kept, circular


def _reaches(after: Mapping[str, set[str]], start: str, goal: str) -> bool:
    open_nodes, seen = [start], set()
    while open_nodes:
        node = open_nodes.pop()
        if node == goal:
            return True
        if node not in seen:
            seen.add(node)
            open_nodes += after.get(node, ())
    return False


def _columns(nodes: Iterable[str], edges: Sequence[tuple[str, str]]) -> dict[str, int]:
    """Longest chain before each node; ``edges`` hold no circle."""
    after: dict[str, list[str]] = {}
    waiting = dict.fromkeys(nodes, 0)
    for source, target in edges:
        after.setdefault(source, []).append(target)
        waiting[target] += 1
    column = dict.fromkeys(waiting, 0)
    ready = [n for n, count in waiting.items() if count == 0]
    while ready:
        node = ready.pop()
        for target in after.get(node, ()):
            column[target] = max(column[target], column[node] + 1)
            waiting[target] -= 1
            if waiting[target] == 0:
                ready.append(target)
    return column
