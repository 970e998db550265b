"""Typed blocks: headline, subhead, caption, boilerplate, related_link, body; one line or a few lines each."""

from __future__ import annotations

from truceline.reading import quick_re as re
from truceline.reading.model import Block, Span

LINE = re.compile(r"[^\n]+")
BOILERPLATE = re.compile(
    r"""^(?:all\ news|(?:home|news|world|politics|russia|middle\ east)(?:\s*[/|>»·][\w\s&-]+(?:[/|>»·][\w\s&-]+)*)?|updated(?:\ at)?:?.{0,30}|published:?.{0,40}|share(?:\ this.*|\ on.*)?|read\ (?:also|more).*|see\ also:?|
    related(?:\ (?:articles?|stories|news))?:?|advertisement|follow\ us.*|subscribe.*|sign\ up.*|copyright.*|all\ rights\ reserved.*|print|email|tweet|comments?(?:\ \(\d+\))?|tags?:.*|
    (?:https?://|www\.)\S+|[^.]{0,60}\b(?:website|web\ site|newsletter|mobile\ app)\b[^.]{0,80}:?|click\ here.*|photo\ gallery|topics?:.*|menu|search|login|cookie.*|
    читайте\ также:?|смотрите\ также:?|поделиться.*|подписаться.*|фото:?|
    lire\ aussi\ ?:?.*|à\ lire\ aussi.*|partager.*|publié\ le.*|
    اقرأ\ أيضا.*|شارك.*|مواضيع\ ذات\ صلة.*)$""",
    re.IGNORECASE | re.VERBOSE,
)
LINK_LEAD = re.compile(
    r"^(?:see also|read also|read more|related(?: articles?| stories| news)?|читайте также|смотрите также|lire aussi|اقرأ أيضا):?$",
    re.I,
)
SHARE = re.compile(r"^(?:share|поделиться|partager|شارك)\b", re.I)
CREDIT = re.compile(
    r"©|\b(?:EPA|AFP|AP|REUTERS|Reuters|TASS|Getty(?: Images)?|Anadolu)\s?[/|]\s?[A-Z][\w.'’ /-]+|/\s?POOL\b|^(?:file )?photo\b|\((?:file )?photo\b|\bhandout (?:picture|photo|image)\b"
    r"|\bpicture (?:provided|taken)\b|\((?:AP|AFP|Reuters|EPA|Getty)(?: Photo| Images)?(?:/|\)(?!\s+[a-z]))|^\[?(?:File|Фото|Photo|Crédit)\b.{0,80}$",
    re.MULTILINE,
)
AGENCY_LEAD = re.compile(r"\((?:AP|AFP|Reuters|REUTERS|EPA|dpa)\)\s*[-–—:]+\s")  # the lead of a story, no photo credit
CLOSED = (".", "!", "?", "”", '"', "»", ":", ";", "…", "؟", ",")
# a line of a table or a label with its number: 'Upper Nile | 5', 'Reported violations: 17'
FIGURES = re.compile(
    r"^[^.|:\t]{2,90}(?::\s*\d[\d,. ]*|(?:[|\t][^|\t]{0,60})*[|\t]\s*\d[\d,. ]*\|?)$"
)  # a cell goes up to the next mark: one way to read a row
BULLET = re.compile(r"^\s*(?:[-*•·▪‣]|\d{1,2}[.)])\s+")
# a paper's own title, number and date and all: 'REPORT 2018/31 - alleged violations'
PAPER_TITLE = re.compile(
    r"\b(?:report|bulletin|overview|digest|summary|weekly|monthly|daily|situation note|press statement|rapport|point de situation|communiqué|сводка|бюллетень|отч[её]т|تقرير|نشرة)\b(?!\s+(?:said|says))",
    re.I,
)
DASHED_DATELINE = re.compile(r"^[A-ZÀ-ÝЀ-Я][\w.'’ ,/()А-Яа-я-]{2,60}?(?:\([A-Za-z]+\)|\d)\W{0,4}[-–—.:]")


def find_blocks(text: str) -> list[Block]:
    """Blocks in order; blank lines belong to none. Every non-blank character stands in exactly one block."""
    lines = [_trimmed(text, m.start(), m.end()) for m in LINE.finditer(text)]
    lines = [s for s in lines if s.start < s.end]
    blocks: list[Block] = []
    headline: str | None = None
    seen_body = False
    after_link = False
    for index, span in enumerate(lines):
        line = span.of(text)
        kind, rule = _kind(line, blocks, headline, seen_body, after_link, index == len(lines) - 1)
        after_link = bool(LINK_LEAD.match(line)) or (after_link and kind == "boilerplate")
        if kind == "headline" and headline is None:
            headline = line
        if (
            kind == "caption"
            and line.startswith("©")
            and blocks
            and text[blocks[-1].span.end : span.start].strip() == ""
        ):
            previous = blocks[-1]
            if (
                previous.kind in ("subhead", "body", "headline")
                and text.count("\n", previous.span.end, span.start) == 1
            ):
                blocks[-1] = Block(Span(previous.span.start, span.end), "caption", "block.caption.credit_below")
                continue
        seen_body = seen_body or kind == "body"
        blocks.append(Block(span, kind, rule))
    return _without_headless(_page_tail(blocks, text), text)


def _page_tail(blocks: list[Block], text: str) -> list[Block]:
    """Short lines below 'Share this' at the end of a page belong to the page, not to the text."""
    shared = next((i for i, b in enumerate(blocks) if SHARE.match(b.span.of(text))), None)
    if shared is None:
        return blocks
    rest = blocks[shared + 1 :]
    if any(len(b.span.of(text)) > 60 for b in rest):
        return blocks
    return [*blocks[: shared + 1], *(Block(b.span, "boilerplate", "block.boilerplate.page_tail") for b in rest)]


def _trimmed(text: str, start: int, end: int) -> Span:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)


def _kind(
    line: str, blocks: list[Block], headline: str | None, seen_body: bool, after_link: bool, last: bool
) -> tuple[str, str]:
    if BOILERPLATE.match(line):
        return "boilerplate", "block.boilerplate.words"
    if after_link and len(line) < 200:
        return "related_link", "block.related_link.after_lead"
    if CREDIT.search(line) and len(line) < 400 and headline is not None and not AGENCY_LEAD.search(line[:140]):
        return "caption", "block.caption.credit"
    if headline is not None and line == headline:
        return "headline", "block.headline.repeated"
    if (
        headline is None
        and not seen_body
        and len(line) < 220
        and (not line.endswith((".", "”", ";", ",")) or line.endswith(" г."))
        and (not DASHED_DATELINE.match(line) or PAPER_TITLE.search(line))
    ):
        return "headline", "block.headline.first"
    if FIGURES.match(line):
        return "body", "block.body.figures"
    closed = line.endswith(CLOSED) or BULLET.match(line) is not None
    if not closed and len(line) < (260 if not seen_body else 110) and not last:
        return "subhead", "block.subhead.open_line"
    return "body", "block.body"


def _without_headless(blocks: list[Block], text: str) -> list[Block]:
    """A text of a single line is a body, not a headline without one."""
    if len(blocks) == 1 and blocks[0].kind in ("headline", "subhead") and len(blocks[0].span.of(text)) > 120:
        return [Block(blocks[0].span, "body", "block.body.only_line")]
    if blocks and not any(b.kind == "body" for b in blocks):
        first = next((b for b in blocks if b.kind == "headline"), None)
        return [
            Block(b.span, "body", "block.body.no_other") if b.kind == "subhead" and b is not first else b
            for b in blocks
        ]
    return blocks
