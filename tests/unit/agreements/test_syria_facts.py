"""The Syrian instruments beside research notes that lie beside the checkout: nothing left out, nothing made surer."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest
import yaml

from tests.shared_data import shared
from truceline.agreement.model import Agreement, Provision
from truceline.formats.agreement_yaml import load_agreements
from truceline.formats.bundled import bundled

BASES = "VSB"
NOT_READ = {("sy-coh-sop-2016-03", "n6")}  # the notes say so: later paragraphs were not read
RESOLUTIONS = ("sres-2254", "sres-2268", "sres-2336", "sres-2401")


@cache
def encoded() -> dict[str, Agreement]:
    return {item.agreement.id: item.agreement for item in load_agreements(bundled("agreements") / "syria")}


@cache
def notes() -> list[dict[str, Any]]:
    path = shared("..", "facts", "syria_agreements.yaml")
    found: list[dict[str, Any]] = yaml.safe_load(path.read_text(encoding="utf-8"))["agreements"]
    return found


def noted(instrument: dict[str, Any]) -> list[dict[str, Any]]:
    steps = [{**s, "id": f"n{s['n']}"} for s in instrument.get("steps", [])]
    return [p for p in (*instrument.get("provisions", []), *steps) if isinstance(p, dict)]


def own(agreement: Agreement, number: str) -> list[Provision]:
    """Our provisions for a number of the notes; one may be split: c5, c5-north, c5-south."""
    return [p for p in agreement.provisions if p.id == number or p.id.startswith(f"{number}-")]


def test_every_instrument_of_the_notes_is_encoded() -> None:
    """Sixteen instruments, the resolutions, and the calm of July 2016."""
    assert {n["id"] for n in notes()} | {*RESOLUTIONS, "sy-calm-2016-07"} == set(encoded())


def test_every_provision_of_the_notes_is_encoded_and_none_is_made_surer() -> None:
    """A number is missing only where its text was not read; our basis is never stronger than the notes' own."""
    checked = 0
    for instrument in notes():
        agreement = encoded()[instrument["id"]]
        for provision in noted(instrument):
            ours = own(agreement, provision["id"])
            assert ours or (agreement.id, provision["id"]) in NOT_READ, f"{agreement.id}: {provision['id']}"
            basis = str(provision.get("basis", instrument.get("basis", "V")))[0]
            for p in ours:
                wanted = BASES.index(basis) if basis in BASES else 0
                assert BASES.index(p.basis) >= wanted, f"{agreement.id}: {p.id} is {p.basis}, the notes say {basis}"
                checked += 1
    assert checked > 60


def test_what_every_resolution_asks_has_somebody_who_owes_it_and_a_term() -> None:
    """Each obligation of a resolution names whom it binds and by when, or that no term is set; dependencies exist."""
    for name in RESOLUTIONS:
        agreement = encoded()[name]
        assert agreement.kind == "resolution"
        for p in agreement.provisions:
            if p.kind == "obligation":
                assert p.bound, f"{name}: {p.id}"
                assert p.due, f"{name}: {p.id}"


@pytest.mark.parametrize(
    ("number", "on"), [("4a", "2016-06-18"), ("4a-august", "2016-08-01"), ("4b", "2017-06-18"), ("7", "2016-01-18")]
)
def test_months_of_resolution_2254_are_the_days_of_the_notes(number: str, on: str) -> None:
    """Six months from 18 December 2015 end on 18 June 2016, eighteen a year later; the later count is a reading."""
    (provision,) = [p for p in encoded()["sres-2254"].provisions if p.id == number]
    assert provision.due is not None
    assert provision.due.on == on
