"""The engine's questions and sentences in the reader's language, by the patterns that the report page uses too.

The engine speaks English; a trace keeps its sentences as they were made. What a page shows is put together here from a
catalogue of whole sentences with holes. A sentence that the catalogue does not have stays as written, and is marked so.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

LANGUAGES = ("en", "ar", "ru")
TERM_GROUPS = ("acts", "weapons", "units", "targets", "ends")
WORDS, VALUE, AS_WRITTEN = "words", "value", "as_written"
_CODE = re.compile(r"\b[a-z]+(?:_[a-z]+)+\b")
_HEADED = re.compile(r"([^:;]+): (.+)")
_HOLE = re.compile(r"\{(\w+)\}")
_LENGTH = re.compile(r"(\d+) (working day|year|month|week|day|hour|minute)s?")
_INSIDE = re.compile(r"Inside (.+)\?")
_NO_NAMES: Mapping[str, str] = {}


@dataclass(frozen=True)
class Piece:
    """Part of a sentence. ``kind``: words of the language, a value (name, number, moment) or English as written."""

    text: str
    kind: str = WORDS


def sentence(text: str, language: str, names: Mapping[str, str] = _NO_NAMES) -> list[Piece]:
    """What decided a condition. ``names``: what parties and areas that the engine names in English are called.

    Raises ValueError for a language without a catalogue.
    """
    n = _column(language)
    if not n:
        return [Piece(_spelt(text))]
    found: list[Piece] = []
    for at, alternative in enumerate(text.split("; or: ")):
        found += [Piece(_word("orelse", n))] if at else []
        for place, part in enumerate(alternative.split("; ")):
            found += [Piece(_word("semicolon", n))] if place else []
            found += _one(_spelt(part), n, names)
    return found


def question(
    condition: str, provision_id: str | None, text: str, language: str, names: Mapping[str, str] = _NO_NAMES
) -> list[Piece]:
    """The question of a condition of the instrument, or of one of its provisions."""
    n = _column(language)
    if not n:
        return [Piece(text)]
    area = _INSIDE.fullmatch(text)
    if area and area[1] not in ("one of the areas", "the whole scope"):
        return _filled(_word("q_inside", n), {"x": area[1]}, n, names)
    key = f"q_p_{condition}" if provision_id else f"q_{condition}"
    if key in _catalogue("words")["words"]:
        return _filled(_word(key, n), {"p": provision_id or ""}, n, names)
    return [Piece(text, AS_WRITTEN)]


def _column(language: str) -> int:
    if language not in LANGUAGES:
        raise ValueError(f"no catalogue for '{language}'; there are {', '.join(LANGUAGES)}")
    return LANGUAGES.index(language)


def _one(text: str, n: int, names: Mapping[str, str]) -> list[Piece]:
    for pattern, templates in _patterns():
        if hit := pattern.fullmatch(text):
            holes = {str(i): value or "" for i, value in enumerate(hit.groups(), 1)}
            return _filled(templates[n - 1], holes, n, names)
    headed = _HEADED.fullmatch(text)
    if headed and known(headed[2]):
        head = Piece(_value(headed[1], n, names), VALUE)
        return [head, Piece(_word("colon", n)), *_one(headed[2], n, names)]
    if _group(text):
        return [Piece(_value(text, n, names))]
    return [Piece(text, AS_WRITTEN)]


def known(text: str) -> bool:
    """Whether the catalogue has this sentence, or has it after the name of what it is about."""
    if _group(text) or any(pattern.fullmatch(text) for pattern, _ in _patterns()):
        return True
    headed = _HEADED.fullmatch(text)
    return bool(headed and known(headed[2]))


def _filled(template: str, holes: Mapping[str, str], n: int, names: Mapping[str, str]) -> list[Piece]:
    return list(_pieces(template, holes, n, names))


def _pieces(template: str, holes: Mapping[str, str], n: int, names: Mapping[str, str]) -> Iterator[Piece]:
    for at, part in enumerate(_HOLE.split(template)):
        if at % 2:
            yield Piece(_value(holes[part], n, names), VALUE)
        elif part:
            yield Piece(part)


def _value(text: str, n: int, names: Mapping[str, str]) -> str:
    if group := _group(text):
        return str(_catalogue("terms")[group][text.replace(" ", "_")][n])
    lengths = [_LENGTH.fullmatch(part) for part in text.split(" and ")]
    if all(lengths):
        return _word("and", n).join(_length(int(hit[1]), hit[2], n) for hit in lengths if hit)
    listed = text.split(", ")
    if len(listed) > 1 and all(_group(one) for one in listed):
        return _word("comma", n).join(_value(one, n, names) for one in listed)
    return names.get(text, text)


def _length(count: int, unit: str, n: int) -> str:
    """So many days or months, in the form that the number asks for."""
    forms = _catalogue("words")["plurals"][f"length_{unit.replace(' ', '_')}"][LANGUAGES[n]]
    return str(forms[plural_form(count, LANGUAGES[n])]).replace("{n}", str(count))


def plural_form(count: int, language: str) -> str:
    """The plural category of a whole number, as CLDR names them."""
    ten, hundred = count % 10, count % 100
    if language == "ar":
        few = "few" if 3 <= hundred <= 10 else "many" if hundred >= 11 else "other"
        return {0: "zero", 1: "one", 2: "two"}.get(count, few)
    if language == "ru":
        if ten == 1 and hundred != 11:
            return "one"
        return "few" if 2 <= ten <= 4 and not 12 <= hundred <= 14 else "many"
    return "one" if count == 1 else "other"


def _group(text: str) -> str | None:
    key = text.replace(" ", "_")
    return next((group for group in TERM_GROUPS if key in _catalogue("terms")[group]), None)


def _spelt(text: str) -> str:
    return _CODE.sub(lambda code: code.group().replace("_", " "), text)


def named_term(text: str, language: str) -> str | None:
    """An act, weapon, unit or kind of target, or a length in words, by its name in a language; None for anything else.

    Raises ValueError for a language without a catalogue.
    """
    n = _column(language)
    if not _group(text) and not all(_LENGTH.fullmatch(part) for part in text.split(" and ")):
        return None
    return _value(text, n, _NO_NAMES) if n else text.replace("_", " ")


def month_name(month: int, language: str) -> str:
    """A month by its short name. Raises ValueError for a language without a catalogue."""
    return str(_catalogue("words")["months"][LANGUAGES[_column(language)]][month - 1])


def _word(key: str, n: int) -> str:
    return str(_catalogue("words")["words"][key][n])


@cache
def _patterns() -> list[tuple[re.Pattern[str], list[str]]]:
    rows: list[list[str]] = _catalogue("sentences")["sentences"]
    return [(re.compile(row[0]), row[1:]) for row in rows]


@cache
def _catalogue(name: str) -> dict[str, Any]:
    asset = files("truceline.bulletins") / "report" / "assets" / f"{name}.json"
    return dict(json.loads(asset.read_text(encoding="utf-8")))
