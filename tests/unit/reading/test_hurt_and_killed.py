"""The killed are not the wounded."""

from __future__ import annotations

from tests.unit.reading.whole_texts import read


def test_wounding_is_no_killing() -> None:
    """Each number belongs to the participle before it."""
    told = read("GENEVA, 4 May 2016. Shells struck Hama on Monday, killing three people and wounding nineteen.")
    assert [(c.kind, c.low) for e in told.events for c in e.casualties] == [("killed", 3), ("wounded", 19)]
    hurt = read("GENEVA, 4 May 2016. Gunmen fired on a bus near Hama on Monday, injuring at least four children.")
    assert [(c.kind, c.low) for e in hurt.events for c in e.casualties] == [("wounded", 4)]
