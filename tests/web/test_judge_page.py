"""The page on which people judge pairs: keys, undo, the saved file, no overflow, right to left."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from truceline.bulletins.judge_page import judge_html
from truceline.formats.match_io import read_judgements
from truceline.matching.judgements import NO_JUDGEMENTS, Judgement, Judgements
from truceline.matching.match import Matched, match_reports
from truceline.simulate.exercise import simulate

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def matched() -> Matched:
    return match_reports(simulate(days=12, incidents=120).reports)


@pytest.fixture
def page_file(matched: Matched, tmp_path: Path) -> Path:
    path = tmp_path / "judge.html"
    path.write_text(judge_html(matched, NO_JUDGEMENTS, most=20), encoding="utf-8")
    return path


def test_keys_judge_undo_and_save(page_file: Path, browser: Any, tmp_path: Path) -> None:
    """S, D and Z leave a file that reads back as one standing judgement, with the undo kept."""
    page = browser.new_page()
    page.goto(page_file.as_uri())
    assert page.locator("#said").inner_text().startswith("Keys: S same")
    for key in ("s", "d", "z"):
        page.keyboard.press(key)
    assert page.locator("#count").inner_text() == "1"
    with page.expect_download() as download:
        page.click("#save")
    path = tmp_path / "judged.csv"
    download.value.save_as(path)
    judged = read_judgements([path])
    assert [e.verdict for e in judged.entries] == ["same", "different", "undo"]
    assert list(judged.standing().values()) == ["same"]
    page.close()


def test_a_report_id_with_a_semicolon_is_saved_as_one(matched: Matched, browser: Any, tmp_path: Path) -> None:
    """The page writes ids so that the file names the very reports that were judged, whatever signs they hold."""
    path, page = tmp_path / "judge.html", browser.new_page()
    html = judge_html(matched, NO_JUDGEMENTS, most=1)
    left = re.search(r'data-left="([^"]+)"', html).group(1)  # type: ignore[union-attr]
    path.write_text(html.replace(f'data-left="{left}"', 'data-left="a;1 &quot;b&quot;"'), encoding="utf-8")
    page.goto(path.as_uri())
    page.keyboard.press("d")
    with page.expect_download() as download:
        page.click("#save")
    download.value.save_as(tmp_path / "judged.csv")
    assert 'a;1 "b"' in read_judgements([tmp_path / "judged.csv"]).entries[0].reports
    page.close()


@pytest.mark.parametrize(("language", "width"), [("en", 375), ("ar", 375), ("ar", 1280)])
def test_nothing_overflows(matched: Matched, browser: Any, tmp_path: Path, language: str, width: int) -> None:
    """No sideways scrolling on a phone, in both directions of writing."""
    path = tmp_path / "judge.html"
    path.write_text(judge_html(matched, NO_JUDGEMENTS, language, most=5), encoding="utf-8")
    page = browser.new_page(viewport={"width": width, "height": 800})
    page.goto(path.as_uri())
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.evaluate("document.documentElement.dir") == ("rtl" if language == "ar" else "ltr")
    page.close()


def test_judged_pairs_are_not_asked_again(matched: Matched) -> None:
    """A pair that stands judged, unsure included, is not on the page; an undone one is."""
    first = judge_html(matched, NO_JUDGEMENTS, most=1)
    left, right = (first.split(f'data-{side}="')[1].split('"')[0] for side in ("left", "right"))
    unsure = Judgements((Judgement((left, right), "unsure"),))
    assert f'data-left="{left}" data-right="{right}"' not in judge_html(matched, unsure, most=50)
    undone = Judgements((*unsure.entries, Judgement((left, right), "undo")))
    assert f'data-left="{left}" data-right="{right}"' in judge_html(matched, undone, most=50)


def test_keys_leave_the_focus_on_the_pair_and_it_shows(page_file: Path, browser: Any) -> None:
    """Who moves by keys sees which pair is judged: it has the focus, with a line around it that no edge cuts."""
    page = browser.new_page(viewport={"width": 375, "height": 800})
    page.goto(page_file.as_uri())
    for key in ("k", "s", "z", "j"):
        page.keyboard.press(key)
        assert page.evaluate("document.activeElement.classList.contains('now')")
        width, left, right = page.evaluate(
            "(() => {const a = document.activeElement, r = a.getBoundingClientRect(), s = getComputedStyle(a);"
            "const o = parseFloat(s.outlineWidth) + parseFloat(s.outlineOffset);"
            "return [s.outlineStyle === 'none' ? 0 : parseFloat(s.outlineWidth), r.left - o, r.right + o]})()"
        )
        assert width >= 2 and left >= 0 and right <= 375
    page.close()
