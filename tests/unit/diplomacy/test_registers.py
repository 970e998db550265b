"""The diplomacy log: everything keeps its claimant, clocks tell late from open, totals are never chosen between."""

from __future__ import annotations

from datetime import UTC, date, datetime
from functools import cache

import pytest

from truceline.cli.claims import open_claims
from truceline.cli.diplomacy import count_rows, group_rows
from truceline.diplomacy import registers
from truceline.diplomacy.log import Log, open_log
from truceline.formats.bundled import find_registry
from truceline.formats.registry_yaml import load_registry
from truceline.tables.claims import Contacts, Meetings
from truceline.tables.diplomacy import AgendaItems
from truceline.tables.reports import Reports
from truceline.tables.source_texts import ClaimTables


@cache
def claims(name: str) -> ClaimTables:
    return open_claims(name)


@cache
def log(name: str) -> Log:
    tables = claims(name)
    return open_log(tables.contacts, tables.meetings, tables.log.agenda_items)


def ids(table: object) -> list[str]:
    return table["id"].to_pylist()  # type: ignore[index,no-any-return]


def test_the_log_is_in_order_and_complete() -> None:
    """Every contact and meeting stands once, by first day; those without a day come last and are not dropped."""
    entries = log("five-texts").entries.to_pylist()
    assert len(entries) == claims("five-texts").contacts.num_rows + claims("five-texts").meetings.num_rows
    days = [e["from"] for e in entries]
    dated = [d for d in days if d]
    assert dated == sorted(dated) and days[len(dated) :] == [None] * (len(days) - len(dated))


def test_a_call_of_unsure_day_is_found_on_either() -> None:
    """The call of 6 or 7 June 2016 touches both days and no other."""
    found = log("five-texts")
    for day, there in ((5, False), (6, True), (7, True), (8, False)):
        hits = ids(found.between(date(2016, 6, day), date(2016, 6, day + 1)))
        assert ("call-2016-06-07" in hits) is there


def test_the_log_is_asked_by_actor_and_by_agenda() -> None:
    """Who took part or started it; what it was about, a listed group among it."""
    found = log("five-texts")
    assert "call-2016-06-07" in ids(found.between(about="nusra"))
    assert ids(found.between(about="sres-2254")) == ["issg-vienna-2016-05"]
    with_us = set(ids(found.between(actor="us")))
    assert "call-2016-06-07" in with_us and "geneva-2016-04" not in with_us


def test_an_empty_log_answers() -> None:
    """No contact, no meeting: no row, no error."""
    assert open_log(Contacts.empty(), Meetings.empty(), AgendaItems.empty()).between(actor="x").num_rows == 0


def test_claimed_counts_stand_beside_the_log() -> None:
    """The third call in a week: three claimed, one to four logged by what the phrase may mean, neither corrected."""
    row = next(r for r in count_rows(claims("five-texts")) if r["claim_id"] == "calls-third-in-a-week")
    assert row["total"] == 3
    assert [w["logged"] for w in row["windows"]] == ["4", "3–4", "3", "1"]


def test_what_became_of_a_round_is_told_by_claimant() -> None:
    """Geneva, April 2016: postponed, left or suspended, by whom and when; a later word follows the first."""
    tables = claims("five-texts")

    def standing(day: date) -> dict[str | None, str]:
        found = registers.rounds(tables.meetings, tables.log.meeting_events, tables.log.delegations, day)
        geneva = next(r for r in found if r.meeting["meeting_id"] == "geneva-2016-04")
        return {who: word for who, word, _ in geneva.standing}

    assert standing(date(2016, 4, 19))["hnc"] == "postponed"
    late = standing(date(2016, 4, 24))
    assert (late["hnc"], late["un-envoy"], late["press-tv"]) == ("suspended", "postponed", "left by one side")


@pytest.mark.parametrize(
    ("moment", "states"),
    [
        ("2030-04-20T07:30", {"r1": "open", "r3": "open", "r4": "no_term"}),
        ("2030-04-21T11:00", {"r1": "open", "r3": "overdue", "r4": "no_term"}),
        ("2030-04-23T00:00", {"r1": "answered_in_time", "r2": "open", "r3": "overdue", "r4": "no_term"}),
        ("2030-04-24T12:00", {"r1": "answered_in_time", "r2": "overdue", "r3": "answered_late", "r4": "no_term"}),
    ],
)
def test_response_clocks(moment: str, states: dict[str, str]) -> None:
    """Open until the term, overdue after it, answered in time or late; an answer to come is not known before."""
    at = datetime.fromisoformat(moment).replace(tzinfo=UTC)
    rows = registers.clocks(claims("exercise-log").log.requests, at).to_pylist()
    assert {r["request_id"]: r["state"] for r in rows} == states
    waited = {r["request_id"]: r["waited_s"] for r in rows}
    if states["r1"] == "answered_in_time":
        assert waited["r1"] == 31.5 * 3600


def test_totals_of_those_who_joined_stay_apart() -> None:
    """97 by the committee, 69 by the United States: both, by whom; a contested joining is neither in nor out."""
    found = {j.instrument: j for j in registers.accessions(claims("five-texts").log.accessions)}
    totals = {(t["claimant"], t["total"]) for t in found["sy-coh-2016-02"].totals}
    assert totals == {("hnc", 97), ("us", 69)}
    contested = found["sy-ceasefire-2016-12-30"].contested
    assert [r["name"] for r in contested] == ["Ahrar al-Sham"]


def test_accessions_have_two_clocks() -> None:
    """Joined on 2 April, known on the 8th: not in the register before."""
    table = claims("exercise-log").log.accessions
    assert registers.accessions(table, date(2030, 4, 7)) == []
    (after,) = registers.accessions(table, date(2030, 4, 8))
    assert [r["name"] for r in after.named] == ["Orchard Company"]


def test_complaints_are_open_until_a_body_ends_them() -> None:
    """Admitted or without agreement is pending; upheld closes, with the dissent kept."""
    tables = claims("exercise-log").log
    cases = {
        c.complaint["complaint_id"]: c
        for c in registers.complaints(tables.complaints, tables.decisions, date(2030, 4, 30))
    }
    assert {key: (c.closed, c.open_days) for key, c in cases.items()} == {
        "c1": (False, 18), "c2": (True, 10), "c3": (False, 9),
    }  # fmt: skip
    assert cases["c2"].decisions[-1]["dissent"]
    early = registers.complaints(tables.complaints, tables.decisions, date(2030, 4, 20))
    assert [c.complaint["complaint_id"] for c in early] == ["c1", "c2"] and not early[1].closed


def test_statements_on_a_listed_group_stand_beside_reports() -> None:
    """A report whose claimed target the registry takes for the group is beside the statement; no verdict either way."""
    tables = claims("five-texts")
    registry = load_registry(find_registry("syria"))
    none = {g.group: g for g in group_rows(tables, registry)}
    assert none["nusra"].reports == () and len(none["nusra"].statements) == 3
    row = dict.fromkeys(Reports.schema.names) | tables.reports.to_pylist()[0]
    row |= {"report_id": "strike", "claimed_target": ["Al-Nusrah Front"]}
    more = ClaimTables(**{**tables.__dict__, "reports": Reports.from_rows([row])})
    beside = {g.group: g for g in group_rows(more, registry)}
    assert [r["report_id"] for r in beside["nusra"].reports] == ["strike"] and beside["isil"].reports == ()


def test_a_matter_has_two_sides_in_order() -> None:
    """Both sides by day, answers after what they answer; who changed sides is named."""
    tables = claims("five-texts").log
    found = {m.matter["matter_id"]: m for m in registers.matters(tables.matters, tables.positions)}
    assert [p["position_id"] for p in found["coh-alive"].both][:2] == ["ca-hnc", "ca-envoy"]
    assert found["geneva-april"].changed == ("hnc",)
    early = registers.matters(tables.matters, tables.positions, date(2016, 4, 18))
    assert sum(len(m.both) for m in early) == 4
