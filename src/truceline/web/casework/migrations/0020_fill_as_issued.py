"""What was issued before is read as it stands now: how it stood then was not kept."""

from __future__ import annotations

from datetime import UTC
from typing import Any

from django.db import migrations

ISSUED = ("assessed", "referred", "answered", "closed")


def fill(apps: Any, editor: Any) -> None:
    for row in apps.get_model("casework", "Incident").objects.filter(state__in=ISSUED).iterator():
        row.issued_day = row.occurred_from.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
        row.issued_act, row.issued_district = row.act, row.district
        row.issued_searched = row.district_searched
        row.save(update_fields=["issued_day", "issued_act", "issued_district", "issued_searched"])


class Migration(migrations.Migration):
    dependencies = [("casework", "0019_as_issued")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
