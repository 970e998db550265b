"""Short forms that a text gives a body itself: 'the Government of Indonesia (GoI)', 'hereafter "the Mission"'."""

from __future__ import annotations

from truceline.reading import quick_re as re
from truceline.reading.actors import ActorFinder
from truceline.reading.model import ActorMention, Span

DEFINED = re.compile(
    r"[”\"»]?\s*\((?:(?:hereafter|hereinafter|henceforth|or|also|ci-après|dit|dite)\s+)?(?:the\s+|la\s+|le\s+|l['’])?[“\"«]?\s*(?P<short>(?=[\w&./-]*[A-Z][\w&./-]*[A-Z])[A-Z][\w&./-]{1,11})\s*[”\"»]?\)"
)


def add_short_forms(finder: ActorFinder) -> None:
    """A short form in brackets behind a body's whole name means it wherever the text writes it again."""
    text = finder.text
    taken = [m.span for m in finder.mentions if m.kind != "affil"]
    for mention in [m for m in finder.mentions if m.kind == "name" and len(m.actor_ids) == 1]:
        found = DEFINED.match(text, mention.span.end)
        if found is None:
            continue
        for again in re.finditer(rf"(?<![\w-]){re.escape(found.group('short'))}(?![\w-])", text):
            span = Span(*again.span())
            if any(span.touches(t) for t in taken):
                continue
            finder.mentions = [m for m in finder.mentions if not (m.kind == "affil" and m.span.touches(span))]
            finder.mentions.append(ActorMention(span, mention.actor_ids, "name", "actor.short_form", 0.75))
            taken.append(span)
