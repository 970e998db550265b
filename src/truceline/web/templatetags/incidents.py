"""Rows of the list of incidents, put together here: as parts of a template they took half the time of their page."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from html import escape
from typing import Any
from urllib.parse import quote

from django import template
from django.urls import reverse
from django.utils.html import format_html
from django.utils.http import RFC3986_SUBDELIMS
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from truceline.web.templatetags.truceline import day, last_day, ltr, term, utc

register = template.Library()

# Pieces of a row. Every {word} is put in escaped (``_escaped``), but for {when}, {badge} and {due}: HTML of a filter.
PICK = (
    '<td class="pick" data-l="{choose}"><label class="tick"><input type="checkbox" form="bulk" name="pick" '
    'value="{pk}:{version}" aria-label="{choose} {pk}" autocomplete="off"></label></td>'
)
WHAT = (
    '<th scope="row"><a href="{address}">{when}</a></th><td data-l="{t_act}">{act}</td>'
    '<td data-l="{t_place}"><bdi>{place}</bdi>'
)
CIRCLE = ' <span class="chip"><bdi dir="ltr">{circle}</bdi></span>'
REPORTS = '<td class="r" data-l="{t_reports}"><bdi dir="ltr">{reports}</bdi></td>'
FOUND = '<td data-l="{t_view}">{badge}</td><td data-l="{t_state}">{state}'
WORKS = '<span class="tiny">{works} <bdi>{who}</bdi></span>'
DUE, OVERDUE = '<span class="tiny">{answer} {due}</span>', '<span class="tiny"><b>{late}</b> {due}</span>'


@register.simple_tag
def badge(finding: Any) -> SafeString:
    """What a finding says, in a word or two. ``finding``: a row, or what one would say (``Said``)."""
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
    told = (
        _escaped(value=value, label=label) | {"chosen": " selected" * (value == chosen)} for value, label in choices
    )
    return SafeString("".join('<option value="{value}"{chosen}>{label}</option>'.format_map(one) for one in told))


@register.simple_tag
def incident_rows(rows: Iterable[tuple[Any, ...]], reading: str, inside: bool, may_choose: bool) -> SafeString:
    """``rows``: an incident as the reader may read it, its finding, the question it waits for, its state in words."""
    words = _words(reading)
    address = addresses("incident")
    made = []
    for incident, finding, question, state in rows:
        said = _escaped(
            pk=incident.pk,
            version=incident.version,
            address=address(incident.pk),
            act=term(incident.act),
            place=(incident.place_name if inside else "") or incident.district or "—",
            circle=incident.compartment,
            reports=incident.reports,
            state=state,
            who=incident.assigned_to.get_full_name() if inside and incident.assigned_to else "",
        )
        when = utc(incident.occurred_from) if inside else day(incident.occurred_from)
        said |= {"when": when, "badge": badge(finding), "due": last_day(question.due) if question else ""}
        made.append(_pieces(incident, question, inside, may_choose).format_map(words | said))
    return SafeString("".join(made))


def _pieces(incident: Any, question: Any, inside: bool, may_choose: bool) -> str:
    """What a row is made of: where it stands, who works on it, and until when an answer is waited for."""
    made = ["<tr>", PICK if may_choose else "", WHAT, CIRCLE if incident.compartment else "", "</td>"]
    made += [REPORTS if inside else "", FOUND, " · {second}" if inside and incident.proposed_state else ""]
    made += [WORKS if inside and incident.assigned_to else ""]
    if question:
        made.append(OVERDUE if question.state == "overdue" else DUE)
    return "".join([*made, "</td></tr>"])


def _words(reading: str) -> dict[str, str]:
    heads = {"t_act": _("Act"), "t_place": _("Place"), "t_reports": _("Reports"), "t_state": _("State")}
    words = {"choose": _("Choose"), "second": _("second person needed"), "works": _("works on it:")}
    words |= {"late": _("answer overdue since"), "answer": _("answer due by")}
    return _escaped(**heads, **words, t_view=reading)


def _escaped(**texts: Any) -> dict[str, str]:
    return {name: escape(str(text)) for name, text in texts.items()}


def addresses(name: str) -> Callable[[str], str]:
    """How the address of one thing is made of its key: asked of the URL conf once, not for every row."""
    before, _key, after = reverse(name, args=["KEY"]).rpartition("KEY")
    return lambda key: f"{before}{quote(key, safe=RFC3986_SUBDELIMS + '/~:@')}{after}"
