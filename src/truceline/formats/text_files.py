"""Text out of files: plain, HTML, PDF, DOCX, mail, RSS/Atom. What was guessed is said; what cannot be read is kept.

Extraction is left to well-kept libraries (docs/decisions/0010-reading.md); each is imported when it is needed.
"""

from __future__ import annotations

import hashlib
import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any
from xml.sax import SAXException

from truceline.formats.docx_pages import docx_text
from truceline.formats.text_encoding import MARKS, decode, utf16_without_mark
from truceline.formats.text_foreign import foreign_file, picture_in
from truceline.formats.text_mail import FROM_LINE, Part, mails_of, parts_of_mail
from truceline.formats.text_pages import LIMIT_CHARACTERS, Locked, TooLong, pdf_text
from truceline.formats.unpacked import unpacked_bytes
from truceline.vocabulary.errors import Problem, TrucelineError, problem

LIMIT_BYTES = 50_000_000  # of a file: scans and mailboxes are large
LIMIT_PACKED_BYTES = 200_000_000  # of a DOCX with its pictures, unpacked: they are held, too
LONGEST_NAME = 100  # characters: names of attached files come from outside, and become names of files
NOT_IN_NAMES = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
LIMIT_XML_BYTES = 40_000_000  # of a DOCX, unpacked: it is held whole, some ten bytes a byte
PART = 40_000  # characters: longer texts are read in parts, in time that grows with their length
HTML_HEAD = re.compile(rb"^\s*(?:<!doctype html|<html|<head|<body|<div|<p[ >])", re.I)
FEED_HEAD = re.compile(
    rb"^\s*(?:<\?xml[^>]*\?>\s*)?(?:<!--.*?-->\s*)?(?:<!DOCTYPE\s+(?:rss|rdf)[^>\[]*(?:\[[^\]]*\]\s*)?>\s*)?<(?:rss|feed|rdf:RDF)\b",
    re.I | re.S,
)
MAIL_HEAD = re.compile(
    rb"^(?:(?:From|To|Subject|Date|Received|Message-ID|MIME-Version|Return-Path|Delivered-To):[^\n]*\r?\n)", re.I
)
LIMIT_TOLD = f"{LIMIT_CHARACTERS / 1e6:.0f} million characters"
ROW = re.compile(r"(?m)^\|(?P<cells>.*)\|[ \t]*$")
FRAME = re.compile(r"(?m)^\|(?:\s*:?-+:?\s*\|)+[ \t]*\n?")
CHARSET = re.compile(rb"<meta[^>]+charset=[\"']?([\w-]+)", re.I)


@dataclass(frozen=True)
class SourceDocument:
    """One text with where it came from. ``guessed``: what was not stated and had to be guessed, in words."""

    name: str
    text: str
    format: str
    encoding: str | None
    sha256: str
    guessed: tuple[str, ...] = ()
    published: date | None = None
    title: str | None = None


def read_documents(path: Path) -> tuple[list[SourceDocument], list[Problem]]:
    """All texts of one file; a feed holds several. Bad content never raises, it gives E-READ-00x."""
    if path.is_dir():
        return [], [problem("E-READ-001", path.name, cause="it is a folder, give the files in it")]
    try:
        size = path.stat().st_size
        if size > LIMIT_BYTES:
            return [], [
                problem("E-READ-005", path.name, size=f"{size / 1e6:.0f} MB", limit=f"{LIMIT_BYTES / 1e6:.0f} MB")
            ]
        data = path.read_bytes()
    except OSError as error:
        return [], [problem("E-READ-001", path.name, cause=error.strerror or "it cannot be opened")]
    return documents_of(data, path.name)


def documents_of(data: bytes, name: str) -> tuple[list[SourceDocument], list[Problem]]:
    name = shown_name(name)
    if not data.strip():
        return [], [problem("E-READ-002", name)]
    picture, foreign = picture_in(data), foreign_file(data)
    if picture is not None:
        return [], [problem("E-READ-006", name, what=f"it is a picture ({picture}), it holds")]
    if foreign is not None:
        return [], [problem("E-READ-011", name, what=foreign)]
    kind = sniff(data, name)
    digest = hashlib.sha256(data).hexdigest()
    try:
        found = list(READERS[kind](data, name, digest))
    except TrucelineError as error:
        return [], list(error.problems)
    except Exception as error:
        return [], [problem("E-READ-003", name, format=kind, cause=f"{type(error).__name__}: {str(error)[:120]}")]
    long = [d for d in found if len(d.text) > LIMIT_CHARACTERS]
    refused = [
        problem("E-READ-005", d.name, size=f"{len(d.text) / 1e6:.1f} million characters", limit=LIMIT_TOLD)
        for d in long
    ]
    found = [part for d in found if d not in long and d.text.strip() for part in parts_of(d)]
    return (found, refused) if found or refused else ([], [problem("E-READ-002", name)])


def shown_name(name: str) -> str:
    """A name that can be printed and written: without what steers a terminal, and not endless."""
    name = NOT_IN_NAMES.sub("_", name)
    return name if len(name) <= LONGEST_NAME else f"{name[: LONGEST_NAME - 12]}…{name[-11:]}"


def parts_of(document: SourceDocument) -> Iterator[SourceDocument]:
    """The document, or parts of at most PART characters cut between paragraphs, lines or words.

    Spans count in the part.
    """
    text = document.text
    if len(text) <= PART * 1.5:
        yield document
        return
    start, number = 0, 0
    while start < len(text):
        stop = start + PART
        if stop < len(text):
            cuts = (text.rfind(mark, start + PART // 2, stop) for mark in ("\n\n", "\n", ". ", " "))
            stop = next((cut + 1 for cut in cuts if cut >= 0), stop)
        number += 1
        digest = hashlib.sha256(f"{document.sha256}#part{number}".encode()).hexdigest()
        where = f"characters {start} to {min(stop, len(text))}"
        note = f"long text: part {number}, {where}; spans count from the part's beginning"
        name = f"{document.name}#part{number}"
        yield replace(document, name=name, text=text[start:stop], sha256=digest, guessed=(*document.guessed, note))
        start = stop


def sniff(data: bytes, name: str) -> str:
    """The format by what the file begins with; the name only decides when the content does not."""
    head = data[:2000].removeprefix(b"\xef\xbb\xbf")
    if head.startswith(b"%PDF"):
        return "pdf"
    if head.startswith(b"PK"):
        return "docx"
    if FEED_HEAD.match(head):
        return "feed"
    if HTML_HEAD.match(head) or name.lower().endswith((".html", ".htm", ".xhtml")):
        return "html"
    if (
        name.lower().endswith((".eml", ".mbox"))
        or FROM_LINE.match(head)
        or (len(MAIL_HEAD.findall(head)) and re.search(rb"\r?\n(?:Subject|Date|From|MIME-Version):", head, re.I))
    ):
        return "eml"
    suffix = Path(name).suffix.lower()
    return {".pdf": "pdf", ".docx": "docx", ".rss": "feed", ".atom": "feed"}.get(suffix, "text")


def _text(data: bytes, name: str, digest: str) -> Iterator[SourceDocument]:
    head = data[:4096]
    odd = sum(b < 32 and b not in b"\t\n\r\f\x1b" for b in head)
    if odd > len(head) // 20 and not data.startswith(MARKS) and utf16_without_mark(data) is None:
        raise TrucelineError(problem("E-READ-003", name, format="text", cause="it holds binary data"))
    text, encoding, guessed = decode(data)
    yield SourceDocument(name, text, "text", encoding, digest, guessed)


def _html(data: bytes, name: str, digest: str) -> Iterator[SourceDocument]:
    stated = CHARSET.search(data[:4000])
    page, encoding, guessed = decode(data, stated.group(1).decode("ascii") if stated else None)
    text, title, published = html_text(page)
    yield SourceDocument(name, text, "html", encoding, digest, guessed, published, title)


def html_text(page: str) -> tuple[str, str | None, date | None]:
    """Main text, title and date of a page: trafilatura, or all visible text when it finds no article."""
    import trafilatura

    found: Any = trafilatura.bare_extraction(
        page, include_comments=False, include_tables=True, with_metadata=True, favor_recall=True
    )
    body = plain_rows(found.text) if found is not None and found.text else None
    title = found.title if found is not None else None
    if not body or len(body) < 40:
        body = visible_text(page)
    if title and title.strip() not in body[: len(title) + 200]:
        body = f"{title.strip()}\n\n{body}"
    published = None
    if found is not None and found.date:
        published = (
            date.fromisoformat(found.date)
            if re.search(r"datePublished|article:published_time|<time|pubdate", page)
            else None
        )
    return body, title, published


def plain_rows(text: str) -> str:
    """Rows of tables as 'place | count', without the frame that trafilatura draws: tables of all formats are alike."""
    return ROW.sub(lambda m: " | ".join(c.strip() for c in m.group("cells").split("|")), FRAME.sub("", text))


def visible_text(page: str) -> str:
    """All text of a page but scripts and styles, one block a line."""
    from lxml import html

    tree = html.fromstring(page)
    for node in tree.xpath("//script|//style|//noscript|//template|//nav|//footer"):
        node.drop_tree()
    for cell in tree.iter("td", "th"):  # unless they are kept apart, 5 and 2 are 52
        cell.tail = (" | " if cell.getnext() is not None else "") + (cell.tail or "").strip()
    for row in tree.iter("tr"):
        row.tail = "\n" + (row.tail or "").strip()
    for node in tree.iter("p", "div", "br", "li", "table", "h1", "h2", "h3", "h4", "section", "article"):
        node.tail = "\n\n" + (node.tail or "")
    return re.sub(r"\n\s*\n+", "\n\n", re.sub(r"[ \t]+", " ", tree.text_content())).strip()


def _pdf(data: bytes, name: str, digest: str) -> Iterator[SourceDocument]:
    try:
        text, notes = pdf_text(data)
    except Locked as error:
        raise TrucelineError(problem("E-READ-010", name)) from error
    except TooLong as error:
        size = f"{error.args[0] / 1e6:.0f} million characters or more"
        raise TrucelineError(problem("E-READ-005", name, size=size, limit=LIMIT_TOLD)) from error
    if len(re.findall(r"\w", text)) < 20:
        raise TrucelineError(problem("E-READ-006", name, what="its pages hold pictures,"))
    yield SourceDocument(name, text, "pdf", None, digest, notes)


def _docx(data: bytes, name: str, digest: str) -> Iterator[SourceDocument]:
    if not zipfile.is_zipfile(io.BytesIO(data)):
        raise TrucelineError(problem("E-READ-003", name, format="docx", cause="the archive is broken"))
    for most, endings in ((LIMIT_XML_BYTES, (".xml", ".rels")), (LIMIT_PACKED_BYTES, ())):
        size = unpacked_bytes(io.BytesIO(data), most, endings)
        if size > most:
            raise TrucelineError(
                problem("E-READ-005", name, size=f"{size / 1e6:.0f} MB unpacked", limit=f"{most / 1e6:.0f} MB")
            )
    text, notes = docx_text(data)
    yield SourceDocument(name, text, "docx", None, digest, notes)


def _mail(data: bytes, name: str, digest: str) -> Iterator[SourceDocument]:
    """The texts of a mail or mailbox. What is attached is read like a file; an attachment that cannot be is told of."""
    mails = mails_of(data)
    for number, mail in enumerate(mails, 1):
        own = name if len(mails) == 1 else f"{name}#{number}"
        unread: list[str] = []
        bodies: list[SourceDocument] = []
        attached: list[SourceDocument] = []
        for part in parts_of_mail(mail):
            if not part.name:
                bodies.append(_body(part, own, digest if own == name else hashlib.sha256(mail).hexdigest()))
                continue
            found, problems = documents_of(part.data, f"{own}#{part.name}")
            attached += [replace(d, published=d.published or part.sent) for d in found]
            unread += [f"not read: {p}" for p in problems]
        if not bodies and not attached and unread:
            raise TrucelineError(problem("E-READ-003", own, format="eml", cause=unread[0]))
        kept = [*bodies, *attached]
        yield from (replace(d, guessed=(*d.guessed, *(unread if d is kept[0] else ()))) for d in kept)


def _body(part: Part, name: str, digest: str) -> SourceDocument:
    content, encoding, guessed = decode(part.data, part.charset)
    if part.html:
        content = html_text(content)[0]
    text = f"{part.subject}\n\n{content}" if part.subject and content.strip() else content
    text = text.replace("\r\n", "\n")
    return SourceDocument(name, text, "eml", encoding, digest, guessed, part.sent, part.subject or None)


def _feed(data: bytes, name: str, digest: str) -> Iterator[SourceDocument]:
    import feedparser

    feed = feedparser.parse(data)
    if feed.bozo and not feed.entries:
        raise TrucelineError(
            problem("E-READ-003", name, format="feed", cause=str(feed.get("bozo_exception", "it is broken"))[:120])
        )
    broken = isinstance(feed.get("bozo_exception"), SAXException)
    notes = ("the feed is broken or cut off: entries may be missing, the last may lack its end",) if broken else ()
    for index, entry in enumerate(feed.entries, 1):
        parts = [c.get("value", "") for c in entry.get("content", [])] or [entry.get("summary", "")]
        body = "\n\n".join(visible_text(f"<div>{p}</div>") if "<" in p else p for p in parts if p.strip())
        when = entry.get("published_parsed") or entry.get("updated_parsed")
        published = date(when.tm_year, when.tm_mon, when.tm_mday) if when else None
        title = str(entry.get("title", "")).strip()
        yield SourceDocument(
            f"{name}#{index}",
            f"{title}\n\n{body}".strip(),
            "feed",
            None,
            hashlib.sha256(f"{digest}{index}".encode()).hexdigest(),
            notes,
            published,
            title or None,
        )


READERS = {"text": _text, "html": _html, "pdf": _pdf, "docx": _docx, "eml": _mail, "feed": _feed}
