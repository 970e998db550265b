"""What comes in twice at the same moment, for race_scenario.py."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.web.service.race_tools import DAY, at_once, person
from truceline.web.second_wall import ENGINE, act_for


def claims() -> dict[str, Any]:
    from truceline.web.intake import text_actions as actions
    from truceline.web.intake.models import ClaimDecision, TextClaim

    words = "TESSEL, May {n}, 2030. Mortar fire hit the mill in Tessel on May {n}, the Highland Council said.\n"
    found: dict[str, Any] = {}
    for n, name in enumerate(("accept", "drop", "twice"), 2):
        text = actions.hand_in_text(person("miro"), words.format(n=n).encode(), f"{name}.txt")
        claim = TextClaim.objects.get(part__text=text, name="e1")

        def accept(claim: Any = claim) -> Any:
            return actions.accept_claim(person("miro"), claim)

        def drop(claim: Any = claim) -> Any:
            return actions.drop_claim(person("vera"), claim, "Not ours. Example.")

        told = at_once(*{"accept": (accept, accept), "drop": (accept, drop), "twice": (drop, drop)}[name])
        decided = ClaimDecision.objects.filter(claim=claim).order_by("pk").values_list("accepted", flat=True)
        found[name] = [told, list(decided)]
    same = b"OSK, May 6, 2030. Shelling hit Osk on May 6, the Highland Council said.\n"
    found["text"] = at_once(
        lambda: actions.hand_in_text(person("miro"), same, "same.txt"),
        lambda: actions.hand_in_text(person("vera"), same, "same.txt"),
    )
    return found


def invited() -> dict[str, Any]:
    from truceline.web.accounts import actions
    from truceline.web.accounts.models import User

    ada = person("ada")
    first, second, third = (actions.invite(ada, "monitor")[1] for _ in range(3))
    words = "a long enough word 1"

    def join(secret: str, name: str) -> Callable[[], Any]:
        return lambda: actions.accept_invitation(secret, name, "Example", words)

    told = {"twice": at_once(join(first, "nora"), join(first, "nils"))}
    told["name"] = at_once(join(second, "Petra"), join(third, "petra"))
    told["people"] = sorted(  # type: ignore[assignment]
        n.lower()
        for n in User.objects.filter(username__iregex="^(nora|nils|petra)$").values_list("username", flat=True)
    )
    miro = person("miro")
    told["change"] = at_once(
        lambda: actions.change_person(ada, person("viktor"), role="verifier", active=True, compartments=[]),
        lambda: actions.change_person(ada, person("viktor"), role="verifier", active=True, compartments=["sources"]),
    )
    actions.issue_token(miro, "example")
    token = miro.tokens.get()
    told["revoke"] = at_once(lambda: actions.revoke_token(miro, token.pk), lambda: actions.revoke_token(miro, token.pk))
    return told


def submitted() -> dict[str, Any]:
    from truceline.web.casework.list_actions import save_view, step_on_many
    from truceline.web.casework.models import Incident, SavedView
    from truceline.web.hotline import actions as hotline
    from truceline.web.hotline.models import Call, CallOutcome
    from truceline.web.intake.actions import submit_report
    from truceline.web.intake.models import Report

    rana, miro, vera = person("rana"), person("miro"), person("vera")
    raw = {"occurred_from": f"{DAY}T20:00Z", "act": "shelling", "place_name": "Osk"}
    told: dict[str, Any] = {}
    told["same"] = at_once(
        lambda: submit_report(rana, raw, "race-same-key", told_by={"name": "Example", "contact": ""}),
        lambda: submit_report(rana, raw, "race-same-key", told_by={"name": "Example", "contact": ""}),
    )
    told["other"] = at_once(
        lambda: submit_report(rana, raw | {"act": "explosion"}, "race-other-key"),
        lambda: submit_report(rana, raw, "race-other-key"),
    )
    told["kept"] = Report.objects.filter(submission__key__in=("race-same-key", "race-other-key")).count()
    told["view"] = at_once(
        lambda: save_view(miro, "mine", {"state": "reported"}, False),
        lambda: save_view(miro, "mine", {"state": "triaged"}, False),
    )
    told["views"] = SavedView.objects.filter(by=miro).count()
    chosen = list(Incident.objects.filter(state="reported", merged_into=None).values_list("pk", "version")[:4])
    told["bulk"] = at_once(
        lambda: step_on_many(miro, "triage", chosen), lambda: step_on_many(vera, "triage", chosen[::-1])
    )
    states = Incident.objects.filter(pk__in=[pk for pk, _ in chosen]).values_list("state", "version")
    told["bulked"] = [s == "triaged" for s, _ in states] == [True] * len(chosen)
    from truceline.web.clock import now

    said = {"called_at": now(), "words": "Shelling near Osk. Example.", "act": "shelling", "day": DAY}
    told["call"] = at_once(
        lambda: hotline.log_call(miro, said, {"role": "resident"}, "race-call"),
        lambda: hotline.log_call(miro, said, {"role": "resident"}, "race-call"),
    )
    call = Call.objects.get()
    told["settle"] = at_once(
        lambda: hotline.make_report(miro, call.pk, {"act": "shelling", "day": DAY}),
        lambda: hotline.close_call(vera, call.pk, "Nothing. Example."),
    )
    told["outcomes"] = CallOutcome.objects.count()
    return told


def tabled() -> dict[str, Any]:
    from truceline.web.intake.models import Reject, Report, Upload
    from truceline.web.intake.tables_in import take_upload

    client = Client()
    client.force_login(person("miro"))
    lines = ["date,place,what", *(f"2030-05-1{n} 10:00,Osk,shelling" for n in range(6)), "never,Osk,shelling"]
    answer = client.post("/intake/table/", {"file": SimpleUploadedFile("t.csv", "\n".join(lines).encode())})
    act_for(ENGINE)  # the request ended as nobody
    upload = Upload.objects.get()
    assert answer.status_code == 302, answer.content[:500]
    told = at_once(lambda: take_upload(person("miro"), upload), lambda: take_upload(person("miro"), upload))
    return {
        "told": told,
        "reports": Report.objects.filter(submission__upload=upload).count(),
        "rejects": Reject.objects.count(),
    }
