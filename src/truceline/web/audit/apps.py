from __future__ import annotations

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class AuditConfig(AppConfig):
    name = "truceline.web.audit"
    label = "audit"

    def ready(self) -> None:
        from truceline.web.audit.bound import after_migration

        post_migrate.connect(after_migration, sender=self, dispatch_uid="bind_earlier_rows")
