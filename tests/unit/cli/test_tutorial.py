"""The tutorial is true: its files, typed in order, give the output it prints, and its editor lines lead to schemas."""

from __future__ import annotations

import json
import re
from pathlib import Path

import jsonschema
import pytest
from tools.write_tutorial import PAGE, Step, agrees, run, steps, write

from truceline.formats.yaml_lines import read_yaml


def test_every_command_prints_what_the_tutorial_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Followed from the top in an empty folder, files and outputs are those of the page (else: make docs)."""
    monkeypatch.chdir(tmp_path)
    commands = 0
    for step in steps(PAGE.read_text(encoding="utf-8")):
        if step.what == "run":
            commands += 1
            printed = run(tmp_path, step.subject)
            assert agrees(printed, step.text), f"$ {step.subject}\n{printed}"
        else:
            write(tmp_path, step)
    assert commands >= 10
    files = [*tmp_path.rglob("*.yaml")]
    assert len(files) == 3
    for file in files:
        schema, data = follow_schema_line(file), read_yaml(file, "E-AGREE-001").data
        jsonschema.validate(data, schema)
        with pytest.raises(jsonschema.ValidationError):  # an editor would underline a key that does not exist
            jsonschema.validate({**data, "no_such_key": 1}, schema)


def follow_schema_line(file: Path) -> dict[str, object]:
    """The schema that an editor finds by the first line of a file."""
    first = file.read_text(encoding="utf-8").splitlines()[0]
    found = re.fullmatch(r"# yaml-language-server: \$schema=(\S+)", first)
    assert found, f"{file.name} has no $schema line"
    schema: dict[str, object] = json.loads((file.parent / found.group(1)).read_text(encoding="utf-8"))
    return schema


def test_a_page_that_is_not_true_is_seen(tmp_path: Path) -> None:
    """Another output disagrees, `…` stands for any lines, a change that fits nowhere is refused."""
    assert agrees("a\nb\nc\n", "a\n…\nc\n")
    assert agrees("a\nc\n", "a\n…\nc\n")
    assert not agrees("a\nb\nc\n", "a\nc\n")
    assert not agrees("a\nb\nd\n", "a\n…\nc\n")
    ((step),) = steps("```console\n$ mkdir -p a\nsomething\n```\n")
    assert not agrees(run(tmp_path, step.subject), step.text)
    (tmp_path / "f").write_text("x\n")
    with pytest.raises(ValueError, match="0 times"):
        write(tmp_path, Step("change", "f", "-y\n+z\n"))
