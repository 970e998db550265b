from __future__ import annotations

from django.db import migrations

from truceline.web.audit.triggers import guard


class Migration(migrations.Migration):
    dependencies = [("intake", "0001_initial")]
    operations = [guard("intake_report"), guard("intake_reject")]
