"""Screening counts the reports that ``judge`` could hold to lie in an area in force, whatever the threads."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pyarrow.parquet as pq
from click.testing import CliRunner

from tests.factory import agreement, registry
from truceline.assessment.answers import EXCLUDED
from truceline.assessment.assess import plans_for
from truceline.assessment.bulk.screen import Screen
from truceline.cli import COMMANDS, main
from truceline.engines.screen import Screener
from truceline.run import reports_table
from truceline.space.places import Place

AREAS: list[dict[str, Any]] = [
    {"id": "box", "name": "Box", "shape": "polygon", "coordinates": [[10, 10], [11, 10], [11, 11], [10, 11]]},
    {"id": "wide", "name": "Wide", "shape": "polygon", "coordinates": [[9, 9], [12, 9.5], [12.5, 12], [9.5, 11]]},
    {"id": "line", "name": "Line", "shape": "line", "coordinates": [[10.2, 9.9], [10.4, 10.6], [11.1, 10.7]]},
    {"id": "belt", "name": "Belt", "shape": "belt", "along": "line", "width_m": 9000},
    {"id": "ring", "name": "Ring", "shape": "circle", "center": [10.9, 10.2], "radius_m": 40000},
    {"id": "net", "name": "Net", "shape": "combined", "include": ["wide", "ring"], "exclude": ["box", "belt"]},
    {"id": "unknown", "name": "Unpublished", "shape": "unpublished", "within": ["box"]},
]
NAMED = ["box", "wide", "belt", "ring", "net", "unknown"]


def loaded() -> Any:
    rng = np.random.default_rng(3)
    windows = []
    for i in range(24):
        first, days = int(rng.integers(1, 50)), int(rng.integers(3, 20))
        start = np.datetime64("2020-01-01") + first
        windows.append({"from": str(start), "until": str(start + days), "areas": [NAMED[i % len(NAMED)]]})
    return agreement(
        areas=AREAS,
        scope={"areas": [], "initiator": "any", "target": "any"},
        in_force=windows,
        exclusions=[{"id": "x", "lists": ["council"]}],
    )


def rows(n: int) -> Any:
    rng = np.random.default_rng(5)
    names = ["North", "South", "Black Column", "Nobody Known"]
    out = []
    for i in range(n):
        day = np.datetime64("2020-01-01T00:00") + int(rng.integers(0, 100 * 1440))
        row = {"report_id": f"r{i}", "act": "attack", "occurred_from": str(day), "lon": rng.uniform(8.5, 13)}
        row |= {
            "lat": rng.uniform(8.5, 12.5),
            "claimed_initiator": [names[i % 4]],
            "claimed_target": [names[i // 4 % 4]],
        }
        if i % 17 == 0:
            row["lon"] = row["lat"] = None
        out.append(row)
    return reports_table(out)


def test_pairs_are_what_the_areas_and_timelines_say() -> None:
    """Drawn, combined and unpublished areas, windows that overlap, excluded actors: asked one by one."""
    known, table = registry(), rows(1500)
    screener = Screener(plans_for([loaded()], known, None))
    (one,) = screener.compiled
    screen = Screen(one, screener.indexes[one.plan.view.id])
    got = set(zip(*(x.tolist() for x in screen.pairs(table)), strict=True))
    free = screen.not_outside(table, np.asarray(table.column("occurred_from").cast("int64").to_numpy()))
    wanted = set()
    for i, row in enumerate(table.to_pylist()):
        if row["lon"] is None or not free[i]:
            continue
        at, place = row["occurred_from"], Place(row["lon"], row["lat"], 0.0)
        for line, (area, timeline) in enumerate(one.plan.force):
            assert area is not None
            if timeline.share(at, at)[1] > 0 and one.plan.areas.inside(area, place).high > 0:
                wanted.add((i, line))
    assert got == wanted
    assert len(wanted) > 100 and {line for _, line in wanted} == set(range(len(NAMED)))
    assert 0 < free.sum() < len(free)


def test_who_is_outside_is_what_judge_says() -> None:
    """A report is left out for its actors only where the actors' conditions exclude it."""
    from truceline.assessment.assess import lay_out_all
    from truceline.assessment.judge import judge

    known, table = registry(), rows(64)
    screener = Screener(plans_for([loaded()], known, None))
    (one,) = screener.compiled
    screen = Screen(one, screener.indexes[one.plan.view.id])
    free = screen.not_outside(table, np.asarray(table.column("occurred_from").cast("int64").to_numpy()))
    row_of = {identity: i for i, identity in enumerate(table.column("report_id").to_pylist())}
    for incident in lay_out_all(table.to_pylist(), known):
        actors = [a for a, _ in judge(one.plan, incident).reasons if a.condition in ("actor_bound", "not_excluded")]
        if free[row_of[incident.incident_id]]:
            assert all(a.high > EXCLUDED for a in actors)


def test_what_was_done_leaves_nobody_out() -> None:
    """An instrument that governs patrols alone is screened by place, time and actors like any other."""
    governs = agreement(scope={"areas": ["box"], "acts": ["patrol"]})
    screener = Screener(plans_for([governs], registry(), None))
    (one,) = screener.compiled
    row = {"report_id": "r", "act": "patrol", "occurred_from": "2020-02-10T10:00", "lon": 10.5, "lat": 10.5}
    table = reports_table([{**row, "claimed_initiator": ["Northern Army"]}])
    rows, _ = Screen(one, screener.indexes[one.plan.view.id]).pairs(table)
    assert rows.tolist() == [0]


def test_threads_and_row_groups_change_no_count(tmp_path: Path) -> None:
    """One thread on one group, three on twenty."""
    table = rows(500)
    for name, size in (("one", 500), ("many", 25)):
        pq.write_table(table, tmp_path / f"{name}.parquet", row_group_size=size)
    screener = Screener(plans_for([loaded()], registry(), None))
    one, many = (screener.run([tmp_path / f"{n}.parquet"], w) for n, w in (("one", 1), ("many", 3)))
    assert one.counts == many.counts and sum(one.counts[0].values()) > 10
    assert (one.rows, one.placeless) == (many.rows, many.placeless) == (500, 30)


def test_the_command_writes_counts_by_area_and_month(tmp_path: Path) -> None:
    """The exercise's reports under its own agreements."""
    runner = CliRunner()
    assert runner.invoke(main, ["simulate", "--out", str(tmp_path / "made")]).exit_code == 0
    out = tmp_path / "screen.csv"
    arguments = ["screen", str(tmp_path / "made" / "reports.parquet"), "--agreements", "exercise", "--out", str(out)]
    result = runner.invoke(main, [*arguments, "--no-cache"])
    assert result.exit_code == 0, result.output
    lines = out.read_text(encoding="utf-8").splitlines()
    assert lines[0] == "agreement_id,reading,area_id,area,month,reports" and len(lines) > 10


def test_commands_say_in_the_list_what_they_say_themselves() -> None:
    """The list of commands, which imports none of them, repeats the first sentence of each one's help."""
    for name, entry in COMMANDS.items():
        found = main.get_command(None, name)  # type: ignore[arg-type]
        assert found is not None and found.get_short_help_str(200) == entry.says, name
