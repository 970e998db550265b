"""Steps of a case that several test files take."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

RAW = {
    "occurred_from": "2030-05-10T10:00",
    "occurred_until": "2030-05-10T10:30",
    "act": "artillery_fire",
    "weapon": "artillery",
    "place_name": "Karse Bridge",
    "lon": 18.52,
    "lat": 41.62,
    "place_radius_m": 300,
    "claimed_initiator": ["Highland Guard"],
    "text": "Example: shells near the bridge.",
}


def settle() -> None:
    from truceline.web.casework.jobs import work_once

    for _ in range(50):
        if not work_once():
            return
    pytest.fail("the background work does not come to an end")


def advance(user: Any, incident: Any, name: str, *args: Any) -> Any:
    """One action with the version that a page would carry."""
    from truceline.web.casework import actions

    incident.refresh_from_db()
    return getattr(actions, name)(user, incident.pk, incident.version, *args)


def verified(person: Callable[[str], Any], incident: Any) -> Any:
    advance(person("miro"), incident, "move", "triaged")
    advance(person("miro"), incident, "move", "under_verification")
    proof = ("verified", "clear_and_convincing", "Craters measured on site. Example.")
    advance(person("vera"), incident, "propose_conclusion", *proof)
    done = advance(person("viktor"), incident, "decide_proposal", True)
    settle()
    return done


def issued(person: Callable[[str], Any], incident: Any) -> Any:
    verified(person, incident)
    return advance(person("olga"), incident, "move", "assessed")
