from __future__ import annotations

from typing import Any

from django.db import migrations

from truceline.web.intake.models import Amount


class Widened(migrations.AlterField):
    """The column of whole numbers takes decimals. SQLite keeps any number in any column, and its table, which holds
    its triggers and its index of places, is better not made anew."""

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        if schema_editor.connection.vendor != "sqlite":
            super().database_forwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        if schema_editor.connection.vendor != "sqlite":
            super().database_backwards(app_label, schema_editor, from_state, to_state)


class Migration(migrations.Migration):
    dependencies = [("intake", "0007_salts")]  # which came at the same time
    operations = [Widened("report", "quantity", Amount(null=True))]
