"""Every page that a role can reach, in both languages: nothing that axe finds against WCAG 2.2 AA; keys are enough.

Pages are found by following links from the start, one of each address pattern, so that a new page is asked without
being listed here. axe-core is a vendored file (docs/decisions/0018-vendored-scripts.md).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from lxml import html

AXE = Path(__file__).parent.parent / "assets" / "axe-core" / "axe.min.js"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
SEEDS = (
    "/incidents/map/?since=2030-03-01",
    "/binding/?actor=highland-council&on=2030-05-01",
    "/agreements/?on=yesterday",
    "/places/?q=Harov",
    "/actors/?q=nobody-of-that-name",
    "/account/2fa/",
    "/account/2fa/totp/activate/",
    "/account/2fa/webauthn/",
    "/account/sessions/",
    "/account/password/change/",
    "/nowhere/",
)
NARROW = 320  # WCAG 1.4.10: no scrolling in two directions

pytestmark = pytest.mark.browser


def findings(page: Any, rules: str) -> list[str]:
    """What axe says against the page, one line a place. ``rules``: options of axe.run as JavaScript."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE.read_text(encoding="utf-8"))
    told = page.evaluate(
        f"axe.run(document, {{{rules}, resultTypes: ['violations']}}).then(r => r.violations.flatMap("
        "v => v.nodes.map(n => v.id + ': ' + v.help + ' at ' + n.html.slice(0, 160) + ' | ' + n.failureSummary)))"
    )
    return [str(line) for line in told]


def all_rules() -> str:
    return f"runOnly: {{type: 'tag', values: {TAGS}}}"


def pattern_of(path: str) -> str:
    """The address pattern that a path belongs to; the path itself where there is none."""
    from django.urls import Resolver404, resolve

    try:
        return resolve(path).route
    except Resolver404:
        return path


def reachable(page: Any, base: str, seeds: tuple[str, ...]) -> Iterator[tuple[str, Any]]:
    """One page of each address pattern that links lead to: its address, and its parsed HTML as the server sends it."""
    waiting, seen = ["/", *seeds], set()
    while waiting:
        address = waiting.pop(0)
        parts = urlsplit(address)
        key = pattern_of(parts.path) + ("?" if parts.query and address in seeds else "")
        if key in seen or "logout" in address or parts.path.startswith(("/static/", "/api/")):
            continue
        seen.add(key)
        answer = page.context.request.get(base + address)
        if not answer.headers.get("content-type", "").startswith("text/html"):  # a download is no page
            continue
        sent = html.document_fromstring(answer.text())
        yield address, sent
        waiting += [link for link in sent.xpath("//a/@href") if link.startswith("/")]


SAID = re.compile("class|role|lang|dir|type|for|scope|tabindex|aria-|alt")
NAMES = ("for", "aria-label", "aria-labelledby", "aria-describedby", "aria-controls", "aria-owns")


def build_of(element: Any) -> str:
    """How a page is built: elements, classes and the attributes that say what they are, without words and addresses.

    Rows of a list that are built the same count once, so that a list is built the same however long it is.
    """
    told = sorted((k, str(bool(v)) if k in NAMES else v) for k, v in element.items() if SAID.match(k))
    inside = dict.fromkeys(build_of(e) for e in element if isinstance(e.tag, str) and e.tag != "script")
    return f"{element.tag}{told}({''.join(inside)})"


KNOWN: set[tuple[str, str]] = set()


def complaints(page: Any, base: str, language: str, address: str, sent: Any) -> list[str]:
    """What speaks against the page; it is not opened where one built the same was asked before, as another role."""
    build = (language, build_of(sent.body))
    if build in KNOWN:
        return []
    KNOWN.add(build)
    page.goto(base + address)
    found = findings(page, all_rules())
    page.emulate_media(color_scheme="dark")
    found += [f"dark: {line}" for line in findings(page, "runOnly: ['color-contrast']")]
    page.emulate_media(color_scheme="light")
    page.set_viewport_size({"width": NARROW, "height": 700})
    wide = page.evaluate("document.documentElement.scrollWidth")
    found += [f"reflow: {wide} px wide at {NARROW}"] if wide > NARROW else []
    page.set_viewport_size({"width": 1280, "height": 760})
    return [f"{language} {address} {line}" for line in found]


@pytest.mark.parametrize("name", ["miro", "rana", "vera", "olga", "gamal", "sarn", "sefa", "ada"])
def test_no_page_of_a_role_violates_wcag(service: Path, visit: Any, server: Any, name: str) -> None:
    """Light and dark, wide and 320 px: nothing that axe finds, in English and Arabic."""
    found: list[str] = []
    page = visit(name, strict=False)
    asked = 0
    for language in ("en", "ar"):
        page.context.add_cookies([{"name": "django_language", "value": language, "url": server.address}])
        for address, sent in reachable(page, server.address, SEEDS):
            found += complaints(page, server.address, language, address, sent)
            asked += 1
    assert asked >= 20
    assert found == []


def test_the_door_is_open_to_everybody(visit: Callable[..., Any], server: Any) -> None:
    """The page of signing in, in both languages."""
    for language in ("en", "ar"):
        page, address = visit(None, language), "/account/login/"
        sent = html.document_fromstring(page.content())
        assert complaints(page, server.address, language, address, sent) == []


def test_axe_finds_what_is_wrong(visit: Callable[..., Any]) -> None:
    """The check can fail: a field without a label, grey on grey, a target too small."""
    page = visit(None)
    page.evaluate(
        "document.querySelector('main').innerHTML = '<input><p id=grey>faint</p>"
        "<button class=quiet>a</button><button class=quiet>b</button>';"
        "document.getElementById('grey').style.color = '#ccc';"
        "for (const b of document.querySelectorAll('main button')) "
        "Object.assign(b.style, {minHeight: '10px', height: '10px', width: '10px', padding: 0});"
    )
    rules = {line.split(":")[0] for line in findings(page, all_rules())}
    assert {"label", "color-contrast", "target-size"} <= rules


def test_a_keyboard_walks_the_whole_page(visit: Callable[..., Any], server: Any) -> None:
    """The skip link comes first and leads to the content; focus goes in the page's order, is seen, and gets out."""
    page = visit("miro")
    page.goto(server.address + "/incidents/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    assert page.locator(".skip").bounding_box()["y"] >= 0
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")
    page.goto(server.address + "/incidents/")
    places, unseen = [], []
    for _ in range(200):
        page.keyboard.press("Tab")
        at = page.evaluate(
            "(() => { const e = document.activeElement; if (e === document.body) return null;"
            "const all = [...document.querySelectorAll('*')]; const s = getComputedStyle(e);"
            "const seen = s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) >= 2;"
            "return [all.indexOf(e), seen, e.outerHTML.slice(0, 90)] })()"
        )
        if at is None:
            break
        places.append(at[0])
        unseen += [] if at[1] else [at[2]]
    else:
        pytest.fail("the focus never left the page")
    assert len(places) > 20 and places == sorted(places)
    assert unseen == []


def test_nothing_moves_by_itself(browser: Any, visit: Callable[..., Any], server: Any) -> None:
    """No animation and no transition on a page, whether or not somebody asks for reduced motion."""
    page = visit("miro")
    for motion in ("reduce", "no-preference"):
        page.emulate_media(reduced_motion=motion)
        page.goto(server.address + "/incidents/")
        page.hover("button:has-text('Filter')")
        assert page.evaluate("document.getAnimations().length") == 0
