"""Pairs that the score leaves open: picked out of a matching, kept with the terms that explain them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np

from truceline.web.casework.models import Judged, OpenPair

REACH = 3.0  # log-odds from the threshold beyond which nobody is asked
MOST = 150  # of one matching
LEAST_WEIGHT = 0.2


def judgements(compartment: str | None) -> Any:
    """All judgements on reports of a compartment, in the order they were made, as the matcher takes them."""
    from truceline.matching.judgements import Judgement, Judgements

    rows = Judged.objects.filter(compartment=compartment).order_by("pk").values_list("reports", "verdict")
    return Judgements(tuple(Judgement(tuple(reports), verdict) for reports, verdict in rows))


def keep_open_pairs(matched: Any, fresh: Iterable[str], compartment: str | None, standing: Any) -> None:
    """Those near the threshold that have a new report in them; two reports of one source are no question."""
    from truceline.matching.score import classes_of_pairs, probability, terms_of

    ids = matched.reports.column("report_id").to_pylist()
    new = np.isin(np.array(ids, dtype=object), list(fresh))
    codes, pairs = matched.columns.codes[:, 0], matched.pairs
    distance = np.abs(matched.score - matched.weights.threshold)
    asked = (new[pairs.left] | new[pairs.right]) & (codes[pairs.left] != codes[pairs.right]) & (distance <= REACH)
    chosen = [int(k) for k in np.lexsort((np.arange(len(distance)), distance)) if asked[k]][:MOST]
    if not chosen:
        return
    classes = classes_of_pairs(matched.columns, pairs)[chosen]
    made = []
    for k, pair_classes in zip(chosen, classes, strict=True):
        left, right = sorted((ids[pairs.left[k]], ids[pairs.right[k]]))
        terms = [t for t in terms_of(pair_classes, matched.weights)[1:] if abs(t.weight) >= LEAST_WEIGHT]
        told = [[t.clue, t.said, round(float(t.weight), 2)] for t in sorted(terms, key=lambda t: -abs(t.weight))]
        chance = float(probability(matched.score[k]))
        verdict = standing.get((left, right), "")
        pair = OpenPair(left=left, right=right, compartment=compartment, terms=told, judged=verdict)
        pair.probability, pair.distance = chance, float(distance[k])
        made.append(pair)
    anew = ["probability", "distance", "terms", "judged"]
    OpenPair.objects.bulk_create(made, update_conflicts=True, unique_fields=["left", "right"], update_fields=anew)
