"""How one condition answers: a probability range, a sentence, and the word for what keeps it open."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from truceline.assessment.ranges import worst

CERTAIN, EXCLUDED = 0.95, 0.05


@dataclass(frozen=True)
class Answer:
    """``because`` is the cannot-tell word (docs/methods/assessment.md §6) to use when the answer stays open."""

    condition: str
    question: str
    low: float
    high: float
    sentence: str
    because: str | None = None
    basis: str = "V"
    source: str | None = None
    provision_id: str | None = None

    @property
    def certain(self) -> bool:
        return self.low >= CERTAIN

    @property
    def failed(self) -> bool:
        return self.high <= EXCLUDED

    @property
    def state(self) -> str:
        return "met" if self.certain else "not_met" if self.failed else "cannot_tell"


def yes(condition: str, question: str, sentence: str) -> Answer:
    return Answer(condition, question, 1.0, 1.0, sentence)


def over_alternatives(answers: Sequence[Answer]) -> Answer:
    """One answer for all alternatives: met only if met under every one; the sentences that differ are all kept."""
    first = answers[0]
    if len(answers) == 1:
        return first
    low, high = min(a.low for a in answers), max(a.high for a in answers)
    sentences = list(dict.fromkeys(a.sentence for a in sorted(answers, key=lambda a: (a.high, a.low))))
    more = f"; and {len(sentences) - 3} more" if len(sentences) > 3 else ""
    because = _word(answers, low, high)
    return replace(
        first,
        low=low,
        high=high,
        sentence="; or: ".join(sentences[:3]) + more,
        because=because,
        basis=worst(*(a.basis for a in answers)),
        source=first.source or next((a.source for a in answers if a.source), None),
    )


def weighed(parts: Sequence[tuple[float, Answer]]) -> Answer:
    """One answer for candidates with weights that add up to 1; each sentence says its weight."""
    merged = over_alternatives([replace(a, sentence=f"{a.sentence}; weighed {w:.2g} by the source") for w, a in parts])
    low, high = math.fsum(w * a.low for w, a in parts), math.fsum(w * a.high for w, a in parts)
    return replace(merged, low=min(1.0, low), high=min(1.0, high))


def _word(answers: Sequence[Answer], low: float, high: float) -> str | None:
    open_words = [a.because for a in answers if a.because and not a.certain and not a.failed]
    if open_words:
        return open_words[0]
    return next((a.because for a in answers if a.because), None) if high - low > 0 else None


def product(answers: Iterable[Answer]) -> tuple[float, float]:
    low = high = 1.0
    for answer in answers:
        low *= answer.low
        high *= answer.high
    return low, high
