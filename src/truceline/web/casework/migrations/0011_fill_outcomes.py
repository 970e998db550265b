"""Findings that were made before are found by the list's filter too."""

from __future__ import annotations

from typing import Any

from django.db import migrations

AT_ONCE = 2000


def fill(apps: Any, editor: Any) -> None:
    kept = apps.get_model("casework", "ListedOutcome").objects
    row = apps.get_model("casework", "ListedOutcome")
    days = dict(apps.get_model("casework", "Incident").objects.values_list("incident_id", "occurred_from"))
    current = apps.get_model("casework", "Finding").objects.filter(current=True)
    named = ("incident_id", "agreement_id", "reading", "outcome", "coverage")
    made = []
    for incident_id, agreement, reading, outcome, coverage in current.values_list(*named).iterator(AT_ONCE):
        said = {"view": f"{agreement}:{reading}", "outcome": outcome, "coverage": coverage}
        made.append(row(incident_id=incident_id, occurred_from=days[incident_id], **said))
        if len(made) == AT_ONCE:
            kept.bulk_create(made)
            made = []
    kept.bulk_create(made)


class Migration(migrations.Migration):
    dependencies = [("casework", "0010_listed_outcomes")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
