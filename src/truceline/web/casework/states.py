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

# (from, to) -> operation of accounts.rights that it takes
STEPS: dict[tuple[str, str], str] = {
    (State.REPORTED, State.TRIAGED): "casework.triage",
    (State.TRIAGED, State.UNDER_VERIFICATION): "casework.triage",
    **{(State.UNDER_VERIFICATION, end): "casework.verify" for end in CONCLUSIONS},
    **{(end, State.ASSESSED): "casework.assess" for end in CONCLUSIONS},
    (State.ASSESSED, State.REFERRED): "casework.assess",
    (State.REFERRED, State.ANSWERED): "casework.answer",
    **{(now, State.CLOSED): "casework.assess" for now in (State.ASSESSED, State.REFERRED, State.ANSWERED)},
    **{(now, State.UNDER_VERIFICATION): "casework.verify" for now in (*CONCLUSIONS, *ISSUED)},
}
# Steps with an action of their own: a second person, a party, or a reason is needed.
OWN_ACTION = frozenset([*CONCLUSIONS, State.REFERRED, State.ANSWERED])


def is_reopening(now: str, then: str) -> bool:
    return then == State.UNDER_VERIFICATION and now != State.TRIAGED


def plain_steps(state: str) -> list[str]:
    """The states to which a button leads, from a state."""
    return [b for (a, b) in STEPS if a == state and b not in OWN_ACTION and not is_reopening(a, b)]
