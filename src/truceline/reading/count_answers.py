"""What stands beside a count: the period before, what others made of it, and sums and headlines that differ."""

from __future__ import annotations

from truceline.reading import quick_re as re
from truceline.reading.calendar_words import MONTH
from truceline.reading.count_claimants import Context, sentence_at
from truceline.reading.count_compared import by_difference
from truceline.reading.count_words import BEFORE_PERIOD, CONFIRMED, DENIED, EARLIER, FIGURES, NOT_CONFIRMED
from truceline.reading.model import Block, CountAnswer, CountClaim, Span
from truceline.reading.numbers import NUMBER, number_value

BY = re.compile(r"\bby\s+(?:the\s+)?$|\bпо данным\s+$|\bpar\s+(?:la\s+|le\s+)?$")
# 'thirteen fewer than the week before': the difference, and no figure of that week
DIFFERS = re.compile(
    r"\s+(?:\w+\s+)?(?:(?P<fewer>fewer|less|lower|de moins|меньше|أقل)|more|higher|de plus|больше|أكثر)(?!\w)(?!\s+(?:of|de|из)\b)",
    re.I,
)
# 'half as many as in August (34)', 'moitié moins qu'en août (34 incidents)'
THAN_IN = re.compile(rf"(?:than|as|qu['’]|чем)\s*(?:in|en|в)\s+{MONTH}\s*\(", re.I)
NEXT_END = re.compile(r"\.(?:\s|$)|\n")
COMPARED = re.compile(r"compared|against|up from|down from|than|contre|против|по сравнению|مقابل|مقارنة", re.I)
EARLIER_BEHIND = re.compile(rf"[^.;\d]{{0,60}}?(?:{EARLIER.pattern})", re.I)
NUMBER_NEXT = re.compile(rf"[^.;,\d]{{0,30}}?\s(?:{NUMBER}|ни одного|ни одной)", re.I)
FAR = 700  # code points in which an answer in a further paragraph may stand


def add_previous(c: Context, block: Block, found: list[CountClaim]) -> None:
    """'compared with 12 in the previous 24 hours', in the sentence of the count or in the one behind it."""
    for index, claim in enumerate(found):
        stop = found[index + 1].span.start if index + 1 < len(found) else block.span.end
        if claim.previous is None:
            own_previous(c, block, claim, stop)
        end = _sentence(c, block, claim).end
        if claim.previous is None and end < stop:
            following = NEXT_END.search(c.text, min(end + 2, stop), stop)
            limit = following.start() if following else stop
            if EARLIER.search(c.text, end, limit) or THAN_IN.search(c.text, end, limit):
                _take(claim, BEFORE_PERIOD.search(c.text, end, limit))


def own_previous(c: Context, block: Block, claim: CountClaim, stop: int) -> None:
    """In the sentence of the count itself, before ``stop``."""
    high = min(_sentence(c, block, claim).end, max(stop, claim.span.end))
    compared = by_difference(c.text, claim.total, claim.span.start + 1, _sentence(c, block, claim).end)
    if compared is not None:
        claim.previous, told = compared
        claim.span = Span(claim.span.start, max(claim.span.end, told))
        return
    _take(claim, BEFORE_PERIOD.search(c.text, claim.span.start + 1, high))


def _sentence(c: Context, block: Block, claim: CountClaim) -> Span:
    first = claim.span.start + 1
    return sentence_at(c.text, Span(first, first), block)


def _take(claim: CountClaim, match: re.Match[str] | None) -> None:
    if match is not None:
        group, written = next((k, v) for k, v in match.groupdict().items() if v)
        value = 0 if written.casefold().startswith("ни ") else 1 if " seul" in written else number_value(written)
        differs = DIFFERS.match(match.string, match.end(group))
        if differs is not None and claim.total is not None and value is not None:
            value = claim.total + value if differs.group("fewer") else claim.total - value
        claim.previous = value
        claim.span = Span(claim.span.start, max(claim.span.end, match.end()))


def is_previous(text: str, previous: CountClaim, span: Span, claim: CountClaim) -> bool:
    """'In the previous 24 hours, it recorded 20 violations in the region': belongs to the claim before."""
    begin = max(text.rfind(". ", 0, span.start), text.rfind("\n", 0, span.start)) + 1
    lead = text[max(previous.span.end, begin, span.start - 120) : span.start]
    tail = text[span.end : span.end + 90].split(". ")[0]
    behind = EARLIER_BEHIND.match(tail)
    own = behind and NUMBER_NEXT.match(tail, behind.end())  # 'указаны 32 нарушения, днём ранее их было пять'
    if previous.previous in (None, claim.total) and (
        EARLIER.search(lead) or THAN_IN.search(lead) or (behind and not own and not COMPARED.search(behind.group()))
    ):
        previous.previous = claim.total
        previous.span = Span(previous.span.start, max(previous.span.end, claim.span.start))
        return True
    return False


def add_answers(c: Context, claims: list[CountClaim]) -> None:
    """What others made of each count, up to the next one: not confirmed is not denied.

    In a further paragraph only what speaks of figures, reports or accusations answers, and it answers every count of
    the claimant before it.
    """
    for index, claim in enumerate(claims):
        block = next((b for b in c.blocks if b.span.start <= claim.span.start < b.span.end), None)
        if block is None:
            continue
        stop = claims[index + 1].span.start if index + 1 < len(claims) else len(c.text)
        _told(c, claim, claim.span.end, min(stop, block.span.end), block, False)
        for other in c.blocks:
            if other.kind == "body" and block.span.end <= other.span.start < min(stop, claim.span.end + FAR):
                _told(c, claim, other.span.start, min(stop, other.span.end), other, True)
    _to_the_accuser(c, claims)
    for later, earlier in zip(reversed(claims[1:]), reversed(claims[:-1]), strict=True):
        if later.claimant_ids == earlier.claimant_ids and later.span.start - earlier.span.end < FAR:
            shared = [
                a
                for a in later.answers
                if FIGURES.search(c.text, a.span.start, a.span.end + (90 if c.text[a.span.start] >= "\u0600" else 40))
            ]
            earlier.answers += [a for a in shared if a.count is None and a not in earlier.answers]


ACCUSATION = re.compile(r"accus|charge|allegation|обвинен|الاتهام|اتهامات", re.I)


def _to_the_accuser(c: Context, claims: list[CountClaim]) -> None:
    """'denied the accusations' behind a mission's figure answers the party that accused before it."""
    kinds = c.lexicons.actor_kinds
    for index, claim in enumerate(claims):
        if not claim.claimant_ids or kinds.get(claim.claimant_ids[0]) not in ("mission", "io", "ngo"):
            continue
        party = next(
            (
                x
                for x in reversed(claims[:index])
                if x.claimant_ids and kinds.get(x.claimant_ids[0]) not in ("mission", "io", "ngo", "media")
            ),
            None,
        )
        moved = [
            a
            for a in claim.answers
            if a.answer == "denied" and ACCUSATION.search(c.text, a.span.start, a.span.end + 50)
        ]
        if party is not None and moved:
            claim.answers = [a for a in claim.answers if a not in moved]
            party.answers += moved


def _told(c: Context, claim: CountClaim, start: int, limit: int, block: Block, of_figures: bool) -> None:
    for pattern, answer in ((NOT_CONFIRMED, "not_confirmed"), (CONFIRMED, "confirmed"), (DENIED, "denied")):
        for match in pattern.finditer(c.text, start, max(start, limit)):
            span = Span(*match.span())
            if any(a.span.touches(span) for a in claim.answers):
                continue
            sentence = sentence_at(c.text, span, block)
            if of_figures and not FIGURES.search(c.text, max(sentence.start, span.start - 30), sentence.end):
                continue
            by = _answerer(c, span, claim, block)
            if answer == "denied" and by and set(by) & set(claim.claimant_ids):
                continue
            number = (
                next((v for k, v in match.groupdict().items() if k.startswith("n") and v), None)
                if answer == "confirmed"
                else None
            )
            claim.answers.append(CountAnswer(by, answer, number_value(number) if number else None, span))


def _answerer(c: Context, span: Span, claim: CountClaim, block: Block) -> tuple[str, ...]:
    sentence = sentence_at(c.text, span, block)
    near = [
        a
        for a in c.actors_at.inside(sentence)
        if a.actor_ids and a.kind != "pronoun" and set(a.actor_ids) != set(claim.claimant_ids)
    ]
    by = [a for a in near if a.span.start >= span.start and BY.search(c.text[max(0, a.span.start - 12) : a.span.start])]
    before = [a for a in near if a.span.end <= span.start and a.span.start >= claim.span.end]
    chosen = by[:1] or before[-1:] or near[:1]
    return chosen[0].actor_ids if chosen else ()


def check(claims: list[CountClaim], heads: list[CountClaim]) -> None:
    """A headline's total that stands nowhere below is said at the first count of its unit; parts beyond a total too."""
    told = {c.total for c in claims} | {sum(c.total or 0 for c in claims)}
    for head in heads:
        same = next((c for c in claims if c.unit == head.unit and c.total), None)
        if same is None or head.total is None or head.total in told:
            continue
        same.other_totals.append(head.total)
        _say(same, f"the headline says {head.total}, the text {same.total}")
    for claim in claims:
        kinds = [n for _, n, _ in claim.parts]
        if claim.total is not None and len(kinds) > 1 and sum(kinds) > claim.total:
            _say(claim, f"the parts sum to {sum(kinds)}, the total is {claim.total}")


def _say(claim: CountClaim, words: str) -> None:
    claim.mismatch = f"{claim.mismatch}; {words}" if claim.mismatch else words
