"""What the text says, one duty at a time."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from truceline.agreement.model.base import DayCount, Duration, Id, LocalTime, Part, Sourced, Term, Text
from truceline.agreement.model.force import Extension, Window


class DistanceLimit(Part):
    """One weapon class and how near to its baseline it may come."""

    weapons: list[str] = Field(min_length=1, description="Weapon terms; a broader one takes in the narrower.")
    calibre_min_mm: float | None = Field(None, description="Only from this calibre up, in millimetres.")
    calibre_max_mm: float | None = Field(None, description="Only up to this calibre, in millimetres.")
    range_min_m: float | None = Field(None, gt=0, description="Only weapons that reach at least so far.")
    range_max_m: float | None = Field(None, gt=0, description="Only weapons that reach no farther.")
    systems: list[str] | None = Field(None, description="Only these systems by name, e.g. [BM-27 Uragan].")
    min_m: float = Field(gt=0, description="Nearer to the baseline than this is prohibited.")
    baseline: str | None = Field(None, description="Its own baseline, an area of shape line. Default: that above.")
    side: Literal["both", "left", "right"] | None = Field(None, description="Its own side. Default: that above.")


class Distances(Part):
    """How far weapons stay from a line, by class."""

    baseline: str | None = Field(
        None, description="Id of an area of shape line; may be left out if every limit names its own."
    )
    side: Literal["both", "left", "right"] = Field("both", description="Seen along the order of the line's corners.")
    limits: list[DistanceLimit] = Field(min_length=1, description="One entry a weapon class.")

    def line_of(self, limit: DistanceLimit) -> tuple[str, Literal["both", "left", "right"]]:
        """Baseline and side that one limit is measured from; the loader has seen to it that there is one."""
        return limit.baseline or self.baseline or "", limit.side or self.side


Per = Annotated[
    str,
    Field(
        pattern=r"^(report|total|day|week|month|P[1-9][0-9]{0,3}D|P[1-9][0-9]{0,2}W)$",
        description="What is added up: each report by itself; all of them; those of one local day, ISO week or month; "
        "those of one period of so many days or weeks, counted from the start of force (P7D, P2W).",
    ),
]
Each = Annotated[
    list[Literal["side", "actor", "area", "target"]],
    Field(
        description="A balance of its own for each side (party) that acted, each actor, each area of `where`, each "
        "party or actor acted upon. Empty: one balance for all."
    ),
]


class Bound(Part):
    """A ceiling or floor on an amount, and over what it is added up."""

    max: float | None = Field(None, ge=0, description="More than this touches the provision.")
    min: float | None = Field(None, ge=0, description="Fewer than this touches the provision.")
    per: Per = "report"
    each: Each = Field(default_factory=list)


class SubQuota(Bound):
    """A bound on a part of what the provision counts: some crossings, some goods, some weapons."""

    id: Id
    text: Text | None = Field(None, description="What it bounds, in own words.")
    unit: str | None = Field(None, description="Its own unit, of the same measure. Default: the unit of the whole.")
    where: list[str] | None = Field(None, description="Only items in these areas.")
    acts: list[str] | None = Field(None, description="Only items by these acts.")
    weapons: list[str] | None = Field(None, description="Only items with these weapons.")
    bound: list[str] | None = Field(None, description="Only items of these parties or actors.")


class Quantity(Bound):
    """How much or how many. With `per` other than report it is a running balance over all reports."""

    unit: str = Field(
        description="What is counted. Kilograms and tonnes are added up; any other unit cannot be compared."
    )
    reduced_by: list[str] = Field(
        default_factory=list, description="Acts that take from the balance, e.g. [withdrawal]."
    )
    net: bool = Field(
        False,
        description="True where what left first may be replaced later (piece for piece, rotation): the balance may lie "
        "below zero. False: it is what is there, never less than nothing.",
    )
    counts: list[str] | None = Field(
        None,
        description="Acts that are added up, where they are not those that touch the provision: deliveries under a "
        "floor that a failure_to_deliver touches.",
    )
    sub_quotas: list[SubQuota] = Field(default_factory=list, description="Bounds on parts of it.")

    def unit_of(self, bound: Bound) -> str:
        """The unit of the whole, or of one of its sub-quotas."""
        return (bound.unit if isinstance(bound, SubQuota) else None) or self.unit


class EmergencyNotice(Part):
    """A shorter notice where an emergency is argued. That it was one is argued, never granted."""

    before: Duration
    kinds: list[str] = Field(
        default=["emergency"], min_length=1, description="Words of `exceptions_argued` in reports that argue it."
    )


class Notice(Part):
    """Acts that must be notified. Done without notice they breach this provision; they stay as lawful as they were."""

    of: list[str] = Field(min_length=1, description="Acts that must be notified beforehand.")
    before: Duration = Field(description="How long before the act begins: P2D, PT48H.")
    day_count: DayCount = "hours"
    to: list[str] | None = Field(None, description="Who must receive it: actor or party ids. Default: not asked.")
    emergency: EmergencyNotice | None = Field(None, description="The shorter notice in an emergency.")


class Ensures(Part):
    """A duty to prevent, restrain or ensure the conduct of others.

    Their breach may touch it and never does so for sure: only a report that claims the omission itself
    (an act in `breached_by`, by whoever is bound) can.
    """

    parties: list[str] = Field(min_length=1, description="Whose conduct: party or actor ids, or [any].")
    provisions: list[str] | None = Field(None, description="Breaches of these provisions. Default: of any.")
    acts: list[str] | None = Field(
        None, description="Acts of theirs, where they signed nothing that they could breach: a group that did not sign."
    )


class Reciprocity(Part):
    """The duty is off for the others while it stands determined that one party broke what is named here."""

    breach_of: list[str] = Field(min_length=1, description="Provisions whose breach by the other side counts.")
    determined_by: list[str] = Field(
        min_length=1, description="Whose `determinations` count. No finding of ours ever does."
    )


class UnlessConsent(Part):
    """Forbidden unless somebody consents, as entries of `consents` record it."""

    by: list[str] = Field(min_length=1, description="Whose consent lifts it: party or actor ids, or names.")
    record: Literal["partial", "complete"] = Field(
        "partial",
        description="complete: every consent is on record, so that without one there is none. partial: one that nobody "
        "recorded may have been given, and it cannot be told.",
    )


class ArguedException(Sourced):
    """A defence somebody may argue. Truceline records it and never grants it."""

    id: Id
    kind: str = Field(description="For instance self_defence, proportionality, imminent_threat.")
    text: Text


class Due(Part):
    """A deadline: absolute, or counted from the start of force or from another provision."""

    on: LocalTime | None = Field(None, description="A day means until it is over.")
    within: Term | None = Field(None, description="How long after it starts to run: P30D, P3M.")
    undated: bool = Field(False, description="The text sets no term: it is owed and never late.")
    after: str = Field("in_force", description="'in_force', 'signed', or a provision id this deadline depends on.")
    counted_from: Literal["done", "due"] = Field(
        "done",
        description="After a provision: from when `certifications` record it as carried out, or from its own deadline.",
    )
    day_count: DayCount = "hours"
    extensions: list[Extension] = Field(
        default_factory=list, description="What put it off, also when it had passed already."
    )


class Provision(Sourced):
    """One thing the text says. Prohibitions and obligations can be violated; the other kinds shape them."""

    id: Id
    kind: Literal["prohibition", "obligation", "permission", "right", "procedure"] = Field(
        description="What must not be done, must be done, may be done, protects somebody, or says how."
    )
    text: Text = Field(description="Paraphrase in own words.")
    bound: list[str] | None = Field(None, description="Party ids, or actor ids of roles. Default: every party.")
    holders: list[str] | None = Field(None, description="Who has the right, the permission or the standing.")
    against: list[str] | None = Field(
        None, description="Protected target: party ids, actor ids, 'civilians' or 'any'. Default: any."
    )
    acts: list[str] | None = Field(None, description="Prohibited or permitted acts (terms of the glossary).")
    breached_by: list[str] | None = Field(None, description="Acts that breach an obligation.")
    weapons: list[str] | None = Field(
        None, description="Only with these weapons; a broader term takes in the narrower."
    )
    target_kinds: list[str] | None = Field(
        None, description="Only against these kinds of target, e.g. medical_facility."
    )
    where: list[str] | None = Field(None, description="Area ids where the effect lies. Default: the agreement's scope.")
    origin_where: list[str] | None = Field(None, description="Area ids where the act must come from.")
    origin_kinds: list[str] | None = Field(
        None, description="Only from these kinds of place, e.g. [residential_area, school] (kinds of target)."
    )
    across: str | None = Field(
        None, description="Only across this line (area of shape line): from one side into the other."
    )
    when: list[Window] | None = Field(
        None, description="Only in these windows. Default: while the agreement is in force."
    )
    distances: Distances | None = Field(None, description="How far weapons must stay from a line.")
    quantity: Quantity | None = Field(None, description="How much, in one report or added up.")
    notice: Notice | None = Field(None, description="Acts that must be notified beforehand.")
    ensures: Ensures | None = Field(None, description="Whose conduct whoever is bound must prevent or restrain.")
    reciprocal: Reciprocity | None = Field(
        None, description="Off while the other side is recorded as breaking what it names. Only if the text says so."
    )
    unless_consent: UnlessConsent | None = Field(None, description="Lifted by the consent of somebody.")
    by_endorsement: str | None = Field(None, description="Holds by this entry of `endorsements`, from its day on.")
    exceptions: list[ArguedException] = Field(default_factory=list, description="Defences that may be argued.")
    lifts: list[str] | None = Field(None, description="A permission: the provisions it lifts where it applies.")
    due: Due | None = Field(None, description="By when it is owed. Before that its breach touches nothing.")
    comes_after: list[str] = Field(
        default_factory=list,
        description="Provisions that come before it in the text's order of steps: drawn in the graph of commitments. A "
        "duty that runs only once another is carried out says so in `due`.",
    )
