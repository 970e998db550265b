"""What findings said before, for the lists of those who are delayed; names as the list searches in them."""

import datetime

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("casework", "0015_fill_concluded_on"),
    ]

    operations = [
        migrations.AddField(
            model_name="incident", name="place_searched", field=models.TextField(blank=True, default="")
        ),
        migrations.AddField(
            model_name="incident", name="district_searched", field=models.TextField(blank=True, default="")
        ),
        migrations.AlterField(model_name="incident", name="place_searched", field=models.TextField(blank=True)),
        migrations.AlterField(model_name="incident", name="district_searched", field=models.TextField(blank=True)),
        migrations.AddField(model_name="listedoutcome", name="compartment", field=models.TextField(null=True)),
        migrations.AddField(model_name="listedoutcome", name="known_until", field=models.DateTimeField(null=True)),
        migrations.AddField(
            model_name="listedoutcome",
            name="known_from",
            field=models.DateTimeField(default=datetime.datetime(1970, 1, 1, tzinfo=datetime.UTC)),
            preserve_default=False,
        ),
        migrations.RemoveConstraint(model_name="listedoutcome", name="one_outcome_a_reading"),
        migrations.AddConstraint(
            model_name="listedoutcome",
            constraint=models.UniqueConstraint(
                condition=models.Q(("known_until", None)), fields=("incident", "view"), name="one_outcome_a_reading"
            ),
        ),
    ]
