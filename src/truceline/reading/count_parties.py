"""Counts by line and by turn: a line for each party below a heading, and two earlier figures told in one breath."""

from __future__ import annotations

from itertools import pairwise

from truceline.reading import quick_re as re
from truceline.reading.count_breakdown import OPENED, break_down, period_of
from truceline.reading.count_claimants import Context, sentence_at
from truceline.reading.count_words import EARLIER, UNIT_WORDS
from truceline.reading.model import Block, CountClaim, Span
from truceline.reading.numbers import NUMBER, number_value

LINE = re.compile(
    rf"\s*(?:[-–—•*·▪]\s*|\d{{1,2}}[.)]\s+)?(?P<who>[^\W\d_][^:|\n\d]{{2,70}}?)\s*(?:[:|\t]|\s[-–—]\s)\s*(?P<count>{NUMBER})(?=\s*(?:$|[\n|,.;:(–—-]|of\b|dont\b|из\b|منها|بينها|including|\w+))",
    re.I,
)
ABOVE = 3  # blocks above a line in which its heading may stand
PAIR = re.compile(
    rf"(?P<first>{NUMBER})\s*(?:,\s*)?(?:and|и|et|و)\s*(?P<second>{NUMBER})(?=\s*(?:[.,;)]|$|\n|respectively|соответственно|respectivement|violations|explosions|cases|\w+\s+respectively))",
    re.I,
)


def of_parties(c: Context, block: Block, found: list[CountClaim]) -> list[CountClaim]:
    """'• Government of Yemen: 48, of which Hays 21': whoever heads the line counts what the heading above it names."""
    match = LINE.match(c.text, block.span.start, block.span.end)
    if match is None:
        return []
    who, span = Span(*match.span("who")), Span(*match.span("count"))
    named = [a for a in c.actors_at.inside(who) if a.actor_ids and a.kind != "media"]
    value = number_value(match.group("count"))
    if not named or value is None or any(f.span.touches(span) for f in found):
        return []
    unit = _unit_behind(c, span.end, block) or _unit_above(c, block)
    if unit is None or who.end - named[-1].span.end > 30:
        return []
    sentence = sentence_at(c.text, span, block)
    claim = CountClaim(
        "", Span(span.start, unit[2]), named[0].actor_ids, who.of(c.text), unit[0], unit[1], value,
        period_of(c, span, sentence, block), low=value, high=value, rule="count.line_of_party", confidence=0.75,
    )  # fmt: skip
    if OPENED.search(c.text, claim.span.end, sentence.end):
        break_down(c, claim, claim.span.end, block, [])
    return [claim]


def _unit_behind(c: Context, end: int, block: Block) -> tuple[str, str, int] | None:
    for name, pattern, term in UNIT_WORDS:
        match = pattern.match(c.text, end, block.span.end)
        if match is not None and match.group("unit"):
            return name, term, match.end()
    return None


def _unit_above(c: Context, block: Block) -> tuple[str, str, int] | None:
    """What a heading close above counts: 'Incidents reported by the parties'."""
    at = c.blocks.index(block)
    start = LINE.match(c.text, block.span.start, block.span.end)
    for other in reversed(c.blocks[max(0, at - ABOVE - 3) : at]):
        if LINE.match(c.text, other.span.start, other.span.end):
            continue
        words = re.finditer(r"[^\W\d_][\w'’-]*", other.span.of(c.text))
        for word in words:
            spot = other.span.start + word.start()
            unit = next(((n, t) for n, p, t in UNIT_WORDS if p.match(c.text, spot, other.span.end)), None)
            if unit is not None:
                return (*unit, start.end("count") if start else block.span.end)
        return None
    return None


def add_pairs(c: Context, block: Block, found: list[CountClaim]) -> None:
    """'230 in A and 95 in B … The day before the figures were 244 and 134': each its own, in the order told."""
    for first, second in pairwise(found):
        if first.previous is not None or second.previous is not None or first.unit != second.unit:
            continue
        if second.span.start - first.span.end > 90:
            continue
        following = next((f.span.start for f in found if f.span.start > second.span.end), block.span.end)
        stop = min(following, second.span.end + 320)
        told = EARLIER.search(c.text, second.span.end, stop)
        pair = PAIR.search(c.text, told.end(), stop) if told else None
        pair = pair or (PAIR.search(c.text, max(second.span.end, told.start() - 60), told.end() + 20) if told else None)
        if pair is not None:
            first.previous, second.previous = number_value(pair.group("first")), number_value(pair.group("second"))
