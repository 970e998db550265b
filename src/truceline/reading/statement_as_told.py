"""Speakers by the place they hold in a sentence, known or not: 'as N put it', 'were accused by N of', ', N said', 'N's claim that'.

No list of people or bodies is asked: whoever stands where a subject stands is one, and keeps his words.
"""

from __future__ import annotations

from truceline.reading import quick_re as re
from truceline.reading.attribution import Said, clean, strip_end
from truceline.reading.cue_speakers import AS_SOMEBODY, SHOWS
from truceline.reading.model import Block, Span
from truceline.reading.phrases import Match
from truceline.reading.speaker_papers import Speaker
from truceline.reading.statement_quotes import Quotations

OPENS_AS = re.compile(r"\W*(?P<as>As|Just as|Как|Так, как|Comme|كما|مثلما|حسبما)\s+")
AS_LEFT = re.compile(r"(?:^|[,،(–—]\s*)(?P<as>as|как|comme|ainsi que|كما|مثلما|حسبما)\s+(?P<who>[^,،;:.]{0,80})$", re.I)
# what stands between a subject and its verb: auxiliaries, adverbs, days
BEFORE_A_VERB = re.compile(
    r"(?:\s+(?:also|has|have|had|later|then|again|further|separately|meanwhile|in turn|for (?:his|her|its|their) part|(?:late |early )?(?:on )?\w+day(?: (?:morning|evening|night|afternoon))?|\w+ly|today|yesterday"
    r"|также|ранее|позже|вновь|снова|затем|сегодня|вчера|накануне|в свою очередь|при этом|(?:в|во) (?:понедельник|вторник|среду|четверг|пятницу|субботу|воскресенье)"
    r"|également|aussi|ensuite|hier|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|pour sa part|de son côté|l['’]))+\s*$",
    re.I,
)
NO_FIRST = re.compile(
    r"(?:which|who|whom|whose|that|what|where|when|while|if|because|although|though|as|it|he|she|they|we|i|you|there|this|these|those|such|not|no|never|nor|neither|adding|citing|according|including|having|being|to|in|on|at|by|from|of|with|for|about|after|before|during|since|until|against|near|over|under|without|through|among|between|but|so|then|also|later|however|meanwhile|moreover|instead|indeed|still|yet|only|even|just|what"
    r"|что|котор\w+|где|когда|если|он|она|оно|они|это|в|во|на|по|с|со|из|от|до|для|за|при|после|о|об|к|ко|у|не|ни|но|а|также|однако|затем|потом|ранее|как|чтобы|сообщ\w+"
    r"|que|qui|dont|où|quand|si|il|elle|ils|elles|on|nous|ce|cela|ceci|à|au|aux|dans|en|de|du|des|par|pour|sur|avec|sans|après|avant|lors|mais|et|donc|ne|n|pas|aussi|ensuite|selon)(?![\w’'])",
    re.I,
)
FINITE_INSIDE = re.compile(
    r"(?<!\w)(?:is|are|was|were|has|have|had|will|would|can|could|may|might|must|should|did|does|do|be|been|(?-i:[a-z]{2,}ed)(?!\s+(?:by|in|from|at|near|on|to|with|for|against|as|of|into|outside)\b)"
    r"|est|sont|était|étaient|(?<=\w\s)a(?=\s+(?:\w+é|dit|fait|mis|pris|vu|eu|tenu|reçu)s?\b)|ont|avait|avaient|sera|seront|aurait|был[аио]?|будет|будут|[а-яё]{2,}(?:ли|лось|лись|лась))(?!\w)",
    re.I,
)
DETERMINED = re.compile(
    r"(?:the|an?|its|their|his|her|our|one|two|three|four|five|six|several|some|many|most|other|another|both|all|\d+|le|la|les|une?|des|deux|trois|plusieurs|certains|son|sa|leur|l['’])(?![\w])",
    re.I,
)
JOINTS = re.compile(r"[,;:—–“”\"«»()]|\s-|\b(?:and|but|while|и|а|но|et|mais)\b")
DONE_BY = re.compile(
    r"(?:\s+on\s+(?P<on>[^.;,]{2,60}?))?\s+(?:on \w+day\s+|(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)\s+)?(?:by|par)\s+(?P<who>[^.;]{2,90}?)(?:\s+(?:of|for|with|as|de|d['’])\s*(?P<rest>[^.;]*))?(?=[.;]|$)"
)
BEEN = re.compile(
    r"(?P<be>(?<!\w)(?:is|are|was|were|been|being|has been|have been|had been|est|sont|était|étaient|fut|furent|(?:a|ont|avait|avaient) été))\s+(?:also\s+|again\s+|\w+ly\s+)?$"
)
_TOLD = r"claims?|allegations?|reports?|statements?|accusations?|assertions?|complaints?|contentions?|charges?"
_VIEW = r"answer|account|position|view|version|claim|reply|response|contention|explanation|story|argument"
OWN_NOUN = re.compile(
    rf"(?P<who>(?:[^\W\d_][\w’'-]*\s+){{0,5}}?[^\W\d_][\w-]*)[’']s?\s+(?:\w+\s+)?(?P<cue>{_TOLD})\s+(?:that)\s+(?P<content>[^\n.]{{8,260}})"
    rf"|(?P<who2>(?:[^\W\d_][\w’'-]*\s+){{0,5}}?[^\W\d_][\w-]*)[’']s?\s+(?:\w+\s+)?(?P<cue2>{_VIEW})\s+(?:is|was|remains|has been)\s+that\s+(?P<content2>[^\n.]{{8,260}})"
)
# what it cannot do without, begun with a mark that is rare: the names before it are looked for only where this stands
OWN_NOUN_HEAD = re.compile(
    rf"[’']s?\s+(?:\w+\s+)?(?:(?:{_TOLD})\s+that|(?:{_VIEW})\s+(?:is|was|remains|has been)\s+that)\s"
)
# ', whose source is N', '(source: N)'
SOURCE_LABEL = re.compile(
    r"[(\[]\s*(?:source|sources|источник|المصدر|مصدر)\s*:\s*(?P<who>[^()\[\]\n]{2,70})[)\]]|(?<=[.!?] )(?:Source|Sources|Источник|المصدر)\s*:\s*(?P<who2>[^\n]{2,70}?)\.?\s*$",
    re.I | re.MULTILINE,
)
PER = re.compile(r"(?:Per|per)\s+(?P<who>[^,.;:\d]{3,70}),\s")
WHO_DID = re.compile(r"(?<=\w)\s+(?:who|which|qui)\s+[^,;:\"“”«»]{3,90}$")
TOO_LONG = 13  # words: no name of a speaker


# 'Two drivers, reached by phone, said', 'A and B, asked separately, each said'
ASIDE_LEFT = re.compile(
    r"(?P<who>[^,;:]{3,150}),\s+(?:\w+ly\s+)?(?:for (?:his|her|its|their) part|pour (?:sa|leur) part|de (?:son|leur) côté|citing|quoting|invoking|relaying|citant|invoquant|relayant|reprenant|ссылаясь|asked|reached|contacted|questioned|interviewed|called|met|visited|heard|quoted|joint|jointe|joints|jointes|interrogé|interrogée|interrogés|interrogées|contacté|contactée|contactés|contactées|опрошенн\w+|спрошенн\w+|(?:who|whom|whose|which|que|qui|dont|(?:[а-я]{1,2}\s+)?котор\w+)(?=\s)|qu(?=['’]))(?:['’\s]+[^,;:\"“”«»]{2,80})?,\s+(?:(?:each|both|all|also|chacun|tous|оба|все)\s+)?"
)


# '"…," one of them, N N, told journalists'
NAMED_ONE = re.compile(
    r"[\s,\"”»]*(?P<who>(?:one of (?:them|the \w+)|an?\s[\w-]+(?:\s[\w-]+){0,4}|l['’]un d['’]eux|un(?:e)?\s[\w-]+(?:\s[\w-]+){0,4}|один из них)),\s+(?:[A-ZÀ-ÝА-ЯЁ][\w’'-]+\s?){1,4},\s+"
)
# ', rebels and a monitoring group said'
TWO_SUBJECTS = re.compile(
    r",\s(?P<who>(?:(?:the|an?|some|several|two|both)\s)?(?:(?!(?:and|but|who|which|that|was|were|is|are|had|has|have|in|on|at|to)\s)[\w’'-]+\s){1,4}and\s(?:(?!(?:and|but|who|which|that|was|were|is|are|had|has|have|then|also|later)\s)[\w’'-]+\s){1,5})$"
)
TWO_JOINED = re.compile(r"\s+(?:and|et|и)\s+(?=(?:an?|the|une?|le|la)\s|[а-яё])")
A_COMMA = re.compile(r"[,،](?!\d)")


class AsTold(Quotations):
    """Shared by the finder of statements."""

    def subject_phrase_before(self, cue: Span, sentence: Span) -> Speaker | None:
        """', a hospital administrator said': the words between the last joint and the verb, when they can be a subject."""
        lead = self.text[sentence.start : cue.start]
        if cue.of(self.text).split()[0].endswith("ing"):
            return None  # 'the reporting period'
        aside = self.before_aside(cue, sentence)
        if aside is not None:
            return aside
        two = TWO_SUBJECTS.search(lead)
        if (
            two is not None
            and FINITE_INSIDE.search(two.group("who")) is None
            and not lead[: two.start()].endswith("said")
        ):
            span = Span(sentence.start + two.start("who"), sentence.start + two.end("who") - 1)
            named = [a for a in self.actors_at.inside(span) if a.actor_ids and a.kind not in ("media", "affil")]
            return span, tuple(dict.fromkeys(i for a in named for i in a.actor_ids))
        joints = list(JOINTS.finditer(lead))
        after = AS_SOMEBODY.match(self.text, sentence.start, cue.start)
        if not joints and after is not None:
            return self._subject(after.end(), cue.start)
        if not joints:
            return None if SHOWS.match(cue.of(self.text)) else self._subject(sentence.start, cue.start)
        return self._subject(sentence.start + joints[-1].end(), cue.start)

    def before_aside(self, cue: Span, sentence: Span) -> Speaker | None:
        """Whoever stands before an aside, or both of two."""
        aside = ASIDE_LEFT.fullmatch(self.text, sentence.start, cue.start)
        if aside is None:
            quoted = max(
                (q.end + 1 for q in self.quotes if sentence.start <= q.start and q.end < cue.start), default=-1
            )
            named = NAMED_ONE.fullmatch(self.text, quoted, cue.start) if quoted >= 0 else None
            return self._subject(*named.span("who")) if named is not None else None
        start, end = aside.span("who")
        joint = TWO_JOINED.search(self.text, start, end)
        first = self._subject(start, joint.start() if joint else end)
        second = self._subject(joint.end(), end) if joint else None
        if first is None or (joint and second is None):
            return None
        return Span(first[0].start, end), (*first[1], *(second[1] if second else ()))

    def subject_between(self, start: int, end: int) -> Speaker | None:
        """The subject phrase between two places."""
        return self._subject(start, end)

    def _subject(self, start: int, end: int) -> Speaker | None:
        span = clean(self.text, Span(start, end))
        late = BEFORE_A_VERB.search(f" {span.of(self.text)} ")
        if late is not None:
            span = clean(self.text, Span(span.start, span.start + max(0, late.start() - 1)))
        words = span.of(self.text)
        if not self._may_speak(words) or any(p.touches(span) and p.end >= span.end and p.start <= span.start for p in self.speakers.places_at.touching(span)):  # fmt: skip
            return None
        return span, self.ids_of(span)

    @staticmethod
    def _may_speak(words: str) -> bool:
        """Whether words can be a noun phrase that speaks: no clause, no circumstance, not a lone adverb."""
        words = WHO_DID.sub("", words)  # 'Families who had fled the town'
        if not words or NO_FIRST.match(words) or FINITE_INSIDE.search(words) or len(words.split()) > TOO_LONG:
            return False
        if words[0].isdigit() and len(words.split()) < 2:
            return False
        return (
            words[0].isupper()
            or len(words.split()) > 1
            or DETERMINED.match(words) is not None
            or (words.endswith("s") and len(words) > 4)
            or not words.isascii()
            or words.endswith("men")
        )

    def ids_of(self, span: Span) -> tuple[str, ...]:
        """Who of those named inside speaks: whoever stands first, or whom a head noun speaks for."""
        named = [a for a in self.actors_at.inside(span) if a.actor_ids and a.kind not in ("media", "affil")]
        people = [a for a in named if a.actor_ids[0] in self.lexicons.people]
        if people:
            return people[0].actor_ids
        for actor in named:
            lead = self.text[span.start : actor.span.start].strip()
            if len(lead) <= 4 or self.speaks_for(lead):
                part = next(
                    (a for a in named if re.fullmatch(r"[’']s?\s+", self.text[actor.span.end : a.span.start])), None
                )
                return (part or actor).actor_ids  # 'the ministry's Centre for …'
        return ()

    def _as_told(self, match: Match, strength: str, sentence: Span, block: Block) -> bool:
        """'As N put it, …', 'Как рассказал N на встрече, …', '…, comme l'a dit N': the rest of the sentence is his."""
        if strength not in ("strong", "weak", "quoted"):
            return False
        cue = Span(match.start, match.end)
        opened = OPENS_AS.match(self.text, sentence.start, cue.start)
        end = strip_end(self.text, sentence)
        if opened is not None:
            comma = self._comma(cue.end, end)
            if comma < 0 or comma - opened.end() > 170:
                return False
            content = clean(self.text, Span(comma + 1, end))
            speaker = self._as_who(opened.end(), cue, comma)
        else:
            left = AS_LEFT.search(self.text[sentence.start : cue.start])
            if left is None or sentence.start + left.start() - sentence.start < 12:
                return False
            comma = self._comma(cue.end, end)
            stop = comma if comma >= 0 else end
            speaker = self._as_who(sentence.start + left.start("who"), cue, stop)
            content = clean(self.text, Span(self._begin(sentence.start, block), sentence.start + left.start()))
            if speaker is not None and comma >= 0:
                rest = clean(self.text, Span(comma + 1, end))
                if rest.end - rest.start > 8 and not any(q.touches(rest) for q in self.quotes):
                    return self._told_as(speaker, cue, (content, rest), block)
        if speaker is None or content.end - content.start < 12:
            return False
        return self._told_as(speaker, cue, (content,), block)

    def _told_as(self, speaker: Speaker, cue: Span, contents: tuple[Span, ...], block: Block) -> bool:
        if any(s.content[0].touches(contents[0]) for s in self.found[self.begun :]):
            return False
        self._take([q for q in self.quotes if any(c.touches(q) for c in contents)])
        said = Said(cue, speaker[0], speaker[1], "statement.as_told", 0.75)
        self._emit(contents, "indirect", said, block)
        return True

    def _comma(self, start: int, end: int) -> int:
        found = A_COMMA.search(self.text, start, end)
        return found.start() if found else -1

    def _as_who(self, start: int, cue: Span, stop: int) -> Speaker | None:
        """Between 'as' and the verb, or behind the verb: whichever can be a subject."""
        pronoun = re.fullmatch(r"\s*(?:l['’]|le\s+)?\s*", self.text[start : cue.start])
        if pronoun is None:
            return self._subject(start, cue.start)
        known = self.speakers.mention(cue.end, stop, nearest=True)
        if known is not None and len(self.text[cue.end : known[0].start].split()) <= 2:
            return known
        return self._subject(cue.end, stop)

    def _accused_by(self, match: Match, strength: str, sentence: Span, block: Block) -> bool:
        """'N were accused by M of shelling', 'the attack was blamed on N by M': M says it."""
        if strength != "weak":
            return False
        cue = Span(match.start, match.end)
        been = BEEN.search(self.text, max(sentence.start, cue.start - 34), cue.start)
        found = DONE_BY.match(self.text, cue.end, sentence.end) if been else None
        if been is None or found is None:
            return False
        who = clean(self.text, Span(*found.span("who")))
        if not self._may_speak(who.of(self.text)) or re.search(r"(?<!\w)[a-z]+ing\b", who.of(self.text).split()[0]):
            return False
        subject = clean(self.text, Span(self._begin(sentence.start, block), been.start("be")))
        rest = clean(self.text, Span(*found.span("rest"))) if found.group("rest") else Span(cue.end, cue.end)
        parts = tuple(c for c in (subject, rest) if c.end - c.start > 3)
        if not parts or any(s.cue == cue or s.content[0].touches(parts[-1]) for s in self.found[self.begun :]):
            return False
        said = Said(cue, who, self.ids_of(who), "statement.accused_by", 0.75)
        self._emit(parts, "indirect", said, block)
        return True

    def _nouns_of_saying(self, block: Block) -> None:
        """'N's claim that …', '(source: N)', 'Per N, …': no verb of saying at all."""
        own = OWN_NOUN_HEAD.search(self.text, block.span.start, block.span.end) is not None
        for found in OWN_NOUN.finditer(self.text, block.span.start, block.span.end) if own else ():
            which = "2" if found.group("cue2") else ""
            who = clean(self.text, Span(*found.span(f"who{which}")))
            content = clean(self.text, Span(*found.span(f"content{which}")))
            if self._may_speak(who.of(self.text)) and not self._of(content):
                said = Said(Span(*found.span(f"cue{which}")), who, self.ids_of(who), "statement.own_claim", 0.7)
                self._emit((content,), "indirect", said, block)
        for found in SOURCE_LABEL.finditer(self.text, block.span.start, block.span.end):
            who = Span(*(found.span("who") if found.group("who") else found.span("who2")))
            told = [s for s in self.sentences(block.span) if s.start < found.start() <= s.end + 2]
            content = clean(self.text, Span(self._begin(told[-1].start, block), found.start())) if told else who
            if content.end - content.start > 12 and not self._of(content):
                said = Said(None, who, self.ids_of(who), "statement.source_label", 0.7)
                self._emit((content,), "indirect", said, block)
        for sentence in self.sentences(block.span):
            per = PER.match(self.text, sentence.start, sentence.end)
            if per is None or self._of(Span(per.end(), sentence.end)):
                continue
            who = Span(*per.span("who"))
            if self._may_speak(who.of(self.text)):
                said = Said(None, who, self.ids_of(who), "statement.per", 0.7)
                self._emit((clean(self.text, Span(per.end(), strip_end(self.text, sentence))),), "indirect", said, block)  # fmt: skip
