"""Whoever is cited: 'according to N, …', 'selon N', 'по данным N', and what passives tell was said by somebody."""

from __future__ import annotations

from truceline.reading import quick_re as re
from truceline.reading.attribution import ARABIC_CLAUSE, CLAUSE_START, Said, clean, strip_end
from truceline.reading.indirect_words import (
    APPOSED_NAME,
    CITING,
    NAMED_SOURCE,
    OF_THE_SOURCE,
    OF_WHOM_ONE,
    PART_OF_IT,
    PRONOUN_NEXT,
    PRONOUN_WORDS,
    RUSSIAN_PAST,
    VERB_OF_SOURCE,
)
from truceline.reading.model import Block, Span
from truceline.reading.phrases import Match
from truceline.reading.statement_reach import Reach

# 'according to a preliminary toll': whose it is stays open
NO_MOUTH = re.compile(
    r"(?:an?|the)\s+(?:(?:preliminary|initial|provisional|first|early|latest|new|updated|final|official|draft|agreed|\w+-point)\s+)*(?:toll|death toll|count|tally|plan|schedule|timetable|roadmap|estimate)",
    re.I,
)
ISSUED = re.compile(
    r"\s(?:has\s+|had\s+|have\s+|also\s+)*(?:issued|released|published|made|circulated|posted)\s+(?:an?|the|its)\s+(?:\w+\s+)?(?:statement|report|communiqu[eé]|bulletin|note|letter)\s*,?\s*$"
)
# between a verb of saying and 'نقلا عن': it told something by itself
TELLS_ALREADY = re.compile(r"\s(?:بأن|أن|إن|أنه|إنه|أنها|إنها|عن|ب[\u0621-\u064a]{3,})\s|[،؛:]")


# who is cited, up to the comma before the main verb
ASIDE_ENDS = re.compile(r"[^;.,]{2,90},\s+(?:a\s+|ont\s+|has\s+|have\s+|had\s+|also\s+)?")
FIRST_NAMES = re.compile(r"\s+(?:[A-ZÀ-ÝА-ЯЁ][\w.’'-]*\s+){0,3}")  # and a rank: 'генерала Сергея'


class According(Reach):
    """Shared by the finder of statements."""

    def _begin(self, start: int, block: Block) -> int:
        raise NotImplementedError

    def told_behind(self, cue: Span, sentence: Span) -> int | None:
        """Where the clause of the main verb begins, when who is cited stands between it and its subject."""
        lead = self.text[sentence.start : cue.start].rstrip()
        if not lead.endswith(",") or not 0 < len(lead.split()) <= 10:
            return None
        for verb, strength in self.cues_in(Span(cue.end, sentence.end)):
            if strength in ("strong", "quoted") and ASIDE_ENDS.fullmatch(self.text, cue.end, verb.start):
                clause = CLAUSE_START.match(self.text, verb.end, sentence.end)
                return clause.end() if clause is not None else verb.end
        return None

    def cites_as_proof(self, cue: Span, sentence: Span) -> bool:
        raise NotImplementedError

    def _according(self, match: Match, sentence: Span, block: Block) -> bool:
        cue = Span(match.start, match.end)
        if CITING.fullmatch(self.text, cue.start, cue.end) and self.cites_as_proof(cue, sentence):
            return False
        verb = VERB_OF_SOURCE.match(self.text, cue.end, sentence.end)
        cue = Span(cue.start, verb.end()) if verb is not None else cue
        if cue.of(self.text).startswith(("نقلا", "طبقا", "وفقا", "وفق", "بحسب", "حسب")) and self._told_on(
            cue, sentence
        ):
            return False
        theirs = PRONOUN_WORDS.search(cue.of(self.text))
        beside = PRONOUN_NEXT.match(self.text, cue.end, sentence.end)
        speaker: tuple[Span, tuple[str, ...]] | None
        if theirs or beside:
            speaker = (
                (Span(*beside.span("who")) if beside else Span(cue.start + (theirs.start() if theirs else 0), cue.end)),
                (),
            )
        elif (relative := OF_WHOM_ONE.match(self.text, cue.end, sentence.end)) is not None:
            return self._of_whom(cue, relative.end(), sentence, block)
        else:
            speaker = self.speakers.source(cue.end, sentence.end)
        unknown = NAMED_SOURCE.match(self.text, cue.end, sentence.end) if speaker is None else None
        if (
            unknown is not None
            and self.text[unknown.end() : unknown.end() + 1] not in (",", "،")
            and CITING.fullmatch(self.text, cue.start, cue.end)
        ):
            unknown = None  # 'denied passage, citing security reasons'
        if unknown is not None and NO_MOUTH.fullmatch(unknown["who"]):
            return False
        if unknown is not None:
            speaker = Span(*unknown.span("who")), ()  # 'По словам очевидцев, …': his words, and no id
        if speaker is None or PART_OF_IT.search(self.text, sentence.start, cue.start):
            return False
        span, ids = self._person_behind(speaker)
        if ids == () and (theirs or beside):
            known = [a for a in self.actors if a.span.touches(span) and a.kind == "pronoun"]
            just = self._who_just_spoke(sentence) if cue.start - sentence.start < 4 else None
            ids = (
                just
                if just is not None
                else known[0].actor_ids
                if known
                else self._subject_of(cue, sentence) or self._owner(cue.start)
            )
        behind = span.end
        rest = self.text[behind : strip_end(self.text, sentence)]
        comma = rest.find(",")
        if comma < 0 and (whose := OF_THE_SOURCE.match(rest)) is not None:
            comma = whose.end() - 1
        lead_in = clean(self.text, Span(sentence.start, cue.start))
        named = [a for a in self.actors_at.inside(lead_in) if a.span.end >= lead_in.end - 1]
        if named and self.text[: cue.start].rstrip()[-1:] not in ",(" and len(lead_in.of(self.text).split()) <= 4 and RUSSIAN_PAST.search(self.text, cue.end, sentence.end) and not RUSSIAN_PAST.search(lead_in.of(self.text)):  # fmt: skip
            return False  # 'Президент со ссылкой на доклад насчитал': the subject, and nothing told yet
        named_beside = APPOSED_NAME.match(rest)
        if named_beside is not None:
            comma = named_beside.end() - 1
            span, ids = self._with_name(span, ids, named_beside.end() - 1)
        told = self.told_behind(cue, sentence) if CITING.fullmatch(self.text, cue.start, cue.end) else None
        if told is not None:  # 'The agency, citing N, reported that'
            content = clean(self.text, Span(told, strip_end(self.text, sentence)))
        elif cue.start - sentence.start < 4 or self.text[sentence.start : cue.start].rstrip().endswith(":"):
            content = clean(
                self.text,
                Span(behind + (comma + 1 if named_beside or 0 <= comma < 60 else 0), strip_end(self.text, sentence)),
            )
        elif (opened := self._opened_by(cue, sentence)) is not None:
            content = clean(self.text, Span(opened(span.end), strip_end(self.text, sentence)))
        else:
            begin = max(
                self._begin(sentence.start, block), self._own_part(sentence, cue), self._behind_another(sentence, cue)
            )
            content = clean(self.text, Span(begin, self._relay(sentence, cue)))
            parts = self._around(content, cue, span, sentence)
            if len(parts) > 1 and sum(p.end - p.start for p in parts) >= 12:
                self._emit(parts, "indirect", Said(cue, span, ids, "statement.according_to", 0.85), block)
                return True
        if content.end - content.start < 12:
            return False
        self._emit((content,), "indirect", Said(cue, span, ids, "statement.according_to", 0.85), block)
        return True

    def cues_in(self, sentence: Span) -> list[tuple[Match, str]]:
        raise NotImplementedError

    def _told_on(self, cue: Span, sentence: Span) -> bool:
        """'وأفاد مراسلنا نقلا عن مصدر بأن …': a verb of saying stands before, with its clause behind whom it cites."""
        verbs = [m for m, s in self.cues_in(Span(sentence.start, cue.start)) if s == "strong"]
        return bool(
            verbs
            and cue.start - verbs[-1].end < 60
            and not TELLS_ALREADY.search(self.text[verbs[-1].end : cue.start].rstrip(" ،"))
            and ARABIC_CLAUSE.match(self.text, cue.end, sentence.end)
        )

    def _who_just_spoke(self, sentence: Span) -> tuple[str, ...] | None:
        """'His words' are those of whoever spoke in the sentence right before, known or not; None where nobody did."""
        before = [s for s in self.found if s.role == "body" and s.cue is not None and s.speaker is not None]
        last = max(
            (s for s in before if s.content[-1].start < sentence.start), key=lambda s: s.content[-1].end, default=None
        )
        if last is None or last.speaker is None or last.cue is None:
            return None
        told_until = max(last.content[-1].end, last.cue.end, last.speaker.end)
        near = 0 <= sentence.start - told_until < 6 and last.content[0].start < sentence.start
        return last.speaker_ids if near else None

    def _person_behind(self, speaker: tuple[Span, tuple[str, ...]]) -> tuple[Span, tuple[str, ...]]:
        """'По словам главы МИД РФ Сергея Лаврова': the person right behind the body speaks."""
        span, ids = speaker
        behind = next((a for a in self.actors_at.inside(Span(span.end, span.end + 60)) if a.actor_ids), None)
        known = behind is not None and behind.actor_ids[0] in self.speakers.people
        if (
            behind is None
            or not known
            or FIRST_NAMES.fullmatch(self.text, span.end, behind.span.start) is None
            or set(ids) & self.speakers.people
        ):
            return speaker
        return Span(span.start, behind.span.end), behind.actor_ids

    def _with_name(self, span: Span, ids: tuple[str, ...], length: int) -> tuple[Span, tuple[str, ...]]:
        """'the head of the mission, N N,': the name belongs to the source, and is who speaks when he is known."""
        whole = Span(span.start, span.end + length)
        people = [
            a
            for a in self.actors_at.inside(Span(span.end, whole.end))
            if a.actor_ids and a.actor_ids[0] in self.speakers.people
        ]
        return whole, people[0].actor_ids if people else ids

    def _of_whom(self, cue: Span, begin: int, sentence: Span, block: Block) -> bool:
        """'« … », craint N, selon qui des milliers ont fui': whoever spoke before it in the sentence."""
        spoke = [s for s in self.found if s.speaker is not None and sentence.start <= s.speaker.start < cue.start]
        content = clean(self.text, Span(begin, strip_end(self.text, sentence)))
        if content.end - content.start < 12 or any(s.content[0] == content for s in self.found[-3:]):
            return False
        who, ids = (spoke[-1].speaker, spoke[-1].speaker_ids) if spoke else (None, ())
        issued = ISSUED.search(self.text, sentence.start, cue.start) if not spoke else None
        if issued is not None:  # 'N issued a statement according to which'
            named = [a for a in self.actors_at.inside(Span(sentence.start, issued.start())) if a.actor_ids]
            who, ids = (named[-1].span, named[-1].actor_ids) if named else (None, ())
        self._emit((content,), "indirect", Said(cue, who, ids, "statement.according_to", 0.7), block)
        return True

    def _passive(self, match: Match, sentence: Span, before: Span | None, block: Block) -> bool:
        speaker = self.speakers.mention(match.end, sentence.end, nearest=True) or self.speakers.document(
            match.end, sentence.end
        )
        short = match.start - sentence.start < 25
        if speaker is None or (short and before is None):
            return False
        source = before if short and before is not None else Span(sentence.start, match.start)
        content = clean(self.text, Span(self._begin(source.start, block), strip_end(self.text, source)))
        words = match.phrases[0].written.split()
        cue_start = self.text.find(words[1], match.start, match.end)
        self._emit(
            (content,),
            "indirect",
            Said(
                Span(max(cue_start, match.start), max(cue_start, match.start) + len(words[1])),
                speaker[0],
                speaker[1],
                "statement.passive",
                0.8,
            ),
            block,
        )
        return True
