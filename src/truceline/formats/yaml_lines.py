"""YAML with the line of every value: what an error message needs to point at its cause."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.constructor import RoundTripConstructor
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from truceline.vocabulary.errors import TrucelineError, problem

Loc = tuple[str | int, ...]

SINGULAR = {
    "sources": "source",
    "parties": "party",
    "readings": "reading",
    "areas": "area",
    "in_force": "window",
    "status_events": "status event",
    "exclusions": "exclusion",
    "provisions": "provision",
    "exceptions": "exception",
    "cases": "case",
    "actors": "actor",
    "lists": "list",
}


@dataclass
class LinedYaml:
    """Plain data with the line (from 1) on which each path begins."""

    path: Path
    data: Any
    lines: dict[Loc, int] = field(default_factory=dict)

    def line(self, loc: Loc) -> int:
        """Line of the longest known part of a path; parts that are no keys (union tags) are passed over."""
        known = self.steps(loc)
        while known and known not in self.lines:
            known = known[:-1]
        return self.lines.get(known, 1)

    def steps(self, loc: Loc) -> Loc:
        """The parts of a path that exist in the data."""
        here, taken = self.data, []
        for step in loc:
            try:
                here = here[step]
            except (KeyError, IndexError, TypeError):
                continue
            taken.append(step)
        return tuple(taken)

    def place(self, loc: Loc) -> str:
        """'folder/file.yaml:12, provision 2.1' for a path."""
        words = f"{self.path.parent.name}/{self.path.name}:{self.line(loc)}"
        steps = self.steps(loc)
        here = self.data
        for index, step in enumerate(steps):
            here = here[step]
            named = isinstance(here, dict) and isinstance(step, int) and here.get("id")
            if named:
                words += f", {SINGULAR.get(str(steps[index - 1]), 'part')} {here['id']}"
        return words


class ForgivingConstructor(RoundTripConstructor):
    """Keeps an impossible day (2017-02-30) as text, so that the model can refuse it at its own line."""

    def construct_yaml_timestamp(self, node: Any, values: Any = None) -> Any:
        try:
            return super().construct_yaml_timestamp(node, values)
        except ValueError:
            return node.value


ForgivingConstructor.add_constructor("tag:yaml.org,2002:timestamp", ForgivingConstructor.construct_yaml_timestamp)


def read_yaml(path: Path, code: str) -> LinedYaml:
    """Parse a file. Raises TrucelineError with ``code`` (needs {cause}) at the line where parsing stopped."""
    reader = YAML(typ="rt")
    reader.Constructor = ForgivingConstructor
    reader.allow_duplicate_keys = False
    try:
        parsed = reader.load(path.read_text(encoding="utf-8-sig"))
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        where = f"{path.parent.name}/{path.name}:{mark.line + 1 if mark else 1}"
        cause = str(error.problem or error.context or "not YAML").strip()
        raise TrucelineError(problem(code, where, cause=cause)) from error
    except (YAMLError, UnicodeDecodeError, OSError, ValueError) as error:
        cause = str(error).splitlines()[0] if str(error) else type(error).__name__
        raise TrucelineError(problem(code, f"{path.parent.name}/{path.name}:1", cause=cause)) from error
    lined = LinedYaml(path, None)
    lined.data = _plain(parsed, (), lined.lines)
    return lined


def _plain(node: Any, loc: Loc, lines: dict[Loc, int]) -> Any:
    """ruamel's nodes as dicts, lists and strings; days and times become text again, as they were written."""
    if isinstance(node, dict):
        for key in node:
            position = node.lc.data.get(key) if hasattr(node, "lc") else None
            if position:
                lines[(*loc, _key(key))] = position[0] + 1
        return {_key(k): _plain(v, (*loc, _key(k)), lines) for k, v in node.items()}
    if isinstance(node, list):
        for index in range(len(node)):
            position = node.lc.data.get(index) if hasattr(node, "lc") else None
            if position:
                lines[(*loc, index)] = position[0] + 1
        return [_plain(v, (*loc, i), lines) for i, v in enumerate(node)]
    if isinstance(node, dt.datetime):
        return _time_text(node)
    if isinstance(node, dt.date):
        return node.isoformat()
    if isinstance(node, bool) or node is None:
        return node
    if isinstance(node, float):
        return float(node)
    if isinstance(node, int):
        return int(node)
    return str(node)


def _key(key: Any) -> str:
    return str(key)


def _time_text(value: dt.datetime) -> str:
    text = value.replace(tzinfo=None).isoformat(timespec="minutes" if not value.second else "seconds")
    zone = getattr(value, "_yaml", {}).get("tz")
    if zone or value.tzinfo is not None:
        return text + "Z"
    return text
