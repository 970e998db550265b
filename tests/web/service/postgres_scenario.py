"""A day of the service on PostgreSQL, run as a program of its own by test_postgres.py; prints what it saw as JSON."""

from __future__ import annotations

import json
import os
import re
from typing import Any

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "truceline.web.settings"
django.setup()

from django.conf import settings
from django.db import DatabaseError, connection, transaction
from django.test import Client

from tests.web.service.evidence_files import picture
from truceline.web.__main__ import prepare
from truceline.web.opaque import opaque
from truceline.web.second_wall import ENGINE, NOBODY, act_for

settings.ALLOWED_HOSTS = ["testserver"]
settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


def main() -> dict[str, Any]:
    from truceline.web.seed import seed_exercise

    prepare()
    seed_exercise(incidents=6)
    connection.close()
    os.environ["TRUCELINE_APP_ROLE"] = "1"  # from here on as the server does
    seen: dict[str, Any] = {}
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        seen["acts_as"] = cursor.fetchone()[0]
    settle()
    read_a_text()
    take_a_table()
    seen["case"] = case()
    seen["questions"] = questions()
    seen["judged"] = judged()
    seen["corrected"] = corrected()
    seen["weighed"] = weighed()
    seen["listed"] = list_steps()
    seen["evidence"] = evidence()
    seen["hotline"] = hotline()
    seen["walls"] = walls()
    seen["triggers"] = triggers()
    seen["map"] = map_data()
    act_for(ENGINE)
    from truceline.web.stamps.actions import stamp_head
    from truceline.web.stamps.verify import verify_stamps

    stamp_head()
    seen["stamps"] = [verify_stamps().holding, verify_stamps().breaks]
    from truceline.web.audit.queries import verify
    from truceline.web.audit.rows import changed_rows

    seen["breaks"] = [*verify().breaks, *changed_rows()]
    return seen


def settle() -> None:
    from truceline.web.casework.jobs import work_once

    act_for(ENGINE)
    for _ in range(60):
        if not work_once():
            return


def signed_in(name: str) -> Client:
    from truceline.web.accounts.models import User

    client = Client()
    client.force_login(User.objects.get(username=name))
    return client


def read_a_text() -> None:
    """A text, one of its claims accepted: rows for the walls of these tables."""
    from truceline.web.intake.models import TextClaim

    text = "TESSEL, May 4, 2030. Mortar fire hit the mill in Tessel on May 3, the Highland Council said.\n"
    miro = signed_in("miro")
    address = miro.post("/intake/text/", {"text": text, "name": "example"}).url
    act_for(ENGINE)
    claim = TextClaim.objects.get(name="e1")
    assert miro.post(f"{address}claims/{claim.pk}/", {"step": "accept"}).status_code == 302


def take_a_table() -> None:
    """A table of which one row is taken and one is not."""
    from django.core.files.uploadedfile import SimpleUploadedFile

    table = b"Date,Place,Type\n2030-05-02,Osk,Mortar fire\nno day,Osk,Mortar fire\n"
    miro = signed_in("miro")
    address = miro.post("/intake/table/", {"file": SimpleUploadedFile("example.csv", table)}).url
    assert miro.post(address, {"step": "take"}).status_code == 302
    page = signed_in("ada").post("/people/", {"role": "monitor"}).content.decode()
    invited = re.findall(r"/join/([^/]+)/", page)[0]
    joined = {"username": "nadim", "display_name": "An example", "password": "a long enough phrase"}
    assert Client().post(f"/join/{invited}/", joined).status_code == 302
    a_new_password("nadim")
    signed_in("miro").post("/me/tokens/", {"label": "example", "scopes": ["report.read"]})
    act_for(ENGINE)


def a_new_password(name: str) -> None:
    """By a link that one person made, another one uses, and a further one is ended by a sign-in."""
    from truceline.web.accounts.models import PasswordReset, User

    act_for(ENGINE)
    address = f"/people/{User.objects.get(username=name).pk}/"
    chosen = {"password": "another long phrase", "again": "another long phrase"}
    for _ in range(2):
        page = signed_in("ada").post(address, {"step": "link"}).content.decode()
        link = re.findall(r"/new-password/[^/]+/", page)[0]
        assert Client().get(link).status_code == 200
        act_for(ENGINE)
        if not PasswordReset.objects.exclude(used_at=None).exists():
            assert (Client().post(link, chosen).status_code, Client().post(link, chosen).status_code) == (302, 410)
    client = Client()
    client.post("/account/login/", {"login": name, "password": chosen["password"]})
    assert client.get("/me/").status_code == 200 and Client().get(link).status_code == 410
    act_for(ENGINE)


def step(name: str, incident_id: str, **asked: str) -> int:
    from truceline.web.casework.models import Incident

    act_for(ENGINE)
    version = Incident.objects.get(pk=incident_id).version
    path = f"/incidents/{incident_id}/step/"
    return int(signed_in(name).post(path, {"version": str(version), **asked}).status_code)


def case() -> dict[str, Any]:
    """One report from the form to the finding that is issued, through the pages."""
    from truceline.web.casework.models import Finding, Incident
    from truceline.web.intake.models import Report

    typed = {"act": "artillery_fire", "day": "2030-04-02", "time_from": "10:00", "place_name": "Tessel", "step": "send"}
    typed |= {"key": "postgres-case-1", "text": "Example.", "told_by": "An example source"}
    receipt = signed_in("rana").post("/intake/report/", typed)
    signed_in("gamal").post("/intake/report/", typed | {"key": "postgres-case-2", "told_by": ""})
    settle()
    report = Report.objects.get(submission__key="postgres-case-1")
    incident = Incident.objects.get(members__report=report)
    steps = [
        step("miro", incident.pk, step="move", to="triaged"),
        step("miro", incident.pk, step="move", to="under_verification"),
        step("vera", incident.pk, step="propose", conclusion="verified", proof="clear_and_convincing", text="Seen."),
        step("viktor", incident.pk, step="agree"),
    ]
    settle()
    steps.append(step("olga", incident.pk, step="move", to="assessed"))
    act_for(ENGINE)
    proofs = Finding.objects.filter(incident_id=incident.pk, current=True).values_list("standard_of_proof", flat=True)
    return {
        "receipt": receipt.status_code,
        "steps": steps,
        "state": Incident.objects.get(pk=incident.pk).state,
        "proofs": sorted(set(proofs)),
        "guarantor": signed_in("sarn").get(f"/incidents/{incident.pk}/").status_code,
        "source": signed_in("vera").post(f"/reports/{report.pk}/source/").status_code,
        "pages": {n: signed_in(n).get("/incidents/").status_code for n in ("miro", "sarn", "sefa", "hedda")},
    }


def questions() -> dict[str, Any]:
    """Of the issued incident: asked by the officer, answered by the party, let out; dissent of both."""
    from datetime import timedelta

    from truceline.web.casework.models import Incident, Question, Reply

    act_for(ENGINE)
    incident = Incident.objects.get(members__report__submission__key="postgres-case-1").pk
    asked = step("olga", incident, step="ask", party="council", text="What does the Council say? Example.")
    act_for(ENGINE)
    path = f"/questions/{opaque(Question.objects.get().pk)}/"
    pages = {n: signed_in(n).get(path).status_code for n in ("hedda", "gamal", "sarn", "miro")}
    answered = signed_in("hedda").post(f"{path}step/", {"step": "answer", "text": "Nobody was there."}).status_code
    act_for(ENGINE)
    reply, state = str(Reply.objects.get().pk), Incident.objects.get(pk=incident).state
    let_out = signed_in("olga").post(f"{path}step/", {"step": "release", "reply": reply}).status_code
    delay, settings.RELEASE_DELAY = settings.RELEASE_DELAY, timedelta(0)
    dissents = [step(n, incident, step="dissent", text="Not shared. Example.") for n in ("miro", "hedda", "sarn")]
    read = {n: signed_in(n).get(f"/incidents/{incident}/").content for n in ("sarn", "gamal", "hedda")}
    settings.RELEASE_DELAY = delay
    return {
        "steps": [asked, answered, let_out, *dissents],
        "pages": pages,
        "state": state,
        "answer": sorted(n for n, page in read.items() if b"Nobody was there" in page),
        "question": sorted(n for n, page in read.items() if b"What does the Council say" in page),
    }


def judged() -> dict[str, Any]:
    """An open pair judged through the page, and taken back."""
    from truceline.web.casework.models import Judged, OpenPair

    act_for(ENGINE)
    pair = OpenPair.objects.filter(judged="").order_by("distance").first()
    assert pair
    verdict = {"left": pair.left, "right": pair.right, "step": "unsure"}
    steps = [signed_in(n).post("/judge/step/", verdict).status_code for n in ("vera", "viktor", "gamal")]
    act_for(ENGINE)
    back = {"step": "undo", "batch": Judged.objects.get().batch}
    steps.append(signed_in("vera").post("/judge/step/", back).status_code)
    return {"steps": steps}


def hotline() -> dict[str, Any]:
    """A call taken by miro, made a report by viktor, with who called kept apart in both; read by whom it is open to."""
    from truceline.web.hotline.models import Call, CallOutcome

    typed = {"called_day": "2030-05-10", "called_time": "12:00", "words": "Example call.", "place_words": "Tesel"}
    typed |= {"act": "shelling", "day": "2030-05-10", "role": "resident", "name": "Example Caller", "step": "send"}
    typed |= {"key": "postgres-call", "place_id": ""}
    steps = [signed_in("miro").post("/hotline/new/", typed).status_code for _ in range(2)]
    act_for(ENGINE)
    address = f"/hotline/{Call.objects.get().pk}/"
    steps += [signed_in(n).post(f"{address}report/", typed).status_code for n in ("gamal", "viktor", "miro")]
    steps.append(signed_in("miro").post(f"{address}close/", {"reason": "Too late."}).status_code)
    act_for(ENGINE)
    report = CallOutcome.objects.get().report_id
    return {
        "steps": steps,
        "caller": {n: signed_in(n).post(f"{address}caller/").status_code for n in ("miro", "viktor", "vera")},
        "source": {n: signed_in(n).post(f"/reports/{report}/source/").status_code for n in ("viktor", "vera")},
    }


def hidden(page: Any) -> dict[str, str]:
    """What a form of a page sends back: the version, and the digest of what was shown."""
    return dict(re.findall(r'name="(version|seen)" value="([^"]*)"', page.content.decode()))


def corrected() -> dict[str, Any]:
    """A report of an incident that nobody has concluded on, corrected by two people through the pages."""
    from truceline.web.casework.models import Correction, Incident, Member

    act_for(ENGINE)
    incident = Incident.objects.filter(state="reported", compartment=None, merged_into=None).order_by("pk").first()
    assert incident
    report = Member.objects.filter(incident=incident).order_by("report").first().report_id  # type: ignore[union-attr]
    page = f"/incidents/{incident.pk}/correct/{report}/"
    asked = {"step": "see", "version": str(incident.version), "place_name": "Osk", "reason": "Misheard. Example."}
    shown = signed_in("vera").post(page, asked)
    steps = [shown.status_code, signed_in("gamal").post(page, asked).status_code]
    asked |= {"step": "propose"} | hidden(shown)
    steps.append(signed_in("vera").post(page, asked).status_code)
    act_for(ENGINE)
    address = f"/corrections/{Correction.objects.get().pk}/"
    for name in ("vera", "viktor"):
        said = {"step": "confirmed"} | hidden(signed_in("viktor").get(address))
        steps.append(signed_in(name).post(address, said).status_code)
    settle()
    now = Incident.objects.get(pk=incident.pk)
    return {"steps": steps, "place": now.place_name, "reports": now.reports, "assessment": now.assessment}


def weighed() -> dict[str, Any]:
    """A hypothesis about an incident under verification, named, weighed and set aside through the page."""
    from truceline.web.casework.models import Hypothesis, Incident, Member

    act_for(ENGINE)
    found = Incident.objects.filter(state="reported", compartment=None, merged_into=None).order_by("-pk").first()
    assert found
    report = Member.objects.filter(incident=found).order_by("report").first().report_id  # type: ignore[union-attr]
    steps = [step("miro", found.pk, step="move", to=to) for to in ("triaged", "under_verification")]

    def post(who: str, query: str = "", **asked: str) -> int:
        act_for(ENGINE)
        version = str(Incident.objects.get(pk=found.pk).version)
        path = f"/incidents/{found.pk}/hypotheses/{query}"
        return int(signed_in(who).post(path, {"version": version, **asked}).status_code)

    steps += [post(n, step="name", about="who", name="An example group") for n in ("vera", "sefa", "hedda")]
    act_for(ENGINE)
    number = Hypothesis.objects.get().pk
    marks = {"step": "weigh", f"mark-{number}": "inconsistent", f"reason-{number}": "Out of range. Example."}
    steps.append(post("miro", f"?report={report}", **marks))
    steps.append(post("vera", step="set_aside", hypothesis=str(number), reason="Nobody holds it. Example."))
    return {"steps": steps}


def list_steps() -> dict[str, Any]:
    """A view that vera keeps to herself, and a batch of which one row was changed meanwhile."""
    from truceline.web.casework.models import Incident

    saved = {"step": "save", "name": "Example view", "act": "shelling"}
    views = [signed_in(n).post("/incidents/views/", saved).status_code for n in ("vera", "hedda")]
    act_for(ENGINE)
    rows = list(Incident.objects.filter(state="reported", compartment=None, merged_into=None).order_by("pk")[:2])
    picks = [f"{rows[0].pk}:{rows[0].version}", f"{rows[1].pk}:{rows[1].version - 1}"]
    page = signed_in("miro").post("/incidents/bulk/", {"step": "take", "pick": picks, "confirmed": "1"})
    act_for(ENGINE)
    taken = Incident.objects.filter(pk__in=[r.pk for r in rows], assigned_to__username="miro")
    return {"views": views, "status": page.status_code, "told": b"E-WEB-008" in page.content, "taken": taken.count()}


def evidence() -> dict[str, Any]:
    """A file with rana's report and one with the party's own, handed in and asked for through the pages."""
    from django.core.files.uploadedfile import SimpleUploadedFile

    from truceline.web.evidence.models import Item
    from truceline.web.evidence.queries import verify_store
    from truceline.web.intake.models import Report

    def attach(name: str, key: str, shade: int) -> str:
        act_for(ENGINE)
        report = Report.objects.get(submission__key=key).pk
        given = {"file": SimpleUploadedFile("example.jpg", picture(shade=shade))}
        answer = signed_in(name).post(f"/reports/{report}/evidence/", given)
        assert answer.status_code == 302, answer.status_code
        act_for(ENGINE)
        return str(Item.objects.get(report=report).pk)

    item, closed = attach("rana", "postgres-case-1", 90), attach("gamal", "postgres-case-2", 60)
    reason = {"reason": "To compare."}
    seen = {
        "original": signed_in("vera").post(f"/evidence/{item}/original/", reason).status_code,
        "copy": signed_in("miro").post(f"/evidence/{item}/copy/").status_code,
        "closed": signed_in("vera").post(f"/evidence/{closed}/original/", reason).status_code,
        "pages": {n: signed_in(n).get(f"/evidence/{item}/").status_code for n in ("miro", "rana", "sarn", "hedda")},
    }
    act_for(ENGINE)
    return seen | {"faults": verify_store().faults}


def map_data() -> dict[str, Any]:
    """How many circles each person's map has, of everything and of a box that holds nothing."""
    asked = "/incidents/map/data.json?since=2030-03-01&until=2030-07-01"
    return {
        name: [len(signed_in(name).get(asked + box).json()["features"]) for box in ("", "&bbox=0,0,1,1")]
        for name in ("miro", "sarn")
    }


def walls() -> dict[str, dict[str, int]]:
    """Every row of every walled table, asked for without ``visible_to``, by whoever acts."""
    from truceline.web.accounts.models import User
    from truceline.web.second_wall import SEEN

    standing = User.objects.exclude(username="nadim")  # who joined today
    people = {u.username: str(u.pk) for u in standing} | {"engine": ENGINE, "nobody": NOBODY}
    found: dict[str, dict[str, int]] = {}
    for name, who in people.items():
        act_for(who)
        found[name] = {}
        with connection.cursor() as cursor:
            for table in SEEN:
                cursor.execute(f"SELECT count(*) FROM {table}")
                found[name][table] = cursor.fetchone()[0]
    return found


def triggers() -> list[str]:
    """What the server's role is told when it tries to change what was kept."""
    act_for(ENGINE)
    told = []
    for statement in ("UPDATE audit_entry SET action = 'x'", "DELETE FROM intake_report", "TRUNCATE casework_event"):
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(statement)
            told.append("done")
        except DatabaseError as error:
            told.append(str(error).splitlines()[0])
    return told


if __name__ == "__main__":
    print(json.dumps(main()))
