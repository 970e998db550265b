"""Saved views are their maker's or the mission's; a step on many incidents says what became of each."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from tests.web.service.cases import advance
from tests.web.service.test_judging import home, report


def some(n: int) -> list[Any]:
    """Reported incidents of the exercise that are in no compartment."""
    from truceline.web.casework.models import Incident

    rows = Incident.objects.filter(compartment=None, merged_into=None, state="reported").order_by("pk")[:n]
    assert len(rows) == n
    return list(rows)


def seen(*incidents: Any) -> list[tuple[str, int]]:
    return [(i.pk, i.version) for i in incidents]


def test_a_view_is_ones_own_until_it_is_shared(settled: Callable[[str], Any], signed_in: Callable[[str], Any]) -> None:
    """Saved on the page by its name, opened by its address; a colleague sees the shared one alone, nobody outside."""
    from truceline.web.audit.models import Entry
    from truceline.web.casework.models import SavedView

    miro = signed_in("miro")
    mine = {"step": "save", "name": "Fire  at night", "act": "shelling", "state": "", "bogus": "x"}
    answer = miro.post("/incidents/views/", mine)
    assert answer.url == "/incidents/?act=shelling"
    assert miro.post("/incidents/views/", {"step": "save", "name": "Closed", "state": "closed", "shared": "1"})
    own = SavedView.objects.get(name="Fire at night")
    assert (own.filters, own.shared, own.by.username) == ({"act": "shelling"}, False, "miro")
    assert Entry.objects.filter(action="save_view").count() == 2
    listed = {n: signed_in(n).get("/incidents/").content.decode() for n in ("miro", "vera", "sefa")}
    assert "Fire at night" in listed["miro"] and 'href="?act=shelling"' in listed["miro"]
    for name in ("vera", "sefa"):
        assert "Fire at night" not in listed[name] and 'href="?state=closed"' in listed[name]
    for name in ("gamal", "sarn", "rana", "ada"):
        assert not SavedView.objects.visible_to(settled(name)).exists()
        assert signed_in(name).post("/incidents/views/", mine).status_code == 403


def test_saved_again_it_changes_and_only_its_maker_takes_it_off(
    settled: Callable[[str], Any], signed_in: Callable[[str], Any]
) -> None:
    """One of a name a person; the shared one of a colleague cannot be dropped; a name is needed; there is a most."""
    from truceline.vocabulary.errors import TrucelineError
    from truceline.web.casework import list_actions
    from truceline.web.casework.models import SavedView

    miro = settled("miro")
    first = list_actions.save_view(miro, "Night", {"act": "shelling"}, True)
    again = list_actions.save_view(miro, "Night", {"act": "explosion", "q": ""}, True)
    assert again.pk == first.pk and SavedView.objects.get().filters == {"act": "explosion"}
    assert list_actions.save_view(settled("vera"), "Night", {}, False).pk != first.pk
    dropped = {"step": "drop", "saved": str(first.pk)}
    assert signed_in("vera").post("/incidents/views/", dropped).status_code == 403
    assert signed_in("miro").post("/incidents/views/", dropped).status_code == 302
    assert not SavedView.objects.visible_to(settled("vera")).filter(by=miro).exists()
    assert list_actions.save_view(miro, "Night", {}, False).pk != first.pk
    with pytest.raises(TrucelineError, match="E-WEB-011"):
        list_actions.save_view(miro, "  ", {}, False)
    for n in range(list_actions.VIEWS - 1):
        list_actions.save_view(miro, f"View {n}", {}, False)
    with pytest.raises(TrucelineError, match="E-WEB-096"):
        list_actions.save_view(miro, "One more", {}, False)


def test_each_row_that_cannot_is_refused_by_itself_and_the_batch_is_one_entry(settled: Callable[[str], Any]) -> None:
    """Of five: changed since, triaged already, not open, and two that go; the log has one entry, the histories each."""
    from truceline.web.audit.models import Entry
    from truceline.web.casework import list_actions
    from truceline.web.casework.models import Event, Incident

    good, stale, done, other = some(4)
    closed = home(report(settled("gamal"), "key-of-gamal-1"))
    advance(settled("vera"), done, "move", "triaged")
    done.refresh_from_db()
    chosen = [*seen(good, other, done, closed), (stale.pk, stale.version - 1)]
    count = Entry.objects.count()
    batch = list_actions.step_on_many(settled("miro"), "triage", chosen)
    assert batch.done == sorted([good.pk, other.pk])
    codes = {pk: [p.code for p in said] for pk, said in batch.refused.items()}
    assert codes == {done.pk: ["E-WEB-009"], closed.pk: ["E-WEB-098"], stale.pk: ["E-WEB-008"]}
    assert set(Incident.objects.filter(pk__in=batch.done).values_list("state", flat=True)) == {"triaged"}
    assert Incident.objects.get(pk=stale.pk).state == "reported"
    assert Entry.objects.count() == count + 1
    entry = Entry.objects.order_by("-seq").first()
    assert (entry.action, entry.actor) == ("casework_bulk_triage", "miro")
    told = json.loads(entry.detail)
    held = told.pop("bound")
    assert told == {"incidents": batch.done, "refused": codes}
    assert sorted(held["casework_incident"]) == batch.done and len(held["casework_event"]) == 2
    assert Event.objects.filter(incident__in=batch.done, kind="moved", by="miro").count() == 2


def test_what_a_colleague_works_on_is_not_taken_in_passing(settled: Callable[[str], Any]) -> None:
    """Refused with the colleague's name; what is nobody's, or one's own, is taken."""
    from truceline.web.casework import list_actions
    from truceline.web.casework.models import Incident

    free, own, hers = some(3)
    own = advance(settled("miro"), own, "assign", True)
    hers = advance(settled("vera"), hers, "assign", True)
    batch = list_actions.step_on_many(settled("miro"), "take", seen(free, own, hers))
    assert batch.done == sorted([free.pk, own.pk])
    assert [p.code for p in batch.refused[hers.pk]] == ["E-WEB-099"] and "vera" in str(batch.refused[hers.pk][0])
    assert Incident.objects.get(pk=hers.pk).assigned_to.username == "vera"


def test_who_may_not_and_what_is_no_batch(settled: Callable[[str], Any], signed_in: Callable[[str], Any]) -> None:
    """The secretary and everybody outside: refused; nothing chosen, another step, too many: coded, nothing done."""
    from django.core.exceptions import PermissionDenied

    from truceline.vocabulary.errors import TrucelineError
    from truceline.web.casework import list_actions

    one = some(1)[0]
    with pytest.raises(PermissionDenied):
        list_actions.step_on_many(settled("sefa"), "triage", seen(one))
    for name in ("sefa", "gamal", "sarn", "rana", "ada"):
        typed = {"step": "triage", "confirmed": "1", "pick": f"{one.pk}:{one.version}"}
        assert signed_in(name).post("/incidents/bulk/", typed).status_code == 403
    assert 'name="pick"' not in signed_in("sefa").get("/incidents/").content.decode()
    for step, chosen, code in [
        ("triage", [], "E-WEB-011"),
        ("close", seen(one), "E-WEB-011"),
        ("take", [(f"inc-{n}", 1) for n in range(101)], "E-WEB-097"),
    ]:
        with pytest.raises(TrucelineError, match=code):
            list_actions.step_on_many(settled("miro"), step, chosen)
    one.refresh_from_db()
    assert one.state == "reported"


def test_the_page_asks_first_and_says_what_became_of_it(
    settled: Callable[[str], Any], signed_in: Callable[[str], Any]
) -> None:
    """Unconfirmed nothing changes and the count is said; confirmed, the refused are named."""
    from truceline.web.casework.models import Incident

    good, stale = some(2)
    miro = signed_in("miro")
    assert f'value="{good.pk}:{good.version}"' in miro.get(f"/incidents/?q={good.pk}").content.decode()
    picks = [f"{good.pk}:{good.version}", f"{stale.pk}:{stale.version - 1}", "no-version", "x:y"]
    typed = {"step": "triage", "pick": picks, "back": "state=reported&"}
    asked = miro.post("/incidents/bulk/", typed).content.decode()
    assert '<bdi dir="ltr">2</bdi> incidents are chosen' in asked
    assert Incident.objects.filter(pk__in=[good.pk, stale.pk], state="reported").count() == 2
    done = miro.post("/incidents/bulk/", typed | {"confirmed": "1"})
    assert [pk for pk, _, _ in done.context["refused"]] == [stale.pk] and b"E-WEB-008" in done.content
    assert done.context["batch"].done == [good.pk] and b'href="/incidents/?state=reported&amp;"' in done.content
    assert miro.post("/incidents/bulk/", {"step": "triage"}).status_code == 409
