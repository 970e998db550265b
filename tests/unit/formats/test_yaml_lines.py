"""The reader of YAML beside a second library: the same data, the same lines, nothing guessed."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from truceline.formats.bundled import CHECKOUT
from truceline.formats.yaml_lines import Loc, read_yaml, write_yaml
from truceline.vocabulary.errors import TrucelineError

FILES = sorted(f for kind in ("registries", "examples") for f in (CHECKOUT / kind).rglob("*.yaml"))


def peer(node: Any, loc: Loc, lines: dict[Loc, int]) -> Any:
    """The other library's nodes as plain data, with the line of each; days as the text they were written in."""
    if isinstance(node, dict):
        lines.update({(*loc, str(k)): node.lc.data[k][0] + 1 for k in node})
        return {str(k): peer(v, (*loc, str(k)), lines) for k, v in node.items()}
    if isinstance(node, list):
        lines.update({(*loc, i): node.lc.data[i][0] + 1 for i in range(len(node))})
        return [peer(v, (*loc, i), lines) for i, v in enumerate(node)]
    if isinstance(node, dt.date):
        return node.isoformat()
    for kind in (bool, float, int, str):
        if isinstance(node, kind):
            return kind(node)
    return node


@pytest.mark.parametrize("file", FILES, ids=lambda f: f"{f.parent.name}/{f.name}")
def test_the_same_data_and_lines_as_another_library(file: Path) -> None:
    """Every bundled registry and example reads as ruamel.yaml reads it, each part on the same line."""
    lines: dict[Loc, int] = {}
    wanted = peer(YAML(typ="rt").load(file.read_text(encoding="utf-8")), (), lines)
    got = read_yaml(file, "E-AGREE-001")
    assert got.data == wanted
    assert got.lines == lines


def test_words_and_times_stay_what_was_written(tmp_path: Path) -> None:
    """No word becomes a truth value and no time a number; an impossible day reaches the model as text."""
    text = "on: no\ntime: 12:30\nday: 2017-02-30\nat: 2016-02-27T12:00:00+03:00\nempty:\n"
    text += "n: [1, 007, 1.5, -2e3, 0x10, true]\n"
    (tmp_path / "a.yaml").write_text(text, encoding="utf-8")
    assert read_yaml(tmp_path / "a.yaml", "E-AGREE-001").data == {
        "on": "no",
        "time": "12:30",
        "day": "2017-02-30",
        "at": "2016-02-27T12:00:00+03:00",
        "empty": None,
        "n": [1, 7, 1.5, -2000.0, 16, True],
    }


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("a: 1\nb: 2\na: 3\n", 3),
        ("a:\n  - {b: 1\nc: 2\n", 3),
        ("a: 1\nb: [1\n", 2),
        ("a: 1\n? [x, y]\n: 2\n", 2),
        ("a: &x [*x]\n", 1),
        ("a: 1\n---\nb: 2\n", 2),
    ],
)
def test_what_is_no_plain_yaml_is_refused_at_its_line(tmp_path: Path, text: str, line: int) -> None:
    """Keys given twice, brackets left open, keys that are lists, values inside themselves, a second document."""
    (tmp_path / "a.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(TrucelineError) as caught:
        read_yaml(tmp_path / "a.yaml", "E-AGREE-001")
    (found,) = caught.value.problems
    assert found.place.endswith(f"/a.yaml:{line}")


def test_what_is_written_reads_the_same(tmp_path: Path) -> None:
    """Texts that look like something else are quoted; order is kept."""
    data = {"z": ["on", "12:30", "2017-02-30", "1", 1, None, True, "", "وقف", "a: b"], "a": {"null": 0.5}}
    (tmp_path / "a.yaml").write_text(write_yaml(data), encoding="utf-8")
    read = read_yaml(tmp_path / "a.yaml", "E-AGREE-001").data
    assert read == data
    assert list(read) == ["z", "a"]
