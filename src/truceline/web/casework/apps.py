from __future__ import annotations

from django.apps import AppConfig


class CaseworkConfig(AppConfig):
    name = "truceline.web.casework"
    label = "casework"
