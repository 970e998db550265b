"""A claims file that is wrong says where, why and what to do; nothing is dropped without a word."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from truceline.formats.claims_yaml import load_claims
from truceline.vocabulary.errors import TrucelineError

WHO = "named_actors:\n  - {id: a, name: Monitor A}\n"
COUNT = "  - {claim_id: c1, claimant: a, matter: m, unit: violations, total: 3, day: 2017-06-15, source: s}\n"


def load(folder: Path, text: str, name: str = "claims.yaml") -> object:
    (folder / name).write_text(text, encoding="utf-8")
    return load_claims(folder)


BROKEN = {
    "not YAML": ("E-CLAIM-001", "count_claims: [unclosed", 1),
    "a list at the top": ("E-CLAIM-001", "- a\n- b\n", 1),
    "an unknown key": ("E-CLAIM-002", "count_claim:\n  - {claim_id: x}\n", 1),
    "an unknown field": ("E-CLAIM-002", WHO + "count_claims:\n" + COUNT.replace("matter", "mater"), 4),
    "a missing field": ("E-CLAIM-002", WHO + "count_claims:\n" + COUNT.replace("claimant: a, ", ""), 4),
    "a text where a list belongs": ("E-CLAIM-002", "count_claims: three\n", 1),
    "a negative count": ("E-CLAIM-002", WHO + "count_claims:\n" + COUNT.replace("total: 3", "total: -3"), 4),
    "no source": ("E-CLAIM-002", WHO + "count_claims:\n" + COUNT.replace(", source: s", ""), 4),
    "an unknown zone": ("E-CLAIM-002", WHO + "count_claims:\n" + COUNT.replace("source", "zone: Mars/One, source"), 4),
    "an unknown answer": (
        "E-CLAIM-002",
        WHO + "count_claims:\n" + COUNT.replace("source", "answers: [{by: a, answer: maybe}], source"),
        4,
    ),
    "an id twice": ("E-CLAIM-003", WHO + "count_claims:\n" + COUNT + COUNT, 5),
    "an unknown claimant": ("E-CLAIM-004", WHO + "count_claims:\n" + COUNT.replace("claimant: a", "claimant: b"), 4),
    "an unknown text": ("E-CLAIM-005", WHO + "count_claims:\n" + COUNT.replace("source: s", 'text_id: "009"'), 4),
    "a period that ends first": (
        "E-CLAIM-006",
        WHO + "count_claims:\n" + COUNT.replace("day: 2017-06-15", "from: 2017-06-15, until: 2017-06-14"),
        4,
    ),
    "an unknown unit": ("E-CLAIM-008", WHO + "count_claims:\n" + COUNT.replace("violations", "bangs"), 4),
    "nothing counted": ("E-CLAIM-010", WHO + "count_claims:\n" + COUNT.replace("total: 3, ", ""), 4),
    "no period": ("E-CLAIM-011", WHO + "count_claims:\n" + COUNT.replace("day: 2017-06-15, ", ""), 4),
    "half a period": ("E-CLAIM-011", WHO + "count_claims:\n" + COUNT.replace("day", "from"), 4),
    "no date": ("E-CLAIM-012", WHO + "count_claims:\n" + COUNT.replace("2017-06-15", "June"), 4),
    "a proposal with an outline": (
        "E-CLAIM-002",
        WHO + "proposals:\n  - {proposal_id: p, claim_id: p1, claimant: a, text: t, status: never agreed, "
        "source: s, polygon: []}\n",
        4,
    ),
    "a proposal in force": (
        "E-CLAIM-002",
        WHO + "proposals:\n  - {proposal_id: p, claim_id: p1, claimant: a, text: t, status: in force, source: s}\n",
        4,
    ),
}


@pytest.mark.parametrize("name", BROKEN)
def test_each_fault_has_its_code_line_and_remedy(name: str, tmp_path: Path) -> None:
    code, text, line = BROKEN[name]
    with pytest.raises(TrucelineError) as caught:
        load(tmp_path, text)
    found = caught.value.problems[0]
    assert found.code == code, found
    assert f"claims.yaml:{line}" in found.place, found
    assert len(found.message) > 20


CSV = "claim_id,claimant,matter,unit,day,total,breakdown,answers,source\n"
BROKEN_CSV = {
    "an unknown column": ("E-CLAIM-002", CSV.replace("matter", "mattter") + "c1,a,m,violations,2017-06-15,3,,,s\n"),
    "a cell too many": ("E-CLAIM-002", CSV + "c1,a,m,violations,2017-06-15,3,,,s,extra\n"),
    "a breakdown that is no list": ("E-CLAIM-007", CSV + "c1,a,m,violations,2017-06-15,3,Hama three,,s\n"),
    "an answer that is none": ("E-CLAIM-007", CSV + "c1,a,m,violations,2017-06-15,3,,confirmed,s\n"),
    "a total that is no number": ("E-CLAIM-002", CSV + "c1,a,m,violations,2017-06-15,three,,,s\n"),
}


@pytest.mark.parametrize("name", BROKEN_CSV)
def test_each_fault_of_a_csv_has_its_code(name: str, tmp_path: Path) -> None:
    code, text = BROKEN_CSV[name]
    (tmp_path / "who.yaml").write_text(WHO, encoding="utf-8")
    with pytest.raises(TrucelineError) as caught:
        load(tmp_path, text, "counts.csv")
    assert caught.value.problems[0].code == code, caught.value


def test_an_empty_folder_and_a_missing_path_say_what_was_looked_for(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "nowhere"):
        with pytest.raises(TrucelineError) as caught:
            load_claims(path)
        assert caught.value.problems[0].code == "E-CLAIM-009"


def test_a_rejected_report_row_is_a_problem_here(tmp_path: Path) -> None:
    """Claims that stand beside each other must all be there: a row is never set aside without a word."""
    (tmp_path / "who.yaml").write_text(WHO, encoding="utf-8")
    with pytest.raises(TrucelineError) as caught:
        load(tmp_path, "report_id,occurred_from,act\nr1,someday,attack\n", "reports.csv")
    assert caught.value.problems[0].code == "E-REP-003"


def test_all_problems_come_at_once(tmp_path: Path) -> None:
    rows = COUNT.replace("violations", "bangs") + COUNT.replace("c1", "c2").replace("2017-06-15", "June")
    with pytest.raises(TrucelineError) as caught:
        load(tmp_path, WHO + "count_claims:\n" + rows)
    assert [p.code for p in caught.value.problems] == ["E-CLAIM-008", "E-CLAIM-012"]


def test_local_days_become_utc_half_open(tmp_path: Path) -> None:
    """Damascus was three hours ahead in June and two in January; a clock gives the 24 hours it says."""
    rows = "".join(
        COUNT.replace("c1", name).replace("day: 2017-06-15", f"zone: Asia/Damascus, {period}")
        for name, period in (
            ("summer", "day: 2017-06-15"),
            ("winter", "day: 2017-01-15"),
            ("clock", '"from": "2017-06-14T19:30", until: "2017-06-15T19:30"'),
        )
    )
    table = load(tmp_path, WHO + "count_claims:\n" + rows).count_claims  # type: ignore[attr-defined]
    spans = {r["claim_id"]: (r["period_from"], r["period_until"]) for r in table.to_pylist()}
    assert spans["summer"] == (datetime(2017, 6, 14, 21, tzinfo=UTC), datetime(2017, 6, 15, 21, tzinfo=UTC))
    assert spans["winter"] == (datetime(2017, 1, 14, 22, tzinfo=UTC), datetime(2017, 1, 15, 22, tzinfo=UTC))
    assert spans["clock"] == (datetime(2017, 6, 14, 16, 30, tzinfo=UTC), datetime(2017, 6, 15, 16, 30, tzinfo=UTC))


def test_defaults_fill_and_a_text_gives_its_own_source(tmp_path: Path) -> None:
    text = (
        WHO + 'texts:\n  - {text_id: "1", outlet: o, about: a, source: "O, 1 May"}\n'
        'defaults: {text_id: "1", basis: V, claimant: a}\n'
        "statements:\n  - {statement_id: s1, kind: status, text: t, on: 2016-05-01}\n"
    )
    row = load(tmp_path, text).statements.to_pylist()[0]  # type: ignore[attr-defined]
    assert (row["claimant"], row["basis"], row["source"], row["on"]) == ("a", "V", "O, 1 May", date(2016, 5, 1))


def test_csv_and_yaml_give_the_same_claim(tmp_path: Path) -> None:
    (tmp_path / "one").mkdir()
    (tmp_path / "two").mkdir()
    yaml = COUNT.replace("source: s", "breakdown: {Hama: 2, Idlib: 1}, answers: [{by: a, answer: denied}], source: s")
    in_yaml = load(tmp_path / "one", WHO + "count_claims:\n" + yaml).count_claims  # type: ignore[attr-defined]
    (tmp_path / "two" / "who.yaml").write_text(WHO, encoding="utf-8")
    row = "c1,a,m,violations,2017-06-15,3,Hama: 2; Idlib: 1,a denied,s\n"
    in_csv = load(tmp_path / "two", CSV + row, "counts.csv").count_claims  # type: ignore[attr-defined]
    assert in_yaml.to_pylist() == in_csv.to_pylist()
    assert in_csv.to_pylist()[0]["denied_by"] == ["a"]
