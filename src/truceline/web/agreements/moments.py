"""Two clocks of a page: the moment asked about, and as of when it was known."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from django.http import HttpRequest, HttpResponseRedirect
from django.utils.encoding import escape_uri_path

from truceline.vocabulary.errors import Problem, problem
from truceline.web.clock import now


@dataclass(frozen=True)
class Asked:
    """``on`` and ``as_of`` in UTC; ``problems`` where something else was written: the mission's now then stands in."""

    on: datetime
    as_of: datetime
    problems: tuple[Problem, ...] = ()
    stated: bool = False

    @property
    def query(self) -> str:
        """What to add to a link so that it asks at the same moments."""
        return f"?on={self.on_text}&as_of={self.as_of_text}" if self.stated else ""

    @property
    def on_text(self) -> str:
        return f"{self.on:%Y-%m-%dT%H:%M}"

    @property
    def as_of_text(self) -> str:
        return f"{self.as_of:%Y-%m-%dT%H:%M}"


def asked(query: Mapping[str, str]) -> Asked:
    """From an address. What is left out is now; a day is its noon, and what was known by its end."""
    moment, problems = now(), []
    found: dict[str, datetime] = {}
    for name, hour in (("on", 12), ("as_of", 24)):
        text = query.get(name, "").strip()
        if not text:
            continue
        try:
            found[name] = _moment(text, hour)
        except ValueError:
            problems.append(problem("E-WEB-040", name, value=text[:40]))
    return Asked(found.get("on", moment), found.get("as_of", moment), tuple(problems), bool(found))


def led_to_now(request: HttpRequest) -> HttpResponseRedirect:
    """Who asks for a moment to come is led to the page of now, with whatever else was asked."""
    rest = request.GET.copy()
    rest.pop("as_of", None)
    return HttpResponseRedirect(escape_uri_path(request.path) + (f"?{rest.urlencode()}" if rest else ""))


def _moment(text: str, hour: int) -> datetime:
    """Raises ValueError."""
    parsed = datetime.fromisoformat(text)
    if _is_day(text, parsed):
        parsed = datetime.combine(parsed, time(12) if hour == 12 else time(23, 59, 59))
    if not 1900 <= parsed.year <= 2200:  # also before another zone leads beyond the calendar
        raise ValueError(text)
    return parsed.replace(tzinfo=UTC) if parsed.tzinfo is None else parsed.astimezone(UTC)


def _is_day(text: str, parsed: datetime) -> bool:
    """Whether no hour is written, in any of the forms that are read: 2030-05-01, 20300501, 2030-W18-3."""
    try:
        return date.fromisoformat(text) == parsed.date()
    except ValueError:
        return False
