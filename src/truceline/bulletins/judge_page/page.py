"""Pairs near the threshold as one HTML file that writes a judgements file; it sends nothing anywhere."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa

from truceline.bulletins.judge_page.clue_words import act_name, clue_name, clue_said
from truceline.bulletins.static_page import render, words_of
from truceline.matching.explain import span_told
from truceline.matching.judgements import Judgements
from truceline.matching.match import Matched
from truceline.matching.score import classes_of_pairs, probability, terms_of

PACKAGE = "truceline.bulletins.judge_page"
MOST = 150
LEAST_WEIGHT = 0.2
Row = dict[str, Any]


def write_judge_page(matched: Matched, judged: Judgements, path: Path, language: str = "en") -> Path:
    path.write_text(judge_html(matched, judged, language), encoding="utf-8")
    return path


def judge_html(matched: Matched, judged: Judgements, language: str = "en", most: int = MOST) -> str:
    """The page. Pairs that somebody judged, and reports of closed compartments, are left out.

    Raises ValueError for a language without words.
    """
    words = words_of(PACKAGE, "words.json", language)
    chosen = near_threshold(matched, judged, most)
    values = {
        "pairs": _pairs(matched, chosen, language),
        "w": words,
        "data_words": json.dumps(words),
    }
    return render(PACKAGE, "judge.html.j2", values, ("judge.css",), language, "judge.js")


def near_threshold(matched: Matched, judged: Judgements, most: int) -> list[int]:
    """Numbers of the open pairs whose score lies nearest to the threshold, nearest first."""
    distance = np.abs(matched.score - matched.weights.threshold)
    standing = judged.standing()
    ids = matched.reports.column("report_id")
    closed = matched.reports.column("compartment").is_valid().to_numpy()
    codes = matched.columns.codes[:, 0]
    found: list[int] = []
    order = np.lexsort((np.arange(len(distance)), distance))
    for k in order.tolist():
        i, j = int(matched.pairs.left[k]), int(matched.pairs.right[k])
        if codes[i] == codes[j] or closed[i] or closed[j] or distance[k] > 3.0:
            continue
        if (ids[i].as_py(), ids[j].as_py()) not in standing:
            found.append(k)
        if len(found) >= most:
            break
    return found


def _pairs(matched: Matched, chosen: list[int], language: str) -> list[Row]:
    if not chosen:
        return []
    classes = classes_of_pairs(matched.columns, matched.pairs)[chosen]
    rows = [(int(matched.pairs.left[k]), int(matched.pairs.right[k])) for k in chosen]
    flat = matched.reports.take(pa.array([r for pair in rows for r in pair], pa.int64())).to_pylist()
    out = []
    for n, (k, pair_classes) in enumerate(zip(chosen, classes, strict=True)):
        left, right = flat[2 * n], flat[2 * n + 1]
        terms = terms_of(pair_classes, matched.weights)[1:]
        strong = sorted((t for t in terms if abs(t.weight) >= LEAST_WEIGHT), key=lambda t: -abs(t.weight))
        i, j = rows[n]
        out.append(
            {
                "left": left["report_id"],
                "right": right["report_id"],
                "chance": f"{float(probability(matched.score[k])):.2f}",
                "together": bool(matched.incident[i] == matched.incident[j]),
                "fields": _fields(left, right, language),
                "terms": [
                    {
                        "clue": clue_name(t.clue, language),
                        "said": clue_said(t.said, language),
                        "weight": f"{t.weight:+.2f}",
                    }
                    for t in strong
                ],
            }
        )
    return out


def _fields(left: Row, right: Row, language: str) -> list[Row]:
    """Rows of the comparison: name of the field, both values, whether they are equal; numbers keep their direction."""
    shown = []
    for name in ("source", "claimant", "when", "place", "act", "sides", "casualties", "text"):
        a, b = _value(left, name, language), _value(right, name, language)
        if a or b:
            shown.append({"name": name, "left": a, "right": b, "equal": bool(a) and a == b})
    return shown


def _value(row: Row, name: str, language: str) -> str:
    if name == "when":
        return span_told(row["occurred_from"], row["occurred_until"]).replace(" to ", " – ")
    if name == "place":
        radius = f"{(row['place_radius_m'] or 0) / 1000:g} km" if row["place_radius_m"] else ""
        spot = f"{row['lat']:.3f}, {row['lon']:.3f} ± {radius or '?'}" if row["lat"] is not None else ""
        return " · ".join(part for part in (row["place_name"] or "", spot) if part)
    if name == "sides":
        sides = (row["claimed_initiator"] or row["side_left"], row["claimed_target"] or row["side_right"])
        return " / ".join(", ".join(side) for side in sides if side)
    if name == "casualties":
        return "" if row["casualties_best"] is None else str(row["casualties_best"])
    if name == "act":
        return act_name(row["act"], language)
    return str(row[name] or "")[:600]
