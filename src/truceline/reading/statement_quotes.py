"""Quotations beside a verb of saying, and words that look like such a verb and are a noun."""

from __future__ import annotations

from truceline.reading import quick_re as re
from truceline.reading.attribution import CLAUSE_START, Said, clean, strip_end
from truceline.reading.model import Block, Span
from truceline.reading.statement_turns import Turns
from truceline.reading.statement_words import (
    AUXILIARY_LEFT,
    CLITIC_LEFT,
    DAY_LEFT,
    JOINED_TO_ONE,
    PARTICIPLE_ALONE,
    TOLD_WHOM_THAT,
)

ALSO_NOUNS = frozenset(["report", "note", "claim", "state", "comment", "protest", "estimate", "remark", "post", "document", "hint", "promise", "vow", "pledge", "tweet", "counter", "mention", "caution"])  # fmt: skip
MANY = frozenset(["we", "they", "i", "you", "people", "police", "media", "who", "also", "still", "both", "men", "women", "troops", "to", "and", "repeatedly", "now", "military", "army", "dpr", "lpr"])  # fmt: skip
# of a patrol: nothing is said
POSTED = re.compile(r"\s+(?:on (?!the (?!social|site|web|platform|channel|app)\w|either|both)|that\b|in a\b|[“\"«:])")
PASSAGE = re.compile(r"den\w+\s+(?:[\w’'-]+\s+){0,4}?(?:passage|access|entry|permission)\b", re.I)
# between a verb of saying and its quotation: who was told
TO_WHOM = re.compile(
    r"(?:to|in an interview with|на брифинге|журналистам|агентству|в интервью|à|au|aux|devant|ل[\u0621-\u064a]+|في)(?:\s+[\w’'«»-]+){0,5}|(?:she|he|the \w+|\w+)\s*(?:she|he|they)?",
    re.I,
)


# 'Rebels of the movement claim that': many do, whatever stands right before the verb
MANY_OF = re.compile(
    r"(?:(?:By|In|On|At|Since|After|Meanwhile|However|Earlier|Elsewhere)\b[^,]{0,50},\s+)?(?:[Tt]he\s+)?(?:\w+\s+){0,2}\w+s\s+(?:of|from|in|loyal to)\s+(?:the\s+)?[A-Z][\w-]*(?:\s+[A-Z][\w-]*){0,3}\s+$"
)


# 'and related damage to a school': no verb, unless a clause or a hearer follows
RELATED = re.compile(
    r"related(?!\s+(?:that|how|to\s+(?:reporters|journalists|the press|us|them|him|her))\b|\s*[,:“\"«])", re.I
)
# 'received reports of', 'several complaints of': what somebody heard of
HEARD_OF = re.compile(
    r"\b(?:receiv(?:e[sd]?|ing)|got|hear(?:s|d|ing)?|verif(?:y|ies|ied|ying)|investigat(?:es|ed|ing)|amid|despite|following|multiple|numerous|unconfirmed|credible|initial|further|conflicting)\s+(?:\w+\s+)?$",
    re.I,
)
HEARD = ("reports", "complaints", "claims", "accounts", "comments")


SAID_TO_NOBODY = re.compile(r"\b(?:says?|said|claim(?:s|ed)|insist(?:s|ed)|maintain(?:s|ed)|argue[sd])$")


OTHERS_WORDS = re.compile(
    r"\b(?:allegations?|claims?|accusations?|charges?|assertions?|statements?|lies|propaganda)\s+(?:of|by|from)\s+(?:the\s+)?$",
    re.I,
)
TO_HAVE = re.compile(r"\s+(?:not\s+)?(?:to\s+have|having)\s+(?:been\s+)?[a-z]+")
BE_LEFT = re.compile(r"\b(?:is|are|was|were|be|been|being)\s+(?:\w+ly\s+)?$")
SAID_BY_ANOTHER = re.compile(
    r"[”\"»?!,.\s]{0,4}\s[a-zà-ÿа-яё]{3,}\s+(?:(?:the|an?|le|la|un|une)\s+[a-zà-ÿ]|[A-ZÀ-ÝА-ЯЁ][\w’'-]+\s+[A-ZÀ-ÝА-ЯЁ])"
)


# 'of the "resistance"': what is in the marks is a name
NAMED_BY = re.compile(
    r"(?:\bof the|\bof|\bde la|\bdu|\bdes|\bso-called|\bsoi-disant)\s+[«“„\"][\s\u00a0\u202f]?$", re.I
)


class Quotations(Turns):
    """Shared by the finder of statements."""

    used: set[Span]
    last_ids: tuple[str, ...]
    begun: int

    def _continues(self, quote: Span, block: Block) -> bool:
        """A second quotation of one paragraph belongs to the statement before it."""
        for statement in reversed(self.found):
            if (
                block.span.holds(statement.content[-1])
                and statement.type != "indirect"
                and statement.content[-1].end < quote.start
            ):
                statement.content = (*statement.content, clean(self.text, quote))
                self.used.add(quote)
                return True
        return False

    def _last_sentence(self, block: Block) -> Span | None:
        """The last one of the paragraph before, when this one follows it."""
        earlier = [b for b in self.blocks if b.kind == "body" and b.span.end <= block.span.start]
        told = self.sentences(earlier[-1].span) if earlier else []
        return told[-1] if told else None

    def _opens_clause(self, cue: Span, sentence: Span) -> bool:
        """Whether 'that' stands behind a verb of saying, or behind whom it was told."""
        if CLAUSE_START.match(self.text, cue.end) or self.to_have_done(cue):
            return True
        return TOLD_WHOM_THAT.match(self.text, cue.end, sentence.end) is not None

    def to_have_done(self, cue: Span) -> bool:
        """'claimed to have seized', 'denied having fired'; 'is said to have fired' tells nothing of its subject."""
        return TO_HAVE.match(self.text, cue.end) is not None and BE_LEFT.search(self.text[: cue.start][-24:]) is None

    def not_of_himself(self, quote: Span) -> tuple[str, ...]:
        """Whoever spoke last, for a quotation that names nobody; 'the allegations of N are false' is not N's."""
        named = any(
            a.kind == "name"
            and set(a.actor_ids) & set(self.last_ids)
            and quote.holds(a.span)
            and OTHERS_WORDS.search(self.text, quote.start, a.span.start)
            for a in self.actors
        )
        other = SAID_BY_ANOTHER.match(
            self.text, quote.end
        )  # '"…?" asked N': a verb nobody listed, and not whoever spoke
        return () if named or other is not None else self.last_ids

    def _after_his_words(self, quote: Span, home: Span | None, sentences: list[Span]) -> bool:
        """'N says his men were attacked. “They fired at us.”': a sentence that is a quotation goes on with who spoke before."""
        if home is None or not self.last_ids or quote.start - home.start > 2 or home.end - quote.end > 3:
            return False
        at = sentences.index(home)
        told = [
            s for s in self.found[self.begun :] if s.role == "body" and at and sentences[at - 1].holds(s.content[-1])
        ]
        return bool(told) and told[-1].speaker_ids == self.last_ids

    def _a_noun(self, cue: Span, sentence: Span) -> bool:
        """'The network's report documents …', 'weekly note (issued …': a bare form that many are no subject of is a noun."""
        word = cue.of(self.text)
        if (word.isupper() and len(word) > 3) or PASSAGE.match(self.text, cue.start, sentence.end):
            return True
        if word.casefold() == "posts" and not POSTED.match(self.text, cue.end, sentence.end):
            return True  # of soldiers
        if word.casefold() == "reports" and self.text.startswith(" of ", cue.end):
            return True
        if RELATED.match(self.text, cue.start, sentence.end):
            return True
        if word.casefold() in HEARD and HEARD_OF.search(self.text, max(sentence.start, cue.start - 40), cue.start):
            return True
        if word.casefold() not in ALSO_NOUNS:
            return False
        before = re.search(r"([^\W\d_][\w’'-]*)\W*$", self.text[sentence.start : cue.start])
        many = before is not None and (before.group(1)[-1:] == "s" or before.group(1).casefold() in MANY)
        many = many or MANY_OF.match(self.text, sentence.start, cue.start) is not None
        return not many or re.match(r"\s*(?:\(|of\b|by\b|from\b|$)", self.text[cue.end : sentence.end]) is not None

    def _with_clitic(self, cue: Span) -> Span:
        """'Le préfet nous dit', 'il m’assure', 'elle se plaint', 'a vivement dénoncé': what belongs to the verb."""
        left = CLITIC_LEFT.search(self.text, max(0, cue.start - 6), cue.start)
        if left is None and PARTICIPLE_ALONE.fullmatch(self.text, cue.start, cue.end):
            left = AUXILIARY_LEFT.search(self.text, max(0, cue.start - 40), cue.start)
        if left is None:
            left = DAY_LEFT.search(self.text, max(0, cue.start - 30), cue.start)
        return Span(left.start(), cue.end) if left else cue

    def _modifies_a_noun(self, cue: Span) -> bool:
        """'le cessez-le-feu annoncé pour mardi', 'un accord confirmé par la force': nobody says it here."""
        return (
            PARTICIPLE_ALONE.fullmatch(self.text, cue.start, cue.end) is not None
            and JOINED_TO_ONE.search(self.text, max(0, cue.start - 24), cue.start) is None
        )

    def _explains(self, start: int, said: Said, sentence: Span, block: Block) -> None:
        """'« Faux », rétorque la mission : ses appareils …': what a colon opens behind the speaker is his."""
        found = re.match(r"\s*:\s+", self.text[start : sentence.end])
        content = clean(self.text, Span(start + found.end(), strip_end(self.text, sentence))) if found else None
        if (
            content is not None
            and content.end - content.start > 15
            and not any(q.touches(content) for q in self.quotes)
        ):
            self._emit((content,), "indirect", said, block)

    def _short(self, start: int, end: int) -> bool:
        gap = self.text[start:end]
        return (
            len(gap) < 60
            and "." not in gap
            and (gap.rstrip().endswith((":", ",")) or TO_WHOM.fullmatch(gap[:-1].strip()) is not None)
        )

    def _leads(self, start: int, end: int) -> bool:
        gap = self.text[start : end - 1].strip()
        if (
            gap
            and gap[-1] not in ",:"
            and self.text[end : end + 1].islower()
            and SAID_TO_NOBODY.search(self.text[:start][-12:])
        ):
            return False  # 'says Pakistan "remains committed"': the subject of what is said
        return gap in ("", ":", ",", "that", "that:") or bool(
            len(gap) < 60 and (gap.endswith(":") or TO_WHOM.fullmatch(gap))
        )

    def _adjacent(self, quote: Span, cue: Span, speaker: Span | None) -> bool:
        first = min(cue.start, speaker.start) if speaker and speaker.start >= quote.end else cue.start
        gap = self.text[quote.end : first]
        return len(gap) < 45 and "." not in gap.strip(' ".”»') and len(re.findall(r"\w+", gap)) <= 4

    def _quote_before(self, cue: Span, quotes: list[Span]) -> Span | None:
        earlier = [q for q in quotes if q.end <= cue.start and cue.start - q.end < 130]
        if (
            earlier
            and NAMED_BY.search(self.text, max(0, earlier[-1].start - 16), earlier[-1].start)
            and CLAUSE_START.match(self.text, cue.end)
        ):
            return None  # 'relaying words of the "resistance", maintains that': a name in marks
        return earlier[-1] if earlier else None

    def _begun_before(self, quote: Span, sentence: Span) -> list[Span]:
        """'« A », dans l'État de N, « B », a affirmé M', '« A » et « B », a-t-il dit': what the sentence begins with is his, too."""
        before = [q for q in self.quotes if sentence.start <= q.start and q.end < quote.start]
        if not before or before[0].start - sentence.start > 2 or any(q in self.used for q in before):
            return []
        between = Span(before[0].end, quote.start)
        verb = any(not any(q.holds(Span(c.start, c.end)) for q in before) for c, _ in self.cues_in(between))
        ends = any(re.search(r"[.!?…]\W*$", q.of(self.text)) for q in before)
        return [] if verb or ends else before

    def _taken(self, quote: Span) -> bool:
        return quote in self.used

    def _take(self, quotes: list[Span]) -> None:
        self.used.update(quotes)
