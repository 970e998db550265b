"""Whole texts read by rules, for tests: the lexicons are loaded once."""

from __future__ import annotations

from functools import cache

from truceline.formats.reading_data import load_lexicons
from truceline.reading.lexicon import Lexicons
from truceline.reading.model import Reading
from truceline.reading.read import read_text


@cache
def lexicons() -> Lexicons:
    return load_lexicons()


def read(text: str) -> Reading:
    return read_text(text, lexicons())


def said(text: str) -> list[tuple[str, tuple[str, ...]]]:
    """(words, speaker ids) of every statement; the parts of a split one joined by ' … '."""
    return [(" … ".join(c.of(text) for c in s.content), s.speaker_ids) for s in read(text).statements]
