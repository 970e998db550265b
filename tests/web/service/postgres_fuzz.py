"""Schemathesis against the service on PostgreSQL, behind the second wall, run as a program of its own by
test_api_fuzz.py; prints the statuses met by role and operation, and what was not as described, as JSON."""

from __future__ import annotations

import json
import os
from typing import Any

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "truceline.web.settings"
os.environ["TRUCELINE_HOSTS"] = "testserver,localhost"
django.setup()

from django.conf import settings
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, connection

from truceline.web.__main__ import prepare
from truceline.web.second_wall import ENGINE, act_for

settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


def main(examples: int) -> dict[str, Any]:
    from tests.web.service.cases import settle
    from tests.web.service.test_api_fuzz import ROLES, asked_of
    from tests.web.service.test_permissions import bearer
    from truceline.web.accounts.models import User
    from truceline.web.seed import seed_exercise

    prepare()
    seed_exercise(incidents=4)
    settle()
    headers = {name: bearer(User.objects.get(username=name)) for name in ROLES}
    connection.close()
    os.environ["TRUCELINE_APP_ROLE"] = "1"  # from here on as the server does
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    found: dict[str, Any] = {"met": {}, "wrong": {}}
    for name in ROLES:
        act_for(ENGINE)
        try:
            met = asked_of(headers[name], examples)
            found["met"][name] = {label: sorted(statuses) for label, statuses in met.items()}
        except BaseException as error:  # what Schemathesis raises is a group of failures
            found["wrong"][name] = repr(error)[:3000]
    return found


if __name__ == "__main__":
    print(json.dumps(main(int(os.environ["EXAMPLES"]))))
