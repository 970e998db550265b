"""Parts of pages are exchanged without loading them again; without a script the same addresses are whole pages."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest


def incidents(*states: str) -> None:
    from truceline.web.casework.models import Incident

    at = datetime(2030, 5, 15, 10, tzinfo=UTC)
    for n, state in enumerate(states):
        fields = {"occurred_from": at, "occurred_until": at, "reports": 1, "act": "shelling", "assessment": state}
        Incident.objects.create(incident_id=f"inc-{n}", **fields)


def working() -> dict[str, int]:
    from truceline.web.casework.progress import working

    return working()


def test_the_list_says_how_many_are_assessed(signed_in: Callable[[str], Any]) -> None:
    """Three of twelve besides the exercise; asked for again while work remains, and by nobody outside."""
    before = working()
    assert before["incidents"] == before["assessed"]  # the exercise came to rest
    incidents(*["current"] * 3, *["waiting"] * 8, "running")
    miro, done = signed_in("miro"), before["assessed"] + 3
    for address in ("/incidents/", "/incidents/work/"):
        body = miro.get(address).content.decode()
        assert f'<bdi dir="ltr">{done}</bdi> of <bdi dir="ltr">{done + 9}</bdi> incidents assessed' in body
        assert 'hx-get="/incidents/work/"' in body
    for name in ("sarn", "gamal", "rana", "ada"):
        assert signed_in(name).get("/incidents/work/").status_code == 403


def test_when_the_work_is_done_nothing_is_asked_again(signed_in: Callable[[str], Any]) -> None:
    """The last answer carries a link to the list as it is, and no further request."""
    from truceline.web.casework.models import Incident

    incidents("current", "waiting")
    miro = signed_in("miro")
    assert "hx-get" in miro.get("/incidents/work/").content.decode()
    Incident.objects.filter(pk="inc-1").update(assessment="current")
    body = miro.get("/incidents/work/").content.decode()
    assert "hx-get" not in body and 'href="/incidents/"' in body


def test_asking_how_far_an_assessment_is_reads_no_report(signed_in: Callable[[str], Any]) -> None:
    """An entry every three seconds would drown the log; only a page without a finding is loaded again."""
    from truceline.web.audit.models import Entry

    incidents("running", "current", "failed")
    miro, sarn = signed_in("miro"), signed_in("sarn")
    count = Entry.objects.count()
    running = miro.get("/incidents/inc-0/assessment/?empty=1")
    assert b"hx-get" in running.content and "HX-Refresh" not in running
    assert miro.get("/incidents/inc-1/assessment/?empty=1")["HX-Refresh"] == "true"
    kept = miro.get("/incidents/inc-1/assessment/")
    assert "HX-Refresh" not in kept and b"current now" in kept.content and b"hx-get" not in kept.content
    assert b"hx-get" not in miro.get("/incidents/inc-2/assessment/").content
    assert miro.get("/incidents/inc-none/assessment/").status_code == 404
    assert sarn.get("/incidents/inc-1/assessment/").status_code == 403
    assert Entry.objects.count() == count


@pytest.mark.browser
def test_a_filter_changes_the_list_and_keeps_the_page(visit: Callable[..., Any], server: Any) -> None:
    """Without a reload, under the policy without eval; the address follows and the count is said."""
    page = visit("miro")
    page.goto(server.address + "/incidents/")
    page.evaluate("window.kept = 'this page'")
    page.select_option("#state", "closed")
    page.wait_for_url("**/incidents/?*state=closed*", timeout=30_000)
    assert page.evaluate("window.kept") == "this page"
    assert page.locator("#results .empty").count() == 1 and page.inner_text("#said").startswith("0")
    assert page.evaluate("localStorage.length") == 0  # no page is left behind in the browser
    page.select_option("#state", "")
    page.wait_for_url("**/incidents/?*state=&*", timeout=30_000)
    assert page.evaluate("window.kept") == "this page" and not page.is_visible("#trouble")


@pytest.mark.browser
def test_what_cannot_be_loaded_is_said(visit: Callable[..., Any], server: Any) -> None:
    """Without a line the list stays as it was and a word says so; a session that ended leads to the door."""
    page = visit("miro", strict=False)
    page.goto(server.address + "/incidents/")
    page.context.set_offline(True)
    page.select_option("#state", "closed")
    page.wait_for_selector("#trouble:not([hidden])", timeout=30_000)
    assert page.locator("#results").count() == 1
    page.context.set_offline(False)
    page.context.clear_cookies()
    page.select_option("#state", "reported")
    page.wait_for_selector("#id_password", timeout=30_000)
