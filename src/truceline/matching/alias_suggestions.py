"""Names that seem to mean one actor, out of pairs of reports that other clues, or people, hold to be one incident.

Only suggestions: nothing is matched by them until somebody enters an alias in a registry. The clue of actors is left
out of a pair's score here, so that names do not vouch for themselves.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from truceline.matching.columns import SOURCE, ActorNames, words_of_side
from truceline.matching.features import CLUES
from truceline.matching.judgements import DIFFERENT, SAME, Judgements
from truceline.matching.match import Matched
from truceline.matching.score import classes_of_pairs
from truceline.matching.words import NAMED, STATE, actor_class

Row = Mapping[str, Any]
Names = tuple[str, ...]
SURE = 1.5  # log-odds from which a pair without its names counts: about four in five
LEAST_PAIRS, LEAST_SHARE = 3, 0.4
ACTORS = CLUES.index("actors")
SIDES = (("claimed_initiator", "side_left"), ("claimed_target", "side_right"))


@dataclass(frozen=True)
class Suggestion:
    """Two names that share no word. ``pairs``: reports that tie them; ``share``: of all that tie the rarer to any name.

    ``judged``: how many of the pairs a person called the same. ``examples``: up to three pairs of report ids.
    """

    left: str
    right: str
    pairs: int
    judged: int
    share: float
    examples: tuple[tuple[str, str], ...]


def suggest_aliases(
    matched: Matched, judgements: Judgements, actor_names: ActorNames | None = None
) -> list[Suggestion]:
    """Suggestions, those with most pairs first. Names that a registry already knows as one actor are not among them."""
    standing = judgements.standing()
    tied: dict[tuple[str, str], list[tuple[str, str]]] = {}
    met: dict[str, int] = {}
    judged: dict[tuple[str, str], int] = {}
    for left, right in _sure_pairs(matched, standing):
        ids = (left["report_id"], right["report_id"])
        for one, other, known in _opposite(left, right, actor_names):
            for name in (one, other):
                met[name] = met.get(name, 0) + 1
            if not known:
                key = (min(one, other), max(one, other))
                tied.setdefault(key, []).append(ids)
                judged[key] = judged.get(key, 0) + (standing.get(ids) == SAME)
    found = []
    for (one, other), pairs in tied.items():
        share = len(pairs) / min(met[one], met[other])
        if len(pairs) >= LEAST_PAIRS and share >= LEAST_SHARE:
            examples = tuple(sorted(pairs)[:3])
            found.append(Suggestion(one, other, len(pairs), judged[one, other], share, examples))
    return sorted(found, key=lambda s: (-s.pairs, s.left, s.right))


def _sure_pairs(matched: Matched, standing: Mapping[tuple[str, str], str]) -> Iterator[tuple[Row, Row]]:
    """Pairs of two sources within one incident that hold without their names, or by a person's word."""
    codes, pairs, weights = matched.columns.codes, matched.pairs, matched.weights
    inside = matched.incident[pairs.left] == matched.incident[pairs.right]
    inside &= codes[pairs.left, SOURCE] != codes[pairs.right, SOURCE]
    table = weights.final_matrix()[ACTORS]
    unnamed = matched.score - weights.slope * table[classes_of_pairs(matched.columns, pairs)[:, ACTORS]]
    ids = matched.reports.column("report_id")
    for k in np.flatnonzero(inside).tolist():
        rows = int(pairs.left[k]), int(pairs.right[k])
        said = standing.get((ids[rows[0]].as_py(), ids[rows[1]].as_py())) if standing else None
        if said == SAME or (said != DIFFERENT and unnamed[k] >= SURE):
            left, right = matched.reports.take(list(rows)).to_pylist()
            yield left, right


def _opposite(left: Row, right: Row, actor_names: ActorNames | None) -> Iterator[tuple[str, str, bool]]:
    """Names that stand opposite each other, and whether they are known as one: the sides laid so that most fits."""
    mine, yours = _sides(left), _sides(right)
    ways = [((0, 0), (1, 1)), ((0, 1), (1, 0))]
    fits = [[_shares(mine[a], yours[b], actor_names) for a, b in way] for way in ways]
    if sum(fits[0]) == sum(fits[1]):
        stated = [k for k in (0, 1) if mine[k]], [k for k in (0, 1) if yours[k]]
        if sum(fits[0]) or len(stated[0]) != 1 or len(stated[1]) != 1:
            return  # nothing says which side is which
        way, known = ((stated[0][0], stated[1][0]),), [False]
    else:
        chosen = int(sum(fits[1]) > sum(fits[0]))
        way, known = ways[chosen], fits[chosen]  # type: ignore[assignment]
    for (a, b), alike in zip(way, known, strict=True):
        kinds = actor_class(mine[a]), actor_class(yours[b])
        if kinds[0] == kinds[1] and kinds[0] in (NAMED, STATE) and len(mine[a]) == len(yours[b]) == 1:
            yield mine[a][0], yours[b][0], alike


def _sides(row: Row) -> tuple[Names, Names]:
    first, second = (tuple(row[stated] or row[other] or ()) for stated, other in SIDES)
    return first, second


def _shares(mine: Sequence[str], yours: Sequence[str], actor_names: ActorNames | None) -> bool:
    return bool(words_of_side(mine, actor_names) & words_of_side(yours, actor_names))
