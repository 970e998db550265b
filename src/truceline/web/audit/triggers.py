"""Triggers that keep a table append-only, for both databases."""

from __future__ import annotations

from typing import Any


def guard(table: str) -> Any:
    """A migration step: no UPDATE, no DELETE, no TRUNCATE on a table, whoever asks."""
    from django.db import migrations

    return migrations.RunPython(_install(table), _remove(table))


def unguarded(table: str, step: Any) -> list[Any]:
    """Migration steps: fill a column that is new on an append-only table, for which its guard is taken off."""
    from django.db import migrations

    off = migrations.RunPython(_remove(table), _install(table))
    return [off, migrations.RunPython(step, migrations.RunPython.noop), guard(table)]


def _install(table: str) -> Any:
    def install(apps: Any, editor: Any) -> None:
        for statement in statements(table, editor.connection.vendor):
            editor.execute(statement, params=None)

    return install


def _remove(table: str) -> Any:
    def remove(apps: Any, editor: Any) -> None:
        for statement in removals(table, editor.connection.vendor):
            editor.execute(statement, params=None)

    return remove


def statements(table: str, vendor: str) -> list[str]:
    if vendor == "sqlite":
        return [
            f"CREATE TRIGGER {table}_no_{what.lower()} BEFORE {what} ON {table} "
            f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
            for what in ("UPDATE", "DELETE")
        ]
    return [
        "CREATE OR REPLACE FUNCTION truceline_append_only() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END $$",
        f"CREATE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE ON {table} "
        "FOR EACH ROW EXECUTE FUNCTION truceline_append_only()",
        f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} "
        "FOR EACH STATEMENT EXECUTE FUNCTION truceline_append_only()",
    ]


def removals(table: str, vendor: str) -> list[str]:
    if vendor == "sqlite":
        return [f"DROP TRIGGER IF EXISTS {table}_no_{what}" for what in ("update", "delete")]
    return [f"DROP TRIGGER IF EXISTS {table}_no_{what} ON {table}" for what in ("change", "truncate")]
