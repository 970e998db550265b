"""The hotline: a call is kept as heard, its place read back, who called apart, and it becomes one report or none."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest

from truceline.vocabulary.errors import TrucelineError

SAID = {
    "called_at": datetime(2030, 5, 10, 13, 30, tzinfo=timezone(timedelta(hours=2))),
    "words": "Example: four shells fell behind the mill.",
    "place_words": "Tesel",
    "place_id": "",
    "act": "shelling",
    "day": "2030-05-10",
    "time_from": "10:00",
    "time_until": "10:20",
}
CALLER = {"role": "resident", "name": "Example Caller", "contact": "000-example"}
KEY = "key-of-the-call"


@pytest.fixture
def tessel(person: Callable[[str], Any]) -> Any:
    """What the look-up offers for a name that was misheard."""
    from truceline.web.hotline.heard import candidates

    return next(c for c in candidates("Tesel") if c.name == "Tessel")


@pytest.fixture
def call(person: Callable[[str], Any], tessel: Any) -> Any:
    from truceline.web.hotline.actions import log_call

    return log_call(person("miro"), SAID | {"place_id": tessel.place_id}, CALLER, KEY)


def test_a_misheard_place_is_asked_back_with_its_distance_and_what_lies_near(tessel: Any) -> None:
    """The look-up of ``truceline place``: the distance of the names, other spellings, and a question to ask."""
    from truceline.reading.lookup import name_distance
    from truceline.web.hotline.heard import candidates

    found = candidates("Tesel")
    assert 0 < tessel.distance == name_distance("Tesel", tessel.spelling) < 0.55
    assert [c.distance for c in found] == sorted(c.distance for c in found)
    assert tessel.question.startswith("Do you mean Tessel, ") and " km " in tessel.question
    assert candidates("") == [] and candidates("Qqqqqqqqqqqqqq") == []


def test_the_question_is_asked_in_the_operators_language(tessel: Any) -> None:
    from django.utils.translation import override

    with override("ar"):
        from truceline.web.hotline.heard import candidate

        found = candidate("Tesel", tessel.place_id)
        assert found and "هل تقصد Tessel" in found.question and " كم " in found.question
        assert " km " not in found.question


def test_a_retry_is_the_same_call_and_another_content_is_refused(person: Callable[[str], Any], call: Any) -> None:
    from truceline.web.hotline.actions import log_call
    from truceline.web.hotline.models import Call

    again = SAID | {"place_id": call.place_id}
    assert log_call(person("miro"), again, CALLER, KEY) == call and Call.objects.count() == 1
    with pytest.raises(TrucelineError, match="E-WEB-003"):
        log_call(person("miro"), again | {"words": "Something else."}, CALLER, KEY)


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"words": " "}, "E-WEB-011"),
        ({"place_id": "no-such-place"}, "E-WEB-011"),
        ({"called_at": datetime(2031, 1, 1, tzinfo=UTC)}, "E-WEB-004"),
    ],
)
def test_what_makes_no_sense_is_not_kept(person: Callable[[str], Any], changed: dict[str, Any], code: str) -> None:
    """No words, a place that was not read back for these words, a call from the future."""
    from truceline.web.hotline.actions import log_call
    from truceline.web.hotline.models import Call

    with pytest.raises(TrucelineError, match=code):
        log_call(person("miro"), SAID | changed, CALLER, KEY)
    assert Call.objects.count() == 0


def test_who_called_is_open_to_whom_sources_are_open_and_each_look_is_logged(
    call: Any, signed_in: Callable[[str], Any]
) -> None:
    """Neither the officer who took the call nor a verifier outside the compartment reads it; nothing of it is in the
    call, in the log or on a page."""
    from truceline.web.audit.models import Entry

    address = f"/hotline/{call.pk}/"
    for name, status in (("miro", 403), ("viktor", 404), ("rana", 403), ("gamal", 403), ("ada", 403)):
        assert signed_in(name).post(f"{address}caller/").status_code == status
    for name in ("miro", "viktor", "vera"):
        page = signed_in(name).get(address).content.decode()
        assert "Example Caller" not in page and "000-example" not in page
        assert ("Show who called" in page) == (name == "vera")
    kept = [e.detail for e in Entry.objects.all()]
    assert not [d for d in kept if "Example Caller" in d or "000-example" in d]
    shown = signed_in("vera").post(f"{address}caller/").content.decode()
    assert "Example Caller" in shown and "000-example" in shown
    last = Entry.objects.filter(target_type="caller_identity").get()
    assert (last.actor, last.action) == ("vera", "read") and call.pk in last.detail


def test_reads_of_calls_of_others_are_logged(call: Any, signed_in: Callable[[str], Any]) -> None:
    """A colleague's look at the page or the list is an entry; one's own is none."""
    from truceline.web.audit.models import Entry

    reads = Entry.objects.filter(action="read", target_type="call")
    signed_in("miro").get(f"/hotline/{call.pk}/")
    signed_in("miro").get("/hotline/")
    assert not reads.exists()
    signed_in("viktor").get(f"/hotline/{call.pk}/")
    signed_in("viktor").get("/hotline/")
    assert [e.actor for e in reads] == ["viktor", "viktor"]


def test_a_call_becomes_one_report_with_its_words_place_and_way_back(
    call: Any, person: Callable[[str], Any], signed_in: Callable[[str], Any]
) -> None:
    """A second request, by whomever, finds the same report; the report leads back to the call and to who called."""
    from truceline.web.hotline.actions import make_report
    from truceline.web.intake.models import Report

    before = Report.objects.count()
    made = make_report(person("miro"), call.pk, call.typed)
    assert make_report(person("viktor"), call.pk, {"act": "explosion", "day": "2030-05-10"}).report == made.report
    report = Report.objects.get(pk=made.report_id)
    assert Report.objects.count() == before + 1
    assert (report.text, report.place_name, report.source_kind) == (SAID["words"], "Tessel", "hotline")
    assert report.act == "shelling" and report.lon is not None
    page = signed_in("vera").get(f"/reports/{report.pk}/").content.decode()
    assert f'href="/hotline/{call.pk}/"' in page and "Example Caller" not in page
    assert "Example Caller (resident)" in signed_in("vera").post(f"/reports/{report.pk}/source/").content.decode()
    assert signed_in("viktor").post(f"/reports/{report.pk}/source/").status_code == 404
    with pytest.raises(TrucelineError, match="E-WEB-061"):
        from truceline.web.hotline.actions import close_call

        close_call(person("miro"), call.pk, "Too late.")


def test_words_without_a_place_stay_as_heard(person: Callable[[str], Any]) -> None:
    """Nothing is guessed: an unresolved name is the report's place name, without a position."""
    from truceline.web.hotline.actions import log_call, make_report

    call = log_call(person("miro"), SAID, {}, KEY)
    report = make_report(person("miro"), call.pk, call.typed).report
    assert (report.place_name, report.lon) == ("Tesel", None)
    assert not hasattr(report, "source_identity")


def test_a_call_is_closed_with_a_reason_and_then_makes_no_report(call: Any, person: Callable[[str], Any]) -> None:
    from truceline.web.hotline.actions import close_call, make_report
    from truceline.web.intake.models import Report

    with pytest.raises(TrucelineError, match="E-WEB-011"):
        close_call(person("miro"), call.pk, " ")
    close_call(person("viktor"), call.pk, "A wrong number.")
    before = Report.objects.count()
    with pytest.raises(TrucelineError, match="E-WEB-061"):
        make_report(person("miro"), call.pk, call.typed)
    assert Report.objects.count() == before


def test_who_took_the_call_does_not_verify_its_report(
    settled: Callable[[str], Any], tessel: Any, signed_in: Callable[[str], Any]
) -> None:
    """The call was taken by one verifier and made a report by a monitor: that verifier may not conclude on it."""
    from tests.web.service.cases import advance, settle
    from truceline.web.casework.models import Incident
    from truceline.web.hotline.actions import log_call, make_report

    call = log_call(settled("viktor"), SAID | {"place_id": tessel.place_id, "day": "2030-05-09"}, CALLER, KEY)
    made = make_report(settled("miro"), call.pk, call.typed | {"day": "2030-05-09"})
    settle()
    incident = Incident.objects.get(members__report=made.report_id)
    advance(settled("miro"), incident, "move", "triaged")
    advance(settled("miro"), incident, "move", "under_verification")
    with pytest.raises(TrucelineError, match="E-WEB-012"):
        advance(settled("viktor"), incident, "propose_conclusion", "refuted", "", "Example.")
    advance(settled("vera"), incident, "propose_conclusion", "refuted", "", "Example.")


def test_who_took_the_call_does_not_correct_its_report_either(person: Callable[[str], Any], call: Any) -> None:
    """What they misheard is for two others to say, also where a colleague made the report of the call."""
    from truceline.vocabulary.errors import TrucelineError
    from truceline.web.casework.correction_actions import not_the_sender
    from truceline.web.hotline.actions import make_report

    asked = {"act": "shelling", "day": "2030-05-10", "time_from": "10:00"}
    taker = call.taken_by
    other = person("vera" if taker.username != "vera" else "viktor")
    report = make_report(other, call.pk, asked).report
    third = person("viktor" if other.username == "vera" else "miro")
    not_the_sender(third, report.pk)
    for who in (taker, other):
        with pytest.raises(TrucelineError) as raised:
            not_the_sender(who, report.pk)
        assert raised.value.problems[0].code == "E-WEB-012"


def test_the_list_filters_by_what_came_of_a_call(
    call: Any, person: Callable[[str], Any], signed_in: Callable[[str], Any]
) -> None:
    from truceline.web.hotline.actions import close_call, log_call

    other = log_call(person("viktor"), SAID | {"words": "Example: nothing.", "place_words": "Osk"}, {}, "another-key")
    close_call(person("viktor"), other.pk, "Nothing.")

    def ids(query: str) -> set[str]:
        return {c.pk for c in signed_in("miro").get(f"/hotline/?{query}").context["part"].rows}

    assert ids("") == {call.pk, other.pk}
    assert ids("state=open") == {call.pk} == ids("mine=1") == ids("q=mill") == ids("q=tessel")
    assert ids("state=closed") == {other.pk} == ids("q=osk")
    assert ids("state=report") == set() == ids("day=2030-05-09") and ids("day=2030-05-10") == {call.pk, other.pk}


def test_a_call_of_a_compartment_is_nobody_elses(person: Callable[[str], Any], signed_in: Callable[[str], Any]) -> None:
    """It is absent for who is not inside, its page as if there were none; its report stays inside as well."""
    from truceline.web.accounts.models import Compartment
    from truceline.web.hotline.actions import log_call, make_report

    person("miro").compartments.add(Compartment.objects.create(name="example"))
    call = log_call(person("miro"), SAID | {"compartment": "example"}, CALLER, KEY)
    for name in ("viktor", "vera", "olga"):
        assert signed_in(name).get(f"/hotline/{call.pk}/").status_code == 404
        assert signed_in(name).get("/hotline/").context["part"].rows == []
        assert signed_in(name).post(f"/hotline/{call.pk}/report/", SAID).status_code == 403
    assert make_report(person("miro"), call.pk, call.typed).report.compartment == "example"


def test_calls_hold_in_the_chain_and_cannot_be_changed(call: Any) -> None:
    from django.db import DatabaseError, transaction

    from truceline.web.audit.rows import changed_rows
    from truceline.web.hotline.models import Call

    assert list(changed_rows()) == []
    for change in (lambda: Call.objects.update(words="x"), lambda: Call.objects.all().delete()):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()
