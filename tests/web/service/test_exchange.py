"""Parts of pages are exchanged without loading them again; without a script the same addresses are whole pages."""

from __future__ import annotations

import re
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
    """An entry every three seconds would drown the log; nothing ever loads the whole page again."""
    from truceline.web.audit.models import Entry

    incidents("running", "current", "failed")
    miro, sarn = signed_in("miro"), signed_in("sarn")
    count = Entry.objects.count()
    running = miro.get("/incidents/inc-0/assessment/")
    assert b"hx-get" in running.content and b"assessed" not in running.content.replace(b"Being assessed", b"")
    done = miro.get("/incidents/inc-1/assessment/")
    assert b"hx-swap-oob" in done.content and b"current now" in done.content and b"hx-get" not in done.content
    assert b"hx-get" not in miro.get("/incidents/inc-2/assessment/").content
    assert not {"HX-Refresh", "HX-Redirect", "HX-Location"} & {*running.headers, *done.headers}
    assert miro.get("/incidents/inc-none/assessment/").status_code == 404
    assert sarn.get("/incidents/inc-1/assessment/").status_code == 403
    assert Entry.objects.count() == count


def test_the_exchanged_findings_are_those_of_the_page(signed_in: Callable[[str], Any], filed: Any) -> None:
    """Card by card the same as a page that is loaded anew; without a script nothing reloads by itself."""
    vera = signed_in("vera")
    page, part = (vera.get(f"/incidents/{filed.pk}/{end}").content.decode() for end in ("", "assessment/"))

    def cards(body: str) -> str:
        return body[body.index('<section aria-labelledby="findings"') :].split("</div></section>")[0]

    assert cards(page) == cards(part) and "data-view" in cards(part)
    type(filed).objects.filter(pk=filed.pk).update(assessment="waiting")
    assert 'http-equiv="refresh"' not in vera.get(f"/incidents/{filed.pk}/").content.decode()


def test_a_refused_step_keeps_what_was_typed(signed_in: Callable[[str], Any], filed: Any) -> None:
    """A comment on a page that somebody else changed meanwhile comes back with its words, in its own field only."""
    typed = {"step": "comment", "version": "0", "text": "Words of mine. Example."}
    answer = signed_in("miro").post(f"/incidents/{filed.pk}/step/", typed)
    assert answer.status_code == 409 and answer.content.decode().count("Words of mine. Example.") == 1


def test_the_form_to_dissent_comes_with_the_first_findings(signed_in: Callable[[str], Any], filed: Any) -> None:
    """A page without findings asks for it; a page that has it, and words in it perhaps, is sent none; who may not
    dissent neither."""
    from truceline.web.casework.models import Finding

    asked = f"/incidents/{filed.pk}/assessment/"
    vera = signed_in("vera")
    page = vera.get(f"/incidents/{filed.pk}/").content.decode()
    assert 'id="dissent"' in page and "dissent-waits" not in page
    assert b'id="dissent"' not in vera.get(asked).content
    sent = vera.get(asked + "?dissent=1").content.decode()
    assert 'hx-swap-oob="outerHTML:#dissent-waits"' in sent and 'name="csrfmiddlewaretoken"' in sent
    assert b'id="dissent"' not in signed_in("sefa").get(asked + "?dissent=1").content
    type(filed).objects.filter(pk=filed.pk).update(assessment="running")
    shown = Finding.objects.visible_to
    try:
        Finding.objects.visible_to = lambda user: shown(user).none()  # the page as it was before the first of them
        early = vera.get(f"/incidents/{filed.pk}/").content.decode()
    finally:
        del Finding.objects.visible_to
    assert f'{asked}?dissent=1"' in early and 'id="dissent-waits"' in early
    assert f'{asked}?dissent=1"' in vera.get(asked + "?dissent=1").content.decode()


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


@pytest.mark.browser
def test_what_was_chosen_and_typed_outlives_the_assessment(
    visit: Callable[..., Any], server: Any, tmp_path: Any
) -> None:
    """While the findings arrive, a chosen file and a half-written comment stay where they are."""
    page = visit("miro")
    page.goto(server.address + "/intake/report/")
    page.select_option("#act", "artillery_fire")
    page.fill("#day", "2030-05-21")
    page.fill("#time_from", "04:00")
    page.fill("#place_name", "Karse Bridge")
    page.click("button.main")
    page.check("input[value=karse-bridge]")
    page.click("button.main")
    page.wait_for_url(re.compile(r"/intake/(?!report/)"))  # it is in: leaving earlier would take it back
    page.goto(server.address + "/incidents/")
    for _ in range(60):
        if "2030-05-21" in page.inner_text("main"):
            break
        page.wait_for_timeout(500)
        page.reload()
    waiting = (
        """<p class="ack" role="status" id="assessment" hx-get="%s" hx-trigger="every 1s" hx-swap="outerHTML"></p>"""
    )
    page.click("tbody a:has-text('2030-05-21')")
    file = tmp_path / "example.txt"
    file.write_text("example")
    page.set_input_files("#evidence-files", file)
    page.fill("#comment-text", "Half a sentence")
    page.evaluate(  # a page that was opened while its incident was still being assessed
        "html => { document.getElementById('assessment')?.remove();"
        "document.querySelectorAll('#assessed section').forEach(e => e.remove());"
        "document.getElementById('dissent').outerHTML = '<div id=dissent-waits hidden></div>';"
        "document.getElementById('assessed').insertAdjacentHTML('beforebegin', html); htmx.process(document.body) }",
        waiting % (page.url.split(server.address)[1] + "assessment/?dissent=1"),
    )
    page.wait_for_selector("#assessed .card", timeout=60_000)
    assert "current now" in page.inner_text("#assessment")
    assert page.is_visible("#dissent-text") and page.locator("#dissent-waits").count() == 0
    assert page.input_value("#comment-text") == "Half a sentence"
    assert page.evaluate("document.getElementById('evidence-files').files[0].name") == "example.txt"
