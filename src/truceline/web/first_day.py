"""What a mission needs before its first report: a name, a time zone, an administrator, and compartments.

Compartments are made here and nowhere else: one for source identities, and one for each party of the instruments that
are watched, called by the party's id. They are looked for at every start, since an instrument may be added later.
"""

from __future__ import annotations

import getpass
import sys
from collections.abc import Callable
from zoneinfo import available_timezones

from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction

from truceline.vocabulary.errors import TrucelineError, problem
from truceline.web.accounts.models import SOURCES, Compartment, Deployment, User
from truceline.web.accounts.names import checked_shown_name, checked_username
from truceline.web.accounts.rights import Role
from truceline.web.audit.actions import append
from truceline.web.world import parties, world


def first_administrator() -> None:
    """Ask at the terminal for the mission and its first administrator; nothing, if somebody is in the service already.

    What is no name, zone or password is asked for again. Raises TrucelineError E-WEB-011 where nobody answers.
    """
    if User.objects.exists():
        return
    instruments = world().agreements
    usual = instruments[0].agreement.timezone if instruments else "Etc/UTC"
    mission = _asked("Name of the mission", checked_shown_name, "Mission")
    zone = _asked("Time zone in which it works", _zone, usual)
    name = _asked("User name of the first administrator", checked_username)
    person = User(username=name, role=Role.ADMINISTRATOR, organisation=mission)

    def fitting(typed: str) -> str:
        validate_password(typed, person)
        return typed

    person.set_password(_asked("Password (12 characters or more)", fitting, read=getpass.getpass))
    with transaction.atomic():
        person.save()
        made = Deployment.objects.create(name=mission, timezone=zone)
        append("setup", "first_administrator", ("user", name), rows=[person, made])
    if settings.AGREEMENTS == ["exercise"]:
        print("It watches the invented instruments of the exercise. Name your own: TRUCELINE_AGREEMENTS=folder")


def _asked(what: str, check: Callable[[str], str], usual: str = "", read: Callable[[str], str] = input) -> str:
    while True:
        try:
            typed = read(f"{what} [{usual}]: " if usual else f"{what}: ")
        except EOFError:
            raise TrucelineError(problem("E-WEB-011", "truceline serve", value=what)) from None
        try:
            return check(typed or usual)
        except ValidationError as error:
            print(" ".join(error.messages), file=sys.stderr)


def _zone(typed: str) -> str:
    if typed.strip() not in available_timezones():
        raise ValidationError("No such time zone. Write it as Europe/Kyiv, Asia/Damascus or Etc/UTC.")
    return typed.strip()


def make_compartments() -> list[str]:
    """Make the compartments that are missing. Their names, in order."""
    there = set(Compartment.objects.values_list("name", flat=True))
    missing = sorted({SOURCES, *(party_id for party_id, _name in parties())} - there)
    if missing:
        with transaction.atomic():
            made = [Compartment.objects.create(name=name) for name in missing]
            append("setup", "make_compartments", ("compartments", str(len(made))), {"names": missing}, rows=made)
    return missing
