"""What must never stand in the repository, and how long a module may grow."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

import pytest

from tests.architecture.tree import ROOT, SRC, tracked_files
from tests.shared_data import SHARED

TEXT = [p for p in tracked_files() if p.suffix not in {".png", ".parquet", ".xlsx", ".woff2", ".pmtiles", ".gz"}]
# A machine's own folders; written with a break so that this file does not hold what it forbids.
ABSOLUTE = re.compile(r"(?<![\w./~:<-])/(?:wo" r"rk|ro" r"ot|tm" r"p|ho" r"me|Us" r"ers|va" r"r/folders)/\w")
HOSTS = re.compile(r"https?://(?:[\w.-]*\.)?(?:pypi\.o" r"rg|pythonhosted\.o" r"rg|debian\.o" r"rg|npmjs\.o" r"rg)")
LONGEST = 400
# Longer than the guide for a reason that is written down.
LONGER: dict[str, int] = {}


def found(pattern: re.Pattern[str], text: str) -> list[str]:
    return [f"line {text[: m.start()].count(chr(10)) + 1}: {m.group()}" for m in pattern.finditer(text)]


@pytest.mark.parametrize("pattern", [ABSOLUTE, HOSTS], ids=["absolute-paths", "registry-hosts"])
def test_no_place_of_one_machine_is_named(pattern: re.Pattern[str]) -> None:
    """No folder of somebody's machine and no package host stands in a file."""
    bad = {}
    for path in TEXT:
        lines = found(pattern, path.read_text(encoding="utf-8", errors="replace"))
        if lines:
            bad[path.relative_to(ROOT).as_posix()] = lines[:3]
    assert bad == {}


def test_such_places_would_be_found() -> None:
    """The patterns see what they forbid, and leave addresses and relative paths alone."""
    assert found(ABSOLUTE, "see /" + "tmp/x and (/" + "root/y)") == ["line 1: /" + "tmp/x", "line 1: /" + "root/y"]
    assert found(HOSTS, "https://" + "pypi.org/simple")
    assert not found(ABSOLUTE, "https://example.org/home/page a/tmp/b ../work/c")


@pytest.fixture(scope="session")
def outside_hashes() -> dict[str, str]:
    """Digest -> name of every file of the data sets beside the checkout."""
    folders = [SHARED, SHARED.parent / "matching"]
    if not all(folder.exists() for folder in folders):
        pytest.skip("no data sets lie beside the checkout")
    return {digest(p): p.name for folder in folders for p in folder.rglob("*") if p.is_file() and p.stat().st_size}


def digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def test_no_data_set_is_copied_in(outside_hashes: dict[str, str]) -> None:
    """No file of the data sets stands here, under whatever name: their licences differ."""
    copies = {p.relative_to(ROOT).as_posix(): outside_hashes.get(digest(p)) for p in tracked_files()}
    assert {name: origin for name, origin in copies.items() if origin} == {}
    assert len(outside_hashes) > 10


def test_modules_stay_readable() -> None:
    """At most 400 lines a module; the guide is 300."""
    long = {}
    for path in [*SRC.rglob("*.py"), *(ROOT / "tests").rglob("*.py"), *(ROOT / "tools").rglob("*.py")]:
        name = path.relative_to(SRC if path.is_relative_to(SRC) else ROOT).as_posix()
        lines = path.read_text(encoding="utf-8").count("\n")
        if lines > LONGER.get(name, LONGEST):
            long[name] = lines
    assert long == {}


def test_names_say_what_a_module_holds() -> None:
    """No utils, helpers, common or manager."""
    vague = re.compile(r"(^|_)(utils?|helpers?|common|managers?|misc)(_|$)")
    assert [p.name for p in (ROOT / "src").rglob("*") if vague.search(p.stem)] == []


def test_the_licence_is_there_in_full() -> None:
    """Apache-2.0, the text and the field of pyproject.toml."""
    text = (ROOT / "LICENSE").read_text(encoding="utf-8")
    assert "Apache License" in text and "END OF TERMS AND CONDITIONS" in text
    assert 'license = "Apache-2.0"' in (ROOT / "pyproject.toml").read_text(encoding="utf-8")


def test_every_dependency_is_pinned() -> None:
    """constraints.txt holds one exact version for each package that pyproject.toml names."""
    pins = dict(re.findall(r"^([\w.-]+)==([\w.]+)$", (ROOT / "constraints.txt").read_text(encoding="utf-8"), re.M))
    pinned = {re.sub(r"[-_.]+", "-", name).lower() for name in pins}
    project = (ROOT / "pyproject.toml").read_text(encoding="utf-8").partition("[project.scripts]")[0]
    named = {
        re.sub(r"[-_.]+", "-", n).lower()
        for n in re.findall(r'^(?:requires = \[|\s+)"([\w.-]+)[\[><=~]', project, re.M)
    }
    assert len(named) > 10
    assert named - pinned == set()


@pytest.mark.parametrize("script", [".ci/run", "tools/make-venv.sh", "tools/find-browser.sh"])
def test_scripts_stop_at_mistakes(script: str) -> None:
    """Scripts are executable and do not run on past an unset name."""
    path = ROOT / script
    assert path.stat().st_mode & 0o111
    assert re.search(r"^set -(euo pipefail|eu|u)$", path.read_text(encoding="utf-8"), re.M)
