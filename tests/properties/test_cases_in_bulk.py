"""Every case's report means the same from a file, row by row and in bulk, as it means in its case."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pyarrow.dataset as ds
import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner

from truceline.agreement.cases import Case
from truceline.cli import main
from truceline.formats.bundled import bundled, known_agreements
from truceline.formats.cases_yaml import load_cases
from truceline.formats.worlds import open_world
from truceline.run import reports_table

FOLDERS = sorted(known_agreements())
COLUMNS = ("coverage", "outcome", "cannot_tell_because", "attributed_party", "provision_ids", "basis", "p_covered")


def timeless_cases(folder: str) -> list[Case]:
    """Cases without a state of knowledge of their own: a run has one for all."""
    return [case for _, case in load_cases(bundled("agreements") / folder) if case.as_of is None]


def assessed(file: Path, folder: str, out: Path, *options: str) -> dict[tuple[str, str], tuple[Any, ...]]:
    words = ["assess", str(file), "--agreements", folder, "--format", "reports", "--out", str(out), *options]
    run = CliRunner().invoke(main, words)
    assert run.exit_code == 0, run.output
    if "--bulk" in options:
        rows = ds.dataset(out / "findings", format="parquet").to_table().to_pylist()
    else:
        rows = pq.read_table(out / "findings.parquet").to_pylist()
    return {(r["incident_id"], r["reading"]): tuple(rounded(r[c]) for c in COLUMNS) for r in rows}


def rounded(value: Any) -> Any:
    return round(value, 9) if isinstance(value, float) else value


def adds_up(folder: str) -> bool:
    """Whether a provision adds up over reports, so that the cases of one file weigh on each other."""
    (loaded,) = open_world([folder]).agreements
    amounts = [p.quantity for p in loaded.agreement.provisions if p.quantity is not None]
    return any(part.per != "report" for q in amounts for part in (q, *q.sub_quotas))


@pytest.mark.parametrize("folder", FOLDERS)
def test_a_report_means_the_same_on_every_way(folder: str, tmp_path: Path) -> None:
    """Row by row and bulk agree in every column; both give what the case expects."""
    cases = timeless_cases(folder)
    file = tmp_path / "cases.parquet"
    pq.write_table(reports_table([row for case in cases for row in case.rows()]), file)
    plain = assessed(file, folder, tmp_path / "plain", "--no-page")
    assert assessed(file, folder, tmp_path / "bulk", "--bulk") == plain
    for case in cases if not adds_up(folder) else ():
        for (incident, reading), found in plain.items():
            expected = case.expect.get(reading, case.expect.get("any"))
            if incident == case.id and expected is not None:
                assert expected.outcome in (None, found[1]), (case.id, reading)
                assert expected.coverage in (None, found[0]), (case.id, reading)
