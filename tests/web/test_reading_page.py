"""The page of a reading in a real browser: claims and words light each other, layers go off, nothing is asked for."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from truceline.bulletins.reading_page import reading_page
from truceline.formats.reading_data import load_lexicons
from truceline.formats.reading_json import to_json
from truceline.formats.text_files import SourceDocument
from truceline.reading.read import read_text

pytestmark = pytest.mark.browser

ENGLISH = 'MOSCOW, June 7, 2016. /TASS/. "Militants shelled Aleppo," Sergey Lavrov said.\n\nThe Russian side registered nine cases of firing: Hama (5) and Latakia (4).\n'
ARABIC = "دمشق - سجل الجانب الروسي 9 خروقات: دمشق (4) وحماة (5). وقال لافروف إن القصف مستمر.\n"


@pytest.fixture(scope="module")
def page_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    lexicons = load_lexicons()
    readings = [
        to_json(read_text(text, lexicons), SourceDocument(name, text, "text", "utf-8", "0"), lexicons)
        for name, text in (("english.txt", ENGLISH), ("arabic.txt", ARABIC))
    ]
    path = tmp_path_factory.mktemp("reading") / "claims.html"
    path.write_text(reading_page(readings), encoding="utf-8")
    return path


@pytest.fixture(params=[(1280, "light"), (375, "dark")], ids=["desk", "phone"])
def page(request: pytest.FixtureRequest, browser: Any, page_file: Path) -> Iterator[Any]:
    width, scheme = request.param
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
    opened = context.new_page()
    complaints: list[str] = []
    opened.on("console", lambda message: complaints.append(message.text))
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    opened.on("request", lambda asked: complaints.append(asked.url) if not asked.url.startswith("file:") else None)
    opened.goto(page_file.as_uri())
    yield opened
    assert complaints == []
    context.close()


def test_a_claim_lights_its_words_and_words_their_claim(page: Any) -> None:
    """Pointing at a claim marks its words; a click on words takes the focus to a claim that names them."""
    page.hover(".claim.event")
    assert page.locator(".text .event.lit").first.inner_text() == "shelled"
    page.mouse.move(0, 0)
    assert page.locator(".lit").count() == 0
    page.locator(".text .event", has_text="shelled").first.click()
    assert page.evaluate("document.activeElement.classList.contains('claim')")


def test_the_keyboard_does_as_much(page: Any) -> None:
    """Focus lights like the pointer."""
    page.locator(".claim.count").first.focus()
    assert page.locator(".text .count.lit").count() > 0


def test_the_keyboard_walks_through_the_text(page: Any) -> None:
    """From the text the arrows go from mark to mark, in the direction of its script; Enter goes on to the claim."""
    for index, ahead in ((0, "ArrowRight"), (1, "ArrowLeft")):
        page.locator(".text").nth(index).focus()
        for _ in range(2):
            page.keyboard.press(ahead)
        marks = page.locator(".text").nth(index).locator("[data-of]")
        assert page.evaluate("document.activeElement.textContent") == marks.nth(1).text_content()
        assert page.locator(".claim.lit").count() > 0
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.classList.contains('claim')")


def test_words_bring_their_claim_into_sight(page: Any) -> None:
    """The claim that words light is in sight beside them; of a group that is shut the heading is lit."""
    page.evaluate("document.querySelector('.reading').scrollIntoView()")
    page.locator(".text .place", has_text="Aleppo").first.hover()
    assert page.locator('[data-group="place"] summary.lit').count() == 1
    page.locator(".text .count").first.hover()
    assert page.locator(".claim.count.lit").count() == 1
    if page.viewport_size["width"] > 980:
        box = page.locator(".claim.count.lit").bounding_box()
        assert box["y"] >= 0 and box["y"] + box["height"] <= 900


def test_every_claim_leads_to_its_words(page: Any) -> None:
    """A click on any claim of any layer lights words of the text and brings them into sight."""
    page.evaluate("for (const group of document.querySelectorAll('details')) group.open = true")
    for claim in page.locator(".claim").all():
        claim.click()
        box = page.locator(".text .lit").first.bounding_box()
        assert box is not None and 0 <= box["y"] <= 900


def test_several_texts_have_a_list(page: Any) -> None:
    """Each is named with its language and date, and leads to its place."""
    page.locator("nav a", has_text="arabic.txt").click()
    assert page.evaluate("location.hash") == "#t2"


def test_a_layer_goes_off(page: Any) -> None:
    """Without events neither their words nor their list are marked; on again, they are."""
    page.uncheck('[data-layer="event"]')
    assert not page.locator('[data-group="event"]').first.is_visible()
    page.check('[data-layer="event"]')
    assert page.locator('[data-group="event"]').first.is_visible()


def test_it_fits_and_turns(page: Any) -> None:
    """Nothing runs out of the window sideways; Arabic text runs from the right."""
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    assert page.evaluate("getComputedStyle(document.querySelectorAll('.text')[1]).direction") == "rtl"
    assert page.evaluate("document.querySelector('.text').textContent") == ENGLISH
