"""Earlier versions of findings are found by who saw them; incidents are found by names without case and marks."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from django.db import migrations

from truceline.web.casework.names import searched

AT_ONCE = 2000


def fill(apps: Any, editor: Any) -> None:
    incidents = apps.get_model("casework", "Incident").objects
    row = apps.get_model("casework", "ListedOutcome")
    lies = {pk: (at, circle) for pk, at, circle in incidents.values_list("pk", "occurred_from", "compartment")}
    row.objects.all().delete()
    made = []
    for said in _said(apps.get_model("casework", "Finding").objects):
        at, circle = lies[said["incident_id"]]
        made.append(row(occurred_from=at, compartment=circle, **said))
        if len(made) == AT_ONCE:
            row.objects.bulk_create(made)
            made = []
    row.objects.bulk_create(made)
    changed = []
    for one in incidents.only("pk", "place_name", "district").iterator(AT_ONCE):
        for column, value in searched(one.place_name, one.district).items():
            setattr(one, column, value)
        changed.append(one)
        if len(changed) == AT_ONCE:
            incidents.bulk_update(changed, ["place_searched", "district_searched"], 300)
            changed = []
    incidents.bulk_update(changed, ["place_searched", "district_searched"], 300)


def _said(findings: Any) -> Iterator[dict[str, Any]]:
    """What each finding said, from one version that says something else to the next. Of one that ended nobody noted
    when: its last words are found no longer."""
    named = ("finding_id", "incident_id", "agreement_id", "reading", "outcome", "coverage", "made_at", "current")
    versions = findings.order_by("finding_id", "version").values(*named)
    for _finding, group in groupby(versions.iterator(AT_ONCE), key=lambda f: f["finding_id"]):
        told: list[dict[str, Any]] = []
        for f in group:
            said = {"outcome": f["outcome"], "coverage": f["coverage"]}
            if told and said.items() <= told[-1].items():
                continue
            if told:
                told[-1]["known_until"] = f["made_at"]
            view = f"{f['agreement_id']}:{f['reading']}"
            told.append({"incident_id": f["incident_id"], "view": view, "known_from": f["made_at"], **said})
        if not f["current"]:
            told[-1]["known_until"] = f["made_at"]
        yield from told


class Migration(migrations.Migration):
    dependencies = [("casework", "0016_outcomes_then")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
