from __future__ import annotations

from django.db import migrations

from truceline.web.audit.triggers import guard
from truceline.web.second_wall import wall


class Migration(migrations.Migration):
    dependencies = [("evidence", "0001_initial"), ("casework", "0003_second_wall")]
    operations = [guard("evidence_item"), wall("evidence_item")]
