"""Fields of reports and their values, in the reader's language."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import template
from django.utils.translation import gettext_lazy as _

from truceline.web.casework.correction_form import LABELS, TERMS, TIMES
from truceline.web.templatetags.truceline import term, utc

register = template.Library()
TARGETS = {
    "armed_forces": _("armed forces"),
    "civilians": _("civilians"),
    "medical_facility": _("medical facility"),
    "school": _("school"),
    "place_of_worship": _("place of worship"),
    "humanitarian": _("humanitarian workers or goods"),
    "monitors": _("monitors"),
    "peacekeepers": _("peacekeepers"),
    "infrastructure": _("infrastructure"),
    "market": _("market"),
    "residential_area": _("residential area"),
    "camp": _("camp"),
    "vehicle": _("vehicle"),
    "aircraft": _("aircraft"),
    "unknown": _("unknown"),
}


@register.filter
def field(name: str) -> Any:
    """The label of a report's column."""
    return LABELS.get(name, name)


@register.filter
def cell(value: Any, name: str) -> Any:
    """One cell of a report as a correction keeps it."""
    if value is None or value == "":
        return "—"
    if name in TIMES:
        return utc(datetime.fromisoformat(value) if isinstance(value, str) else value)
    if name in TERMS:
        return named_term(value, TERMS[name][1])
    return "; ".join(value) if isinstance(value, list) else value


@register.filter
def named_term(value: str, family: str) -> Any:
    return TARGETS.get(value, value) if family == "targets" else term(value, family)
