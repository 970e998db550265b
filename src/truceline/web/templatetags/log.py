"""What an entry of the log tells of, in words. Its code stands beside them: filters and programs use it."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.translation import gettext_lazy as _

from truceline.web.templatetags.evidence import ACTIONS as HANDLED
from truceline.web.templatetags.truceline import STEP_WORDS

register = template.Library()

ACTIONS = {
    "accept_claim": _("made a report of a claim read in a text"),
    "accept_invitation": _("took up an invitation"),
    "add_second_factor": _("added a second factor"),
    "assess": _("assessed incidents"),
    "backup": _("took a backup"),
    "bind_earlier_rows": _("bound earlier rows to the log"),
    "casework_bulk_take": _("works on several incidents"),
    "casework_bulk_triage": _("triaged several incidents"),
    "choose_password": _("chose a new password by a link"),
    "change_password": _("changed the password"),
    "change_person": _("changed a person's rights"),
    "complete_upload": _("finished taking a table"),
    "decide_claim": _("decided about a claim read in a text"),
    "dissent": _("dissented"),
    "drop_view": _("dropped a saved view"),
    "end_sessions": _("ended sessions"),
    "export_incident": _("exported an incident"),
    "first_administrator": _("made the first administrator"),
    "hand_in_text": _("handed in a text"),
    "invite": _("invited somebody"),
    "issue_password_link": _("made a link to a new password"),
    "issue_token": _("issued a token"),
    "judge": _("judged how reports belong together"),
    "keep_rejects": _("kept the rows that were not taken"),
    "keep_source_identity": _("kept who told a report"),
    "lapse_password_link": _("signed in, which ended a link to a new password"),
    "log_call": _("logged a call"),
    "make_compartments": _("made compartments"),
    "map_upload": _("chose what the columns of a table are"),
    "match": _("grouped reports into incidents"),
    "question_answer": _("answered for the party"),
    "question_extended": _("gave the party more time"),
    "question_withdrawn": _("withdrew a question"),
    "read": _("read"),
    "read_text": _("read a text"),
    "refuse_evidence": _("refused a file"),
    "release_answer": _("let the party's answer out beside the findings"),
    "remove_second_factor": _("removed a second factor"),
    "renew_second_factor": _("renewed a second factor"),
    "revoke_token": _("revoked a token"),
    "save_view": _("saved a view"),
    "seed_reports": _("reports of the exercise came in"),
    "settle_call": _("settled a call"),
    "sign_in": _("signed in"),
    "sign_in_failed": _("failed to sign in"),
    "sign_out": _("signed out"),
    "stamp": _("had the log time-stamped"),
    "start_exercise": _("began the exercise"),
    "start_submission": _("began to hand in"),
    "start_upload": _("uploaded a table"),
    "submit_report": _("handed in a report"),
    "take_batch": _("took rows of a table"),
    "take_key": _("used the key of a request"),
    "take_upload": _("began to take a table"),
    "withdraw_password_link": _("took a link to a new password back"),
    "withdraw_invitation": _("took an invitation back"),
    **HANDLED,
    **{f"casework_{kind}": said for kind, said in STEP_WORDS.items()},
}


@register.filter
def done(action: str) -> Any:
    """One without words here stands as its code."""
    return ACTIONS.get(action, action)
