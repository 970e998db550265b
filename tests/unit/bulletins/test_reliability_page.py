"""The reliability plots: axes that say what they are, the same in words, in both languages."""

from __future__ import annotations

import pytest

from truceline.bulletins.reliability_page import reliability_html
from truceline.matching.calibrate import Bin, Reliability

BEFORE = Reliability((Bin(0.15, 0.1, 40), Bin(0.85, 0.5, 8)), 0.1)
NOTHING = Reliability((), 0.0)


@pytest.mark.parametrize(
    ("language", "axes"),
    [
        ("en", ("probability promised", "share that was one incident")),
        ("ar", ("الاحتمال الموعود", "نسبة ما كان حادثًا واحدًا")),
    ],
)
def test_axes_and_plot_are_told_in_words(language: str, axes: tuple[str, str]) -> None:
    """Both axes are labelled; each plot points to a sentence with its widest gap and to its table."""
    html = reliability_html(BEFORE, NOTHING, language)
    assert all(f">{axis}</text>" in html for axis in axes)
    assert 'aria-describedby="told-before table-before"' in html and 'id="told-before"' in html
    told = html.split('id="told-before">')[1].split("</p>")[0]
    assert all(f">{number}</bdi>" in told for number in ("0.85", "0.50", "8"))
    assert f'dir="{"rtl" if language == "ar" else "ltr"}"' in html


def test_a_language_without_words_is_refused() -> None:
    """Nobody is given a page in half a language."""
    with pytest.raises(ValueError, match="no words for 'xx'"):
        reliability_html(BEFORE, NOTHING, "xx")
