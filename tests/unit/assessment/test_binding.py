"""What binds whom: by signature, accession and affiliation, with suspensions, exclusions and two clocks."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from truceline.assessment.binding import Binding, bindings_of
from truceline.formats.worlds import World, open_world


@pytest.fixture(scope="module")
def world() -> World:
    return open_world(["exercise"])


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def bound(
    world: World, actor: str, on: str, as_of: str | None = None, agreement: str = "ex-lyne-accord"
) -> list[Binding]:
    text = next(i.agreement for i in world.agreements if i.agreement.id == agreement)
    return bindings_of(actor, text, world.registry, at(on), at(as_of) if as_of else None)


def states(binding: Binding) -> dict[str, str]:
    return {p.provision.id: p.state for p in binding.provisions}


def test_a_signatory_is_bound_since_the_start_of_force(world: World) -> None:
    """By signature, under every reading; windows that meet count as one, so the extension starts nothing anew."""
    for binding in bound(world, "highland-council", "2030-05-15"):
        assert (binding.how, binding.since, binding.state) == ("signature", None, "binds")
        since = binding.provisions[0].since
        assert since is not None and since.earliest == at("2030-03-09T22:00")  # 10 March, local midnight


def test_an_affiliate_is_bound_through_the_chain_that_answers_for_it(world: World) -> None:
    """Reed Battalion belongs to the army since 15 January, the army to the Government, which signed."""
    binding = bound(world, "reed-battalion", "2030-05-15")[0]
    assert binding.how == "affiliation" and binding.standing.party == "government"
    assert binding.since is not None and binding.since.earliest == at("2030-01-14T22:00")  # local midnight
    assert binding.standing.sentence.startswith("Reed Battalion answers through Government of Merrowan")


def test_an_accession_binds_from_its_day_and_once_it_was_known(world: World) -> None:
    """Orchard Company joined on 2 April; the mission knew on the 8th. Before, the answer was: no party."""
    assert bound(world, "orchard-company", "2030-04-01")[0].state == "binds_not"
    joined = bound(world, "orchard-company", "2030-04-05", "2030-04-09")[0]
    assert (joined.state, joined.how) == ("binds", "accession")
    assert joined.provisions[0].since is not None and joined.provisions[0].since.earliest == at("2030-04-01T22:00")
    unknown = bound(world, "orchard-company", "2030-04-05", "2030-04-07")[0]
    assert unknown.state == "binds_not" and unknown.provisions[0].because == ("not_bound",)


def test_one_sides_suspension_lifts_its_own_duty_under_that_reading_alone(world: World) -> None:
    """2.4 is suspended for the Council under the Council's reading, from 15 April to 20 May; nobody else's is."""
    by_reading = {b.reading: states(b)["2.4"] for b in bound(world, "highland-council", "2030-05-01")}
    assert by_reading == {"sketch": "binds", "published": "binds", "council": "binds_not"}
    assert {states(b)["2.4"] for b in bound(world, "merrowan", "2030-05-01")} == {"binds"}
    again = bound(world, "highland-council", "2030-05-21")[2]
    since = next(p.since for p in again.provisions if p.provision.id == "2.4")
    assert states(again)["2.4"] == "binds" and since is not None and since.earliest == at("2030-05-20T10:00")


def test_a_provision_with_its_own_window_binds_in_it_only(world: World) -> None:
    """2.8 holds from 4 May, and does not exist for who knew nothing of the protocol of 2 May."""
    assert states(bound(world, "merrowan", "2030-05-03")[0])["2.8"] == "binds_not"
    assert states(bound(world, "merrowan", "2030-05-05")[0])["2.8"] == "binds"
    assert "2.8" not in states(bound(world, "merrowan", "2030-05-05", "2030-05-01")[0])


def test_a_listed_group_is_outside_and_told_so(world: World) -> None:
    """Ember Front is excluded as a listed group; the answer says by which name, and that it is no party."""
    binding = bound(world, "ember-front", "2030-05-25")[0]
    assert binding.state == "binds_not" and "excluded" in binding.provisions[0].because
    assert "list panel" in binding.excluded[0].sentence


def test_a_name_for_several_cannot_be_told(world: World) -> None:
    """'Hill fighters' may be a bound group or an excluded one."""
    binding = bound(world, "hill-fighters", "2030-05-25")[0]
    assert binding.state == "cannot_tell" and binding.how == "none"


def test_out_of_force_binds_nobody_and_the_day_of_two_announcements_differs(world: World) -> None:
    """Osk calm began at 06:00 as one guarantor said, at 08:00 as the other did."""
    seven = bound(world, "merrowan", "2030-04-24T05:00", None, "ex-osk-calm")  # 07:00 local
    assert [b.state for b in seven] == ["binds", "binds_not"]
    assert seven[1].provisions[0].because == ("not_in_force",)


def test_every_instrument_of_syria_answers_for_every_party() -> None:
    """Each signatory named as a party's member is bound by signature or accession on some day of force, or says why."""
    syria = open_world(["syria"])
    asked = 0
    for item in syria.agreements:
        for party in item.agreement.parties:
            for member in party.members[:1]:
                for binding in bindings_of(member.actor, item.agreement, syria.registry, at("2017-06-01"), None):
                    asked += 1
                    assert binding.state == "binds" or all(p.because for p in binding.provisions)
    assert asked > 60
