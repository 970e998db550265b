from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.http import urlencode

from truceline.vocabulary.errors import Problem
from truceline.vocabulary.terms import ACTS
from truceline.web.accounts.rights import OUTSIDE, may
from truceline.web.agreements import moments
from truceline.web.casework import queries as incidents
from truceline.web.casework.list_as_of import rows_as_of
from truceline.web.casework.states import State
from truceline.web.clock import deployment, now
from truceline.web.maps import past, queries
from truceline.web.maps.asked import asked_map
from truceline.web.operations import operation
from truceline.web.refusals import listed
from truceline.web.typed import LONGEST

FILTERS = ("q", "state", "act", "outcome", "view", "mine", "second")
THEN = ("state", "act", "view")  # the others ask what was learnt later
ON_A_PAGE = 50


def _filters(request: HttpRequest, then: datetime | None) -> dict[str, str]:
    names = FILTERS if then is None else THEN
    filters = {k: request.GET.get(k, "").strip()[:LONGEST] for k in names}
    shown = {v.key for v in incidents.views()}
    if filters["view"] not in shown:
        filters["view"] = incidents.views()[0].key if shown else ""
    return filters


@operation("incident.read")
def incident_map(request: HttpRequest) -> HttpResponse:
    """The list, and beside it the map. ``?part=list`` gives the list alone, for the script that keeps it in step.
    ``?as_of=``: as it was known then, for the mission."""
    user: Any = request.user
    then, wrong = _then(request)
    if then is not None and then >= now():
        return moments.led_to_now(request)
    when = asked_map(request.GET)
    filters = _filters(request, then)
    problems = [*when.problems, *wrong]
    context: dict[str, Any] = {"when": when, "filters": filters, "problems": problems, "then": then}
    number = request.GET.get("page")
    if then is not None:
        context |= _mission_then(user, when, filters, (then, number))
    else:
        context |= _outside(user, when) if user.role in OUTSIDE else _mission(user, when, filters, number)
    if request.GET.get("part") == "list":
        return render(request, "maps/list.html", context)
    span = {"since": f"{when.since:%Y-%m-%d}", "until": f"{when.until:%Y-%m-%d}"}
    span |= {"as_of": then.isoformat()} if then is not None else {}
    context |= {
        "views": incidents.views(),
        "states": State.choices,
        "acts": list(ACTS),
        "query": urlencode({k: v for k, v in {**filters, **span}.items() if v}) + "&",
        "setup": _setup(user, when, filters, context),
        "basemap": _basemap() is not None,
    }
    return render(request, "maps/map.html", context)


def _then(request: HttpRequest) -> tuple[datetime | None, Sequence[Problem]]:
    """The past moment that is asked about, None for now. Only the mission may: a delayed reader's map is that of an
    earlier moment already, and two moments would tell by their difference what was taken back. Raises PermissionDenied.
    """
    text = request.GET.get("as_of", "").strip()
    if not text:
        return None, ()
    if not may(request.user, "casework.read"):
        raise PermissionDenied
    asked = moments.asked({"as_of": text})
    return None if asked.problems else asked.as_of, asked.problems


def _mission(user: Any, when: Any, filters: dict[str, str], number: str | None) -> dict[str, Any]:
    rows = queries.matching(user, when, filters)
    listed = queries.inside(rows, when.box) if when.box else rows
    page = Paginator(listed, ON_A_PAGE).get_page(number)
    kept = incidents.findings_of(user, [i.pk for i in page], filters["view"])
    return {
        "inside": True,
        "extent": queries.extent(rows),
        "page": page,
        "rows": [(i, kept[i.pk].get(filters["view"])) for i in page],
        "without_place": queries.without_place(rows),
    }


def _mission_then(user: Any, when: Any, filters: dict[str, str], asked: tuple[datetime, str | None]) -> dict[str, Any]:
    then, number = asked
    found = past.map_as_of(user, when, filters, then)
    listed = found.inside(when.box) if when.box else found
    page = Paginator(listed.listed(user), ON_A_PAGE).get_page(number)
    return {
        "inside": True,
        "extent": found.extent(),
        "page": page,
        "rows": rows_as_of(user, list(page), then, filters["view"]),
        "without_place": found.without_place(),
    }


def _outside(user: Any, when: Any) -> dict[str, Any]:
    return {"inside": False, "districts": queries.districts(user, when), "weeks": when.weeks, "fewest": queries.FEWEST}


def _setup(user: Any, when: Any, filters: dict[str, str], context: dict[str, Any]) -> dict[str, Any]:
    """What the script needs to know, as data in the page."""
    found = [{"name": d.name, "count": d.count, "at": d.at} for d in context.get("districts", ()) if d.at]
    return {
        "inside": context["inside"],
        "box": when.box or queries.start(user, context.get("extent")),
        "towns": queries.towns(user),
        "districts": found,
        "fewest": queries.FEWEST,
        "areas": queries.areas(filters["view"], when, _earlier(when, context["then"])),
        "basemap": _basemap() is not None,
        "as_of": context["then"].isoformat() if context["then"] else "",
    }


def _earlier(when: Any, then: datetime | None) -> datetime | None:
    return min(when.end, then) if then is not None else None


@operation("incident.read")
def map_data(request: HttpRequest) -> HttpResponse:
    """GeoJSON of the circles or cells in a box."""
    user: Any = request.user
    then, wrong = _then(request)
    when = asked_map(request.GET)
    if problems := [*when.problems, *wrong]:
        return listed(problems, 422)
    filters = _filters(request, then)
    if then is None or then >= now():
        found = list(queries.features(user, when, filters))
    else:
        found = past.features(past.map_as_of(user, when, filters, then), when.box)
    return JsonResponse({"type": "FeatureCollection", "features": found})


@operation("incident.read")
def basemap(request: HttpRequest) -> HttpResponse:
    """Land and borders to read the map by; the mission's own file where the settings name one."""
    path = _basemap()
    if path is None:
        raise Http404
    data = path.read_bytes()
    response = HttpResponse(data, content_type="application/json")
    response["Cache-Control"] = "private, max-age=86400"
    response["ETag"] = f'"{hashlib.sha256(data).hexdigest()[:32]}"'
    return response


def _basemap() -> Path | None:
    """None where the settings say so, and for an exercise: its country is invented and lies nowhere."""
    chosen = settings.BASEMAP
    if chosen == "none" or (chosen == "" and deployment().exercise):
        return None
    return Path(chosen) if chosen else settings.HERE / "static" / "basemap" / "natural-earth-50m.json"


def is_basemap(path: Path) -> bool:
    """Whether a file can be drawn: land and borders as flat lists of steps (tools/build_basemap.py)."""
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        return all(isinstance(part, list) for key in ("land", "borders") for part in data[key]) and data["steps"] > 0
    except (OSError, ValueError, KeyError, TypeError):
        return False
