"""Claims: the registers that the demonstration leaves are whole, and every link from page to page holds."""

from __future__ import annotations

import re
from pathlib import Path

from truceline.cli.demo import BESIDE, _registers


def test_registers_of_the_demonstration_link_to_pages_that_are_there(tmp_path: Path) -> None:
    """What the five texts' page links to is written, and so is every page that those name."""
    written = _registers(tmp_path)
    assert [p.relative_to(tmp_path).as_posix() for p in written] == [address for address, _ in BESIDE]
    named = [(page, link) for page in written for link in re.findall(r'href="([^"#:]+\.html)', page.read_text("utf-8"))]
    assert len(named) > 5
    assert all((page.parent / link).exists() for page, link in named)
