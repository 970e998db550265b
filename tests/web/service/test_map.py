"""The map of incidents: circles for the mission, district counts for parties and guarantors, a list for both."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

DAY = datetime(2030, 5, 15, 10, tzinfo=UTC)  # a Wednesday; the weeks run from Monday 13 May
DATA = "/incidents/map/data.json"
SPAN = "since=2030-05-13&until=2030-05-19"


@pytest.fixture(autouse=True)
def nothing_else(db: Any) -> None:
    """The exercise's own incidents lie in a compartment of nobody's: what these tests make is all there is."""
    from truceline.web.casework.models import Incident

    Incident.objects.update(compartment="nobody")


def incident(name: str, **changed: Any) -> Any:
    from truceline.web.casework.models import Incident
    from truceline.web.casework.place import claimed_place

    row = {"report_id": name, "lon": 18.52, "lat": 41.62, "place_radius_m": 300.0, "target_kind": None}
    row |= {k: changed.pop(k) for k in list(changed) if k in row}
    fields = {
        "occurred_from": DAY,
        "occurred_until": DAY + timedelta(hours=1),
        "reports": 1,
        "act": "shelling",
        "district": "Lyne",
        **claimed_place([row]),
        **changed,
    }
    return Incident.objects.create(incident_id=name, **fields)


def ids(response: Any) -> set[str]:
    return {f["properties"]["id"] for f in response.json()["features"]}


def test_the_mission_gets_circles_with_their_radius(signed_in: Callable[[str], Any]) -> None:
    """Middle and radius in metres of the claimed place, in the box and span that were asked for."""
    incident("inc-bridge")
    incident("inc-osk", lon=18.30, lat=41.58, place_radius_m=None)
    incident("inc-earlier", occurred_from=DAY - timedelta(days=9), occurred_until=DAY - timedelta(days=9))
    miro = signed_in("miro")
    found = miro.get(f"{DATA}?{SPAN}").json()["features"]
    assert {f["properties"]["id"]: f["properties"]["radius_m"] for f in found} == {"inc-bridge": 300, "inc-osk": 0}
    assert found[0]["geometry"]["type"] == "Point"
    assert ids(miro.get(f"{DATA}?{SPAN}&bbox=18.5,41.6,18.6,41.7")) == {"inc-bridge"}
    assert ids(miro.get(f"{DATA}?since=2030-05-06&until=2030-05-06")) == {"inc-earlier"}
    assert ids(miro.get(f"{DATA}?{SPAN}&act=air_strike")) == set()


def test_a_circle_counts_where_it_reaches_not_where_its_middle_is(signed_in: Callable[[str], Any]) -> None:
    """A place known to 5 km is in a box 3 km beside its middle; one known to 300 m is not."""
    incident("inc-vague", place_radius_m=5000.0)
    incident("inc-exact")
    beside = "bbox=18.556,41.61,18.60,41.63"  # 18.52 + 3 km
    assert ids(signed_in("miro").get(f"{DATA}?{SPAN}&{beside}")) == {"inc-vague"}


def test_protected_targets_and_placeless_claims_are_on_the_list_alone(signed_in: Callable[[str], Any]) -> None:
    """A hit hospital is never a point on a map, for nobody; the page says how many are not drawn."""
    incident("inc-ward", target_kind="medical_facility")
    incident("inc-nowhere", lon=None, lat=None)
    miro = signed_in("miro")
    assert ids(miro.get(f"{DATA}?{SPAN}")) == set()
    page = miro.get(f"/incidents/map/?{SPAN}")
    assert page.context["without_place"] == 2 and b'data-id="inc-ward"' in page.content


def test_compartments_close_the_map_too(signed_in: Callable[[str], Any]) -> None:
    """What is in a party's compartment is not among the mission's circles, nor is anything for who may not read."""
    incident("inc-closed", compartment="government")
    assert ids(signed_in("miro").get(f"{DATA}?{SPAN}")) == set()
    for name in ("rana", "ada", "outsider"):
        assert signed_in(name).get(DATA).status_code == 403


def test_too_many_circles_become_cells(signed_in: Callable[[str], Any], monkeypatch: pytest.MonkeyPatch) -> None:
    """Counts on a fixed grid that add up to the same number."""
    from truceline.web.maps import queries

    for n in range(7):
        incident(f"inc-{n}", lon=18.3 + n / 20)
    monkeypatch.setattr(queries, "MOST", 5)
    features = signed_in("miro").get(f"{DATA}?{SPAN}&bbox=18,41,19,42").json()["features"]
    assert {f["geometry"]["type"] for f in features} == {"Polygon"}
    assert sum(f["properties"]["n"] for f in features) == 7 and len(features) > 1


def released(name: str, **changed: Any) -> Any:
    from truceline.web.clock import now

    one = incident(name, state="assessed", **changed)
    one.issue(now() - timedelta(hours=30))
    one.save()
    return one


def test_parties_and_guarantors_get_counts_by_district_and_week(signed_in: Callable[[str], Any]) -> None:
    """No point whatever is asked; fewer than five is said as that; days are widened to weeks; the delay holds."""
    for n in range(6):
        released(f"inc-lyne-{n}", occurred_from=DAY + timedelta(hours=n), lon=18.4567, lat=41.6234)
    released("inc-east", district="Eastern Plain", lon=18.66, lat=41.55)
    incident("inc-unreleased", state="verified")
    for name in ("sarn", "gamal"):
        client = signed_in(name)
        assert client.get(f"{DATA}?{SPAN}&bbox=18.4,41.6,18.6,41.7").json()["features"] == []
        page = client.get("/incidents/map/?since=2030-05-16&until=2030-05-16&bbox=18.4,41.6,18.6,41.7&act=air_strike")
        assert [(d.name, d.count) for d in page.context["districts"]] == [("Eastern Plain", None), ("Lyne", 6)]
        body = page.content.decode()
        assert "fewer than" in body and "inc-lyne" not in body and "18.45" not in body and "41.623" not in body
        assert page.context["setup"]["towns"] == []
        assert [w.date().isoformat() for w in page.context["weeks"]] == ["2030-05-13", "2030-05-20"]


def test_areas_are_those_of_the_day_and_of_the_reading(signed_in: Callable[[str], Any]) -> None:
    """The sketch came on 24 April; the other reading has a haze; after the end of force nothing is drawn."""
    miro = signed_in("miro")

    def kinds(view: str, day: str) -> set[tuple[str, str]]:
        setup = miro.get(f"/incidents/map/?since={day}&until={day}&view=ex-lyne-accord:{view}").context["setup"]
        return {(f["properties"]["area"], f["properties"]["kind"].rstrip("1234")) for f in setup["areas"]}

    valley = {("valley", "fill"), ("valley", "band")}
    proposed = {("south-extension", "proposed")}
    assert kinds("sketch", "2030-04-20") == valley | proposed
    assert kinds("sketch", "2030-05-15") == valley | proposed | {("strip-sketch", "fill"), ("strip-sketch", "band")}
    assert kinds("published", "2030-05-15") == valley | proposed | {("strip-published", "haze")}
    assert kinds("sketch", "2030-06-21") == proposed


def test_what_cannot_be_read_gets_a_code(signed_in: Callable[[str], Any]) -> None:
    """Boxes and days that are none: 422 for the script, and on the page a problem beside the whole list."""
    miro = signed_in("miro")
    for asked, code in (("bbox=1,2,3", "E-WEB-041"), ("bbox=nan,1,2,3", "E-WEB-041"), ("since=soon", "E-WEB-040")):
        answer = miro.get(f"{DATA}?{asked}")
        assert answer.status_code == 422 and answer.json()["problems"][0]["code"] == code
        page = miro.get(f"/incidents/map/?{asked}")
        assert page.status_code == 200 and code.encode() in page.content


def test_the_basemap_is_shipped_and_can_be_changed(
    signed_in: Callable[[str], Any], settings_of: Any, tmp_path: Any
) -> None:
    """An exercise has none, since its country is invented; a mission has Natural Earth, its own file, or none."""
    from truceline.web.accounts.models import Deployment
    from truceline.web.maps.views import is_basemap

    miro = signed_in("miro")
    assert miro.get("/incidents/map/basemap.json").status_code == 404
    Deployment.objects.update(exercise=False)
    shipped = miro.get("/incidents/map/basemap.json")
    assert shipped.status_code == 200 and len(shipped.json()["land"]) > 1000 and len(shipped.content) < 1_000_000
    own = tmp_path / "own.json"
    own.write_text('{"steps": 100, "land": [[0, 0, 1, 0, 0, 1, -1, -1]], "borders": []}')
    assert is_basemap(own) and not is_basemap(tmp_path / "none.json")
    settings_of.BASEMAP = str(own)
    assert len(miro.get("/incidents/map/basemap.json").json()["land"]) == 1
    settings_of.BASEMAP = "none"
    assert miro.get("/incidents/map/basemap.json").status_code == 404


@pytest.fixture
def settings_of(db: Any) -> Any:
    from django.conf import settings

    before = settings.BASEMAP
    yield settings
    settings.BASEMAP = before


def test_incidents_that_were_there_before_get_their_place(person: Callable[[str], Any]) -> None:
    """The migration's step fills the circle of the most precise report of each incident."""
    from importlib import import_module

    from django.apps import apps

    from truceline.web.casework.models import Incident, Member
    from truceline.web.intake.models import Report

    reports = list(Report.objects.filter(lon__isnull=False, target_kind=None).order_by("place_radius_m")[:2])
    row = incident("inc-old", lon=None, lat=None)
    for report in reports:
        Member.objects.update_or_create(report=report, defaults={"incident": row, "probability": 1.0})
    import_module("truceline.web.casework.migrations.0005_fill_places").fill(apps, None)
    filled = Incident.objects.get(pk="inc-old")
    assert (filled.lon, filled.radius_m) == (reports[0].lon, reports[0].place_radius_m or 0.0)
    assert filled.west < filled.lon < filled.east or filled.radius_m == 0


def open_grouped(page: Any, address: str) -> None:
    """Once the background work has grouped the exercise's reports."""
    for _ in range(90):
        page.goto(address)
        if page.locator("#list li[data-id]").count() > 5:
            return
        page.wait_for_timeout(1000)
    pytest.fail("nothing was grouped")


@pytest.mark.browser
def test_map_and_list_keep_in_step_in_a_browser(visit: Callable[..., Any]) -> None:
    """Drawn under the strict policy from our own files; the keyboard moves it, the list follows, a row marks it."""
    page = visit("miro", "ar")
    open_grouped(page, page.url.split("/incidents")[0] + "/incidents/map/?since=2030-03-01")
    page.wait_for_selector("#map-frame[data-ready=yes]", timeout=60_000)
    drawn = int(page.get_attribute("#map-frame", "data-drawn"))
    rows = page.locator("#list li[data-id]").count()
    assert drawn > 5 and rows >= drawn
    page.focus("#map canvas")
    for _ in range(3):
        page.keyboard.press("+")
        page.wait_for_timeout(400)
    for _ in range(100):  # asked outside of the page, whose policy allows no strings
        if page.locator("#list li[data-id]").count() < rows:
            break
        page.wait_for_timeout(200)
    assert page.locator("#list li[data-id]").count() < rows
    assert "bbox=" in page.url and page.locator("#map .map-label[aria-hidden=true]").count() > 3
    page.focus("#list li[data-id] a >> nth=0")
    assert page.locator("#list li.on").count() == 1


@pytest.mark.browser
def test_without_a_script_the_list_is_complete(browser: Any, server: Any) -> None:
    """No script, no map: filters, list and a word about it."""
    context = browser.new_context(java_script_enabled=False, viewport={"width": 375, "height": 760})
    page = context.new_page()
    page.goto(server.address + "/account/login/")
    page.fill("#id_login", "miro")
    page.fill("#id_password", "merrowan-exercise")
    page.click("button.main")
    open_grouped(page, server.address + "/incidents/map/?since=2030-03-01")
    assert page.locator("#list li[data-id]").count() > 5 and not page.is_visible("#map-frame")
    page.select_option("#act", "air_strike")
    page.click("#filters button")
    assert "act=air_strike" in page.url
    context.close()
