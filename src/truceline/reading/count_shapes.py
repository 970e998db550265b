"""Counts without a number before what is counted: none, 'the other side eight', 'Violations: 17', 'shelled four times'."""

from __future__ import annotations

from collections.abc import Callable

from truceline.reading import quick_re as re
from truceline.reading.count_answers import is_previous
from truceline.reading.count_bare import stand_alone
from truceline.reading.count_breakdown import OPENED, break_down, period_of, place_of
from truceline.reading.count_claimants import COMMITTED, Context, claimant_of, sentence_at
from truceline.reading.count_turns import turns
from truceline.reading.count_words import (
    ADVERBS,
    BARE,
    ELLIPTIC,
    FIGURE,
    LABELLED,
    NONE_AFTER,
    NOUGHT,
    NUMBERED,
    PREHINT,
    REPORTED_BY,
    SIDE_TOTAL,
    UNIT_WORDS,
    ZERO,
)
from truceline.reading.model import ActorMention, Block, CountClaim, Span
from truceline.reading.numbers import NUMBER, near, number_value

ALL_UNITS = tuple((n, re.compile(p.pattern.removeprefix(r"\s*"), re.I), u) for n, p, u in UNIT_WORDS)
ZERO_UNITS = tuple(x for x in ALL_UNITS if x[0] not in BARE or x[0] == "случаи стрельбы")
GAPPED = re.compile(
    rf"\s*(?:side|part|party|сторона|часть)?\s*(?:[-–—:]\s*)?(?:only\s+|just\s+|another\s+|лишь\s+)?(?:об?\s+)?(?P<count>{NUMBER})(?=\s*(?:[.,;)]|$|\n))",
    re.I,
)
# 'обстрелов - 5, пролётов - 3': a list of what is counted, each with its number behind a dash
DASHED = re.compile(
    rf"(?<=[:,;،؛(])\s+(?:ال)?(?P<unit>[а-яё]{{4,}}(?:\s[а-яё]+)?|[\u0621-\u064a]{{4,}})\s*[-–—:]\s*(?P<count>{NUMBER})(?=\s*(?:[,;،؛.)]|$|\n))"
)
# 'خرقين', 'غارتان': two of what is counted, in the ending of the noun
DUAL = re.compile(
    r"(?<!\w)[وبل]?(?P<noun>خرق|انتهاك|غارت|قذيفت|صاروخ|هجوم|انفجار|حالت|حادثت|حادث|طلعت|تحليق|ضربت|بلاغ|مخالفت|اشتباك|اعتداء|مر(?=ت))(?:ت?ين|ت?ان)(?!\w)"
)
SINGULARS = {"خرق": "خرق", "انتهاك": "انتهاك", "غارت": "غارة", "قذيفت": "قذيفة", "حالت": "حالة", "حادثت": "حادثة", "طلعت": "طلعة", "ضربت": "ضربة", "مخالفت": "مخالفة", "مر": "مرة", "انفجار": "انفجارا"}  # fmt: skip
# '315 by the regime while the others committed 18'
COMMITTED_SO_MANY = re.compile(
    rf"\b(?:committed|perpetrated|carried out|совершил\w*|commis|ارتكبت?)\s+(?P<count>{NUMBER})(?=\s*(?:[.,;)]|$|\n))",
    re.I,
)
# 'le MFDC, lui, n'en reconnaît que deux', 'the army admits only two'
ONLY_SO_MANY = re.compile(
    rf"(?P<who>[^\W\d_][^\n.;:,\d]{{1,50}}?)(?:,\s(?:lui|elle|eux|elles|for its part|quant à \w+),)?\s+(?:n['’]en\s+(?!\w*\s*(?:vérifi|confirm))(?:\w+\s+){{1,2}}que|(?:admit(?:s|ted)?(?: to)?|acknowledge[sd]?|recogni[sz]e[sd]?)\s+only|призна(?:ёт|ет|ла|л|ло|ли|ют)\s+(?:лишь|только)|(?:لا|لم)\s+[تي]عترف\s+(?:إلا|سوى)\s+ب)\s*(?P<count>{NUMBER})(?=\s*(?:[.,;)]|$|\n|\s(?:of|d['’]|из)))",
    re.I,
)
Counted = Callable[[Context, Span, int, str], bool]
Maker = Callable[[Context, Block, Span, CountClaim, int, list[Span]], CountClaim]


def zeros(c: Context, block: Block, found: list[CountClaim]) -> list[CountClaim]:
    """'No ceasefire violations were recorded': a count of nought."""
    noughts: list[CountClaim] = []
    low, high = block.span.start, block.span.end
    spots = [m.span() for m in NOUGHT.finditer(c.text, low, high)]
    stretches = [(a, b) for a, b in near(c.text, spots, 100, 80, low, high) if PREHINT.search(c.text, a, b)]
    for name, pattern, term in ZERO_UNITS if stretches else ():
        for match in (m for a, b in stretches for m in pattern.finditer(c.text, a, b)):
            span = Span(*match.span("unit"))
            sentence = sentence_at(c.text, span, block)
            lead = c.text[max(sentence.start, span.start - 60) : span.start]
            none = ZERO.search(lead) or NONE_AFTER.match(c.text[span.end : sentence.end])
            if not none or any(f.span.touches(span) for f in [*found, *noughts]):
                continue
            claim = bare(c, block, span, name, term, 0, "count.none", 0.75)
            told = found and found[-1].previous == 0 and 0 <= span.start - found[-1].span.end < 5
            if told or (found and is_previous(c.text, found[-1], span, claim)):
                continue
            noughts.append(claim)
    return noughts


def bare(
    c: Context, block: Block, span: Span, name: str, term: str, value: int | None, rule: str, sure: float
) -> CountClaim:
    sentence = sentence_at(c.text, span, block)
    claimants, words = claimant_of(c, span, sentence, block)
    period = period_of(c, span, sentence, block)
    claim = CountClaim("", span, claimants, words, name, term, value, period, rule=rule, confidence=sure)
    claim.place = place_of(c, span, sentence)
    claim.low = claim.high = value
    return claim


def labelled(c: Context, block: Block, found: list[CountClaim]) -> list[CountClaim]:
    """'Reported violations: 17', and the heading of a table of places: a label with its number behind a colon."""
    new: list[CountClaim] = []
    for match in LABELLED.finditer(c.text, block.span.start, block.span.end):
        span = Span(match.start("unit"), match.end())
        if any(f.span.touches(span) for f in [*found, *new]):
            continue
        unit = next(((n, u) for n, p, u in UNIT_WORDS if p.match(c.text, match.start("unit"))), None)
        value = number_value(match.group("count"))
        if unit is not None and value is not None:
            claim = bare(c, block, span, unit[0], unit[1], value, "count.label", 0.75)
            teller = _in_the_label(c, Span(match.start("unit"), match.start("count")))
            if teller is not None:
                claim.claimant_ids, claim.claimant_text = teller.actor_ids, teller.span.of(c.text)
            if OPENED.search(c.text, span.end, sentence_at(c.text, Span(span.end, span.end), block).end):
                break_down(c, claim, span.end, block, [])
            new.append(claim)
    return new


# 'Violations reported by N: 41'; 'Violations by N' tells who committed them
TOLD_BY = re.compile(
    r"(?:report|record|regist|submitt|lodg|fil|claim|alleg|document|log)\w*\s+by\s+(?:the\s+)?$|(?:signal|enregistr|recens|dépos|déclar)\w*\s+par\s+(?:la\s+|le\s+|les\s+|l['’])?$|по данным\s+$|(?:зафиксирован|заявлен|поданн)\w*\s+$|(?:سجلتها|أبلغ عنها|وثقتها|سجلها)\s+$",
    re.I,
)


def _in_the_label(c: Context, label: Span) -> ActorMention | None:
    """Whoever the label of a figure says reported it."""
    named = [a for a in c.actors_at.inside(label) if a.actor_ids]
    return next((a for a in named if TOLD_BY.search(c.text, label.start, a.span.start)), None)


def numbered(c: Context, block: Block, found: list[CountClaim]) -> list[CountClaim]:
    """'the number of violations reached 21', 'обстрелов было 21': what is counted stands before its number."""
    new: list[CountClaim] = []
    for match in NUMBERED.finditer(c.text, block.span.start, block.span.end):
        named = next(k for k, v in match.groupdict().items() if v and not k.startswith(("count", "before")))
        span = Span(
            min(match.start(named), match.start("count2") if match.group("count2") else len(c.text)), match.end()
        )
        other = [f.span for f in [*found, *new]] + [
            d.span for d in c.dates_at.touching(Span(match.end() - 1, match.end())) if d.type != "duration"
        ]
        value = number_value(next(v for k, v in match.groupdict().items() if v and k.startswith("count")))
        if value is None or any(o.touches(span) for o in other):
            continue
        kind = match.start(named)
        kind += 2 if c.text.startswith("ال", kind) else 0
        unit = next(((n, u) for n, p, u in UNIT_WORDS if p.match(c.text, kind)), ("incidents", "incidents"))
        claim = bare(c, block, span, unit[0], unit[1], value, "count.unit_number", 0.7)
        earlier = next((v for k, v in match.groupdict().items() if v and k.startswith("before")), None)
        claim.previous = number_value(earlier) if earlier else None
        new.append(claim)
    return new


def listed(c: Context, block: Block, found: list[CountClaim]) -> list[CountClaim]:
    """'За сутки: обстрелов - 5, пролётов - 3': what is counted before each number of a list."""
    new: list[CountClaim] = []
    for match in DASHED.finditer(c.text, block.span.start, block.span.end):
        span = Span(match.start("unit"), match.end())
        unit = next(((n, u) for n, p, u in UNIT_WORDS if p.match(c.text, match.start("unit"), match.end("unit"))), None)
        value = number_value(match.group("count"))
        if unit is not None and value is not None and not any(f.span.touches(span) for f in [*found, *new]):
            new.append(bare(c, block, span, unit[0], unit[1], value, "count.unit_dash", 0.7))
    return new


def duals(c: Context, block: Block, found: list[CountClaim], counted: Counted) -> list[CountClaim]:
    """'خرقين', 'غارتان', 'مرتين': the ending of an Arabic noun says two, where somebody counts."""
    new: list[CountClaim] = []
    for match in DUAL.finditer(c.text, block.span.start, block.span.end):
        noun = match.group("noun")
        singular = SINGULARS.get(noun, noun)
        unit = next(((n, u) for n, p, u in UNIT_WORDS if (m := p.match(singular)) and m.end() == len(singular)), None)
        span = Span(match.start("noun"), match.end())
        if unit is None or any(f.span.touches(span) for f in [*found, *new]):
            continue
        if counted(c, Span(span.start, span.start), span.end, unit[0]):
            new.append(bare(c, block, span, unit[0], unit[1], 2, "count.dual", 0.7))
    return new


def often(c: Context, block: Block, found: list[CountClaim]) -> list[CountClaim]:
    """'четырежды обстреляли', 'twice violated the truce': how often, in an adverb."""
    new: list[CountClaim] = []
    if not c.often_told:
        return new
    for match in ADVERBS.finditer(c.text, block.span.start, block.span.end):
        span = Span(*match.span())
        kind = next(k for k, v in match.groupdict().items() if v)
        value = {"two": 2, "three": 3, "four": 4}[kind.rstrip("23")]
        span = Span(*match.span(kind))
        if not any(f.span.touches(span) for f in [*found, *new]):
            new.append(bare(c, block, span, "times", "violations", value, "count.adverb", 0.7))
    return new


def others_parts(c: Context, block: Block, found: list[CountClaim], taken: list[Span]) -> list[CountClaim]:
    """'of which 811 were reported by the government and 393 by the group': each with a claimant of its own."""
    new: list[CountClaim] = []
    for index, model in enumerate(found):
        stop = found[index + 1].span.start if index + 1 < len(found) else block.span.end
        start = model.span.end
        reported = False
        for match in REPORTED_BY.finditer(c.text, start, stop):
            span = Span(*match.span("count"))
            sentence = sentence_at(c.text, Span(model.span.start, model.span.start + 1), block)
            value = number_value(match.group("count"))
            whose = next((a for a in c.actors if a.actor_ids and 0 <= a.span.start - match.end() <= 4), None)
            if match.group("verb"):
                reported = True
            if value is None or whose is None or not reported or span.start >= sentence.end:
                continue
            claim = CountClaim(
                "", span, whose.actor_ids, whose.span.of(c.text), model.matter, model.unit, value, model.period,
                low=value, high=value, rule="count.reported_by", confidence=0.75,
            )  # fmt: skip
            new.append(claim)
            taken.append(span)
    return new


def elliptic(c: Context, block: Block, earlier: list[CountClaim], taken: list[Span], made: Maker) -> list[CountClaim]:
    """'The Turkish side registered eight', 'and the opposition six': the unit is that of the claim before."""
    found: list[CountClaim] = []
    if not earlier:
        return found
    spots: list[tuple[Span, str, tuple[str, ...]]] = []
    unknown: dict[Span, str] = {}  # whose figure it is, in words of somebody nobody knows
    for match in COMMITTED_SO_MANY.finditer(c.text, block.span.start, block.span.end):
        model = next((e for e in reversed(earlier) if 0 < match.start() - e.span.end < 90), None)
        if model is not None:
            spots.append((Span(*match.span("count")), match.group("count"), model.claimant_ids))
    for pattern in (ELLIPTIC, FIGURE, SIDE_TOTAL, ONLY_SO_MANY):
        for match in pattern.finditer(c.text, block.span.start, block.span.end):
            if match.groupdict().get("verb", "").casefold().startswith(("confirm", "verif", "had", "has")):
                continue
            side = Span(*match.span("who")) if "who" in pattern.groupindex else None
            theirs = next((x.actor_ids for x in c.actors_at.inside(side) if x.actor_ids), ()) if side else ()
            if pattern is ONLY_SO_MANY and not theirs and side:
                unknown[Span(*match.span("count"))] = side.of(c.text).strip()
            spots.append((Span(*match.span("count")), match.group("count"), theirs))
    spots += turns(c, block, earlier)
    alone = stand_alone(c, block, earlier)
    spots += alone
    for actor in c.actors_at.inside(block.span):
        if not actor.actor_ids:
            continue
        joint = re.search(r"(?:\band|,|;|\bwhile|\bи|\bа|\bet|و)\s*(?:the\s+|la\s+|le\s+|les\s+|l['’])?$", c.text[max(0, actor.span.start - 12) : actor.span.start])  # fmt: skip
        gapped = GAPPED.match(c.text, actor.span.end, block.span.end)
        if joint and gapped and any(0 < actor.span.start - e.span.end < 90 for e in earlier):
            model = max((e for e in earlier if e.span.end <= actor.span.start), key=lambda e: e.span)
            did = COMMITTED.search(c.text, max(block.span.start, model.span.start - 40), model.span.start)
            whose = (
                model.claimant_ids if did else actor.actor_ids
            )  # 'N had committed 14 and M three': of whoever says so
            spots.append((Span(*gapped.span("count")), gapped.group("count"), whose))
    for span, written, whose in sorted(spots, key=lambda s: s[0]):
        before = [e for e in earlier if e.span.start < span.start]
        value = number_value(written)
        if not before or value is None or any(t.touches(span) for t in [*taken, *(f.span for f in found)]):
            continue
        if any(d.span.touches(span) and d.type != "duration" for d in c.dates):
            continue
        if (span, written, whose) not in alone and any(
            p.match(c.text, span.end, block.span.end) for _, p, _ in UNIT_WORDS
        ):
            continue
        model = max(before, key=lambda e: e.span.start)
        if model.span.holds(span):
            continue
        claim = made(c, block, span, model, value, taken)
        if is_previous(c.text, model, span, claim):
            continue
        if whose:
            claim.claimant_ids = whose
        if span in unknown:
            claim.claimant_ids, claim.claimant_text = (), unknown[span]
        claim.rule, claim.confidence = "count.elliptic", 0.7
        claim.period = claim.period or model.period
        found.append(claim)
        taken.append(claim.span)
    return found
