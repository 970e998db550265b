"""Numbers, days and ids keep their direction in right-to-left text: each stands in its own isolate."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from django import template
from django.utils.html import format_html
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from truceline import bulletins
from truceline.web.accounts.models import SOURCES
from truceline.web.accounts.rights import MISSION
from truceline.web.agreements.queries import named
from truceline.web.agreements.words import WORDS
from truceline.web.casework.hypothesis_models import Mark
from truceline.web.casework.question_models import QuestionState
from truceline.web.casework.states import State
from truceline.web.opaque import opaque
from truceline.web.world import parties

register = template.Library()
OUTLET_ALONE, NO_OUTLET, UNNAMED_TEXT = "reported by ", "unnamed outlet", "pasted"  # as they are kept
register.filter("opaque", opaque)
TERMS = Path(bulletins.__file__).parent / "report" / "assets" / "terms.json"


@register.filter
def ltr(value: Any) -> str:
    """Anything that reads left to right: numbers, ids, user names, codes."""
    return "" if value is None else format_html('<bdi dir="ltr">{}</bdi>', value)


@register.filter
def thousands(value: int) -> str:
    """12345 as 12,345."""
    return f"{value:,}"


@register.filter
def arrived_after(report: Any, incident: Any) -> bool:
    """Whether a report joined an incident after two people had concluded on it."""
    return bool(incident.concluded_on is not None and not incident.covers(report.pk))


@register.filter
def number(pk: int) -> str:
    """A number that tells nothing of how many there are."""
    return format_html('<bdi dir="ltr" class="ids">{}</bdi>', opaque(pk))


@register.filter
def inside(user: Any) -> bool:
    """Whether somebody is of the mission: places in the log count all that it does, and nobody else is told."""
    return getattr(user, "role", "") in MISSION


@register.filter
def utc(value: datetime | None) -> str:
    if value is None:
        return "—"
    return format_html(
        '<bdi dir="ltr"><time datetime="{}">{}</time></bdi>',
        value.isoformat(),
        value.astimezone(ZoneInfo("UTC")).strftime("%Y-%m-%d %H:%M"),
    )


@register.filter
def day(value: datetime | None) -> str:
    if value is None:
        return "—"
    said = value.astimezone(ZoneInfo("UTC")).strftime("%Y-%m-%d")
    return format_html('<bdi dir="ltr"><time datetime="{}">{}</time></bdi>', said, said)


@register.filter
def last_day(value: datetime | None) -> str:
    """The last day of what ends at a moment: a due date that is the midnight after it is shown as the day itself."""
    return day(value - timedelta(microseconds=1)) if value else "—"


@register.filter
def instant(value: str | None) -> str:
    """An ISO text of a moment as day and time; a midnight as the day alone."""
    if not value:
        return "?"
    found = datetime.fromisoformat(value).astimezone(ZoneInfo("UTC"))
    return found.strftime("%Y-%m-%d" if (found.hour, found.minute) == (0, 0) else "%Y-%m-%d %H:%M")


@register.filter
def fixed(value: float | None, places: int = 3) -> str:
    """A number with a point and so many places, in every language: coordinates are not translated."""
    return "?" if value is None else f"{value:.{places}f}"


@register.filter
def term(value: Any, family: str = "acts") -> str:
    """A controlled term in the reader's language; a term without a translation stands as it is."""
    if not value:
        return ""
    words = terms().get(family, {}).get(value)
    return words[1 if get_language() == "ar" else 0] if words else str(value).replace("_", " ")


@register.filter
def state(value: str) -> Any:
    """A state of an incident in the reader's language."""
    return State(value).label if value in State.values else value


@register.filter
def question_state(value: str) -> Any:
    return QuestionState(value).label if value in QuestionState.values else value


VERDICTS = {
    "same": _("judged the same"),
    "different": _("judged different"),
    "unsure": _("looked at, cannot tell"),
    "undo": _("taken back"),
}


@register.filter
def verdict(value: str) -> Any:
    return VERDICTS.get(value, value)


@register.filter
def mark(value: str) -> Any:
    """How something stands to a hypothesis, in the reader's language."""
    return Mark(value).label if value in Mark.values else value


FOUND_WORDS = {
    "covered": _("covered"),
    "not_covered": _("outside this instrument; other law not assessed"),
    "cannot_tell": _("cannot tell"),
    "violation": _("violation"),
    "no_violation": _("no violation"),
    "undetermined": _("cannot tell"),
}


@register.filter
def found(values: Any) -> str:
    """Coverage, outcome and standard of proof of a finding, as a history keeps them, in words; nothing twice."""
    proofs = terms()["proofs"]
    said = [str(FOUND_WORDS.get(v, "")) or (term(v, "proofs") if v in proofs else str(v)) for v in values or ()]
    return ("، " if get_language() == "ar" else ", ").join(dict.fromkeys(said)) or "—"


@register.filter
def signed(value: float) -> str:
    return f"{value:+.2f}"


STEP_WORDS = {
    "hypothesis_named": _("named a hypothesis"),
    "hypothesis_set_aside": _("set a hypothesis aside"),
    "weighed": _("weighed hypotheses"),
    "correction_proposed": _("proposed a correction"),
    "correction_confirmed": _("confirmed a correction"),
    "correction_declined": _("declined a correction"),
    "correction_retracted": _("took back a proposed correction"),
    "withdrawal_proposed": _("proposed to withdraw a correction"),
    "withdrawal_confirmed": _("confirmed that a correction is withdrawn"),
    "withdrawal_declined": _("declined to withdraw a correction"),
    "withdrawal_retracted": _("took back that a correction be withdrawn"),
    "left_incident": _("report went to another incident"),
    "judged": _("judged how reports belong together"),
    "joined": _("report joined"),
    "assessed": _("findings made"),
    "moved": _("moved it"),
    "proposed": _("proposed a conclusion"),
    "agreed": _("agreed as second person"),
    "sent_back": _("sent it back"),
    "taken": _("works on it"),
    "left": _("no longer works on it"),
    "comment": _("commented"),
    "dissent": _("dissented"),
    "referred": _("asked the party"),
    "asked": _("put a question to the party"),
    "withdrew_question": _("withdrew a question"),
    "extended_question": _("gave the party more time"),
    "released_answer": _("let the party's answer out beside the findings"),
    "answer": _("answered for the party"),
}


@register.filter
def step(value: str) -> Any:
    return STEP_WORDS.get(value, value)


@register.filter
def word(value: Any, family: str) -> Any:
    """A word of the agreement language or of the registry; one without a translation stands as it is."""
    return WORDS[family].get(value, str(value or "").replace("_", " "))


@register.filter
def actor_name(actor_id: str) -> str:
    """An actor's name in the reader's language, where the registry has one."""
    return named(actor_id)


@register.filter
def party_name(party_id: str) -> str:
    """A party's name as its instrument has it, in the reader's language."""
    return dict(parties()).get(party_id) or named(party_id)


@register.filter
def compartment_name(name: str) -> str:
    """A compartment as its list is read: that of source identities by what is in it, a party's by the party."""
    said = _("source identities") if name == SOURCES else dict(parties()).get(name, "")
    return format_html("{} {}", said, ltr(name)) if said else ltr(name)


@register.filter
def view_name(key: str) -> str:
    """An instrument and one reading of it, ``agreement:reading``, as people call them; one that is watched no more as
    it was written down."""
    from truceline.web.casework.queries import views

    return {v.key: f"{v.title}: {v.reading_title}" for v in views()}.get(key, key)


@register.filter
def reading_name(agreement: str, reading: str) -> str:
    return view_name(f"{agreement}:{reading}")


@register.filter
def item(values: Any, index: int) -> Any:
    return values[index]


@lru_cache(maxsize=1)
def terms() -> dict[str, dict[str, list[str]]]:
    return json.loads(TERMS.read_text(encoding="utf-8"))


@register.filter
def names(value: Any) -> str:
    """The names of one side, as the source wrote them."""
    return "; ".join(value) if isinstance(value, list) else (value or "")


@register.filter
def outlet_alone(claimant: str | None) -> bool:
    """Whether nobody but the outlet of a text says so: the claimant reads "reported by …" already."""
    return str(claimant or "").startswith(OUTLET_ALONE)


@register.filter
def who_says(claimant: str | None) -> str:
    """A claimant as it was written; words that the reading of texts puts there are in the reader's language."""
    if not claimant or not outlet_alone(claimant):
        return claimant or ""
    outlet = claimant.removeprefix(OUTLET_ALONE)
    return gettext("reported by %(outlet)s") % {"outlet": gettext("unnamed outlet") if outlet == NO_OUTLET else outlet}


@register.filter
def text_name(name: str) -> Any:
    """What a text is called; one that came without a name, in the reader's language."""
    return _("pasted text") if name == UNNAMED_TEXT else name
