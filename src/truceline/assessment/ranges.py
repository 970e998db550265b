"""Ranges of a probability with closed ends, and the weakest of several bases."""

from __future__ import annotations

Range = tuple[float, float]
YES: Range = (1.0, 1.0)
NO: Range = (0.0, 0.0)
MAYBE: Range = (0.0, 1.0)


def worst(*bases: str | None) -> str:
    """The weakest of several bases; V when there is none."""
    return "B" if "B" in bases else "S" if "S" in bases else "V"
