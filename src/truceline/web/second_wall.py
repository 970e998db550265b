"""Row-level security on PostgreSQL: the second wall, for the day on which a query forgets ``visible_to``.

The server's connections act as the role ``truceline_app``, which owns nothing, and say for whom they act
(``truceline.user_id``): a person's number, or ``engine`` for the background work. Who says nothing sees nothing and
writes nothing. The wall is coarser than ``visible_to``: it does not know the delay. On SQLite there is none. Who may
see and write what: walls.py.
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
from truceline.web.walls import (
    ADDED,
    ASKED_BY_ENGINE,
    CHANGED,
    PEOPLE_ADDED,
    PEOPLE_CHANGED,
    PEOPLE_REMOVED,
    PEOPLE_SEEN,
    SEEN,
)

ROLE = "truceline_app"
ENGINE = "engine"
NOBODY = "0"
# Whom the connection acted for is read before it is set: the first part is worked out apart.
TURNED = (
    "WITH before AS MATERIALIZED (SELECT current_setting('truceline.user_id', true) AS who) "
    "SELECT who, set_config('truceline.user_id', %s, false) FROM before"
)
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

# As the owner: the tables of people have walls too, which ask these functions.
DEFINER = "LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS"
ACCOUNT = "FROM accounts_user WHERE id = truceline_uid() AND is_active"
FUNCTIONS = (
    "CREATE OR REPLACE FUNCTION truceline_uid() RETURNS bigint LANGUAGE sql STABLE AS $$ SELECT CASE WHEN "
    "current_setting('truceline.user_id', true) ~ '^[0-9]+$' "
    "THEN current_setting('truceline.user_id', true)::bigint END $$",
    "CREATE OR REPLACE FUNCTION truceline_engine() RETURNS boolean LANGUAGE sql STABLE AS "
    "$$ SELECT coalesce(current_setting('truceline.user_id', true) = 'engine', false) $$",
    f"CREATE OR REPLACE FUNCTION truceline_role() RETURNS text {DEFINER} $$ SELECT role {ACCOUNT} $$",
    f"CREATE OR REPLACE FUNCTION truceline_name() RETURNS text {DEFINER} $$ SELECT username {ACCOUNT} $$",
    f"CREATE OR REPLACE FUNCTION truceline_party() RETURNS text {DEFINER} "
    f"$$ SELECT party {ACCOUNT} AND role = 'party_liaison' $$",
    f"CREATE OR REPLACE FUNCTION truceline_inside(circle text) RETURNS boolean {DEFINER} $$ SELECT EXISTS "
    "(SELECT 1 FROM accounts_user_compartments WHERE user_id = truceline_uid() AND compartment_id = circle) $$",
    f"CREATE OR REPLACE FUNCTION truceline_circles() RETURNS text[] {DEFINER} $$ SELECT ARRAY"
    "(SELECT compartment_id::text FROM accounts_user_compartments WHERE user_id = truceline_uid()) $$",
)
RULES = {
    "seen": SEEN | PEOPLE_SEEN,
    "added": ADDED | PEOPLE_ADDED,
    "changed": CHANGED | PEOPLE_CHANGED,
    "removed": PEOPLE_REMOVED,
}
# the tables that the first migration of the wall closes; each later one is closed by its own app: ``wall(table)``
FIRST = ("intake_report", "intake_sourceidentity", "casework_incident", "casework_finding", "casework_event")


def policies(tables: Sequence[str]) -> list[str]:
    made = []
    for table in tables:
        rule = {what: f"{ASKED_BY_ENGINE} OR ({some.get(table, 'false')})" for what, some in RULES.items()}
        made += [
            f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY",
            f"CREATE POLICY {table}_seen ON {table} FOR SELECT USING ({rule['seen']})",
            f"CREATE POLICY {table}_added ON {table} FOR INSERT WITH CHECK ({rule['added']})",
            f"CREATE POLICY {table}_changed ON {table} FOR UPDATE USING ({rule['changed']})",
        ]
        if table in RULES["removed"]:  # nobody takes a row out of the other tables, the engine neither
            made.append(f"CREATE POLICY {table}_removed ON {table} FOR DELETE USING ({rule['removed']})")
    return made


def build(apps: Any, editor: Any) -> None:
    """The first migration's step."""
    if editor.connection.vendor == "postgresql":
        for statement in (*FUNCTIONS, *policies(FIRST)):
            editor.execute(statement, params=None)


def _removals(tables: Sequence[str]) -> list[str]:
    return [f"DROP POLICY IF EXISTS {t}_{what} ON {t}" for t in tables for what in RULES]


def wall(*tables: str) -> Any:
    """A migration step that closes further tables, or some anew; walls.py says who may do what with a row of each."""
    return _step(lambda: [*FUNCTIONS, *_removals(tables), *policies(tables)])


def kept_in_place(tables: Sequence[str], people: str) -> Any:
    """A migration step: triggers by which the server's role leaves rows in their compartment, whoever it acts for, and
    changes what an account may do for an administrator alone, and never for that administrator's own."""
    stays = "BEFORE UPDATE ON {0} FOR EACH ROW WHEN (OLD.compartment IS DISTINCT FROM NEW.compartment)"
    held = " OR ".join(f"OLD.{c} IS DISTINCT FROM NEW.{c}" for c in ("id", "username", "role", "party", "is_active"))
    return _step(
        lambda: [
            "CREATE OR REPLACE FUNCTION truceline_stays() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN IF current_user <> '{ROLE}' THEN RETURN NEW; END IF; "
            "RAISE EXCEPTION 'a row of % stays in its compartment', TG_TABLE_NAME; END $$",
            *(
                f"CREATE OR REPLACE TRIGGER {t}_stays {stays.format(t)} EXECUTE FUNCTION truceline_stays()"
                for t in tables
            ),
            "CREATE OR REPLACE FUNCTION truceline_account() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
            f"IF current_user <> '{ROLE}' OR truceline_engine() "
            "OR (truceline_role() = 'administrator' AND OLD.id <> truceline_uid()) THEN RETURN NEW; END IF; "
            "RAISE EXCEPTION 'an administrator says what an account may do, and not of their own'; END $$",
            f"CREATE OR REPLACE TRIGGER {people}_held BEFORE UPDATE ON {people} FOR EACH ROW WHEN ({held}) "
            "EXECUTE FUNCTION truceline_account()",
        ]
    )


def _step(statements: Callable[[], list[str]]) -> Any:
    from django.db import migrations

    def close(apps: Any, editor: Any) -> None:
        if editor.connection.vendor == "postgresql":
            for statement in statements():
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
        cursor.execute(TURNED, [ENGINE])
        before = cursor.fetchone()[0]
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
        try:  # who is signed in is told by tables without a wall
            act_for(str(request.user.pk) if request.user.is_authenticated else NOBODY)
            return self.get_response(request)
        finally:
            act_for(NOBODY)
