"""Only the mission speaks as the mission, a proposal is answered and not replaced, sites are read back to nobody."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest

from tests.web.service.cases import RAW, advance
from truceline.vocabulary.errors import TrucelineError

NAMES = ["Lyne Monitoring Mission", "lyne MONITORING mission ", "Lyne Monitoring Mission: hotline"]


@pytest.mark.parametrize("claimant", NAMES)
@pytest.mark.parametrize("who", ["rana", "gamal"])
def test_nobody_outside_makes_the_mission_their_source(person: Callable[[str], Any], who: str, claimant: str) -> None:
    from truceline.web.intake.actions import submit_report

    with pytest.raises(TrucelineError, match="E-WEB-086"):
        submit_report(person(who), RAW | {"claimant": claimant}, "key-of-a-borrowed-name")
    assert submit_report(person("miro"), RAW | {"claimant": claimant}, "key-of-the-mission").taken == 1
    other = RAW | {"claimant": "Lyne Monitoring Missionaries"}
    assert submit_report(person(who), other, "key-of-another-name").taken == 1


def test_who_left_the_mission_for_a_party_speaks_by_name(person: Callable[[str], Any]) -> None:
    """Their account still says the mission as its organisation; with no claimant named, that is not who speaks."""
    from truceline.web.clock import deployment
    from truceline.web.intake.actions import submit_report

    gamal = person("gamal")
    gamal.organisation = deployment().name
    gamal.save()
    (report,) = submit_report(gamal, RAW, "key-of-a-former-monitor").reports.all()
    assert report.claimant == gamal.get_full_name() != deployment().name


def test_a_proposal_is_not_replaced_by_another(settled: Callable[[str], Any], filed: Any) -> None:
    """It is agreed to or sent back with a reason; then there may be another."""
    advance(settled("miro"), filed, "move", "triaged")
    advance(settled("miro"), filed, "move", "under_verification")
    advance(settled("vera"), filed, "propose_conclusion", "verified", "clear_and_convincing", "Craters. Example.")
    for who in ("viktor", "vera"):
        with pytest.raises(TrucelineError, match="E-WEB-063"):
            advance(settled(who), filed, "propose_conclusion", "refuted", "", "No craters. Example.")
    advance(settled("viktor"), filed, "decide_proposal", False, "No craters. Example.")
    assert advance(settled("viktor"), filed, "propose_conclusion", "refuted", "", "None. Example.").proposed_state


def test_sites_are_not_read_back(signed_in: Callable[[str], Any], monkeypatch: pytest.MonkeyPatch) -> None:
    """To a reporter or a liaison a protected site would be told by its name alone, and no entry would say so."""
    from truceline.web.hotline import heard
    from truceline.web.intake import places

    real = places.world()
    some = next(p for p in real.registry.places if p.kind == "settlement" and p.lon is not None)
    site = some.model_copy(update={"id": "example-hospital", "name": "Example Hospital", "names": (), "kind": "site"})
    registry = SimpleNamespace(places=(*real.registry.places, site), find_place=lambda name: [site])
    for module in (places, heard):
        monkeypatch.setattr(module, "world", lambda: SimpleNamespace(registry=registry), raising=False)
    places._names.cache_clear()
    try:
        assert site.id not in {p.id for p in places.alternatives("Example Hospital")}
        assert places.chosen(site.id) == {} and places.chosen(some.id)
        form = {"step": "check", "day": "2030-05-01", "act": "shelling", "place_name": "Example Hospital"}
        assert site.id not in signed_in("gamal").post("/intake/report/", form).content.decode()
    finally:
        places._names.cache_clear()
