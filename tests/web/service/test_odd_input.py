"""What nobody types by accident: it is refused with words, never answered with a fault of the server."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.web.service.cases import RAW
from truceline.web.opaque import opaque

NUL = "Ex\x00ample"


@pytest.mark.parametrize(
    ("who", "address", "form"),
    [
        ("miro", "/incidents/{}/step/", {"step": "comment", "text": NUL}),
        ("miro", "/intake/report/", {"step": "send", "text": NUL}),
        ("miro", "/incidents/{}/evidence/", {"caption": NUL}),
        ("miro", "/intake/text/", {"text": NUL, "name": "example"}),
        ("ada", "/people/", {"role": "monitor", "compartments": NUL}),
        ("rana", "/account/login/", {"login": NUL, "password": "x"}),
    ],
)
def test_the_character_nul_is_taken_nowhere(
    filed: Any, signed_in: Callable[[str], Any], who: str, address: str, form: dict[str, str]
) -> None:
    """PostgreSQL keeps none: what held one was a fault there, and on SQLite a row that cannot be moved."""
    client = signed_in(who)
    answer = client.post(address.format(filed.pk), form | {"version": str(filed.version)})
    assert answer.status_code == 400 and b"Take it out" in answer.content
    assert client.get("/?q=a%00b").status_code == client.get("/incidents/a%00b/").status_code == 400


@pytest.mark.parametrize(
    ("who", "address", "form", "code"),
    [
        ("miro", "/me/tokens/", {"revoke": "all"}, 403),
        ("olga", "/questions/{number}/step/", {"step": "release", "reply": "all"}, 403),
        ("olga", "/incidents/{}/step/", {"step": "ask", "party": "council", "text": "Q", "due": "9999-12-31"}, 409),
    ],
)
def test_numbers_and_days_that_are_none(
    filed: Any, signed_in: Callable[[str], Any], who: str, address: str, form: dict[str, str], code: int
) -> None:
    answer = signed_in(who).post(address.format(filed.pk, number=opaque(1)), form | {"version": str(filed.version)})
    assert answer.status_code == code


def test_the_ends_of_the_calendar_filter_nothing(signed_in: Callable[[str], Any]) -> None:
    for day in ("0001-01-01", "9999-12-31"):
        assert signed_in("miro").get("/hotline/", {"day": day}).status_code == 200


def test_half_a_character_in_a_list_is_refused(person: Callable[[str], Any]) -> None:
    """A lone surrogate is no text: it can be neither hashed nor kept."""
    from tests.web.service.test_api import Program

    body = RAW | {"claimed_initiator": ["\ud800"]}
    answer = Program(person("miro")).post("/reports", body, **{"Idempotency-Key": "key-of-half-a-one"})
    assert answer.status_code == 422 and answer.json()["problems"][0]["code"] == "E-WEB-082"


def test_who_told_it_is_kept_whole_or_not_at_all(person: Callable[[str], Any]) -> None:
    from truceline.vocabulary.errors import TrucelineError
    from truceline.web.intake.actions import submit_report
    from truceline.web.intake.models import Report

    before = Report.objects.count()
    with pytest.raises(TrucelineError) as raised:
        submit_report(person("rana"), RAW, "key-of-a-long-name", told_by={"name": "An example", "contact": "9" * 201})
    assert raised.value.problems[0].code == "E-WEB-085" and Report.objects.count() == before


def test_a_caller_with_a_long_name_still_makes_a_report(person: Callable[[str], Any]) -> None:
    """The role is written behind the name; both together fit the source's identity."""
    from truceline.web.clock import now
    from truceline.web.hotline.actions import log_call, make_report
    from truceline.web.hotline.models import CallerRole
    from truceline.web.intake.models import SourceIdentity

    said = {"called_at": now(), "words": "Example words."}
    caller = {"role": CallerRole.values[-1], "name": "N" * 200, "contact": "example"}
    call = log_call(person("miro"), said, caller, "key-of-a-long-call")
    made = make_report(person("miro"), call.pk, {"act": "shelling", "day": "2030-05-01", "time_from": "10:00"})
    assert len(SourceIdentity.objects.get(report=made.report).name) <= 200


@pytest.mark.parametrize(
    "name",
    ["engine", "Nobody", "seed", "v\u0435ra", "vera\u200b", "ver\u202ea", "=cmd", "-1", "a b", "x" * 31, ""],
)
def test_nobody_joins_under_a_name_that_is_taken_for_another(signed_in: Callable[[str], Any], name: str) -> None:
    """The service's own names, another script's letters, marks that nobody sees, what a spreadsheet would run."""
    from django.test import Client

    from truceline.web.accounts.models import User

    before = User.objects.count()
    secret = signed_in("ada").post("/people/", {"role": "monitor"}).context["link"].rsplit("/", 2)[1]
    asked = {"username": name, "display_name": "An example", "password": "a long enough phrase"}
    answer = Client().post(f"/join/{secret}/", asked)
    assert b'role="alert"' in answer.content and User.objects.count() == before
    hidden = asked | {"username": "nadim", "display_name": "Vera\u202e(example)"}
    assert b'role="alert"' in Client().post(f"/join/{secret}/", hidden).content
    arabic = asked | {"username": "nadim", "display_name": "نديم"}
    assert Client().post(f"/join/{secret}/", arabic).status_code == 302


def test_a_liaison_without_a_known_party_would_speak_as_the_mission(
    signed_in: Callable[[str], Any], person: Callable[[str], Any]
) -> None:
    """Neither by an invitation nor by a change of role; the page says which parties there are."""
    ada, viktor = signed_in("ada"), person("viktor")
    told = ada.post("/people/", {"role": "party_liaison", "party": "goverment"})
    assert told.context["link"] is None and b"council, government" in told.content
    answer = ada.post(f"/people/{viktor.pk}/", {"role": "party_liaison", "active": "on"})
    viktor.refresh_from_db()
    assert answer.status_code == 200 and b"council, government" in answer.content and viktor.role == "verifier"
    assert ada.post(f"/people/{viktor.pk}/", {"role": "captain", "active": "on"}).status_code == 200


@pytest.mark.parametrize("page", ["incidents/", "incidents/map/", "incidents/map/data.json", "reports/", "hotline/"])
@pytest.mark.parametrize("letter", ["a", "%", "ي"])
def test_a_list_is_searched_for_no_more_than_a_name(signed_in: Callable[[str], Any], page: str, letter: str) -> None:
    """Databases break on patterns of fifty thousand letters; these found nothing before either."""
    for name in ("q", "act", "claimant"):
        assert signed_in("olga").get(f"/{page}", {name: letter * 60_000}).status_code == 200
