"""The id of the request that is being answered: in its answer, in every log line it causes, in no table."""

from __future__ import annotations

import re
import secrets
from contextvars import ContextVar

HEADER = "X-Request-ID"
GIVEN = re.compile(r"[A-Za-z0-9-]{8,64}")
current: ContextVar[str] = ContextVar("request_id", default="")


def id_for(given: str) -> str:
    """A proxy's own id if it is one, else a new one: what a stranger sends must not break a log line."""
    return given if GIVEN.fullmatch(given) else secrets.token_hex(8)
