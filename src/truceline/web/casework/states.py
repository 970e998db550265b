"""The way of an incident through the mission, as a table. What is not in it cannot happen."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class State(TextChoices):
    REPORTED = "reported", _("reported")
    TRIAGED = "triaged", _("triaged")
    UNDER_VERIFICATION = "under_verification", _("under verification")
    VERIFIED = "verified", _("verified")
    REFUTED = "refuted", _("refuted")
    INCONCLUSIVE = "inconclusive", _("inconclusive")
    ASSESSED = "assessed", _("assessed")
    REFERRED = "referred", _("referred to the party")
    ANSWERED = "answered", _("answered")
    CLOSED = "closed", _("closed")


CONCLUSIONS = (State.VERIFIED, State.REFUTED, State.INCONCLUSIVE)
ISSUED = (State.ASSESSED, State.REFERRED, State.ANSWERED, State.CLOSED)

OPEN = (State.REPORTED, State.TRIAGED, State.UNDER_VERIFICATION)  # nobody has concluded anything yet

# (from, to) -> operation of accounts.rights that it takes
STEPS: dict[tuple[str, str], str] = {
    (State.REPORTED, State.TRIAGED): "casework.triage",
    (State.TRIAGED, State.UNDER_VERIFICATION): "casework.triage",
    **{(State.UNDER_VERIFICATION, end): "casework.verify" for end in CONCLUSIONS},
    **{(end, State.ASSESSED): "casework.assess" for end in CONCLUSIONS},
    (State.ASSESSED, State.REFERRED): "question.put",
    (State.REFERRED, State.ANSWERED): "casework.answer",
    (State.ANSWERED, State.REFERRED): "question.put",  # a further question
    (State.REFERRED, State.ASSESSED): "question.put",  # every question was withdrawn
    **{(now, State.CLOSED): "casework.assess" for now in (State.ASSESSED, State.REFERRED, State.ANSWERED)},
    **{(now, State.UNDER_VERIFICATION): "casework.verify" for now in (*CONCLUSIONS, *ISSUED)},
}
# Questions to a party are put while an incident is looked into or was issued, not about what nobody has looked at.
ASKABLE = (State.UNDER_VERIFICATION, *CONCLUSIONS, State.ASSESSED, State.REFERRED, State.ANSWERED)
# Steps with an action of their own: a second person, a party, or a reason is needed.
OWN_ACTION = frozenset([*CONCLUSIONS, State.REFERRED, State.ANSWERED])


def has_own_action(now: str, then: str) -> bool:
    return then in OWN_ACTION or (now, then) == (State.REFERRED, State.ASSESSED)


def is_reopening(now: str, then: str) -> bool:
    return then == State.UNDER_VERIFICATION and now != State.TRIAGED


def plain_steps(state: str) -> list[str]:
    """The states to which a button leads, from a state."""
    return [b for (a, b) in STEPS if a == state and not has_own_action(a, b) and not is_reopening(a, b)]
