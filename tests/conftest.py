"""What holds for every test: skips fail where everything is required; tests that open a browser carry a mark."""

from __future__ import annotations

import pytest

from tests.require_all import pytest_make_collect_report, pytest_runtest_makereport

__all__ = ["pytest_make_collect_report", "pytest_runtest_makereport"]

pytest_plugins = ["pytester"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """``make test-fast`` leaves out what is marked ``browser`` or ``slow``."""
    for item in items:
        if "browser" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.browser)
        if item.path.parent.name == "known_truth":  # whole exercises, judged twice
            item.add_marker(pytest.mark.slow)
