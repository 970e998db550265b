"""Lists in parts: first, next and previous, a count that says when it stopped counting, and filters by finding."""

from __future__ import annotations

from typing import Any

import pytest

from tests.web.service.cases import advance, settle


def hrefs(response: Any) -> dict[str, str]:
    """The links between parts by their relation."""
    import re

    found = re.findall(r'<a rel="(first|prev|next)" href="([^"]+)"', response.content.decode())
    return {rel: address.replace("&amp;", "&") for rel, address in found}


def shown(response: Any) -> list[str]:
    return [incident.pk for incident, *_ in response.context["rows"]]


@pytest.fixture
def short_pages(monkeypatch: pytest.MonkeyPatch, settled: Any) -> int:
    monkeypatch.setattr("truceline.web.casework.views.ON_A_PAGE", 3)
    return 3


def test_parts_follow_each_other_and_lead_back(short_pages: int, signed_in: Any) -> None:
    """Forward to the end: every incident once and in order; backward: the same parts, and no link before the first."""
    from truceline.web.casework.models import Incident

    client, parts = signed_in("vera"), []
    answer = client.get("/incidents/")
    while True:
        parts.append(shown(answer))
        links = hrefs(answer)
        if "next" not in links:
            break
        answer = client.get("/incidents/" + links["next"])
    everything = list(
        Incident.objects.filter(compartment=None, merged_into=None)
        .order_by("-occurred_from", "incident_id")
        .values_list("pk", flat=True)
    )
    assert len(parts) > 3 and [pk for part in parts for pk in part] == everything
    for earlier in parts[-2::-1]:
        answer = client.get("/incidents/" + hrefs(answer)["prev"])
        assert shown(answer) == earlier
    assert set(hrefs(answer)) == {"next"}
    assert shown(client.get("/incidents/" + hrefs(client.get("/incidents/" + links["first"]))["next"])) == parts[1]


def test_filters_go_with_the_links(short_pages: int, signed_in: Any) -> None:
    """The next part of a filtered list is filtered."""
    client = signed_in("vera")
    first = client.get("/incidents/?state=reported&outcome=violation")
    following = client.get("/incidents/" + hrefs(first)["next"])
    found = [(i.state, finding.outcome) for answer in (first, following) for i, finding, *_ in answer.context["rows"]]
    assert set(found) == {("reported", "violation")} and not set(shown(first)) & set(shown(following))


def test_a_count_says_where_it_stopped(short_pages: int, signed_in: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Beyond the cap the list says "more than"; at it and below it says the number."""
    from truceline.web.casework.models import Incident

    client = signed_in("vera")
    all_of_them = Incident.objects.filter(compartment=None, merged_into=None).count()
    monkeypatch.setattr("truceline.web.keyset.COUNTED", all_of_them)
    assert client.get("/incidents/").context["part"].more_than is False
    monkeypatch.setattr("truceline.web.keyset.COUNTED", all_of_them - 1)
    answer = client.get("/incidents/")
    assert answer.context["part"].more_than is True
    assert f'more than <bdi dir="ltr">{all_of_them - 1}</bdi> incidents' in answer.content.decode()
    assert "أكثر من" in client.get("/incidents/", headers={"accept-language": "ar"}).content.decode()


def test_a_cursor_names_only_what_the_reader_may_see(short_pages: int, person: Any, signed_in: Any) -> None:
    """An address that names no row, or a row of a compartment, shows the first part and says so; both look alike."""
    from truceline.web.casework.models import Incident

    client = signed_in("vera")
    closed = Incident.objects.filter(merged_into=None)[5]
    Incident.objects.filter(pk=closed.pk).update(compartment="council")
    first = shown(client.get("/incidents/"))
    for cursor in ("nothing", closed.pk):
        for way in ("after", "before"):
            answer = client.get(f"/incidents/?{way}={cursor}")
            assert answer.status_code == 400 and shown(answer) == first
            assert "E-WEB-083" in answer.content.decode()


def test_the_filter_by_finding_is_what_the_findings_say(settled: Any, signed_in: Any) -> None:
    """For every reading and outcome the list and the interface name the incidents whose current finding has it."""
    from truceline.web.casework.models import Finding
    from truceline.web.casework.queries import listed, order, views
    from truceline.web.keyset import part_of

    vera, some = settled("vera"), 0
    for view in views():
        for asked in ("violation", "no_violation", "undetermined", "covered", "not_covered", "cannot_tell"):
            current = Finding.objects.filter(current=True, agreement_id=view.agreement_id, reading=view.reading)
            wanted = {f.incident_id for f in current if asked in (f.outcome, f.coverage)}
            filters = {"view": view.key, "outcome": asked}
            part = part_of(listed(vera, filters), order(vera, filters), {}, 500)
            days = [i.occurred_from for i in part.rows]
            assert {i.pk for i in part.rows} == wanted and days == sorted(days, reverse=True)
            some += bool(wanted)
    assert some > 4


def test_outcomes_move_with_an_incident_that_changes(filed: Any, person: Any) -> None:
    """A further report that puts an incident on an earlier hour moves it in the filtered list as well."""
    from datetime import timedelta

    from truceline.web.casework.grouping import refresh
    from truceline.web.casework.models import ListedOutcome, Member
    from truceline.web.intake.models import Report

    kept = ListedOutcome.objects.filter(incident=filed)
    assert kept and {o.occurred_from for o in kept} == {filed.occurred_from}
    earlier = Report.objects.filter(
        occurred_from__lt=filed.occurred_from - timedelta(hours=1), compartment=None
    ).first()
    Member.objects.filter(report=earlier).update(incident=filed)
    refresh(filed)
    assert {o.occurred_from for o in kept.all()} == {earlier.occurred_from}


def test_a_page_that_only_reads_writes_nothing(signed_in: Any, settled: Any) -> None:
    """When a session was used is noted once a minute: the next page waits for no writer."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client = signed_in("vera")
    client.get("/incidents/")
    with CaptureQueriesContext(connection) as asked:
        assert client.get("/incidents/").status_code == 200
    assert not [q for q in asked.captured_queries if q["sql"].startswith(("UPDATE", "INSERT", "DELETE"))]
    with CaptureQueriesContext(connection) as asked:
        client.get("/incidents/", headers={"user-agent": "another browser"})
    assert [q for q in asked.captured_queries if q["sql"].startswith("UPDATE")]


def test_the_line_about_the_work_knows_of_every_new_report(settled: Any, signed_in: Any) -> None:
    """Its counts are kept while nothing was written, and taken anew once something was."""
    from tests.web.service.cases import RAW, settle
    from truceline.web.casework.progress import working
    from truceline.web.intake.actions import submit_report

    before = working()
    assert before["ungrouped"] == 0 and working() == before
    submit_report(settled("rana"), RAW, "key-of-the-line")
    assert working()["ungrouped"] == 1
    settle()
    after = working()
    assert (after["ungrouped"], after["unassessed"]) == (0, 0) and after["incidents"] >= before["incidents"]


def listed_by(person: Any, **filters: str) -> set[str]:
    from truceline.web.casework.queries import listed, order
    from truceline.web.keyset import part_of

    return {i.pk for i in part_of(listed(person, filters), order(person, filters), {}, 500).rows}


def test_who_is_delayed_filters_by_what_was_known_then(settled: Any, delay: Any) -> None:
    """A finding that changed an hour ago: the mission finds its incident by the new outcome, a guarantor by the old;
    once the delay is over both find it by the new, and nobody by the old."""
    from datetime import timedelta

    from truceline.web.casework.models import Incident, ListedOutcome
    from truceline.web.casework.outcomes import follow, keep_outcomes
    from truceline.web.clock import now

    vera, sarn = settled("vera"), settled("sarn")
    one = Incident.objects.filter(compartment=None, merged_into=None, outcomes__outcome="violation").first()
    kept = ListedOutcome.objects.filter(incident=one, known_until=None)
    kept.update(known_from=now() - timedelta(days=3))
    one.state = "assessed"
    one.issue(now() - timedelta(days=2))
    one.save()
    follow(one)
    view = kept.get(view=kept.filter(outcome="violation").first().view).view
    said = [dict(zip(("agreement_id", "reading"), k.view.split(":"), strict=True)) for k in kept]
    rows = [s | {"outcome": k.outcome, "coverage": k.coverage} for s, k in zip(said, kept, strict=True)]
    for row in rows:
        if f"{row['agreement_id']}:{row['reading']}" == view:
            row["outcome"] = "undetermined"
    keep_outcomes(one.pk, rows, now() - timedelta(hours=1))

    def found(who: Any) -> list[bool]:
        return [one.pk in listed_by(who, view=view, outcome=asked) for asked in ("violation", "undetermined")]

    assert found(vera) == [False, True] and found(sarn) == [True, False]
    delay(0.5)
    assert found(vera) == [False, True] == found(sarn)


@pytest.fixture
def issued(settled: Any) -> Any:
    """Most incidents issued, some within the delay, one in a compartment; some findings changed within it. The moment
    at which the delay begins."""
    from datetime import timedelta

    from truceline.web.casework.models import Incident, ListedOutcome, released_until
    from truceline.web.casework.outcomes import follow
    from truceline.web.clock import now

    hours = (50, 50, 2, 70, None, 50, 90)
    for n, one in enumerate(Incident.objects.order_by("pk")):
        ago, circle = hours[n % len(hours)], "council" if n == 5 else None
        one.state, one.compartment = "closed" if ago else "reported", circle
        one.issue(now() - timedelta(hours=ago) if ago else None)
        one.save()
        follow(one)
        kept = ListedOutcome.objects.filter(incident=one)
        kept.update(compartment=circle, known_from=now() - timedelta(hours=100 if n % 4 else 1))
        if n % 4 == 1:  # what it said until an hour ago
            kept.update(known_until=now() - timedelta(hours=1))
    return released_until()


def test_a_delayed_list_by_finding_is_what_was_issued_and_known_then(
    issued: Any, signed_in: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Row by row from the tables: the same incidents, by day as issued, with their number, forward and back; with the
    district or the act asked for as well."""
    from truceline.web.casework.models import Incident, ListedOutcome
    from truceline.web.casework.queries import views
    from truceline.web.casework.states import ISSUED

    monkeypatch.setattr("truceline.web.casework.views.ON_A_PAGE", 1)
    client, several = signed_in("sarn"), 0
    open_now = Incident.objects.filter(compartment=None, merged_into=None, state__in=ISSUED, issued_at__lte=issued)
    act, district = open_now[0].issued_act, open_now[0].issued_searched
    for view in views():
        known = ListedOutcome.objects.filter(view=view.key, known_from__lte=issued)
        said = [k for k in known if k.known_until is None or k.known_until > issued]
        for asked in ("violation", "no_violation", "undetermined", "covered", "not_covered", "cannot_tell"):
            so = {k.incident_id for k in said if asked in (k.outcome, k.coverage)}
            rows = sorted((i for i in open_now if i.pk in so), key=lambda i: (-i.issued_day.timestamp(), i.pk))
            several += len(rows) > 2
            for more, kept in (
                ("", rows),
                (f"&act={act}", [i for i in rows if i.issued_act == act]),
                (f"&q={district[1:]}", [i for i in rows if district[1:] in i.issued_searched]),
            ):
                answer, parts = client.get(f"/incidents/?view={view.key}&outcome={asked}{more}"), []
                while True:
                    parts.append(shown(answer))
                    assert answer.context["part"].count == len(kept)
                    if "next" not in hrefs(answer):
                        break
                    answer = client.get("/incidents/" + hrefs(answer)["next"])
                assert [pk for part in parts for pk in part] == [i.pk for i in kept]
                if len(parts) > 2:
                    assert shown(client.get("/incidents/" + hrefs(answer)["prev"])) == parts[-2]
    assert several > 2


def test_the_list_by_finding_follows_what_is_issued_and_reopened(settled: Any, filed: Any) -> None:
    """Each step that changes what parties and guarantors read changes where their list has it, in the same commit."""
    from truceline.web.casework.models import ListedOutcome

    def stands() -> set[Any]:
        filed.refresh_from_db()
        kept = {(k.issued_at, k.issued_day) for k in ListedOutcome.objects.filter(incident=filed)}
        assert kept == {(filed.issued_at, filed.issued_day)}
        return kept

    assert stands() == {(None, None)}
    for to in ("triaged", "under_verification"):
        advance(settled("miro"), filed, "move", to)
    proof = ("verified", "clear_and_convincing", "Craters. Example.")
    advance(settled("vera"), filed, "propose_conclusion", *proof)
    advance(settled("viktor"), filed, "decide_proposal", True)
    settle()
    advance(settled("olga"), filed, "move", "assessed")
    assert stands() != {(None, None)}
    advance(settled("vera"), filed, "move", "under_verification", "A further report. Example.")
    assert stands() == {(None, None)}


def test_a_page_reads_the_mission_once(signed_in: Any, settled: Any) -> None:
    """Its name and clock are asked for at every turn; and where nobody was asked anything, nothing about answers is."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client = signed_in("vera")
    client.get("/incidents/")
    with CaptureQueriesContext(connection) as asked:
        assert client.get("/incidents/").status_code == 200
    told = [q["sql"] for q in asked.captured_queries]
    assert sum('FROM "accounts_deployment"' in sql for sql in told) == 1
    assert not any("casework_reply" in sql for sql in told)


def test_names_are_found_without_case_and_marks(filed: Any, person: Any) -> None:
    """In any script, and by who sees districts only never by a place."""
    from datetime import timedelta

    from truceline.web.casework.models import Incident
    from truceline.web.casework.names import searched
    from truceline.web.clock import now

    names = {"place_name": "Şuwayra Ёлка", "district": "Île"}
    one = Incident.objects.get(pk=filed.pk)
    for name, value in {**names, **searched(*names.values()), "state": "assessed"}.items():
        setattr(one, name, value)
    one.issue(now() - timedelta(days=2))
    one.save()
    for asked in ("şuwayra", "SUWAYRA", "ёлка", "ЁЛКА", "île", "ILE", filed.pk):
        assert listed_by(person("vera"), q=asked) == {filed.pk}, asked
    assert listed_by(person("sarn"), q="ile") == {filed.pk} and listed_by(person("sarn"), q="suwayra") == set()


def test_a_grouped_incident_is_found_by_its_names(filed: Any, person: Any) -> None:
    """The columns that are searched follow the reports."""
    assert filed.place_name and filed.pk in listed_by(person("vera"), q=filed.place_name.upper())


@pytest.fixture
def read_ten(settled: Any, signed_in: Any) -> None:
    """The log has an entry for each report that somebody read."""
    from truceline.web.intake.models import Report

    reader = signed_in("vera")
    for report in Report.objects.filter(compartment=None)[:10]:
        reader.get(f"/reports/{report.pk}/")


@pytest.mark.parametrize(("path", "views", "name"), [("/reports/", "intake", "vera"), ("/log/", "audit", "ada")])
def test_reports_and_the_log_come_in_parts_as_well(
    read_ten: None, signed_in: Any, monkeypatch: pytest.MonkeyPatch, path: str, views: str, name: str
) -> None:
    """Each row once, newest first, with the filters in the links; an address that names no row says so."""
    client = signed_in(name)
    whole = [row.pk for row in client.get(path).context["part"].rows]
    monkeypatch.setattr(f"truceline.web.{views}.views.ON_A_PAGE", 4)
    answer, keys, parts = client.get(path), [], []
    while len(keys) < len(whole):
        parts.append([row.pk for row in answer.context["part"].rows])
        keys += parts[-1]
        links = hrefs(answer)
        answer = client.get(path + links.get("next", ""))
    assert len(whole) > 8 and len(set(keys)) == len(keys)
    assert [k for k in keys if k in whole] == whole[
        : len(keys)
    ] or path == "/log/"  # that it is read is in the log, too
    assert [row.pk for row in client.get(path + links["prev"]).context["part"].rows] == parts[-2]
    for cursor in ("nothing", "9" * 30, "-1"):
        wrong = client.get(f"{path}?after={cursor}")
        assert wrong.status_code == 400 and "E-WEB-083" in wrong.content.decode()


def test_filters_of_the_log_go_with_the_links(read_ten: None, signed_in: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("truceline.web.audit.views.ON_A_PAGE", 4)
    client = signed_in("ada")
    first = client.get("/log/?action=read")
    following = client.get("/log/" + hrefs(first)["next"])
    assert {row.action for answer in (first, following) for row in answer.context["part"].rows} == {"read"}


def test_many_reports_are_counted_to_a_limit(settled: Any, signed_in: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("truceline.web.keyset.COUNTED", 30)
    assert 'more than <bdi dir="ltr">30</bdi> reports' in signed_in("vera").get("/reports/").content.decode()
