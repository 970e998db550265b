"""The lists of parties and guarantors by finding and by district are each read off one index."""

from __future__ import annotations

from typing import Any

from django.db import migrations, models
from django.db.models import OuterRef, Q, Subquery


def fill(apps: Any, editor: Any) -> None:
    incident = apps.get_model("casework", "Incident").objects.filter(pk=OuterRef("incident"))
    issued = apps.get_model("casework", "ListedOutcome").objects.exclude(incident__issued_at=None)
    issued.update(
        issued_at=Subquery(incident.values("issued_at")[:1]), issued_day=Subquery(incident.values("issued_day")[:1])
    )


def index(said: str) -> Any:
    return migrations.AddIndex(
        model_name="listedoutcome",
        index=models.Index(
            condition=Q(("issued_day__isnull", False)),
            fields=["view", said, "-issued_day", "incident"],
            name=f"issued_by_{said}",
        ),
    )


class Migration(migrations.Migration):
    dependencies = [("casework", "0021_walls_for_writes")]
    operations = [
        migrations.AddField(model_name="listedoutcome", name="issued_at", field=models.DateTimeField(null=True)),
        migrations.AddField(model_name="listedoutcome", name="issued_day", field=models.DateTimeField(null=True)),
        migrations.RunPython(fill, migrations.RunPython.noop),
        index("outcome"),
        index("coverage"),
        migrations.AddIndex(
            model_name="incident",
            index=models.Index(
                condition=Q(("state__in", ("assessed", "referred", "answered", "closed"))),
                fields=["issued_searched", "-issued_day", "incident_id"],
                name="issued_by_district",
            ),
        ),
    ]
