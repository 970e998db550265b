"""The entries of a commitments register, as they are written; commitments_yaml.py turns them into rows of tables."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, field_validator

from truceline.agreement.clock import local_datetime

Basis = Literal["V", "S", "B"]


def _moment(text: str) -> str:
    local_datetime(text)
    return text


LocalTime = Annotated[str, AfterValidator(_moment)]


class Entry(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


class Sourced(Entry):
    source: str = Field(description="Source id of the instrument, an address or a title.")
    basis: Basis = "V"
    known_from: LocalTime | None = Field(None, description="When it was known. Default: when it happened.")


class Evidence(Entry):
    provision: str
    text: str = Field(description="What would show that it was carried out.")


class DateEntry(Sourced):
    """A date for a commitment other than the one the text gives; all are kept side by side."""

    id: str
    provision: str
    owner: str | None = Field(None, description="Party or actor id. Default: every owner.")
    due: LocalTime = Field(description="Last day, or moment, of the term. A day means until it is over.")
    kind: Literal["reading", "extension", "target", "stage"] = Field(
        description="reading: another way to reckon the term. extension: moves the date from when it was known. "
        "target: set by others, decides only where the text has no date. stage: on the way, decides nothing."
    )
    by: str | None = Field(None, description="Who sets or holds it.")
    says: str = Field(description="How it is reckoned or where it is said, in own words.")


class RecordEntry(Sourced):
    """A claim about how far a commitment is carried out."""

    id: str
    provision: str
    owners: list[str] | None = Field(None, description="Default: every owner of the provision.")
    on: LocalTime = Field(description="When it happened: a day, or a moment.")
    until: LocalTime | None = Field(None, description="First moment after it. Default: the end of the day.")
    status: int | None = Field(
        None, ge=0, le=3, description="0 not initiated, 1 minimal, 2 intermediate, 3 full. Default: names no level."
    )
    claimant: str = Field(description="Who says so.")
    verified_by: str | None = Field(None, description="Who checked it. Without it the level is a claim only.")
    justification: str = Field(description="Why this level, in own words.")


class HoldingEntry(Sourced):
    """Weapons at a site as somebody declared, observed or could not verify them."""

    id: str
    provision: str
    party: str
    site: str
    weapon: str
    system: str | None = None
    calibre_mm: float | None = Field(None, gt=0)
    what: Literal["declared", "observed", "withdrawn", "not_verified"]
    count: int = Field(ge=0)
    on: LocalTime
    claimant: str
    note: str | None = None


class Register(Entry):
    """commitments.yaml: what is on record about the commitments of one instrument."""

    schema_line: str | None = Field(None, alias="$schema", description="For editors.")
    truceline: Literal[1] = 1
    instrument: str = Field(description="Id of the instrument.")
    example: bool = Field(False, description="True for invented material.")
    evidence: list[Evidence] = Field(default_factory=list)
    dates: list[DateEntry] = Field(default_factory=list)
    records: list[RecordEntry] = Field(default_factory=list)
    holdings: list[HoldingEntry] = Field(default_factory=list)

    @field_validator("evidence", "dates", "records", "holdings", mode="before")
    @classmethod
    def _empty(cls, value: Any) -> Any:
        """A key with nothing under it yet, as a started register has it."""
        return [] if value is None else value


def json_schema() -> dict[str, Any]:
    """The register's JSON Schema; schemas/commitments.schema.json is written from it."""
    schema = Register.model_json_schema(by_alias=True)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "Commitments register", **schema}
