"""The instruments and the registry that this service watches, opened once a process."""

from __future__ import annotations

from functools import lru_cache

from django.conf import settings
from django.utils.translation import get_language

from truceline.agreement.model import plain
from truceline.formats.worlds import World, open_world


@lru_cache(maxsize=1)
def world() -> World:
    """Raises TrucelineError with every problem found."""
    return open_world(settings.AGREEMENTS)


def parties() -> list[tuple[str, str]]:
    """(id, name in the reader's language) of the parties of the instruments that are watched, by name."""
    language = get_language() or "en"
    found = {p.id: plain(p.name, language) for item in world().agreements for p in item.agreement.parties}
    return sorted(found.items(), key=lambda pair: pair[1])
