"""Weights from pairs whose truth is known: ridge logistic regression on the classes of the clues, by Newton's steps."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from truceline.matching.columns import SOURCE, Columns
from truceline.matching.features import ALONE, CLUES, LABELS
from truceline.matching.pairs import Pairs, find_pairs
from truceline.matching.score import Weights, classes_of_pairs, matrix

Array = np.ndarray[Any, Any]
RIDGE = 4.0
STEPS = 12
TIME, HOURS = CLUES.index("time"), 8  # the clue of time, and its first class for reports that state a time of day


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


def with_hours(weights: Weights, sets: Sequence[tuple[Columns, Array]]) -> Weights:
    """Weights with the classes of two timed reports learnt from sets that state times; all other weights stay.

    ``sets``: reports and the true incident of each, as for ``learn_weights``.
    """
    tables = {"first": dict(weights.first), "final": dict(weights.final)}
    lookup, floor = matrix({}, 0.0), -1.0
    for name, clues in (("first", ALONE), ("final", len(CLUES))):
        table = matrix(tables[name], getattr(weights, f"{name}_constant"))
        table[TIME, HOURS:-1] = 0.0
        offsets, classes, same = [], [], []
        for columns, truth in sets:
            pairs = find_pairs(columns, lookup, floor)
            found = classes_of_pairs(columns, pairs)
            keep = (columns.codes[pairs.left, SOURCE] != columns.codes[pairs.right, SOURCE]) & (found[:, TIME] >= HOURS)
            offsets.append(sum_of(found[keep][:, :clues], table))
            classes.append(found[keep, TIME])
            same.append((truth[pairs.left] == truth[pairs.right])[keep])
        beta = _class_offsets(np.concatenate(offsets), np.concatenate(classes) - HOURS, np.concatenate(same))
        tables[name]["time"] = (*tables[name]["time"][:HOURS], *beta)
        lookup, floor = matrix(tables["first"], weights.first_constant), weights.floor
    return replace(weights, first=tables["first"], final=tables["final"])


def _class_offsets(offset: Array, classes: Array, same: Array) -> list[float]:
    """One weight a class on top of what the other clues sum to, each by itself, by Newton's steps."""
    out = []
    for k in range(len(LABELS["time"]) - HOURS):
        inside, beta = classes == k, 0.0
        for _ in range(40):
            p = 1.0 / (1.0 + np.exp(-np.clip(offset[inside] + beta, -30, 30)))
            step = float((same[inside] - p).sum() - RIDGE * beta * 0.1) / float((p * (1 - p)).sum() + RIDGE * 0.1)
            beta += max(-2.0, min(2.0, step))
        out.append(round(beta, 3))
    return out


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
