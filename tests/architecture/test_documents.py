"""Links lead somewhere; CONTRIBUTING's table names places that exist; decisions are numbered; changes are told."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from tools.check_links import broken_links, pages

from tests.architecture.tree import ROOT, SRC


@pytest.mark.parametrize("page", pages(), ids=lambda p: p.relative_to(ROOT).as_posix())
def test_links_lead_somewhere(page: Path) -> None:
    """Every relative link of a page, and every anchor."""
    assert list(broken_links(page)) == []


def test_a_broken_link_is_found(tmp_path: Path) -> None:
    """A missing file, a missing heading and a way out of the repository are each named; good links are not."""
    (tmp_path / "there.md").write_text("# One Head, two\n", encoding="utf-8")
    page = tmp_path / "page.md"
    page.write_text(
        "[a](gone.md) [b](there.md#nothing) [c](../out.md) [d](there.md#one-head-two) ![e](https://example.org/x.png)\n"
        "```\n[f](in-a-fence.md)\n```\n",
        encoding="utf-8",
    )
    assert len(list(broken_links(page, tmp_path))) == 3


def table_paths() -> list[str]:
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    table = text.partition("## Where a change goes")[2].partition("\n## ")[0]
    return sorted(set(re.findall(r"`([\w./<>-]+(?:/|\.\w+))`", table)))


@pytest.mark.parametrize("named", table_paths())
def test_the_table_of_changes_is_true(named: str) -> None:
    """Every path of 'Where a change goes' exists; <name> stands for one or more that do."""
    pattern = re.sub(r"<[\w-]+>", "*", named.rstrip("/"))
    assert any(any(base.glob(pattern)) for base in (ROOT, SRC)), f"nothing matches {named}"


def test_the_table_of_changes_is_read() -> None:
    """The test above is not vacuous."""
    assert len(table_paths()) >= 10


def test_decisions_are_numbered_once() -> None:
    """docs/decisions/NNNN-words.md, no number twice."""
    names = sorted(p.name for p in (ROOT / "docs" / "decisions").glob("*.md"))
    assert all(re.fullmatch(r"\d{4}-[a-z0-9-]+\.md", name) for name in names), names
    numbers = [name[:4] for name in names]
    assert len(set(numbers)) == len(numbers)


def test_the_layers_figure_names_every_package() -> None:
    """docs/architecture.md describes each package of the source, and the other way round."""
    text = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    described = set(re.findall(r"^\| `(\w+)` \|", text, re.MULTILINE))
    packages = {p.parent.name for p in SRC.glob("*/__init__.py")} | {"run"}
    assert described == packages
