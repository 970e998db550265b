from __future__ import annotations

from django.apps import AppConfig


class StampsConfig(AppConfig):
    name = "truceline.web.stamps"
    label = "stamps"
