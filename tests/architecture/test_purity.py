"""Pure layers use no files, network, clock, chance or environment: as_of, seed and lexicons are handed in."""

from __future__ import annotations

import pytest

from tests.architecture.purity import impurities
from tests.architecture.tree import ROOT, SRC

PURE = (
    *("vocabulary", "tables", "space", "registry", "agreement"),
    *("reading", "matching", "assessment", "commitments", "deconfliction", "diplomacy", "analytics"),
)
MODULES = sorted(path for layer in PURE for path in (SRC / layer).rglob("*.py"))


@pytest.mark.parametrize("path", MODULES, ids=lambda p: p.relative_to(SRC).as_posix())
def test_the_module_is_pure(path: object) -> None:
    """Nothing outside the arguments decides what it returns."""
    assert list(impurities(path.read_text(encoding="utf-8"))) == []  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "line",
    [
        "import time",
        "import random",
        "from random import choice",
        "import os",
        "from os import environ",
        "import os.path",
        "from pathlib import Path",
        "import socket",
        "from urllib import request",
        "import urllib.request",
        "import requests",
        "import subprocess",
        "import pyarrow.parquet as pq",
        "from pyarrow import csv",
        "from datetime import datetime\ndatetime.now()",
        "from datetime import datetime\nclock = datetime.utcnow",
        "import datetime as d\nd.date.today()",
        "import numpy as np\nnp.random.default_rng()",
        "open('x')",
        "print('x')",
        "def f(p):\n    return p.read_text()",
    ],
)
def test_an_impurity_is_found(line: str) -> None:
    """The check can fail: each forbidden thing is seen, at its line."""
    assert list(impurities(f"x = 1\n{line}\n"))


def test_what_is_allowed_is_not_found() -> None:
    """Dates handed in, Arrow in memory and address parsing are no impurities."""
    source = (
        "from datetime import datetime\nimport pyarrow as pa\nfrom urllib.parse import quote\ndatetime(2016, 2, 27)\n"
    )
    assert list(impurities(source)) == []


def test_every_pure_layer_is_looked_at() -> None:
    """A layer that is renamed does not slip out of the check."""
    assert {path.relative_to(SRC).parts[0] for path in MODULES} == set(PURE)
    assert (ROOT / "docs" / "architecture.md").exists()
