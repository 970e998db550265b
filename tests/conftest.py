"""What holds for every test: skips fail where everything is required; tests that open a browser carry a mark."""

from __future__ import annotations

import gc
from collections.abc import Mapping

import pytest
from hypothesis import HealthCheck, settings

from tests.require_all import pytest_make_collect_report, pytest_runtest_makereport
from truceline.formats.reading_extras import installed_parsers
from truceline.reading.syntax import Parser

__all__ = ["pytest_make_collect_report", "pytest_runtest_makereport"]

pytest_plugins = ["pytester"]

# How long a draw takes says how busy the machine is, and nothing about Truceline.
settings.register_profile("truceline", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("truceline")


# A run of all tests keeps gigabytes of worlds and readings open; going through them again and again costs a tenth.
gc.set_threshold(50_000, 20, 20)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """``make test-fast`` leaves out what is marked ``browser`` or ``slow``."""
    for item in items:
        if "browser" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.browser)
        if item.path.parent.name == "known_truth":  # whole exercises, judged twice
            item.add_marker(pytest.mark.slow)


@pytest.fixture(scope="session")
def real_parsers() -> Mapping[str, Parser]:
    """The optional parsers that are installed, whatever the fixture below hands to commands."""
    return installed_parsers()


@pytest.fixture(autouse=True)
def rules_only(monkeypatch: pytest.MonkeyPatch) -> None:
    """Commands read by rules alone in tests, so that a test says the same with and without the extras."""
    monkeypatch.setattr("truceline.cli.read.installed_parsers", dict)
