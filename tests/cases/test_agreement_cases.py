"""Every case of every bundled agreement, and that each provision has the cases it needs."""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from truceline.agreement.cases import Case, differences
from truceline.agreement.model import Agreement, Provision
from truceline.bulletins.engine_words import AS_WRITTEN, LANGUAGES, question, sentence
from truceline.formats.bundled import bundled, known_agreements
from truceline.formats.cases_yaml import load_cases
from truceline.formats.worlds import World, open_world
from truceline.run import assess_rows

FOLDERS = sorted(known_agreements())


@cache
def world(folder: str) -> World:
    return open_world([folder])


@cache
def cases(folder: str) -> tuple[Case, ...]:
    return tuple(case for _, case in load_cases(bundled("agreements") / folder))


def all_cases() -> list[Any]:
    return [pytest.param(folder, case, id=f"{folder}/{case.id}") for folder in FOLDERS for case in cases(folder)]


def adds_up(folder: str) -> bool:
    """Whether an amount is added up over reports, so that other cases' reports would count."""
    amounts = [p.quantity for loaded in world(folder).agreements for p in loaded.agreement.provisions if p.quantity]
    return any(x.per != "report" for q in amounts for x in (q, *q.sub_quotas))


@cache
def findings_at(folder: str, as_of: str | None) -> dict[str, list[dict[str, Any]]]:
    """Findings of all cases of one state of knowledge, by case: each is an incident of its own, so one run does."""
    rows = [row for case in cases(folder) if case.as_of == as_of for row in case.rows()]
    found: dict[str, list[dict[str, Any]]] = defaultdict(list)
    opened = world(folder)
    for finding in assess_rows(rows, opened.agreements, opened.registry, as_of).to_pylist():
        found[finding["incident_id"]].append(finding)
    return found


@pytest.mark.parametrize(("folder", "case"), all_cases())
def test_the_case_holds(folder: str, case: Case) -> None:
    """What the author of the agreement expects is what the engine finds."""
    opened = world(folder)
    if adds_up(folder):
        findings = assess_rows(case.rows(), opened.agreements, opened.registry, case.as_of).to_pylist()
    else:
        findings = findings_at(folder, case.as_of)[case.id]
    assert differences(case, findings) == []


@pytest.mark.parametrize("folder", FOLDERS)
def test_every_case_has_a_name_of_its_own(folder: str) -> None:
    """Cases are incidents by their id: two of one name would be claims about one incident."""
    names = [case.id for case in cases(folder)]
    assert len(names) == len(set(names))


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


@pytest.mark.parametrize("folder", FOLDERS)
def test_whatever_the_engine_says_can_be_said_in_every_language(folder: str) -> None:
    """No condition of any case is left in English on an Arabic or a Russian page."""
    reasons = [
        reason
        for as_of in {case.as_of for case in cases(folder)}
        for findings in findings_at(folder, as_of).values()
        for finding in findings
        for reason in finding["reasons"]
    ]
    assert reasons
    for language in LANGUAGES[1:]:
        for r in reasons:
            said = sentence(r["value"], language) + question(r["condition"], r["provision_id"], r["question"], language)
            assert [p.text for p in said if p.kind == AS_WRITTEN] == [], (language, r)
