"""The map of a moment, for the mission: where incidents were known to be then, as the list of then tells it.

What nothing happened to since is read off its columns of now; the rest is put together as it stood.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from math import floor
from typing import Any

from django.db.models import Exists, OuterRef, Q

from truceline.web.accounts.models import User
from truceline.web.casework.list_as_of import listed_as_of, rows_as_of
from truceline.web.casework.models import Correction, Event, Incident
from truceline.web.maps import queries
from truceline.web.maps.asked import AskedMap, Box

AT_ONCE = 500  # incidents put together for one query each of events, reports and corrections


@dataclass(frozen=True)
class PastMap:
    """``still``: rows that say today what they said then; ``other``: copies of the rest, as they stood."""

    still: Any
    other: Sequence[Incident]

    def inside(self, box: Box) -> PastMap:
        west, south, east, north = box
        touching = [
            one
            for one in self.other
            if one.west is not None
            and (one.west <= east and one.east >= west and one.south <= north and one.north >= south)
        ]
        return PastMap(queries.inside(self.still, box), touching)

    def listed(self, user: User) -> Any:
        """All of them as rows of a list, in the order of now."""
        ids = Q(pk__in=self.still.order_by().values("pk")) | Q(pk__in=[one.pk for one in self.other])
        return Incident.objects.visible_to(user).filter(ids).order_by("-occurred_from", "incident_id")

    def without_place(self) -> int:
        return queries.without_place(self.still) + sum(one.lon is None for one in self.other)

    def extent(self) -> Box | None:
        boxes = [(o.west, o.south, o.east, o.north) for o in self.other if o.west is not None]
        found = [*boxes, *filter(None, [queries.extent(self.still)])]
        if not found:
            return None
        west, south, east, north = zip(*found, strict=True)
        return min(west), min(south), max(east), max(north)


def map_as_of(user: User, when: AskedMap, filters: Mapping[str, str], moment: datetime) -> PastMap:
    """Incidents whose time, act and state of then fit. ``filters``: state and act."""
    rows = listed_as_of(user, moment, filters.get("state", ""))
    later = Event.objects.filter(incident=OuterRef("pk"), at__gt=moment, kind__in=("joined", "left_incident"))
    corrected = Correction.objects.filter(report__member__incident=OuterRef("pk"), decision__at__gt=moment)
    changed = Exists(later) | Exists(corrected)
    still = rows.filter(~changed, occurred_from__lt=when.end, occurred_until__gte=when.since)
    act = filters.get("act", "")
    if act:
        still = still.filter(act=act)
    other = list(rows.filter(changed).order_by("incident_id"))
    then = [
        one
        for start in range(0, len(other), AT_ONCE)
        for one, _ in rows_as_of(user, other[start : start + AT_ONCE], moment, "")
    ]
    fits = [o for o in then if o.occurred_from < when.end and o.occurred_until >= when.since and act in ("", o.act)]
    return PastMap(still, fits)


def features(found: PastMap, box: Box | None) -> list[dict[str, Any]]:
    """Circles, or cells where they are too many, as on the map of now."""
    drawn = found.inside(box or (-180.0, -90.0, 180.0, 90.0))
    if drawn.still.count() + len(drawn.other) <= queries.MOST:
        return queries.circles(drawn.still) + [
            queries.circle(one.pk, one.lon, one.lat, one.radius_m) for one in drawn.other
        ]
    asked = box or drawn.extent()
    return _cells(drawn, asked) if asked else []


def _cells(drawn: PastMap, box: Box) -> list[dict[str, Any]]:
    size = queries.cell_size(box)
    counted = Counter(queries.cells_counted(drawn.still.filter(lon__isnull=False), size))
    for one in drawn.other:
        counted[floor((one.lon or 0.0) / size), floor((one.lat or 0.0) / size)] += 1  # as the database divides
    return [queries.cell(x * size, y * size, size, n) for (x, y), n in sorted(counted.items())]
