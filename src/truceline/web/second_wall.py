"""Row-level security on PostgreSQL: the second wall, for the day on which a query forgets ``visible_to``.

The server's connections act as the role ``truceline_app``, which owns nothing, and say for whom they act
(``truceline.user_id``): a person's number, or ``engine`` for the background work. Who says nothing sees nothing. The
wall is coarser than ``visible_to``: it does not know the delay. On SQLite there is none.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from django.db import connection, transaction
from django.db.backends.signals import connection_created
from django.db.utils import DatabaseError
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponse

from truceline.vocabulary.errors import TrucelineError, problem

ROLE = "truceline_app"
ENGINE = "engine"
NOBODY = "0"
APPEND_ONLY = (
    "audit_entry",
    "intake_report",
    "intake_reject",
    "intake_textclaim",
    "intake_claimdecision",
    "casework_event",
    "casework_question",
    "casework_reply",
    "casework_releasedanswer",
    "casework_dissent",
    "casework_judged",
    "casework_correction",
    "casework_correctiondecision",
    "casework_hypothesis",
    "casework_weighing",
    "casework_setaside",
    "evidence_item",
    "hotline_call",
    "hotline_calleridentity",
    "hotline_calloutcome",
    "stamps_stamp",
)

TEXT_READERS = "('monitor', 'verifier', 'reporting_officer')"
MISSION = "('monitor', 'verifier', 'reporting_officer', 'secretary')"
FUNCTIONS = (
    "CREATE OR REPLACE FUNCTION truceline_uid() RETURNS bigint LANGUAGE sql STABLE AS $$ SELECT CASE WHEN "
    "current_setting('truceline.user_id', true) ~ '^[0-9]+$' "
    "THEN current_setting('truceline.user_id', true)::bigint END $$",
    "CREATE OR REPLACE FUNCTION truceline_engine() RETURNS boolean LANGUAGE sql STABLE AS "
    "$$ SELECT coalesce(current_setting('truceline.user_id', true) = 'engine', false) $$",
    "CREATE OR REPLACE FUNCTION truceline_role() RETURNS text LANGUAGE sql STABLE AS "
    "$$ SELECT role FROM accounts_user WHERE id = truceline_uid() AND is_active $$",
    "CREATE OR REPLACE FUNCTION truceline_party() RETURNS text LANGUAGE sql STABLE AS "
    "$$ SELECT party FROM accounts_user WHERE id = truceline_uid() AND is_active AND role = 'party_liaison' $$",
    "CREATE OR REPLACE FUNCTION truceline_inside(circle text) RETURNS boolean LANGUAGE sql STABLE AS $$ SELECT EXISTS "
    "(SELECT 1 FROM accounts_user_compartments WHERE user_id = truceline_uid() AND compartment_id = circle) $$",
    "CREATE OR REPLACE FUNCTION truceline_circles() RETURNS text[] LANGUAGE sql STABLE AS $$ SELECT ARRAY"
    "(SELECT compartment_id::text FROM accounts_user_compartments WHERE user_id = truceline_uid()) $$",
)
# Who asks is asked once a query, in a subquery of its own, and never row by row: a list looks at ten thousands of rows.
ASKED_BY_ENGINE = "(SELECT truceline_engine())"
UID = "(SELECT truceline_uid())"
OWN_CIRCLE = "compartment = ANY ((SELECT truceline_circles())::text[])"
IN_MISSION = f"(SELECT truceline_role()) IN {MISSION}"
READS = f"((SELECT truceline_role()) IN ('reporter', 'party_liaison') OR {IN_MISSION})"
OUTSIDE = "(SELECT truceline_role()) IN ('party_liaison', 'guarantor')"
CIRCLE = f"(compartment IS NULL OR {OWN_CIRCLE})"
OWN = f"EXISTS (SELECT 1 FROM intake_submission s WHERE s.id = intake_report.submission_id AND s.by_id = {UID})"
SOURCES = "(SELECT truceline_inside('sources'))"
ISSUED = "('assessed', 'referred', 'answered', 'closed')"
# One row looked up by its key, under that table's own policy. Not EXISTS: that may be answered by reading the whole
# table first, for a page of 25 rows.
OF_INCIDENT = "(SELECT true FROM casework_incident i WHERE i.incident_id = {}.incident_id)"
OF_HYPOTHESIS = "(SELECT true FROM casework_hypothesis h WHERE h.id = {}.hypothesis_id)"
# table -> who may see a row of it; the engine always may
SEEN = {
    "intake_report": f"({IN_MISSION} AND {CIRCLE}) "
    f"OR ((SELECT truceline_role()) = 'party_liaison' AND {OWN_CIRCLE}) OR ({READS} AND {OWN})",
    "intake_sourceidentity": f"(SELECT truceline_role()) IN ('verifier', 'reporting_officer') AND {SOURCES}",
    "casework_incident": f"({IN_MISSION} AND {CIRCLE}) OR ({OUTSIDE} AND compartment IS NULL AND state IN {ISSUED})",
    "casework_finding": f"({IN_MISSION} OR {OUTSIDE}) AND {OF_INCIDENT.format('casework_finding')}",
    "casework_event": f"{IN_MISSION} AND {OF_INCIDENT.format('casework_event')}",
    "casework_question": f"({IN_MISSION} AND {OF_INCIDENT.format('casework_question')}) "
    "OR (party <> '' AND party = (SELECT truceline_party()))",
    "casework_reply": "(SELECT true FROM casework_question q WHERE q.id = casework_reply.question_id)",
    "casework_releasedanswer": f"({IN_MISSION} OR {OUTSIDE}) AND {OF_INCIDENT.format('casework_releasedanswer')}",
    "casework_dissent": f"({IN_MISSION} OR {OUTSIDE}) AND {OF_INCIDENT.format('casework_dissent')}",
    "casework_judged": f"{IN_MISSION} AND {CIRCLE}",
    "casework_openpair": f"{IN_MISSION} AND {CIRCLE}",
    "casework_correction": f"{IN_MISSION} AND {CIRCLE}",
    "casework_correctiondecision": "EXISTS (SELECT 1 FROM casework_correction c "
    "WHERE c.correction_id = casework_correctiondecision.correction_id)",
    "casework_listedoutcome": f"({IN_MISSION} AND {CIRCLE}) "
    f"OR ({OUTSIDE} AND compartment IS NULL AND {OF_INCIDENT.format('casework_listedoutcome')})",
    "casework_hypothesis": f"{IN_MISSION} AND {OF_INCIDENT.format('casework_hypothesis')}",
    "casework_weighing": f"{IN_MISSION} AND {OF_HYPOTHESIS.format('casework_weighing')}",
    "casework_savedview": f"{IN_MISSION} AND (shared OR by_id = {UID})",
    "casework_setaside": f"{IN_MISSION} AND {OF_HYPOTHESIS.format('casework_setaside')}",
    "evidence_item": f"({IN_MISSION} AND {CIRCLE}) "
    f"OR ((SELECT truceline_role()) IN ('reporter', 'party_liaison') AND received_by_id = {UID})",
    "hotline_call": f"(SELECT truceline_role()) IN {TEXT_READERS} AND {CIRCLE}",
    "hotline_calleridentity": f"(SELECT truceline_role()) IN ('verifier', 'reporting_officer') AND {SOURCES} "
    "AND EXISTS (SELECT 1 FROM hotline_call c WHERE c.call_id = hotline_calleridentity.call_id)",
    "hotline_calloutcome": "EXISTS (SELECT 1 FROM hotline_call c WHERE c.call_id = hotline_calloutcome.call_id)",
    "intake_sourcetext": f"(SELECT truceline_role()) IN {TEXT_READERS} AND {CIRCLE}",
    "intake_textpart": "EXISTS (SELECT 1 FROM intake_sourcetext t WHERE t.id = intake_textpart.text_id)",
    "intake_textclaim": "EXISTS (SELECT 1 FROM intake_textpart p WHERE p.id = intake_textclaim.part_id)",
    "intake_claimdecision": "EXISTS (SELECT 1 FROM intake_textclaim c WHERE c.id = intake_claimdecision.claim_id)",
}


# the tables that the first migration of the wall closes; each later one is closed by its own app: ``wall(table)``
FIRST = ("intake_report", "intake_sourceidentity", "casework_incident", "casework_finding", "casework_event")


def policies(tables: Sequence[str]) -> list[str]:
    made = []
    for table in tables:
        rule = f"{ASKED_BY_ENGINE} OR {SEEN[table]}"
        made += [
            f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY",
            f"CREATE POLICY {table}_seen ON {table} FOR SELECT USING ({rule})",
            f"CREATE POLICY {table}_added ON {table} FOR INSERT WITH CHECK (true)",
            f"CREATE POLICY {table}_changed ON {table} FOR UPDATE USING ({rule}) WITH CHECK (true)",
        ]
    return made


def build(apps: Any, editor: Any) -> None:
    """The first migration's step."""
    if editor.connection.vendor == "postgresql":
        for statement in (*FUNCTIONS, *policies(FIRST)):
            editor.execute(statement, params=None)


def _removals(tables: Sequence[str]) -> list[str]:
    return [f"DROP POLICY IF EXISTS {t}_{what} ON {t}" for t in tables for what in ("seen", "added", "changed")]


def wall(*tables: str) -> Any:
    """A migration step that closes further tables, or some anew; ``SEEN`` says who sees a row of each."""
    from django.db import migrations

    def close(apps: Any, editor: Any) -> None:
        if editor.connection.vendor == "postgresql":
            for statement in (*FUNCTIONS, *_removals(tables), *policies(tables)):
                editor.execute(statement, params=None)

    return migrations.RunPython(close, migrations.RunPython.noop)


def grant() -> None:
    """Make the role and let it do what the application does; run by the owner after every migration.

    Raises E-WEB-045 where the owner may not make it and nobody let the owner act as it.
    """
    if connection.vendor != "postgresql":
        return
    _make_role()
    with connection.cursor() as cursor:
        cursor.execute(f"GRANT USAGE ON SCHEMA public TO {ROLE}")
        cursor.execute(f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {ROLE}")
        cursor.execute(f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {ROLE}")
        cursor.execute(f"REVOKE UPDATE, DELETE, TRUNCATE ON {', '.join(APPEND_ONLY)} FROM {ROLE}")


def _make_role() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user, EXISTS (SELECT 1 FROM pg_roles WHERE rolname = %s)", [ROLE])
        owner, there = cursor.fetchone()
        if there:
            cursor.execute("SELECT pg_has_role(current_user, %s, 'MEMBER')", [ROLE])
            if cursor.fetchone()[0]:
                return
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            if not there:
                cursor.execute(f"CREATE ROLE {ROLE} NOLOGIN")
            cursor.execute(f"GRANT {ROLE} TO CURRENT_USER")
    except DatabaseError as error:
        raise TrucelineError(problem("E-WEB-045", "PostgreSQL", value=owner)) from error


def act_for(who: str) -> None:
    """From now on this connection acts for a person's number, ``engine`` or nobody."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config('truceline.user_id', %s, false)", [who])


@contextmanager
def acting_for_engine() -> Iterator[None]:
    """What the service itself does once an action has checked a person's right: a party moves on an incident, or adds
    to a history, that it may not read. After an error the transaction's end puts back for whom the connection acts."""
    if connection.vendor != "postgresql":
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('truceline.user_id', true)")
        before = cursor.fetchone()[0]
    act_for(ENGINE)
    yield
    act_for(before or NOBODY)


@receiver(connection_created)
def _behind_the_wall(sender: Any, connection: Any, **kwargs: Any) -> None:
    """Outside of requests it is the engine that works; in requests the middleware below says for whom."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            # Compiling a query's conditions takes longer than any page's query: the wall makes many look costly.
            cursor.execute(
                "SELECT set_config('truceline.user_id', %s, false), set_config('jit', 'off', false)", [ENGINE]
            )
            if os.environ.get("TRUCELINE_APP_ROLE") == "1":  # set by wsgi.py: migrations run as the owner
                cursor.execute(f"SET ROLE {ROLE}")


class ActsForThePerson:
    """Every request acts for the person who is signed in, or for nobody."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if connection.vendor != "postgresql":
            return self.get_response(request)
        act_for(NOBODY)
        try:
            if request.user.is_authenticated:
                act_for(str(request.user.pk))
            return self.get_response(request)
        finally:
            act_for(NOBODY)
