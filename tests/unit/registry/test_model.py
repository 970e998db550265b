"""The registry files' model and its published schemas."""

from __future__ import annotations

import json

import jsonschema
import pytest
from pydantic import ValidationError

from tests.shared_data import ROOT
from truceline.formats.yaml_lines import read_yaml
from truceline.registry.model import ActorEntry, Alias, actors_schema, designations_schema

SCHEMAS = {"actors": actors_schema, "designations": designations_schema}


@pytest.mark.parametrize("name", sorted(SCHEMAS))
def test_published_schema_is_that_of_the_model(name: str) -> None:
    """The schema that editors read is generated from the model that the loader uses."""
    published = json.loads((ROOT / "schemas" / f"{name}.schema.json").read_text(encoding="utf-8"))
    assert published == SCHEMAS[name]()


@pytest.mark.parametrize("name", sorted(SCHEMAS))
def test_bundled_files_follow_their_schema(name: str) -> None:
    """An editor that validates by the schema finds nothing to complain about in the bundled registry."""
    data = read_yaml(ROOT / "registries" / "syria" / f"{name}.yaml", "E-REG-001").data
    jsonschema.Draft202012Validator(SCHEMAS[name]()).validate(data)


@pytest.mark.parametrize("day", ["2016-02-30", "2016-13-01", "28.07.2016", "2016"])
def test_days_must_exist(day: str) -> None:
    """A day that no calendar has is refused."""
    with pytest.raises(ValidationError):
        Alias.model_validate({"name": "A", "from": day})


def test_unknown_keys_are_refused() -> None:
    """A mis-spelled key is never silently lost."""
    with pytest.raises(ValidationError):
        ActorEntry.model_validate({"id": "a", "name": "A", "kind": "state", "alias": []})
