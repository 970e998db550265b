"""Incidents that were grouped before get their place; without it they would be missing from the map."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from django.db import migrations

COLUMNS = ("report_id", "lon", "lat", "place_radius_m", "target_kind")


def fill(apps: Any, editor: Any) -> None:
    from truceline.web.casework.place import claimed_place

    incidents = apps.get_model("casework", "Incident").objects
    members = apps.get_model("casework", "Member").objects.order_by("incident_id", "report_id")
    rows = members.values_list("incident_id", *(f"report__{c}" for c in COLUMNS)).iterator(2000)
    for incident_id, group in groupby(rows, key=lambda row: row[0]):
        place = claimed_place([dict(zip(COLUMNS, row[1:], strict=True)) for row in group])
        if place["lon"] is not None:
            incidents.filter(pk=incident_id).update(**place)


class Migration(migrations.Migration):
    dependencies = [("casework", "0004_place")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
