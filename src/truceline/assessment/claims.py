"""An incident as the claims about it leave it: alternatives of when, where, what and who.

Claims that agree within their precision are one alternative, the most precise; claims that disagree stay alternatives;
a claim that is silent takes what the others say.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from truceline.space.geodesy import distance_m
from truceline.space.places import Place
from truceline.vocabulary.amounts import plain
from truceline.vocabulary.terms import STANDARDS_OF_PROOF

Row = Mapping[str, Any]
TICK = timedelta(microseconds=1)

IMPLIED_WEAPON = {
    "small_arms_fire": "small_arms",
    "sniping": "small_arms",
    "mortar_fire": "mortar",
    "artillery_fire": "artillery",
    "rocket_fire": "rocket",
    "anti_tank_missile_fire": "anti_tank_missile",
    "air_strike": "aircraft",
    "drone_strike": "unmanned_aircraft",
    "mine_laying": "mine",
    "improvised_device": "improvised_explosive",
    "suicide_attack": "improvised_explosive",
    "combat_flight": "combat_aircraft",
}


@dataclass(frozen=True)
class Notified:
    """Whether an act was notified beforehand, as one claimant says. ``state``: not_given, given or unknown."""

    state: str
    given_at: datetime | None
    to: tuple[str, ...]
    claimant: str | None
    argued: tuple[str, ...] = ()  # kinds of exceptions that this claimant's report argues


@dataclass(frozen=True)
class Form:
    """What was done, with what, how much and against what kind of thing, as one claim has it."""

    act: str
    weapon: str | None
    calibre_mm: float | None
    quantity: float | None
    quantity_unit: str | None
    target_kind: str | None
    weapon_system: str | None = None
    weapon_range_m: float | None = None
    origin_kind: str | None = None
    notice: Notified | None = None
    item_state: str | None = None
    about: str | None = None
    """The floor that a claim of a shortfall is taken to be about, one alternative each, where several fit."""


@dataclass(frozen=True)
class Hypothesis:
    """One way it may have been: names as the source wrote them.

    ``among``: candidates of whom one acted, with the source's own weight each; no initiator then stands for the rest.
    """

    initiator: str | None
    target: str | None
    composite: bool = False
    among: tuple[tuple[str, float], ...] | None = None

    @property
    def weight(self) -> float:
        """How likely its source holds it to be; what is left to 1 for nobody named."""
        given = dict(self.among or ())
        return given[self.initiator] if self.initiator is not None else max(0.0, 1.0 - math.fsum(given.values()))


@dataclass(frozen=True)
class Incident:
    """All alternatives of one incident. Every tuple but ``origins`` holds at least one element."""

    incident_id: str
    report_ids: tuple[str, ...]
    times: tuple[tuple[datetime, datetime], ...]
    places: tuple[Place | None, ...]
    origins: tuple[Place, ...]
    forms: tuple[Form, ...]
    hypotheses: tuple[Hypothesis, ...]
    exceptions_argued: tuple[str, ...]
    standard_of_proof: str

    @property
    def key(self) -> tuple[object, ...]:
        """What a judgement depends on; incidents with one key share it."""
        return self.times, self.places, self.origins, self.forms, self.hypotheses


Locate = Callable[[Row], Place | None]


def group_reports(rows: Iterable[Row]) -> dict[str, list[Row]]:
    """Reports by incident: their own ``incident_id``, else each its own. Order of the input does not matter."""
    groups: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        groups[row.get("incident_id") or row["report_id"]].append(row)
    return {key: sorted(groups[key], key=lambda r: r["report_id"]) for key in sorted(groups)}


def lay_out(incident_id: str, rows: Sequence[Row], locate: Locate) -> Incident:
    """One incident out of its reports. ``locate`` turns a row into a place with the registry's names resolved."""
    places = [p for p in (locate(r) for r in rows) if p is not None]
    origins = [_origin(r, locate) for r in rows]
    proofs = [r.get("standard_of_proof") or "reasonable_grounds" for r in rows if r.get("verified_by")]
    return Incident(
        incident_id,
        tuple(r["report_id"] for r in rows),
        tuple(_times([(r["occurred_from"], r["occurred_until"]) for r in rows])),
        tuple(_places(places)) or (None,),
        tuple(_places([o for o in origins if o is not None])),
        tuple(forms_of(rows)),
        tuple(hypotheses_of(rows)),
        tuple(argued(rows)),
        max(proofs, key=STANDARDS_OF_PROOF.index, default="reported"),
    )


def argued(rows: Iterable[Row]) -> list[str]:
    """Exceptions that somebody argues, each once, with who does."""
    told = [
        f"{e['kind']} argued by {e['argued_by'] or r.get('claimant') or 'unnamed'}"
        for r in rows
        for e in r.get("exceptions_argued") or ()
    ]
    return list(dict.fromkeys(told))


def _times(intervals: list[tuple[datetime, datetime]]) -> list[tuple[datetime, datetime]]:
    """Overlapping intervals become the shortest of them; separate ones stay alternatives.

    Intervals are half-open: Monday and Tuesday do not overlap. An instant overlaps what holds its moment.
    """
    kept: list[tuple[datetime, datetime]] = []
    for start, end in sorted(set(intervals), key=lambda i: (i[1] - i[0], i[0])):
        if not any(start < max(b, a + TICK) and a < max(end, start + TICK) for a, b in kept):
            kept.append((start, end))
    return sorted(kept)


def _places(places: list[Place]) -> list[Place]:
    """The most precise of discs that touch; discs apart stay alternatives; names and units are used without a disc."""
    points = sorted({p for p in places if p.has_point}, key=lambda p: (p.radius_m, p.lon, p.lat))
    kept: list[Place] = []
    for place in points:
        if not any(_touch(place, other) for other in kept):
            kept.append(place)
    if kept:
        return [_with_names(k, places) for k in kept] if len(kept) == 1 else kept
    return sorted(set(places), key=repr)[:8]


def _with_names(kept: Place, places: list[Place]) -> Place:
    names = tuple(sorted({n for p in places for n in p.names}))
    country = kept.country or next((p.country for p in places if p.country), None)
    admin1 = kept.admin1 or next((p.admin1 for p in places if p.admin1), None)
    return Place(kept.lon, kept.lat, kept.radius_m, country, admin1, names)


def _touch(left: Place, right: Place) -> bool:
    assert left.lon is not None and left.lat is not None and right.lon is not None and right.lat is not None
    return bool(distance_m(left.lon, left.lat, right.lon, right.lat) <= left.radius_m + right.radius_m)


def _origin(row: Row, locate: Locate) -> Place | None:
    """Where the act came from, by position or by name, as ``locate`` reads the columns of a place."""
    told = {column: row.get(f"origin_{column}") for column in ("lon", "lat", "place_name", "country", "admin1")}
    if all(value is None for value in told.values()):
        return None
    return locate({**told, "place_radius_m": row.get("origin_radius_m")})


def forms_of(rows: Sequence[Row]) -> list[Form]:
    """Distinct accounts of the deed; blanks are filled when the other claims agree on one value."""

    def only(column: str) -> Any:
        values = {r.get(column) for r in rows} - {None}
        return next(iter(values)) if len(values) == 1 else None

    forms = []
    told = list(dict.fromkeys(n for n in map(notified, rows) if n is not None))
    for row in rows:
        act = row["act"]
        filled = {c: row[c] if row.get(c) is not None else only(c) for c in FILLED}
        weapon = row.get("weapon") or IMPLIED_WEAPON.get(act) or only("weapon")
        quantity = plain(row.get("quantity"))
        notice = notified(row) or (told[0] if len(told) == 1 else None)
        forms.append(
            Form(act, weapon, quantity=quantity, quantity_unit=row.get("quantity_unit"), notice=notice, **filled)
        )
    return sorted(set(forms), key=repr)


FILLED = ("calibre_mm", "target_kind", "weapon_system", "weapon_range_m", "origin_kind", "item_state")


def notified(row: Row) -> Notified | None:
    """What a report says of a notice; None when it says nothing."""
    given_at, to = row.get("notice_given_at"), row.get("notice_to")
    if row.get("notice") is None and given_at is None and not to:
        return None
    argued = tuple(sorted({e["kind"] for e in row.get("exceptions_argued") or ()}))
    state = "not_given" if row.get("notice") == "none" else row.get("notice") or "given"
    return Notified(state, given_at, tuple(to or ()), row.get("claimant"), argued)


def hypotheses_of(rows: Sequence[Row]) -> list[Hypothesis]:
    found: dict[Hypothesis, None] = {}
    for row in rows:
        for hypothesis in _row_hypotheses(row):
            found.setdefault(hypothesis)
    named = [h for h in found if h.initiator is not None or h.among]
    told = named or [h for h in found if h.target is not None]
    return sorted(told, key=repr) or [Hypothesis(None, None)]


def weighed_apart(hypotheses: Sequence[Hypothesis]) -> list[list[Hypothesis]]:
    """Hypotheses without weights together; of each source's candidates, those of one target together."""
    groups: dict[Any, list[Hypothesis]] = {}
    for one in hypotheses:
        groups.setdefault((one.among, one.target) if one.among else None, []).append(one)
    return list(groups.values())


def _row_hypotheses(row: Row) -> Iterable[Hypothesis]:
    initiators, targets = row.get("claimed_initiator") or [], row.get("claimed_target") or []
    left, right = row.get("side_left") or [], row.get("side_right") or []
    if row.get("initiator_weights"):
        yield from _candidates(initiators, row["initiator_weights"], targets)
    elif initiators:
        for initiator in initiators:
            for target in targets or [None]:
                yield Hypothesis(initiator, target, len(initiators) > 1 or len(targets) > 1)
    elif left or right:
        composite = len(left) > 1 or len(right) > 1
        for one in left or [None]:
            for other in right or [None]:
                yield Hypothesis(one, other, composite)
                yield Hypothesis(other, one, composite)
    elif targets:
        for target in targets:
            yield Hypothesis(None, target, len(targets) > 1)


def _candidates(names: Sequence[str], weights: Sequence[float], targets: Sequence[str]) -> Iterable[Hypothesis]:
    """One of the names acted, by the source's own weights; a name that stands twice has both."""
    among: dict[str, float] = {}
    for name, weight in zip(names, weights, strict=True):
        among[name] = among.get(name, 0.0) + weight
    weighed = tuple(sorted(among.items()))
    rest: list[str | None] = [None] if math.fsum(among.values()) < 1.0 - LEFT else []
    whom: Sequence[str | None] = targets or [None]
    for initiator in [*(name for name, weight in weighed if weight > 0), *rest]:
        for target in whom:
            yield Hypothesis(initiator, target, len(targets) > 1, weighed)


LEFT = 1e-9  # less than this is nothing left
