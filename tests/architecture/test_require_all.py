"""TRUCELINE_REQUIRE_ALL=1 turns skips into failures, and nothing else changes."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests import require_all

SAMPLE = """
import pytest

def test_passes(): pass

def test_skips_itself(): pytest.skip("no data here")

@pytest.mark.skipif(True, reason="no browser here")
def test_is_skipped(): pass

@pytest.fixture
def part(): pytest.skip("no part here")

def test_needs_part(part): pass

@pytest.mark.xfail(reason="known")
def test_expected(): assert False
"""


@pytest.fixture
def suite(pytester: pytest.Pytester) -> pytest.Pytester:
    pytester.makeconftest(Path(require_all.__file__).read_text(encoding="utf-8"))
    pytester.makepyfile(test_sample=SAMPLE, test_module="import pytest\npytest.importorskip('no_such_part_at_all')\n")
    return pytester


def test_a_skip_fails_where_everything_is_required(suite: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> None:
    """In a test, a mark, a fixture and a whole module; an expected failure stays one."""
    monkeypatch.setenv("TRUCELINE_REQUIRE_ALL", "1")
    result = suite.runpytest_inprocess("--continue-on-collection-errors")
    counts = result.parseoutcomes()
    assert counts.get("skipped", 0) == 0
    assert counts["failed"] + counts["errors"] == 4
    assert (counts["passed"], counts["xfailed"]) == (1, 1)
    result.stdout.fnmatch_lines([f"*{require_all.WHY}*no data here*"])


def test_a_skip_stays_a_skip_elsewhere(suite: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> None:
    """A public clone without the data sets is not broken."""
    monkeypatch.delenv("TRUCELINE_REQUIRE_ALL", raising=False)
    suite.runpytest_inprocess().assert_outcomes(passed=1, skipped=4, xfailed=1)
