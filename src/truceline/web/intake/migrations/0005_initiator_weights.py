from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("intake", "0004_denied_by")]
    operations = [migrations.AddField("report", "initiator_weights", models.JSONField(null=True))]
