"""How many annotated items of the five texts arrive in their register. Run: python -m tests.unit.diplomacy.gold_share

An item arrives when one item read, of that register and not already taken by another, overlaps its span: one read item
stands for one annotated item (a maximum matching), so that one long span cannot stand for ten listings.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tests.shared_data import SHARED
from truceline.diplomacy.placement import place_items, register_of
from truceline.formats.reading_data import load_lexicons
from truceline.formats.reading_json import to_json
from truceline.formats.text_files import read_documents
from truceline.reading.read import read_text

ROOT = SHARED.parent


@dataclass(frozen=True)
class Wanted:
    layer: str
    key: str
    register: str | None
    spans: tuple[tuple[int, int], ...]
    words: str
    who: frozenset[str] = frozenset()


def wanted(gold: Mapping[str, Any]) -> Iterator[Wanted]:
    """Every annotated item with the register it belongs to."""

    def item(
        layer: str, key: str, register: str | None, spans: Sequence[Mapping[str, Any]], who: Sequence[str] | None = ()
    ) -> Wanted:
        places = tuple((s["start"], s["end"]) for s in spans)
        return Wanted(layer, key, register, places, spans[0]["text"], frozenset(who or ()))

    for s in gold["statements"]:
        if not s.get("optional"):
            yield item("statements", s["id"], "statement", s["content"], s["speaker_ids"])
    for e in gold["events"]:
        yield item(
            f"events {e['type']}", e["id"], register_of(e["type"], e["polarity"]), e["triggers"], e["claimed_by"]
        )
    for a in gold["agreements"]:
        yield item("agreements", a["id"], "agreement", [a["span"], *a.get("mentions", ())])
    for c in gold["commitments"]:
        yield item("commitments", c["id"], "commitment", [c["span"]], c["by"])
    for n, d in enumerate(gold["designations"], 1):
        yield item("designations", f"d{n}", "listing", [d["span"]])
    for n, a in enumerate(gold["aliases"], 1):
        yield item("aliases", f"al{n}", "actor", [a["span"]])


def arrived(
    gold: Mapping[str, Any], items: Sequence[Mapping[str, Any]], strict: bool = False
) -> tuple[list[Wanted], list[tuple[Wanted, str]]]:
    """(those that arrived, those that did not with the reason).

    ``strict``: one who says or undertakes it must be the annotated one too, as far as both name somebody.
    """
    goals = list(wanted(gold))
    names = _names_read(gold, items) if strict else {}
    taken: dict[int, int] = {}

    def fits(goal: Wanted, item: Mapping[str, Any]) -> bool:
        if item["register"] != goal.register or (goal.layer == "statements") != (item["layer"] == "statements"):
            return False
        if goal.layer == "aliases" and item["layer"] != "relations":
            return False
        said = {name for who in goal.who for name in names.get(who, ())}
        if said and not said & set((item["who"] or "").split("; ")):
            return False
        return any(s["start"] < end and start < s["end"] for s in item["spans"] for start, end in goal.spans)

    def settle(goal: int, seen: set[int]) -> bool:
        for n, item in enumerate(items):
            if n not in seen and fits(goals[goal], item):
                seen.add(n)
                if n not in taken or settle(taken[n], seen):
                    taken[n] = goal
                    return True
        return False

    missed = [n for n in range(len(goals)) if not settle(n, set())]
    return [g for n, g in enumerate(goals) if n not in missed], [(goals[n], _why(goals[n], items)) for n in missed]


def _names_read(gold: Mapping[str, Any], items: Sequence[Mapping[str, Any]]) -> dict[str, set[str]]:
    """Annotated actor → names of the actors read at the same places, where a mention means one actor only."""
    found: dict[str, set[str]] = {}
    read = [i for i in items if i["layer"] == "actors"]
    for mention in gold["actors"]:
        if len(mention["actor"]) != 1:
            continue
        for item in read:
            if any(s["start"] < mention["end"] and mention["start"] < s["end"] for s in item["spans"]):
                found.setdefault(mention["actor"][0], set()).add(item["words"])
    return found


def _why(goal: Wanted, items: Sequence[Mapping[str, Any]]) -> str:
    near = {
        f"{i['layer']}:{i['type']} in {i['register']}"
        for i in items
        if i["layer"] not in ("actors", "places", "statements")
        and any(s["start"] < end and start < s["end"] for s in i["spans"] for start, end in goal.spans)
    }
    return f"read as {', '.join(sorted(near))}" if near else "not read"


def texts() -> Iterator[tuple[str, dict[str, Any], list[dict[str, Any]]]]:
    """(number, gold, items read and placed) of each of the five texts."""
    lexicons = load_lexicons()
    for path in sorted((ROOT / "text" / "gold").glob("*.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        ((document,), _) = read_documents(ROOT / "seeds" / gold["doc"])
        claims = to_json(read_text(document.text, lexicons), document, lexicons)
        yield path.stem, gold, place_items(claims).to_pylist()


if __name__ == "__main__":
    for number, gold, items in texts():
        good, bad = arrived(gold, items)
        print(f"{number}: {len(good)} of {len(good) + len(bad)} = {len(good) / (len(good) + len(bad)):.3f}")
        close, _ = arrived(gold, items, strict=True)
        print(f"   with the same claimant: {len(close)} of {len(good) + len(bad)}")
        for goal, why in bad:
            print(f"   {goal.layer} {goal.key} → {goal.register}: {goal.words[:60]!r}: {why}")
