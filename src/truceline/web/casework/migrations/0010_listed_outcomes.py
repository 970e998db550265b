"""Indexes for lists of a hundred thousand rows, and the table that the filter by finding is answered from."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("casework", "0009_corrections"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="ListedOutcome",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("view", models.TextField()),
                ("outcome", models.TextField()),
                ("coverage", models.TextField()),
                ("occurred_from", models.DateTimeField()),
            ],
        ),
        migrations.RemoveIndex(
            model_name="incident",
            name="casework_in_occurre_728e55_idx",
        ),
        migrations.RemoveIndex(
            model_name="incident",
            name="casework_in_state_c00077_idx",
        ),
        migrations.AlterField(
            model_name="finding",
            name="incident_id",
            field=models.CharField(max_length=210),
        ),
        migrations.AlterField(
            model_name="incident",
            name="merged_into",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="merged",
                to="casework.incident",
            ),
        ),
        migrations.AddIndex(
            model_name="finding",
            index=models.Index(
                condition=models.Q(("current", True)), fields=["-made_at", "finding_id"], name="findings_last_made"
            ),
        ),
        migrations.AddIndex(
            model_name="finding",
            index=models.Index(
                fields=["agreement_id", "reading", "-made_at", "finding_id"], name="findings_of_reading"
            ),
        ),
        migrations.AddIndex(
            model_name="finding",
            index=models.Index(fields=["incident_id", "agreement_id", "reading"], name="findings_of_incident"),
        ),
        migrations.AddIndex(
            model_name="incident",
            index=models.Index(fields=["-occurred_from", "incident_id"], name="incidents_listed"),
        ),
        migrations.AddIndex(
            model_name="incident",
            index=models.Index(fields=["state", "-occurred_from", "incident_id"], name="incidents_by_state"),
        ),
        migrations.AddIndex(
            model_name="incident",
            index=models.Index(fields=["act", "-occurred_from", "incident_id"], name="incidents_by_act"),
        ),
        migrations.AddField(
            model_name="listedoutcome",
            name="incident",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="outcomes", to="casework.incident"
            ),
        ),
        migrations.AddIndex(
            model_name="listedoutcome",
            index=models.Index(fields=["view", "outcome", "-occurred_from", "incident"], name="listed_by_outcome"),
        ),
        migrations.AddIndex(
            model_name="listedoutcome",
            index=models.Index(fields=["view", "coverage", "-occurred_from", "incident"], name="listed_by_coverage"),
        ),
        migrations.AddConstraint(
            model_name="listedoutcome",
            constraint=models.UniqueConstraint(fields=("incident", "view"), name="one_outcome_a_reading"),
        ),
    ]
