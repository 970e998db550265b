"""Annotated texts that lie beside the checkout: the measures that reading must hold. One annotator: a gate, no proof."""

from __future__ import annotations

from functools import cache

import pytest
from bench import reading as bench
from bench.reading_texts import annotated

from tests.shared_data import shared
from truceline.formats.reading_data import load_lexicons
from truceline.reading.read import read_text

FLOORS = {
    "metadata": 1.0, "document date": 1.0, "actors resolved": 0.98, "literal places": 0.95, "place resolution": 0.96, "dates, value": 1.0, "statements with speaker": 0.94,
    "event type + trigger": 0.90, "event agents": 0.75, "event targets": 0.65, "event places": 0.75, "event dates": 0.75, "claimant": 0.93, "agreements": 0.95, "listings": 1.0,
}  # fmt: skip


@cache
def measured() -> dict[str, dict[str, float | None]]:
    shared("..", "text", "gold")
    lexicons = load_lexicons()
    rows: dict[str, dict[str, float | None]] = bench.table(
        {name: bench.score_text(gold, read_text(text, lexicons))[0] for name, text, gold in annotated()}
    )
    return rows


@pytest.mark.parametrize("layer", FLOORS)
def test_the_measure_holds(layer: str) -> None:
    """F1 over the five texts does not fall below what was reached."""
    found = measured()[layer]["all"]
    assert found is not None and found >= FLOORS[layer]


def test_claims_have_their_claimant() -> None:
    """At most 2 % of claimed events with a wrong claimant or none."""
    share = measured()["claims with a wrong claimant or none"]["all"]
    assert share is not None and share <= 0.02


def test_the_scorer_can_fail() -> None:
    """A reading of another text scores near nothing: the gate is not vacuous."""
    shared("..", "text", "gold")
    (_, _, gold), (_, other, _) = annotated()[:2]
    scores, errors = bench.score_text(gold, read_text(other, load_lexicons()))
    assert (scores["actors resolved"].f1 or 0) < 0.3 and (scores["event type + trigger"].f1 or 0) < 0.3 and errors
