"""Questions to a party: it reads its own question and nothing more, its answer is kept beside it, the clock runs."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from tests.web.service.cases import advance, issued, settle
from truceline.web.opaque import opaque

WORDS = "What does the Council say about 10 May in the district? Example."


def ask(person: Callable[[str], Any], incident: Any, party: str = "council", text: str = WORDS) -> Any:
    from truceline.web.casework.models import Question
    from truceline.web.casework.question_actions import put_question

    incident.refresh_from_db()
    put_question(person("olga"), incident.pk, incident.version, party, text)
    incident.refresh_from_db()
    return Question.objects.filter(incident=incident).latest("pk")


def state_of(question: Any) -> str:
    from truceline.web.casework.models import Question
    from truceline.web.clock import now

    return str(Question.objects.stated(now()).get(pk=question.pk).state)


def test_a_party_reads_its_question_and_nothing_of_the_incident(
    settled: Callable[[str], Any], filed: Any, signed_in: Callable[[str], Any], delay: Callable[[float], None]
) -> None:
    """Put while it is being verified: the liaison gets the words, not the incident, its id, place, hour or source."""
    filed.__class__.objects.filter(pk=filed.pk).update(state="under_verification")
    question = ask(settled, filed)
    assert filed.state == "under_verification"
    delay(0)
    page = signed_in("hedda").get(f"/questions/{opaque(question.pk)}/")
    text = page.content.decode().partition("<main")[2]
    assert WORDS in text
    for hidden in (filed.pk, "Karse Bridge", "10:00", "rana", "Valley Watch", "near the bridge"):
        assert hidden not in text, hidden
    assert signed_in("hedda").get(f"/incidents/{filed.pk}/").status_code == 404
    for name in ("gamal", "sarn", "rana", "ada"):
        assert signed_in(name).get(f"/questions/{opaque(question.pk)}/").status_code in (403, 404), name
    assert [q.pk for q in signed_in("hedda").get("/questions/").context["page"]] == [question.pk]
    assert list(signed_in("gamal").get("/questions/").context["page"]) == []


def test_a_question_reaches_the_party_no_sooner_than_the_delay_after_the_event(
    settled: Callable[[str], Any], filed: Any, signed_in: Callable[[str], Any], delay: Callable[[float], None]
) -> None:
    """Asked an hour after the shells: the party reads it a day after them, and its time to answer begins then."""
    from django.conf import settings

    from truceline.web.casework.models import Incident
    from truceline.web.clock import now

    recent = now() - timedelta(hours=1)
    Incident.objects.filter(pk=filed.pk).update(state="under_verification", occurred_from=recent, occurred_until=recent)
    question = ask(settled, filed)
    assert question.due_at == recent + timedelta(hours=24) + settings.RESPONSE_TIME
    assert signed_in("hedda").get(f"/questions/{opaque(question.pk)}/").status_code == 404
    answer = {"step": "answer", "text": "We were not there. Example."}
    assert signed_in("hedda").post(f"/questions/{opaque(question.pk)}/step/", answer).status_code == 403
    delay(0.5)
    assert signed_in("hedda").get(f"/questions/{opaque(question.pk)}/").status_code == 200


def test_only_the_party_that_was_asked_answers(
    settled: Callable[[str], Any], filed: Any, signed_in: Callable[[str], Any], delay: Callable[[float], None]
) -> None:
    """Question and form are the asked party's alone; its words stand as said beside the question, and close nothing."""
    issued(settled, filed)
    question = ask(settled, filed)
    assert filed.state == "referred"
    delay(0)
    address, sent = (
        f"/questions/{opaque(question.pk)}/step/",
        {"step": "answer", "text": "The Council had nobody there."},
    )
    assert WORDS not in signed_in("gamal").get(f"/incidents/{filed.pk}/").content.decode()
    for name in ("gamal", "vera", "olga", "sarn"):
        assert signed_in(name).post(address, sent).status_code == 403, name
    assert WORDS in signed_in("hedda").get(f"/incidents/{filed.pk}/").content.decode()
    assert signed_in("hedda").post(address, sent).status_code == 302
    filed.refresh_from_db()
    assert (filed.state, state_of(question)) == ("answered", "answered")
    assert "had nobody there" in signed_in("vera").get(f"/incidents/{filed.pk}/").content.decode()
    for name in ("gamal", "sarn"):
        assert "had nobody there" not in signed_in(name).get(f"/incidents/{filed.pk}/").content.decode()


def test_several_questions_and_their_states(
    settled: Callable[[str], Any], filed: Any, delay: Callable[[float], None]
) -> None:
    """Answered once nothing is open; a further question refers anew; all withdrawn leaves it issued."""
    from truceline.vocabulary.errors import TrucelineError
    from truceline.web.casework.question_actions import answer, withdraw

    issued(settled, filed)
    delay(0)
    first, second = ask(settled, filed), ask(settled, filed, "government")
    withdraw(settled("olga"), second.pk, "Asked by mistake.")
    assert filed.__class__.objects.get(pk=filed.pk).state == "referred"
    answer(settled("hedda"), first.pk, "Nobody.")
    assert filed.__class__.objects.get(pk=filed.pk).state == "answered"
    third = ask(settled, filed, "government")
    assert filed.state == "referred" and state_of(third) == "open"
    with pytest.raises(TrucelineError, match="E-WEB-061"):
        withdraw(settled("olga"), first.pk, "Too late.")
    with pytest.raises(TrucelineError, match="E-WEB-061"):
        answer(settled("gamal"), second.pk, "Withdrawn already.")
    withdraw(settled("olga"), third.pk, "Settled by telephone.")
    assert filed.__class__.objects.get(pk=filed.pk).state == "answered"


def test_the_last_withdrawal_leaves_it_issued(settled: Callable[[str], Any], filed: Any) -> None:
    """Nothing was answered: referred goes back to assessed, and no button leads there."""
    from truceline.web.casework.question_actions import withdraw
    from truceline.web.casework.states import plain_steps

    issued(settled, filed)
    question = ask(settled, filed)
    withdraw(settled("olga"), question.pk, "Asked by mistake.")
    filed.refresh_from_db()
    assert filed.state == "assessed" and "assessed" not in plain_steps("referred")


def test_an_overdue_answer_is_a_reminder_and_more_time_ends_it(
    settled: Callable[[str], Any], filed: Any, signed_in: Callable[[str], Any], delay: Callable[[float], None]
) -> None:
    """The mission's list and the liaison's home tell it; the filter finds it; a later date is kept with its reason."""
    from truceline.vocabulary.errors import TrucelineError
    from truceline.web.casework import question_actions as actions
    from truceline.web.casework.models import Question
    from truceline.web.clock import now

    issued(settled, filed)
    long_ago = now() - timedelta(days=20)
    told = {"party": "council", "text": WORDS, "about_until": long_ago, "put_at": long_ago}
    question = Question.objects.create(
        incident=filed, put_by=settled("olga"), due_at=long_ago + timedelta(days=7), **told
    )
    delay(0)
    assert state_of(question) == "overdue"
    assert "answer overdue since" in signed_in("miro").get("/incidents/?asked=overdue").content.decode()
    assert b"1 overdue" in signed_in("hedda").get("/questions/").content.replace(b'<bdi dir="ltr">1</bdi>', b"1")
    assert signed_in("hedda").get("/").url == "/questions/"
    with pytest.raises(TrucelineError, match="E-WEB-062"):
        actions.extend(settled("olga"), question.pk, long_ago, "Roads are closed.")
    actions.extend(settled("olga"), question.pk, now() + timedelta(days=3), "Roads are closed. Example.")
    assert state_of(question) == "open"
    assert "Roads are closed" in signed_in("hedda").get(f"/questions/{opaque(question.pk)}/").content.decode()
    assert signed_in("miro").get("/incidents/?asked=overdue").context["part"].count == 0


def test_nothing_of_a_compartment_is_carried_out_by_a_question(settled: Callable[[str], Any], filed: Any) -> None:
    """About an incident of closed reports nobody is asked, and nobody but the reporting officer asks."""
    from django.core.exceptions import PermissionDenied

    from truceline.vocabulary.errors import TrucelineError
    from truceline.web.casework.question_actions import put_question

    olga = settled("olga")
    olga.compartments.add("government")
    filed.__class__.objects.filter(pk=filed.pk).update(state="under_verification", compartment="government")
    filed.refresh_from_db()
    with pytest.raises(TrucelineError, match="E-WEB-060"):
        put_question(olga, filed.pk, filed.version, "council", WORDS)
    filed.__class__.objects.filter(pk=filed.pk).update(compartment=None)
    for name in ("miro", "vera", "sefa", "hedda", "rana"):
        with pytest.raises(PermissionDenied):
            put_question(settled(name), filed.pk, filed.version, "council", WORDS)


def test_an_answer_is_let_out_by_the_officer_and_read_after_the_delay(
    settled: Callable[[str], Any], filed: Any, signed_in: Callable[[str], Any], delay: Callable[[float], None]
) -> None:
    """The guarantor reads the party's words only when they were let out and the delay is over; never the question."""
    from truceline.web.casework import question_actions as actions
    from truceline.web.casework.models import Reply

    issued(settled, filed)
    question = ask(settled, filed)
    delay(0)
    actions.answer(settled("hedda"), question.pk, "The Council had nobody there.")
    reply = Reply.objects.get(question=question)
    address = f"/incidents/{filed.pk}/"
    assert "had nobody there" not in signed_in("sarn").get(address).content.decode()
    actions.release_answer(settled("olga"), reply.pk)
    page = signed_in("sarn").get(address).content.decode()
    assert "had nobody there" in page and WORDS not in page
    filed.__class__.objects.filter(pk=filed.pk).update(issued_at=filed.issued_at - timedelta(days=2))
    delay(24)
    seen = signed_in("sarn").get(address)
    assert seen.status_code == 200 and "had nobody there" not in seen.content.decode()


def test_dissent_stands_beside_the_finding_for_everybody_who_sees_it(
    settled: Callable[[str], Any], filed: Any, signed_in: Callable[[str], Any], delay: Callable[[float], None]
) -> None:
    """A monitor's and a liaison's: on the card of their finding and below, outside too, without the monitor's name."""
    issued(settled, filed)
    delay(0)
    step = f"/incidents/{filed.pk}/step/"
    said = {"step": "dissent", "view": "ex-lyne-accord:sketch", "text": "The craters point north. Example."}
    assert signed_in("miro").post(step, said).status_code == 302
    own = {"step": "dissent", "view": "", "text": "The Council does not share this. Example."}
    assert signed_in("hedda").post(step, own).status_code == 302
    for name in ("sarn", "rana"):
        assert signed_in(name).post(step, own).status_code == 403, name
    for name in ("vera", "sarn", "gamal", "hedda"):
        page = signed_in(name).get(f"/incidents/{filed.pk}/")
        counts = {c.view.key: len(c.dissents) for c in page.context["cards"]}
        assert counts["ex-lyne-accord:sketch"] == 2 and counts["ex-lyne-accord:published"] == 1, name
        text = page.content.decode().partition("<main")[2]
        assert "craters point north" in text and "does not share this" in text
        assert ("miro" in text) == (name == "vera")
    settle()
    advance(settled("vera"), filed, "move", "under_verification", "New footage. Example.")
    assert "craters point north" in signed_in("vera").get(f"/incidents/{filed.pk}/").content.decode()


def test_what_was_asked_and_said_cannot_be_changed(
    settled: Callable[[str], Any], filed: Any, delay: Callable[[float], None]
) -> None:
    """Triggers refuse it for each of the four tables; every step is in the log and in the history."""
    from django.db import DatabaseError, transaction

    from truceline.web.audit.models import Entry
    from truceline.web.casework import question_actions as actions
    from truceline.web.casework.models import Dissent, Event, Question, ReleasedAnswer, Reply

    issued(settled, filed)
    delay(0)
    question = ask(settled, filed)
    actions.answer(settled("hedda"), question.pk, "Nobody. Example.")
    actions.release_answer(settled("olga"), Reply.objects.get().pk)
    actions.dissent(settled("miro"), filed.pk, "", "No. Example.")
    for model in (Question, Reply, ReleasedAnswer, Dissent):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            model.objects.update(text="changed")
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            model.objects.filter(pk__gt=0)._raw_delete("default")
    kinds = list(Event.objects.filter(incident=filed).order_by("pk").values_list("kind", flat=True))[-4:]
    assert kinds == ["asked", "answer", "released_answer", "dissent"]
    actions_logged = list(Entry.objects.order_by("-seq").values_list("action", flat=True)[:4])
    assert actions_logged == ["dissent", "release_answer", "question_answer", "casework_asked"]


@pytest.mark.parametrize(
    "day",
    [
        "-001-01-01",
        "0000-00-00",
        "0001-01-01",
        "2030-02-30",
        "9999-12-31",
        "10000-01-01",
        "20300601",
        "2030-06-01T10:00",
        "2030-05-09",
        "x",
    ],
)
def test_a_due_date_that_is_none_is_refused(
    settled: Callable[[str], Any], filed: Any, signed_in: Callable[[str], Any], day: str
) -> None:
    """No day, no day of a calendar, over by the mission's clock, the last there is: told, nothing put."""
    from truceline.web.casework.models import Question

    filed.__class__.objects.filter(pk=filed.pk).update(state="under_verification")
    asked = {"step": "ask", "version": filed.version, "party": "council", "text": WORDS, "due": day}
    answer = signed_in("olga").post(f"/incidents/{filed.pk}/step/", asked)
    assert answer.status_code == 409 and "E-WEB-062" in answer.content.decode()
    assert not Question.objects.filter(incident=filed).exists()


def test_a_late_answer_is_taken_and_a_distant_day_is_a_day(
    settled: Callable[[str], Any], filed: Any, signed_in: Callable[[str], Any], delay: Callable[[float], None]
) -> None:
    from truceline.web.casework.models import Question

    filed.__class__.objects.filter(pk=filed.pk).update(state="under_verification")
    delay(0)
    asked = {"step": "ask", "version": filed.version, "party": "council", "text": WORDS, "due": "9998-12-31"}
    assert signed_in("olga").post(f"/incidents/{filed.pk}/step/", asked).status_code == 302
    far = Question.objects.get(incident=filed)
    for name in ("olga", "hedda"):
        assert b"9998-12-31" in signed_in(name).get(f"/questions/{opaque(far.pk)}/").content
        assert signed_in(name).get("/questions/").status_code == 200
    told = {"incident": filed, "party": "council", "text": WORDS, "put_by": settled("olga")}
    told |= dict.fromkeys(("about_until", "put_at", "due_at"), far.put_at - timedelta(days=9))
    late = Question.objects.create(**told)
    assert state_of(late) == "overdue"
    sent = {"step": "answer", "text": "Late, and ours. Example."}
    assert signed_in("hedda").post(f"/questions/{opaque(late.pk)}/step/", sent).status_code == 302
    assert state_of(late) == "answered"
