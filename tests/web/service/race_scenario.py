"""Two people at the same moment, step by step, run as a program by test_races.py; prints what it saw as JSON."""

from __future__ import annotations

import hashlib
import json
import os
import secrets
from collections.abc import Callable
from typing import Any

from tests.web.service.race_tools import at_once, moved, new_incident, person, settle, DAY

from django.db import connection

from tests.web.service.race_intake import claims, invited, submitted, tabled
from truceline.web.__main__ import prepare
from truceline.web.second_wall import ENGINE, act_for


def concluded() -> dict[str, Any]:
    from truceline.web.casework import actions
    from truceline.web.casework.models import Event

    one = moved(new_incident("conclude", 1), "triaged", "under_verification")
    actions.propose_conclusion(person("vera"), one.pk, one.version, "refuted", "", "Nothing found. Example.")
    one.refresh_from_db()
    seen = (one.pk, one.version)
    told = at_once(
        lambda: actions.decide_proposal(person("viktor"), *seen, True),
        lambda: actions.decide_proposal(person("olga"), *seen, False, "Look again. Example."),
    )
    decisions = Event.objects.filter(incident=one, kind__in=("agreed", "sent_back")).count()
    one.refresh_from_db()
    taken = at_once(
        lambda: actions.assign(person("viktor"), one.pk, one.version, True),
        lambda: actions.assign(person("vera"), one.pk, one.version, True),
    )
    return {"told": told, "decisions": decisions, "taken": taken}


def asked() -> dict[str, Any]:
    from truceline.web.casework import question_actions as actions
    from truceline.web.casework.models import Question, Reply

    one = moved(new_incident("ask", 3), "triaged", "under_verification")
    found: dict[str, Any] = {}
    for name in ("answer", "withdraw", "extend", "twice"):
        one.refresh_from_db()
        actions.put_question(person("olga"), one.pk, one.version, person("hedda").party, f"What of {name}? Example.")
    ids = list(Question.objects.filter(incident=one).order_by("pk").values_list("pk", flat=True))
    hedda, olga = person("hedda"), person("olga")
    later = actions.due_date("2031-01-01")

    def answer(pk: int) -> Callable[[], Any]:
        return lambda: actions.answer(hedda, pk, "None of ours. Example.")

    def withdraw(pk: int) -> Callable[[], Any]:
        return lambda: actions.withdraw(olga, pk, "Put by mistake. Example.")

    pairs = {
        "answer": (answer(ids[0]), withdraw(ids[0])),
        "withdraw": (withdraw(ids[1]), withdraw(ids[1])),
        "extend": (withdraw(ids[2]), lambda: actions.extend(olga, ids[2], later, "More time. Example.")),
        "twice": (answer(ids[3]), answer(ids[3])),
    }
    for (name, steps), pk in zip(pairs.items(), ids, strict=True):
        kinds = Reply.objects.filter(question=pk).order_by("kind")
        found[name] = [at_once(*steps), list(kinds.values_list("kind", flat=True))]
    reply = Reply.objects.filter(question=ids[3]).first()
    one.refresh_from_db()
    return found | {"reply": bool(reply)}


def judged() -> dict[str, Any]:
    from truceline.web.casework import judging_actions as actions
    from truceline.web.casework.models import Incident, Judged, Member

    some = [new_incident(f"judge-{n}", 5 + 3 * n, (18.0 + n / 2, 41.0)) for n in range(4)]
    reports = [Member.objects.get(incident=i).report_id for i in some]
    pair = actions.judge_pair
    told = {
        "pair": at_once(
            lambda: pair(person("miro"), reports[0], reports[1], "same"),
            lambda: pair(person("vera"), reports[0], reports[1], "different"),
        )
    }
    told["rows"] = Judged.objects.count()  # type: ignore[assignment]
    batch = Judged.objects.get().batch
    told["undo"] = at_once(lambda: actions.undo(person("miro"), batch), lambda: actions.undo(person("vera"), batch))
    told["undone"] = Judged.objects.exclude(undoes="").count()  # type: ignore[assignment]
    unsure = pair(person("miro"), reports[2], reports[3], "unsure")
    told["undo_unsure"] = at_once(
        lambda: actions.undo(person("miro"), unsure), lambda: actions.undo(person("vera"), unsure)
    )
    told["undone_unsure"] = Judged.objects.filter(undoes=unsure).count()  # type: ignore[assignment]
    told["homes"] = Member.objects.filter(report__in=reports).count()  # type: ignore[assignment]
    told["lost"] = Incident.objects.filter(merged_into__isnull=False, members__isnull=False).count()  # type: ignore[assignment]
    return told


def corrected() -> dict[str, Any]:
    from truceline.web.casework import correction_actions as actions
    from truceline.web.casework.models import Correction, CorrectionDecision, Member

    one = new_incident("correct", 22)
    report = Member.objects.get(incident=one).report_id
    seen = (one.pk, one.version)
    why = "Misread. Example."
    told: dict[str, Any] = {}
    told["proposed"] = at_once(
        lambda: actions.propose_correction(person("vera"), seen, report, {"act": "explosion"}, why),
        lambda: actions.propose_correction(person("viktor"), seen, report, {"act": "air_strike"}, why),
    )
    made = Correction.objects.get(report_id=report)
    other = person("viktor") if made.by.username == "vera" else person("vera")
    one.refresh_from_db()
    seen = (one.pk, one.version)
    told["decided"] = at_once(
        lambda: actions.decide_correction(other, seen, made.pk, "confirmed"),
        lambda: actions.decide_correction(person("olga"), seen, made.pk, "declined", why),
    )
    told["decisions"] = CorrectionDecision.objects.filter(correction=made).count()
    return told


def beside() -> dict[str, Any]:
    """What is done about an incident while a colleague takes a step on it: both, whoever is first."""
    from tests.web.service.evidence_files import picture
    from truceline.web.casework import actions
    from truceline.web.casework.assessing import assess_waiting
    from truceline.web.casework.models import Assessment, Dissent, Incident
    from truceline.web.casework.question_actions import dissent
    from truceline.web.evidence import store
    from truceline.web.evidence.actions import attach
    from truceline.web.evidence.upload import Incoming

    one, told = moved(new_incident("beside", 9, (16.0, 40.0)), "triaged"), {}
    vera, miro, olga = person("vera"), person("miro"), person("olga")

    def step() -> Any:
        return actions.comment(miro, one.pk, Incident.objects.get(pk=one.pk).version, "Example.")

    def file() -> Any:
        handle, path = store.incoming()
        data = picture() + secrets.token_bytes(8)
        with handle:
            handle.write(data)
        return attach(vera, one, Incoming(path, "a.jpg", len(data), hashlib.sha256(data).hexdigest(), data[:4096]))

    def say(words: str = "Not so. Example.") -> Any:
        return dissent(olga, one.pk, "", words)

    def assess() -> Any:
        Incident.objects.filter(pk=one.pk).update(assessment=Assessment.WAITING)
        return assess_waiting()

    told["file"] = [at_once(file, step) for _ in range(4)]
    told["dissent"] = [at_once(lambda: say(secrets.token_hex(4)), step) for _ in range(4)]
    told["dissents"] = at_once(say, say)
    told["dissented"] = Dissent.objects.filter(incident=one, text="Not so. Example.").count()
    told["assess"] = [at_once(assess, step) for _ in range(4)]
    return told


def grouped() -> dict[str, Any]:
    """Incidents are made one while a further report of them is being matched: it goes where its like went."""
    from truceline.matching import match
    from truceline.web.casework.grouping import group_new_reports
    from truceline.web.casework.judging_actions import merge
    from truceline.web.casework.models import Incident, Member
    from truceline.web.intake.actions import submit_report

    here, there = new_incident("here", 2, (17.0, 40.0)), new_incident("there", 14, (17.5, 40.5))
    raw = {"occurred_from": f"{DAY}T14:00Z", "act": "shelling", "lon": 17.5, "lat": 40.5, "place_radius_m": 300}
    raw |= {"place_name": "Karse Bridge", "text": "Example there.", "claimant": "Lyne Courier"}
    late = submit_report(person("miro"), raw, "race-late-one").reports.get()
    honest = match.match_reports

    def meanwhile(*args: Any, **kwargs: Any) -> Any:
        found = honest(*args, **kwargs)
        match.match_reports = honest
        merge(person("vera"), [here.pk, there.pk], "One event. Example.")
        return found

    match.match_reports = meanwhile
    try:
        group_new_reports()
    finally:
        match.match_reports = honest
    settle()
    home = Incident.objects.get(members__report=late)
    return {"merged": home.merged_into_id, "with": Member.objects.filter(incident=home).count()}


def main() -> dict[str, Any]:
    from truceline.web.seed import seed_exercise

    prepare()
    seed_exercise(incidents=2)
    connection.close()
    os.environ["TRUCELINE_APP_ROLE"] = "1"  # from here on as the server does
    act_for(ENGINE)
    settle()
    steps = (concluded, asked, judged, claims, invited, submitted, tabled, corrected, beside, grouped)
    seen: dict[str, Any] = {step.__name__: step() for step in steps}
    settle()
    from truceline.web.audit.queries import verify
    from truceline.web.audit.rows import changed_rows

    seen["breaks"] = [*verify().breaks, *changed_rows()]
    return seen


print(json.dumps(main()))
