from __future__ import annotations

from django.db import migrations

from truceline.web.audit.triggers import guard


class Migration(migrations.Migration):
    dependencies = [("stamps", "0001_initial")]
    operations = [guard("stamps_stamp")]
