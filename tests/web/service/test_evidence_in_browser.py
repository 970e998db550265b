"""Evidence in a real browser on the real server: from a reporter's phone, in Arabic, to a verifier's desk."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.web.service import evidence_files as files
from tests.web.service.test_accessibility import all_rules, findings
from tests.web.service.test_pages import BARE_NUMBERS, NAMELESS, widths_fit


def fits(page: Any) -> None:
    """Nothing scrolls sideways, axe finds nothing, every control has a name, in Arabic every number is isolated."""
    page.wait_for_load_state()
    assert widths_fit(page), page.url
    assert page.evaluate(NAMELESS) == [], page.url
    assert findings(page, all_rules()) == [], page.url
    if page.evaluate("document.documentElement.lang") == "ar":
        assert page.evaluate(BARE_NUMBERS) == [], page.url


def test_a_picture_from_a_phone_is_copied_opened_and_accounted_for(visit: Callable[..., Any], tmp_path: Path) -> None:
    """Attached from the receipt by keyboard; its copy downloads without camera data; the original asks for a reason."""
    picture = tmp_path / "crater.jpg"
    picture.write_bytes(files.picture(size=(640, 480)))
    rana = visit("rana", "ar", 375)
    base = re.match(r"https?://[^/]+", rana.url).group()
    rana.goto(base + "/intake/report/")
    rana.select_option("#act", "artillery_fire")
    rana.fill("#day", "2030-05-21")
    rana.fill("#time_from", "09:00")
    rana.fill("#text", "A crater by the road. Example.")
    rana.click("button.main")
    rana.click("button.main")
    rana.click("#to-evidence")
    report = rana.url.split("/reports/")[1].split("/")[0]
    rana.set_input_files("#evidence-files", picture)
    rana.fill("#evidence-caption", "Crater, example")
    rana.keyboard.press("Tab")
    rana.keyboard.press("Enter")
    rana.wait_for_selector("table.evidence")
    fits(rana)
    assert "Crater, example" in rana.inner_text("table.evidence") and rana.locator("table.evidence button").count() == 0

    vera = visit("vera", "en", 375)
    vera.goto(f"{base}/reports/{report}/")
    fits(vera)
    vera.click("table.evidence tbody a")
    fits(vera)
    with vera.expect_download() as copy:
        vera.click("form[action$='/copy/'] button")
    assert files.SECRET not in Path(copy.value.path()).read_bytes()
    vera.fill("#reason", "To compare the shadows.")
    with vera.expect_download() as original:
        vera.click("form[action$='/original/'] button")
    assert Path(original.value.path()).read_bytes() == picture.read_bytes()
    vera.reload()
    told = vera.inner_text("[aria-labelledby=custody]")
    assert "took a working copy" in told and "To compare the shadows." in told

    for language in ("en", "ar"):
        miro = visit("miro", language, 375)
        miro.goto(f"{base}/reports/{report}/")
        fits(miro)
        miro.click("table.evidence tbody a")
        fits(miro)
        assert miro.locator("#reason").count() == 0
