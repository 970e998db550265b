"""Arabic verbs of saying, which come before their subject: 'وقال الناطق باسم الجيش، N، إن', and whose they are."""

from __future__ import annotations

from dataclasses import replace

from truceline.reading import quick_re as re
from truceline.reading.attribution import ARABIC_CLAUSE, Said, clean, strip_end
from truceline.reading.cue_speakers import PARTICIPLE, CueSpeakers, unvowelled
from truceline.reading.indirect_words import not_said
from truceline.reading.model import Block, Span
from truceline.reading.phrases import Match
from truceline.reading.speaker_papers import Speaker

OF_THEIRS = re.compile(r"(?<!\w)(?:باسم|وزير|مدير|قائد|رئيس|ممثل|مندوب)(?:ه|ها|هم)(?!\w)")
ONE_OF_BEFORE = re.compile(
    r"\s*|[وف]?ال\S+|\s*(?:(?:لل|لوكال|لقنا|لصحيف|لمراسل)[\u0621-\u064a]+|(?:في|خلال|عبر|أمام|عقب)\s)[^،.]*"
)  # the verb alone, or 'المصدر': whoever spoke before
ITS_RELATIVE = re.compile(r"[،,]\s*(?:وهو ما|وهو أمر|الأمر الذي|ما)\s+[^،,]{3,60}\s(?:الذي|التي|الذين)\s")
HEARS = re.compile(r"(?:(?<!\w)ل\s?|لمراسل\w*\s+|لوكالة\s+|لقناة\s+|لصحيفة\s+)$")
BEFORE_VERB = re.compile(r"\s*[،,]?\s*(?:قد\s+|ف|و|فقد\s+|من جهتها\s+|من جهته\s+|بدورها\s+|بدوره\s+)*")
DANGLING = re.compile(r"\s*[،,]\s*[وف]\s*$")  # the next clause's 'and'
RELATIVE_LEFT = re.compile(r"\s*[،,]?\s+(?:التي|الذي|الذين|والتي|والذي)\s+")
NEWS_CAME = re.compile(
    r"\s+(?:(?:إلى|من|في|عن|على)(?!\w)|ل[\u0621-\u064a]|(?:ال)?(?:بلاغ|نبأ|خبر|تقرير|معلومات|أنباء|اتصال|رسالة|إخطار|ذكر|اسم)(?!\w))"
)
BY_THAT = re.compile(r"\s(?:بأن|بأنه|بأنها|بأنهم)\s")
# 'وهو ما نفاه الناطق', 'وهو ادعاء كاذب': what somebody else makes of it
NO_LONGER_HIS = re.compile(
    r"\s*[،,]\s*(?:وهو|وهي|الأمر الذي)\s+(?:(?:ما\s+)?(?:نف|ينف|تنف|أكد|رفض|كذب|فند|أنكر|دحض|يتعذر|تعذر)[\u0621-\u0652]*|ما لم (?:يتسن|تؤكد|يؤكد|تعلق|يعلق)[\u0621-\u0652]*|(?:ادعاء|ادعاءات|زعم|مزاعم|اتهام|اتهامات|رواية)(?!\w))"
)
# a subject before its verb, known or not: 'أما إعلام النظام فزعم', 'وكان مصدر طبي قد أكد'
SUBJECT_FIRST = re.compile(
    r"(?<!\w)(?:[وف]?أما\s+(?P<who>[^،,.؛:]{3,70}?)\s*[،,]?\s+ف$|[وف]?كان(?:ت)?\s+(?P<who2>[^،,.؛:]{3,70}?)(?:\s+قد)?\s+$)"
)
WHEN_ONLY = re.compile(r"\s*(?:(?:يوم|مساء|صباح|أمس|اليوم|ال\w+|إلى|على|في|بيان|عن|لاحقا|سابقا|أيضا|،)\s*){0,4}")
ARABIC_AND_NAME = re.compile(r"\s+و|\s*[،,]\s*و?")
ARABIC_AND_THAT = re.compile(r"\s*[،,]?\s+(?P<joint>و(?:أن|إن|بأن)(?:ه|ها|هم|هما)?)\s+")
FURTHER_VERB = re.compile(r"[،,]\s*(?P<while>(?:فيما|بينما|في حين|في المقابل|لكن|كما|ثم)\s+)?[وف]?$")
FIRST_IN_ARABIC = re.compile(
    r"[\s\W]*(?:[وف]?أما\s+(?:[\u0621-\u064a]+\s+){0,7}|(?:[وف]?(?:كان|كانت|لكن|غير أن|إلا أن|بينما|فيما)\s+)?(?:[\u0621-\u064a]+\s+){0,2})"
)


TO_THE_CLAUSE = re.compile(
    r"\s*[،,]?\s*(?<![\u0621-\u0652])(?:إلى|على|عن|في بيان(?: لها| له| لهم)?|في تصريح)?\s*[،,]?\s*$"
)
# 'وأفاد مراسلنا نقلا عن مصدر في الشرطة بأن …': who is cited, behind who passes it on
CITED_IN = re.compile(r"(?<![\u0621-\u0652])(?:نقلا|نقلاً)\s+عن\s+(?P<who>[^.،؛:]{3,80}?)\s*(?:بأن|أن|إن|:)?\s*$")


def without_preposition(text: str, who: Span) -> Span:
    """'لفتت البعثة، إلى أنه', 'أشار المصدر إلى "…"': whoever speaks, without what leads to the clause."""
    tail = TO_THE_CLAUSE.search(text, who.start, who.end)
    return Span(who.start, tail.start()) if tail is not None and tail.start() > who.start else who


OF_SOMETHING = re.compile(r"\s*(?:ب(?!أن|أنه|أنها|اسم)[\u0621-\u064a]{3,}|عن|إلى)\s")
ACCUSES = re.compile(r"[وف]?(?:اتهم|[يت]تهم|متهم)")


class VerbFirst(CueSpeakers):
    """Shared by the finder of statements."""

    def _arabic(self, cue: Span, sentence: Span, block: Block) -> bool:
        """'Said the spokesman of the army, N, that …': the verb comes first, the clause after its particle."""
        found = ARABIC_CLAUSE.match(self.text, cue.end, sentence.end)
        if found is None:
            return False
        who = Span(*found.span("who"))
        if self.own_end(cue.end, found.end(), cue) < who.end:
            return False  # 'دعت البعثة إلى هدنة، مشيرة إلى أنها': the clause is that of a further verb
        if any(who.start <= q.start <= who.end and found.end() <= q.end for q in self.quotes):
            return False  # 'قال الناطق: "نؤكد أن …"': the clause is one of the quotation
        if unvowelled(cue.of(self.text)) == "ورد" and (
            BY_THAT.search(self.text, who.end, found.end()) is None or NEWS_CAME.match(self.text, cue.end)
        ):
            return False  # 'ورد أن', 'ورد بلاغ بأن': it arrived, nobody answers
        if ITS_RELATIVE.search(self.text, who.start, who.end):
            return False  # 'اتهم سكان N بقصف …، وهو ما نفاه M الذي قال إن': the clause is M's
        who = self.passed_on(cue, who) or self.cited_in(who) or without_preposition(self.text, who)
        content = clean(self.text, Span(found.end(), self.own_end(found.end(), strip_end(self.text, sentence), cue)))
        if content.end - content.start < 8:
            return False
        whole = next((q for q in self.quotes if q.start == content.start and q.end >= content.end - 2), None)
        content = clean(self.text, whole) if whole is not None else content
        self._take([q for q in self.quotes if content.holds(q)])
        adding = self._participle(cue, sentence)
        if adding is not None and len(who.of(self.text).split()) <= 3:  # '، مشيرة إلى أنها'
            self._told_in_parts(content, Said(cue, adding[0], adding[1], "statement.verb_second", 0.75), block)
            return True
        left = self._before_arabic(cue, sentence)
        if left is not None and OF_SOMETHING.match(who.of(self.text)):  # 'وكان المرصد أفاد بمقتل … يرجح أنها'
            told = clean(self.text, Span(cue.end, content.end))
            self._told_in_parts(told, Said(cue, left[0], left[1], "statement.verb_second", 0.75), block)
            return True
        charged = ACCUSES.match(unvowelled(cue.of(self.text))) is not None  # 'أما N فاتهم M بأنها': M is accused
        if left is not None and (charged or WHEN_ONLY.fullmatch(who.of(self.text))):
            self._told_in_parts(content, Said(cue, left[0], left[1], "statement.verb_second", 0.75), block)
            return True
        inside = [
            a
            for a in self.actors
            if who.holds(a.span)
            and a.actor_ids
            and not (a.kind == "media" and HEARS.search(self.text[who.start : a.span.start]))
            and not (
                (a.kind == "metonym" or a.rule == "actor.state")
                and a.span.start - who.start > 3
                and self.text[: a.span.start].rstrip()[-1:] not in (",", "،")
            )
        ]
        people = [a for a in inside if a.actor_ids[0] in self.lexicons.people]
        chosen = (people or inside)[:1]
        theirs = (
            ONE_OF_BEFORE.fullmatch(who.of(self.text)) is not None or OF_THEIRS.search(who.of(self.text)) is not None
        )
        ids = chosen[0].actor_ids if chosen else (self._verb_before(cue) or self._owner(cue.start)) if theirs else ()
        if chosen and not people:  # 'الرياض وواشنطن': two speakers
            named = [a for a in self.actors_at.inside(Span(chosen[0].span.end, who.end)) if a.actor_ids]
            joined = named and ARABIC_AND_NAME.fullmatch(self.text, chosen[0].span.end, named[0].span.start)
            ids = (*ids, *named[0].actor_ids) if joined else ids
        span = who if who.end > who.start else None
        if theirs and not chosen and (before := [s for s in self.found if s.speaker and s.speaker.end <= cue.start]):
            span = before[-1].speaker  # 'وقال لوكالة سانا إن': whoever spoke before, and not who hears it
        self._told_in_parts(content, Said(cue, span, ids, "statement.verb_first", 0.8), block)
        return True

    def _only_passes(self, match: Match, sentence: Span) -> bool:
        """'أفادت الوكالة أنه قالت البعثة إن': the clause opens with a verb of saying, whose subject speaks."""
        if not_said(self.text, Span(match.start, match.end), sentence.end):
            return True
        if self.text[match.start] < "\u0600":
            return False
        found = ARABIC_CLAUSE.match(self.text, match.end, sentence.end)
        return found is not None and any(
            c.start - found.end() in (0, 1) and s in ("strong", "weak")
            for c, s in self.cues_in(Span(found.end(), sentence.end))
        )

    def cited_in(self, who: Span) -> Span | None:
        """The one cited within a subject phrase, if any."""
        found = CITED_IN.search(self.text, who.start, who.end)
        return Span(*found.span("who")) if found else None

    def own_end(self, start: int, end: int, cue: Span) -> int:
        """Where the words behind an Arabic verb end: before a further verb of saying behind a comma, its 'and' joined to it.

        A participle always tells the speaker's next words, a verb that opens a clause of its own too; any other only when
        it agrees with the first in gender and number.
        """
        for match, strength in self.cues_in(Span(start, end)):
            lead = FURTHER_VERB.search(self.text, max(start, match.start - 16), match.start)
            if (
                strength not in ("strong", "weak")
                or lead is None
                or lead.end() != match.start
                or match.start - start < 8
            ):
                continue
            if any(q.start <= match.start < q.end for q in self.quotes):
                continue
            word = unvowelled(self.text[match.start : match.end])
            agrees = word.endswith("ت") == cue.of(self.text).endswith("ت") and not word.endswith("وا")
            opens = ARABIC_CLAUSE.match(self.text, match.end, end) is not None
            if PARTICIPLE.fullmatch(word) or opens or (agrees and not lead.group("while")) or lead.group("while"):
                end = lead.start()
                break
        tail = NO_LONGER_HIS.search(self.text, start, end)
        if tail is None and (dangling := DANGLING.search(self.text, start, end)) is not None:
            return dangling.start()
        return end if tail is None or any(q.start <= tail.start() < q.end for q in self.quotes) else tail.start()

    def _told_in_parts(self, content: Span, said: Said, block: Block) -> None:
        """'أن A، وأن B': two statements of one verb."""
        start = content.start
        for joint in ARABIC_AND_THAT.finditer(self.text, content.start + 12, content.end - 8):
            if (
                joint.start() - start < 12
                or len(self.text[joint.end() : content.end].split()) < 4
                or any(q.start <= joint.start() < q.end for q in self.quotes)
            ):
                continue
            self._emit((clean(self.text, Span(start, joint.start())),), "indirect", said, block)
            said, start = replace(said, cue=Span(*joint.span("joint"))), joint.end()
        self._emit((clean(self.text, Span(start, content.end)),), "indirect", said, block)

    def _same_mouth(self, cue: Span) -> tuple[str, ...]:
        """Whoever spoke in the sentence so far, else in the statement before."""
        begin = max(self.text.rfind(". ", 0, cue.start), self.text.rfind("\n", 0, cue.start)) + 1
        spoke = [s for s in self.found if s.cue is not None and begin <= s.cue.start < cue.start]
        return spoke[-1].speaker_ids if spoke else self._owner(cue.start)

    def _verb_before(self, cue: Span) -> tuple[str, ...]:
        """'نفى الناطق … استهداف المطار، وقال إن': who stands behind the first verb of the sentence says the second too."""
        start = max(self.text.rfind(". ", 0, cue.start), self.text.rfind("\n", 0, cue.start)) + 1
        verbs = [m for m, _ in self.cues_in(Span(start, cue.start))]
        if not verbs:
            return ()
        inside = [a for a in self.actors_at.inside(Span(verbs[-1].end, cue.start)) if a.actor_ids and a.kind != "media"]
        near = [a for a in inside if a.span.start - verbs[-1].end < 70]
        people = [a for a in near if a.actor_ids[0] in self.lexicons.people]
        return (people or near)[0].actor_ids if near else ()

    def _arabic_quote(self, cue: Span, quotes: list[Span], block: Block) -> bool:
        """'وقال مدير المرصد لوكالة فرانس برس "…"': whoever stands between the verb and the quotation."""
        quote = next((q for q in quotes if 0 < q.start - cue.end < 130), None)
        if quote is None or quote.end - quote.start < 12:
            return False
        who = clean(self.text, Span(cue.end, quote.start - 1))
        who = self.cited_in(who) or without_preposition(self.text, who)
        words = who.of(self.text)
        if words in ("إلى", "على", "عن"):  # 'مشيرة إلى "…"': whoever spoke before it
            said = Said(cue, None, self._same_mouth(cue), "statement.verb_first_quote", 0.7)
            self._take([quote])
            self._emit((clean(self.text, quote),), "direct", said, block)
            return True
        if not words or re.search(r"[.؛]|\s(?:إن|أن|أنه|أنها|بأن)\s", f" {unvowelled(words)} ") or self._taken(quote):
            return False
        inside = [a for a in self.actors if who.holds(a.span) and a.actor_ids and a.kind != "media"]
        people = [a for a in inside if a.actor_ids[0] in self.lexicons.people]
        ids = (people or inside)[0].actor_ids if inside else ()
        if not inside and ONE_OF_BEFORE.fullmatch(words) and not words.startswith("ال"):  # 'وقال للصحفيين: "…"'
            ids = self._verb_before(cue) or self._owner(cue.start)
        self._take([quote])
        said = Said(cue, who, ids, "statement.verb_first_quote", 0.8)
        self._emit((clean(self.text, quote),), "direct", said, block)
        return True

    def _taken(self, quote: Span) -> bool:
        raise NotImplementedError

    def _take(self, quotes: list[Span]) -> None:
        raise NotImplementedError

    def _before_arabic(self, cue: Span, sentence: Span) -> Speaker | None:
        """'أما دمشق فنفت', 'وكانت القوات قد اتهمت', 'الجيش أعلن': a subject before its verb."""
        left = [a for a in self.actors_at.inside(Span(sentence.start, cue.start)) if a.actor_ids]
        if left and RELATIVE_LEFT.fullmatch(self.text, left[-1].span.end, cue.start):
            return left[-1].span, left[-1].actor_ids  # 'نفته الحركة التي قالت إن'
        if not left or not BEFORE_VERB.fullmatch(self.text, left[-1].span.end, cue.start):
            described = SUBJECT_FIRST.search(self.text, sentence.start, cue.start)  # 'أما إعلام النظام فزعم'
            return (Span(*described.span("who" if described.group("who") else "who2")), left[0].actor_ids if left and left[0].span.start - described.start("who" if described.group("who") else "who2") < 4 else ()) if described else None  # fmt: skip
        lead = re.split(r"\s[-–—]\s|:\s", self.text[sentence.start : left[-1].span.start])[-1]
        if not FIRST_IN_ARABIC.fullmatch(lead):
            return None
        return left[-1].span, left[-1].actor_ids
