"""Counts that go on without their unit: 'nine on Tuesday', 'two by armed men', 'in Hays 14', 'in March the figure was 51'."""

from __future__ import annotations

from truceline.reading import quick_re as re
from truceline.reading.calendar_words import MONTH, WEEKDAY
from truceline.reading.count_bare import NO_PART
from truceline.reading.count_claimants import Context
from truceline.reading.model import Block, CountClaim, Span
from truceline.reading.numbers import NUMBER, number_value

_AGAIN = (
    r"(?:\band|\bи|\bet|\bbut|\bmais|,|;)\s+(?:(?:only|just|another|at least|some|about|seulement|encore|environ)\s+)?"
)
AT = re.compile(
    rf"{_AGAIN}(?P<count>{NUMBER})\s+(?:(?:more|others|autres)\s+)?(?:in|at|near|around|over|from|в|во|у|à|dans|en|près de)\s+(?:the\s+|la\s+|le\s+|l['’])?(?=[A-ZÀ-ÝА-ЯЁ])",
    re.I,
)
THERE = re.compile(
    rf"(?:\band|\bet|,|;)\s+(?:in|at|near|à|dans|en|au)\s+(?:the\s+|la\s+|le\s+|l['’])?(?-i:[A-ZÀ-Ý])[\w'’-]+(?:[ -](?-i:[A-ZÀ-Ý])[\w'’-]+){{0,2}}(?:\s+(?:regions?|provinces?|districts?|governorates?|area))?,?\s+(?:(?:it was|there were|only|just|seulement)\s+)?(?P<count>{NUMBER})(?=\s*(?:[.,;)]|$|\n|and\b|et\b))",
    re.I,
)
ON_DAY = re.compile(
    rf"{_AGAIN}(?P<count>{NUMBER})\s+(?:(?:more|others|autres)\s+)?(?:on\s+|le\s+)?(?:{WEEKDAY}|\d{{1,2}}\s+{MONTH}|{MONTH}\s+\d|the (?:day|next|following|previous|night) \w+|(?:le|la) (?:lendemain|veille)|yesterday|today|hier|aujourd['’]hui)",
    re.I,
)
BY_OTHERS = re.compile(
    rf"{_AGAIN}(?P<count>{NUMBER})\s+(?:(?:more|others|autres)\s+)?(?:by|from|par|de la part d[ue])\s+(?=\w)", re.I
)
DONE_BY = re.compile(r"[^.;\d]{0,70}?\b(?:by|from|par|de la part d[ue]|des?)\s+[^.;\d]{2,80}$", re.I)
A_DAY = re.compile(rf"(?:{WEEKDAY}|\d\s+{MONTH}|{MONTH}\s+\d|\b(?:today|yesterday|hier)\b)")
# the figure of another month or year, named
OTHER_TIME = re.compile(
    rf"(?:\b(?:[Ii]n|[Ff]or|[Dd]uring|[Ee]n|[Aa]u mois d[e’'])\s*(?P<when>{MONTH}(?<!\.)|last (?:week|month|year)|(?:19|20)\d\d)[^.;\d]{{0,50}}?\b(?:figure|number|total|tally|count|chiffre|nombre|total|there|it|they|elles?|ils?)\b[^.;\d]{{0,30}}?\s(?P<count>{NUMBER})(?=\s*(?:[.,;)]|$|\n))"
    rf"|\b(?:figure|number|total|tally|count|chiffre|nombre)\s+(?:for|in|of|en|pour|d[e’'])\s*(?P<when2>{MONTH}|last (?:week|month|year))\s+[^.;\d]{{0,30}}?(?P<count2>{NUMBER})(?=\s*(?:[.,;)]|$|\n))"
    rf"|\b(?:there|they|it|elles?|ils?|on en)\s+(?:were|had been|was|étaient|était|comptait|avait compté)\s+(?P<count3>{NUMBER})\s+(?:in|for|during|en|au mois d[e’'])\s*(?P<when3>{MONTH}|last (?:week|month|year)))"
)
# 'Of these, 33 were made against', 'Dix-neuf sont attribuées à': a part of what the sentence before counts
OF_THESE = re.compile(
    rf"(?:\b(?:of|among) (?:these|those|them|which)|\b(?:parmi (?:eux|elles|ceux-ci|celles-ci)|d['’]entre (?:eux|elles)))\s*,?\s+(?P<count>{NUMBER})\s+(?=[a-zà-ÿ])"
    rf"|(?<=\.)\s+(?P<count2>(?-i:(?=[A-ZÀ-Ý\d])){NUMBER})\s+(?:(?:of them|d['’]entre elles|d['’]entre eux)\s+)?(?:were|are|have been|concern(?:ed)?|related to|involved|dealt with|came from|sont|étaient|ont été|seraient|concernai(?:en)?t|portaient sur|касал\w+)\s+(?=[a-zà-ÿа-яё])",
    re.I,
)
ON_WHOM = re.compile(
    rf"(?:\band|\bet|,|;)\s+(?P<count>{NUMBER})\s+(?:against|to|by|on|from|contre|à|aux?|par|de)\s+(?=\w)", re.I
)
IN_ALL = re.compile(
    rf"\bthere\s+(?:were|had been|have been)\s+(?P<count>{NUMBER})\s+in\s+(?:{MONTH}|\w+\s+alone)"
    rf"|(?:\bза\s+(?:недел[юи]|сутки|месяц|год|день|это время|тот же период)|\bиз них)\s+(?:\w+\s+)?(?:зафиксирован[оы]|отмечен[оы]|выявлен[оы]|было|насчитали)\s+(?P<count2>{NUMBER})(?=\s*[:.,;)]|\s*$)",
    re.I,
)
# 'nine air violations and three ground ones', '9 violations aériennes et 3 terrestres': of another kind
OF_A_KIND = re.compile(
    rf"{_AGAIN}(?P<count>{NUMBER})\s+(?:air|aerial|ground|land|sea|naval|maritime|minor|serious|aéri(?:en|enne)s|terrestres|maritimes|navales|воздушных|наземных|морских|جوية|برية|برّية|بحرية)(?:\s+ones)?(?=\s*(?:[.,;)]|$|\n|\s(?:in|dans|over|at)\b))"
    rf"|\sو(?P<count2>{NUMBER})\s+(?:جوية|برية|برّية|بحرية)(?!\w)",
    re.I,
)
SUBJECT_OF = re.compile(r"concern|related|involved|dealt|portaient|касал", re.I)  # by subject, where by place was told
LONGEST = 1500  # code points of a sentence without a stop, up to which a count goes on
NEAR = 90  # code points between one turn and the next


def turns(c: Context, block: Block, earlier: list[CountClaim]) -> list[tuple[Span, str, tuple[str, ...]]]:
    """Numbers that go on where one count left off, each with whose count it is."""
    found: list[tuple[Span, str, tuple[str, ...]]] = []
    models = [e for e in earlier if block.span.holds(Span(e.span.start, e.span.start + 1)) and e.total is not None]
    for model in models:
        stop = _stop(c, block, model.span.end)
        begin = _start(c, block, model.span.start)
        lead, end = c.text[begin : model.span.start], model.span.end
        placed = model.place is not None and not model.breakdown
        dated = A_DAY.search(lead) is not None
        for pattern in (AT, THERE, ON_DAY, BY_OTHERS):
            at = end
            for match in pattern.finditer(c.text, end, stop):
                between = c.text[end : match.start()]
                fits = (
                    placed
                    if pattern in (AT, THERE)
                    else (dated or A_DAY.search(between) is not None)
                    if pattern is ON_DAY
                    else DONE_BY.fullmatch(between) is not None or at > end
                )
                if match.start() - at > NEAR or not fits:
                    break
                found.append((Span(*match.span("count")), match.group("count"), model.claimant_ids))
                at = match.end()
        kinds = OF_A_KIND.search(c.text, end, min(stop, end + NEAR))
        if kinds is not None:
            kind = "count" if kinds.group("count") else "count2"
            found.append((Span(*kinds.span(kind)), kinds.group(kind), model.claimant_ids))
        found += _parts_of(c, block, model)
        found += _in_another_time(c, block, model)
    return found


def _in_another_time(c: Context, block: Block, model: CountClaim) -> list[tuple[Span, str, tuple[str, ...]]]:
    """'and there were 336 in January alone', 'за неделю зафиксировано два': the same matter, of another stretch of time."""
    end = _stop(c, block, model.span.end)
    return [
        (Span(*m.span(k)), m.group(k), model.claimant_ids)
        for m in IN_ALL.finditer(c.text, model.span.end, end)
        for k in ("count", "count2")
        if m.group(k) and (k == "count2" or model.previous is not None)
    ]


def _parts_of(c: Context, block: Block, model: CountClaim) -> list[tuple[Span, str, tuple[str, ...]]]:
    """By whom or against whom, in the sentence that follows: each part a count of the same claimant."""
    first = OF_THESE.search(c.text, model.span.end, min(block.span.end, model.span.end + 160))
    told_by_place = model.breakdown and not (first and SUBJECT_OF.search(first.group()))
    if first is not None and re.search(NO_PART, c.text[first.start() : first.end() + 24], re.I):
        return []  # 'three were killed', 'two have been confirmed'
    if first is None or told_by_place or model.total is None:
        return []
    found = []
    at, stop = first.end(), _stop(c, block, first.end())
    kind = "count" if first.group("count") else "count2"
    parts = [(Span(*first.span(kind)), first.group(kind))]
    parts += [(Span(*m.span("count")), m.group("count")) for m in ON_WHOM.finditer(c.text, at, stop)]
    for span, written in parts:
        value = number_value(written)
        if value is not None and value <= model.total:
            found.append((span, written, model.claimant_ids))
    return found


def add_other_times(c: Context, block: Block, found: list[CountClaim], taken: list[Span]) -> None:
    """'In March the figure stood at 51': the period before, told by its name, in the sentence or in the next."""
    for index, claim in enumerate(found):
        if claim.previous is not None or claim.total is None:
            continue
        stop = found[index + 1].span.start if index + 1 < len(found) else block.span.end
        end = _stop(c, block, claim.span.end)
        limit = min(stop, _stop(c, block, min(end + 1, block.span.end)))
        match = OTHER_TIME.search(c.text, claim.span.end, limit)
        if match is None:
            continue
        kind = next(k for k in ("count", "count2", "count3") if match.group(k))
        when = match.group({"count": "when", "count2": "when2", "count3": "when3"}[kind])
        own = c.text[_start(c, block, claim.span.start) : end]
        if when.casefold() in own.casefold():
            continue
        claim.previous = number_value(match.group(kind))
        taken.append(Span(*match.span(kind)))
        claim.span = Span(claim.span.start, max(claim.span.end, match.end(kind)))


def _start(c: Context, block: Block, at: int) -> int:
    first = max(block.span.start, at - LONGEST)
    return max(c.text.rfind(". ", first, at) + 1, c.text.rfind("\n", first, at) + 1, first)


def _stop(c: Context, block: Block, at: int) -> int:
    end = min(block.span.end, at + LONGEST)
    stop = STOP.search(c.text, at, end)
    return stop.start() if stop else end


STOP = re.compile(r"\.(?=\s|$)|\n")
