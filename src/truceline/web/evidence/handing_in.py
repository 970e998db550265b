"""Files that come with a form: each is taken or refused on its own, and the form says what became of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from truceline.vocabulary.errors import Problem, TrucelineError, problem
from truceline.web.accounts.models import User
from truceline.web.evidence.actions import Subject, attach
from truceline.web.evidence.kinds import KINDS
from truceline.web.evidence.models import Item
from truceline.web.evidence.upload import MOST_FILES, IntoTheStore
from truceline.web.problem_pages import unreadable
from truceline.web.typed import holds_nul

# What may be gone at the next attempt: the sender keeps the file and tries again.
PASSING = frozenset(["E-EVI-004"])

View = Callable[..., HttpResponse]


@dataclass(frozen=True)
class Outcome:
    """What became of one file. ``name``: as the sender calls it; ``item`` None: refused, for ``problems``."""

    name: str
    item: Item | None
    problems: tuple[Problem, ...] = ()

    def told(self) -> dict[str, Any]:
        """For the script that sent it."""
        codes = {p.code for p in self.problems}
        said = {"name": self.name, "sha256": self.item.sha256 if self.item else None, "again": bool(codes & PASSING)}
        return said | {"problems": [str(p) for p in self.problems]}


def into_the_store(request: HttpRequest) -> None:
    """Before anything reads the form: files go straight into the store's folder."""
    request.upload_handlers = [IntoTheStore(request)]


def takes_files(view: View) -> View:
    """A page whose form may carry files. What nobody sealed is thrown away when the answer is made.

    The token against forged forms is checked all the same, one step later: the check reads the form, and with it the
    files.
    """

    @csrf_protect
    def checked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return unreadable(request) if holds_nul(request.POST) else view(request, *args, **kwargs)

    @csrf_exempt
    @wraps(view)
    def prepared(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        into_the_store(request)
        with closing(request.upload_handlers[0]):
            return checked(request, *args, **kwargs)

    return prepared


def take_files(user: User, request: HttpRequest, subject: Subject, caption: str = "") -> list[Outcome]:
    """Keep every file of a request with a report or incident; what is refused holds up no other.

    Raises PermissionDenied where the person may not attach. The same files again are those that are there.
    """
    return list(_taken(user, request.upload_handlers[0], subject, caption))


def _taken(user: User, handler: Any, subject: Subject, caption: str) -> Iterator[Outcome]:
    for file in handler.received:  # those cut off at the limit too, which Django does not list
        try:
            yield Outcome(file.name, attach(user, subject, file, caption))
        except TrucelineError as error:
            yield Outcome(file.name, None, tuple(error.problems))
    for name in handler.left_out:
        yield Outcome(name, None, (problem("E-EVI-008", name or "file", most=MOST_FILES),))


def tell(request: HttpRequest, outcomes: list[Outcome]) -> None:
    """On the next page that the person sees."""
    for told in (p for o in outcomes for p in o.problems):
        messages.error(request, format_html('<bdi dir="ltr" lang="en" class="quote-in">{}</bdi>', str(told)))
    taken = sum(o.item is not None for o in outcomes)
    if taken:
        messages.success(request, format_html('{} <bdi dir="ltr">{}</bdi>', _("Sealed and in the log. Files:"), taken))


def limits() -> dict[str, Any]:
    """What a form says of files before any is sent."""
    return {
        "most_files": MOST_FILES,
        "most_mb": settings.MOST_EVIDENCE_BYTES // 1_000_000,
        "most_bytes": settings.MOST_EVIDENCE_BYTES,
        "endings": sorted({k.ending for k in KINDS} | {"jpeg", "tiff", "m4v", "oga", "opus", "heif"}),
    }
