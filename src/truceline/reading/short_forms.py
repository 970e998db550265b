"""Short forms that a text gives a body itself: 'the Government of Indonesia (GoI)', 'hereafter "the Mission"'.

What a text defines goes before what the registry knows: 'the Armed Forces of the Philippines (AFP)' are no agency.
"""

from __future__ import annotations

from truceline.reading import quick_re as re
from truceline.reading.actors import ActorFinder
from truceline.reading.model import ActorMention, Span

DEFINED = re.compile(
    r"[”\"»]?\s*\((?:(?:hereafter|hereinafter|henceforth|or|also|ci-après|dit|dite)\s+)?(?:the\s+|la\s+|le\s+|l['’])?[“\"«]?\s*(?P<short>(?=[\w&./-]*[A-Z][\w&./-]*[A-Z])[A-Z][\w&./-]{1,11})\s*[”\"»]?\)"
)
WORDS_BEFORE = re.compile(r"(?P<long>(?:[^\W\d_][\w’'-]*[\s-]+){1,9}[^\W\d_][\w’'-]*)[”\"»]?\s*\(\s*[“\"«]?$")


def add_short_forms(finder: ActorFinder) -> None:
    """A short form in brackets behind a body's whole name means it wherever the text writes it again."""
    _without_other_bearers(finder)
    text = finder.text
    taken = [m.span for m in finder.mentions if m.kind not in ("affil", "media")]
    for mention in [m for m in finder.mentions if m.kind == "name" and len(m.actor_ids) == 1]:
        found = DEFINED.match(text, mention.span.end)
        if found is None:
            continue
        for again in re.finditer(rf"(?<![\w-]){re.escape(found.group('short'))}(?![\w-])", text):
            span = Span(*again.span())
            if any(span.touches(t) for t in taken):
                continue
            finder.mentions = [
                m for m in finder.mentions if not (m.kind in ("affil", "media") and m.span.touches(span))
            ]
            finder.mentions.append(ActorMention(span, mention.actor_ids, "name", "actor.short_form", 0.75))
            taken.append(span)


def _without_other_bearers(finder: ActorFinder) -> None:
    """An agency's letters in brackets behind a long name with just these initials: somebody else's, here and everywhere."""
    text = finder.text
    media = [m for m in finder.mentions if m.kind == "media"]
    _whole_names(finder, [m for m in media if m.span.of(text).isupper() and len(m.span.of(text)) < 5])
    for short in {m.span.of(text) for m in media if text[m.span.end : m.span.end + 1] == ")"}:
        if short.isupper() and any(
            _spells(text[max(0, m.span.start - 120) : m.span.start], short) for m in media if m.span.of(text) == short
        ):
            finder.mentions = [m for m in finder.mentions if not (m.kind == "media" and m.span.of(text) == short)]


def _whole_names(finder: ActorFinder, media: list[ActorMention]) -> None:
    """'Ansar Allah liaison officers: 9 … AA LO': letters that spell a party named before are that party's."""
    text = finder.text
    for mention in media:
        short = mention.span.of(text)
        spelled = [
            m
            for m in finder.mentions
            if m.kind != "media" and m.actor_ids and m.span.end < mention.span.start
            if "".join(w[0] for w in m.span.of(text).replace("-", " ").split() if w[0].isupper()) == short
        ]
        if spelled and mention in finder.mentions:
            finder.mentions.remove(mention)
            finder.mentions.append(ActorMention(mention.span, spelled[-1].actor_ids, "name", "actor.short_form", 0.6))


def _spells(lead: str, short: str) -> bool:
    """Whether the capitals of the words right before a bracket are its letters."""
    found = WORDS_BEFORE.search(lead)
    words = re.split(r"[\s-]+", found.group("long")) if found else []
    initials = [w[0] for w in words if w[0].isupper()]
    return len(short) > 1 and "".join(initials[-len(short) :]) == short
