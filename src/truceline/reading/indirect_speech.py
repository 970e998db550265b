"""Indirect speech: a clause behind its cue or before it, 'according to', passives, and two statements of one speaker."""

from __future__ import annotations

from dataclasses import replace

from truceline.reading import quick_re as re
from truceline.reading.attribution import CIRCUMSTANCE, CLAUSE_START, Cue, Said, clean, strip_end
from truceline.reading.indirect_words import (
    ACCUSES_THEN,
    AGO,
    AN_OFFICE_BESIDE,
    AND_IN_TURN,
    AND_THAT,
    AND_VERB,
    ANOTHERS_CLAIM,
    ARTICLE_LEFT,
    CITES_REASON,
    CLAUSE_OPENS,
    FINITE,
    HAVING_DONE,
    HEARER,
    LEFT_OPEN,
    LIST_ONLY,
    LISTENED,
    NAME_GOES_ON,
    ONLY_POINTS,
    OTHER_SUBJECT,
    OWN_VOICE,
    PREDICATE,
    SANS,
    TITLE_LEFT,
    TO_HAVE_DONE,
    WHEN_FIRST,
    WHILE,
    past_listener,
)
from truceline.reading.model import Block, Span
from truceline.reading.speaker_words import WHEN_BEFORE
from truceline.reading.statement_according import According

# 'Maj Gen N M, spokesperson for the army, stated': a name is no clause
A_NAME_ONLY = re.compile(r"(?:[A-Z][\w’'-]*\.?\s+(?:(?:al|el|bin|de|van|ag)[- ])?){1,6}[A-Z][\w’'-]+")


class IndirectSpeech(According):
    """Shared by the finder of statements."""

    def _in_relative(self, cue: Span, sentence: Span) -> tuple[str, ...] | None:
        raise NotImplementedError

    def to_have_done(self, cue: Span) -> bool:
        raise NotImplementedError

    def _indirect(self, found: Cue, block: Block) -> bool:
        rest_end = self._own_voice(found, strip_end(self.text, found.sentence))
        if self._and_verb(found):
            return False  # 'dément et assure que': the second verb tells
        if found.strength == "weak" and found.cue.end >= rest_end and self._object_first(found, block):
            return True
        if found.strength == "weak" and self._of_another(found, rest_end, block):
            return True
        found = past_listener(self.text, found, rest_end)
        rest = self.text[found.after : rest_end]
        marker = CLAUSE_START.match(rest) or (HAVING_DONE.match(rest) if self.to_have_done(found.cue) else None)
        if marker is None and found.strength == "strong" and self._inserted(found, rest_end, block):
            return True
        if marker is None and found.strength != "weak" and self._postposed(found, rest, block):
            return True
        begin = found.after + (marker.end() if marker else 0)
        if marker is None:
            shifted = self._clause_begin(found, rest)
            if shifted is None:
                return False
            begin = shifted
        content = clean(self.text, Span(begin, rest_end))
        if content.end - content.start < 8 or self.text.startswith("responsibility", content.start):
            return False
        if content.of(self.text).endswith((" and", " et", " и")) and len(content.of(self.text).split()) <= 4:
            return False  # 'confirmed the strike and said …'
        if found.strength == "weak" and marker is None and ONLY_POINTS.fullmatch(content.of(self.text)):
            return False
        shown = next((q for q in found.quotes if content.start + 12 < q.start <= content.end and self.text[: q.start - 1].rstrip()[-1:] == ":"), None)  # fmt: skip
        if shown is not None and shown.end - shown.start > 12:
            self._take([shown])
            self._emit((clean(self.text, shown),), "direct", Said(found.cue, found.speaker, found.ids, "statement.colon_quote", 0.75), block)  # fmt: skip
            content = clean(self.text, Span(content.start, self.text.rindex(":", content.start, shown.start)))
        mixed = any(content.touches(q) for q in found.quotes)
        self._take([q for q in found.quotes if content.touches(q)])
        attitude = found.strength == "attitude"
        rule = f"statement.cue_then_clause.{found.strength}"
        said = Said(found.cue, found.speaker, found.ids, rule, 0.55 if attitude else 0.8, attitude)
        second = self._second(content, found)
        if second is not None:
            joint, follows = second
            remainder = clean(self.text, Span(follows, content.end))
            content = clean(self.text, Span(content.start, joint.start))
            turn = AND_IN_TURN.search(content.of(self.text)) or LEFT_OPEN.search(content.of(self.text))
            content = clean(self.text, Span(content.start, content.start + turn.start())) if turn else content
            again = Said(joint, found.speaker, found.ids, "statement.second_verb", 0.75)
            if len(content.of(self.text).split()) > 1:  # 'denies violations and says that'
                self._emit((content,), "indirect", said, block)
            self._emit((remainder,), "indirect", again, block)
            return True
        self._emit((content,), "mixed" if mixed else "indirect", said, block)
        return True

    def _of_another(self, found: Cue, end: int, block: Block) -> bool:
        """'dismissed a claim by N that …': what N claims is N's, and not that of whoever denies it."""
        other = ANOTHERS_CLAIM.match(self.text, found.after, end)
        if other is None:
            return False
        who = Span(*next(other.span(k) for k in ("who", "who2", "who3", "who4") if other.group(k)))
        inside = [*self.actors_at.inside(who), *self.speakers.affils_at.touching(who)]
        named = [a for a in inside if a.actor_ids and a.kind != "media"]
        content = clean(self.text, Span(other.end(), end))
        if content.end - content.start < 8:
            return False
        said = Said(found.cue, who, named[0].actor_ids if named else (), "statement.anothers_claim", 0.7, True)
        self._emit((content,), "indirect", said, block)
        return True

    def _own_voice(self, found: Cue, end: int) -> int:
        """Where the words of others end and the paper speaks again."""
        again = OWN_VOICE.search(self.text, found.after, end)
        return (
            end if again is None or any(q.touches(Span(*again.span())) for q in self.speakers.quotes) else again.start()
        )

    def _and_verb(self, found: Cue) -> bool:
        joint = AND_VERB.match(self.text, found.cue.end, found.sentence.end)
        return joint is not None and any(joint.end() <= c.start <= joint.end() + 2 for c, _ in self.cues)

    def around(self, found: Cue, block: Block) -> bool:
        """'RSF fighters shelled the town, the mission established.': a clause before its verb, or on both sides of it."""
        end = strip_end(self.text, found.sentence)
        return self._inserted(found, end, block) or self._postposed(found, self.text[found.after : end], block)

    def _inserted(self, found: Cue, end: int, block: Block) -> bool:
        """'the group, he said, shelled a hospital': a clause around who says it."""
        lead = Span(found.sentence.start, found.first)
        article = ARTICLE_LEFT.search(self.text, max(lead.start, lead.end - 8), lead.end)
        lead = Span(lead.start, article.start()) if article else lead
        if self.text[lead.start : lead.end].rstrip()[-1:] != "," or self.text[found.after : found.after + 1] != ",":
            return False
        first, second = clean(self.text, lead), clean(self.text, Span(found.after + 1, end))
        behind = found.speaker is not None and found.speaker.start >= found.cue.end
        if behind and AN_OFFICE_BESIDE.fullmatch(second.of(self.text)):
            return False  # 'said N, a lawmaker.'
        whose = self._in_relative(found.cue, found.sentence)
        if whose is not None and second.end - second.start > 8:
            said = Said(found.cue, found.speaker, whose or found.ids, "statement.inserted", 0.75)
            self._emit((second,), "indirect", said, block)
            return True
        when = WHEN_FIRST.match(first.of(self.text)) and not FINITE.search(first.of(self.text))
        if when and len(second.of(self.text).split()) > 3 and not SANS.match(second.of(self.text)):
            said = Said(found.cue, found.speaker, found.ids, "statement.inserted", 0.75)
            self._emit((first, second), "indirect", said, block)
            return True
        if PREDICATE.match(second.of(self.text)) is None or SANS.match(second.of(self.text)):
            return False  # 'clashes broke out, residents said, hours after …': a whole clause, and what follows it
        if (
            len(second.of(self.text).split()) < 2
            or not 0 < len(first.of(self.text).split()) <= 8
            or any(q.touches(first) for q in found.quotes)
        ):
            return False
        said = Said(found.cue, found.speaker, found.ids, "statement.inserted", 0.75)
        self._emit((first, second), "indirect", said, block)
        return True

    def _object_first(self, found: Cue, block: Block) -> bool:
        """'Группировка причастность к обстрелам отрицает': what is denied stands before its verb."""
        if not "А" <= self.text[found.cue.start] <= "ё":
            return False
        named = [
            a
            for a in self.actors
            if found.sentence.start <= a.span.start and a.span.end < found.cue.start and a.actor_ids
        ]
        if not named or named[0].span.start - found.sentence.start > 30:
            return False
        content = clean(self.text, Span(named[0].span.end, found.cue.start))
        if content.end - content.start < 5 or ONLY_POINTS.fullmatch(content.of(self.text)):
            return False
        said = Said(found.cue, named[0].span, named[0].actor_ids, "statement.object_first", 0.7)
        self._emit((content,), "indirect", said, block)
        return True

    def _second(self, content: Span, found: Cue) -> tuple[Span, int] | None:
        """'announced that A and warned that B': two statements of one speaker. The second cue and where B begins."""
        for match, strength in self.cues:
            if content.start + 6 < match.start and match.end < content.end - 8 and strength != "attitude":
                joined = re.search(
                    r",?\s+(?:and|и|et|but),?\s+(?:в свою очередь,?\s+|также\s+|also\s+|then\s+|has\s+|have\s+)?$",
                    self.text[content.start : match.start],
                )
                that = CLAUSE_START.match(self.text, match.end, content.end) or (
                    CLAUSE_OPENS.match(self.text, match.end, content.end) if strength == "strong" else None
                )
                that = that or TO_HAVE_DONE.match(self.text, match.end, content.end)
                that = that or (ACCUSES_THEN.match(self.text, match.start, content.end) if joined else None)
                if joined and that and not any(q.holds(Span(match.start, match.end)) for q in found.quotes):
                    return Span(match.start, match.end), that.end()
        return self._clauses(content, found)

    def _clauses(self, content: Span, found: Cue) -> tuple[Span, int] | None:
        """'said that A and that B': two clauses of one verb; quotations are left whole."""
        for joint in AND_THAT.finditer(self.text, content.start + 12, content.end - 8):
            if not any(q.start <= joint.start() < q.end for q in found.quotes):
                return Span(*joint.span("joint")), joint.end()
        return None

    def _postposed(self, found: Cue, rest: str, block: Block) -> bool:
        """'CLAUSE, the minister said on Monday.'"""
        lead = Span(found.sentence.start, found.first)
        inverted = found.speaker is not None and found.speaker.start >= found.cue.end
        heard = found.cue.of(self.text).casefold() in LISTENED and HEARER.match(rest)
        closes = heard or CIRCUMSTANCE.match(rest) or not rest.strip() or (inverted and NAME_GOES_ON.fullmatch(rest))
        article = ARTICLE_LEFT.search(self.text, max(lead.start, lead.end - 8), lead.end)
        lead = Span(lead.start, article.start()) if article else lead  # ', a' 'statement by the group said'
        title = TITLE_LEFT.search(self.text, max(lead.start, lead.end - 70), lead.end)
        if (
            title is not None
            and found.speaker is not None
            and not inverted
            and found.speaker.of(self.text)[:1].isupper()
        ):
            lead = Span(lead.start, title.start() + 1)  # ', provincial governor' 'N N said'
            found = replace(found, speaker=Span(title.start("who"), found.speaker.end))
        and_too = found.speaker is not None and found.speaker.of(self.text).startswith(("and ", "et "))
        upto = lead.end + 4 if and_too else lead.end
        other = OTHER_SUBJECT.search(self.text, max(lead.start, lead.end - 50), upto)
        if other is not None and found.speaker is not None and not inverted:  # ', rebels and' 'a monitor said'
            lead = Span(lead.start, other.start() + 1)
            found = replace(found, speaker=Span(other.start("who"), found.speaker.end))
        if (
            self.text[: lead.end].rstrip()[-1:] not in (",", "،")
            or not closes
            or self.text[: found.cue.start].endswith(" не ")
        ):
            return False
        if len(lead.of(self.text).split()) < (3 if "\u0400" <= self.text[found.cue.start] <= "\u04ff" else 4):
            return False
        content = clean(self.text, Span(self._begin(lead.start, block), lead.end))
        if LIST_ONLY.fullmatch(content.of(self.text)):
            return False  # 'The leaders of A, B, C and D said'
        if content.end - content.start <= 15 or A_NAME_ONLY.fullmatch(content.of(self.text)):
            return False
        held = [q for q in found.quotes if content.holds(q)]
        said = Said(found.cue, found.speaker, found.ids, "statement.clause_then_cue", 0.85)
        further = WHILE.search(rest)
        more = clean(self.text, Span(found.after + further.end(), found.after + len(rest))) if further else None
        more = None if more is not None and self.cues_in(more) else more  # ', said N, while M denied it'
        parts = (content, more) if more is not None and more.end - more.start > 15 else (content,)
        reason = CITES_REASON.search(rest)
        if reason is not None and further is None:  # ', a source told N, citing "repeated breaches"'
            parts = (content, clean(self.text, Span(found.after + reason.end(), found.after + len(rest))))
        self._emit(parts, "mixed" if held else "indirect", said, block)
        self._take(held)
        return True

    def _clause_begin(self, found: Cue, rest: str) -> int | None:
        """Where the clause begins when no 'that' opens it; None when nothing is said."""
        words = rest.split()
        ago = AGO.match(rest)
        if ago is not None:
            return found.after + ago.end()  # 'had alleged a day earlier that'
        if found.strength == "strong":
            late = re.search(
                r"(?<=[\s,])(?:that|que|что|о том, что)\s+|(?<=[\s,])qu['’]",
                rest[:150] if rest[:1] == "," else rest[:70],
            )
            if late and CIRCUMSTANCE.match(rest) and (rest[:1] != "," or rest[: late.start()].rstrip().endswith(",")):
                return found.after + late.end()
            when = WHEN_BEFORE.match(rest)
            behind = rest[when.end() :] if when else ""
            if when and len(behind.split()) > 3 and not CIRCUMSTANCE.match(behind):
                return found.after + when.end()  # 'warned Saturday they would', 'a affirmé mardi avoir subi'
            return None if CIRCUMSTANCE.match(rest) or len(words) < 2 else found.after
        if CIRCUMSTANCE.match(rest) and (far := re.search(r"(?<=\s)(?:that|que|что),?\s+|(?<=\s)qu['’]", rest[:50])):
            return found.after + far.end()  # 'denied on Wednesday that it had'
        about = re.match(r"\s*(?:on|for|in|at|by|with|from|as)\b", rest)
        if len(words) < 2 or rest.lstrip()[:1] in ",.;" or (found.strength == "weak" and about):
            return None
        return found.after
