"""YAML with the line of every value: what an error message needs to point at its cause.

libyaml scans and parses; the nodes it leaves carry their marks, and the few kinds of scalar that YAML 1.2 knows are
told apart here. Days and times stay text, so that an impossible day (2017-02-30) is refused by the model at its line.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, ClassVar

import yaml
from yaml.error import MarkedYAMLError, YAMLError
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

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


# the wheels hold libyaml; without it the same parser in Python answers alike, eight times slower
_Base: type[Any] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _Loader(_Base):  # type: ignore[misc]
    """Composes nodes with YAML 1.2's plain scalars: ``on``, ``no`` and ``12:30`` are text, as their writer meant."""

    yaml_implicit_resolvers: ClassVar[dict[str, list[tuple[str, re.Pattern[str]]]]] = {}


BOOL, INT, FLOAT, NULL, MERGE = (f"tag:yaml.org,2002:{kind}" for kind in ("bool", "int", "float", "null", "merge"))
PLAIN = (
    (BOOL, r"true|True|TRUE|false|False|FALSE", "tTfF"),
    (NULL, r"~|null|Null|NULL|", ["~", "n", "N", ""]),
    (INT, r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+", "-+0123456789"),
    (FLOAT, r"[-+]?(?:\.[0-9]+|[0-9]+\.[0-9]*)(?:[eE][-+]?[0-9]+)?|[-+]?[0-9]+[eE][-+]?[0-9]+", "-+.0123456789"),
    (FLOAT, r"[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)", "-+."),
    (MERGE, r"<<", "<"),
)
for _tag, _pattern, _first in PLAIN:
    _Loader.add_implicit_resolver(_tag, re.compile(f"^(?:{_pattern})$"), list(_first))


def read_yaml(path: Path, code: str) -> LinedYaml:
    """Parse a file. Raises TrucelineError with ``code`` (needs {cause}) at the line where parsing stopped."""
    text = ""
    try:
        text = path.read_text(encoding="utf-8-sig")
        loader = _Loader(text)
        try:
            node = loader.get_single_node()
            lined = LinedYaml(path, None)
            lined.data = None if node is None else _built(loader, node, (), lined.lines)
        finally:
            loader.dispose()
    except MarkedYAMLError as error:
        where = f"{path.parent.name}/{path.name}:{_stopped_at(error, text)}"
        cause = str(error.problem or error.context or "not YAML").strip()
        raise TrucelineError(problem(code, where, cause=cause)) from error
    except (YAMLError, UnicodeDecodeError, OSError, ValueError, RecursionError) as error:
        cause = str(error).splitlines()[0] if str(error) else type(error).__name__
        raise TrucelineError(problem(code, f"{path.parent.name}/{path.name}:1", cause=cause)) from error
    return lined


def _stopped_at(error: MarkedYAMLError, text: str) -> int:
    """Where parsing stopped; for a bracket that is open to the end of the file, where it was opened."""
    mark = error.problem_mark or error.context_mark
    if mark is None:
        return 1
    at_end = mark.line > text.rstrip().count("\n")
    return int((error.context_mark if at_end and error.context_mark else mark).line) + 1


def write_yaml(data: Any) -> str:
    """Text that ``read_yaml`` reads as the same data; keys keep their order."""
    return str(yaml.safe_dump(data, allow_unicode=True, sort_keys=False, width=120))


def _built(loader: Any, node: Node, loc: Loc, lines: dict[Loc, int]) -> Any:
    """Nodes as dicts, lists, numbers and strings; notes the line of each on the way."""
    if isinstance(node, MappingNode):
        _refuse_twice(node)
        loader.flatten_mapping(node)
        found = {}
        for key, value in node.value:
            name = str(key.value)
            lines[(*loc, name)] = key.start_mark.line + 1
            found[name] = _built(loader, value, (*loc, name), lines)
        return found
    if isinstance(node, SequenceNode):
        items = []
        for index, item in enumerate(node.value):
            lines[(*loc, index)] = item.start_mark.line + 1
            items.append(_built(loader, item, (*loc, index), lines))
        return items
    assert isinstance(node, ScalarNode)
    return _scalar(node.tag, node.value)


def _refuse_twice(node: MappingNode) -> None:
    seen = set()
    for key, _ in node.value:
        if not isinstance(key, ScalarNode):
            raise MarkedYAMLError(problem="a key must be a word", problem_mark=key.start_mark)
        if key.value in seen:
            raise MarkedYAMLError(problem=f"found duplicate key {key.value!r}", problem_mark=key.start_mark)
        seen.add(key.value)


def _scalar(tag: str, text: str) -> Any:
    if tag == NULL:
        return None
    if tag == BOOL:
        return text.lower() == "true"
    if tag == INT:
        return int(text, 0 if text[:2] in ("0o", "0x") else 10)
    if tag == FLOAT:
        return float(text.lower().replace(".inf", "inf").replace(".nan", "nan"))
    return text
