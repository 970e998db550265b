"""Parties and guarantors read an incident as it was issued: what the mission learns later does not reach them live."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.web.service.cases import RAW, advance, issued, settle

ARRIVED = RAW | {
    "occurred_from": "2030-05-09T22:40",
    "occurred_until": "2030-05-10T10:20",
    "claimant": "Another source",
    "text": "Example: it began the evening before.",
    "admin1": "Example district of a later report",
}


@pytest.fixture
def later(settled: Callable[[str], Any], filed: Any, delay: Callable[[float], None]) -> Any:
    """An issued incident, open to guarantors, to which a report of an earlier day in another district came."""
    from truceline.web.casework.models import Incident, Member
    from truceline.web.intake.actions import submit_report

    delay(0)
    issued(settled, filed)
    before = Incident.objects.get(pk=filed.pk)
    report = submit_report(settled("miro"), ARRIVED, "key-of-what-came-later").reports.get()
    settle()
    if report.member.incident_id != filed.pk:
        from truceline.web.casework.grouping import refresh

        Member.objects.filter(report=report).update(incident=filed)
        refresh(Incident.objects.select_for_update().get(pk=filed.pk))
    after = Incident.objects.get(pk=filed.pk)
    changed = (after.district, after.occurred_from) != (before.district, before.occurred_from)
    assert changed, "nothing of it changed: the test says nothing"
    return before, after


def test_day_and_district_stay_as_issued(later: tuple[Any, Any], signed_in: Callable[[str], Any]) -> None:
    """On the page, in the list, by a search and on the map; the mission sees the new ones at once."""
    before, after = later
    guarantor = signed_in("sarn")
    page = guarantor.get(f"/incidents/{after.pk}/").content.decode()
    listed = guarantor.get("/incidents/").content.decode()
    for text in (page, listed):
        assert after.district not in text and "2030-05-09" not in text
        assert before.district in text and "2030-05-10" in text
    found = guarantor.get("/incidents/", {"q": after.district}).content.decode()
    assert after.pk not in found
    assert after.pk in guarantor.get("/incidents/", {"q": before.district}).content.decode()
    span = {"since": "2030-05-01", "until": "2030-05-20"}
    assert after.district not in guarantor.get("/incidents/map/", span).content.decode()
    assert after.district in signed_in("miro").get(f"/incidents/{after.pk}/").content.decode() or after.place_name


def test_whether_a_party_was_asked_or_has_answered_is_not_told(
    settled: Callable[[str], Any],
    filed: Any,
    delay: Callable[[float], None],
    signed_in: Callable[[str], Any],
) -> None:
    """Neither by the state nor by a filter of the list: the other party reads what it read before."""
    from truceline.web.casework.models import Incident, Question
    from truceline.web.casework.question_actions import answer, put_question

    delay(0)
    issued(settled, filed)

    def read() -> list[str]:
        reader = signed_in("hedda")
        page = reader.get(f"/incidents/{filed.pk}/").content.decode()
        state = page[page.index('id="state"') :][:80].split("<")[0]
        shown = [reader.get("/incidents/", {"state": s}).content.decode() for s in ("assessed", "referred", "answered")]
        return [state, *(str(filed.pk in text) for text in shown)]

    before = read()
    put_question(
        settled("olga"),
        filed.pk,
        Incident.objects.get(pk=filed.pk).version,
        "government",
        "Example question: who held the ridge?",
    )
    assert Incident.objects.get(pk=filed.pk).state == "referred" and read() == before
    answer(settled("gamal"), Question.objects.get(incident=filed).pk, "Example answer.")
    assert Incident.objects.get(pk=filed.pk).state == "answered" and read() == before


def test_rows_of_one_day_tell_no_order_of_their_hours(later: tuple[Any, Any], settled: Callable[[str], Any]) -> None:
    from truceline.web.casework import queries

    assert queries.order(settled("sarn"), {}).listed == ("issued_day", "incident_id")
    assert {m.hour for m in queries.listed(settled("sarn"), {}).values_list("issued_day", flat=True)} == {0}


def test_reopening_takes_it_all_back(later: tuple[Any, Any], settled: Callable[[str], Any]) -> None:
    _, after = later
    row = advance(settled("vera"), after, "move", "under_verification", "A further report.")
    assert (row.issued_at, row.issued_day, row.issued_act, row.issued_district) == (None, None, "", "")
