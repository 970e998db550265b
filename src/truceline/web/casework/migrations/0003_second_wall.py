from __future__ import annotations

from django.db import migrations

from truceline.web.second_wall import build


class Migration(migrations.Migration):
    dependencies = [("casework", "0002_append_only"), ("intake", "0002_append_only"), ("accounts", "0001_initial")]
    operations = [migrations.RunPython(build, migrations.RunPython.noop)]
