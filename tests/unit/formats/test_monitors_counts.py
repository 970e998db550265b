"""The monitors' counts in our schema say what the facts say, row by row."""

from __future__ import annotations

import csv
from collections import defaultdict
from datetime import UTC, datetime
from functools import cache
from typing import Any

from tests.shared_data import ROOT, shared
from truceline.analytics.concordance import compare_counts
from truceline.analytics.count_checks import find_mismatches
from truceline.formats.bundled import bundled
from truceline.formats.claims_yaml import load_claims
from truceline.formats.registry_yaml import load_registry
from truceline.tables.source_texts import ClaimTables

SPELLED = {"As Suwayda": "Suwayda", "Al Hasaka": "Hasakah"}
SIDES = {"RU": "russia", "TR": "turkey"}


@cache
def monitors() -> ClaimTables:
    return load_claims(ROOT / "examples" / "monitors-counts")


def counts(claimant: str) -> list[dict[str, Any]]:
    return [r for r in monitors().count_claims.to_pylist() if r["claimant"] == claimant]


def facts(name: str) -> list[dict[str, str]]:
    with (shared("..", "facts", "claims") / name).open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def places(row: dict[str, Any]) -> dict[str, int]:
    return {b["place"]: b["count"] for b in row["breakdown"] or ()}


def test_both_sides_of_23_bulletins_with_every_province() -> None:
    wanted: dict[tuple[str, str], dict[str, Any]] = defaultdict(lambda: {"places": {}})
    for row in facts("ru_tr_commission_counts.csv"):
        entry = wanted[row["url"], SIDES[row["reporting_side"]]]
        entry["total"] = int(row["total_claimed"])
        if row["province"] != "(not broken down)":
            entry["places"][SPELLED.get(row["province"], row["province"])] = int(row["count"])
    found = {
        (r["source"], r["claimant"]): {"places": places(r), "total": r["total"]}
        for side in SIDES.values()
        for r in counts(side)
    }
    assert found == dict(wanted)
    assert len(compare_counts(monitors().count_claims).pairings) == 23


def test_mission_counts_and_their_period_before() -> None:
    wanted = {
        (r["url"], r["region"]): (int(r["ceasefire_violations"]), int(r["previous_period_violations"]))
        for r in facts("osce_smm_daily_counts.csv")
    }
    ours = counts("osce-smm")
    found = {
        (r["source"], next(iter(places(r)))): (r["total"], r["previous_total"])
        for r in ours
        if r["unit"] == "violations"
    }
    assert found == wanted
    bangs = [r["total"] for r in ours if r["unit"] == "explosions"]
    assert sorted(bangs) == sorted(
        int(r["of_which_explosions"]) for r in facts("osce_smm_daily_counts.csv") if r["of_which_explosions"]
    )


def test_running_totals_of_the_third_monitor() -> None:
    wanted = sorted(int(r["breaches_total"]) for r in facts("snhr_breach_counts.csv"))
    found = sorted(r["total"] for r in counts("snhr") if r["matter"].endswith("running total"))
    assert found == wanted


def test_as_of_19_30_in_kyiv_is_16_30_utc_in_summer() -> None:
    row = next(r for r in counts("osce-smm") if r["claim_id"] == "osce-2020-08-28-donetsk")
    assert row["period_until"] == datetime(2020, 8, 28, 16, 30, tzinfo=UTC)
    assert row["period_from"] == datetime(2020, 8, 27, 16, 30, tzinfo=UTC)


def test_mismatches_of_the_sources_are_kept() -> None:
    found = {(m.claim_id, m.kind) for m in find_mismatches(monitors().count_claims)}
    assert {
        ("turkey-2017-01-22", "breakdown_short"),
        ("russia-2017-02-25", "other_total"),
        ("russia-2017-07-03", "other_total"),
        ("turkey-2017-05-06", "breakdown_short"),
        ("russia-2017-05-02", "repeated"),
        ("snhr-2016-12-30-to-2017-01-29", "breakdown_short"),
        ("turkey-2019-02-23", "no_breakdown"),
    } <= found
    assert not [kind for _, kind in found if kind in ("previous", "parts", "breakdown_over")]


def test_not_confirmed_is_not_denied() -> None:
    """No bulletin in the selection denies a count; eight say what was confirmed of the Turkish one."""
    turkish = counts("turkey")
    assert all(not r["denied_by"] for r in turkish)
    assert len([r for r in turkish if r["answers"]]) == 8
    first = next(r for r in turkish if r["claim_id"] == "turkey-2017-01-22")
    assert first["confirmed_by"] == ["russia"]


def test_claimants_and_places_are_those_of_the_registry() -> None:
    known = load_registry(bundled("registries") / "syria")
    assert {r["registry_id"] for r in monitors().named_actors.to_pylist()} <= set(known.actors)
    named = {p for claimant in ("russia", "turkey", "snhr") for r in counts(claimant) for p in places(r)}
    assert all(known.find_place(p) for p in named), [p for p in named if not known.find_place(p)]


def test_every_row_has_its_address() -> None:
    assert all(r["source"].startswith("http") for r in monitors().count_claims.to_pylist())
