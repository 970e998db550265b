"""Statements by shapes of their own: headlines with a colon, 'what it called', attributions inside marks."""

from __future__ import annotations

import re

from truceline.reading.attribution import ALLEGED, MT_INSIDE, WHAT_CALLED, Said, clean
from truceline.reading.model import ActorMention, Block, Span, Statement
from truceline.reading.speakers import Speakers

TURN = re.compile(r"(?:\W*\d{1,2}[:.]\d{2}\s*(?:h|hrs)?\W*)?(?P<who>[^\W\d_][\w’'() -]{2,60}?)\s*:(?=\s)")
PAPER_AFTER = re.compile(
    r"(?:\w+\s+){0,3}?(?:report|bulletin|update|summary|statement|press release|communiqu[ée]|сводка|бюллетень|брифинг|заявление|отч[её]т|communiqué|bulletin|bilan|بيان|تقرير|نشرة)(?!\w)(?=[^.!?]{0,50}$)",
    re.I,
)
SAME = re.compile(r"(?:it|they|he|she|the (?:group|army|mission|ministry|government|statement|report))", re.I)
ROLE_LABEL = re.compile(
    r"(?<!\w)(?:callers?|operators?|duty officer|witness|resident|informant|interviewer|interviewee|respondent|question|answer|(?:liaison )?officer|оператор|звонящ\w+|заявител\w+|абонент|дежурн\w+|очевидец|жител\w*|appelante?|opérat\w+|témoin|habitante?|ال?متصلة?|ال?مشغل|ال?موظف|ال?شاهد)(?!\w)",
    re.I,
)


class Shapes:
    """Shared by the finder of statements, which holds the text and what was found so far."""

    text: str
    actors: list[ActorMention]
    found: list[Statement]
    last_ids: tuple[str, ...]
    speakers: Speakers

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

    def _labelled(self, block: Block) -> bool:
        """'Caller: we are being shelled': a line of a transcript; whoever asks claims nothing."""
        if block.kind not in ("body", "subhead"):
            return False
        found = TURN.match(self.text, block.span.start, block.span.end)
        if found is None:
            return False
        who, content = Span(*found.span("who")), clean(self.text, Span(found.end(), block.span.end))
        named = next((a for a in self.actors if a.actor_ids and who.holds(a.span)), None)
        role = ROLE_LABEL.search(found.group("who"))
        if content.end - content.start < 8 or (role is None and (named is None or who.end - named.span.end > 2)):
            return False
        asked = self.text[content.start : block.span.end].rstrip().endswith(("?", "؟"))
        said = Said(
            Span(found.end() - 1, found.end()),
            who,
            named.actor_ids if named else (),
            "statement.transcript",
            0.75,
            asked,
        )
        self._emit((content,), "direct", said, block)
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
