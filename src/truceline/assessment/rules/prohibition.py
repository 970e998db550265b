"""A prohibition is touched when somebody it binds commits a prohibited act under its conditions.

Source: docs/methods/assessment.md §4
"""

from __future__ import annotations

from truceline.agreement.model import Agreement, Provision, plain
from truceline.assessment.predicates import ActIs, BoundBy, Predicate, Rule
from truceline.assessment.rules.conditions import shared_predicates


def compile_rule(provision: Provision, view: Agreement) -> Rule:
    acts = tuple(provision.acts or ())
    if not acts and provision.distances is not None:
        acts = ("weapon_presence",)
    predicates: list[Predicate] = [ActIs(acts), BoundBy(tuple(provision.bound) if provision.bound else None)]
    predicates += shared_predicates(provision, view)
    return Rule(
        provision.id, "prohibition", plain(provision.text), provision.basis, provision.source, tuple(predicates), True
    )
