"""How far probabilities keep what they promise, and a slope and shift that bring them nearer.

Known answers come from people's judgements or from generated reports. Slope and shift are held towards 1 and 0, so that
a handful of judgements near the threshold cannot turn the whole scale.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from truceline.matching.score import Weights, probability

Array = np.ndarray[Any, Any]
BINS = 10
HOLD = 5.0  # weight of the prior: as of this many pairs
STEPS = 25


@dataclass(frozen=True)
class Bin:
    """Pairs whose probability lies in one tenth: mean of what was promised, share that was true, and how many."""

    promised: float
    kept: float
    pairs: int


@dataclass(frozen=True)
class Reliability:
    """``error``: expected calibration error, the mean gap between promised and kept, weighted by pairs."""

    bins: tuple[Bin, ...]
    error: float


def reliability(log_odds: Array, same: Array) -> Reliability:
    """Ten classes of equal width, empty ones left out. Error 0 without pairs."""
    chance = np.asarray(probability(log_odds))
    at = np.minimum((chance * BINS).astype(int), BINS - 1)
    bins = tuple(
        Bin(float(chance[at == k].mean()), float(same[at == k].mean()), int((at == k).sum()))
        for k in range(BINS)
        if (at == k).any()
    )
    total = max(1, len(chance))
    return Reliability(bins, sum(b.pairs * abs(b.promised - b.kept) for b in bins) / total)


def calibrated(weights: Weights, log_odds: Array, same: Array) -> Weights:
    """Weights with a slope and shift learnt from pairs whose answer is known, on top of those they have.

    The threshold is left: what a person accepts as one incident keeps its probability.
    """
    design = np.stack([np.asarray(log_odds, float), np.ones(len(log_odds))], axis=1)
    prior, beta, hold = np.array([1.0, 0.0]), np.array([1.0, 0.0]), np.array([HOLD, HOLD / 5.0])
    for _ in range(STEPS):
        p = 1.0 / (1.0 + np.exp(-np.clip(design @ beta, -30, 30)))
        gradient = design.T @ (same - p) - hold * (beta - prior)
        hessian = (design * (p * (1 - p))[:, None]).T @ design + np.diag(hold)
        beta += np.linalg.solve(hessian, gradient)
    slope, shift = float(max(beta[0], 0.05)), float(beta[1])
    return replace(weights, slope=weights.slope * slope, shift=weights.shift * slope + shift)
