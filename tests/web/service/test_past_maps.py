"""The map and the list of reports as of a moment are those that stood there then, open to whom they are open now."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest

from tests.web.service.cases import advance, settle
from tests.web.service.evidence_files import attached, picture
from tests.web.service.test_corrections import correct_by, decide
from tests.web.service.test_judging import ELSEWHERE, home, report

DATA = "/incidents/map/data.json"
SPAN = {"since": "2030-05-01", "until": "2030-05-31"}
MOVED = {"lon": "18.9", "lat": "41.9", "place_radius_m": "200"}
APRIL = {"since": "2030-04-01", "until": "2030-04-12"}


def drawn(client: Any, **asked: str) -> list[str]:
    answer = client.get(DATA, SPAN | asked)
    assert answer.status_code == 200
    return sorted(map(repr, answer.json()["features"]))


def beside(client: Any, **asked: str) -> Any:
    page = client.get("/incidents/map/", SPAN | asked)
    shown = ("state", "act", "place_name", "reports", "occurred_from", "radius_m")
    rows = {i.pk: [getattr(i, n) for n in shown] + [f and (f.version, f.outcome)] for i, f in page.context["rows"]}
    return rows, page.context["without_place"], page.context["setup"]["box"]


@pytest.mark.parametrize("most", [1500, 2])
def test_the_map_is_that_of_then(
    settled: Callable[[str], Any],
    filed: Any,
    signed_in: Callable[[str], Any],
    monkeypatch: pytest.MonkeyPatch,
    most: int,
) -> None:
    """Circles, or cells where they are too many, and the list beside, after each of: new reports, a merger and its
    end, a correction of the place and of the day, a step."""
    from truceline.web.casework import judging_actions
    from truceline.web.clock import now
    from truceline.web.maps import queries

    monkeypatch.setattr(queries, "MOST", most)
    vera, viktor, miro = (settled(n) for n in ("vera", "viktor", "miro"))
    client = signed_in("vera")
    box = {"bbox": "18.5,41.6,18.6,41.7"}
    kept: list[tuple[datetime, Any]] = []

    def said(**then: str) -> Any:
        found = [
            drawn(client, **then),
            drawn(client, **box, **then),
            drawn(client, act="shelling", **then),
            drawn(client, **APRIL, **then),
        ]
        return [
            *found,
            beside(client, **then),
            beside(client, **box, **then)[0],
            beside(client, state="triaged", **then)[0],
        ]

    def keep() -> None:
        settle()
        kept.append((now(), said()))

    keep()
    report(miro, "key-second", claimant="Another source", text="Example: another post.")
    keep()
    other = home(report(viktor, "key-elsewhere", ELSEWHERE))
    keep()
    merged = judging_actions.merge(vera, [filed.pk, other.pk], "One barrage. Example.")
    keep()
    judging_actions.undo(vera, merged)
    keep()
    decide(viktor, filed, correct_by(vera, filed, MOVED), "confirmed")
    keep()
    decide(viktor, filed, correct_by(vera, filed, {"occurred_from": "2030-04-10T09:00Z"}), "confirmed")
    keep()
    advance(miro, other, "move", "triaged")
    keep()
    for n, (moment, told) in enumerate(kept):
        assert said(as_of=moment.isoformat()) == told, n
    assert len({repr(told[0]) for _, told in kept}) >= 3 and len({repr(told) for _, told in kept}) >= 7
    last = kept[0][0].isoformat()
    page = client.get("/incidents/map/", SPAN | {"as_of": last})
    body = page.content.decode()
    main = body[body.index("<main") :]
    assert 'id="then"' in main and 'method="post"' not in main and f"/incidents/{filed.pk}/?as_of=" in main
    assert page.context["setup"]["as_of"] == last and 'name="outcome"' not in main


@pytest.mark.parametrize("name", ["gamal", "sarn", "rana", "ada"])
def test_the_map_of_then_is_open_to_the_mission_only(filed: Any, signed_in: Callable[[str], Any], name: str) -> None:
    """Who is delayed would learn from two moments what was issued between them, or taken back."""
    client = signed_in(name)
    for day in ("2030-05-01", "2030-05-20", "soon"):
        asked = SPAN | {"as_of": day}
        assert client.get("/incidents/map/", asked).status_code == 403
        assert client.get("/incidents/map/", asked | {"part": "list"}).status_code == 403
        assert client.get(DATA, asked).status_code == 403


def test_maps_and_reports_of_other_days(filed: Any, signed_in: Callable[[str], Any]) -> None:
    """Before anything was known both are empty and say so; the future leads to now; no day is told."""
    client = signed_in("vera")
    early = client.get("/incidents/map/", {"as_of": "1950-01-01"})
    assert early.context["rows"] == [] and drawn(client, as_of="1950-01-01") == []
    assert b"was known then" in early.content and b"was known then" in client.get("/reports/?as_of=1950-01-01").content
    assert client.get("/incidents/map/?as_of=2199-01-01").url == "/incidents/map/"
    assert client.get("/reports/?as_of=2199-01-01").url == "/reports/"
    assert b"E-WEB-040" in client.get("/incidents/map/?as_of=soon").content
    assert client.get(DATA, {"as_of": "soon"}).status_code == 422
    assert client.get("/reports/?as_of=soon").status_code == 400


def test_the_reports_are_those_of_then(
    settled: Callable[[str], Any], filed: Any, signed_in: Callable[[str], Any]
) -> None:
    """Those that had been handed in, of those that one may read now; the page of one has the files of then and no form.
    A report that says by itself that it was received long before is not known before it came."""
    from truceline.web.clock import now

    early = filed.members.get().report
    first = early.pk
    moment = now().isoformat()
    later = report(settled("miro"), "key-second", text="Example: another post.").pk
    closed = report(settled("hedda"), "key-closed", text="Example of a party.").pk
    attached(signed_in, early, picture(), name="miro")

    def ids(name: str, **asked: str) -> set[str]:
        part = signed_in(name).get("/reports/", {"q": "Example"} | asked).context["part"]
        return {r.pk for r in part.rows} & {first, later, closed}

    assert ids("vera") == {first, later} and ids("vera", as_of=moment) == {first}
    assert ids("rana") == ids("rana", as_of=moment) == {first}
    assert ids("hedda") == {closed} and ids("hedda", as_of=moment) == set()
    vera = signed_in("vera")
    listed = vera.get("/reports/", {"as_of": moment}).content.decode()
    assert 'id="then"' in listed and f"/reports/{first}/?as_of=" in listed
    then, of_now = (vera.get(f"/reports/{first}/", asked).content.decode() for asked in ({"as_of": moment}, {}))
    main = then[then.index("<main") :]
    assert 'id="then"' in main and 'method="post"' not in main and "/evidence/" not in main
    assert 'id="then"' not in of_now and "/evidence/" in of_now
    assert vera.get(f"/reports/{later}/", {"as_of": moment}).status_code == 404
    assert signed_in("sarn").get("/reports/", {"as_of": moment}).status_code == 403


ODD = (
    "0001-01-01T00:00+14:00",  # beyond the calendar in UTC
    "9999-12-31T23:59-14:00",
    "9999-12-31",
    "1900-01-01T00:00+23:59",
    "2200-12-31T23:59-23:59",
    "٢٠٣٠-٠٥-١٠",
    "1" * 60_000,
    "2030-05-10T10:00" + "0" * 60_000,
)


@pytest.mark.parametrize("name", ["vera", "hedda"])
def test_odd_moments_are_told_and_never_a_fault(filed: Any, signed_in: Callable[[str], Any], name: str) -> None:
    """Whoever asks, on every page that knows a moment: words, or no access."""
    report = filed.members.get().report_id
    pages = ["/incidents/", "/incidents/map/", DATA, "/reports/", f"/reports/{report}/", f"/incidents/{filed.pk}/"]
    client = signed_in(name)
    client.raise_request_exception = False
    for page in [*pages, "/agreements/", "/actors/", "/binding/", f"/incidents/{filed.pk}/hypotheses/"]:
        for odd in ODD:
            status = client.get(page, {"as_of": ["2030-05-20", odd], "on": odd}).status_code
            assert status in (200, 302, 400, 403, 404, 409, 422), (page, odd[:40], status)
        assert client.get(page, {"as_of": "2030\0"}).status_code == 400


@pytest.mark.parametrize(
    ("text", "known"),
    [
        ("2030-05-10", "2030-05-10T23:59:59+00:00"),
        ("20300510", "2030-05-10T23:59:59+00:00"),
        ("2030-W19-5", "2030-05-10T23:59:59+00:00"),
        ("2030-05-10T00:00", "2030-05-10T00:00:00+00:00"),
        ("2030-05-10T00:00+03:00", "2030-05-09T21:00:00+00:00"),
    ],
)
def test_a_day_is_known_by_its_end_however_it_is_written(db: Any, text: str, known: str) -> None:
    from truceline.web.agreements import moments

    assert moments.asked({"as_of": text}).as_of.isoformat() == known


def test_a_moment_to_come_leads_to_now_with_all_else_that_was_asked(
    filed: Any, signed_in: Callable[[str], Any]
) -> None:
    """Who chooses today in a form keeps the span and the filters; no address of elsewhere comes of it."""
    vera, to_come = signed_in("vera"), {"as_of": "2199-01-01"}
    found = vera.get("/incidents/map/", SPAN | {"act": "shelling"} | to_come)
    assert found.url == "/incidents/map/?since=2030-05-01&until=2030-05-31&act=shelling"
    assert vera.get("/incidents/", {"state": "triaged"} | to_come).url == "/incidents/?state=triaged"
    assert vera.get(f"/incidents/{filed.pk}/", to_come).url == f"/incidents/{filed.pk}/"
    assert vera.get("/reports/%2F%2Felsewhere.example%3F/", to_come).status_code == 404


@pytest.mark.parametrize("name", ["hedda", "rana", "outsider"])
def test_no_moment_tells_more_of_a_report_than_the_present_does(
    settled: Callable[[str], Any], filed: Any, signed_in: Callable[[str], Any], name: str
) -> None:
    """A report that one may not read is answered alike whether it was there or not, whatever the moment; a member who
    left the circle reads none of its past."""
    from truceline.web.clock import now

    hedda, known = settled("hedda"), filed.members.get().report.pk
    closed = report(hedda, "key-closed", text="Example of a party.").pk
    hedda.compartments.clear()
    client = signed_in(name)
    unreadable = closed if name == "rana" else known
    for day in ("1950-01-01", "2030-05-20", now().isoformat(), "2199-01-01"):
        told, none = (client.get(f"/reports/{pk}/", {"as_of": day}) for pk in (unreadable, "r-" + "0" * 20))
        assert told.status_code == none.status_code and told.status_code in (302, 403, 404)
        assert len(told.content) == len(none.content) and not told.has_header("ETag")
    if name != "outsider":
        listed = client.get("/reports/", {"as_of": now().isoformat()}).content.decode()
        assert unreadable not in listed


def test_who_may_not_open_evidence_gets_no_way_to_it_from_a_past_page(
    filed: Any, signed_in: Callable[[str], Any]
) -> None:
    """The reporter sees that the file was there; its page is the mission's."""
    from truceline.web.clock import now

    own = filed.members.get().report
    attached(signed_in, own, picture(), name="rana")
    moment = now().isoformat()
    for name, link in (("rana", False), ("vera", True)):
        page = signed_in(name).get(f"/reports/{own.pk}/", {"as_of": moment}).content.decode()
        assert "image/jpeg" in page and ('href="/evidence/' in page) == link
