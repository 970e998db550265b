"""Ids that were met before: as a set of texts would say, however little may be held."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from truceline.formats import met_ids
from truceline.space.text_hash import hashes

TEXTS = st.text(st.sampled_from("ab \u0000\u0627"), max_size=3)


def column(texts: Sequence[str | None]) -> pa.ChunkedArray:
    return pa.chunked_array([pa.array(texts, pa.string())])


def asked(batches: Sequence[Sequence[str]]) -> list[list[bool]]:
    """What is said of each id of each batch before the batch is added."""
    columns = [met_ids.as_read(column(batch)) for batch in batches]
    answers = []
    with met_ids.met_ids(map(column, batches)) as met:
        for ids in columns:
            codes = met_ids.hashes(ids)
            answers.append(met.fresh(ids, codes).tolist())
            met.add(ids, codes)
    return answers


def wanted(batches: Sequence[Sequence[str]]) -> list[list[bool]]:
    known: set[str] = set()
    answers = []
    for batch in batches:
        read = [met_ids.text(i) or "" for i in batch]
        answers.append([i not in known for i in read])
        known.update(read)
    return answers


@pytest.mark.parametrize("held", [0, 3, 1000], ids=["all-on-disk", "some-on-disk", "all-held"])
def test_as_a_set_of_texts(held: int) -> None:
    """Over any batches; blanks at either end and zero bytes are no part of an id."""

    @settings(max_examples=25, deadline=None)
    @given(st.lists(st.lists(TEXTS, max_size=12), max_size=6))
    def check(batches: list[list[str]]) -> None:
        with pytest.MonkeyPatch.context() as patched:
            patched.setattr(met_ids, "HELD", held)
            assert asked(batches) == wanted(batches)

    check()


def test_two_ids_of_one_hash_are_two_ids(monkeypatch: pytest.MonkeyPatch) -> None:
    """No finding is lost to a coincidence: what shares a hash is told apart by its text."""
    monkeypatch.setattr(met_ids, "hashes", lambda ids: hashes(ids) % np.uint64(2))
    batches = [["a", "b", "c"], ["b", "d"], ["a", "e"]]
    assert asked(batches) == [[True] * 3, [False, True], [False, True]]


def test_little_is_held(monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither taking nor settling nor asking holds more hashes than a part, a batch and what may be held."""
    monkeypatch.setattr(met_ids, "HELD", 500)
    monkeypatch.setattr(met_ids, "PARTS", 64)
    most = 0

    def watched(codes: np.ndarray[tuple[int], np.dtype[np.uint64]]) -> np.ndarray[tuple[int], np.dtype[np.uint64]]:
        nonlocal most
        most = max(most, len(codes))
        return twice(codes)

    twice = met_ids._twice
    monkeypatch.setattr(met_ids, "_twice", watched)
    batches = [[f"r{i}" for i in range(begin, begin + 100)] for begin in (*range(0, 20_000, 100), 0)]
    answers = asked(batches)
    assert all(map(all, answers[:-1]))
    assert not any(answers[-1])
    assert 20_100 / 64 <= most < 2 * 20_100 / 64
