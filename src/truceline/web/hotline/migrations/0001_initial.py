"""Calls, who called, what came of them: append-only, and closed by the second wall."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from truceline.web.audit.triggers import guard
from truceline.web.second_wall import wall

TABLES = ("hotline_call", "hotline_calleridentity", "hotline_calloutcome")


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("intake", "0003_texts"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Call",
            fields=[
                ("call_id", models.CharField(max_length=40, primary_key=True, serialize=False)),
                ("request_digest", models.CharField(max_length=64)),
                ("called_at", models.DateTimeField()),
                ("logged_at", models.DateTimeField()),
                ("words", models.TextField()),
                ("place_words", models.CharField(blank=True, max_length=200)),
                ("place_id", models.CharField(blank=True, max_length=200)),
                ("place_name", models.CharField(blank=True, max_length=200)),
                ("read_back", models.CharField(blank=True, max_length=400)),
                ("typed", models.JSONField(default=dict)),
                ("compartment", models.TextField(null=True)),
                ("digest", models.CharField(max_length=64)),
                ("audit_seq", models.BigIntegerField(db_index=True)),
                (
                    "taken_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="calls", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="CallerIdentity",
            fields=[
                (
                    "call",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="caller",
                        serialize=False,
                        to="hotline.call",
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("not_said", "not said"),
                            ("resident", "resident"),
                            ("local_official", "local official"),
                            ("medical", "medical or rescue worker"),
                            ("aid_worker", "aid worker"),
                            ("journalist", "journalist"),
                            ("party_officer", "officer of a party"),
                            ("other", "other"),
                        ],
                        default="not_said",
                        max_length=20,
                    ),
                ),
                ("name", models.CharField(blank=True, max_length=200)),
                ("contact", models.CharField(blank=True, max_length=200)),
            ],
        ),
        migrations.CreateModel(
            name="CallOutcome",
            fields=[
                (
                    "call",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="outcome",
                        serialize=False,
                        to="hotline.call",
                    ),
                ),
                ("kind", models.CharField(choices=[("report", "made a report"), ("closed", "closed")], max_length=10)),
                ("reason", models.TextField(blank=True)),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="calls_settled",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "report",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="call_outcome",
                        to="intake.report",
                    ),
                ),
            ],
        ),
        migrations.AddIndex(
            model_name="call",
            index=models.Index(fields=["-called_at", "call_id"], name="calls_listed"),
        ),
        migrations.AddConstraint(
            model_name="calloutcome",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", "report"), ("report__isnull", False)),
                    models.Q(("kind", "closed"), ("report__isnull", True)),
                    _connector="OR",
                ),
                name="call_outcome_says_what",
            ),
        ),
        *[guard(table) for table in TABLES],
        wall(*TABLES),
    ]
