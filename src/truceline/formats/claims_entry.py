"""What every entry of a claims file shares: days, times, zones, sources, and values that have their own code."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from truceline.agreement.clock import local_datetime

Count = Annotated[int, Field(ge=0)]
Basis = Literal["V", "S", "B"]


class Coded(ValueError):
    """A value that has its own code; ``values`` fill the message."""

    def __init__(self, code: str, **values: object) -> None:
        self.code, self.values = code, values
        super().__init__(code)


def one_of(known: tuple[str, ...], code: str = "E-CLAIM-002") -> AfterValidator:
    def check(value: str) -> str:
        if value in known:
            return value
        hint = f"Write one of: {', '.join(known)}."
        if code == "E-CLAIM-002":
            raise Coded(code, cause=f"'{value}' is not known here", hint=hint)
        raise Coded(code, value=value, hint=hint)

    return AfterValidator(check)


def _day(text: str) -> str:
    try:
        date.fromisoformat(text)
    except ValueError as error:
        raise Coded("E-CLAIM-012", value=text) from error
    return text


def _moment(text: str) -> str:
    try:
        local_datetime(text)
    except ValueError as error:
        raise Coded("E-CLAIM-012", value=text) from error
    return text


def _zone(text: str) -> str:
    try:
        ZoneInfo(text)
    except (KeyError, ValueError, OSError) as error:
        raise Coded("E-CLAIM-002", cause=f"'{text}' is no zone", hint="Write for instance Asia/Damascus.") from error
    return text


Day = Annotated[str, AfterValidator(_day)]
LocalTime = Annotated[str, AfterValidator(_moment)]
ZoneName = Annotated[str, AfterValidator(_zone)]


class Entry(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


class Sourced(Entry):
    """``text_id``: the source text it was read in. ``source`` may be left out then: it is the text's own."""

    text_id: str | None = None
    source: str | None = None
    basis: Basis | None = None
