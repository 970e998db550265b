"""The evidence of a report or an incident, on its page."""

from __future__ import annotations

from typing import Any

from django import template
from django.template.context import RequestContext
from django.utils.translation import gettext_lazy as _

register = template.Library()

REMOVED = {
    "exif": _("camera data"),
    "position": _("position"),
    "xmp": _("editing history (XMP)"),
    "iptc": _("caption data (IPTC)"),
    "profile": _("colour profile"),
    "comment": _("comments"),
    "document": _("author and dates of the document"),
    "attachments": _("attached files"),
    "embedded": _("camera data of pictures inside"),
}
NOTES = {
    "kind": _("video, sound and HEIC are kept sealed only"),
    "unreadable": _("it could not be decoded; the original is kept as it came"),
    "too_large": _("it is too large to be copied safely"),
    "carries": _("it carries camera or editing data where these cannot be cut out"),
    "encrypted": _("it is locked with a password"),
}
ACTIONS = {
    "receive_evidence": _("received it"),
    "open_evidence_original": _("opened the original"),
    "take_evidence_copy": _("took a working copy"),
    "export_evidence": _("exported it"),
    "evidence_does_not_hold": _("asked for it, and the file did not hold"),
}


@register.inclusion_tag("evidence/panel.html", takes_context=True)
def evidence_panel(context: RequestContext, subject: Any) -> dict[str, Any]:
    from truceline.web.evidence.views import panel

    request = context["request"]
    return panel(request, subject) | {"csrf_token": context.get("csrf_token")}


@register.filter
def removed(names: list[str]) -> str:
    """The kinds of metadata that a working copy lacks, in the reader's language."""
    return ", ".join(str(REMOVED.get(name, name)) for name in names)


@register.filter
def no_copy(note: str) -> Any:
    return NOTES.get(note, note)


@register.filter
def handling(action: str) -> Any:
    return ACTIONS.get(action, action)


@register.filter
def bytes_of(size: int) -> str:
    """A size with its unit, the same in every language."""
    for unit, factor in (("MB", 1_000_000), ("kB", 1000)):
        if size >= factor:
            return f"{size / factor:.1f} {unit}"
    return f"{size} B"
