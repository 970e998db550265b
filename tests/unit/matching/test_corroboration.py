"""Origins are counted, not repetitions; the grade follows from them; nothing is chosen where claims disagree."""

from __future__ import annotations

from typing import Any

from tests.unit.matching.test_match import a_report
from truceline.matching.columns import ActorNames
from truceline.matching.contradictions import Denial
from truceline.matching.corroboration import corroborate
from truceline.matching.fuse import fuse
from truceline.matching.origins import SourceNote
from truceline.tables.incidents import FusedIncidents


def by(source: str, number: int, **values: Any) -> dict[str, Any]:
    return a_report(f"r{number}", source, **values)


def test_one_report_is_single() -> None:
    """One report has one origin, and its credibility cannot be judged by others."""
    found = corroborate([by("mission", 1)])
    assert (found.grade, found.credibility, len(found.origins)) == ("single", 6, 1)


def test_a_source_that_repeats_itself_is_repeated() -> None:
    """Two reports of one source are one origin."""
    assert corroborate([by("agency", 1), by("agency", 2)]).grade == "repeated"


def test_one_source_quoting_another_is_one_origin() -> None:
    """A paper that names the mission in its chain adds no origin to the mission's own report."""
    found = corroborate([by("mission", 1), by("paper", 2, origin_chain=["Mission"])])
    assert found.grade == "repeated"


def test_two_papers_quoting_one_agency_are_one_origin() -> None:
    """A shared name in both chains is enough, though neither quotes the other."""
    chain = ["Lyne Courier"]
    assert corroborate([by("a", 1, origin_chain=chain), by("b", 2, origin_chain=chain)]).grade == "repeated"


def test_an_agency_copy_is_one_origin() -> None:
    """Texts that share nearly all of their words are copies, whoever signs them."""
    text = "Mortar rounds struck warehouse beside northern grain elevator yesterday evening wounding drivers"
    assert corroborate([by("a", 1, text=text), by("b", 2, text=text + " says source")]).grade == "repeated"


def test_a_data_set_that_takes_from_another_is_one_origin() -> None:
    """What is known of data sets counts even where the report says nothing."""
    notes = {"register": SourceNote("B", frozenset({"archive"}))}
    found = corroborate([by("register", 1), by("archive", 2)], notes)
    assert found.grade == "repeated"
    assert found.reliability == (("archive", "F"), ("register", "B"))


def test_taking_from_a_third_that_reports_nothing_is_one_origin() -> None:
    """Figures that came down a chain, or from one list, have one origin though that one is not in the incident."""
    chain = {"digest": SourceNote("B", frozenset({"register"})), "register": SourceNote("B", frozenset({"archive"}))}
    assert corroborate([by("digest", 1), by("archive", 2)], chain).grade == "repeated"
    shared = {name: SourceNote("C", frozenset({"wire"})) for name in ("digest", "register")}
    assert corroborate([by("digest", 1), by("register", 2)], shared).grade == "repeated"


def test_two_sources_that_pass_on_one_claimant_are_one_origin() -> None:
    """Who says so is the origin: two papers with the claim of one ministry know it from the ministry."""
    rows = [by("north", 1, claimant="Ministry of Defence"), by("south", 2, claimant="ministry of  defence")]
    assert corroborate(rows).grade == "repeated"
    rows[1]["claimant"] = "Relief committee"
    assert corroborate(rows).grade == "corroborated"


def test_a_source_typed_in_two_ways_is_one_origin() -> None:
    """Case, blanks and composed or decomposed letters make no second source, nor hide whom one takes from."""
    rows = [by("Radio Zoë", 1), by("radio  Zoe\u0308 ", 2)]
    assert corroborate(rows).grade == "repeated"
    notes = {"REGISTER": SourceNote("B", frozenset({"Archive"}))}
    assert corroborate([by("Register", 1), by("archive", 2)], notes).grade == "repeated"


def test_two_independent_origins_corroborate() -> None:
    """Two sources with nothing in common behind them confirm each other."""
    found = corroborate([by("mission", 1), by("council", 2)])
    assert (found.grade, found.credibility) == ("corroborated", 1)


def test_reliability_never_moves_credibility() -> None:
    """The two scales are apart: the best and the worst letters give the same number."""
    rows = [by("mission", 1), by("council", 2)]
    best = {"mission": SourceNote("A"), "council": SourceNote("A")}
    worst = {"mission": SourceNote("E"), "council": SourceNote("E")}
    assert corroborate(rows, best).credibility == corroborate(rows, worst).credibility


def test_who_did_it_may_be_contested() -> None:
    """Two origins that name different initiators are contested, and both names stand in the list."""
    rows = [by("north", 1, claimed_initiator=["Karvat Brigade"]), by("south", 2, claimed_initiator=["Northern Army"])]
    found = corroborate(rows)
    assert found.grade == "contested"
    assert {(c.about, c.left_says, c.right_says) for c in found.contradictions} == {
        ("who", "Karvat Brigade", "Northern Army")
    }


def test_numbers_that_differ_are_listed_but_do_not_contest() -> None:
    """Disjoint death tolls are a contradiction on how many; the incident stays corroborated."""
    found = corroborate([by("a", 1, casualties_best=2), by("b", 2, casualties_best=9)])
    assert found.grade == "corroborated"
    assert [c.about for c in found.contradictions] == ["how_many"]


def test_fused_values_name_their_reports() -> None:
    """The finest place, the range of deaths, the middle by origin, every named party by its claimant."""
    rows = [
        by("a", 1, casualties_best=2, place_radius_m=5000.0, act="shelling", claimed_initiator=["Karvat Brigade"]),
        by("b", 2, casualties_best=4, place_radius_m=500.0, act="mortar_fire", claimed_initiator=["Northern Army"]),
        by("b", 3, casualties_best=9, place_radius_m=9000.0, act="attack"),
    ]
    fused = fuse("inc-r1", rows, corroborate(rows))
    assert FusedIncidents.from_rows([fused]).num_rows == 1
    assert (fused["act"], fused["place_radius_m"]) == ("mortar_fire", 500.0)
    assert (fused["casualties_low"], fused["casualties_best"], fused["casualties_high"]) == (2, 2, 9)
    provenance = {p["field"]: p["report_ids"] for p in fused["provenance"]}
    assert provenance["place"] == ["r2"]
    initiators = {p["party"]: p["claimed_by"] for p in fused["parties"] if p["role"] == "initiator"}
    assert initiators == {"Karvat Brigade": ["a"], "Northern Army": ["b"]}


def test_a_crowd_of_witnesses_lists_each_contradiction_of_claims_once_or_twice() -> None:
    """Three hundred witnesses who say two things are compared by claim, not each with each; the grade is the same."""
    rows = [by(f"witness {k}", k, act="abduction" if k % 2 else "shelling") for k in range(300)]
    few, many = corroborate(rows[:10]), corroborate(rows)
    assert (few.grade, many.grade, len(many.origins)) == ("contested", "contested", 300)
    assert {c.about for c in many.contradictions} == {"what"}
    assert 0 < len(many.contradictions) <= 4


def test_a_denial_is_listed_and_moves_credibility_not_the_grade() -> None:
    """A party that denies stands among the contradictions by its name; it is no origin, so the grade stays."""
    rows = [by("mission", 1), by("agency", 2)]
    denied = [Denial("r2", "Northern Army", "we did not fire"), Denial("elsewhere", "Northern Army")]
    before, after = corroborate(rows), corroborate(rows, denials=denied)
    assert (before.grade, before.credibility) == ("corroborated", 1)
    assert (after.grade, after.credibility, after.origins) == ("corroborated", 2, before.origins)
    (said,) = after.contradictions
    assert (said.about, said.left, said.right, said.right_says) == ("denied", "r2", "Northern Army", "we did not fire")


def only(known: str) -> ActorNames:
    """A registry that knows one name."""
    return lambda name: [name] if name == known else []


def test_one_army_in_two_languages_is_not_contested_for_lack_of_a_registry() -> None:
    """What cannot be compared is said so; a registry that knows both names tells one actor from two."""
    for mine, yours in (
        ("Northern Army", "جيش الشمال"),
        ("Северный отряд", "Northern Army"),
        ("Colonne des Cendres", "Fighters of the Cinder"),
    ):
        rows = [by("a", 1, claimed_initiator=[mine]), by("b", 2, claimed_initiator=[yours])]
        found = corroborate(rows)
        assert (found.grade, found.credibility) == ("corroborated", 2)
        assert [c.about for c in found.contradictions] == ["who_not_comparable"]
        assert corroborate(rows, actor_names=lambda name: ["northern-army"]).contradictions == ()
        assert corroborate(rows, actor_names=lambda name: [name]).grade == "contested"
        assert corroborate(rows, actor_names=only(mine)).grade == "corroborated"


def test_what_cannot_be_compared_is_no_contradiction_however_often() -> None:
    """Four sources, two languages: confirmed but not to the full, and never 'more contradictions than origins'."""
    names = ("Northern Army", "جيش الشمال", "Northern Army", "جيش الشمال")
    rows = [by(source, k, claimed_initiator=[name]) for k, (source, name) in enumerate(zip("abcd", names, strict=True))]
    found = corroborate([*rows, by("e", 5, claimed_initiator=["جيش الشمال"])])
    assert len(found.contradictions) == 6 > len(found.origins)
    assert (found.grade, found.credibility) == ("corroborated", 2)


def test_nobody_known_contradicts_nobody() -> None:
    """ "Unidentified gunmen" may be anybody, those named among them."""
    rows = [by("a", 1, claimed_initiator=["Unidentified gunmen"]), by("b", 2, claimed_initiator=["Northern Army"])]
    assert corroborate(rows).contradictions == ()


def test_wholly_different_sides_of_a_clash_are_a_contradiction_where_all_are_known() -> None:
    """Other fighters altogether are another account; sharing one side, or telling one side only, is none."""
    other = {"side_left": ["Salt Road Band"], "side_right": ["Cinder Column"]}
    rows = [by("a", 1), by("b", 2, **other)]
    assert [c.about for c in corroborate(rows).contradictions] == ["who_not_comparable"]
    found = corroborate(rows, actor_names=lambda name: [name])
    assert (found.grade, [c.about for c in found.contradictions]) == ("contested", ["who"])
    shared = other | {"side_right": ["Northern Army"]}
    assert corroborate([by("a", 1), by("b", 2, **shared)]).contradictions == ()
    assert corroborate([by("a", 1), by("b", 2, **other | {"side_right": None})]).contradictions == ()


def test_quantities_of_one_unit_that_differ_are_a_contradiction_on_how_many() -> None:
    """Explosions against explosions, never against shots, nor what was accepted against what was rejected."""

    def told(*values: tuple[int, str, str | None]) -> list[tuple[str, str, str]]:
        rows = [
            by("ab"[k], k, quantity=n, quantity_unit=unit, item_state=state)
            for k, (n, unit, state) in enumerate(values)
        ]
        return [(c.about, c.left_says, c.right_says) for c in corroborate(rows).contradictions]

    assert told((12, "explosions", None), (30, "explosions", None)) == [("how_many", "12 explosions", "30 explosions")]
    assert told((12, "explosions", None), (12, "explosions", None)) == []
    assert told((12, "explosions", None), (30, "shots", None)) == []
    assert told((12, "trucks", "accepted"), (30, "trucks", "rejected")) == []


def test_who_denies_may_stand_in_the_report_itself() -> None:
    """A table's own column of denials counts like a file of them, and once where both say it."""
    rows = [by("mission", 1), by("agency", 2, denied_by=["Northern Army"])]
    found = corroborate(rows, denials=[Denial("r2", "Northern Army")])
    assert (found.grade, found.credibility) == ("corroborated", 2)
    assert [(c.about, c.left, c.right) for c in found.contradictions] == [("denied", "r2", "Northern Army")]
