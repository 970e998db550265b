"""The words of the page: its own, and the terms of the agreement language."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache

from truceline.agreement.model import Window
from truceline.bulletins.static_page import asset

PACKAGE = "truceline.bulletins.agreement_page"
LANGUAGES = ("en", "ar", "ru")


@cache
def words() -> dict[str, dict[str, str]]:
    """The page's own words by language."""
    found: dict[str, dict[str, str]] = json.loads(asset(PACKAGE, "words.json"))
    return found


@cache
def terms() -> dict[str, dict[str, list[str]]]:
    """Terms of the language by group, each in the order of ``LANGUAGES``."""
    found: dict[str, dict[str, list[str]]] = json.loads(asset(PACKAGE, "terms.json"))
    return found


def term(group: str, key: str, language: str) -> str:
    """A term in a language; one that the catalogue lacks as it is written."""
    told = terms()[group].get(key)
    return told[LANGUAGES.index(language)] if told else key.replace("_", " ")


def hours_said(window: Window, language: str) -> Iterator[str]:
    """The hours of each day in which a window holds, where it does not hold all day long."""
    w = words()[language]
    for hours in window.daily or ():
        days = (
            w["each_day"]
            if hours.days is None
            else ("، " if language == "ar" else ", ").join(term("weekdays", d, language) for d in hours.days)
        )
        ends = hours.ends if hours.ends > hours.begins else w["of_next_day"].format(x=hours.ends)
        yield w["daily_hours"].format(days=days, begins=hours.begins, ends=ends)


def isolated(text: str, language: str) -> str:
    """A date, number or name within a sentence from right to left, so that its parts keep their order."""
    return f"\u2068{text}\u2069" if language == "ar" else text
