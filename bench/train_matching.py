"""Learns the shipped weights of matching from generated report sets and writes src/truceline/matching/weights.py.

usage: python -m bench.train_matching SET.parquet…     sets as make_scale.py writes them: the true incident in 'inc'
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from truceline.formats.reports_io import read_reports
from truceline.matching.columns import Columns, encode, in_order
from truceline.matching.learn import learn_weights
from truceline.matching.score import Weights

HERE = Path(__file__).resolve().parent
MAP = HERE / "maps" / "make_scale.yaml"
TARGET = HERE.parent / "src" / "truceline" / "matching" / "weights.py"


def labelled(path: Path, mapping: Path = MAP) -> tuple[Columns, np.ndarray[Any, Any], pa.Table]:
    """A generated set as columns with the true incident of each report, and its reports, both in canonical order."""
    reports = in_order(read_reports(path, mapping=mapping).reports)
    truth = pq.read_table(path, columns=["rid", "inc"])
    known = dict(zip(truth.column("rid").to_pylist(), truth.column("inc").to_pylist(), strict=True))
    return encode(reports), np.array([known[i] for i in reports.column("report_id").to_pylist()]), reports


def write_weights(weights: Weights, target: Path) -> None:
    lines = [
        '"""The shipped weights of matching, in log-odds by clue and class. Written by ``bench/train_matching.py``."""',
        "",
        "from __future__ import annotations",
        "",
        "from truceline.matching.score import Weights",
        "",
        "SHIPPED = Weights(",
    ]
    for name in ("first", "final"):
        lines.append(f"    {name}={{")
        lines += [f"        {clue!r}: {values!r}," for clue, values in getattr(weights, name).items()]
        lines.append("    },")
    for name in ("first_constant", "final_constant", "floor", "absent", "slope", "shift", "made_of"):
        lines.append(f"    {name}={getattr(weights, name)!r},")
    target.write_text("\n".join([*lines, ")", ""]), encoding="utf-8")


if __name__ == "__main__":
    sets = [labelled(Path(p))[:2] for p in sys.argv[1:]]
    write_weights(learn_weights(sets, "generated sets", absent=-3.0, floor=-4.5), TARGET)
    print(f"{TARGET} written from {len(sets)} sets")
