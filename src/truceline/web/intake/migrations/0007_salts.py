"""What names people is salted before its digest goes into the log."""

from __future__ import annotations

from typing import Any

from django.db import migrations, models

from truceline.web.audit.chain import salt


def fill(apps: Any, editor: Any) -> None:
    rows = apps.get_model("intake", "sourceidentity").objects
    for pk in list(rows.filter(salt=None).values_list("pk", flat=True)):
        rows.filter(pk=pk).update(salt=salt())


class Migration(migrations.Migration):
    dependencies = [("intake", "0006_newest_first")]
    operations = [
        # without its default, for which SQLite would build the table anew and lose its triggers
        migrations.SeparateDatabaseAndState(
            database_operations=[
                migrations.AddField("sourceidentity", "salt", models.CharField(max_length=32, null=True)),
            ],
            state_operations=[
                migrations.AddField("sourceidentity", "salt", models.CharField(default=salt, max_length=32, null=True)),
            ],
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
