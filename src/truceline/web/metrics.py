"""Numbers for whoever runs the service, in the text format of Prometheus. No person's name or id is among them.

Source: docs/methods/mission-service.md#watching-it
"""

from __future__ import annotations

import hmac
import logging
import os
import time
from collections.abc import Callable, Iterator
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily
from prometheus_client.multiprocess import MultiProcessCollector

from truceline.web import request_ids
from truceline.web.operations import MACHINE, operation
from truceline.web.second_wall import ENGINE, act_for

SHORTEST_TOKEN = 16
LOOPBACK = ("127.0.0.1", "::1")
FORWARDED = ("HTTP_X_FORWARDED_FOR", "HTTP_FORWARDED", "HTTP_X_REAL_IP")
BUCKETS_S = (0.01, 0.025, 0.05, 0.1, 0.15, 0.25, 0.5, 1, 2.5, 5, 10)

registry = CollectorRegistry()
REQUESTS = Counter("truceline_requests", "Requests answered.", ["operation", "status"], registry=registry)
SECONDS = Histogram(
    "truceline_request_seconds", "Time to the answer.", ["operation"], buckets=BUCKETS_S, registry=registry
)
TURN = Gauge(
    "truceline_background_turn_timestamp_seconds",
    "The background work's last turn.",
    registry=registry,
    multiprocess_mode="mostrecent",
)
log = logging.getLogger(__name__)


class InTheTables:
    """What is counted in the database when it is asked for, so that a restart forgets nothing."""

    def describe(self) -> list[Any]:
        return []  # without this the registry would ask the database while this module is loaded

    def collect(self) -> Iterator[Any]:
        from truceline.web.audit.models import Entry
        from truceline.web.casework.models import Assessment, Incident, Member
        from truceline.web.intake.models import Reject, Report
        from truceline.web.stamps.models import Stamp

        reports = Report.objects.count()
        yield _total("truceline_reports_taken", "Reports that were taken.", reports)
        yield _total("truceline_reports_rejected", "Rows that were not taken.", Reject.objects.count())
        yield _now("truceline_reports_ungrouped", "Reports in no incident yet.", reports - Member.objects.count())
        states = GaugeMetricFamily("truceline_assessments", "Incidents by their assessment's state.", labels=["state"])
        for state in Assessment.values:
            states.add_metric([state], Incident.objects.filter(assessment=state).count())
        yield states
        last = Entry.objects.order_by("-seq").values_list("seq", flat=True).first()
        yield _now("truceline_log_entries", "Length of the log.", last or 0)
        stamp = Stamp.objects.order_by("-seq").first()
        yield _now("truceline_stamp_entry", "The entry that the last time-stamp covers.", stamp.seq if stamp else 0)
        at = stamp.at.timestamp() if stamp else 0
        yield _now("truceline_stamp_timestamp_seconds", "The last time-stamp.", at)


def _total(name: str, about: str, value: int) -> CounterMetricFamily:
    return CounterMetricFamily(name, about, value=value)


def _now(name: str, about: str, value: float) -> GaugeMetricFamily:
    return GaugeMetricFamily(name, about, value=value)


registry.register(InTheTables())  # type: ignore[arg-type]


@operation(MACHINE)
def metrics(request: HttpRequest) -> HttpResponse:
    """Closed unless a token or the machine itself was let in by the settings; closed looks like absent."""
    if not _let_in(request):
        raise Http404
    act_for(ENGINE)  # counts are over all rows; the middleware takes this back
    return HttpResponse(generate_latest(_of_all_workers()), content_type=CONTENT_TYPE_LATEST)


def _of_all_workers() -> CollectorRegistry:
    """Our registry; with several workers another, which adds up what each has put into the folder they share."""
    if "PROMETHEUS_MULTIPROC_DIR" not in os.environ:
        return registry
    together = CollectorRegistry()
    MultiProcessCollector(together)  # type: ignore[no-untyped-call]
    together.register(InTheTables())  # type: ignore[arg-type]
    return together


def _let_in(request: HttpRequest) -> bool:
    token = settings.METRICS_TOKEN
    given = request.headers.get("Authorization", "").removeprefix("Bearer ")
    if len(token) >= SHORTEST_TOKEN and hmac.compare_digest(given.encode(), token.encode()):
        return True
    # Behind a proxy on the same machine everybody seems to come from it: a forwarded request is never "the machine".
    near = request.META.get("REMOTE_ADDR") in LOOPBACK and not any(name in request.META for name in FORWARDED)
    return bool(settings.METRICS_LOOPBACK and near)


class Observed:
    """Outermost: gives a request its id, then counts it by operation and status, never by address or person."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        started = time.perf_counter()
        mark = request_ids.current.set(request_ids.id_for(request.headers.get(request_ids.HEADER, "")))
        try:
            response = self.get_response(request)
            response[request_ids.HEADER] = request_ids.current.get()
            name, seconds = operation_of(request), time.perf_counter() - started
            REQUESTS.labels(name, str(response.status_code)).inc()
            SECONDS.labels(name).observe(seconds)
            log.info("%s %s %.0f ms", name, response.status_code, seconds * 1000)
            return response
        finally:
            request_ids.current.reset(mark)


def operation_of(request: HttpRequest) -> str:
    """From a short list, whatever is asked for: an operation, a library's view, ``api:`` and a view, or ``none``."""
    match = request.resolver_match
    if match is None:
        return "none"
    return str(getattr(match.func, "operation", None) or match.view_name or "none")
