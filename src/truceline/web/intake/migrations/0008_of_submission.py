"""What of a submission came after an entry of the log is found by one index, which also stands in for that of the
submission alone."""

from __future__ import annotations

from typing import Any

import django.db.models.deletion
from django.db import migrations, models


def drop_former(apps: Any, editor: Any) -> None:
    """By itself: Django would copy SQLite's table for it, and the triggers that keep reports unchanged stay behind."""
    table = apps.get_model("intake", "report")._meta.db_table
    with editor.connection.cursor() as cursor:
        found = editor.connection.introspection.get_constraints(cursor, table)
    for name, told in found.items():
        if told["columns"] == ["submission_id"] and told["index"] and not told["unique"]:
            editor.execute(f"DROP INDEX {editor.quote_name(name)}")


class Migration(migrations.Migration):
    dependencies = [("intake", "0007_amounts")]
    operations = [
        migrations.SeparateDatabaseAndState(
            [migrations.RunPython(drop_former, migrations.RunPython.noop)],
            [
                migrations.AlterField(
                    "report",
                    "submission",
                    models.ForeignKey(
                        to="intake.submission",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reports",
                        db_index=False,
                    ),
                )
            ],
        ),
        migrations.AddIndex("report", models.Index(fields=["submission", "audit_seq"], name="report_of_submission")),
    ]
