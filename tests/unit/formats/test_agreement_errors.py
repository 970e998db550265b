"""Broken agreements: each its code, its line and a remedy; never a traceback."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from truceline.cli import main
from truceline.formats.agreement_yaml import dump_agreement, load_agreement
from truceline.formats.bundled import bundled
from truceline.formats.registry_yaml import load_registry
from truceline.vocabulary.errors import TrucelineError

GOOD = (bundled("examples") / "new-agreement" / "agreement.yaml").read_text(encoding="utf-8")

# what is broken: text to replace, by what, the code, a word of the remedy or cause
BROKEN = [
    ("unclosed-bracket", "members: [{actor: north-army, source: TEXT}]", "members: [{actor: north-army", "E-AGREE-001", "bracket"),
    ("tab", "    answers_for", "\tanswers_for", "E-AGREE-001", "indentation"),
    ("key-twice", "signed: 2031-01-05", "signed: 2031-01-05\nsigned: 2031-01-06", "E-AGREE-001", "near this line"),
    ("misspelt-key", "breached_by:", "breachedby:", "E-AGREE-002", "breached_by"),
    ("actors-of-a-duty-for-others", "    breached_by: [aid_obstruction]", "    ensures: {actors: [outlaw-band]}", "E-AGREE-002", "Did you mean parties?"),
    ("misspelt-top-key", "timezone:", "time_zone:", "E-AGREE-002", "timezone"),
    ("missing-timezone", "timezone: Africa/Nairobi         # IANA zone of the local times; {unstated: [A, B]} if the text names none\n", "", "E-AGREE-003", "timezone"),
    ("missing-text", "    text: Let aid pass.\n", "", "E-AGREE-003", "text"),
    ("window-backwards", 'until: "2031-04-10T00:00"', 'until: "2030-04-10T00:00"', "E-AGREE-004", "Swap"),
    ("accession-backwards", "from: 2031-02-01, known_from", "from: 2031-02-01, until: 2031-01-01, known_from", "E-AGREE-004", "Swap"),
    ("unknown-kind", "kind: ceasefire  ", "kind: truce  ", "E-AGREE-005", "ceasefire"),
    ("unknown-provision-kind", "kind: obligation", "kind: duty", "E-AGREE-005", "obligation"),
    ("unknown-act", "acts: [attack]", "acts: [atack]", "E-AGREE-005", "attack"),
    ("unknown-breach", "breached_by: [aid_obstruction]", "breached_by: [aid_obstrution]", "E-AGREE-005", "aid_obstruction"),
    ("unknown-basis", "basis: V ", "basis: X ", "E-AGREE-005", "V"),
    ("unknown-shape", "shape: polygon", "shape: poligon", "E-AGREE-005", "polygon"),
    ("bad-duration", 'until: "2031-04-10T00:00"', "for: 90 days", "E-AGREE-005", "P7D"),
    ("no-date", "signed: 2031-01-05", "signed: January", "E-AGREE-006", "2016-02-27"),
    ("impossible-day", 'from: "2031-01-10T00:00"', 'from: "2031-02-30T00:00"', "E-AGREE-006", "2016-02-27"),
    ("impossible-hour", 'from: "2031-01-10T00:00"', 'from: "2031-01-10T25:00"', "E-AGREE-006", "24:00"),
    ("unknown-zone", "timezone: Africa/Nairobi", "timezone: Africa/Nairobee", "E-AGREE-007", "IANA"),
    ("unknown-area", "scope: {areas: [zone]}", "scope: {areas: [zonne]}", "E-AGREE-008", "zone"),
    ("unknown-party", "bound: [north, south]", "bound: [north, sooth]", "E-AGREE-008", "south"),
    ("provision-twice", '- id: "2"', '- id: "1"', "E-AGREE-009", "its own id"),
    ("party-twice", "- id: south", "- id: north", "E-AGREE-009", "its own id"),
    ("proposal-used", "    shape: polygon", "    status: proposed\n    shape: polygon", "E-AGREE-010", "agreed"),
    ("built-from-a-proposal", "areas:\n", "areas:\n  - {id: idea, name: Idea, shape: circle, center: [36, 1], radius_m: 900, status: proposed}\n  - {id: both, name: Both, shape: combined, include: [zone, idea]}\n", "E-AGREE-010", "agreed"),
    ("across-180", "outline: zone ", "coordinates: [[179, 1], [-179, 1], [-179, 2], [179, 2]] ", "E-AGREE-012", "180th meridian"),
    ("outline-missing", "outline: zone ", "outline: zome ", "E-AGREE-011", "zone"),
    ("two-corners", "outline: zone ", "coordinates: [[36, 1], [37, 1]] ", "E-AGREE-012", "three"),
    ("crossed-ring", "outline: zone ", "coordinates: [[36, 1], [37, 2], [37, 1], [36, 2]] ", "E-AGREE-012", "closed ring"),
    ("unknown-actor", "actor: north-army", "actor: north-armee", "E-AGREE-013", "north-army"),
    ("unknown-list", "actors: [outlaw-band]", "lists: [un]", "E-AGREE-014", "un"),
    ("prohibition-without-acts", "    acts: [attack]               # terms of docs/glossary.md; broader terms cover narrower ones\n", "", "E-AGREE-015", "acts"),
    ("obligation-without-breach", "    breached_by: [aid_obstruction]\n", "", "E-AGREE-015", "breached_by"),
    ("unknown-source", 'source: "TEXT, article 2"', 'source: "TXT, article 2"', "E-AGREE-018", "sources"),
    ("list-expected", "acts: [attack]", "acts: attack", "E-AGREE-020", "brackets"),
    ("name-for-id", "actor: neighbour,", "actor: Northern Army,", "E-AGREE-013", "Write its id: north-army."),
    ("number-for-id", '- id: "2"', "- id: 2", "E-AGREE-020", 'Put it in quotes: "2"'),
    ("unit-in-number", "border_precision_m: 500", "border_precision_m: 3 km", "E-AGREE-020", "the number alone"),
    ("word-for-exception", "    breached_by: [aid_obstruction]", "    breached_by: [aid_obstruction]\n    exceptions: [self_defence]", "E-AGREE-020", "{id: …, kind: …, text: …}"),
    ("no-term-and-no-word-of-it", "    breached_by: [aid_obstruction]", "    due: {after: signed}", "E-AGREE-003", "within"),
    ("undated-and-dated", "    breached_by: [aid_obstruction]", "    due: {undated: true, within: P3D}", "E-AGREE-020", "Keep either"),
    ("dated-member-of-its-own-name", "{actor: late-brigade, from", "{actor: south, from", "E-AGREE-020", "south-side"),
    ("line-needed", "    acts: [attack]", "    acts: [attack]\n    distances: {baseline: zone, limits: [{weapons: [tank], min_m: 3000}]}", "E-AGREE-020", "line"),
    ("unknown-reading", "scope: {areas: [zone]}", "exclusions: [{id: y, actors: [outlaw-band], readings: [souht]}]\nscope: {areas: [zone]}", "E-AGREE-001", "duplicate"),
    ("reading-nobody-holds", "{id: x1, actors: [outlaw-band], source: TEXT}", "{id: x1, actors: [outlaw-band], readings: [partys]}", "E-AGREE-021", "parties"),
    ("off-the-globe", "outline: zone ", "coordinates: [[236, 1], [237, 1], [237, 2]] ", "E-AGREE-023", "longitude first"),
    ("future-language", "truceline: 1", "truceline: 9", "E-AGREE-024", "version 1"),
    ("empty-file", GOOD, "", "E-AGREE-001", "no keys"),
    ("a-list", GOOD, "- a\n- b\n", "E-AGREE-001", "set of keys"),
]  # fmt: skip


def write(folder: Path, text: str) -> Path:
    start = bundled("examples") / "new-agreement"
    for name in ("actors.yaml", "areas.geojson"):
        (folder / name).write_text((start / name).read_text(encoding="utf-8"), encoding="utf-8")
    (folder / "agreement.yaml").write_text(text, encoding="utf-8")
    return folder


@pytest.mark.parametrize(("name", "old", "new", "code", "word"), BROKEN, ids=[b[0] for b in BROKEN])
def test_a_broken_agreement_is_refused_with_place_cause_and_remedy(
    name: str, old: str, new: str, code: str, word: str, tmp_path: Path
) -> None:
    """The code, the line of the fault (or the one above or below it), a word of the remedy; on the terminal too."""
    assert old in GOOD
    broken = GOOD.replace(old, new, 1)
    folder = write(tmp_path, broken)
    with pytest.raises(TrucelineError) as caught:
        load_agreement(folder, load_registry(folder))
    hits = [p for p in caught.value.problems if p.code == code]
    assert hits, [str(p) for p in caught.value.problems]
    assert any(word in p.message for p in hits), [p.message for p in hits]
    line = int(hits[0].place.split(":")[1].split(",")[0])
    fault = GOOD[: GOOD.index(old)].count("\n") + 1
    block = GOOD.splitlines()[min(fault, GOOD.count("\n")) - 1 :]
    assert 1 <= line <= broken.count("\n") + 2
    if name not in ("missing-timezone", "missing-text", "empty-file", "a-list", "provision-twice"):
        assert abs(line - fault) <= 6, (line, fault, block[:2])
    result = CliRunner().invoke(main, ["agreement", "check", str(folder)])
    assert result.exit_code == 1
    assert code in result.output
    assert "Traceback" not in result.output
    assert result.exception is None or isinstance(result.exception, SystemExit)


def test_all_problems_of_a_file_come_at_once(tmp_path: Path) -> None:
    """Two faults, two problems, in the order of their lines."""
    text = GOOD.replace("acts: [attack]", "acts: [atack]").replace("bound: [north, south]", "bound: [north, sooth]")
    with pytest.raises(TrucelineError) as caught:
        load_agreement(write(tmp_path, text))
    assert [p.code for p in caught.value.problems] == ["E-AGREE-005", "E-AGREE-008"]


def test_an_area_cannot_be_built_from_itself(tmp_path: Path) -> None:
    extra = "areas:\n  - {id: a, name: A, shape: combined, include: [b]}\n  - {id: b, name: B, shape: combined, include: [a]}\n"
    with pytest.raises(TrucelineError) as caught:
        load_agreement(write(tmp_path, GOOD.replace("areas:\n", extra, 1)))
    assert {p.code for p in caught.value.problems} == {"E-AGREE-019"}


def test_a_folder_without_an_agreement_says_how_to_start(tmp_path: Path) -> None:
    result = CliRunner().invoke(main, ["agreement", "check", str(tmp_path)])
    assert (result.exit_code, "E-AGREE-017" in result.output) == (1, True)


def test_an_unknown_name_suggests_the_known_one() -> None:
    result = CliRunner().invoke(main, ["agreement", "show", "syria/coh-2016-03"])
    assert result.exit_code == 1
    assert "E-AGREE-022" in result.output
    assert "coh-2016-02" in result.output


def test_load_and_dump_are_inverse(tmp_path: Path) -> None:
    """What is written loads to the same agreement and the same hash, for every bundled agreement."""
    for file in sorted(bundled("agreements").rglob("agreement.yaml")):
        first = load_agreement(file.parent)
        folder = tmp_path / first.agreement.id
        folder.mkdir()
        (folder / "agreement.yaml").write_text(dump_agreement(first.agreement), encoding="utf-8")
        if (file.parent / "areas.geojson").exists():
            (folder / "areas.geojson").write_text((file.parent / "areas.geojson").read_text(), encoding="utf-8")
        second = load_agreement(folder)
        assert second.agreement == first.agreement
        assert second.content_hash == first.content_hash


def test_the_published_schema_is_the_model() -> None:
    """The files in schemas/ equal what the model gives, and every bundled agreement is valid under them."""
    import json

    import jsonschema

    from truceline.cli.agreement import schema_text
    from truceline.formats.yaml_lines import read_yaml

    for kind in ("agreement", "cases", "map"):
        assert (bundled("schemas") / f"{kind}.schema.json").read_text(encoding="utf-8") == schema_text(kind)
    validator = jsonschema.Draft202012Validator(json.loads(schema_text("agreement")))
    for file in bundled("agreements").rglob("agreement.yaml"):
        validator.validate(read_yaml(file, "E-AGREE-001").data)


def test_a_distance_is_not_measured_from_a_proposed_line(tmp_path: Path) -> None:
    """Nothing is computed from a proposal, a line of contact that was only proposed included."""
    line = "areas:\n  - {id: front, name: Front, shape: line, coordinates: [[36, 1], [37, 1]], status: proposed}\n"
    limits = "distances: {baseline: front, limits: [{weapons: [tank], min_m: 3000}]}"
    text = GOOD.replace("areas:\n", line, 1).replace("    acts: [attack]", f"    {limits}\n    acts: [attack]", 1)
    folder = write(tmp_path, text)
    with pytest.raises(TrucelineError) as caught:
        load_agreement(folder, load_registry(folder))
    assert "E-AGREE-010" in {p.code for p in caught.value.problems}
