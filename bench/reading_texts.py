"""Annotated texts: the five beside the checkout, and our own in ``tests/unit/reading/texts`` (their README tells the form)."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"
OWN = ROOT / "tests" / "unit" / "reading" / "texts"
MARK = re.compile(r"\[([^\[\]|]+)\|([apdx]):([^\[\]]*)\]")
Annotated = tuple[str, str, dict[str, Any]]


def annotated() -> list[Annotated]:
    """(name, text, annotation) of the five texts; empty when they do not lie beside the checkout."""
    found = []
    for path in sorted((SHARED / "text" / "gold").glob("*.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        with (SHARED / "seeds" / gold["doc"]).open(encoding="utf-8", newline="") as file:
            found.append((path.stem, file.read(), gold))
    return found


def own(group: str = "") -> list[Annotated]:
    """Our own texts of one group (first, last), or all."""
    found = [own_text(path) for path in sorted(OWN.glob("*.txt"))]
    return [item for item in found if not group or item[2]["group"] == group]


def own_text(path: Path) -> Annotated:
    """Lead an own text to the shape of the five: marks in the text are taken out, quotations become spans."""
    head, marked, notes = path.read_text(encoding="utf-8").split("===\n")
    facts = dict(line.split(": ", 1) for line in head.splitlines() if line)
    text, marks = _unmarked(marked)
    gold: dict[str, Any] = {
        "group": facts.get("group", "first"),
        "meta": {"outlet": facts.get("outlet", "-"), "doc_date": facts["date"], "language": facts["language"]},
        "actors": [m | {"kind": "affil" if k == "x" else "name"} for k, m in marks if k in "ax"],
        "places": [m | {"use": "lit", "place": m["value"]} for k, m in marks if k == "p"],
        "dates": [m for k, m in marks if k == "d"],
        **{
            name: []
            for name in ("statements", "events", "counts", "agreements", "commitments", "designations", "aliases")
        },
    }
    for actor in gold["actors"]:
        actor["actor"] = actor["value"].split("+")
    for line in notes.splitlines():
        if line.strip():
            _note(line, text, gold)
    return path.stem, text, gold


def _unmarked(marked: str) -> tuple[str, list[tuple[str, dict[str, Any]]]]:
    text, marks, last = "", [], 0
    for found in MARK.finditer(marked):
        text += marked[last : found.start()]
        words, kind, value = found.groups()
        marks.append((kind, {"start": len(text), "end": len(text) + len(words), "text": words, "value": value}))
        text += words
        last = found.end()
    return text + marked[last:], marks


def _note(line: str, text: str, gold: dict[str, Any]) -> None:
    kind, _, rest = line.partition(" ")
    cells = [c.strip() for c in rest.split("|")]
    if kind == "S":
        content = [_quoted(text, part.strip()) for part in cells[1].split(" // ")]
        gold["statements"].append(
            {
                "id": f"s{len(gold['statements']) + 1}",
                "speaker_ids": _ids(cells[0]),
                "content": content,
                "optional": "opt" in cells[2:],
            }
        )
    elif kind == "E":
        types, triggers, agents, targets, places, day, claimant, polarity = cells
        gold["events"].append(
            {
                "type": types, "triggers": [_quoted(text, t.strip()) for t in triggers.split("/") if t.strip()], "agents": _ids(agents), "targets": _ids(targets), "places": _ids(places),
                "date": day or None, "modality": "any" if claimant == "~" else "asserted" if claimant == "-" else "claimed", "claimed_by": [] if claimant == "-" else _ids(claimant), "polarity": polarity,
            }
        )  # fmt: skip
    elif kind == "C":
        by, total, places, previous, *answer = [*cells, "", ""][:5]
        spots = [tuple(p.split("=")) for p in places.split(",") if p]
        gold["counts"].append(
            {"by": by, "total": total, "places": spots, "previous": previous, "answer": "".join(answer)}
        )
    else:
        span = _quoted(text, cells[1].split("/")[0])
        gold["agreements"].append({"type": cells[0], "span": span, "mentions": []})


def _ids(cell: str) -> list[str]:
    return [i for i in cell.split("+") if i]


def _quoted(text: str, words: str) -> dict[str, Any]:
    """The span of a quotation; 'first … last' for a long one, '#2' for the second time."""
    words, _, turn = words.partition("#")
    first, _, last = words.partition(" … ")
    start = -1
    for _ in range(int(turn or 1)):
        start = text.find(first, start + 1)
        if start < 0:
            raise ValueError(f"{first!r} is not in the text")
    end = start + len(first)
    if last:
        end = text.index(last, end) + len(last)
    return {"start": start, "end": end, "text": text[start:end]}
