"""Whom an instrument binds, names or leaves outside."""

from __future__ import annotations

from typing import Literal

from pydantic import ConfigDict, Field

from truceline.agreement.model.base import Id, LocalTime, Sourced, Text


class Member(Sourced):
    """Who belongs to a party, and since when."""

    actor: str = Field(description="Id of an actor of the registry.")
    since: LocalTime | None = Field(None, alias="from", description="Accession. Default: from the start.")
    until: LocalTime | None = Field(None, description="Withdrawal or exclusion.")
    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


AnswersFor = Literal[
    "part_of", "affiliate_of", "allied_with", "member_of", "controlled_by", "supports", "successor_of", "merged_into"
]


class Party(Sourced):
    """A side that is bound. Affiliates answer through it where `answers_for` says so."""

    id: Id
    name: Text
    members: list[Member] = Field(default_factory=list, description="Which actors belong to it, since when.")
    answers_for: list[AnswersFor] = Field(
        default=["part_of"], description="Registry relations through which others answer under this party."
    )
    open_membership: bool = Field(
        False, description="True when the full list of members was never published: groups not named may be bound."
    )
    may_include: list[str] = Field(
        default_factory=list, description="With open_membership: the actors of which membership cannot be told."
    )


class Role(Sourced):
    """Guarantor, sponsor, observer, mediator, monitor, host: named by the agreement, not bound as a party."""

    actor: str = Field(description="Id of an actor of the registry.")
    role: Literal["guarantor", "sponsor", "observer", "mediator", "monitor", "host", "facilitator", "signatory"] = (
        Field(description="What it does under the agreement. A provision binds it only by naming it in `bound`.")
    )
    for_parties: list[str] | None = Field(None, description="Party ids this guarantor answers for.")
    since: LocalTime | None = Field(None, alias="from", description="Default: from the start.")
    until: LocalTime | None = Field(None, description="First moment at which it no longer has the role.")
    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


class Exclusion(Sourced):
    """Whom the agreement leaves outside. Acts by or against them: other law, not assessed."""

    id: Id
    actors: list[str] = Field(default_factory=list, description="Excluded by identity, under whatever name.")
    lists: list[str] = Field(
        default_factory=list, description="Designation lists, as they stood on the day of the incident."
    )
    match: Literal["by_name", "by_identity"] = Field(
        "by_identity",
        description="by_name: the name itself must be listed. by_identity: renames and successors follow.",
    )
    include_relations: list[str] = Field(
        default_factory=list, description="Also actors in these relations to an excluded one, e.g. affiliate_of."
    )
    areas: list[str] | None = Field(None, description="Only in these areas. Default: everywhere.")
    applies_to: Literal["either", "initiator", "target"] = Field(
        "either", description="Outside if whoever acted is excluded, or whoever was acted upon, or either."
    )
    by_endorsement: str | None = Field(None, description="Holds by this entry of `endorsements`, from its day on.")
