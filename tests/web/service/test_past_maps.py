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
