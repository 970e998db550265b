from __future__ import annotations

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "truceline.web.accounts"
    label = "accounts"

    def ready(self) -> None:
        from truceline.web.accounts import adapter  # noqa: F401  its receivers must be connected
