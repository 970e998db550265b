"""Numbers for who runs the service: closed by default, right, without any person in them; ids of requests in logs."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable
from typing import Any

import pytest

pytest.importorskip("django", reason="the mission service's extra is not installed: pip install -e '.[web]'")
pytest.importorskip("prometheus_client", reason="prometheus-client is not installed: pip install -e '.[web]'")

TOKEN = "a token of sixteen or more"


def scraped(client: Any) -> dict[str, float]:
    """name{labels} -> value, read by the library's own parser."""
    from django.test import override_settings
    from prometheus_client.parser import text_string_to_metric_families

    with override_settings(METRICS_TOKEN=TOKEN):
        answer = client.get("/metrics", HTTP_AUTHORIZATION=f"Bearer {TOKEN}")
    assert answer.status_code == 200 and answer["Content-Type"].startswith("text/plain")
    found = {}
    for family in text_string_to_metric_families(answer.content.decode()):
        for sample in family.samples:
            labels = ",".join(f"{k}={v}" for k, v in sorted(sample.labels.items()))
            found[f"{sample.name}{{{labels}}}" if labels else sample.name] = sample.value
    return found


# settings, what the request carries, whether it is let in
DOORS: dict[str, tuple[dict[str, Any], dict[str, str], bool]] = {
    "nothing set": ({}, {"HTTP_AUTHORIZATION": "Bearer "}, False),
    "no token shown": ({"METRICS_TOKEN": TOKEN}, {}, False),
    "another token": ({"METRICS_TOKEN": TOKEN}, {"HTTP_AUTHORIZATION": "Bearer another token of the same"}, False),
    "the token": ({"METRICS_TOKEN": TOKEN}, {"HTTP_AUTHORIZATION": f"Bearer {TOKEN}"}, True),
    "a short token": ({"METRICS_TOKEN": "short"}, {"HTTP_AUTHORIZATION": "Bearer short"}, False),
    "the machine": ({"METRICS_LOOPBACK": True}, {"REMOTE_ADDR": "127.0.0.1"}, True),
    "another machine": ({"METRICS_LOOPBACK": True}, {"REMOTE_ADDR": "192.0.2.7"}, False),
    "through a proxy": ({"METRICS_LOOPBACK": True}, {"HTTP_X_FORWARDED_FOR": "192.0.2.7"}, False),
}


@pytest.mark.parametrize("case", DOORS)
def test_metrics_are_closed_unless_the_settings_open_them(signed_in: Callable[..., Any], case: str) -> None:
    """By token or for the machine itself; an administrator's session opens nothing; closed is 404."""
    from django.test import override_settings

    changed, carried, open_ = DOORS[case]
    with override_settings(**{"METRICS_TOKEN": "", "METRICS_LOOPBACK": False, **changed}):
        assert signed_in("ada").get("/metrics", **carried).status_code == (200 if open_ else 404)


def test_the_numbers_are_those_of_the_tables(signed_in: Callable[..., Any], person: Callable[[str], Any]) -> None:
    """Reports, rejects, what waits, the log and its stamp: before and after one more report."""
    from truceline.web.audit.models import Entry
    from truceline.web.casework.models import Incident
    from truceline.web.intake.actions import submit_report
    from truceline.web.intake.models import Reject, Report

    client = signed_in("ada")
    before = scraped(client)
    assert before["truceline_reports_taken_total"] == Report.objects.count() > 0
    assert before["truceline_reports_rejected_total"] == Reject.objects.count()
    submit_report(person("rana"), {"occurred_from": "2030-05-01T10:00", "act": "shelling"}, "key-of-metrics")
    after = scraped(client)
    assert after["truceline_reports_taken_total"] == before["truceline_reports_taken_total"] + 1
    assert after["truceline_reports_ungrouped"] == before["truceline_reports_ungrouped"] + 1
    assert after["truceline_log_entries"] == Entry.objects.count()
    states = sum(v for k, v in after.items() if k.startswith("truceline_assessments{"))
    assert states == Incident.objects.count()
    assert after["truceline_stamp_timestamp_seconds"] == 0


def test_requests_are_counted_by_operation_and_status(signed_in: Callable[..., Any]) -> None:
    """A page, a refusal and an address that does not exist each count once, and the histogram counts with them."""
    client = signed_in("miro")
    before = scraped(client)
    assert [client.get(p).status_code for p in ("/reports/", "/people/", "/nowhere/")] == [200, 403, 404]
    after = scraped(client)

    def more(name: str) -> float:
        return after.get(name, 0) - before.get(name, 0)

    assert more("truceline_requests_total{operation=report.read,status=200}") == 1
    assert more("truceline_requests_total{operation=people.manage,status=403}") == 1
    assert more("truceline_requests_total{operation=none,status=404}") == 1
    assert more("truceline_request_seconds_count{operation=report.read}") == 1


def test_no_person_and_no_record_is_named(signed_in: Callable[..., Any]) -> None:
    """Whatever was asked for, labels come from a short list: no user name, no id out of an address, no query."""
    from truceline.web.intake.models import Report

    report = Report.objects.order_by("pk").first()
    client = signed_in("miro")
    for path in (f"/reports/{report.pk}/", "/reports/?q=secret-words", "/api/reports", "/nowhere/secret-words"):
        client.get(path)
    told = "\n".join(scraped(client))
    for word in ("miro", report.pk, "secret-words", "nowhere"):
        assert word not in told


def test_answers_and_log_lines_carry_the_id_of_the_request(signed_in: Callable[..., Any]) -> None:
    """The proxy's own id where it is one, else a new one for each; a line outside of a request has none."""
    from truceline.web.log_lines import JsonLines

    lines: list[dict[str, Any]] = []

    class Keep(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            lines.append(json.loads(JsonLines().format(record)))

    logger, handler = logging.getLogger("truceline.web.metrics"), Keep()
    logger.addHandler(handler)
    level = logger.level
    logger.setLevel(logging.INFO)
    client = signed_in("miro")
    try:
        given = client.get("/reports/", HTTP_X_REQUEST_ID="proxy-0123456789")["X-Request-ID"]
        made = [client.get("/reports/", HTTP_X_REQUEST_ID='"}\n{"forged')["X-Request-ID"] for _ in range(2)]
        logger.info("outside")
    finally:
        logger.removeHandler(handler)
        logger.setLevel(level)
    assert given == "proxy-0123456789" and len({given, *made}) == 3 and all(len(m) == 16 for m in made)
    assert [line.get("request_id") for line in lines] == [given, *made, None]
    assert lines[0]["message"].startswith("report.read 200 ")
