"""Whether a name before a count is its subject: governed by a preposition, joined to one that is, behind an Arabic verb."""

from __future__ import annotations

from truceline.reading import quick_re as re
from truceline.reading.model import ActorMention, Span


def after_its_verb(text: str, clause: Span, actor: Span, count: Span) -> bool:
    """Whether an Arabic name stands between a verb that counts nothing and the number: the verb stands first."""
    arabic = "\u0600" <= text[actor.start] <= "\u06ff" and not text[actor.end : count.start].strip()
    before = text[clause.start : actor.start].rstrip()
    return arabic and bool(before) and "\u0621" <= before[-1] <= "\u0652"


def object_of(text: str, actor: ActorMention) -> bool:
    return bool(
        re.search(
            r"\b(?:by|in|from|of|with|to|told|against|par|de|du|des|au|aux|à|от|против)\s+(?:the\s+|la\s+|l['’])?$",
            text[max(0, actor.span.start - 14) : actor.span.start],
        )
    )


def by_whom(text: str, before: list[ActorMention], actor: ActorMention) -> bool:
    """'chaired by A and B': both stand behind 'by'."""
    if re.search(
        r"\b(?:by|par)\s+(?:the\s+|la\s+|le\s+|l['’])?$", text[max(0, actor.span.start - 12) : actor.span.start]
    ):
        return True
    last = before[-1] if before else None
    joined = last is not None and re.fullmatch(
        r"\s*(?:,|and|et|и)\s*(?:the\s+|la\s+|le\s+)?", text[last.span.end : actor.span.start]
    )
    return bool(joined and last is not None and by_whom(text, before[:-1], last))


def chained(text: str, before: list[ActorMention], actor: ActorMention) -> bool:
    """'co-chaired by A and B': the second is governed as the first is."""
    last = before[-1] if before else None
    joined = last is not None and re.fullmatch(
        r"\s*(?:,|and|et|и)\s*(?:the\s+|la\s+|le\s+)?", text[last.span.end : actor.span.start]
    )
    return bool(joined and last is not None and (object_of(text, last) or chained(text, before[:-1], last)))


def side_of(text: str, span: Span) -> str:
    after = re.match(
        r"\s+(?:side|party|part|representatives|monitors|сторона|часть)(?:\s+(?:of|in)\s+the\s+[\w-]+(?:\s+[\w-]+)?)?",
        text[span.end : span.end + 60],
    )
    return text[span.start : span.end + (after.end() if after else 0)]
