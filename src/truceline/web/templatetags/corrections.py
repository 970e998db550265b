"""Fields of reports and their values, in the reader's language."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import template

from truceline.web.casework.correction_form import LABELS, TERMS, TIMES
from truceline.web.intake import tables_in
from truceline.web.templatetags.truceline import term, utc

register = template.Library()


@register.filter
def field(name: str) -> Any:
    """The label of a report's column."""
    return LABELS.get(name, name)


@register.filter
def column(name: str) -> Any:
    """The same in a table that comes in, whose times are in a zone of its own."""
    return tables_in.LABELS.get(name) or LABELS.get(name, name)


@register.filter
def cell(value: Any, name: str) -> Any:
    """One cell of a report as a correction keeps it."""
    if value is None or value == "":
        return "—"
    if name in TIMES:
        return utc(datetime.fromisoformat(value) if isinstance(value, str) else value)
    if name in TERMS:
        return term(value, TERMS[name][1])
    return "; ".join(value) if isinstance(value, list) else value
