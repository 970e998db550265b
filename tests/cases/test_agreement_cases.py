"""Every case of every bundled agreement, and that each provision has the cases it needs."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import pytest

from truceline.agreement.cases import Case, differences
from truceline.agreement.model import Agreement, Provision
from truceline.formats.bundled import bundled, known_agreements
from truceline.formats.cases_yaml import load_cases
from truceline.formats.worlds import World, open_world
from truceline.run import assess_rows

FOLDERS = sorted(known_agreements())


@cache
def world(folder: str) -> World:
    return open_world([folder])


def all_cases() -> list[Any]:
    found = []
    for folder in FOLDERS:
        for _, case in load_cases(bundled("agreements") / folder):
            found.append(pytest.param(folder, case, id=f"{folder}/{case.id}"))
    return found


@pytest.mark.parametrize(("folder", "case"), all_cases())
def test_the_case_holds(folder: str, case: Case) -> None:
    """What the author of the agreement expects is what the engine finds."""
    opened = world(folder)
    findings = assess_rows(case.rows(), opened.agreements, opened.registry, case.as_of).to_pylist()
    assert differences(case, findings) == []


def finer_than_drawn(agreement: Agreement, provision: Provision) -> bool:
    """Distances no longer than the precision of the line they are measured from: nothing is nearer for sure."""
    precision = {a.id: getattr(a, "border_precision_m", 0.0) for a in agreement.areas}
    limits = provision.distances.limits if provision.distances else []
    lines = [provision.distances.line_of(limit)[0] for limit in limits] if provision.distances else []
    return bool(limits) and all(x.min_m <= precision[line] for x, line in zip(limits, lines, strict=True))


@pytest.mark.parametrize("folder", FOLDERS)
def test_prohibitions_and_obligations_have_their_three_cases(folder: str) -> None:
    """A violation, a no_violation and an undetermined one; basis B is never violated; deadlines alone need none."""
    (loaded,) = world(folder).agreements
    outcomes: dict[str, set[str]] = {}
    for _, case in load_cases(Path(loaded.folder)):
        for expected in case.expect.values():
            if case.provision and expected.outcome:
                outcomes.setdefault(case.provision, set()).add(expected.outcome)
    for provision in loaded.agreement.provisions:
        got = outcomes.get(provision.id, set())
        if provision.kind == "prohibition" or provision.breached_by or provision.notice or provision.ensures:
            wanted = {"violation", "no_violation", "undetermined"} if provision.basis != "B" else {"undetermined"}
            wanted -= {"violation"} if finer_than_drawn(loaded.agreement, provision) else set()
            assert wanted <= got or (provision.kind == "right"), f"{provision.id}: {wanted - got} missing"
        elif provision.kind != "obligation":
            assert any(c.provision == provision.id for _, c in load_cases(Path(loaded.folder))), provision.id


def test_there_are_bundled_agreements() -> None:
    """The checks above are not vacuous."""
    assert {"syria/coh-2016-02", "exercise/lyne-accord"} <= set(FOLDERS)
