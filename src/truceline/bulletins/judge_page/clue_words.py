"""Names of the matcher's clues and of what each said, and acts, in the reader's language."""

from __future__ import annotations

import json
from functools import cache

from truceline.bulletins.static_page import asset


def clue_name(clue: str, language: str) -> str:
    """'same_source' as words; a clue without a translation stays in English."""
    return _catalogue()["clues"].get(clue, clue.replace("_", " ")) if language == "ar" else clue.replace("_", " ")


def clue_said(said: str, language: str) -> str:
    """What a clue said of a pair ('same spot, places precise'); whole in one language or as written."""
    known = _catalogue()["said"]
    parts = said.split(", ")
    if language != "ar" or not all(part in known for part in parts):
        return said
    return "، ".join(known[part] for part in parts)


def act_name(act: str, language: str) -> str:
    """An act in the reader's language, by the terms of the report page; without a translation as it is written."""
    words = _terms().get(act)
    return words[1] if words and language == "ar" else act.replace("_", " ")


@cache
def _terms() -> dict[str, list[str]]:
    found: dict[str, list[str]] = json.loads(asset("truceline.bulletins.report", "terms.json"))["acts"]
    return found


@cache
def _catalogue() -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = json.loads(asset("truceline.bulletins.judge_page", "clues.json"))
    return found
