"""One provision kind, one rule, one test, one place in the methods."""

from __future__ import annotations

import re

import pytest

from tests.architecture.tree import ROOT, SRC
from truceline.assessment.rules import COMPILERS
from truceline.vocabulary.terms import PROVISION_KINDS

RULES = SRC / "assessment" / "rules"
FILES = sorted(p.stem for p in RULES.glob("*.py") if p.stem not in {"__init__", "conditions"})
METHODS = "\n".join(p.read_text(encoding="utf-8") for p in sorted((ROOT / "docs" / "methods").glob("*.md")))


def test_the_explicit_list_is_the_folder() -> None:
    """A rule file that nobody listed, or a listed kind without a file, is found here."""
    assert sorted(COMPILERS) == FILES == sorted(PROVISION_KINDS)


@pytest.mark.parametrize("kind", FILES)
def test_the_rule_has_its_test_and_its_page(kind: str) -> None:
    """Same-named test with at least one claim; its word in docs/methods; its compiler is its own."""
    test = ROOT / "tests" / "unit" / "assessment" / "rules" / f"test_{kind}.py"
    assert test.exists(), f"write {test.relative_to(ROOT)}"
    assert "def test_" in test.read_text(encoding="utf-8")
    assert re.search(rf"\b{kind}s?\b", METHODS, re.IGNORECASE), f"docs/methods does not say what a {kind} is"
    assert COMPILERS[kind].__module__ == f"truceline.assessment.rules.{kind}"
