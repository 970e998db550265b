"""The facts of the five source texts are there, in our own words, each with its claimant."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from tests.shared_data import ROOT, shared
from truceline.analytics.concordance import claimed_beside_logged
from truceline.formats.bundled import bundled
from truceline.formats.claims_yaml import load_claims
from truceline.formats.registry_yaml import load_registry
from truceline.tables.source_texts import ClaimTables

FOLDER = ROOT / "examples" / "five-texts"
SHARED_WORDS = 8  # as many words in a row as no sentence may share with a source


@cache
def five() -> ClaimTables:
    return load_claims(FOLDER)


def rows(table: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = getattr(five(), table).to_pylist()
    return found


def one(table: str, key: str, value: str) -> dict[str, Any]:
    return next(r for r in rows(table) if r[key] == value)


def test_five_documents_with_the_reason_for_their_year() -> None:
    dates = {r["text_id"]: r["published_on"] for r in rows("texts")}
    assert dates == {
        "000": date(2017, 8, 11),
        "001": date(2016, 5, 4),
        "002": date(2016, 6, 7),
        "003": date(2015, 12, 14),
        "004": date(2017, 2, 13),
    }
    assert all(r["date_fixed_by"] for r in rows("texts"))


def test_the_third_call_stands_beside_the_calls_that_are_logged() -> None:
    """Said to be three in a week; logged in the seven days: 1, 3, 4 and 7 June. Neither corrects the other."""
    claim = one("count_claims", "claim_id", "calls-third-in-a-week")
    found = claimed_beside_logged(claim, five().contacts, ["ru-foreign-minister", "us-secretary-of-state"])
    assert found.claimed == 3
    assert found.windows[0].logged == tuple(f"call-2016-06-0{d}" for d in (1, 3, 4, 7))
    by_reading = {w.reading: (len(w.logged), len(w.maybe)) for w in found.windows}
    assert by_reading["from 3 June, as if the call of 1 June did not count"] == (3, 0)
    assert by_reading["seven days that end with 6 June, if the call was then"] == (3, 1)


def test_the_call_of_7_june_keeps_its_initiator_and_its_doubtful_day() -> None:
    call = one("contacts", "contact_id", "call-2016-06-07")
    assert (call["initiator"], call["on"], call["also_dated"]) == ("us", date(2016, 6, 7), [date(2016, 6, 6)])


def test_six_claimants_of_one_clinic_share_an_incident_and_contradict_each_other() -> None:
    clinic = [r for r in rows("reports") if r["incident_id"] == "al-dabit-2016-05-03"]
    assert len({r["claimant"] for r in clinic}) == len(clinic) == 6
    assert {r["act"] for r in clinic} == {"rocket_fire", "attack", "explosion"}
    assert {r["casualties_high"] for r in clinic} == {3, 20, None}
    assert one("reports", "report_id", "clinic-press-mechanism")["claimed_initiator"] is None
    assert all(r["verified_by"] is None for r in clinic)


def test_counts_are_kept_with_unit_and_qualifier() -> None:
    counts = {r["claim_id"]: (r["qualifier"], r["total"], r["unit"]) for r in rows("count_claims")}
    assert counts["settlements-retaken"] == ("nearly", 400, "settlements")
    assert counts["groups-merged"] == (None, 11, "groups")
    assert counts["council-votes"] == (None, 15, "votes")
    assert counts["moscow-visits"] == (None, 2, "visits")


def test_the_ceasefire_of_27_february_with_its_endorsement_and_exclusions() -> None:
    said = {r["statement_id"]: r for r in rows("statements")}
    assert said["coh-in-force"]["on"] == date(2016, 2, 27)
    assert {said[k]["about"] for k in ("coh-in-force", "coh-endorsed", "coh-exclusions")} == {"sy-coh-2016-02"}


def test_astana_roles() -> None:
    second = one("meetings", "meeting_id", "astana-2")
    roles = Counter(p["capacity"] for p in second["participants"])
    assert roles == {"guarantor": 3, "party": 2, "mediator": 1, "observer": 1, "host": 1}
    between = one("meetings", "meeting_id", "astana-technical-2017-02")
    assert {p["actor"] for p in between["participants"] if p["capacity"] == "guarantor"} == {"russia", "turkey", "iran"}
    assert not [p for p in between["participants"] if p["capacity"] in ("party", "observer")]


def test_ten_listings_with_one_day() -> None:
    listed = [r for r in rows("listings") if r["text_id"] == "003"]
    assert len({r["authority"] for r in listed}) == 10
    assert [(r["authority"], r["on"]) for r in listed if r["on"]] == [("Russia", date(2014, 12, 29))]


def test_the_proposed_border_was_never_agreed_and_has_two_accounts() -> None:
    border = [r for r in rows("proposals") if r["proposal_id"] == "zone-of-silence-aleppo-2016-05"]
    assert {r["claimant"] for r in border} == {"ru-foreign-minister", "us-state-department"}
    assert {r["status"] for r in border} == {"never agreed"}


def test_every_record_has_claimant_text_or_source_and_basis() -> None:
    for table in ("count_claims", "control_claims", "meetings", "listings", "proposals", "statements"):
        for row in rows(table):
            assert row["claimant"] and row["basis"] and row["source"] and row["text_id"], (table, row)
    assert all(r["basis"] and r["source"] for r in rows("contacts"))
    assert all(r["basis"] and r["text_id"] for r in rows("report_sources"))


def test_names_are_those_of_the_registry() -> None:
    known = load_registry(bundled("registries") / "syria")
    assert {r["registry_id"] for r in rows("named_actors") if r["registry_id"]} <= set(known.actors)
    named = {r["id"] for r in rows("named_actors")}
    assert {r["actor"] for t in ("listings", "statements") for r in rows(t) if r["actor"]} <= named
    initiators = {name for r in rows("reports") for name in r["claimed_initiator"] or ()}
    assert all(known.find(name) for name in initiators), initiators


def test_offices_stand_for_their_holders() -> None:
    """No holder of an office is named, let alone a private person."""
    known = load_registry(bundled("registries") / "syria")
    surnames = {o.holder.split()[-1].casefold() for o in known.offices if o.holder != "Bashar al-Assad"} | {"assad"}
    for file in FOLDER.iterdir():
        assert not surnames & set(words(file.read_text(encoding="utf-8"))), file.name


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


def runs(text: str) -> set[tuple[str, ...]]:
    found = words(text)
    return {tuple(found[i : i + SHARED_WORDS]) for i in range(len(found) - SHARED_WORDS + 1)}


def test_no_run_of_eight_words_is_shared_with_a_source() -> None:
    sources = sorted(shared("..", "seeds").glob("*.txt"))
    assert len(sources) == 5
    theirs = set().union(*(runs(s.read_text(encoding="utf-8")) for s in sources))
    for file in sorted(Path(FOLDER).iterdir()):
        assert not runs(file.read_text(encoding="utf-8")) & theirs, file.name
