"""The instruments and the registry that this service watches, opened once a process."""

from __future__ import annotations

from functools import lru_cache

from django.conf import settings

from truceline.formats.worlds import World, open_world


@lru_cache(maxsize=1)
def world() -> World:
    """Raises TrucelineError with every problem found."""
    return open_world(settings.AGREEMENTS)
