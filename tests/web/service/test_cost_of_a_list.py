"""What a page of the list asks the database: a number that rows do not raise, and rights read anew at every request."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.web.service.cases import RAW, settle

KINDS = ("", "?state=reported", "?after={last}", "?q=karse", "?outcome=violation")
# Who asks: session, account, when the session was used. What may be seen: compartments. The page: its start, rows,
# count, findings, questions, the line about the work, the mission, saved views. PostgreSQL says besides for whom.
MOST = 12


def asked(client: Any, address: str) -> list[str]:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as told:
        assert client.get(address).status_code == 200
    return [q["sql"] for q in told.captured_queries]


@pytest.mark.parametrize("kind", KINDS)
def test_a_page_asks_as_much_for_many_rows_as_for_few(
    kind: str, settled: Any, signed_in: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Three rows or all there are, somebody at work on each: the same questions, and no more than the bound."""
    from truceline.web.casework.models import Incident

    vera, client = settled("vera"), signed_in("vera")
    Incident.objects.update(assigned_to=vera)
    first = (
        Incident.objects.filter(compartment=None, merged_into=None).order_by("-occurred_from", "incident_id").first()
    )
    address = "/incidents/" + kind.format(last=first.pk)
    client.get(address)
    counts = {}
    for rows in (3, 25):
        monkeypatch.setattr("truceline.web.casework.views.ON_A_PAGE", rows)
        counts[rows] = len(asked(client, address))
    assert counts[25] <= counts[3] <= MOST, counts  # all on one page need not be counted apart
    assert kind or len(client.get(address).context["rows"]) > 3


def test_compartments_are_read_once_a_page(settled: Any, signed_in: Any) -> None:
    """However many lists of rows are on it."""
    told = asked(signed_in("vera"), "/incidents/?outcome=violation")
    assert sum("accounts_user_compartments" in sql for sql in told) == 1


def test_a_compartment_that_is_taken_away_is_closed_at_the_next_request(settled: Any, signed_in: Any) -> None:
    """Its incident and its name are gone from the list, the filters and the count; given back, they come again."""
    from truceline.web.accounts.models import Compartment, User
    from truceline.web.casework.models import Incident, ListedOutcome

    client, vera = signed_in("vera"), User.objects.get(username="vera")
    one = Incident.objects.filter(compartment=None, merged_into=None, outcomes__outcome="violation").first()
    view = ListedOutcome.objects.filter(incident=one, outcome="violation", known_until=None).first().view
    circle = Compartment.objects.create(name="a-closed-circle")
    Incident.objects.filter(pk=one.pk).update(compartment=circle.name)
    ListedOutcome.objects.filter(incident=one).update(compartment=circle.name)
    seen = []
    for let_in in (True, False, True):
        (vera.compartments.add if let_in else vera.compartments.remove)(circle)
        pages = [client.get(f"/incidents/{more}") for more in ("", f"?outcome=violation&view={view}")]
        shown = [one.pk in {i.pk for i, *_ in page.context["rows"]} for page in pages]
        named = [circle.name in page.content.decode() for page in pages]
        seen.append((shown, named, [page.context["part"].count for page in pages]))
        assert client.get(f"/incidents/{one.pk}/").status_code == (200 if let_in else 404)
    before, out, again = seen
    assert before == again and before[:2] == ([True, True], [True, True])
    assert out == ([False, False], [False, False], [count - 1 for count in before[2]])


def test_a_request_that_writes_reads_compartments_every_time(person: Any) -> None:
    """It may be the one that takes a person out."""
    from django.http import HttpResponse
    from django.test import RequestFactory

    from truceline.web.accounts.models import Compartment
    from truceline.web.accounts.reach import ReadOnce, reach

    vera, circle = person("vera"), Compartment.objects.create(name="a-closed-circle")

    def change(request: Any) -> HttpResponse:
        before = reach(vera)
        vera.compartments.add(circle)
        told = [circle.name in before, circle.name in reach(vera)]
        vera.compartments.remove(circle)
        return HttpResponse(str(told))

    answers = [ReadOnce(change)(ask("/")).content for ask in (RequestFactory().post, RequestFactory().get)]
    assert answers == [b"[False, True]", b"[False, False]"]
    assert circle.name not in reach(vera)


def test_the_count_by_finding_leaves_out_what_was_emptied(settled: Callable[[str], Any], filed: Any) -> None:
    """An incident whose reports went to another is off the list at once: the count says as many as the list has, before
    the next assessment and after it."""
    from truceline.web.casework import judging_actions
    from truceline.web.casework.models import ListedOutcome
    from truceline.web.casework.queries import listed, order
    from truceline.web.intake.actions import submit_report
    from truceline.web.keyset import part_of

    vera = settled("vera")
    other = {**RAW, "occurred_from": "2030-05-11T10:00", "occurred_until": "2030-05-11T10:30"}
    submit_report(settled("miro"), other, "key-of-another-day")
    settle()
    second = ListedOutcome.objects.order_by("-pk").first().incident
    assert second.pk != filed.pk
    kept = ListedOutcome.objects.filter(incident=second, known_until=None).first()
    filters = {"view": kept.view, "outcome": kept.outcome}

    def agrees() -> int:
        shown = len(list(listed(vera, filters)))
        assert order(vera, filters).counted is not None
        assert part_of(listed(vera, filters), order(vera, filters), {}, 1).count == shown
        return shown

    before = agrees()
    judging_actions.merge(vera, [filed.pk, second.pk], "One barrage. Example.")
    emptied = [i for i in (filed, second) if not i.members.exists()]
    assert len(emptied) == 1
    assert ListedOutcome.objects.filter(incident=emptied[0], known_until=None).exists()
    assert agrees() == before - 1
    settle()
    assert agrees() <= before


def test_an_address_made_once_is_the_one_of_the_url_conf(service: Any) -> None:
    """Whatever letters a key has."""
    from django.urls import reverse

    from truceline.web.templatetags.incidents import addresses

    for key in ("inc-1", "a b", "ä&b", "50%", "x?y#z", "it's", "a:b@c,d;e=(f)*!$+~", '"<>"', "حي"):
        assert addresses("incident")(key) == reverse("incident", args=[key])


@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_row_says_what_it_has_and_breaks_out_of_nothing(language: str, settled: Any, signed_in: Any) -> None:
    """Names with the signs of HTML, a compartment, who works on it, a second person, an answer that is overdue."""
    from datetime import timedelta

    from django.utils import translation
    from django.utils.html import escape
    from django.utils.translation import gettext as _

    from truceline.web.casework.models import Incident, Question
    from truceline.web.clock import now

    vera, client = settled("vera"), signed_in("vera")
    odd = "A & B <i>'\""
    type(vera).objects.filter(pk=vera.pk).update(display_name=odd)
    one = Incident.objects.filter(compartment=None, merged_into=None).first()
    circle = vera.compartment_names()[0]
    changed = {"place_name": odd, "assigned_to": vera, "proposed_state": "verified", "compartment": circle}
    Incident.objects.filter(pk=one.pk).update(**changed)
    past = now() - timedelta(days=1)
    put = {"about_until": past, "put_at": past, "due_at": past, "put_by": vera, "party": "ex-state"}
    Question.objects.create(incident=one, text="Who was there? Example.", **put)
    body = client.get("/incidents/", headers={"accept-language": language}).content.decode()
    row = next(part for part in body.split("<tr>") if f'value="{one.pk}:' in part)
    with translation.override(language):
        wanted = [f'<bdi>{escape(odd)}</bdi> <span class="chip">', f"<bdi>{escape(odd)}</bdi></span>"]
        wanted += [f" · {_('second person needed')}", f"<b>{_('answer overdue since')}</b>", f'data-l="{_("Choose")}"']
    assert all(text in row for text in wanted), row
    assert odd not in body and "<i>" not in row
