"""Write the basemap of the service's map out of Natural Earth (public domain), as the npm package world-atlas has it.

Run: python tools/build_basemap.py    needs npm; writes src/truceline/web/static/basemap/natural-earth-50m.json

The file: ``land`` rings and ``borders`` lines, each a flat list of integers: x and y of the first corner, then steps,
in hundredths of a degree (about a kilometre). Borders are lines that two countries share, without coasts. They are what
Natural Earth draws and take no position; a mission sets its own file with TRUCELINE_BASEMAP, or none.
"""

from __future__ import annotations

import itertools
import json
import subprocess
import tarfile
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

PACKAGE, SOURCE = "world-atlas@2.0.2", "countries-50m.json"
OUT = Path(__file__).resolve().parent.parent / "src/truceline/web/static/basemap/natural-earth-50m.json"
STEPS = 100  # to a degree
Points = list[tuple[int, int]]


def topology() -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as folder:
        done = subprocess.run(["npm", "pack", "--silent", PACKAGE], cwd=folder, check=True, capture_output=True)
        with tarfile.open(Path(folder) / done.stdout.decode().split()[-1]) as archive:
            member = archive.extractfile(f"package/{SOURCE}")
            assert member is not None
            found: dict[str, Any] = json.load(member)
    return found


def arcs(of: dict[str, Any]) -> list[Points]:
    """Every arc in steps of a hundredth of a degree."""
    (kx, ky), (tx, ty) = of["transform"]["scale"], of["transform"]["translate"]
    found = []
    for arc in of["arcs"]:
        x = y = 0
        points: Points = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            points.append((round((x * kx + tx) * STEPS), round((y * ky + ty) * STEPS)))
        found.append(points)
    return found


def rings(shape: dict[str, Any]) -> Iterator[list[int]]:
    """Arc numbers of every ring of a geometry or collection."""
    if shape["type"] == "GeometryCollection":
        for part in shape["geometries"]:
            yield from rings(part)
    elif shape["type"] == "Polygon":
        yield from shape["arcs"]
    elif shape["type"] == "MultiPolygon":
        for polygon in shape["arcs"]:
            yield from polygon


def joined(numbers: Iterable[int], kept: list[Points]) -> Points:
    points: Points = []
    for number in numbers:
        part = kept[number] if number >= 0 else kept[~number][::-1]
        points += part[1:] if points else part
    return points


def flat(points: Points) -> list[int]:
    """First corner, then steps; corners that fall together are one."""
    apart = [p for p, _ in itertools.groupby(points)]
    steps = [(b[0] - a[0], b[1] - a[1]) for a, b in itertools.pairwise(apart)]
    return [n for pair in [apart[0], *steps] for n in pair]


def main() -> None:
    source = topology()
    kept = arcs(source)
    land = [flat(joined(ring, kept)) for ring in rings(source["objects"]["land"])]
    owners: dict[int, set[int]] = defaultdict(set)
    for number, country in enumerate(source["objects"]["countries"]["geometries"]):
        for ring in rings(country):
            for arc in ring:
                owners[arc if arc >= 0 else ~arc].add(number)
    borders = [flat(kept[arc]) for arc in sorted(owners) if len(owners[arc]) > 1]
    about = "Natural Earth 1:50m by world-atlas 2.0.2; public domain; borders take no position"
    data = {
        "about": about,
        "steps": STEPS,
        "land": [r for r in land if len(r) >= 8],
        "borders": [b for b in borders if len(b) >= 4],
    }
    OUT.parent.mkdir(parents=True, exist_ok=True)
    OUT.write_text(json.dumps(data, separators=(",", ":")) + "\n", encoding="utf-8")
    print(f"{OUT.name}: {OUT.stat().st_size} bytes, {len(data['land'])} rings, {len(data['borders'])} borders")


if __name__ == "__main__":
    main()
