"""Papers, offices and sources that speak: 'the statement', 'a ministry spokesman', 'an official in the army'."""

from __future__ import annotations

from collections.abc import Callable

from truceline.reading import quick_re as re
from truceline.reading.model import ActorMention, Span
from truceline.reading.nearby import Nearby
from truceline.reading.speaker_words import (
    ASIDE,
    BY_AND_CARRIED,
    DESCRIBED,
    GOVERNED,
    INVERTED,
    NAME_OF_NOUN,
    NEW_SOURCE,
    OWN_WORDS,
    SAME_SOURCE,
    TOLD_A_MEDIUM,
)
from truceline.reading.tokens import Tokens

ENDS_SOURCE = re.compile(r"\w\w[,،.;:]\s")
OF_A_PLACE = re.compile(
    r"\s+d['’][\w’'.-]+(?:\s+[\w’'.-]+){0,6}\s*(?:ont\s|a\s)?"
)  # 'habitants d'Anéfis déplacés vers Kidal'
THEIR_OWN = re.compile(r"\s+(?:её|ее|его|их)\s")  # 'в заявлении её пресс-службы'
IN_ITS = re.compile(r"in\s+(?:its|their|his|her|an?|the)\s")
# 'в сводке МВД Грузии' is no paper of whoever spoke before; 'в сводке ведомства' is
PAPERS_IN = frozenset(("сообщении", "заявлении", "документе", "сводке", "докладе", "отчете", "отчёте", "бюллетене"))
OF_ANOTHER = re.compile(
    r"\s+(?!(?:её|ее|его|их|ведомства|министерства|от|за|по|на|в)\s|ведомства|министерства)[«\"А-ЯЁа-яё]"
)
OFFICES = ("ministry", "mission")
OF_A_NAME = re.compile(
    r"(?:^|(?<=\s))(?!(?:The|An?|Its|Their|His|Her|Our)\s)(?!(?:Defen[cs]e|Foreign|Interior|Health|Information|Home|External|Monitoring|Observer|Verification|Special|Peace|Ministry|Mission)\b)[A-Z][\w’'-]+\s"
)
PAPERS = frozenset(["statement", "letter", "report", "communique", "communiqué", "note", "message", "document", "release", "bulletin", "declaration"])  # fmt: skip
Speaker = tuple[Span, tuple[str, ...]]


BODIES = frozenset(["ministry", "agency", "committee", "command", "office", "group", "party", "council", "commission", "department", "movement", "organization", "mission", "union", "ministère", "agence", "commission", "mouvement", "armée", "army"])  # fmt: skip
FIRST_MENTION = re.compile(r"(?:an?|une?|des|some|several|other|another|d['’]autres|plusieurs)\s", re.I)
SOMEBODYS = re.compile(r"\w[’']s?\s+\w+$")


class Papers:
    """Shared by ``Speakers``."""

    text: str
    tokens: Tokens
    actors: list[ActorMention]
    documents: frozenset[str]
    affils_at: Nearby[ActorMention]
    owner: Callable[[int], tuple[str, ...]]

    def mention(self, start: int, end: int, nearest: bool) -> Speaker | None:
        raise NotImplementedError

    def _leads(self, actor: ActorMention, following: list[ActorMention]) -> ActorMention | None:
        raise NotImplementedError

    def _whose(self, words: str, start: int) -> tuple[str, ...]:
        raise NotImplementedError

    def _subject_gap(self, between: str) -> bool:
        raise NotImplementedError

    def _titled(self, span: Span, low: int) -> Span:
        raise NotImplementedError

    def _before_apposition(self, low: int, end: int) -> Speaker | None:
        """'the Tatmadaw, the country's army, said': who stands before an apposition that names others."""
        aside = ASIDE.search(self.text, low, end)
        if aside is None:
            return None
        for actor in reversed(self.actors):
            if actor.span.end == aside.start() and actor.actor_ids and actor.kind in ("name", "nominal", "metonym"):
                low = max(low, self.text.rfind("\n", 0, actor.span.start) + 1)
                if GOVERNED.search(self.text, max(low, actor.span.start - 16), actor.span.start):
                    return None
                if self.text[actor.span.start - 1 : actor.span.start] == "(":
                    whole = self._long_name((actor.span, actor.actor_ids), low)
                    return (Span(whole[0].start, actor.span.end + 1), whole[1]) if whole else None
                start = self._titled(actor.span, low).start
                opened = re.match(r"(?:But|And|Yet|However)\s+", self.text[start : actor.span.start + 1])
                return Span(start + (opened.end() if opened else 0), aside.start()), actor.actor_ids
        return None

    def _long_name(self, mention: Speaker | None, low: int) -> Speaker | None:
        """'the Armed Forces of the Philippines (AFP) said': the name before its short form in brackets."""
        if mention is None or self.text[mention[0].start - 1 : mention[0].start] != "(":
            return mention
        whole = [a for a in self.actors if low <= a.span.start and a.span.end == mention[0].start - 2 and a.actor_ids]
        return (self._titled(whole[-1].span, low), whole[-1].actor_ids) if whole else mention

    def _before_a_medium(self, mention: Speaker | None, low: int) -> Speaker | None:
        """'В министерстве «Интерфаксу» заявили': whoever stands before the medium that was told."""
        if mention is None or not TOLD_A_MEDIUM.search(self.text, low, mention[0].end):
            return None
        heard = any(a.kind == "media" and a.span.touches(mention[0]) for a in self.actors)
        return self.mention(low, mention[0].start, nearest=False) if heard else None

    def source(self, start: int, end: int) -> Speaker | None:
        """Whom 'according to' names: what stands first of a mention, a paper or office, somebody described."""
        described = DESCRIBED.match(self.text, start, end)
        nominal = (Span(*described.span("who")), ()) if described else None
        found = [
            f
            for f in (self.mention(start, min(end, start + 140), nearest=True), self.document(start, end), nominal)
            if f
        ]
        if not found:
            return None
        first = min(found, key=lambda f: f[0].start)
        if ENDS_SOURCE.search(self.text, start, first[0].start):
            return None  # 'By the account of a fisherman, fighters of N shelled': N stands behind the comma
        same = [f for f in found if f[0].touches(first[0]) and f[1]]
        return same[0] if same else first

    def document(self, start: int, end: int) -> tuple[Span, tuple[str, ...]] | None:
        if INVERTED.search(self.text, max(0, start - 26), start):
            return None
        for index in self.tokens.words(start, end):
            word = self.tokens.word(index).casefold()
            if word in self.documents and not (
                word in PAPERS_IN and OF_ANOTHER.match(self.text, self.tokens.ends[index])
            ):
                return self._noun(index, start)
        return None

    def document_left(self, start: int, end: int) -> tuple[Span, tuple[str, ...]] | None:
        for index in reversed(self.tokens.words(start, end)):
            if self.tokens.word(index).casefold() in self.documents and end - self.tokens.ends[index] < (
                130 if self.tokens.word(index).casefold() in PAPERS else 60
            ):
                gap = self.text[self.tokens.ends[index] : end]
                if (
                    self._subject_gap(gap)
                    or re.fullmatch(
                        r"(?:\s+(?:[A-ZÀ-Ý][\w’'-]+|al|el|bin|de|ag)){1,5}\s*(?:also\s|has\s|have\s|had\s)?", gap
                    )
                    or re.fullmatch(
                        r"(?:\s+(?:of|for|from|to|in|at|with|de|du|des|de la|в|во|из|при|от|на)(?:\s+[\w’'.-]+){1,6})?(?:,[^,;:]{2,60},)?\s*(?:also\s|has\s|have\s|had\s)?",
                        gap,
                    )
                    or OF_A_PLACE.fullmatch(gap)
                    or (self.tokens.word(index).casefold() in PAPERS and BY_AND_CARRIED.fullmatch(gap))
                ):
                    return self._in_its(self._noun(index, start))
        return None

    def _in_its(self, found: Speaker) -> Speaker:
        """'The government in its daily report claimed': whose report it is stands before."""
        if IN_ITS.match(found[0].of(self.text)) is None:
            return found
        owner = next((a for a in self.actors if a.span.end == found[0].start - 1 and a.actor_ids), None)
        return (owner.span, owner.actor_ids) if owner is not None and owner.kind != "affil" else found

    def _belongs(self, actor: Span, span: Span, end: int) -> bool:
        """Part of the phrase, or joined to it: 'a spokesman for the SDF', not 'a spokesman told Reuters'."""
        if actor.end <= end:
            return True
        return actor.end <= end + 70 and bool(
            re.fullmatch(
                r"\s+(?:(?:of|by|for|from|at|in|with|du|de la|de|des|в|ال)\s*(?:the\s+|la\s+|le\s+|l['’])?(?:(?!(?:said|says|told|tells|and|[a-z]{2,}ed)\b)[\w’'-]+\s+){0,3}|ل|(?:صادر )?(?:عن|من)\s+|\s*(?:نشره|نشرته|أصدره|أصدرته|بثه|بثته|وزعه|وزعته)\s+)",
                self.text[end : actor.start],
            )
            or (actor.start >= end and self.text[end : actor.start].strip() == "")
        )

    def _first_in_sentence(self, at: int) -> tuple[str, ...]:
        """'The army agreed to it, says a statement of its press service': of the subject."""
        begin = max(self.text.rfind(". ", 0, at), self.text.rfind("\n", 0, at)) + 1
        named = [a for a in self.actors if begin <= a.span.start and a.span.end <= at and a.actor_ids]
        named = [a for a in named if a.kind in ("name", "nominal", "metonym")]
        return named[0].actor_ids if named else ()

    def _noun(self, index: int, low: int) -> tuple[Span, tuple[str, ...]]:
        """'the statement' speaks for whoever spoke before; 'a ministry spokesman' for the mention beside it."""
        start, end = self.tokens.starts[index], self.tokens.ends[index]
        if self.text[end : end + 1] == "-" and index + 1 < len(self.tokens.ends):
            end = self.tokens.ends[index + 1]
        before = re.search(
            r"(?:(?:[Tt]he|[Aa]n?|its|their|one|two|several|some|local)\s+)?(?:[\w’'.-]+\s+){0,3}$",
            self.text[max(low, start - 60) : start],
        )
        span = Span(start - len(before.group()) if before and before.group()[:1].strip() else start, end)
        for actor in self.actors:
            if actor.span.start < span.start < actor.span.end and actor.span.start >= low:
                span = Span(actor.span.start, span.end)
        beside = [
            a
            for a in self.actors
            if a.actor_ids
            and a.kind != "pronoun"
            and a.span.start >= span.start - 2
            and self._belongs(a.span, span, end)
        ]
        word = self.tokens.word(index).casefold()
        name = NAME_OF_NOUN.match(self.text, end, end + 70) if word not in OWN_WORDS else None
        if name is not None and not any(a.span.touches(Span(end, name.end())) for a in self.actors):
            return Span(span.start, name.end()), beside[0].actor_ids if beside else ()
        if beside:
            joined = self.text[span.end : beside[0].span.end]
            if beside[0].span.start >= span.end and len(joined) < 60 and "А" <= self.text[start] <= "я":
                span = Span(span.start, beside[0].span.end)
            person = self._leads(beside[0], self.actors)
            return (Span(span.start, person.span.end), person.actor_ids) if person else (span, beside[0].actor_ids)
        owned = self._whose(span.of(self.text), span.start)
        if owned:
            return span, owned
        if word in OWN_WORDS and THEIR_OWN.match(self.text, end):
            return span, self._first_in_sentence(start)
        if FIRST_MENTION.match(span.of(self.text)) or SOMEBODYS.search(span.of(self.text)):
            return span, ()  # 'un bilan officiel', 'the coalition’s spokesman': not of whoever spoke before
        definite = span.of(self.text).casefold().startswith(("the ", "la ", "le ")) or (
            not span.of(self.text)[0].isascii() and not NEW_SOURCE.match(self.text, span.end)
        )
        if self.affils_at.inside(span):
            return span, ()  # 'the Indian home ministry' is not whoever spoke before
        if word in OFFICES and OF_A_NAME.search(span.of(self.text)):
            return span, ()  # 'the Abkhaz Defence Ministry' is not whoever spoke before
        size = (
            2 if word in BODIES else 3
        )  # 'the interior ministry' is a body of its own, 'the military source' may be the same
        own = word in OWN_WORDS and (word not in BODIES or len(span.of(self.text).split()) <= size)
        if own or (definite and word in SAME_SOURCE and len(span.of(self.text).split()) <= size):
            return span, self.owner(start)
        return span, ()
