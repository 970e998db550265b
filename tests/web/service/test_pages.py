"""Pages in a real browser, on the real server: two languages, a phone, no complaint of the console."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

BARE_NUMBERS = """() => { const out = [], walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let n; (n = walk.nextNode());) { const e = n.parentElement;
    const exempt = 'script,style,svg,option,textarea,.quote,bdi,[dir=ltr]';
    if (/\\d/.test(n.data) && !e.closest(exempt)) out.push(n.data.trim()); }
  return out; }"""
NAMELESS = """() => [...document.querySelectorAll('button,input:not([type=hidden]),select,textarea,a')].filter(e =>
  !(e.textContent.trim() || e.getAttribute('aria-label') || e.closest('label') ||
  (e.id && document.querySelector(`label[for="${e.id}"]`)))).map(e => e.outerHTML.slice(0, 120))"""
PAGES = {
    None: ["/account/login/"],
    "ada": ["/people/", "/log/", "/me/", "/people/2/"],
    "vera": ["/incidents/", "/questions/"],
    "gamal": ["/questions/"],
    "sarn": ["/incidents/"],
    "miro": ["/reports/", "/me/tokens/", "/intake/report/", "/intake/table/"],
}


def widths_fit(page: Any) -> bool:
    return page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("name", PAGES)
def test_pages_fit_a_phone_and_name_their_controls(visit: Callable[..., Any], name: str | None, language: str) -> None:
    """At 375 px nothing scrolls sideways; direction follows the language; numbers are isolated; controls are named."""
    page = visit(name, language, 375)
    for path in PAGES[name]:
        page.goto(page.url.split("/", 3)[0] + "//" + page.url.split("/")[2] + path)
        assert page.evaluate("[document.documentElement.lang, document.documentElement.dir]") == [
            language,
            "rtl" if language == "ar" else "ltr",
        ]
        assert widths_fit(page), path
        assert page.evaluate(NAMELESS) == [], path
        if language == "ar":
            assert page.evaluate(BARE_NUMBERS) == [], path


def test_the_language_is_changed_on_the_page(visit: Callable[..., Any]) -> None:
    """A button, no script: the same page in the other language."""
    page = visit("ada")
    assert page.inner_text("h1") == "People"
    page.click(".langs [lang=ar]")
    assert page.inner_text("h1") == "الأشخاص" and page.url.endswith("/people/")


def test_the_first_tab_skips_to_the_content(visit: Callable[..., Any]) -> None:
    """Keyboard: Tab, Enter, and the focus is in the content."""
    page = visit("miro")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_a_second_factor_can_be_set_up(visit: Callable[..., Any]) -> None:
    """Under the strict policy: the page shows a picture and a secret, and takes a code made from it."""
    import base64
    import hmac
    import struct
    import time

    page = visit("viktor")
    page.goto(page.url.rsplit("/", 2)[0] + "/account/2fa/totp/activate/")
    if page.locator("input[name=password]").count():
        page.fill("input[name=password]", "merrowan-exercise")
        page.click(".account button[type=submit]")
    assert page.locator("img").count() == 1
    secret = page.locator("input[name=secret], #authenticator_secret").first.input_value()
    moment = struct.pack(">Q", int(time.time()) // 30)
    mac = hmac.new(base64.b32decode(secret), moment, "sha1").digest()
    start = mac[-1] & 15
    code = (struct.unpack(">I", mac[start : start + 4])[0] & 0x7FFFFFFF) % 1_000_000
    page.fill("input[name=code]", f"{code:06d}")
    page.click(".account button[type=submit]")
    page.goto(page.url.split("/account")[0] + "/account/2fa/")
    assert page.locator("a[href*=recovery], a[href*='totp/deactivate']").count() >= 1
    page.goto(page.url.split("/account")[0] + "/account/2fa/totp/deactivate/")  # the server is shared by all tests
    with page.expect_navigation():
        page.click(".account button[type=submit]")
    page.goto(page.url.split("/account")[0] + "/account/2fa/")
    assert page.locator("a[href*='totp/deactivate']").count() == 0


def test_a_passkey_signs_in(visit: Callable[..., Any]) -> None:
    """Added under the strict policy with a virtual authenticator, then used instead of a password."""
    page = visit("hedda")
    base = page.url.split("/questions")[0].replace("127.0.0.1", "localhost")  # passkeys need a name, not a number
    chrome = page.context.new_cdp_session(page)
    chrome.send("WebAuthn.enable")
    options = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True}
    options |= {"isUserVerified": True, "automaticPresenceSimulation": True}
    chrome.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    page.goto(base + "/account/login/")
    page.fill("#id_login", "hedda")
    page.fill("#id_password", "merrowan-exercise")
    page.click("button.main")
    page.wait_for_selector("h1:has-text('Questions')")
    page.goto(base + "/account/2fa/webauthn/add/")
    if page.locator("input[name=password]").count():
        page.fill("input[name=password]", "merrowan-exercise")
        page.click(".account button[type=submit]")
    page.check("input[name=passwordless]")
    page.click("#mfa_webauthn_add")
    page.wait_for_url(lambda url: not url.endswith("/add/"))  # asked outside the page, whose policy allows no strings
    page.context.clear_cookies()
    page.goto(base + "/account/login/")
    page.click("#passkey_login")
    page.wait_for_selector("h1:has-text('Questions')")
    assert "Hedda" in page.inner_text(".whoami")
    page.goto(base + "/account/2fa/webauthn/")
    page.click("a[href*=remove]")  # the server is shared by all tests
    page.fill("input[name=password]", "merrowan-exercise")  # asked again: the sign-in was by the passkey
    with page.expect_navigation():
        page.click(".account button[type=submit]")
    with page.expect_navigation():
        page.click(".account button[type=submit]")
    page.goto(base + "/account/2fa/webauthn/")
    assert page.locator("a[href*=remove]").count() == 0
