"""What the lists answer each role, run as a program of its own on either database; prints it as JSON."""

from __future__ import annotations

import json
import os
from datetime import timedelta
from typing import Any
from urllib.parse import quote

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "truceline.web.settings"
django.setup()

from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import setup_test_environment

from truceline.web.__main__ import prepare
from truceline.web.second_wall import ENGINE, act_for

setup_test_environment()  # answers carry their context
settings.ALLOWED_HOSTS = ["testserver"]
settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # nobody signs in with one
ROLES = ("miro", "vera", "olga", "sefa", "hedda", "gamal", "sarn")
STATES = ("assessed", "closed", "reported", "triaged")


def main() -> dict[str, Any]:
    from tests.web.service.cases import settle
    from truceline.web.seed import seed_exercise

    prepare()
    seed_exercise(incidents=8)
    settle()
    spread()
    connection.close()
    os.environ["TRUCELINE_APP_ROLE"] = "1"
    return {name: answers(name) for name in ROLES} | {"past": {name: past(name) for name in ROLES}}


def spread() -> None:
    """States, a compartment, issues before and within the delay, findings that changed within it."""
    from truceline.web.casework.models import Incident, ListedOutcome
    from truceline.web.casework.outcomes import follow
    from truceline.web.clock import now

    for n, one in enumerate(Incident.objects.order_by("pk")):
        state = STATES[n % len(STATES)]
        ago = timedelta(hours=2 if n % 8 == 0 else 50)
        issued = now() - ago if state in ("assessed", "closed") else None
        circle = "council" if n % 7 == 3 else None
        one.state, one.compartment = state, circle
        one.issue(issued)
        one.save()
        follow(one)
        kept = ListedOutcome.objects.filter(incident=one)
        kept.update(compartment=circle, known_from=now() - timedelta(hours=100 if n % 3 else 1))


def answers(name: str) -> dict[str, Any]:
    """The rows and the count of each list, in their order; the parts behind the first too."""
    from truceline.web.accounts.models import User
    from truceline.web.casework.queries import views

    act_for(ENGINE)
    client = Client()
    client.force_login(User.objects.get(username=name))
    asked = ["", "q=KARSE", "q=lyne", "q=e", "q=nowhere", "act=shelling", *(f"state={s}" for s in STATES)]
    for view in views():
        words = ("violation", "no_violation", "undetermined", "covered", "not_covered", "cannot_tell")
        asked += [f"view={view.key}&outcome={word}" for word in words]
    told = {query: listed(client, f"/incidents/?{query}") for query in asked}
    first = told[""]["rows"]
    return told | {"after": listed(client, f"/incidents/?after={first[len(first) // 2]}")} if first else told


def listed(client: Client, path: str) -> dict[str, Any]:
    answer = client.get(path)
    part = answer.context["part"]
    found = [[i.pk, f.outcome if f else None] for i, f, *_ in answer.context["rows"]]
    return {"status": answer.status_code, "rows": [pk for pk, _ in found], "found": found, "count": part.count}


PAST = ("/incidents/?as_of={}", "/incidents/map/?as_of={}&since=2030-01-01&until=2030-12-31", "/reports/?as_of={}")
PAST += ("/incidents/map/data.json?as_of={}&since=2030-01-01&until=2030-12-31",)


def past(name: str) -> dict[str, list[Any]]:
    """What map and lists answer of a moment before everything, of one amid the exercise, and of one just passed."""
    from truceline.web.accounts.models import User
    from truceline.web.casework.models import Event
    from truceline.web.clock import now

    act_for(ENGINE)
    client = Client()
    client.force_login(User.objects.get(username=name))
    amid = Event.objects.order_by("at", "pk")[Event.objects.count() // 2].at
    moments = (amid - timedelta(days=9000), amid, now() - timedelta(milliseconds=1))
    return {path: [shown(client.get(path.format(quote(m.isoformat())))) for m in moments] for path in PAST}


def shown(answer: Any) -> list[Any]:
    """Incidents by their ids; reports, whose ids are drawn, by their number."""
    if answer.headers["Content-Type"] == "application/json":
        return [answer.status_code, sorted(map(str, answer.json()["features"]))]
    context = answer.context or {}
    if "rows" in context:
        return [answer.status_code, [row[0].pk for row in context["rows"]]]
    return [answer.status_code, len(context["part"].rows) if "part" in context else 0]


if __name__ == "__main__":
    print(json.dumps(main()))
