"""A slow judge of true facts, written apart from the engine: plain YAML, plain geometry, one fact at a time.

It reads the agreement and registry files itself and knows only what really happened. Where a border is nearer than its
stated precision, or was never published, even the truth cannot be told: the answer is None.
It shares no code with truceline: whatever both agree on, two people would have to have got wrong.
"""

from __future__ import annotations

import itertools
import json
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import shapely
from pyproj import Geod
from ruamel.yaml import YAML

GEOD = Geod(ellps="WGS84")

FIRE = {
    "mortar_fire",
    "artillery_fire",
    "rocket_fire",
    "small_arms_fire",
    "drone_strike",
}


@dataclass
class World:
    text: dict[str, Any]
    shapes: dict[str, Any]
    actors: dict[str, Any]
    listed: list[dict[str, Any]]


def read_world(agreement: Path, registry: Path) -> World:
    yaml = YAML(typ="safe")
    text = yaml.load((agreement / "agreement.yaml").read_text(encoding="utf-8"))
    shapes = {}
    if (agreement / "areas.geojson").exists():
        for feature in json.loads((agreement / "areas.geojson").read_text(encoding="utf-8"))["features"]:
            shapes[feature["properties"]["id"]] = shapely.geometry.shape(feature["geometry"])
    actors = {a["id"]: a for a in yaml.load((registry / "actors.yaml").read_text(encoding="utf-8"))["actors"]}
    listed = yaml.load((registry / "designations.yaml").read_text(encoding="utf-8"))["listed"]
    return World(text, shapes, actors, listed)


def judge(world: World, fact: dict[str, Any], reading: str) -> tuple[bool | None, set[str] | None]:
    """(covered?, provisions violated) of a true fact under a reading; None where it cannot be told."""
    covered = all_of(
        inside_scope(world, fact, reading),
        party_of(world, fact["initiator"], fact["occurred_at"], reading) is not None,
        not excluded(world, fact, reading),
    )
    if not covered:
        return covered, None
    return True, {p["id"] for p in world.text["provisions"] if violated(world, p, fact, reading)}


def all_of(*answers: bool | None) -> bool | None:
    if False in answers:
        return False
    return None if None in answers else True


def holds(part: dict[str, Any], reading: str) -> bool:
    return "readings" not in part or reading in part["readings"]


# when and where ------------------------------------------------------------------------------------------------------


def local(value: Any) -> datetime:
    """A time of the invented texts, which all stand in UTC+2."""
    text = str(value)
    if "T24:00" in text:
        return local(text.replace("T24:00", "T00:00")) + timedelta(days=1)
    if len(text) == len("2030-03-10"):
        text += "T00:00"
    return datetime.fromisoformat(text).replace(tzinfo=UTC) - timedelta(hours=2)


def runs(window: dict[str, Any], at: datetime) -> bool:
    start = local(window["from"])
    end = local(window["until"]) if "until" in window else start + timedelta(days=int(str(window["for"])[1:-1]))
    return start <= at < end


def inside_scope(world: World, fact: dict[str, Any], reading: str) -> bool | None:
    """True in one area is enough; the areas of the exercise share one calendar."""
    if not any(runs(w, fact["occurred_at"]) for w in world.text["in_force"] if holds(w, reading)):
        return False
    areas = {a["id"]: a for a in world.text["areas"]}
    answers = [
        inside(world, areas[i], fact["lon"], fact["lat"])
        for i in world.text["scope"]["areas"]
        if holds(areas[i], reading)
    ]
    if True in answers:
        return True
    return None if None in answers else False


def inside(world: World, area: dict[str, Any], lon: float, lat: float) -> bool | None:
    if area["shape"] == "circle":
        _, _, metres = GEOD.inv(*area["center"], lon, lat)
        return bool(metres <= area["radius_m"])
    if area["shape"] == "unpublished":
        for place in area.get("settlements_in", ()):
            _, _, metres = GEOD.inv(*place["at"], lon, lat)
            if metres < place["radius_m"]:
                return True
        around = {a["id"]: a for a in world.text["areas"]}
        outer = [inside(world, around[i], lon, lat) for i in area["within"]]
        return False if outer and not any(o is not False for o in outer) else None
    shape = world.shapes[area["outline"]]
    if metres_to(shape.boundary, lon, lat) < area.get("border_precision_m", 0):
        return None
    return bool(shape.contains(shapely.Point(lon, lat)))


def metres_to(line: Any, lon: float, lat: float) -> float:
    """Geodesic distance to the nearest of points every 20 m or so along a line."""
    best = float("inf")
    parts = line.geoms if hasattr(line, "geoms") else [line]
    for part in parts:
        corners = list(part.coords)
        for (x1, y1), (x2, y2) in itertools.pairwise(corners):
            _, _, length = GEOD.inv(x1, y1, x2, y2)
            steps = max(2, int(length / 20))
            xs = [x1 + (x2 - x1) * k / steps for k in range(steps + 1)]
            ys = [y1 + (y2 - y1) * k / steps for k in range(steps + 1)]
            _, _, metres = GEOD.inv(xs, ys, [lon] * len(xs), [lat] * len(ys))
            best = min(best, *metres)
    return best


# who -----------------------------------------------------------------------------------------------------------------


def party_of(world: World, actor: str, at: datetime, reading: str) -> str | None:
    """The party that answers for an actor on that day."""
    for party in world.text["parties"]:
        if not holds(party, reading):
            continue
        answers_for = party.get("answers_for", ["part_of"])
        for member in party["members"]:
            joined = local(member["from"]) if "from" in member else datetime.min.replace(tzinfo=UTC)
            if joined <= at and climbs(world, actor, member["actor"], answers_for, at):
                return str(party["id"])
    return None


def climbs(world: World, actor: str, goal: str, kinds: list[str], at: datetime) -> bool:
    if actor == goal:
        return True
    for relation in world.actors.get(actor, {}).get("relations", ()):
        since = str(relation.get("from", "0001-01-01"))
        if (
            relation["type"] in kinds
            and since <= at.date().isoformat()
            and climbs(world, relation["to"], goal, kinds, at)
        ):
            return True
    return False


def excluded(world: World, fact: dict[str, Any], reading: str) -> bool:
    return any(
        listed(world, actor, exclusion, fact["occurred_at"])
        for exclusion in world.text.get("exclusions", ())
        if holds(exclusion, reading)
        for actor in (fact["initiator"], fact["target"])
        if actor is not None
    )


def listed(world: World, actor: str, exclusion: dict[str, Any], at: datetime) -> bool:
    """Whether a name stood on the list that day: the actor's own, or by identity one it goes on from."""
    line = [actor]
    if exclusion.get("match", "by_identity") == "by_identity":
        for earlier in line:
            line += [r["to"] for r in world.actors[earlier].get("relations", ()) if r["type"] == "successor_of"]
    day = at.date().isoformat()
    return any(
        row["actor"] in line and row["list"] in exclusion.get("lists", ()) and str(row["listed_from"]) <= day
        for row in world.listed
    )


# what ----------------------------------------------------------------------------------------------------------------


def violated(world: World, provision: dict[str, Any], fact: dict[str, Any], reading: str) -> bool:
    if provision["kind"] not in ("prohibition", "obligation") or not holds(provision, reading):
        return False
    acts = provision.get("acts") or provision.get("breached_by") or []
    if not any(is_a(fact["act"], act) for act in acts):
        return False
    if suspended(world, provision, fact, reading):
        return False
    if "when" in provision and not any(local(w["from"]) <= fact["occurred_at"] for w in provision["when"]):
        return False
    if "quantity" in provision and not fact["quantity"] > provision["quantity"]["max"]:
        return False
    if "distances" in provision and not too_near(world, provision["distances"], fact):
        return False
    return not permitted(world, provision, fact)


def is_a(act: str, broader: str) -> bool:
    kinds = {"attack": FIRE, "seizing_territory": {"advance"}}
    return act == broader or act in kinds.get(broader, ())


def suspended(world: World, provision: dict[str, Any], fact: dict[str, Any], reading: str) -> bool:
    off = False
    party = party_of(world, fact["initiator"], fact["occurred_at"], reading)
    for event in world.text.get("status_events", ()):
        told = holds(event, reading) and provision["id"] in event.get("provisions", ())
        if told and party in event.get("parties", (party,)) and local(event["on"]) <= fact["occurred_at"]:
            off = event["effect"] == "suspends"
    return off


def too_near(world: World, distances: dict[str, Any], fact: dict[str, Any]) -> bool:
    for limit in distances["limits"]:
        heavy = fact["calibre_mm"] is None or fact["calibre_mm"] >= limit.get("calibre_min_mm", 0)
        if fact["weapon"] in limit["weapons"] and heavy:
            line = world.shapes[{a["id"]: a for a in world.text["areas"]}[distances["baseline"]]["outline"]]
            return metres_to(line, fact["lon"], fact["lat"]) < limit["min_m"]
    return False


def permitted(world: World, provision: dict[str, Any], fact: dict[str, Any]) -> bool:
    for other in world.text["provisions"]:
        lifts = provision["id"] in other.get("lifts", ()) and not other.get("exceptions")
        weapons = other.get("weapons")
        if lifts and fact["act"] in other.get("acts", ()) and (weapons is None or fact["weapon"] in weapons):
            return True
    return False
