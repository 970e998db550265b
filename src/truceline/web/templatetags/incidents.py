"""Rows of the list of incidents, put together here: as parts of a template they took half the time of their page."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any
from urllib.parse import quote

from django import template
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.http import RFC3986_SUBDELIMS
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from truceline.web.templatetags.truceline import day, last_day, ltr, term, utc

register = template.Library()

PICK = (
    '<td class="pick" data-l="{0}"><label class="tick"><input type="checkbox" form="bulk" name="pick" value="{1}:{2}" '
    'aria-label="{0} {1}" autocomplete="off"></label></td>'
)
ROW = (
    '<tr>{pick}<th scope="row"><a href="{address}">{when}</a></th><td data-l="{t_act}">{act}</td>'
    '<td data-l="{t_place}">{place}</td>{reports}<td data-l="{t_view}">{badge}</td>'
    '<td data-l="{t_state}">{state}</td></tr>'
)


@register.simple_tag
def badge(finding: Any) -> SafeString:
    """What a finding says, in a word or two."""
    if not finding:
        return format_html('<span class="none">{}</span>', _("not assessed yet"))
    if finding.coverage == "not_covered":
        return format_html('<span class="badge out">{}</span>', _("outside this instrument; other law not assessed"))
    if finding.outcome == "violation":
        provisions = ltr(", ".join(finding.provision_ids))
        return format_html('<span class="badge violation">{} {}</span>', _("violation"), provisions)
    if finding.outcome == "no_violation":
        return format_html('<span class="badge">{}</span>', _("no violation"))
    because = finding.cannot_tell_because
    said = f"{_('cannot tell')}: {term(because, 'because')}" if because else _("cannot tell")
    return format_html('<span class="badge doubt">{}</span>', said)


@register.simple_tag
def options(choices: Iterable[tuple[str, Any]], chosen: str) -> SafeString:
    """The options of a list to choose from."""
    told = ((value, " selected" if value == chosen else "", label) for value, label in choices)
    return format_html_join("", '<option value="{}"{}>{}</option>', told)


@register.simple_tag
def incident_rows(rows: Iterable[tuple[Any, ...]], reading: str, inside: bool, may_choose: bool) -> SafeString:
    """``rows``: an incident as the reader may read it, its finding, the question it waits for, its state in words."""
    address, choose, reports = addresses("incident"), _("Choose"), _("Reports")
    heads = {"t_act": _("Act"), "t_place": _("Place"), "t_view": reading, "t_state": _("State")}
    told = (
        heads
        | {
            "pick": format_html(PICK, choose, i.pk, i.version) if may_choose else "",
            "address": address(i.pk),
            "when": utc(i.occurred_from) if inside else day(i.occurred_from),
            "act": term(i.act),
            "place": _place(i, inside),
            "reports": format_html('<td class="r" data-l="{}">{}</td>', reports, ltr(i.reports)) if inside else "",
            "badge": badge(finding),
            "state": _state(i, question, state, inside),
        }
        for i, finding, question, state in rows
    )
    return SafeString("".join(format_html(ROW, **one) for one in told))


def addresses(name: str) -> Callable[[str], str]:
    """How the address of one thing is made of its key: asked of the URL conf once, not for every row."""
    before, _key, after = reverse(name, args=["KEY"]).rpartition("KEY")
    return lambda key: f"{before}{quote(key, safe=RFC3986_SUBDELIMS + '/~:@')}{after}"


def _place(incident: Any, inside: bool) -> SafeString:
    name = (incident.place_name if inside else "") or incident.district or "—"
    circle = format_html(' <span class="chip">{}</span>', ltr(incident.compartment)) if incident.compartment else ""
    return format_html("<bdi>{}</bdi>{}", name, circle)


def _state(incident: Any, question: Any, state: str, inside: bool) -> SafeString:
    """Where it stands, who works on it, and until when an answer is waited for."""
    second = f" · {_('second person needed')}" if inside and incident.proposed_state else ""
    works = due = ""
    if inside and incident.assigned_to:
        who = incident.assigned_to.get_full_name()
        works = format_html('<span class="tiny">{} <bdi>{}</bdi></span>', _("works on it:"), who)
    if question:
        over = question.state == "overdue"
        said = format_html("<b>{}</b>", _("answer overdue since")) if over else _("answer due by")
        due = format_html('<span class="tiny">{} {}</span>', said, last_day(question.due))
    return format_html("{}{}{}{}", state, second, works, due)
