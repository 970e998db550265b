"""A right shapes: its exercise is no breach of the provisions it names. It cannot be violated itself.

A right of self-defence (any right with argued exceptions) lifts nothing: it is claimed by somebody, never granted here.
Source: docs/methods/assessment.md §4
"""

from __future__ import annotations

from truceline.agreement.model import Agreement, Provision, plain
from truceline.assessment.predicates import ActIs, BoundBy, Predicate, Rule
from truceline.assessment.rules.conditions import shared_predicates


def compile_rule(provision: Provision, view: Agreement) -> Rule:
    predicates: list[Predicate] = [ActIs(tuple(provision.acts or ("any",)))]
    holders = provision.holders or provision.bound
    if holders:
        predicates.append(BoundBy(tuple(holders)))
    predicates += shared_predicates(provision, view)
    lifts = () if provision.exceptions else tuple(provision.lifts or ())
    return Rule(
        provision.id,
        "right",
        plain(provision.text),
        provision.basis,
        provision.source,
        tuple(predicates),
        False,
        lifts,
    )
