"""The Package of Measures over real events that lie beside the checkout: the table on its page is what a run gives."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

from tests.shared_data import shared
from truceline.formats.reports_io import read_reports
from truceline.formats.worlds import open_world
from truceline.run import assess_table

PAGE = Path(__file__).resolve().parents[3] / "docs" / "methods" / "minsk-instruments.md"


def row_of(title: str) -> list[int]:
    """The numbers of one row of the page's table of outcomes."""
    (found,) = re.findall(
        rf"^\| {title} \| ([\d,]+) \| ([\d,]+) \| ([\d,]+) \|$", PAGE.read_text(encoding="utf-8"), re.M
    )
    return [int(n.replace(",", "")) for n in found]


def test_the_outcomes_on_the_page_are_those_of_a_run() -> None:
    """Every event is counted once; for clashes without an initiator nobody is named."""
    reports = read_reports(shared("ucdp_ged", "ged_ukraine_hdx_v20_1.parquet")).reports
    world = open_world(["ua-minsk-package-2015-02-12"])
    findings = assess_table(reports, world.agreements, world.registry).findings.to_pylist()
    told = [f for f in findings if f["reading"] == "text"]
    counts = Counter(f["outcome"] if f["coverage"] == "covered" else f["coverage"] for f in told)
    assert [counts["violation"], counts["cannot_tell"], counts["not_covered"]] == row_of("Package")
    assert sum(counts.values()) == reports.num_rows
    assert {f["attributed_party"] for f in told} == {None}
    assert not any("." in f["incident_id"] for f in told)
    letter = Counter(f["coverage"] for f in findings if f["reading"] == "certain-areas")
    assert f"{letter['covered']} events surely lie in the two cities and {letter['cannot_tell']}" in PAGE.read_text()
