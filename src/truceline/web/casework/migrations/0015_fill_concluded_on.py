"""Conclusions reached before: the reports that had joined by then, as the history has it."""

from __future__ import annotations

from typing import Any

from django.db import migrations


def fill(apps: Any, editor: Any) -> None:
    incidents = apps.get_model("casework", "Incident").objects.exclude(conclusion="")
    events = apps.get_model("casework", "Event").objects.order_by("at", "pk")
    for incident in incidents.iterator():
        there: dict[str, None] = {}
        for kind, report in events.filter(incident=incident).values_list("kind", "text"):
            if kind == "joined":
                there[report] = None
            elif kind == "left_incident":
                there.pop(report, None)
            elif kind == "agreed":
                incident.concluded_on = sorted(there)
        incident.save(update_fields=["concluded_on"])


class Migration(migrations.Migration):
    dependencies = [("casework", "0014_concluded_on")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
