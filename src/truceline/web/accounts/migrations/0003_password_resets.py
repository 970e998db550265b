"""Links to a new password, behind the second wall from the first."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import truceline.web.audit.chain
from truceline.web.second_wall import wall


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0002_scopes"),
    ]
    operations = [
        migrations.CreateModel(
            name="PasswordReset",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("secret_hash", models.CharField(max_length=64, unique=True)),
                ("without_second_factor", models.BooleanField(default=False)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("expires_at", models.DateTimeField()),
                ("used_at", models.DateTimeField(null=True)),
                (
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="password_resets_made",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="password_resets",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            bases=(truceline.web.audit.chain.Bound, models.Model),
        ),
        wall("accounts_passwordreset"),
    ]
