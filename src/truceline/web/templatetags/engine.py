"""What the engine asked and found, in the reader's language; what has no translation is marked as English."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.translation import get_language

from truceline.agreement.hours import hours_in_words
from truceline.agreement.model import DailyHours, plain
from truceline.bulletins.engine_words import AS_WRITTEN, LANGUAGES, VALUE, Piece, question, sentence
from truceline.bulletins.judge_page import clue_words
from truceline.web.world import world

register = template.Library()
HTML = {VALUE: "<bdi>{}</bdi>", AS_WRITTEN: '<span lang="en" dir="ltr">{}</span>'}


@register.filter
def engine_sentence(text: str) -> str:
    """What decided a condition."""
    spoken = _language()
    return _html(sentence(text, spoken, _names(spoken)))


@register.filter
def hours_said(daily: Sequence[DailyHours]) -> str:
    """In which hours of each day a window holds."""
    return _html(sentence(hours_in_words(daily), _language()))


@register.filter
def engine_question(reason: Mapping[str, Any]) -> str:
    """The question of one entry of a trace."""
    spoken = _language()
    return _html(question(reason["condition"], reason["provision_id"], reason["question"], spoken, _names(spoken)))


@register.filter
def clue_name(clue: str) -> str:
    return clue_words.clue_name(clue, _language())


@register.filter
def clue_said(said: str) -> str:
    """What a clue said of a pair of reports."""
    return clue_words.clue_said(said, _language())


def _language() -> str:
    asked = (get_language() or "en")[:2]
    return asked if asked in LANGUAGES else "en"


def _html(pieces: Iterable[Piece]) -> str:
    return format_html_join("", "{}", ((format_html(HTML.get(p.kind, "{}"), p.text),) for p in pieces))


@lru_cache(maxsize=len(LANGUAGES))
def _names(language: str) -> dict[str, str]:
    """What the engine calls parties, areas and actors in English -> what they are called in a language."""
    opened = world()
    named = [x.name for a in opened.agreements for x in (*a.agreement.parties, *a.agreement.areas)]
    found = {plain(name): name[language] for name in named if isinstance(name, dict) and language in name}
    for actor in opened.registry.actors.values():
        own = next((a.name for a in actor.names if a.lang == language and not a.garbled), None)
        if own:
            found.setdefault(actor.name, own)
    return found
