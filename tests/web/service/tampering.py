"""Somebody who owns the database changes, adds and takes out rows of every table, without the triggers: what the log
says of each. In the tests' own process on SQLite, as a program of its own on PostgreSQL (test_audit_rows.py)."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

TABLE = "Date,Place,Type\n2030-05-02,Osk,Mortar fire\nno day,Osk,Mortar fire\n"
TEXT = (
    "TESSEL, May 4, 2030. Mortar fire hit the mill in Tessel on May 3, the Highland Council said. "
    "Shelling hit Osk on May 2, the Highland Council said.\n"
)
# What is put together out of other rows, and written anew with them; the log itself has tests of its own.
COPIED_OTHERWISE = ("CharField", "TextField", "IntegerField")
DERIVED = frozenset(["casework_openpair", "casework_listedoutcome", "casework_member", "audit_entry"])


def fill() -> None:
    """At least one row in every table that the log answers for, through the actions."""
    from django.conf import settings

    from tests.web.service.cases import RAW, settle
    from truceline.web.accounts.actions import invite, issue_token
    from truceline.web.accounts.models import User
    from truceline.web.accounts.resets import issue_link
    from truceline.web.casework.list_actions import save_view
    from truceline.web.casework.models import Incident
    from truceline.web.intake.actions import submit_report
    from truceline.web.stamps.actions import stamp_head

    who = {u.username: u for u in User.objects.all()}
    delay, settings.RELEASE_DELAY = settings.RELEASE_DELAY, timedelta(0)
    invite(who["ada"], "monitor")
    issue_link(who["ada"], who["hedda"])
    issue_token(who["miro"], "example")
    told = {"name": "An example source", "contact": "+000"}
    submit_report(who["rana"], RAW | {"place_name": "Tessel"}, "tampering-1", told_by=told)
    _ways_in(who)
    settle()
    _judged(who)
    incident = Incident.objects.get(members__report__submission__key="tampering-1")
    _corrected(who, incident)
    settle()
    _weighed(who, incident)
    _issued_and_answered(who, incident)
    save_view(who["vera"], "Example", {"act": "shelling"}, False)
    settle()
    stamp_head()
    settings.RELEASE_DELAY = delay


def _ways_in(who: dict[str, Any]) -> None:
    from truceline.web.hotline.actions import close_call, log_call
    from truceline.web.intake.models import TextClaim
    from truceline.web.intake.tables_in import start_upload, take_upload
    from truceline.web.intake.text_actions import accept_claim, drop_claim, hand_in_text

    miro = who["miro"]
    take_upload(miro, start_upload(miro, [TABLE.encode()], "example.csv", ""))
    text = hand_in_text(miro, TEXT.encode(), "example.txt")
    claims = list(TextClaim.objects.filter(part__text=text, table="reports", why_not="").order_by("pk"))
    accept_claim(miro, claims[0])
    drop_claim(miro, claims[-1], "Told twice. Example.")
    said = {"called_at": datetime(2030, 5, 10, 9, tzinfo=UTC), "words": "Example call."}
    call = log_call(miro, said, {"role": "resident", "name": "Example Caller"}, "tampering-call")
    close_call(who["vera"], call.pk, "Nothing came of it. Example.")


def _judged(who: dict[str, Any]) -> None:
    from truceline.web.casework.judging_actions import judge_pair
    from truceline.web.casework.models import OpenPair

    pair = OpenPair.objects.filter(judged="", compartment=None).order_by("distance").first()
    assert pair
    judge_pair(who["vera"], pair.left, pair.right, "unsure", "Example.")


def _corrected(who: dict[str, Any], incident: Any) -> None:
    from truceline.web.casework import correction_actions as corrections
    from truceline.web.casework.models import Correction

    def seen() -> tuple[str, int]:
        incident.refresh_from_db()
        return incident.pk, incident.version

    report = incident.members.get(report__submission__key="tampering-1").report_id
    corrections.propose_correction(who["vera"], seen(), report, {"place_name": "Osk"}, "Misheard. Example.")
    corrections.decide_correction(who["viktor"], seen(), Correction.objects.get().pk, "confirmed")


def _weighed(who: dict[str, Any], incident: Any) -> None:
    from tests.web.service.cases import advance
    from tests.web.service.evidence_files import picture
    from truceline.web.casework import hypothesis_actions as hypotheses
    from truceline.web.casework.models import Hypothesis
    from truceline.web.evidence import store
    from truceline.web.evidence.keyed import attach_once
    from truceline.web.evidence.upload import HEAD_BYTES, Incoming

    def seen() -> tuple[str, int]:
        incident.refresh_from_db()
        return incident.pk, incident.version

    for to in ("triaged", "under_verification"):
        advance(who["miro"], incident, "move", to)
    advance(who["miro"], incident, "assign", True)
    advance(who["sefa"], incident, "comment", "A remark. Example.")
    report = incident.members.get(report__submission__key="tampering-1").report
    hypotheses.name_hypothesis(who["vera"], seen(), "who", "An example group")
    one = Hypothesis.objects.get()
    marks = {one.pk: ("inconsistent", "Out of range. Example.")}
    hypotheses.weigh(who["miro"], seen(), ("report", report.pk), marks)
    hypotheses.set_aside(who["vera"], seen(), one.pk, "Nobody holds it. Example.")
    file, path = store.incoming()
    with file:
        file.write(picture())
    given = Incoming(path, "example.jpg", path.stat().st_size, store.sha256_of(path), picture()[:HEAD_BYTES])
    attach_once(who["rana"], report, given, "", "tampering-file")


def _issued_and_answered(who: dict[str, Any], incident: Any) -> None:
    from tests.web.service.cases import advance, settle
    from truceline.web.casework import question_actions as questions
    from truceline.web.casework.models import Question, Reply

    proof = ("verified", "clear_and_convincing", "Craters measured on site. Example.")
    advance(who["vera"], incident, "propose_conclusion", *proof)
    advance(who["viktor"], incident, "decide_proposal", True)
    settle()
    advance(who["olga"], incident, "move", "assessed")
    incident.refresh_from_db()
    questions.put_question(who["olga"], incident.pk, incident.version, "government", "Who? Example.")
    questions.answer(who["gamal"], Question.objects.get(incident=incident).pk, "Not we. Example.")
    questions.release_answer(who["olga"], Reply.objects.get().pk)
    questions.dissent(who["miro"], incident.pk, "", "I see it otherwise. Example.")


def answered_for() -> list[Any]:
    """The models of all tables of the service that the log answers for."""
    from django.apps import apps

    own = [m for a in apps.get_app_configs() if a.name.startswith("truceline.") for m in a.get_models()]
    return sorted((m for m in own if m._meta.db_table not in DERIVED), key=lambda m: m._meta.db_table)


@contextmanager
def without_triggers() -> Iterator[None]:
    """Whatever is done inside is taken back, triggers included."""
    from django.db import connection, transaction

    with transaction.atomic():
        with connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                cursor.execute("SET LOCAL session_replication_role = replica")
            else:
                cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
                for (name,) in cursor.fetchall():
                    cursor.execute(f"DROP TRIGGER {name}")
        yield
        transaction.set_rollback(True)


def tamper() -> dict[str, list[str]]:
    """table -> what was done to it and not told; an empty list: each change, row added and row gone was named."""
    return {model._meta.db_table: list(_untold(model)) for model in answered_for()}


def _untold(model: Any) -> Iterator[str]:
    row = model._base_manager.order_by("pk").last()
    if row is None:
        yield "there is no row to try"
        return
    tried = 0
    for field in model._meta.concrete_fields:
        if field.primary_key or field.name in unheld(model):
            continue
        value = other(field, getattr(row, field.attname))
        if value is not None:
            done, told = _after(model, lambda f=field, v=value: _changed(row, f, v))
            tried += done
            if done and not _named(row, told, "changed"):
                yield f"{field.name} of {row.pk} changed: {told}"
    if not tried:
        yield "no column could be changed"
    for what, step in (("gone", _delete), ("added", _add)):
        done, told = _after(model, lambda step=step: step(row))
        if not done or not _named(row, told, what):
            yield f"{row.pk} {what}: {told}"


def unheld(model: Any) -> set[str]:
    """Columns that the log does not answer for, as the model says."""
    held = getattr(model, "BOUND", ())
    left = {f.name for f in model._meta.concrete_fields if held and f.name not in held}
    finding = {"current", "version", "made_at", "as_of"} if model.__name__ == "Finding" else set()
    return left | set(getattr(model, "UNBOUND", ())) | finding | {"digest", "audit_seq"}


def _after(model: Any, step: Any) -> tuple[bool, list[str]]:
    """Whether the database let it be done, and what verification says then, of a row held by itself its own part."""
    from django.db import DatabaseError, transaction

    from truceline.web.audit.bound import changed_bound
    from truceline.web.audit.chain import Bound
    from truceline.web.audit.rows import changed_rows

    with without_triggers():
        try:
            with transaction.atomic():
                step()
        except DatabaseError:
            return False, []
        return True, list(changed_bound([model]) if issubclass(model, Bound) else changed_rows())
    return False, []


def _changed(row: Any, field: Any, value: Any) -> None:
    assert type(row)._base_manager.filter(pk=row.pk).update(**{field.attname: value}) == 1


def _delete(row: Any) -> None:
    type(row)._base_manager.filter(pk=row.pk)._raw_delete("default")


def _add(row: Any) -> None:
    """A row that says nearly the same, under a key of its own."""
    model = type(row)
    new = model(**{f.attname: getattr(row, f.attname) for f in model._meta.concrete_fields})
    new.pk = 10**9 if model._meta.pk.get_internal_type() in ("BigAutoField", "BigIntegerField") else f"{row.pk}x"[-40:]
    if model._meta.pk.is_relation:
        new.pk = 10**9 if isinstance(row.pk, int) else f"{row.pk}x"
    for field in model._meta.concrete_fields:
        if not field.primary_key and (field.unique or field.get_internal_type() in COPIED_OTHERWISE):
            value = other(field, getattr(row, field.attname))
            if value is not None and not field.choices:
                setattr(new, field.attname, value)
    if model.__name__ == "ClaimDecision":
        new.accepted = False
    if model.__name__ == "Finding":
        new.current = False
    new.save(force_insert=True)


def other(field: Any, value: Any) -> Any:
    """Something else that the column may hold; None where nothing is tried."""
    kind = field.get_internal_type()
    if kind in ("ForeignKey", "OneToOneField"):
        if value is None:
            return None
        return value + 1 if isinstance(value, int) else f"{value[:-1]}{'y' if value[-1] == 'z' else 'z'}"
    if kind in ("CharField", "TextField", "EmailField"):
        return f"{value[:-1]}{'y' if value[-1] == 'z' else 'z'}" if value else "z"
    if kind == "BooleanField":
        return not value
    if kind in ("IntegerField", "BigIntegerField", "FloatField"):
        return (value or 0) + 1
    plain = {"JSONField": {"other": 1}, "BinaryField": b"other", "DateField": datetime(2030, 1, 1).date()}
    if kind in plain:
        return plain[kind]
    if kind == "DurationField":
        return value + timedelta(seconds=1)
    assert kind == "DateTimeField", kind
    return datetime(2030, 1, 1, tzinfo=UTC)


def _named(row: Any, told: list[str], what: str) -> bool:
    """Whether a line of the log names the entry, and the row by its key."""
    from truceline.web.audit.chain import Bound

    model = type(row)
    if issubclass(model, Bound):
        name, key = model._meta.verbose_name, row.pk
        if what == "added":
            return any(line.startswith(f"no entry tells of {name} ") for line in told)
        return any(line.startswith("entry ") and f": {name} {key}" in line for line in told)
    names = what != "changed" or str(row.pk)
    return any(line.startswith(f"entry {row.audit_seq}: ") and (names is True or names in line) for line in told)


def main() -> dict[str, Any]:
    """On the database of the environment, as its owner."""
    import django

    os.environ["DJANGO_SETTINGS_MODULE"] = "truceline.web.settings"
    django.setup()
    from django.conf import settings

    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    from tests.web.service.cases import settle
    from truceline.web.__main__ import prepare
    from truceline.web.audit.queries import verify
    from truceline.web.audit.rows import changed_rows
    from truceline.web.seed import seed_exercise

    prepare()
    seed_exercise(incidents=6)
    settle()
    fill()
    return {"before": [*verify().breaks, *changed_rows()], "untold": tamper()}


if __name__ == "__main__":
    print(json.dumps(main()))
