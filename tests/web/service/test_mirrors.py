"""Django models that mirror an Arrow table have its columns: name, type and nullability."""

from __future__ import annotations

from typing import Any

import pyarrow as pa
import pytest

pytest.importorskip("django", reason="the mission service's extra is not installed: pip install -e '.[web]'")

from truceline.tables.findings import Findings
from truceline.tables.incidents import Incidents, Members
from truceline.tables.reports import Rejects, Reports

MIRRORS = {
    "intake.Report": Reports,
    "intake.Reject": Rejects,
    "casework.Incident": Incidents,
    "casework.Member": Members,
    "casework.Finding": Findings,
}


def kinds(column: pa.Field) -> set[str]:
    if pa.types.is_timestamp(column.type):
        return {"DateTimeField"}
    if pa.types.is_list(column.type):
        return {"JSONField"}
    for check, name in (
        (pa.types.is_floating, "FloatField"),
        (pa.types.is_integer, "BigIntegerField"),
        (pa.types.is_boolean, "BooleanField"),
    ):
        if check(column.type):
            return {name}
    return {"TextField", "CharField"}


def differences(model: Any, schema: pa.Schema) -> list[str]:
    fields = {f.attname: f for f in model._meta.fields if f.name not in model.EXTRA}
    found = [f"{n}: only in one of the two" for n in set(fields) ^ set(schema.names)]
    for column in schema:
        field = fields.get(column.name)
        if field is not None:
            kind = (field.target_field if field.is_relation else field).get_internal_type()
            if kind not in kinds(column):
                found.append(f"{column.name}: {kind} for {column.type}")
            if field.null != column.nullable:
                found.append(f"{column.name}: null is {field.null} here, {column.nullable} there")
    return found


@pytest.mark.parametrize("label", MIRRORS)
def test_the_model_is_the_table(service: Any, label: str) -> None:
    """Same names, types and nullability, so that rows go to the engine as they are."""
    from django.apps import apps

    assert differences(apps.get_model(label), MIRRORS[label].schema) == []


def test_a_difference_is_found(service: Any) -> None:
    """A column that is missing, of another type or of another nullability is each told."""
    from django.apps import apps

    schema = Rejects.schema.append(pa.field("more", pa.string()))
    schema = schema.set(1, pa.field("row", pa.string())).set(2, pa.field("code", pa.string()))
    assert len(differences(apps.get_model("intake.Reject"), schema)) == 3


def test_migrations_are_complete(service: Any) -> None:
    """No model has changed without its migration."""
    from django.core.management import call_command

    call_command("makemigrations", "--check", "--dry-run", verbosity=0)
