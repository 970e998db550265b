"""How well texts are read: F1 a layer, a text and overall, against annotated texts; speed and memory.

    python -m bench.reading [--own SET [--sets]] [--errors LAYER] [--no-speed] [--extras] [--markdown]

Without --own: the five texts beside the checkout, one annotator: a regression gate, no proof of quality.
With it a column a language, or with --sets a column a set.
"""

from __future__ import annotations

import argparse
import resource
import sys
import time
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))  # 'python bench/reading.py' works too

from bench.reading_events import score_counts, score_events, score_rest
from bench.reading_layers import (
    Errors,
    Score,
    Scores,
    score_actors,
    score_blocks,
    score_dates,
    score_meta,
    score_places,
    score_statements,
)
from bench.reading_texts import annotated, own
from truceline.formats.reading_data import load_lexicons
from truceline.formats.reading_extras import installed_parsers
from truceline.reading.lexicon import Lexicons
from truceline.reading.model import Reading
from truceline.reading.read import read_text
from truceline.reading.syntax import Parser

# of our own texts
SETS = (
    "first",
    "last",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
    "thirteenth",
    "fourteenth",
    "fifteenth",
    "sixteenth",
    "seventeenth",
    "other",
)
LAYERS = (
    score_meta,
    score_blocks,
    score_actors,
    score_places,
    score_dates,
    score_statements,
    score_events,
    score_counts,
    score_rest,
)


def score_text(gold: dict[str, Any], read: Reading) -> tuple[Scores, Errors]:
    scores: Scores = defaultdict(Score)
    errors: Errors = []
    for layer in LAYERS:
        layer(gold, read, scores, errors)
    for name in ("commitments", "listings", "aliases") if "group" in gold else ():
        scores.pop(name, None)  # not annotated in own texts
    return scores, errors


def table(per_text: dict[str, Scores]) -> dict[str, dict[str, float | None]]:
    names = list(dict.fromkeys(n for scores in per_text.values() for n in scores))
    rows: dict[str, dict[str, float | None]] = {}
    for name in names:
        total = Score()
        row: dict[str, float | None] = {}
        for text, scores in per_text.items():
            one = scores.get(name, Score())
            row[text] = one.f1
            total.add(one.right, one.predicted, one.wanted)
        rows[name] = {"all": total.f1, **row}
    return rows


def summed_by(column: Mapping[str, str], per_text: dict[str, Scores]) -> dict[str, dict[str, float | None]]:
    """The same table with a column a language, or a set, instead of one a text."""
    order = {name: place for place, name in enumerate(SETS)}
    summed: dict[str, Scores] = {}
    for name, scores in sorted(per_text.items(), key=lambda item: (order.get(column[item[0]], 0), item[0])):
        into = summed.setdefault(column[name], defaultdict(Score))
        for layer, score in scores.items():
            into[layer].add(score.right, score.predicted, score.wanted)
    return table(summed)


def throughput(
    lexicons: Lexicons, texts: list[str], parsers: Mapping[str, Parser] | None = None, seconds: float = 4.0
) -> tuple[float, float]:
    """Documents and megabytes a second, one core, lexicons loaded."""
    count, size = 0, 0
    started = time.process_time()  # of this process: the machine may be shared
    while time.process_time() - started < seconds:
        for text in texts:
            read_text(text, lexicons, parsers=parsers)
            count, size = count + 1, size + len(text)
    spent = time.process_time() - started
    return count / spent, size / spent / 1e6


def show(rows: dict[str, dict[str, float | None]], markdown: bool) -> None:
    """Print a table, as columns of text or as one of a page of the documentation."""
    columns = list(next(iter(rows.values())))
    if markdown:
        print("| F1 | " + " | ".join(columns) + " |\n|---" + "|---" * len(columns) + "|")
    else:
        print(f"{'layer':38}" + "".join(f"{c:>{max(7, len(c) + 1)}}" for c in columns))
    for layer, row in rows.items():
        cells = ["-" if value is None else f"{value:.3f}" for value in row.values()]
        if markdown:
            print(f"| {layer} | " + " | ".join(cells) + " |")
        else:
            print(f"{layer:38}" + "".join(f"{c:>{max(7, len(n) + 1)}}" for n, c in zip(columns, cells, strict=True)))


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument(
        "--errors", default="", help="print what differs, of layers whose message begins so; 'all' for all"
    )
    options.add_argument("--no-speed", action="store_true")
    options.add_argument("--extras", action="store_true", help="with the parsers that are installed")
    options.add_argument(
        "--own",
        choices=(*SETS, "all"),
        help="our own texts instead of the five",
    )
    options.add_argument("--sets", action="store_true", help="with --own all: a column a set instead of a language")
    options.add_argument("--markdown", action="store_true", help="print the table as one of a page")
    chosen = options.parse_args()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    lexicons = load_lexicons()
    parsers = installed_parsers() if chosen.extras else {}
    texts = own("" if chosen.own == "all" else chosen.own) if chosen.own else annotated()
    if not texts:
        sys.exit("not measured: the annotated texts do not lie beside the checkout")
    per_text: dict[str, Scores] = {}
    for name, text, gold in texts:
        scores, errors = score_text(gold, read_text(text, lexicons, parsers=parsers))
        per_text[name] = scores
        for error in errors:
            if chosen.errors and (chosen.errors == "all" or error.startswith(chosen.errors)):
                print(f"{name} {error}")
    if chosen.own:
        show(
            summed_by({name: gold["group"] if chosen.sets else name[:2] for name, _, gold in texts}, per_text),
            chosen.markdown,
        )
    else:
        show(table(per_text), chosen.markdown)
    if not chosen.no_speed:
        rate, mega = throughput(lexicons, [t for _, t, _ in texts], parsers)
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        print(f"\n{rate:.1f} documents/s, {mega:.2f} MB/s on one core")
        print(f"{(peak - before) / 1024:.0f} MB for lexicons and readings, {peak / 1024:.0f} MB in all")


if __name__ == "__main__":
    main()
