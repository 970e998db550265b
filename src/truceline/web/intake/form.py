"""What a person typed, as the columns of a report; and the words and lists the form shows."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from truceline.agreement.clock import Moment, moment, skipped
from truceline.vocabulary.errors import TrucelineError, problem
from truceline.vocabulary.terms import ACTS, UNKNOWN, WEAPONS
from truceline.web.clock import deployment
from truceline.web.intake.places import chosen

# What a person on the ground tells apart; the interface and files take every term.
OFFERED_ACTS = [a for a in ACTS if a not in ("hostile_act", "self_defence", UNKNOWN)]
OFFERED_UNITS = ["events", "explosions", "shots", "bursts", "persons", "vehicles", "weapons"]
OFTEN = ["shelling", "mortar_fire", "artillery_fire", "small_arms_fire", "explosion", "air_strike", "drone_strike"]
OFFERED_KINDS = ["ngo", "media", "un", "hotline", "public"]
PLAIN = ("act", "weapon", "quantity", "quantity_unit", "source_kind", "claimant", "text", "casualties_best")
SIDES = ("claimed_initiator", "claimed_target", "origin_chain")
TYPED = (
    *PLAIN,
    *SIDES,
    "day",
    "time_from",
    "time_until",
    "zone",
    "place_name",
    "lat",
    "lon",
    "place_radius_m",
    "place_id",
    "compartment",
    "told_by",
    "told_by_contact",
)
OFFERED_WEAPONS = list(WEAPONS)


def typed(data: Mapping[str, Any]) -> dict[str, str]:
    return {name: str(data.get(name, "")).strip() for name in TYPED}


def raw_report(asked: Mapping[str, str]) -> dict[str, Any]:
    """A report's raw cells out of what was typed; blanks are left out, so that they stay unknown."""
    raw: dict[str, Any] = {n: asked[n] for n in (*PLAIN, "place_name", "lat", "lon", "place_radius_m") if asked[n]}
    raw |= {n: [p.strip() for p in asked[n].split(";") if p.strip()] for n in SIDES if asked[n]}
    raw |= _span(asked, asked["zone"] or deployment().timezone)
    if "quantity" in raw:
        raw.setdefault("quantity_unit", "events")
    if "lat" in raw and "lon" in raw:
        raw.setdefault("place_radius_m", "1000")
    if asked["compartment"]:
        raw["compartment"] = asked["compartment"]
    return raw | chosen(asked["place_id"])


def _span(asked: Mapping[str, str], zone: str) -> dict[str, str]:
    """From and until as instants: local times of the zone, a day alone as the whole local day.

    What cannot be read is handed on as it is: the check tells it with its code.
    """
    day, start, end = asked["day"], asked["time_from"], asked["time_until"]
    try:
        if not start and not end:
            first = datetime.fromisoformat(f"{day}T00:00").replace(tzinfo=ZoneInfo(zone))
            last = first + timedelta(days=1)
        else:
            began = local_moment(day, start or "00:00", zone)
            ended = local_moment(day, end, zone) if end else began
            if end and ended.latest <= began.earliest:  # 23:30 until 00:30 goes over midnight
                following = date.fromisoformat(day) + timedelta(days=1)
                ended = local_moment(following.isoformat(), end, zone)
            first, last = began.earliest, ended.latest + timedelta(minutes=0 if end else 1)
    except (ValueError, KeyError, OSError, OverflowError):
        return {"occurred_from": f"{day} {start}".strip()}
    return {"occurred_from": first.isoformat(), "occurred_until": last.isoformat()}


def local_moment(day: str, time: str, zone: str) -> Moment:
    """When a clock of the zone showed this; the first and the second time in the hour that comes twice.

    Raises: ValueError for what is no time; E-WEB-120 for one that the clocks were put forward over.
    """
    text = f"{day}T{time}"
    if datetime.fromisoformat(text).tzinfo is None and skipped(text, zone) and time not in ("", "00:00"):
        raise TrucelineError(problem("E-WEB-120", "report", value=f"{day} {time}", zone=zone))
    return moment(text, zone)


def told_by(asked: Mapping[str, str]) -> dict[str, str]:
    return {"name": asked["told_by"], "contact": asked["told_by_contact"]} if asked["told_by"] else {}
