"""Which reports a conclusion is about, so that what joins later does not count as verified."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("casework", "0013_saved_views"),
    ]

    operations = [
        migrations.AddField(
            model_name="incident",
            name="concluded_on",
            field=models.JSONField(null=True),
        ),
    ]
