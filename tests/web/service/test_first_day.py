"""A mission from nothing: what is asked at the terminal, the compartments, the people who are invited and changed."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from tests.web.service.conftest import free_port

ANSWERS = "Ceasefire Watch\nEurope/Nowhere\nEurope/Kyiv\nroot name\nhead\nshort\na river with two mills\n"


def first_start(data: Path, answers: str) -> tuple[str, str]:
    """(what was printed, what was complained of) of a first start, ended once it serves or gives up."""
    command = [sys.executable, "-m", "truceline.web", "serve", "--no-exercise", "--port", str(free_port())]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    clean = {k: v for k, v in os.environ.items() if not k.startswith(("TRUCELINE_", "DJANGO_"))}
    with subprocess.Popen(
        command,
        **pipes,
        text=True,
        start_new_session=True,  # no terminal: passwords come from the same place as the rest
        env={**clean, "TRUCELINE_DATA": str(data)},
    ) as process:
        assert process.stdin and process.stdout and process.stderr
        process.stdin.write(answers)
        process.stdin.close()
        told = ""
        for line in process.stdout:
            told += line
            if "Truceline serves on" in line:
                process.terminate()
                break
        return told, process.stderr.read()


def test_a_mission_begins_with_a_name_a_zone_and_compartments(tmp_path: Path) -> None:
    """What does not fit is asked again; afterwards there is a compartment for sources and one a party."""
    told, complaints = first_start(tmp_path, ANSWERS)
    assert "TRUCELINE_AGREEMENTS" in told and "serves on" in told
    assert "No such time zone" in complaints and "Traceback" not in complaints
    base = sqlite3.connect(tmp_path / "truceline.sqlite3")
    assert base.execute("SELECT name, timezone, exercise FROM accounts_deployment").fetchall() == [
        ("Ceasefire Watch", "Europe/Kyiv", 0)
    ]
    assert base.execute("SELECT username, role, organisation FROM accounts_user").fetchall() == [
        ("head", "administrator", "Ceasefire Watch")
    ]
    names = [n for (n,) in base.execute("SELECT name FROM accounts_compartment ORDER BY name")]
    assert names == ["council", "government", "sources"]


def test_who_answers_nothing_is_told_what_is_missing(tmp_path: Path) -> None:
    _told, complaints = first_start(tmp_path, "Ceasefire Watch\n")
    assert "E-WEB-011" in complaints and "Time zone" in complaints and "Traceback" not in complaints


def test_a_liaison_reads_one_partys_reports(person: Callable[[str], Any]) -> None:
    """Neither invited nor let into the compartment of another party; the own one is open."""
    from truceline.web.accounts.actions import change_person, invite

    ada, hedda = person("ada"), person("hedda")
    with pytest.raises(ValidationError, match="government"):
        invite(ada, "party_liaison", "council", ["council", "government"])
    with pytest.raises(ValidationError, match="government"):
        change_person(ada, hedda, role="party_liaison", active=True, compartments=["government"])
    assert invite(ada, "party_liaison", "council", ["council"])[0].party == "council"
    change_person(ada, hedda, role="party_liaison", active=True, compartments=["government"], party="government")


def test_who_is_invited_speaks_for_somebody(person: Callable[[str], Any]) -> None:
    """The mission's people for the mission, a liaison for the party; a reporter for whom the administrator writes."""
    from truceline.web.accounts.actions import accept_invitation, change_person, invite

    ada = person("ada")
    made = {}
    for role, party in (("monitor", ""), ("party_liaison", "council"), ("reporter", "")):
        secret = invite(ada, role, party)[1]
        made[role] = accept_invitation(secret, f"new-{role[:5]}", "Somebody (example)", "a river with two mills")
    assert [u.organisation for u in made.values()] == ["Lyne Monitoring Mission", "Highland Council", ""]
    reporter = made["reporter"]
    change_person(ada, reporter, role="reporter", active=True, compartments=[], organisation="Mill Watch")
    reporter.refresh_from_db()
    assert reporter.organisation == "Mill Watch"
    with pytest.raises(ValidationError, match="own people"):
        change_person(
            ada, reporter, role="reporter", active=True, compartments=[], organisation="lyne monitoring mission"
        )


def test_an_invitation_is_taken_back(signed_in: Callable[[str], Any], person: Callable[[str], Any]) -> None:
    """Its link lets nobody in, it leaves the list, and the log says who did it; a used one stays used."""
    from truceline.web.accounts.actions import invite
    from truceline.web.audit.models import Entry

    row, secret = invite(person("ada"), "monitor")
    ada = signed_in("ada")
    assert f'name="withdraw" value="{row.pk}"' in ada.get("/people/").content.decode()
    page = ada.post("/people/", {"withdraw": str(row.pk)}, follow=True).content.decode()
    assert f'name="withdraw" value="{row.pk}"' not in page and "lets nobody in" in page
    assert ada.get(f"/join/{secret}/").status_code == 410
    assert Entry.objects.filter(action="withdraw_invitation", target_id=str(row.pk), actor="ada").count() == 1
    again = ada.post("/people/", {"withdraw": str(row.pk)}).content.decode()
    assert "used or has run out" in again


def test_what_was_chosen_for_an_invitation_stays_when_it_is_refused(signed_in: Callable[[str], Any]) -> None:
    """Parties are offered by name; without one the rest of the form stands as it was."""
    body = signed_in("ada").post("/people/", {"role": "party_liaison", "compartments": "council"}).content.decode()
    assert '<option value="party_liaison" selected>' in body and 'value="council" checked' in body
    assert '<option value="council">Highland Council</option>' in body
