"""The exercise as a running service: example people, invented reports, the clock of Merrowan."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from django.db import transaction

from truceline.simulate.exercise import simulate
from truceline.web.accounts.models import SOURCES, Compartment, Deployment, User
from truceline.web.accounts.rights import Role
from truceline.web.audit.actions import append
from truceline.web.intake.models import Report, Submission
from truceline.web.intake.rows import COLUMNS, keep_rows
from truceline.web.world import world

PASSWORD = "merrowan-exercise"  # printed at the start; refused outside an exercise
BATCH = 2000
# user name, shown name, organisation, role, party, compartments
PEOPLE = (
    ("rana", "Rana (example reporter)", "Valley Watch", Role.REPORTER, "", ()),
    ("miro", "Miro (example monitor)", "Lyne Monitoring Mission", Role.MONITOR, "", ()),
    ("vera", "Vera (example verifier)", "Lyne Monitoring Mission", Role.VERIFIER, "", (SOURCES,)),
    ("viktor", "Viktor (example verifier)", "Lyne Monitoring Mission", Role.VERIFIER, "", ()),
    ("olga", "Olga (example reporting officer)", "Lyne Monitoring Mission", Role.REPORTING_OFFICER, "", (SOURCES,)),
    ("gamal", "Gamal (example liaison)", "Government of Merrowan", Role.PARTY_LIAISON, "government", ("government",)),
    ("hedda", "Hedda (example liaison)", "Highland Council", Role.PARTY_LIAISON, "council", ("council",)),
    ("sarn", "Sarn (example guarantor)", "Republic of Sarneth", Role.GUARANTOR, "", ()),
    ("sefa", "Sefa (example secretary)", "Joint commission", Role.SECRETARY, "", ()),
    ("ada", "Ada (example administrator)", "Lyne Monitoring Mission", Role.ADMINISTRATOR, "", ()),
)


def seed_exercise(incidents: int = 120, password: str = PASSWORD) -> bool:
    """Fill an empty service. False, and nothing done, if anybody is in it already."""
    if User.objects.exists():
        return False
    rows = simulate(7, incidents=incidents).reports.to_pylist()
    latest = max(r["received_at"] for r in rows if r["received_at"])
    with transaction.atomic():
        _people(password)
        ahead = latest + timedelta(hours=1) - datetime.now(UTC)
        zone = world().agreements[0].agreement.timezone
        name = "Lyne Monitoring Mission"
        made = Deployment.objects.create(name=name, exercise=True, clock_ahead=ahead, timezone=zone)
        kept = [made, *Compartment.objects.all(), *User.objects.all()]
        append("seed", "start_exercise", ("deployment", "1"), {"reports": len(rows)}, rows=kept)
    _reports(rows, latest)
    return True


def _people(password: str) -> None:
    for name in dict.fromkeys(c for *_, inside in PEOPLE for c in inside):
        Compartment.objects.create(name=name)
    for username, shown, organisation, role, party, inside in PEOPLE:
        person = User(username=username, display_name=shown, organisation=organisation, role=role, party=party)
        person.set_password(password)
        person.save()
        person.compartments.set(inside)


def _reports(rows: list[dict[str, object]], latest: datetime) -> None:
    """The invented sources' reports. The grouping that the simulation knows is left out: matching has to find it."""
    monitor = User.objects.get(username="miro")
    digest_of = {"by": monitor, "request_digest": "", "kind": "seed", "at": latest, "complete": True}
    with transaction.atomic():
        submission = Submission.objects.create(key="exercise", rows_in=len(rows), taken=len(rows), **digest_of)
        append("seed", "start_submission", ("submission", str(submission.pk)), rows=[submission])
    for start in range(0, len(rows), BATCH):
        part = [{n: row[n] for n in COLUMNS} | {"incident_id": None} for row in rows[start : start + BATCH]]
        with transaction.atomic():
            keep_rows(monitor, submission, part, "seed_reports")
    assert Report.objects.count() == len(rows)
