"""Telling a thing again, or naming a source otherwise, changes neither origins nor credibility nor the fused act."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.unit.matching.test_corroboration import by
from truceline.formats.match_io import read_source_notes
from truceline.matching.contradictions import Denial
from truceline.matching.corroboration import corroborate
from truceline.matching.fuse import fuse
from truceline.matching.origins import SourceNote
from truceline.vocabulary.errors import TrucelineError


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Al-Nahar", "al nahar"),
        ("Agence Éclair", "Agence Eclair"),
        ("شبكة الرصد\u200f", "شبكة الرّصد"),
        ("شبكة الرصـد", "شبكة الرصد"),
    ],
)
def test_a_source_typed_otherwise_is_one_source_and_keeps_its_letter(one: str, other: str) -> None:
    """Dashes, accents, vowel and direction marks make no second origin, and a note on the source is found."""
    found = corroborate([by(one, 1), by(other, 2)], {other.upper(): SourceNote("B")})
    assert found.grade == "repeated"
    assert {letter for _, letter in found.reliability} == {"B"}


@pytest.mark.parametrize(("one", "other"), [("Nahar", "Al Nahar"), ("source 1", "source 2"), ("?", "!"), ("-", "_ _")])
def test_names_that_differ_in_letters_digits_or_are_signs_only_stay_two(one: str, other: str) -> None:
    """What is dropped from a name is never all of it."""
    assert len(corroborate([by(one, 1), by(other, 2)]).origins) == 2


def test_what_a_quoted_source_takes_from_is_its_origin_too() -> None:
    """A paper quotes an agency that takes from a monitor: the paper and the monitor are one origin."""
    rows = [by("paper", 1, origin_chain=["Agency"]), by("monitor", 2)]
    assert corroborate(rows).grade == "corroborated"
    assert corroborate(rows, {"agency": SourceNote("C", frozenset({"monitor"}))}).grade == "repeated"


def test_telling_it_again_moves_no_credibility() -> None:
    """Three reports of one origin that misplace an event contradict the other origin as much as one would."""
    far = by("b", 9, lon=by("a", 1)["lon"] + 1.0)
    few, many = corroborate([by("a", 1), far]), corroborate([by("a", 1), by("a", 2), by("a", 3), far])
    assert [c.about for c in few.contradictions] == ["where"]
    assert len(many.contradictions) == 3
    assert few.credibility == many.credibility == 2


def test_a_party_that_denies_each_report_denies_once() -> None:
    """A denial repeated for each copy weighs as one; denials of three parties weigh as three."""
    rows = [by("a", 1), by("a", 2), by("a", 3), by("b", 4)]
    one = [Denial(row["report_id"], "Northern Army") for row in rows]
    three = [Denial("r1", name) for name in ("Northern Army", "Karvat Brigade", "Lyne Guard")]
    assert corroborate(rows, denials=one).credibility == 2
    assert corroborate(rows, denials=three).credibility == 3


def test_copies_do_not_outvote_other_origins_on_the_act() -> None:
    """Five reports of one agency count once against two independent others."""
    rows = [by("agency", k, act="air_strike") for k in range(1, 6)] + [by("b", 8), by("c", 9)]
    assert {r["act"] for r in rows[5:]} == {"shelling"}
    assert fuse("inc-r1", rows, corroborate(rows))["act"] == "shelling"


def test_at_least_three_is_not_contradicted_by_seven() -> None:
    """A bound stated alone is open on its other side; seven are more than "at most three"."""
    seven = by("b", 2, casualties_best=7)
    assert corroborate([by("a", 1, casualties_best=None, casualties_low=3), seven]).contradictions == ()
    (said,) = corroborate([by("a", 1, casualties_best=None, casualties_low=9), seven]).contradictions
    assert (said.about, said.left_says, said.right_says) == ("how_many", "at least 9", "7")
    (said,) = corroborate([by("a", 1, casualties_best=None, casualties_high=3), seven]).contradictions
    assert (said.left_says, said.right_says) == ("0 to 3", "7")


def test_a_place_without_a_point_names_its_report() -> None:
    """A place name alone has provenance as a point has."""
    row = by("a", 1, lon=None, lat=None, place_radius_m=None, place_name="Lyne")
    fused = fuse("inc-r1", [row], corroborate([row]))
    assert {"field": "place", "report_ids": ["r1"]} in fused["provenance"]


def test_a_source_noted_in_two_rows_keeps_all_that_it_takes_from(tmp_path: Path) -> None:
    """One row for each source taken from is a natural way to write it; two letters for one source are refused."""
    path = tmp_path / "sources.csv"
    path.write_text("source,reliability,takes_from\nregister,B,archive\nregister,B,digest\n", encoding="utf-8")
    assert read_source_notes(path) == {"register": SourceNote("B", frozenset({"archive", "digest"}))}
    path.write_text("source,reliability,takes_from\nregister,B,archive\nregister,C,\n", encoding="utf-8")
    with pytest.raises(TrucelineError, match="E-MATCH-004"):
        read_source_notes(path)
