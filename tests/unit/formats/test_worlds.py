"""Claims: instruments of different armed conflicts open together, whatever the order."""

from __future__ import annotations

import itertools

from truceline.formats.worlds import open_world


def test_conflicts_open_together() -> None:
    """Every bundled armed conflict beside every other: states and bodies that several registries know are one actor."""
    names = ("ukraine/package-2015-02-12", "south_sudan", "syria/coh-2016-02")
    worlds = [open_world(order) for order in itertools.permutations(names)]
    assert {tuple(a.agreement.id for a in w.agreements) for w in worlds} == {
        tuple(a.agreement.id for a in worlds[0].agreements)
    }
    first = worlds[0].registry.actors
    assert all(w.registry.actors == first for w in worlds)
    partners = {r.to for r in first["russia"].relations}
    assert {"sy-government", "tcg"} <= partners  # what each registry says of it is kept
