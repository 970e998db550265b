"""Whether the database has the schema of this release."""

from __future__ import annotations

from django.db import connection
from django.db.migrations.executor import MigrationExecutor


def is_current() -> bool:
    """No migration waits. Raises DatabaseError if the database does not answer."""
    executor = MigrationExecutor(connection)
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())
