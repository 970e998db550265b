"""Where and when an event was, and whether it was: places and dates of its clause, negation, what is to come or held possible."""

from __future__ import annotations

from truceline.reading import quick_re as re
from truceline.reading.event_words import (
    ANY_OF_IT,
    CLAUSE_CUT,
    COUNT_PHRASE,
    DENIAL,
    FUTURE,
    FUTURE_AFTER,
    HYPOTHETICAL,
    LEGAL,
    NEGATION,
    NEGATION_AFTER,
    NEGATOR,
    PREVENTED,
    TURNED,
)  # fmt: skip
from truceline.reading.model import DateMention, PlaceMention, Span, Statement
from truceline.reading.nearby import Nearby
from truceline.reading.role_words import JOINT

# 'In Damascus, …': a place at the head of a sentence is that of all of it
OPENS = re.compile(
    r"^\W*(?:in|at|near|around|outside|в|во|под|à|au|dans|près de|في|قرب)\s+(?:the\s+)?(?:\w+\s+)?$", re.I
)


NEXT_CLAUSE = re.compile(r"[,;،؛]\s")


class Circumstances:
    """Shared by the finder of events."""

    text: str
    places: list[PlaceMention]
    dates: list[DateMention]
    statements: list[Statement]
    contents: Nearby[tuple[Span, Statement]]
    places_at: Nearby[PlaceMention]
    dates_at: Nearby[DateMention]
    triggers_at: Nearby[Span]

    def _statement(self, span: Span) -> Statement | None:
        raise NotImplementedError

    def _places(self, span: Span, sentence: Span, force: bool = False) -> tuple[str, ...]:
        inside = [
            p
            for p in self.places_at.inside(sentence)
            if not LEGAL.search(self.text[max(0, p.span.start - 28) : p.span.start])
        ]
        if not inside:
            return ()
        after = [p for p in inside if 0 <= p.span.start - span.end <= 90]
        before = [p for p in inside if 0 <= span.start - p.span.end <= 70]
        near = [p for p in after[:1] if not NEXT_CLAUSE.search(self.text[span.end : p.span.start])]
        back = [p for p in before[-1:] if not NEXT_CLAUSE.search(self.text[p.span.end : span.start])]
        chosen = near or back or after[:1] or before[-1:]
        if not chosen and force:
            first = inside[0]
            opens = OPENS.search(self.text[sentence.start : first.span.start]) is not None
            chosen = [first] if opens and self.text[first.span.end : first.span.end + 1] in (",", "،") else []
        result = [c.place_id for c in chosen if c.place_id]
        if chosen:
            end = chosen[0].span.end
            for place in inside:
                if place.span.start > end and JOINT.fullmatch(self.text, end, place.span.start) and place.place_id:
                    result.append(place.place_id)
                    end = place.span.end
        return tuple(dict.fromkeys(result))

    def _date(self, span: Span, sentence: Span, type_: str) -> str | None:
        """The date of the same clause: commas and conjunctions between add to the distance."""
        if type_ in ("request",):
            return None
        inside = [d for d in self.dates_at.inside(sentence) if d.value and d.type != "duration"]
        ranked = sorted((self._apart(span, d, sentence), d.span.start, d) for d in inside)
        if ranked and ranked[0][0] <= 80:
            return ranked[0][2].value
        full = [d for d in inside if d.type in ("date", "month") and d.value]
        first = not self.triggers_at.touching(Span(sentence.start, span.start))
        return full[0].value if len(full) == 1 and first else None

    def _apart(self, span: Span, found: DateMention, sentence: Span) -> int:
        low, high = min(span.end, found.span.end), max(span.start, found.span.start)
        between = self.text[low:high]
        if found.span.start - sentence.start <= 6 and found.span.end <= span.start:
            between = between.lstrip(" ,")
            return min(len(between), 45) + 40 * len(CLAUSE_CUT.findall(between))
        vague = 45 if found.type == "vague" else 0
        return len(between) + vague + 25 * between.count(",") + 40 * len(CLAUSE_CUT.findall(between))

    def _polarity(self, span: Span, sentence: Span) -> str:
        start = sentence.start
        for content, _ in self.contents.touching(Span(sentence.start, span.end)):
            if content.holds(span):
                start = max(start, content.start)
            elif start < content.end <= span.start:
                start = content.end
        before, after = COUNT_PHRASE.sub(" ", self.text[start : span.start]), self.text[span.end : sentence.end]
        held = self._statement(span)
        if (
            held is not None
            and held.cue is not None
            and DENIAL.match(held.cue.of(self.text))
            and not TURNED.search(self.text, held.cue.end, span.start)
        ):
            return "neg"
        if HYPOTHETICAL.search(before[-75:]) or PREVENTED.search(before[-90:]):
            return "hypothetical"
        turned = list(TURNED.finditer(before))
        if turned:
            before = before[turned[-1].end() :]
        clause = before[max(before.rfind("."), before.rfind(","), before.rfind(";")) + 1 :]
        if NEGATION.search(clause[-140:]) or NEGATION_AFTER.match(after):
            return "neg"
        if (found := ANY_OF_IT.search(before)) and NEGATOR.search(before[: found.start()]):
            return "neg"
        if FUTURE.search(before[-75:]) or FUTURE_AFTER.match(after):
            return "future"
        return "pos"
