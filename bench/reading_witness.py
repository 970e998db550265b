"""Which rules of reading fire in the five annotated texts alone: ``python -m bench.reading_witness`` prints them.

A rule that no other text has needed may have been made for one of them. The list in docs/methods/reading.md is held to this by a test.
"""

from __future__ import annotations

from bench.reading_texts import annotated, own
from truceline.formats.reading_data import load_lexicons
from truceline.reading.lexicon import Lexicons
from truceline.reading.model import Reading
from truceline.reading.read import read_text

LAYERS = ("blocks", "actors", "places", "dates", "statements", "events", "counts", "agreements", "commitments", "designations", "relations", "contacts", "control")  # fmt: skip


def rules_of(read: Reading) -> set[str]:
    """Every rule that left a record in a reading."""
    return {item.rule for layer in LAYERS for item in getattr(read, layer)}


def fired(texts: list[str], lexicons: Lexicons) -> set[str]:
    return {rule for text in texts for rule in rules_of(read_text(text, lexicons))}


def single_witness(others: list[str]) -> tuple[list[str], int]:
    """Rules that fired in the five texts alone, and how many fired in all; ``others``: texts beside our own annotated ones."""
    lexicons = load_lexicons()
    five = fired([text for _, text, _ in annotated()], lexicons)
    elsewhere = fired([text for _, text, _ in own()] + others, lexicons)
    return sorted(five - elsewhere), len(five | elsewhere)


if __name__ == "__main__":
    alone, count = single_witness([])
    print(f"{count} rules fired; in the five texts alone: {len(alone)}")
    print("\n".join(alone))
