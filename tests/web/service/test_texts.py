"""Texts are read into claims; a person accepts, corrects or drops each, and nothing of it is lost."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

TEXT = """OSK, May 4, 2030. /Lyne Wire/. "Mortar fire hit the mill in Tessel on May 3," a spokesman for the Highland Council said.

The mission registered nine violations on May 2: Osk (4), Tessel (5). The Highland Guard took control of Harrow on May 2.
"""
OTHER = """HARROW, May 5, 2030. /Plain Press/. "Mortar fire hit the mill in Tessel on May 3," a spokesman for the Highland Council said.
"""
DRY = "Mortar fire hit the mill in Osk. Residents fled.\n"


def handed_in(client: Any, text: str = TEXT, **more: str) -> Any:
    return client.post("/intake/text/", {"text": text, "name": "morning bulletin", **more})


def claims_of(text_id: int) -> dict[str, Any]:
    from truceline.web.intake.models import TextClaim

    return {c.name: c for c in TextClaim.objects.filter(part__text_id=text_id)}


def text_of(answer: Any) -> int:
    assert answer.status_code == 302, answer.content.decode()[-2000:]
    return int(answer.url.strip("/").split("/")[-1])


def log_holds() -> bool:
    from truceline.web.audit.queries import verify
    from truceline.web.audit.rows import changed_rows

    return verify().breaks == [] and list(changed_rows()) == []


def test_a_claim_becomes_a_report_that_names_its_words(signed_in: Callable[[str], Any]) -> None:
    """Accepted: one report with the claimant, the origin and the span; the report's page leads back to the words."""
    from truceline.web.intake.models import Report

    miro, before = signed_in("miro"), Report.objects.count()
    pk = text_of(handed_in(miro))
    page = miro.get(f"/intake/text/{pk}/").content.decode()
    assert "Mortar fire" in page and Report.objects.count() == before
    claim = claims_of(pk)["e1"]
    for _ in range(2):  # pressed twice
        miro.post(f"/intake/text/{pk}/claims/{claim.pk}/", {"step": "accept"})
    assert Report.objects.count() == before + 1
    report = Report.objects.get(accepted_from__claim=claim)
    assert (report.claimant, report.act, report.place_name) == ("Highland Council", "shelling", "Tessel")
    assert report.source == f"morning bulletin[{claim.start}:{claim.end}]"
    assert TEXT[claim.start : claim.end] == "Mortar fire"
    assert report.occurred_from.isoformat() == "2030-05-03T00:00:00+00:00"
    assert f"/intake/text/{pk}/#" in miro.get(f"/reports/{report.pk}/").content.decode()
    assert log_holds()


def test_two_texts_that_quote_one_statement_share_its_origin(signed_in: Callable[[str], Any]) -> None:
    """The same words in two outlets end in one origin, and the incident counts one."""
    from truceline.matching.corroboration import corroborate
    from truceline.web.intake.models import Report

    miro, rows = signed_in("miro"), []
    for text in (TEXT, OTHER):
        pk = text_of(handed_in(miro, text))
        claim = claims_of(pk)["e1"]
        miro.post(f"/intake/text/{pk}/claims/{claim.pk}/", {"step": "accept"})
        rows.append(Report.objects.get(accepted_from__claim=claim).columns())
    assert rows[0]["origin_chain"][-1] == rows[1]["origin_chain"][-1]
    assert rows[0]["origin_chain"][-1].startswith("quote:")
    assert len(corroborate(rows).origins) == 1


def test_a_claim_is_corrected_before_it_is_taken(signed_in: Callable[[str], Any]) -> None:
    """What a person wrote over it stands in the report and in the decision; the claim as read stays as it was."""
    from truceline.web.intake.models import ClaimDecision

    miro = signed_in("miro")
    pk = text_of(handed_in(miro))
    claim = claims_of(pk)["e1"]
    asked = {"step": "correct", "act": "mortar_fire", "place_name": "Karse Bridge", "place_id": "karse-bridge"}
    asked |= {"claimed_initiator": "Highland Guard; Orchard Company", "occurred_from": "2030-05-03T06:00"}
    asked |= {"occurred_until": "2030-05-03T07:00"}
    miro.post(f"/intake/text/{pk}/claims/{claim.pk}/", asked)
    decision = ClaimDecision.objects.get(claim=claim)
    report = decision.report
    assert (report.act, report.place_name, report.lon) == ("mortar_fire", "Karse Bridge", 18.52)
    assert report.claimed_initiator == ["Highland Guard", "Orchard Company"] and report.occurred_from.hour == 6
    assert decision.changes["act"] == "mortar_fire" and claims_of(pk)["e1"].row["act"] == "shelling"
    again = text_of(handed_in(miro, OTHER))
    wrong = claims_of(again)["e1"]
    bad = miro.post(f"/intake/text/{again}/claims/{wrong.pk}/", asked | {"occurred_until": "2030-05-03T05:00"})
    assert bad.status_code == 409 and "E-REP-006" in bad.content.decode()
    assert not wrong.decisions.exists()


def test_a_dropped_claim_is_kept_with_who_and_why(signed_in: Callable[[str], Any]) -> None:
    """No reason, no dropping; it stays on the page, and may still be accepted by a colleague."""
    miro = signed_in("miro")
    pk = text_of(handed_in(miro))
    claim = claims_of(pk)["e1"]
    address = f"/intake/text/{pk}/claims/{claim.pk}/"
    assert "E-WEB-011" in miro.post(address, {"step": "drop", "reason": " "}).content.decode()
    miro.post(address, {"step": "drop", "reason": "said of last year's war"})
    page = miro.get(f"/intake/text/{pk}/").content.decode()
    assert "said of last year&#x27;s war" in page and "is-dropped" in page
    signed_in("vera").post(address, {"step": "accept"})
    told = [(d.accepted, d.by.username, d.reason) for d in claim.decisions.order_by("pk")]
    assert told == [(False, "miro", "said of last year's war"), (True, "vera", "")]
    late = miro.post(address, {"step": "drop", "reason": "too late"})
    assert late.status_code == 409 and claim.decisions.count() == 2
    assert log_holds()


def test_a_claim_is_dropped_once(signed_in: Callable[[str], Any]) -> None:
    """Sent twice it is kept once; a colleague's reason on top of it is answered with who dropped it, and kept by none."""
    miro, vera = signed_in("miro"), signed_in("vera")
    pk = text_of(handed_in(miro))
    claim = claims_of(pk)["e1"]
    address, form = f"/intake/text/{pk}/claims/{claim.pk}/", {"step": "drop", "reason": "said of last year's war"}
    assert [miro.post(address, form).status_code for _ in range(2)] == [302, 302]
    late = vera.post(address, form | {"reason": "another reason"})
    assert late.status_code == 409 and "E-WEB-105" in (told := late.content.decode()) and "miro dropped it" in told
    assert [(d.by.username, d.reason) for d in claim.decisions.all()] == [("miro", "said of last year's war")]
    assert log_holds()


def test_counts_stay_counts(signed_in: Callable[[str], Any]) -> None:
    """An accepted count or statement of control is kept with the decision, and no report is made of it."""
    from truceline.web.intake.models import Report

    miro, before = signed_in("miro"), Report.objects.count()
    pk = text_of(handed_in(miro))
    claims = claims_of(pk)
    assert claims["n1"].row["total"] == 9 and {"count_claims", "control_claims"} <= {c.table for c in claims.values()}
    for name in ("n1", "k1"):
        miro.post(f"/intake/text/{pk}/claims/{claims[name].pk}/", {"step": "accept"})
        assert claims[name].decisions.get().accepted and claims[name].decisions.get().report is None
    assert Report.objects.count() == before


def test_a_text_comes_in_once(signed_in: Callable[[str], Any]) -> None:
    """The same bytes and day lead to the first text; another day, or another compartment, is another reading."""
    from truceline.web.intake.models import SourceText

    miro, olga = signed_in("miro"), signed_in("olga")
    first = text_of(handed_in(miro))
    assert text_of(handed_in(olga)) == first
    assert text_of(handed_in(miro, published="2030-05-06")) != first
    assert text_of(handed_in(olga, compartment="sources")) != first
    assert SourceText.objects.filter(name="morning bulletin").count() == 3
    assert handed_in(miro, compartment="sources").status_code == 403
    assert miro.get(f"/intake/text/{text_of(handed_in(olga, compartment='sources'))}/").status_code == 404


def test_a_text_without_a_day_takes_the_one_a_person_gives(signed_in: Callable[[str], Any]) -> None:
    """Without one the event can be no report and says why; with one it can, wide enough to decide nothing."""
    miro = signed_in("miro")
    without = claims_of(text_of(handed_in(miro, DRY)))["e1"]
    assert without.why_not and miro.get(f"/intake/text/{without.part.text_id}/").status_code == 200
    tried = miro.post(f"/intake/text/{without.part.text_id}/claims/{without.pk}/", {"step": "accept"})
    assert tried.status_code == 403
    given = claims_of(text_of(handed_in(miro, DRY, published="2030-05-04")))["e1"]
    assert given.why_not == "" and given.row["occurred_until"].startswith("2030-05-05")
    broken = handed_in(miro, DRY, published="soon")
    assert broken.status_code == 422 and "E-REP-003" in broken.content.decode()


def test_a_long_text_is_read_in_the_background(signed_in: Callable[[str], Any]) -> None:
    """It is kept at once, says that it is being read, and has its claims after a round of the background work."""
    from truceline.web.casework.jobs import work_once
    from truceline.web.intake.models import SourceText

    miro = signed_in("miro")
    long = TEXT + "\n\nNothing else happened on that day in the valley. " * 600
    pk = text_of(handed_in(miro, long))
    assert 'id="working"' in miro.get(f"/intake/text/{pk}/").content.decode() and not claims_of(pk)
    assert work_once() == 1
    assert SourceText.objects.get(pk=pk).state == "read" and claims_of(pk)["e1"].row["act"] == "shelling"


def test_a_fault_while_reading_ends_with_its_text(
    signed_in: Callable[[str], Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The text says that it was not read, its original stays, and the one behind it is read."""
    from truceline.web.casework.jobs import work_once
    from truceline.web.intake import text_actions
    from truceline.web.intake.models import SourceText

    miro, filler = signed_in("miro"), "\n\nNothing else happened on that day in the valley. " * 600
    first, second = text_of(handed_in(miro, TEXT + filler)), text_of(handed_in(miro, TEXT + filler + "More."))
    whole = text_actions.read_document
    monkeypatch.setattr(text_actions, "read_document", lambda *_, **__: 1 / 0)
    assert work_once() == 1
    monkeypatch.setattr(text_actions, "read_document", whole)
    assert work_once() == 1
    states = {t.pk: (t.state, t.note) for t in SourceText.objects.filter(pk__in=[first, second])}
    assert states[first][0] == "failed" and "E-READ-003" in states[first][1] and states[second] == ("read", "")


def test_the_log_holds_no_name_of_a_file(signed_in: Callable[[str], Any]) -> None:
    """A file's name may tell who sent it; the log is read by people who see no source."""
    from truceline.web.audit.models import Entry

    file = io.BytesIO(TEXT.encode())
    file.name = "from-nadim-at-the-bakery.txt"
    assert signed_in("miro").post("/intake/text/", {"file": file}).status_code == 302
    table = io.BytesIO(b"ref,date,what\n1,2030-05-01,Mortar fire\n")
    table.name = "nadims-list.csv"
    assert signed_in("miro").post("/intake/table/", {"file": table}).status_code == 302
    assert not [e for e in Entry.objects.all() if "nadim" in str(e.detail)]


BROKEN = [("empty.txt", b"  ", "E-READ-002"), ("x.docx", b"PK\x03\x04 no", "E-READ-003"), ("x.exe", b"MZ", "E-REP-001")]


@pytest.mark.parametrize(("name", "data", "code"), BROKEN)
def test_what_cannot_be_read_is_told(signed_in: Callable[[str], Any], name: str, data: bytes, code: str) -> None:
    """Coded, on the page, and nothing of it is kept as a text."""
    from truceline.web.intake.models import SourceText

    file = io.BytesIO(data)
    file.name = name
    before = SourceText.objects.count()
    answer = signed_in("miro").post("/intake/text/", {"file": file})
    assert answer.status_code == 422 and code in answer.content.decode()
    assert SourceText.objects.count() == before


def test_names_of_private_persons_do_not_reach_the_database(signed_in: Callable[[str], Any]) -> None:
    """A victim's name stands in the sealed original only: not in the reading, the claims or the page."""
    from truceline.web.intake.models import TextPart

    miro = signed_in("miro")
    victim = "OSK, May 4, 2030. /Lyne Wire/. Mortar fire hit Tessel on May 3. A farmer, Tobias Wenlock, was killed.\n"
    pk = text_of(handed_in(miro, victim))
    kept = str(TextPart.objects.get(text_id=pk).reading) + str([c.row for c in claims_of(pk).values()])
    assert "Wenlock" not in kept and "Wenlock" not in miro.get(f"/intake/text/{pk}/").content.decode()


def test_who_reads_a_text_of_others_is_in_the_log(signed_in: Callable[[str], Any]) -> None:
    """A colleague's reading is an entry; reporters, parties and guarantors have no such page."""
    from truceline.web.audit.models import Entry

    pk = text_of(handed_in(signed_in("miro")))
    assert signed_in("vera").get(f"/intake/text/{pk}/").status_code == 200
    last = Entry.objects.order_by("-seq").first()
    assert (last.actor, last.action, last.target_type, last.target_id) == ("vera", "read", "text", str(pk))
    for name in ("rana", "gamal", "sarn", "sefa", "ada"):
        assert signed_in(name).get(f"/intake/text/{pk}/").status_code == 403


@pytest.mark.browser
@pytest.mark.parametrize(("language", "width"), [("en", 1280), ("ar", 375)])
def test_a_text_is_pasted_and_decided_in_a_browser(
    visit: Callable[..., Any], service: Path, language: str, width: int
) -> None:
    """Paste, point at a claim and see its words, accept one, drop another with a reason; it fits and turns."""
    miro = visit("miro", language, width)
    base = miro.url.split("/incidents")[0]
    miro.goto(base + "/intake/text/")
    miro.fill("#text", TEXT.replace("mill", f"mill of {language}"))
    miro.fill("#name", "bulletin")
    miro.click("main button.main")
    miro.wait_for_selector("article.text")
    miro.wait_for_load_state("load")
    assert miro.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    miro.locator(".claim.event").first.focus()
    assert miro.locator(".text .event.lit").count() >= 1
    miro.locator(".claim.event.is-open .decide button").first.click()
    miro.wait_for_selector(".claim.is-accepted a")
    miro.locator(".claim.count.is-open details summary").last.click()
    miro.locator(".claim.count.is-open input[name=reason]").fill("counted elsewhere")
    miro.locator(".claim.count.is-open button[value=drop]").click()
    miro.wait_for_selector(".claim.is-dropped")
    assert miro.locator(".claim.is-accepted").count() == 1
