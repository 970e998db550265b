"""Numbers and text out of addresses, headers and forms, where anything may stand."""

from __future__ import annotations

from django.http import QueryDict

LONGEST = 200  # characters that a list is searched for: no name is longer, and databases refuse patterns that are


def whole_number(text: str) -> int | None:
    """Up to nine plain digits; None for anything else."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None


def version_stated(text: str) -> int:
    """The version of a row that somebody read; -1, which none has, for anything that is no version."""
    stated = whole_number(text)
    return -1 if stated is None else stated


def holds_nul(form: QueryDict) -> bool:
    """Whether a name or value of a form holds the character NUL, which PostgreSQL does not keep."""
    return any("\0" in text for name, values in form.lists() for text in (name, *values))
