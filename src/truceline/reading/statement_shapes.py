"""Statements by shapes of their own: headlines with a colon, 'what it called', attributions inside marks."""

from __future__ import annotations

from truceline.reading import quick_re as re
from truceline.reading.attribution import ALLEGED, MT_INSIDE, WHAT_CALLED, Said, clean
from truceline.reading.model import ActorMention, Block, Span, Statement
from truceline.reading.speaker_words import GOVERNED
from truceline.reading.speakers import Speakers

PAPER_AFTER = re.compile(
    r"(?:\w+\s+){0,3}?(?:report|bulletin|update|summary|statement|press release|communiqu[ée]|сводка|бюллетень|брифинг|заявление|отч[её]т|communiqué|bulletin|bilan|بيان|تقرير|نشرة)(?!\w)(?=[^.!?]{0,50}$)",
    re.I,
)
SAME = re.compile(r"(?:it|they|he|she|the (?:group|army|mission|ministry|government|statement|report))", re.I)

# somebody described before a colon: 'Military source:', 'شهود عيان:', 'Réponse du ministère :'; 'Source:' alone names one
SOURCES = re.compile(
    r"(?:(?:[\w-]+\s+){1,3}(?:sources?|officials?)|(?:(?:eye)?witnesses|activists|residents|medics|locals)(?:\s+[\w-]+){0,4}|(?:[а-яё-]+\s+)*(?:источник\w*|очевидцы|жители|активисты)\s+[^:]{3,50}|(?:очевидцы|жители|активисты)"
    r"|(?:des\s+)?(?:sources?\s+[^:]{4,40}|témoins|habitants)(?:\s+[\w’'-]+){0,4}|(?:مصدر|مصادر|شهود|ناشطون|سكان|أهالي|متحدث|ناطق|مسؤول)(?:\s+[\u0621-\u064a]+){1,4}"
    r"|(?:the\s+)?(?:answer|reply|response|réponse|ответ|رد)\s+(?:of|from|by|du|de la|des|de l['’])\s*[^:]{3,50})",
    re.I,
)
# 'It was reported to the mission that', 'the team was told by villagers that', 'il a été signalé que'
TOLD_TO_THEM = re.compile(
    r"(?:\b[Ii]t\s+(?:was|has been|had been|is)\s+(?:\w+\s+)?(?P<cue>reported|alleged|claimed|said|told|rumou?red)(?:\s+to\s+[^,.;]{2,40}?)?|\b(?:was|were|has been|have been|had been)\s+(?:also\s+|later\s+)?(?P<cue2>told|informed|notified|advised|assured)"
    r"|\b[Ii]l\s+(?:a|avait)\s+(?:[\w’'-]+\s+){0,3}?été\s+(?P<cue3>rapporté|signalé|indiqué|affirmé|allégué)(?:\s+(?:à|au|aux)\s+[^,.;]{2,40}?)?|\b(?:a|ont)\s+été\s+(?P<cue4>informée?s?|avisée?s?))"
    r"(?:\s+(?:by|par)\s+(?P<who>[^.;,]{2,60}?))?\s+(?:that\s+|qu[e’']\s*)(?P<content>[^\n]{8,400}?)(?=\.\s|\.$|\n|$)",
    re.MULTILINE,
)
# 'Coalition jets hit army positions — source'
DASHED_SOURCE = re.compile(r"\s[-–—]\s(?P<who>[^-–—:;.?!]{3,50})$")
SOURCE_NOUN = re.compile(
    r"(?<!\w)(?:sources?|officials?|reports|media|ministry|army|military|police|monitors?|observers?|activists?|witness(?:es)?|spokes\w+|agency|источник\w*|милици\w+|штаб|ведомство|представител\w+|миссия|СМИ|очевидц\w*|МИД|Минобороны|military source|sources?|médias|témoins|armée|ministère|مصدر|مصادر|شهود|وسائل إعلام)(?!\w)",
    re.I,
)
# behind a quotation: '- this is what Baku had to say', '(the ministry)'
POINTS_AT = re.compile(
    r"[\s,]*(?:[-–—]\s*(?:(?:this|that|so|such|these|thus|it is|so much for|так|такими словами|такова|это|voilà|c['’]est)\b)?|\(|(?:so|thus|such|these were the words of|were the words of|was how|is how|was the (?:answer|reply|response|comment) of|was the (?:answer|reply|response|comment) from|came the (?:reply|answer) from))",
    re.I,
)


class Shapes:
    """Shared by the finder of statements, which holds the text and what was found so far."""

    text: str
    actors: list[ActorMention]
    found: list[Statement]
    last_ids: tuple[str, ...]
    speakers: Speakers
    blocks: list[Block]

    def _emit(self, content: tuple[Span, ...], type_: str, said: Said, block: Block) -> None:
        raise NotImplementedError

    def _take(self, quotes: list[Span]) -> None:
        raise NotImplementedError

    def _owner(self, position: int) -> tuple[str, ...]:
        raise NotImplementedError

    def _topic(self, left: Span) -> bool:
        """'Lebanon: UNIFIL reports …': a country alone before the colon is what the news is about."""
        return any(
            a.span.start <= left.start + 1 and a.span.end >= left.end - 1 and a.rule.startswith("actor.state")
            for a in self.actors
        )

    def _colon(self, block: Block) -> bool:
        """'Russia: X' and 'X: Russia' in headlines."""
        line = block.span.of(self.text)
        at = line.find(":")
        while at >= 0:
            colon = block.span.start + at
            left, right = Span(block.span.start, colon), clean(self.text, Span(colon + 1, block.span.end))
            whole_left = self._whole(left)
            unnamed = clean(self.text, left)
            if whole_left is None and SOURCES.fullmatch(unnamed.of(self.text)) and len(right.of(self.text).split()) > 2:
                said = Said(Span(colon, colon + 1), unnamed, (), "statement.headline_colon", 0.6)
                self._emit((right,), "indirect", said, block)
                return True
            if whole_left is not None and PAPER_AFTER.match(right.of(self.text)):
                return False  # 'Joint staff: morning summary, 18 June'
            if whole_left is not None and not self._topic(left) and len(right.of(self.text).split()) > 2:
                self._emit(
                    (right,),
                    "indirect",
                    Said(Span(colon, colon + 1), whole_left[0], whole_left[1], "statement.headline_colon", 0.75),
                    block,
                )
                return True
            whole_right = self._whole(right)
            if whole_right is not None and len(left.of(self.text).split()) > 2:
                self._emit(
                    (clean(self.text, left),),
                    "indirect",
                    Said(Span(colon, colon + 1), whole_right[0], whole_right[1], "statement.headline_colon", 0.75),
                    block,
                )
                return True
            at = line.find(":", at + 1)
        dashed = DASHED_SOURCE.search(line) if block.kind == "headline" else None
        if dashed is not None and len(line[: dashed.start()].split()) > 3 and not re.search(r"\d", dashed.group("who")):
            who = Span(block.span.start + dashed.start("who"), block.span.start + dashed.end("who"))
            named = [a for a in self.actors if a.actor_ids and who.holds(a.span)]
            if SOURCE_NOUN.search(dashed.group("who")) or self._whole(who) is not None:
                said = Said(None, who, named[0].actor_ids if named else (), "statement.headline_dash", 0.7)
                content = clean(self.text, Span(block.span.start, block.span.start + dashed.start()))
                self._emit((content,), "indirect", said, block)
                return True
        topical = re.match(r"\s*(?P<who>\S.{1,40}?)\s+(?:on|says|about)\s.{3,80}?:\s*", line)
        if topical and block.kind != "body":
            speaker = self.speakers.mention(block.span.start, block.span.start + 30, nearest=True)
            if speaker and speaker[0].start - block.span.start < 4:
                content = clean(self.text, Span(block.span.start + topical.end(), block.span.end))
                colon = block.span.start + topical.end() - 2
                self._emit(
                    (content,),
                    "indirect",
                    Said(Span(colon, colon + 1), speaker[0], speaker[1], "statement.headline_topic_colon", 0.7),
                    block,
                )
                return True
        return False

    def _what_called(self, block: Block) -> None:
        """'what it called the violation of the truce': a claim inside narration."""
        for found in WHAT_CALLED.finditer(self.text, block.span.start, block.span.end):
            span = Span(*found.span("who"))
            named = [a for a in self.actors if a.span.end <= span.end and a.actor_ids and a.kind != "media"]
            inside = [a for a in named if span.touches(a.span)]
            sentence = self.text.rfind(". ", block.span.start, span.start)
            before = [a for a in named if a.span.start > sentence and a.span.end <= span.start]
            chosen = inside or (before[-1:] if SAME.fullmatch(found.group("who").strip()) else [])
            if not inside and not chosen:
                continue  # 'what activists described as': nobody whom the registry knows, and no words of his
            content = clean(self.text, Span(*found.span("content")))
            if not chosen or any(s.cue and s.cue.start == found.start("cue") for s in self.found):
                continue
            said = Said(Span(*found.span("cue")), span, chosen[-1].actor_ids, "statement.what_it_called", 0.75)
            self._emit((content,), "indirect", said, block)

    def _alleged(self, block: Block) -> None:
        """'an allegation from X that …': a noun that carries somebody's claim."""
        for found in ALLEGED.finditer(self.text, block.span.start, block.span.end):
            who = Span(*found.span("who"))
            named = [a for a in self.actors if a.actor_ids and who.touches(a.span)]
            content = clean(self.text, Span(*found.span("content")))
            if not named or any(s.content[0].touches(content) and s.speaker_ids for s in self.found):
                continue
            said = Said(Span(*found.span("cue")), named[-1].span, named[-1].actor_ids, "statement.allegation", 0.75)
            self._emit((content,), "indirect", said, block)

    def _told_to_them(self, block: Block) -> None:
        """'It was reported to the mission that …': by nobody who is named, and not by whoever was told."""
        for found in TOLD_TO_THEM.finditer(self.text, block.span.start, block.span.end):
            name = next(n for n in ("cue", "cue2", "cue3", "cue4") if found.group(n))
            content = clean(self.text, Span(*found.span("content")))
            if any(s.content[0].touches(content) for s in self.found) or any(
                q.holds(Span(*found.span(name))) for q in self.speakers.quotes
            ):
                continue
            who = Span(*found.span("who")) if found.group("who") else None
            named = [a for a in self.actors if a.actor_ids and who is not None and who.holds(a.span)]
            said = Said(
                Span(*found.span(name)), who, named[0].actor_ids if named else (), "statement.told_to_them", 0.7
            )
            self._emit((content,), "indirect", said, block)

    def _beside(self, quote: Span, sentence: Span, block: Block) -> bool:
        """'N, for his part: "…"', '"…" - this is what N had to say', without a verb of saying."""
        before, after = self.text[sentence.start : quote.start - 1].rstrip(), self.text[quote.end + 1 : sentence.end]
        named: list[ActorMention] = []
        rule = "statement.colon_quote"
        if before.endswith(":"):
            lead = [a for a in self.actors if sentence.start <= a.span.start and a.span.end <= quote.start - 1]
            named = [a for a in lead if a.actor_ids and not GOVERNED.search(self.text[max(0, a.span.start - 16) : a.span.start])]  # fmt: skip
        elif POINTS_AT.match(after):
            rule = "statement.quote_beside"
            named = [
                a for a in self.actors
                if a.actor_ids and a.kind != "media" and quote.end < a.span.start and a.span.end <= sentence.end
            ]  # fmt: skip
        if not named:
            return False
        people = [a for a in named if a.actor_ids[0] in self.speakers.people]
        who = (people or named)[0]
        self._take([quote])
        said = Said(None, who.span, who.actor_ids, rule, 0.7)
        self._emit((clean(self.text, quote),), "direct", said, block)
        return True

    def _whole(self, span: Span) -> tuple[Span, tuple[str, ...]] | None:
        """The mention that makes up a whole stretch but for an article."""
        for actor in self.actors:
            if span.holds(actor.span) and actor.actor_ids and actor.span.end >= span.end - 1:
                lead = self.text[span.start : actor.span.start].strip().casefold()
                if lead in ("", "the"):
                    return Span(span.start if lead else actor.span.start, actor.span.end), actor.actor_ids
        return None

    def _inside_quotes(self, quotes: list[Span], block: Block) -> None:
        """«…, said in the ministry. – …»: an attribution inside marks that never closed before it."""
        for quote in quotes:
            found = MT_INSIDE.search(self.text, quote.start, quote.end)
            if found is None:
                continue
            cue = Span(*found.span("cue"))
            named = self.speakers.mention(found.start("who") - 1, found.end("who") + 1, nearest=True)
            document = None if named else self.speakers.document(found.start("who"), found.end("who"))
            person = named and re.match(r"(?:said|stated)\s+in\s", found.group().lstrip(" ,.–—-")) is None
            span, ids = named or document or (None, self._owner(quote.start))
            if not named and not document:
                span = None
            self._take([quote])
            first, second = (
                clean(self.text, Span(quote.start, found.start())),
                clean(self.text, Span(found.end(), quote.end)),
            )
            self._emit(
                (first, second),
                "direct",
                Said(
                    cue,
                    span,
                    ids or self._owner(quote.start),
                    "statement.inside_marks" if person else "statement.inside_marks.office",
                    0.6,
                ),
                block,
            )
