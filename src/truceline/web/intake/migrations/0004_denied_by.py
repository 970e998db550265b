from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("intake", "0003_texts")]
    operations = [migrations.AddField("report", "denied_by", models.JSONField(null=True))]
