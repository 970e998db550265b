"""A real browser for pages: Debian's Chromium, driven by Playwright. Why: docs/decisions/0003-browser-tests.md."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from typing import Any

import pytest

# The map needs WebGL, which a machine without a graphics card draws by software.
OPTIONS = ["--no-sandbox", "--use-gl=angle", "--use-angle=swiftshader", "--enable-unsafe-swiftshader"]
NAMES = ("chromium", "chromium-browser", "google-chrome")


def missing(reason: str) -> None:
    """Skip with a message, or fail where everything is required."""
    if os.environ.get("TRUCELINE_REQUIRE_ALL") == "1":
        pytest.fail(f"TRUCELINE_REQUIRE_ALL=1, but {reason}")
    pytest.skip(reason)


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    binary = next((path for name in NAMES if (path := shutil.which(name))), None)
    if binary is None:
        missing("no Chromium was found; on Debian: apt-get install chromium")
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        missing("Playwright is not installed; pip install -e '.[dev]'")
    with sync_playwright() as engine:
        opened = engine.chromium.launch(executable_path=binary, args=OPTIONS)
        yield opened
        opened.close()
