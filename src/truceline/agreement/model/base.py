"""What every part of an agreement has in common: texts, times, ids, sources."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

Text = Annotated[
    str | dict[str, str],
    Field(description="A text in one language, or one text per language code: {en: …, ar: …, ru: …}."),
]
LocalTime = Annotated[
    str,
    Field(
        pattern=r"^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2})?(Z|[+-]\d{2}:\d{2})?)?$",
        description="Local day or time: 2016-02-27, 2016-02-27T12:00, 2016-02-27T24:00. With Z it is absolute.",
    ),
]
Weekday = Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
Duration = Annotated[
    str,
    Field(
        pattern=r"^P(?:\d+W|(?:\d+D)?(?:T(?:\d+H)?(?:\d+M)?)?)$",
        description="ISO 8601 duration in weeks, days, hours, minutes: P7D, PT48H, P2W.",
    ),
]
Term = Annotated[
    str,
    Field(
        pattern=r"^P(?:\d+W|(?:\d+Y)?(?:\d+M)?(?:\d+D)?(?:T(?:\d+H)?(?:\d+M)?)?)$",
        description="ISO 8601 duration in years, months, weeks, days, hours, minutes: P5Y, P3M, P7D, PT48H. Months and "
        "years run to the same day of the month, or to its last day where it has no such day.",
    ),
]
BasisMark = Annotated[
    Literal["V", "S", "B"],
    Field(description="V read in the text or an official statement; S secondary account; B background, never decides."),
]
Id = Annotated[
    str,
    Field(
        min_length=1,
        max_length=80,
        pattern=r"^[A-Za-z0-9][A-Za-z0-9_.\-]*$",
        description="The name by which other parts call it: letters, digits, '.', '-' and '_'.",
    ),
]
DayCount = Annotated[
    Literal["hours", "calendar_days", "exclude_first_day", "working_days"],
    Field(
        description="How days are counted: periods of 24 hours; calendar days with the first; calendar days after it; "
        "days that are neither weekend nor holiday of `calendar`, after the first."
    ),
]
Readings = Annotated[list[str] | None, Field(description="Holds under these readings only. Leave out: under all.")]


class Part(BaseModel):
    """What every part of an agreement may say about itself."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Sourced(Part):
    basis: BasisMark = "V"
    source: str | None = Field(
        None, description="Id of an entry of `sources`, or an address. May add a locator: 'ID, para 2'."
    )
    readings: Readings = None
    known_from: LocalTime | None = Field(
        None, description="When this became known. Default: when the agreement was signed."
    )
    note: Text | None = Field(None, description="For readers; nothing is reckoned from it.")


class Source(Part):
    """A text that was read."""

    id: Id
    title: Text
    url: str | None = Field(None, description="Where it can be read.")
    locator: str | None = Field(None, description="Page, paragraph or document number within it.")


class Calendar(Part):
    """Which days are no working days. Needed where days are counted as `working_days`."""

    weekend: list[Weekday] = Field(
        min_length=1, max_length=6, description="Days of rest of every week, e.g. [friday, saturday]."
    )
    holidays: list[LocalTime] = Field(default_factory=list, description="Days of rest beside them.")
    source: str | None = Field(None, description="Where the days of rest are laid down.")


class Zone(Part):
    """A time zone the text does not state: every time is then an interval between the candidates."""

    unstated: list[str] = Field(min_length=1, description="IANA zones that the text may have meant.")


def plain(text: Text | None, language: str = "en") -> str:
    """One string out of a text: the language asked for, else English, else the first given; empty for None."""
    if text is None:
        return ""
    if isinstance(text, str):
        return text
    return text.get(language) or text.get("en") or next(iter(text.values()), "")
