"""Weights from pairs whose truth is known: ridge logistic regression on the classes of the clues, by Newton's steps."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from truceline.matching.columns import Columns
from truceline.matching.features import ALONE, CLUES, LABELS
from truceline.matching.pairs import Pairs, find_pairs
from truceline.matching.score import Weights, classes_of_pairs, matrix

Array = np.ndarray[Any, Any]
RIDGE = 4.0
STEPS = 12


def learn_weights(sets: Sequence[tuple[Columns, Array]], made_of: str, absent: float, floor: float) -> Weights:
    """Weights out of report sets with the true incident of each report.

    Two rounds: first the clues of the pair alone, which decide who rivals whom; then all clues together. Each set
    counts as much as any other, however many pairs it has.
    """
    nothing = matrix({}, 0.0)
    found = [(columns, truth, find_pairs(columns, nothing, -1.0)) for columns, truth in sets]
    classes = [classes_of_pairs(columns, pairs) for columns, _, pairs in found]
    same = [truth[pairs.left] == truth[pairs.right] for _, truth, pairs in found]
    first, first_constant = fit(np.concatenate([c[:, :ALONE] for c in classes]), np.concatenate(same), _shares(same))
    table, kept, kept_same = matrix(first, first_constant), [], []
    for (columns, _, pairs), alone, truth in zip(found, classes, same, strict=True):
        score = sum_of(alone[:, :ALONE], table)
        keep = score >= floor
        passed = Pairs(pairs.left[keep], pairs.right[keep], score[keep])
        kept.append(classes_of_pairs(columns, passed))
        kept_same.append(truth[keep])
    final, final_constant = fit(np.concatenate(kept), np.concatenate(kept_same), _shares(kept_same))
    return Weights(first, final, first_constant, final_constant, floor, absent, made_of=made_of)


def sum_of(classes: Array, table: Array) -> Array:
    """The sum of weights of each row of classes."""
    total = np.full(len(classes), table[0, -1], np.float32)
    for clue in range(classes.shape[1]):
        total += table[clue, classes[:, clue]]
    return total


def _shares(same: Sequence[Array]) -> Array:
    biggest = max(len(part) for part in same)
    return np.concatenate([np.full(len(part), biggest / max(1, len(part))) for part in same])


def fit(classes: Array, same: Array, share: Array) -> tuple[dict[str, tuple[float, ...]], float]:
    """Weights by clue and class, and the constant. Classes never met weigh nothing."""
    widths = [len(LABELS[clue]) for clue in CLUES[: classes.shape[1]]]
    firsts = np.cumsum([0, *widths])
    rows, inverse = np.unique(classes, axis=0, return_inverse=True)  # few patterns stand for many pairs
    inverse = inverse.reshape(-1)
    count = np.bincount(inverse, share, len(rows))
    positive = np.bincount(inverse, share * same, len(rows))
    design = np.zeros((len(rows), firsts[-1] + 1))
    design[:, -1] = 1.0
    for clue, first in enumerate(firsts[:-1]):
        design[np.arange(len(rows)), first + rows[:, clue]] = 1.0
    beta, ridge = np.zeros(design.shape[1]), np.full(design.shape[1], RIDGE)
    ridge[-1] = 1e-6
    for _ in range(STEPS):
        p = 1.0 / (1.0 + np.exp(-np.clip(design @ beta, -30, 30)))
        gradient = design.T @ (positive - count * p) - ridge * beta
        hessian = (design * (count * p * (1 - p))[:, None]).T @ design + np.diag(ridge)
        beta += np.linalg.solve(hessian, gradient)
    parts: Mapping[str, tuple[float, ...]] = {
        clue: tuple(round(float(b), 3) for b in beta[firsts[k] : firsts[k + 1]])
        for k, clue in enumerate(CLUES[: classes.shape[1]])
    }
    return dict(parts), round(float(beta[-1]), 3)
