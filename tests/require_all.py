"""Under TRUCELINE_REQUIRE_ALL=1 a skip is a failure: a build machine that lacks a part must say so, not pass."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

WHY = "TRUCELINE_REQUIRE_ALL=1 and this was skipped: "


def _reason(report: pytest.TestReport | pytest.CollectReport) -> str:
    found = report.longrepr
    return str(found[2]) if isinstance(found, tuple) else str(found)


def _fail_if_required(report: pytest.TestReport | pytest.CollectReport) -> None:
    required = os.environ.get("TRUCELINE_REQUIRE_ALL") == "1"
    expected_to_fail = hasattr(report, "wasxfail")  # pytest reports an expected failure as a skip; it did run
    if required and report.skipped and not expected_to_fail:
        report.outcome = "failed"
        report.longrepr = WHY + _reason(report)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Iterator[None]:
    report = yield
    _fail_if_required(report)  # type: ignore[arg-type]
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Iterator[None]:
    """Whole modules that skip themselves (``pytest.importorskip``) count too."""
    report = yield
    _fail_if_required(report)  # type: ignore[arg-type]
    return report
