"""A call from the duty officer's phone to the verifier's screen, in real browsers on the real server."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest

from tests.web.service.test_case_in_browser import wait_for

pytestmark = pytest.mark.browser


def test_a_call_becomes_a_report_whose_caller_only_some_may_read(visit: Callable[..., Any]) -> None:
    """Logged on a phone in Arabic with the keyboard, the misheard place asked back and agreed to, made a report; one
    verifier sees the report and the call without the caller, another may ask for the caller."""
    miro = visit("miro", "ar", 375)
    base = re.sub(r"(https?://[^/]+).*", r"\1", miro.url)
    miro.goto(base + "/hotline/")
    miro.locator("h1").click()
    miro.keyboard.press("n")
    miro.wait_for_url("**/hotline/new/")
    miro.fill("#words", "Example: shells fell behind the mill.")
    miro.fill("#place_words", "Tesel")
    miro.select_option("#act", "shelling")
    miro.fill("#day", "2030-05-21")
    miro.fill("#time_from", "09:00")
    miro.fill("#name", "Example Caller")
    miro.fill("#contact", "000-example")
    assert miro.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    miro.click("button.main")
    offered = miro.locator("label.place b").all_inner_texts()
    number = 1 + next(n for n, question in enumerate(offered) if "Tessel" in question)
    assert "هل تقصد" in offered[0]
    assert miro.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    miro.locator("h1").click()
    miro.keyboard.press(str(number))
    assert miro.locator("input[name=place_id]:checked").get_attribute("data-key") == str(number)
    miro.keyboard.press("Enter")
    miro.wait_for_url(re.compile(r"/hotline/c-[0-9a-f]+/$"))
    call = miro.url
    assert miro.inner_text("h1") == "Tessel" and "Example Caller" not in miro.content()
    miro.click("#make-report button.main")
    miro.wait_for_url("**/reports/**")
    report = miro.url

    viktor = visit("viktor")
    viktor.goto(report)
    assert "shells fell behind the mill" in viktor.inner_text("main")
    assert viktor.locator("button:has-text('Show who told it')").count() == 0
    viktor.click("#of-call")
    assert viktor.url == call and "Example Caller" not in viktor.content()
    assert viktor.locator("button:has-text('Show who called')").count() == 0

    vera = visit("vera", "en", 375)
    vera.goto(call)
    assert "Example Caller" not in vera.content()
    vera.click("button:has-text('Show who called')")
    assert "Example Caller" in vera.inner_text("#caller") and "000-example" in vera.inner_text("#caller")
    vera.goto(base + "/incidents/?q=Tessel")
    wait_for(vera, "main", "2030-05-21")


def test_the_keys_of_the_hotline_can_be_put_off(visit: Callable[..., Any]) -> None:
    """WCAG 2.1.4: put off on one page, neither the list nor the read-back hears a single key; put on, both do."""
    miro = visit("miro")
    base = re.sub(r"(https?://[^/]+).*", r"\1", miro.url)
    miro.goto(base + "/hotline/")
    miro.uncheck("#keys-on")
    miro.locator("h1").click()
    miro.keyboard.press("n")
    miro.goto(base + "/hotline/new/")
    miro.fill("#words", "Example: a blast by the weir.")
    miro.fill("#place_words", "Tessel")
    miro.click("button.main")
    assert not miro.is_checked("#keys-on")
    miro.locator("h1").click()
    miro.keyboard.press("1")
    assert miro.locator("input[name=place_id]:checked").count() == 0
    miro.check("#keys-on")
    miro.locator("h1").click()
    miro.keyboard.press("1")
    assert miro.locator("input[name=place_id]:checked").get_attribute("data-key") == "1"
    miro.goto(base + "/hotline/")
    miro.locator("h1").click()
    miro.keyboard.press("n")
    miro.wait_for_url("**/hotline/new/")
