"""The report page and the service read one catalogue of sentences; script and Python put the same words together."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests import report_world as world
from truceline.bulletins.engine_words import sentence
from truceline.bulletins.report import render_report
from truceline.bulletins.report.render import SCRIPTS, asset

pytestmark = pytest.mark.browser
SAID = (
    "no source says who; background knowledge, not verified; or: Ridge Front is bound by name",
    "Front is no party: p-one names it and is perhaps about shelling",
    "Zone: effect: the border was never published",
    "shelling is not among: patrol, unsafe_flight",
    "medical facility",
    "the moon is not full",
)


def test_the_page_says_what_the_service_says(browser: Any, tmp_path: Path) -> None:
    """In Arabic and in Russian, sentences with names and terms, nested, and one that the catalogue does not have."""
    file = tmp_path / "page.html"
    file.write_text(render_report(world.page_data(20)), encoding="utf-8")
    page = browser.new_page()
    page.goto(file.as_uri())
    scripts = "\n".join(asset(name) for name in SCRIPTS[: SCRIPTS.index("sentences.js") + 1])
    speak = f"([text, to]) => {{ {scripts}\n lang = to; return h('span', null, value(text)).textContent; }}"
    for said in SAID:
        for language in ("ar", "ru"):
            python = "".join(p.text for p in sentence(said, language))
            shown = page.evaluate(speak, [said, language])
            assert shown.lower() == python.lower()  # the page begins with a capital
    page.close()
