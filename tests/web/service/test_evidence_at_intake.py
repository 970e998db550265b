"""Files that come with a report: kept with it, refused one by one, twice never, and lost never once confirmed."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("django", reason="the mission service's extra is not installed: pip install -e '.[web]'")

from tests.web.service import evidence_files as files
from tests.web.service.test_evidence_in_browser import fits

TYPED = {"step": "send", "act": "shelling", "day": "2030-05-02", "text": "A crater. Example.", "key": "key-of-a-form-1"}
BY_SCRIPT = {"HTTP_ACCEPT": "application/json"}
OTHERS = ("gamal", "hedda", "sarn", "ada")


def sent(client: Any, *contents: bytes, typed: Any = TYPED, **more: Any) -> Any:
    from django.core.files.uploadedfile import SimpleUploadedFile

    given = [SimpleUploadedFile(f"name-{n}.jpg", content) for n, content in enumerate(contents)]
    return client.post("/intake/report/", {**typed, "file": given}, **more)


def kept() -> tuple[list[Any], list[Any]]:
    """The reports under the key and the files with them."""
    from truceline.web.evidence.models import Item
    from truceline.web.intake.models import Report

    reports = list(Report.objects.filter(submission__key=TYPED["key"]))
    return reports, list(Item.objects.filter(report__in=reports))


def test_a_refused_file_holds_up_neither_the_report_nor_the_others(vault: Path, signed_in: Any) -> None:
    """The receipt names the refusal with its code, the good file lies with the report, nothing half received."""
    good = files.picture()
    page = sent(signed_in("rana"), b"GIF89a....", good, b"", follow=True)
    reports, items = kept()
    assert len(reports) == 1 and [i.sha256 for i in items] == [hashlib.sha256(good).hexdigest()]
    text = page.content.decode()
    assert "E-EVI-001" in text and "E-EVI-003" in text and items[0].sha256[:16] in text
    assert list((vault / "incoming").iterdir()) == []


def test_sent_again_nothing_is_doubled(vault: Path, signed_in: Any) -> None:
    """The same form again, and one file more: one report, each file once, the same receipt."""
    client = signed_in("rana")
    first = sent(client, files.picture())
    again = sent(client, files.picture(), files.picture(shade=90))
    reports, items = kept()
    assert first.url == again.url and len(reports) == 1 and len(items) == 2


def test_a_last_file_that_is_too_large_takes_no_other_with_it(vault: Path, signed_in: Any, settings_of: Any) -> None:
    """The one that is cut off at the limit is named; those before it are kept."""
    settings_of(MOST_EVIDENCE_BYTES=30_000)
    page = sent(signed_in("rana"), files.picture(), bytes(40_000), follow=True)
    assert "E-EVI-002" in page.content.decode() and len(kept()[1]) == 1
    assert list((vault / "incoming").iterdir()) == []


def test_a_wrong_report_keeps_no_file(vault: Path, signed_in: Any) -> None:
    """What makes no sense is told with its code; the file was thrown away with it, and no row names it."""
    for how in ({}, BY_SCRIPT):
        answer = sent(signed_in("rana"), files.picture(), typed=TYPED | {"day": "2031-01-01"}, **how)
        assert answer.status_code == 422 and "E-WEB-004" in answer.content.decode()
    assert kept() == ([], [])
    assert list((vault / "incoming").iterdir()) == [] and list(vault.glob("originals/??/*")) == []


def test_a_server_that_dies_between_report_and_file_is_asked_again(
    vault: Path, signed_in: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No success is said; the second attempt finds the report and adds the file, whichever step broke."""
    from truceline.web.evidence import actions

    client = signed_in("rana")
    client.raise_request_exception = False
    for broken in ("make_copy", "_keep"):
        with monkeypatch.context() as patch:
            patch.setattr(actions, broken, lambda *_: (_ for _ in ()).throw(OSError("died")))
            assert sent(client, files.picture()).status_code == 500
        assert len(kept()[0]) == 1 and kept()[1] == []
    assert sent(client, files.picture()).status_code == 302
    reports, items = kept()
    assert len(reports) == len(items) == 1
    assert (vault / "originals" / items[0].sha256[:2] / items[0].sha256).exists()


def test_more_files_than_a_form_takes_are_named(vault: Path, signed_in: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """None is left out in silence: the script is told of each by name, with what to do."""
    from truceline.web.evidence import handing_in, upload

    for module in (upload, handing_in):
        monkeypatch.setattr(module, "MOST_FILES", 2)
    told = sent(signed_in("rana"), *(files.picture(shade=s) for s in (60, 90, 120)), **BY_SCRIPT).json()
    assert [bool(f["sha256"]) for f in told["files"]] == [True, True, False]
    assert told["files"][2]["name"] == "name-2.jpg" and "E-EVI-008" in told["files"][2]["problems"][0]
    assert len(kept()[1]) == 2


def test_a_full_disk_is_no_refusal(vault: Path, signed_in: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """The script is told to keep the file and try again; the report is kept."""
    from truceline.vocabulary.errors import TrucelineError, problem
    from truceline.web.evidence import store

    def full(*_: Any) -> None:
        raise TrucelineError(problem("E-EVI-004", "x", cause="No space left on device"))

    with monkeypatch.context() as patch:
        patch.setattr(store, "seal", full)
        told = sent(signed_in("rana"), files.picture(), **BY_SCRIPT).json()
    assert told["receipt"] and told["files"][0]["again"] and len(kept()[0]) == 1
    assert sent(signed_in("rana"), files.picture(), **BY_SCRIPT).json()["files"][0]["sha256"]


def test_without_its_token_a_form_with_files_is_refused(vault: Path, signed_in: Any) -> None:
    """The check against forged forms is not lost with the handling of files."""
    assert sent(signed_in("rana", enforce_csrf_checks=True), files.picture()).status_code == 403
    assert kept() == ([], []) and list(vault.glob("incoming/*")) == []


def test_a_file_at_intake_is_nobody_elses(vault: Path, signed_in: Any, delay: Callable[[float], None]) -> None:
    """Liaison, guarantor and another reporter find neither the file nor its name; the mission gets the copy."""
    delay(0)
    sent(signed_in("rana"), files.picture())
    (report,), (item,) = kept()
    for name in OTHERS:
        client = signed_in(name)
        assert client.get(f"/evidence/{item.pk}/").status_code in (403, 404), name
        page = client.get(f"/reports/{report.pk}/")
        assert page.status_code in (403, 404) and item.sha256[:16] not in page.content.decode(), name
    page = signed_in("miro").get(f"/reports/{report.pk}/").content.decode()
    assert item.sha256[:16] in page and "name-0.jpg" not in page


def test_what_a_caller_sent_goes_with_the_report_of_the_call(vault: Path, signed_in: Any, person: Any) -> None:
    """Chosen where the report is made of the call; a retry doubles nothing."""
    from django.core.files.uploadedfile import SimpleUploadedFile

    from truceline.web.clock import now
    from truceline.web.evidence.models import Item
    from truceline.web.hotline.actions import log_call

    call = log_call(person("miro"), {"called_at": now(), "words": "Shells. Example."}, {}, "key-of-a-call")
    client = signed_in("miro")
    for _ in range(2):
        given = {"act": "shelling", "day": "2030-05-02", "file": SimpleUploadedFile("sent.jpg", files.picture())}
        page = client.post(f"/hotline/{call.pk}/report/", given, follow=True)
        assert page.status_code == 200
    report = page.context["report"]
    assert Item.objects.filter(report=report).count() == 1 and report.submission.key == f"call-{call.pk}"


def typed_on(page: Any, text: str) -> None:
    page.select_option("#act", "mortar_fire")
    page.fill("#day", "2030-05-03")
    page.fill("#time_from", "06:30")
    page.fill("#text", text)


def test_a_photograph_is_filed_offline_on_a_phone_and_its_copy_read_by_another(
    visit: Callable[..., Any], tmp_path: Path
) -> None:
    """Without a line, through a reload, then with it: report and picture go out once; a refused file is named."""
    picture, unknown, empty = tmp_path / "crater.jpg", tmp_path / "notes.gif", tmp_path / "nothing.jpg"
    picture.write_bytes(files.picture(size=(640, 480), shade=77))
    unknown.write_bytes(b"GIF89a, an example")
    empty.write_bytes(b"")
    rana = visit("rana", "ar", 375)
    base = rana.url.split("/reports")[0]
    rana.goto(base + "/intake/report/")
    typed_on(rana, "Seen from the weir. Example.")
    rana.set_input_files("#files-input", [picture, unknown, empty])
    rana.wait_for_selector("#files-list li >> nth=1")
    assert "nothing.jpg" in rana.inner_text("#files-said") and "nothing.jpg" not in rana.inner_text("#files-list")
    fits(rana)
    rana.reload()
    rana.wait_for_selector("#files-list li >> nth=1")
    rana.context.set_offline(True)
    rana.click("button.main")
    expect = pytest.importorskip("playwright.sync_api").expect  # a polled expression would need eval, which is refused
    expect(rana.locator("#files-list li")).to_have_count(0)
    expect(rana.locator("#text")).to_have_value("")
    assert rana.locator("#line").is_visible()
    rana.context.set_offline(False)
    rana.wait_for_selector("#line a")
    assert "notes.gif" in rana.inner_text("#refused-files") and "E-EVI-001" in rana.inner_text("#refused-files")
    fits(rana)
    rana.click("#line a")
    rana.wait_for_selector("#receipt-files")
    fits(rana)
    assert rana.locator("#receipt-files tbody tr").count() == 1
    report = rana.get_attribute("#to-evidence", "href").split("/")[2]

    vera = visit("vera", "en", 375)
    vera.goto(f"{base}/reports/{report}/")
    vera.click("table.evidence tbody a")
    with vera.expect_download() as copy:
        vera.click("form[action$='/copy/'] button")
    data = Path(copy.value.path()).read_bytes()
    assert data.startswith(b"\xff\xd8") and files.SECRET not in data


def test_on_line_files_are_sent_from_the_read_back_page(visit: Callable[..., Any], tmp_path: Path) -> None:
    """Chosen in the form, still there when it is read back, more can be added; then the receipt lists both."""
    for n in (1, 2):
        (tmp_path / f"{n}.jpg").write_bytes(files.picture(shade=30 * n))
    rana = visit("rana", "en", 375)
    rana.goto(rana.url.split("/reports")[0] + "/intake/report/")
    typed_on(rana, "Seen from the lock. Example.")
    rana.set_input_files("#files-input", tmp_path / "1.jpg")
    rana.wait_for_selector("#files-list li")
    rana.click("button.main")
    rana.wait_for_selector("#check #files-list li")
    rana.set_input_files("#files-input", tmp_path / "2.jpg")
    rana.wait_for_selector("#files-list li >> nth=1")
    fits(rana)
    rana.click("button.main")
    rana.wait_for_selector("#receipt-files")
    assert rana.locator("#receipt-files tbody tr").count() == 2
    left = rana.evaluate(
        "new Promise(d => { const a = indexedDB.open('truceline.files.rana', 1); a.onsuccess = () => "
        "a.result.transaction('files').objectStore('files').count().onsuccess = e => d(e.target.result); })"
    )
    assert left == 0
