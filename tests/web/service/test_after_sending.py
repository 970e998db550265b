"""Once a form was sent its draft goes, its page asks no more, and a further report is one of its own."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.web.service import evidence_files as files


def typed(page: Any, base: str, words: str) -> None:
    page.goto(base + "/intake/report/")
    page.select_option("#act", "explosion")
    page.fill("#day", "2030-05-06")
    page.fill("#text", words)


def draft_of(page: Any) -> str:
    return str(page.evaluate("localStorage.getItem('truceline.draft.rana') || ''"))


@pytest.mark.browser
def test_the_next_report_does_not_begin_as_the_last(visit: Callable[..., Any], tmp_path: Path) -> None:
    """One file is refused, the report is kept: the page says so and asks no more, and the form is empty again."""
    (tmp_path / "note.txt").write_text("no picture")
    rana = visit("rana", "en", 375)
    base = rana.url.split("/reports")[0]
    typed(rana, base, "Heard from the weir. Example.")
    rana.set_input_files("#files-input", tmp_path / "note.txt")
    rana.wait_for_selector("#files-list li")
    rana.click("button.main")
    rana.wait_for_selector("#check #files-list li")
    rana.check("input[name=place_id][value='']")
    rana.click("button.main")
    rana.wait_for_selector("#refused-files li")
    assert rana.locator("h1:visible").all_inner_texts() == ["Your report is kept"]
    assert not rana.locator("#check").is_visible() and not rana.locator("#asking").is_visible()
    assert draft_of(rana) == ""
    rana.goto(base + "/intake/report/")
    assert rana.input_value("#text") == ""


@pytest.mark.browser
def test_what_waited_on_the_page_that_reads_it_back_leaves_no_draft(visit: Callable[..., Any]) -> None:
    """The line breaks before "Yes, send"; with the line back it is sent, and its key serves no other report."""
    rana = visit("rana", "en", 375)
    base = rana.url.split("/reports")[0]
    typed(rana, base, "Heard from the lock gate. Example.")
    rana.click("button.main")
    rana.wait_for_selector("#check")
    rana.check("input[name=place_id][value='']")
    rana.context.set_offline(True)
    rana.click("button.main")
    assert rana.locator("h1:visible").all_inner_texts() == ["It waits in this browser"]
    rana.context.set_offline(False)
    rana.wait_for_selector("#line a")
    assert draft_of(rana) == ""


@pytest.mark.browser
def test_what_waited_and_is_refused_says_why(visit: Callable[..., Any]) -> None:
    rana = visit("rana", "en", 375, strict=False)
    base = rana.url.split("/reports")[0]
    typed(rana, base, "Seen from the dam. Example.")
    rana.fill("#quantity", "many")
    rana.context.set_offline(True)
    rana.click("button.main")
    rana.context.set_offline(False)
    rana.wait_for_selector("#line .told-why")
    assert "'many' in 'quantity' is no number" in rana.inner_text("#line")
    assert rana.input_value("#text") == "Seen from the dam. Example."


@pytest.mark.browser
def test_a_further_report_typed_over_a_sent_one_is_its_own(visit: Callable[..., Any], tmp_path: Path) -> None:
    """Back in the browser, other words, sent again: the form says so and has another key; files follow."""
    (tmp_path / "1.jpg").write_bytes(files.picture(shade=70))
    rana = visit("rana", "en", 375, strict=False)
    base = rana.url.split("/reports")[0]
    typed(rana, base, "Two flashes. Example.")
    spent = rana.input_value("[name=key]")
    rana.click("button.main")
    rana.check("input[name=place_id][value='']")
    rana.click("button.main")
    rana.wait_for_selector("#receipt")
    typed(rana, base, "Three flashes. Example.")
    rana.evaluate("key => { document.querySelector('[name=key]').value = key; }", spent)
    rana.set_input_files("#files-input", tmp_path / "1.jpg")
    rana.wait_for_selector("#files-list li")
    rana.click("button.main")
    rana.check("input[name=place_id][value='']")
    rana.click("button.main")
    rana.wait_for_selector("#problem a")
    assert "E-WEB-003" in rana.inner_text("#problem") and rana.input_value("#text") == "Three flashes. Example."
    assert rana.input_value("[name=key]") != spent
    rana.wait_for_selector("#files-list li")
    rana.click("button.main")
    rana.check("input[name=place_id][value='']")
    rana.click("button.main")
    rana.wait_for_selector("#receipt-files")
    rana.goto(base + "/reports/?q=flashes")
    assert rana.locator("tbody tr").count() == 2


def test_what_was_typed_over_a_claim_stays_when_it_is_refused(signed_in: Callable[[str], Any]) -> None:
    """A day that is none: the other fields stand as they were typed, and the form is open."""
    from truceline.web.intake.models import TextClaim

    miro = signed_in("miro")
    words = "On 23 May 2030 forces of the Highland Council shelled Osk with mortars; two were killed."
    miro.post("/intake/text/", {"text": words, "name": "Bulletin, example", "published": "2030-05-24"})
    claim = TextClaim.objects.filter(table="reports").latest("pk")
    address = f"/intake/text/{claim.part.text_id}/claims/{claim.pk}/"
    asked = {
        "step": "correct",
        "act": "shelling",
        "occurred_from": "yesterday",
        "place_name": "Tessel",
        "claimant": "X",
    }
    answer = miro.post(address, asked)
    body = answer.content.decode()
    assert answer.status_code == 409 and "yesterday" in body
    assert 'value="Tessel"' in body and 'name="claimant" dir="auto" value="X"' in body and "<details open>" in body


def test_the_preview_of_a_table_is_what_will_be_taken(signed_in: Callable[[str], Any], vault: Path) -> None:
    """Rows from the future are told before, the claimant stands as it will be kept, columns have names to read."""
    from django.core.files.uploadedfile import SimpleUploadedFile

    olga = signed_in("olga")
    table = b"date,place,what\n2030-05-01,Osk,shelling\n2031-05-01,Osk,shelling\n"
    page = olga.post("/intake/table/", {"file": SimpleUploadedFile("log.csv", table)}, follow=True)
    body = page.content.decode()
    assert 'Of the first <bdi dir="ltr">2</bdi> rows <bdi dir="ltr">1</bdi> would be taken' in body
    assert "E-WEB-004 log.csv, row 3" in body and "<bdi>Lyne Monitoring Mission</bdi>" in body
    assert 'Give or take, in metres <bdi dir="ltr" class="ids">place_radius_m</bdi>' in body
    assert '<time datetime="2030' in olga.get("/intake/table/").content.decode()  # the mission's clock
