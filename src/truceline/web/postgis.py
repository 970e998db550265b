"""Places as geometry on PostgreSQL with PostGIS: columns that the database keeps by itself, with their indexes.

They follow longitude and latitude and are written by nobody. Without the extension nothing is missing but them: the
service asks by box columns, which is the quicker way behind the second wall too (docs/decisions/0019-postgis.md).
"""

from __future__ import annotations

from django.db import connection, transaction
from django.db.utils import DatabaseError

from truceline.vocabulary.errors import Problem, problem

SRID = 4326
# table -> the column and what it is made of
GEOMETRY = {
    "casework_incident": ("extent", f"ST_MakeEnvelope(west, south, east, north, {SRID})"),
    "intake_report": ("place", f"ST_SetSRID(ST_MakePoint(lon, lat), {SRID})"),
}


def build_geometry() -> Problem | None:
    """Add what is missing; the reason where it cannot be: E-WEB-043, E-WEB-044. Does nothing a second time."""
    if connection.vendor != "postgresql":
        return None
    reason = _extension()
    if reason is not None:
        return reason
    with transaction.atomic(), connection.cursor() as cursor:
        for table, (column, made_of) in GEOMETRY.items():
            there = "SELECT 1 FROM information_schema.columns WHERE table_schema = current_schema() "
            cursor.execute(f"{there} AND table_name = '{table}' AND column_name = '{column}'")
            if cursor.fetchone() is None:
                kind = f"geometry(Geometry, {SRID}) GENERATED ALWAYS AS ({made_of}) STORED"
                cursor.execute(f"ALTER TABLE {table} ADD COLUMN {column} {kind}")
            cursor.execute(f"CREATE INDEX IF NOT EXISTS {table}_{column}_gist ON {table} USING gist ({column})")
    return None


def _extension() -> Problem | None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_extension WHERE extname = 'postgis'")
        if cursor.fetchone():
            return None
        cursor.execute("SELECT 1 FROM pg_available_extensions WHERE name = 'postgis'")
        if cursor.fetchone() is None:
            return problem("E-WEB-043", "PostgreSQL")
        cursor.execute("SELECT current_user")
        role = cursor.fetchone()[0]
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("CREATE EXTENSION postgis")
    except DatabaseError:
        return problem("E-WEB-044", "PostgreSQL", value=role)
    return None
