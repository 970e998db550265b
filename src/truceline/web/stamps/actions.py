"""Having the head of the log stamped, and doing so from time to time."""

from __future__ import annotations

import hashlib
import logging
import os
import threading
import time
import urllib.error
import urllib.request
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db import close_old_connections, transaction

from truceline.vocabulary.errors import TrucelineError, problem
from truceline.web.audit.actions import append
from truceline.web.audit.models import Entry
from truceline.web.stamps import tokens
from truceline.web.stamps.local_authority import LocalAuthority
from truceline.web.stamps.models import Stamp

OWN = "stamp"  # the action of the entry that tells of a stamp
MOST_BYTES = 200_000
WAITS_S = 20
AGAIN_S = 900  # after a failure
log = logging.getLogger(__name__)


def stamp_head(actor: Any = "engine") -> Stamp | None:
    """Have the newest entry stamped; None if nothing but stamps was written since the last one.

    The authority is asked outside of any transaction. The answer is checked, written through to ``stamps/``, then kept
    in the table with an entry of its own. Raises E-STAMP-001 to 003.
    """
    head = Entry.objects.exclude(action=OWN).order_by("-seq").values_list("seq", flat=True).first()
    last = Entry.objects.order_by("-seq").first()
    newest = Stamp.objects.order_by("-seq").values_list("seq", flat=True).first() or 0
    if last is None or head is None or head <= newest:
        return None
    text = tokens.head_text(last.seq, last.hash)
    request = tokens.request_for(text)
    name, answer = _ask(request.as_bytes())
    said = tokens.check(answer, trusted_roots(), text, request).tst_info
    _write_through(settings.STAMPS / f"{last.seq}-{last.hash}-{hashlib.sha256(answer).hexdigest()[:8]}.tsr", answer)
    with transaction.atomic():
        made = Stamp.objects.create(seq=last.seq, entry_hash=last.hash, at=said.gen_time, authority=name, answer=answer)
        told = {"authority": name, "at": said.gen_time, "sha256": hashlib.sha256(answer).hexdigest()}
        append(actor, OWN, ("entry", str(last.seq)), told, rows=[made])
    return made


def _ask(request: bytes) -> tuple[str, bytes]:
    """(name of the authority, its answer)."""
    address = settings.TSA
    if not address:
        return "local test authority", LocalAuthority(settings.AUTHORITY).answer(request)
    if urlsplit(address).scheme not in ("http", "https"):
        raise TrucelineError(problem("E-STAMP-001", address, cause="this is no http or https address"))
    asked = urllib.request.Request(address, request, {"Content-Type": "application/timestamp-query"})
    try:
        with urllib.request.urlopen(asked, timeout=WAITS_S) as found:
            return urlsplit(address).hostname or address, found.read(MOST_BYTES)
    except (OSError, urllib.error.URLError, ValueError) as error:
        raise TrucelineError(problem("E-STAMP-001", address, cause=str(error))) from error


def trusted_roots() -> list[Any]:
    """Roots of outside authorities (``TRUCELINE_TSA_ROOTS``) and of the local one, earlier ones included."""
    given = [Path(settings.TSA_ROOTS)] if settings.TSA_ROOTS else []
    return tokens.roots_in(*given, *sorted(settings.AUTHORITY.glob("root*.pem")))


def _write_through(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    part = path.with_suffix(".part")
    with part.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    part.chmod(0o400)
    part.replace(path)


def due(now: datetime) -> bool:
    """Whether the last stamp is older than ``TRUCELINE_STAMP_HOURS``; never if that is 0."""
    if not settings.STAMP_EVERY:
        return False
    last = Stamp.objects.order_by("-at").values_list("at", flat=True).first()
    return last is None or now - last >= settings.STAMP_EVERY


def start() -> None:
    """Stamp when due until the process ends. A thread of its own: an authority may take its time to answer."""

    def run() -> None:
        while True:
            pause = 60.0
            try:
                close_old_connections()
                if due(datetime.now(UTC)):
                    stamp_head()
            except TrucelineError as error:
                log.warning("no time-stamp: %s", error)
                pause = AGAIN_S
            except Exception:
                log.exception("time-stamping failed")
                pause = AGAIN_S
            time.sleep(min(pause, max(1.0, settings.STAMP_EVERY / timedelta(seconds=1))))

    if settings.STAMP_EVERY:
        threading.Thread(target=run, name="truceline-stamps", daemon=True).start()
