"""Mail and mailboxes to the texts in them: the body, files attached to it, mails forwarded in it."""

from __future__ import annotations

import email
import email.policy
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from email.message import MIMEPart

FROM_LINE = re.compile(rb"^From [^\n]*\d{4}[^\n]*\r?\n", re.M)
NOT_TEXT = ("image/", "audio/", "video/")


@dataclass(frozen=True)
class Part:
    """One text of a mail. ``name``: empty for the body, else the attached file's; ``data``: its bytes as sent."""

    name: str
    data: bytes
    charset: str | None
    html: bool
    subject: str
    sent: date | None


def mails_of(data: bytes) -> list[bytes]:
    """The mails of a mailbox (each begins with a 'From ' line), or the one mail that the bytes are."""
    starts = list(FROM_LINE.finditer(data))
    if not starts or starts[0].start() != 0:
        return [data]
    ends = [m.start() for m in starts[1:]] + [len(data)]
    mails = [data[m.end() : end] for m, end in zip(starts, ends, strict=True)]
    return [re.sub(rb"^>(>*From )", rb"\1", mail, flags=re.M) for mail in mails]


def parts_of_mail(data: bytes) -> Iterator[Part]:
    """The body first, then what is attached, in order; pictures and sounds hold no text and are passed over."""
    message = email.message_from_bytes(data, policy=email.policy.default)
    subject = str(message.get("subject") or "").strip()
    stated = message.get("date")
    when = getattr(stated, "datetime", None)
    sent = when.date() if when is not None else None
    body = message.get_body(("plain", "html"))
    if body is not None:
        yield _part("", body, subject, sent)
    for number, attached in enumerate(message.iter_attachments(), 1):
        if attached.get_content_type().startswith(NOT_TEXT):
            continue
        name = attached.get_filename() or f"part{number}"
        if attached.get_content_type() == "message/rfc822":
            inner = attached.get_payload(0)
            yield Part(name if "." in name else f"{name}.eml", bytes(inner), None, False, "", sent)  # type: ignore[arg-type]
        else:
            yield _part(name, attached, "", sent)


def _part(name: str, message: MIMEPart, subject: str, sent: date | None) -> Part:
    payload = message.get_payload(decode=True)
    data = payload if isinstance(payload, bytes) else b""
    html = message.get_content_type() == "text/html"
    return Part(name, data, message.get_content_charset(), html, subject, sent)
