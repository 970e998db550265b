from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    """Thousands of reports of one table are received at one moment: the key beside it spares sorting them a page."""

    dependencies = [("intake", "0005_initiator_weights")]
    operations = [
        migrations.RemoveIndex(model_name="report", name="intake_repo_receive_91f7db_idx"),
        migrations.AddIndex(
            model_name="report",
            index=models.Index(fields=["-received_at", "report_id"], name="report_newest_first"),
        ),
    ]
