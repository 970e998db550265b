"""When an instrument holds: windows, declarations, endorsements, rulings, what was certified."""

from __future__ import annotations

from typing import Literal

from pydantic import ConfigDict, Field

from truceline.agreement.model.base import (
    DayCount,
    Duration,
    Id,
    LocalTime,
    Part,
    Sourced,
    Term,
    Text,
    Weekday,
)


class Renewal(Part):
    """A window that goes on by itself unless somebody gives notice in time (a status event `gives_notice`)."""

    length: Term | None = Field(None, alias="for", description="How long each further term is. Default: as the first.")
    notice: Duration = Field(description="How long before a term is over notice must be given: P30D.")
    day_count: DayCount = Field("hours", description="How the days of `notice` are counted.")
    times: int | None = Field(None, ge=1, description="It renews so many times at most. Default: without an end.")
    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


class DailyHours(Part):
    """Hours of the local day in which a window holds, each day between its ends; half-open like the window."""

    begins: str = Field(pattern=r"^([01]\d|2[0-3]):[0-5]\d$", description="The hour at which it begins to hold: 09:00.")
    ends: str = Field(
        pattern=r"^(([01]\d|2[0-3]):[0-5]\d|24:00)$",
        description="The hour at which it no longer holds: 14:00, 24:00. Not after `begins`: of the next day.",
    )
    days: list[Weekday] | None = Field(
        None, min_length=1, description="Only on these days of the week, by the day on which it begins. Default: all."
    )


class Window(Sourced):
    """From when to when something holds, half-open. Several windows add up."""

    id: Id | None = Field(None, description="A name for it, where somebody wants to speak of it.")
    start: LocalTime = Field(alias="from", description="First moment at which it holds.")
    until: LocalTime | None = Field(None, description="First moment at which it no longer holds. Null: open-ended.")
    duration: Term | None = Field(None, alias="for", description="Instead of `until`: how long it holds.")
    day_count: DayCount = "hours"
    daily: list[DailyHours] | None = Field(
        None, min_length=1, description="Only in these hours of each day, between its ends. Default: all day long."
    )
    renews: Renewal | None = Field(None, description="It goes on by itself unless notice is given. In `in_force` only.")
    areas: list[str] | None = Field(None, description="Only in these areas. Default: the scope of the agreement.")
    by: str | None = Field(None, description="Who announced it (actor id).")
    announced: LocalTime | None = Field(
        None, description="When an extension was made known, if that was after `from`. It is then known from that on."
    )
    retroactive: Literal["yes", "no", "unstated"] | None = Field(
        None,
        description="With `announced` after `from`: does it also hold for the time before it was announced? "
        "unstated: that time cannot be told.",
    )
    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


class Extension(Sourced):
    """A deadline put off. Before it was made known it does not exist: what was known then decides."""

    id: Id | None = Field(None, description="A name for it, where somebody wants to speak of it.")
    on: LocalTime | None = Field(None, description="The new deadline. A day means until it is over.")
    further: Term | None = Field(
        None, description="Instead of `on`: how much longer than the deadline before it, in its way of counting: P14D."
    )
    takes_back: str | None = Field(
        None,
        description="Instead of both: id of the extension that is taken back. Until then it stood; from then on the "
        "deadline before it holds again.",
    )
    by: str = Field(description="Who put it off, or took that back: an actor id or a name.")
    announced: LocalTime = Field(
        description="When it was made known. It is known from then on, unless `known_from` says otherwise."
    )
    retroactive: Literal["yes", "no", "unstated"] | None = Field(
        None,
        description="With `announced` after the deadline before it: was it in time in between? unstated: cannot tell.",
    )


class StatusEvent(Sourced):
    """What somebody declared about the agreement's force. Only an `effect` changes it."""

    id: Id | None = Field(None, description="A name for it, where somebody wants to speak of it.")
    on: LocalTime
    by: str = Field(description="Who declared it: an actor id or a name.")
    claim: Text
    effect: Literal["none", "ends", "suspends", "resumes", "gives_notice", "withdraws_notice"] = Field(
        "none",
        description="What it did to force: nothing, an end, a pause, the end of a pause; gives_notice: no window that "
        "`renews` goes on beyond the first term for whose end the notice is in time; withdraws_notice: takes it back.",
    )
    takes_back: str | None = Field(None, description="With withdraws_notice: id of the notice taken back.")
    window: str | None = Field(
        None, description="With gives_notice: id of the window that shall not renew. Default: every one that renews."
    )
    contested: bool = Field(
        False, description="True where it is disputed whether it had its effect: under no reading can it then be told."
    )
    provisions: list[str] | None = Field(None, description="Only these provisions. Default: the whole agreement.")
    parties: list[str] | None = Field(None, description="Only for these parties (one side suspends its own duty).")
    areas: list[str] | None = Field(None, description="Only in these areas.")


class Relation(Sourced):
    """How this instrument stands to another."""

    type: Literal[
        "amends", "extends", "overlays", "endorses", "endorsed_by", "supersedes", "implements", "noted_by", "follows"
    ] = Field(description="What this instrument does to the other. It is shown; each is assessed by itself.")
    instrument: str = Field(description="Id of the other agreement, or how its text is called.")


class Certification(Sourced):
    """Somebody with the standing to do so recorded that a provision was carried out. No finding of ours replaces it."""

    id: Id
    provision: str = Field(description="The provision that was carried out.")
    on: LocalTime
    by: str = Field(description="Who certified it: an actor id or a name.")


class Determination(Sourced):
    """A body recorded that a party broke provisions. Only provisions that are `reciprocal` heed it, and only it."""

    id: Id
    party: str = Field(description="Id of the party that broke them.")
    provisions: list[str] = Field(min_length=1, description="What it broke.")
    by: str = Field(description="Who determined it; a provision says in `determined_by` whose word counts.")
    on: LocalTime = Field(description="From when it stands.")
    until: LocalTime | None = Field(None, description="From when the breach counts as over. Default: it stands.")
    contested: bool = Field(False, description="True where its effect is disputed: what hangs on it cannot be told.")
    text: Text = Field(description="What was determined, in own words.")


class Consent(Sourced):
    """Somebody consented to what a provision forbids without consent, or refused it. Recorded, never presumed."""

    id: Id
    by: str = Field(description="Who gave or refused it; a provision says in `unless_consent` whose counts.")
    provisions: list[str] = Field(min_length=1, description="What it lifts, or leaves as it is where refused.")
    to: list[str] | None = Field(
        None, description="To whom: party or actor ids (of a refusal: parties). Default: everybody."
    )
    acts: list[str] | None = Field(None, description="For these acts only. Default: for all; of a refusal always all.")
    areas: list[str] | None = Field(None, description="Only in these areas. Default: everywhere.")
    start: LocalTime = Field(alias="from", description="First moment for which it was given.")
    until: LocalTime | None = Field(None, description="First moment for which it no longer holds. Null: open-ended.")
    refused: bool = Field(False, description="True where it was refused.")
    text: Text = Field(description="What was consented to or refused, in own words.")
    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


class Endorsement(Sourced):
    """Another body took the instrument over: who, when, by what, and what follows from it."""

    id: Id
    by: str = Field(description="Who endorsed it: an actor id or a name.")
    instrument: str = Field(description="The text that endorses, e.g. S/RES/2268 (2016), or an agreement's id.")
    on: LocalTime
    adds: Text = Field(description="What it adds in law or in fact, in own words. Parts say so with `by_endorsement`.")


class Interpreter(Sourced):
    """A body whose decision on what the text means is binding."""

    id: Id
    body: str = Field(description="Actor id or name of the body.")
    provisions: list[str] | None = Field(None, description="On these provisions only. Default: on all.")


class Ruling(Sourced):
    """A decision of a binding interpreter for one reading. The others stay visible, marked as overtaken."""

    id: Id
    by: str = Field(description="Id of an entry of `interpreters`.")
    on: LocalTime = Field(description="Day of the decision.")
    binds_from: LocalTime | None = Field(None, description="From when it binds, if not from `on`.")
    reading: str = Field(description="The reading that it made binding.")
    provisions: list[str] | None = Field(None, description="As to these provisions. Default: all the body decides on.")
    text: Text = Field(description="What was decided, in own words.")
