"""Where and when an event was, and whether it was: places and dates of its clause, negation, what is to come or held possible."""

from __future__ import annotations

from truceline.reading import quick_re as re
from truceline.reading.event_words import (
    A_CLAIM,
    ANY_OF_IT,
    ARABIC_NONE_OF,
    CLAUSE_CUT,
    COUNT_PHRASE,
    DEMANDS,
    DENIAL,
    FORCE,
    FRENCH_NOT,
    FRENCH_WILL,
    FURTHER_VERB,
    FUTURE,
    FUTURE_AFTER,
    HYPOTHETICAL,
    LEGAL,
    NEGATION,
    NEGATION_AFTER,
    NEGATOR,
    NOT_LEFT,
    OWNS_UP,
    PLEDGES,
    PREVENTED,
    REJECTS,
    TURNED,
    URGED,
)  # fmt: skip
from truceline.reading.lexicon import Lexicons
from truceline.reading.model import DateMention, PlaceMention, Span, Statement
from truceline.reading.nearby import Nearby
from truceline.reading.not_done import undone

# 'In Damascus, …': a place at the head of a sentence is that of all of it
OPENS = re.compile(
    r"^\W*(?:in|at|near|around|outside|в|во|под|à|au|dans|près de|في|قرب)\s+(?:the\s+)?(?:\w+\s+)?$", re.I
)


# 'So, was the truce broken?', 'QUESTION: Has the army …?', 'L'armée a-t-elle bombardé …?', 'Была ли …?', 'هل قصفت …؟'
ASKS = re.compile(
    r"(?:^|[:.!?]\s+|[-–—]\s+)[\"“«\s]*(?:so,?\s+|and\s+|but\s+)?(?:was|were|is|are|did|do(?:es)?|ha[sd]|have|(?:is|are|can|could) you)\b(?!\s*[,:])"
    r"|\best-ce qu|(?<=\w)-t?-?(?:ils?|elles?|on|vous|nous)\b|(?<!\w)(?:ли|разве|неужели)(?!\w)|(?<!\w)هل(?!\w)",
    re.I,
)
# what is asked of something that is taken to have happened
WHY = re.compile(
    r"(?<!\w)(?:why|when|how|where|pourquoi|quand|comment|où|почему|когда|как|зачем|لماذا|متى|كيف|أين)(?!\w)", re.I
)
ASKED = re.compile(r"[^.!?؟\n«»“”\"]{0,90}[?؟]")
NEXT_CLAUSE = re.compile(r"[,;،؛]\s")
# behind a place, before a verb: what is told next was elsewhere, or nowhere
SUBORDINATE = re.compile(
    r"\b(?:after|before|since|when|while|until|despite|après|avant|depuis|lorsque|lorsqu['’]|lendemain|malgré)\b"
)
# 'near A (3), B (2) and at C', 'in A and in B': places in a row, each with its figure or its preposition
IN_A_ROW = re.compile(
    r"\s*(?:\(\d+\)\s*)?(?:,\s*and|,|and|&|et|и|و|as well as|ainsi qu[e’']|-)\s*"
    r"(?:(?:in|at|near|of|on|around|along|à|au|aux|de|d['’]|dans|en|près de|в|у|на)\s*(?<![a-zа-яё])|(?:in|at|near|of|on|around|along|à|au|aux|de|dans|en|près de|в|у|на)\s+)?"
    r"(?:the\s+|a\s+|la\s+|le\s+|les\s+|l['’]|its\s+)?(?:(?:towns?|villages?|city|outskirts|suburbs?|districts?|ville|localité|village)\s+(?:of|de|d['’])\s*)?"
)
FROM_THERE = re.compile(
    r"\b(?:from|du|depuis|из|со стороны)\s+(?:\w+\s+(?:of|du|de)\s+)?(?:the\s+|le\s+|la\s+)?$", re.I
)
TO_THERE = re.compile(r"\s+(?:towards?|to|into|vers|sur|в сторону)\s+(?:the\s+|le\s+|la\s+)?")
ORIGIN = re.compile(
    r"\b(?:fired|launched|coming|came)\s+from\s+(?:(?:the|positions|areas)\s+(?:in\s+|near\s+)?)?$", re.I
)
FIRED = ("shelling", "small_arms_fire", "air_strike", "drone_strike")
NOWHERE = ("phone_call",)  # who speaks by telephone is in two places
CONCLUDED = ("agreement_concluded", "ceasefire_announced")


LONGEST = 1500  # code points to each side: what runs on without a stop is no sentence that anybody reads
# a heading on the line of its paragraph: '6. Displacement. According to …'
LABEL_BEGINS = re.compile(r"(?:^|\n)[ \t]*(?:\(?[\dIVX]{1,4}[.)]\s+|[a-zа-я]\)\s+)?(?:[^\W\d_]+\s){0,2}$")
LABEL_ENDS = re.compile(r"(?:\s[^\W\d_]+){0,2}[.:]\s+(?=\S)")
ABBREVIATED = re.compile(r"(?<![^\s(])(?:([ap]\.m)|[A-Z]|Mr|Mrs|Ms|Dr|Lt|Gen|Col|Maj|Brig|Capt|Sgt|No|St)$")
LABEL = 64  # code points in which the head of an entry names its day
HEAD_OF_ENTRY = re.compile(
    r"\s*(?:[-–—•*·]+\s*|\(?\w{1,3}[.)]\s+)?(?:[^\W\d_][\w'’-]*(?:\s+[^\W\d_][\w'’-]*){0,3}\s*[,:(]\s*|Le\s+|(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)\w*[.,]?\s+)?"
)
LABEL_ENDS = re.compile(r"\)?(?:,?\s*(?:at\s+|à\s+)?\d{1,2}[:.hH]\d{0,2}(?:\s*(?:hours|hrs|h))?)?\)?\s*([.:–—-])(?!\d)")
A_SEAT = re.compile(r"\b(?:cent(?:er|re)|office|headquarters|command|ministry|secretariat)\b", re.I)
HALTED = re.compile(
    r"\b(?:suspend|halt|stopp|block|cut|freez|froz|interrupt|paus|obstruct)\w*\s+(?:off\s+)?(?:all\s+|the\s+|any\s+)*(?:(?!for\b|of\b|in\b|to\b|by\b|from\b|on\b)[\w-]+\s+){0,1}$",
    re.I,
)
AID = re.compile(r"\b(?:aid|deliver\w*)\b", re.I)
FORCE_OR_COMBAT = FORCE | {"combat", "withdrawal", "deployment"}


class Circumstances:
    """Shared by the finder of events."""

    text: str
    lexicons: Lexicons
    language: str
    places: list[PlaceMention]
    dates: list[DateMention]
    statements: list[Statement]
    contents: Nearby[tuple[Span, Statement]]
    places_at: Nearby[PlaceMention]
    dates_at: Nearby[DateMention]
    triggers_at: Nearby[Span]

    def _statement(self, span: Span) -> Statement | None:
        raise NotImplementedError

    def _below(self, span: Span) -> Statement | None:
        """'Displacement. According to N, …': a label asserts nothing, and is whose sentence stands behind it."""
        before, after = (
            LABEL_BEGINS.search(self.text, max(0, span.start - 60), span.start),
            LABEL_ENDS.match(self.text, span.end),
        )
        if before is None or after is None:
            return None
        told = [(s.speaker, s) for s in self.statements if s.role == "body" and not s.attitude]
        return next((s for who, s in told if who and 0 <= min(who.start, s.content[0].start) - after.end() < 16), None)

    def _sentence(self, span: Span) -> Span:
        """From stop to stop; 'at 4 a.m. on', 'Lt. Gen.' and an initial end none."""
        text = self.text
        start = max(text.rfind("\n", 0, span.start), text.rfind('." ', 0, span.start) + 1, 0)
        at = text.rfind(". ", start, span.start)
        while at >= 0 and self._abbreviated(at):
            at = text.rfind(". ", start, at)
        start = max(start, at + 1)
        line = text.find("\n", span.end)
        stop = line if line >= 0 else len(text)
        if text[stop - 1 : stop] == "." and stop > span.end:
            stop -= 1
        at = text.find(". ", span.end, stop)
        while at >= 0 and self._abbreviated(at):
            at = text.find(". ", at + 1, stop)
        stop = at if at >= 0 else stop
        return Span(max(start, span.start - LONGEST), min(stop, span.end + LONGEST))

    def _abbreviated(self, at: int) -> bool:
        found = ABBREVIATED.search(self.text[max(0, at - 6) : at])
        return found is not None and (found.group(1) is None or not self.text[at + 2 : at + 3].isupper())

    def _places(self, span: Span, sentence: Span, type_: str) -> tuple[str, ...]:
        if type_ in NOWHERE:
            return ()
        inside = [
            p
            for p in self.places_at.inside(sentence)
            if type_ in CONCLUDED or not LEGAL.search(self.text[max(0, p.span.start - 28) : p.span.start])
        ]
        told = self._statement(span)
        if (
            told is not None
            and told.speaker is not None
            and told.cue is not None
            and told.speaker_ids
            and (
                self.lexicons.actor_kinds.get(told.speaker_ids[0]) != "mission"  # a patrol tells of where it stands
                or A_SEAT.search(told.speaker.of(self.text)) is not None
            )
        ):
            head = Span(min(told.speaker.start, told.cue.start), max(told.speaker.end, told.cue.end))
            inside = [p for p in inside if not head.holds(p.span) or told.holds(p.span)]  # 'the centre in A said'
        if not inside:
            return ()
        after = [p for p in inside if 0 <= p.span.start - span.end <= 90]
        before = [p for p in inside if 0 <= span.start - p.span.end <= 70]
        if type_ not in FORCE_OR_COMBAT:
            before = [p for p in before if not SUBORDINATE.search(self.text[p.span.end : span.start])]
        if after and type_ in FIRED and self._only_origin(after):
            after = after[1:] or ([] if before else after)
        near = [p for p in after[:1] if not NEXT_CLAUSE.search(self.text[span.end : p.span.start])]
        back = [p for p in before[-1:] if not NEXT_CLAUSE.search(self.text[p.span.end : span.start])]
        chosen = near or back or after[:1] or before[-1:]
        if not chosen and type_ in FORCE_OR_COMBAT:
            chosen = self._far(span, sentence, inside)
        return self._row(chosen[0], inside, type_ in FIRED) if chosen else ()

    def _only_origin(self, after: list[PlaceMention]) -> bool:
        """'hit by a rocket fired from A': it fell elsewhere; 'from A towards B' names both."""
        start = after[0].span.start
        if ORIGIN.search(self.text[max(0, start - 40) : start]) is None:
            return False
        return len(after) < 2 or TO_THERE.fullmatch(self.text[after[0].span.end : after[1].span.start]) is None

    def _far(self, span: Span, sentence: Span, inside: list[PlaceMention]) -> list[PlaceMention]:
        """'In Damascus, … said that …', or the only place of a sentence that tells of one act."""
        first = inside[0]
        if OPENS.search(self.text[sentence.start : first.span.start]) is not None:
            comma = self.text[first.span.end : first.span.end + 1] in (",", "،")
            return [first] if comma or len(inside) == 1 else []
        between = self.text[span.end : first.span.start]
        alone = len(inside) == 1 and span.end <= first.span.start and not NEXT_CLAUSE.search(between)
        return [first] if alone and not self.triggers_at.touching(Span(span.end, first.span.start)) else []

    def _row(self, chosen: PlaceMention, inside: list[PlaceMention], fired: bool) -> tuple[str, ...]:
        """A place with those that stand in one row with it, before and behind; 'from A towards B' names two."""
        row, at = [chosen], inside.index(chosen)
        for place in inside[at + 1 :]:
            gap = self.text[row[-1].span.end : place.span.start]
            lead = self.text[max(0, row[-1].span.start - 26) : row[-1].span.start]
            thrown = fired and TO_THERE.fullmatch(gap) is not None and FROM_THERE.search(lead) is not None
            if not (IN_A_ROW.fullmatch(gap) or thrown):
                break
            row.append(place)
        for place in reversed(inside[:at]):
            if not IN_A_ROW.fullmatch(self.text[place.span.end : row[0].span.start]):
                break
            row.insert(0, place)
        return tuple(dict.fromkeys(p.place_id for p in row if p.place_id))

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
        if len(full) == 1 and first:
            return full[0].value
        return self._labelled(span, sentence) if not inside and type_ in FORCE_OR_COMBAT else None

    def _labelled(self, span: Span, sentence: Span) -> str | None:
        """'(b) Lamno, 19 February. …', '- 6 January: …': the date at the head of an entry is that of what it tells."""
        line = self.text.rfind("\n", 0, span.start) + 1
        first = next(iter(self.dates_at.inside(Span(line, min(span.start, line + LABEL)))), None)
        if first is None or first.type not in ("date", "range") or first.span.end > span.start:
            return None
        head, behind = self.text[line : first.span.start], self.text[first.span.end : span.start]
        ends = LABEL_ENDS.match(behind)
        if ends is not None and HEAD_OF_ENTRY.fullmatch(head) and (ends[1] in ".:" or "," not in head):
            return first.value
        lead = Span(line, sentence.start)
        tells = first.span.end > sentence.start or self.triggers_at.touching(lead)
        return None if tells or self.text.count(". ", line, sentence.start + 1) > 1 else first.value

    def _apart(self, span: Span, found: DateMention, sentence: Span) -> int:
        low, high = min(span.end, found.span.end), max(span.start, found.span.start)
        between = self.text[low:high]
        if found.span.start - sentence.start <= 6 and found.span.end <= span.start:
            between = between.lstrip(" ,")
            return min(len(between), 45) + 40 * len(CLAUSE_CUT.findall(between))
        vague = 45 if found.type == "vague" else 0
        return len(between) + vague + 25 * between.count(",") + 40 * len(CLAUSE_CUT.findall(between))

    def _asked(self, span: Span, sentence: Span) -> bool:
        """Whether somebody only asks if it happened; who asks why or when takes it to have happened."""
        if ASKED.match(self.text, span.end) is None:
            return False
        asked = self.text[sentence.start : span.end + 20]
        return ASKS.search(asked) is not None and WHY.search(re.split(r"[.:!?؟]\s", asked)[-1]) is None

    def _not_owned(self, cue: Span) -> bool:
        """'не признаёт', 'does not acknowledge', 'ne reconnaît pas'."""
        owns = OWNS_UP.search(self.text, cue.start, cue.end)
        return owns is not None and NOT_LEFT.search(self.text[: owns.start()][-12:]) is not None

    def _polarity(self, span: Span, sentence: Span) -> str:
        start = sentence.start
        for content, _ in self.contents.touching(Span(sentence.start, span.end)):
            if content.holds(span):
                start = max(start, content.start)
            elif start < content.end <= span.start:
                start = content.end
        if HALTED.search(self.text[start : span.start]) and AID.search(span.of(self.text)):
            return "neg"  # 'suspended humanitarian aid deliveries'
        before, after = COUNT_PHRASE.sub(" ", self.text[start : span.start]), self.text[span.end : sentence.end]
        held = self._statement(span)
        if (
            held is not None
            and held.cue is not None
            and (DENIAL.match(held.cue.of(self.text)) or self._not_owned(held.cue))
            and not TURNED.search(self.text, held.cue.end, span.start)
        ):
            return "neg"
        if (
            held is not None
            and held.cue is not None
            and REJECTS.match(held.cue.of(self.text))
            and any(
                (claim := A_CLAIM.match(self.text, c.start, span.start))
                and not FURTHER_VERB.search(self.text, claim.end(), span.start)
                for c in held.content
            )
        ):
            return "neg"  # 'rejected the claim that it had shelled'
        if (
            held is not None
            and held.cue is not None
            and (DEMANDS.match(held.cue.of(self.text)) or PLEDGES.match(held.cue.of(self.text)))
            and any(0 <= span.start - c.start <= 6 for c in held.content)
        ):
            return "future"  # 'طالبت اللجنة بسحب', 'потребовал вывода войск'
        if self._asked(span, sentence) and FUTURE.search(before[-75:]):
            return "future"  # 'Планируется ли встреча?'
        if HYPOTHETICAL.search(before[-75:]) or self._asked(span, sentence) or PREVENTED.search(before[-90:]):
            return "hypothetical"
        whole = self.text[sentence.start : span.start]
        left = undone(whole, before, span.of(self.text), after, TURNED.search(whole) is not None)
        if left is not None:
            return left
        turned = list(TURNED.finditer(before))
        if turned:
            before = before[turned[-1].end() :]
        clause = before[max(before.rfind("."), before.rfind(","), before.rfind(";")) + 1 :]
        if (
            NEGATION.search(clause[-140:])
            or FRENCH_NOT.search(clause[-80:])
            or ARABIC_NONE_OF.search(clause)
            or NEGATION_AFTER.match(after)
        ):
            return "neg"
        if (found := ANY_OF_IT.search(before)) and NEGATOR.search(before[: found.start()]):
            return "neg"
        if FUTURE.search(before[-75:]) or FUTURE_AFTER.match(after) or URGED.search(before[-90:]):
            return "future"
        if self.language == "fr" and FRENCH_WILL.search(span.of(self.text)):
            return "future"
        return "pos"
