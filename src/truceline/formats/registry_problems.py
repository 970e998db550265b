"""What the validator found in a registry, said so that a person can mend it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from pydantic import BaseModel, ValidationError

from truceline.formats.agreement_problems import near
from truceline.formats.yaml_lines import LinedYaml, Loc
from truceline.registry.model import ActorEntry, ActorsFile, Alias, ListedName, ListEntry, OfficeHolder, RelationEntry
from truceline.vocabulary.errors import Problem, problem

PARTS: dict[str, type[BaseModel]] = {
    "actors": ActorEntry,
    "names": Alias,
    "relations": RelationEntry,
    "offices": OfficeHolder,
    "lists": ListEntry,
    "listed": ListedName,
}
DAY_KEYS = ("from", "until", "known_from", "founded", "dissolved", "listed_from", "listed_until")


def hint_for(value: str, known: Iterable[str], otherwise: str) -> str:
    """'Did you mean …?' with the nearest known words, else another remedy."""
    likely = near(value, known)
    return f"Did you mean {' or '.join(likely)}?" if likely else otherwise


def from_pydantic(error: ValidationError, lined: LinedYaml, root: type[BaseModel] = ActorsFile) -> list[Problem]:
    """One coded problem per finding of the validator, in the order of the lines."""
    found = [(lined.line(tuple(e["loc"])), _translate(e, lined, root)) for e in error.errors(include_url=False)]
    return [p for _, p in sorted(found, key=lambda pair: pair[0])]


def _translate(item: Any, lined: LinedYaml, root: type[BaseModel]) -> Problem:
    loc: Loc = tuple(item["loc"])
    place, kind, key = lined.place(loc), item["type"], str(loc[-1]) if loc else "file"
    if kind == "extra_forbidden":
        keys = [f.alias or name for name, f in _model_at(loc[:-1], root).model_fields.items()]
        hint = hint_for(key, keys, f"Keys here: {', '.join(keys)}.")
        return problem("E-REG-002", place, cause=f"unknown key '{key}'", hint=hint)
    if kind == "missing":
        return problem("E-REG-002", place, cause=f"'{key}' is missing", hint=f"Add '{key}: …' here.")
    if kind == "literal_error":
        words = [w.strip().strip("'") for w in item["ctx"]["expected"].replace(" or ", ", ").split(",")]
        hint = hint_for(str(item["input"]), words, f"Write one of: {', '.join(words)}.")
        return problem("E-REG-002", place, cause=f"'{item['input']}' is not a value of '{key}'", hint=hint)
    if key in DAY_KEYS:
        return problem("E-REG-007", place, value=item["input"], key=key)
    if kind == "string_pattern_mismatch":
        hint = "Use small letters, digits, '-' and '_', and begin with a letter or digit."
        return problem("E-REG-002", place, cause=f"'{item['input']}' is no id", hint=hint)
    hint = f"Correct '{key}'." if not kind.startswith("list") else "Put it in brackets: [ … ]."
    return problem("E-REG-002", place, cause=f"'{key}': {item['msg'][:1].lower()}{item['msg'][1:]}", hint=hint)


def _model_at(loc: Loc, root: type[BaseModel]) -> type[BaseModel]:
    found = root
    for step in loc:
        if isinstance(step, str):
            found = PARTS.get(step, found)
    return found
