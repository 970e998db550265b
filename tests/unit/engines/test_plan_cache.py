"""Kept plans are what would be made anew: read when nothing changed, else made again."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests.factory import agreement, registry
from truceline.assessment.assess import Locator, plans_for
from truceline.assessment.bulk.assessor import Assessor
from truceline.engines.plan_cache import SUFFIX, PlanCache, clear, code_version, default_folder, kept

ARRAYS = {"a": np.arange(5), "b": np.array([[1.5, 2.5]]), "none": np.empty((0, 4)), "yes": np.array([True, False])}


def never() -> Mapping[str, Any]:
    raise AssertionError("made anew")


def same(left: Mapping[str, Any], right: Mapping[str, Any]) -> bool:
    return list(left) == list(right) and all(
        np.array_equal(left[k], right[k]) and left[k].dtype == right[k].dtype for k in left
    )


def test_what_is_kept_is_read(tmp_path: Path) -> None:
    """A second cache on the folder reads the arrays, and writing to them leaves the file as it is."""
    PlanCache(tmp_path)(("x",), lambda: ARRAYS)
    again = PlanCache(tmp_path)
    found = again(("x",), never)
    assert same(found, ARRAYS) and (again.hits, again.misses) == (1, 0)
    found["a"][0] = 99
    assert same(PlanCache(tmp_path)(("x",), never), ARRAYS)


@pytest.mark.parametrize("name", [("y",), ("x", ""), ("", "x")])
def test_another_name_is_another_plan(tmp_path: Path, name: tuple[str, ...]) -> None:
    """Parts of a name are told apart by where they end."""
    PlanCache(tmp_path)(("x",), lambda: ARRAYS)
    with pytest.raises(AssertionError):
        PlanCache(tmp_path)(name, never)


def test_another_version_of_the_code_makes_it_anew(tmp_path: Path) -> None:
    """What other code made is not read."""
    PlanCache(tmp_path, "old")(("x",), lambda: ARRAYS)
    with pytest.raises(AssertionError):
        PlanCache(tmp_path, "new")(("x",), never)
    assert len(code_version()) == 64


@pytest.mark.parametrize("harm", ["cut", "flipped", "empty", "foreign"])
def test_a_broken_file_is_made_again(tmp_path: Path, harm: str) -> None:
    """Cut short, one byte flipped, empty, or something else: never used, and whole afterwards."""
    PlanCache(tmp_path)(("x",), lambda: ARRAYS)
    (file,) = tmp_path.glob(f"*{SUFFIX}")
    data = bytearray(file.read_bytes())
    at = data.index(np.arange(5).tobytes()) + 9
    data[at] ^= 1
    broken = {"cut": bytes(data[:-40]), "flipped": bytes(data), "empty": b"", "foreign": b"PAR1" * 99}
    file.write_bytes(broken[harm])
    assert same(PlanCache(tmp_path)(("x",), lambda: ARRAYS), ARRAYS)
    assert same(PlanCache(tmp_path)(("x",), never), ARRAYS)


def test_no_folder_and_no_right_to_write(tmp_path: Path) -> None:
    """Then plans are made each time, and nothing fails."""
    (tmp_path / "file").write_text("in the way")
    for folder in (None, tmp_path / "file" / "sub"):
        assert same(PlanCache(folder)(("x",), lambda: ARRAYS), ARRAYS)


def test_clearing_touches_nothing_else(tmp_path: Path) -> None:
    """Only compiled plans go."""
    PlanCache(tmp_path)(("x",), lambda: ARRAYS)
    (tmp_path / "mine.txt").write_text("keep")
    assert kept(tmp_path)[0] == 1
    assert clear(tmp_path) == 1 and kept(tmp_path) == (0, 0)
    assert [p.name for p in tmp_path.iterdir()] == ["mine.txt"]


def test_the_folder_can_be_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """TRUCELINE_CACHE wins over the system's own place."""
    monkeypatch.setenv("TRUCELINE_CACHE", str(tmp_path))
    assert default_folder() == tmp_path


WRITES = """
import sys, numpy as np
from pathlib import Path
from truceline.engines.plan_cache import PlanCache
for turn in range(60):
    cache = PlanCache(Path(sys.argv[1]), "v")
    found = cache((str(turn % 3),), lambda: {"a": np.full(20000, turn % 3)})
    assert (found["a"] == turn % 3).all() and len(found["a"]) == 20000
"""


def test_two_processes_share_a_folder(tmp_path: Path) -> None:
    """They write the same plans at the same time, read each other's, and leave no drafts."""
    both = [subprocess.Popen([sys.executable, "-c", WRITES, str(tmp_path)]) for _ in range(2)]
    assert [process.wait(timeout=60) for process in both] == [0, 0]
    assert kept(tmp_path)[0] == 3
    assert not list(tmp_path.glob("*.part"))


def test_an_edited_agreement_is_compiled_anew(tmp_path: Path) -> None:
    """The same plan hits; a moved border misses and has its own index."""
    known = registry()

    def compiled(corner: float) -> tuple[PlanCache, Assessor]:
        area = {"id": "box", "name": "Box", "shape": "polygon", "coordinates": [[10, 10], [corner, 10], [11, 11]]}
        cache = PlanCache(tmp_path)
        plans = plans_for([agreement(areas=[area], scope={"areas": ["box"]})], known, None)
        return cache, Assessor(plans, Locator(known), cache)

    first, _ = compiled(11.0)
    again, bulk = compiled(11.0)
    moved, other = compiled(11.5)
    assert first.misses > 0 and first.hits == 0
    assert again.hits == first.misses and again.misses == 0
    assert moved.misses > 0
    point = np.array([11.2]), np.array([10.1]), np.array([0.0])
    shares = [next(iter(b.indexes.values())).shares(*point).values.tolist() for b in (bulk, other)]
    assert shares == [[], [1.0]]
