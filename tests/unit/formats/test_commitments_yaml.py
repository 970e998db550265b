"""A register with mistakes is refused with code, file and line; nothing of it goes on."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

import pytest
from click.testing import CliRunner

from truceline.cli import main
from truceline.formats.bundled import bundled
from truceline.formats.commitments_model import json_schema
from truceline.formats.commitments_yaml import load_registers
from truceline.formats.worlds import World, open_world
from truceline.vocabulary.errors import TrucelineError

PACKAGE = "ua-minsk-package-2015-02-12"


@cache
def world() -> World:
    return open_world(["ukraine/package-2015-02-12"])


def codes(tmp_path: Path, body: str, instrument: str = PACKAGE) -> list[tuple[str, str]]:
    file = tmp_path / "more.yaml"
    file.write_text(f"truceline: 1\ninstrument: {instrument}\n{body}", encoding="utf-8")
    with pytest.raises(TrucelineError) as caught:
        load_registers(world().agreements, [file])
    return [(p.code, p.place) for p in caught.value.problems]


RECORD = "provision: k5, on: 2016-01-01, claimant: x, justification: j, source: s"


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ("records: [{id: a, ]", "E-COMMIT-001"),
        ("record: []", "E-COMMIT-002"),
        (f"records: [{{id: a, {RECORD}, status: 4}}]", "E-COMMIT-002"),
        (f"records:\n  - {{id: a, {RECORD}}}\n  - {{id: a, {RECORD}}}", "E-COMMIT-003"),
        (f"records: [{{id: a, {RECORD.replace('k5', 'k55')}}}]", "E-COMMIT-004"),
        (f"records: [{{id: a, {RECORD}, owners: [cadlr]}}]", "E-COMMIT-005"),
        (f"records: [{{id: a, {RECORD}, known_from: 2015-12-31}}]", "E-COMMIT-006"),
        (f"records: [{{id: a, {RECORD.replace('01-01', '02-30')}}}]", "E-COMMIT-007"),
        (f"records: [{{id: a, {RECORD}, status: 3, verified_by: ukraine}}]", "E-COMMIT-008"),
        (f"records: [{{id: a, {RECORD}, until: 2015-12-01}}]", "E-COMMIT-009"),
        ("dates: [{id: a, provision: k5, due: 2016-01-01, kind: target, says: s, source: s}]", "E-COMMIT-002"),
    ],
)
def test_each_mistake_has_its_code_and_line(tmp_path: Path, body: str, code: str) -> None:
    """The place names the file and a line; the code says what is wrong; no traceback."""
    found = codes(tmp_path, body)
    assert [c for c, _ in found] == [code]
    assert "more.yaml:" in found[0][1]


def test_an_instrument_that_is_not_open_is_named(tmp_path: Path) -> None:
    """A register of another instrument is refused by the same code, with a remedy."""
    assert [c for c, _ in codes(tmp_path, "records: []", "no-such")] == ["E-COMMIT-004"]


def test_a_further_register_adds_to_the_one_beside(tmp_path: Path) -> None:
    """Records of both files stand in one table, one row an owner."""
    before = load_registers(world().agreements).records.num_rows
    file = tmp_path / "more.yaml"
    record = RECORD.replace("k5", "k7")
    file.write_text(f"instrument: {PACKAGE}\nrecords: [{{id: a, {record}, status: 2}}]", encoding="utf-8")
    after = load_registers(world().agreements, [file])
    assert after.records.num_rows == before + 2


def test_the_published_schema_is_the_model() -> None:
    """schemas/commitments.schema.json says what the loader takes."""
    written = json.loads((bundled("schemas") / "commitments.schema.json").read_text(encoding="utf-8"))
    assert written == json_schema()


def test_every_bundled_register_loads_and_says_something() -> None:
    """Each commitments.yaml that comes with an instrument is read without a problem and has rows."""
    files = sorted(bundled("agreements").rglob("commitments.yaml"))
    assert len(files) >= 9
    for file in files:
        tables = load_registers(open_world([str(file.parent)]).agreements)
        assert tables.records.num_rows + tables.dates.num_rows > 0, file
        assert tables.evidence, file


def test_a_started_register_is_valid_before_and_after_it_is_filled_in(tmp_path: Path) -> None:
    """What 'commitments new' prints loads as it is, and with its examples uncommented gives a record per owner."""
    started = CliRunner().invoke(main, ["commitments", "new", "exercise/lyne-accord"]).output
    agreements = open_world(["exercise/lyne-accord"]).agreements
    file = tmp_path / "started.yaml"
    file.write_text(started, encoding="utf-8")
    before = load_registers(agreements, [file]).records.num_rows
    lines = [
        line.replace("  # ", "  ", 1) if line.startswith(("  # -", "  #  ")) else line for line in started.splitlines()
    ]
    file.write_text("\n".join(lines), encoding="utf-8")
    after = load_registers(agreements, [file]).records
    assert after.num_rows == before + 12  # six duties of two parties


@pytest.mark.parametrize("verifier", ["ua-verkhovna-rada", "Verkhovna Rada", "Ukraine"])
def test_a_part_of_an_owner_cannot_verify_it(tmp_path: Path, verifier: str) -> None:
    """The owner's own parliament is the owner, by its id and by its name; the monitors are not."""
    file = tmp_path / "more.yaml"
    body = f"instrument: {PACKAGE}\nrecords: [{{id: a, {RECORD}, status: 3, verified_by: {verifier}}}]"
    file.write_text(body, encoding="utf-8")
    registries = {PACKAGE: world().registry}
    with pytest.raises(TrucelineError) as caught:
        load_registers(world().agreements, [file], registries)
    assert [p.code for p in caught.value.problems] == ["E-COMMIT-008"]
    file.write_text(body.replace(verifier, "smm"), encoding="utf-8")
    assert load_registers(world().agreements, [file], registries).records.num_rows


def test_an_unknown_key_names_the_nearest_one(tmp_path: Path) -> None:
    """'owner' in a record is answered with 'owners', not with a page to read."""
    file = tmp_path / "more.yaml"
    file.write_text(f"instrument: {PACKAGE}\nrecords: [{{id: a, {RECORD}, owner: ukr}}]", encoding="utf-8")
    with pytest.raises(TrucelineError, match="Did you mean owners"):
        load_registers(world().agreements, [file])
