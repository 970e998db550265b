"""Totals that stand apart from what they count: in a line of totals, behind the list of their parts, behind a sentence that names the matter."""

from __future__ import annotations

from truceline.reading.count_bare import LEFT_OUT, MATTER_BEFORE, TOTAL_BEHIND, named_first
from truceline.reading.count_breakdown import break_down
from truceline.reading.count_claimants import Context, sentence_at
from truceline.reading.count_shapes import ALL_UNITS, bare
from truceline.reading.count_words import UNIT_WORDS
from truceline.reading.model import Block, CountClaim, Span
from truceline.reading.numbers import number_value


def totals(c: Context, block: Block, found: list[CountClaim]) -> list[CountClaim]:
    """'Итого: обстрелов 4, боеприпасов 39': a line of totals, each behind its name."""
    new: list[CountClaim] = []
    for span, named, written in named_first(c, block):
        unit = next(((n, u) for n, p, u in UNIT_WORDS if p.match(c.text, span.start, span.start + len(named))), None)
        value = number_value(written)
        if unit is not None and value is not None and not any(f.span.touches(span) for f in [*found, *new]):
            new.append(bare(c, block, span, unit[0], unit[1], value, "count.total_line", 0.7))
    return new


def left_out(c: Context, block: Block, found: list[CountClaim]) -> list[CountClaim]:
    """'These are allegations. There were nineteen in January': what is counted was named in the sentence before."""
    new: list[CountClaim] = []
    for match in LEFT_OUT.finditer(c.text, block.span.start, block.span.end):
        span, value = Span(*match.span("count")), number_value(match.group("count"))
        low = max(0, match.start() - MATTER_BEFORE)
        if value is None or any(low < f.span.end and f.span.start < span.end for f in found):
            continue  # a count before it: its own matter goes on
        named = [
            (m.start("unit"), n, u)
            for n, p, u in ALL_UNITS
            for m in p.finditer(c.text, low, match.start())
            if m.group("unit")[-1:] in "sйваяиеых" and c.text[m.start("unit") - 1 : m.start("unit")] in (" ", "’", "'")
        ]
        if named:
            _, name, term = max(named)
            new.append(bare(c, block, span, name, term, value, "count.matter_before", 0.65))
    return new


def totals_behind(c: Context, block: Block, found: list[CountClaim]) -> list[CountClaim]:
    """'violations as follows: A - 6, B - 5 (total 11)': a list that sums to the total told behind it."""
    new: list[CountClaim] = []
    for match in TOTAL_BEHIND.finditer(c.text, block.span.start, block.span.end):
        span, value = Span(*match.span("count")), number_value(match.group("count"))
        colon = c.text.rfind(":", sentence_at(c.text, span, block).start, match.start())
        if colon < 0 or value is None or any(colon < f.span.end and f.span.start < span.end for f in found):
            continue
        lead = Span(sentence_at(c.text, Span(colon, colon), block).start, colon)
        named = [(m.start(), n, u) for n, p, u in ALL_UNITS for m in p.finditer(c.text, lead.start, lead.end)]
        trial = bare(c, block, Span(colon, colon + 1), "", "events", value, "count.total_behind", 0.65)
        break_down(c, trial, colon + 1, Block(Span(block.span.start, match.start()), block.kind, block.rule), [])
        if named and len(trial.breakdown) > 1 and sum(b.count for b in trial.breakdown) == value:
            _, trial.matter, trial.unit = max(named)
            trial.span, trial.mismatch, trial.rule, trial.place = (
                Span(max(named)[0], span.end),
                None,
                "count.total_behind",
                None,
            )
            new.append(trial)
    return new
