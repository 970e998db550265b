"""A procedure says what may or must be done about an incident. It is named in the trace and changes no outcome.

Source: docs/methods/assessment.md §4
"""

from __future__ import annotations

from truceline.agreement.model import Agreement, Provision, plain
from truceline.assessment.predicates import ActIs, Rule
from truceline.assessment.rules.conditions import shared_predicates


def compile_rule(provision: Provision, view: Agreement) -> Rule:
    predicates = (ActIs(tuple(provision.acts or ("any",))), *shared_predicates(provision, view))
    return Rule(provision.id, "procedure", plain(provision.text), provision.basis, provision.source, predicates, False)
