"""What parties and guarantors read of an incident, as it stood when it was issued."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("casework", "0018_wall_asks_once"),
    ]

    operations = [
        migrations.AddField(
            model_name="incident",
            name="issued_day",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="incident",
            name="issued_act",
            field=models.CharField(blank=True, default="", max_length=60),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="incident",
            name="issued_district",
            field=models.TextField(blank=True, default=""),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="incident",
            name="issued_searched",
            field=models.TextField(blank=True, default=""),
            preserve_default=False,
        ),
        migrations.AddIndex(
            model_name="incident",
            index=models.Index(
                condition=models.Q(("state__in", ("assessed", "referred", "answered", "closed"))),
                fields=["-issued_day", "incident_id"],
                name="incidents_issued",
            ),
        ),
    ]
