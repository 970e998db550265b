"""Who speaks: the mention or document beside a cue, with its title."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from truceline.reading import quick_re as re
from truceline.reading.model import ActorMention, Span, Statement
from truceline.reading.nearby import Nearby
from truceline.reading.places import NEVER
from truceline.reading.russian_cases import governed_noun
from truceline.reading.speaker_papers import Papers, Speaker
from truceline.reading.speaker_words import (
    A_PAPER_OF,
    AND_ANOTHER,
    AND_BEFORE,
    APPOSED,
    APPOSITION,
    ASKED,
    BY_AND_CARRIED,
    CIRCUMSTANCE_WORD,
    CLOSES,
    GOVERNED,
    HEADED,
    ITS_OWN_VERB,
    LED,
    MAN_BEHIND,
    NAME_AFTER,
    NOMINAL,
    OF_WHOM_IT_IS,
    OFFICE_NOUN,
    OFFICE_OF,
    OWNED,
    SENT_BY,
    TITLE_GAP,
    TO_MEDIA,
    UNKNOWN_NAME,
    WHEN_BEFORE,
    WHO_TOLD_IT,
)
from truceline.reading.tokens import Tokens


@dataclass
class Speakers(Papers):
    """``owner``: whose words stand before a position, for "the statement said"."""

    text: str
    tokens: Tokens
    actors: list[ActorMention]
    quotes: list[Span]
    documents: frozenset[str]
    owner: Callable[[int], tuple[str, ...]]
    people: frozenset[str] = frozenset()
    found: list[Statement] = field(default_factory=list)
    affils_at: Nearby[ActorMention] = field(default_factory=lambda: Nearby[ActorMention]([], lambda a: a.span))
    places_at: Nearby[Span] = field(default_factory=lambda: Nearby[Span]([], lambda s: s))

    def speaker_left(self, cue: Span, sentence: Span, quote: Span | None) -> tuple[Span, tuple[str, ...]] | None:
        low = max(sentence.start, quote.end if quote else sentence.start, cue.start - 220)
        stretch = self.text[low : cue.start]
        mention = self._before_apposition(low, cue.start) or self.mention(low, cue.start, nearest=False)
        mention = self._head_of(self._long_name(mention, low), low)
        told = self._before_a_medium(mention, low)
        if told is not None:
            return told
        sent = SENT_BY.search(self.text, low, cue.start)
        if sent is not None and any(sent.start("who") <= a.span.start < sent.end("who") for a in self.actors):
            return Span(*sent.span("who")), ()  # 'UN envoys from A, B and C': of three, and not of the body they sit in
        if mention is not None:
            between = self.text[mention[0].end : cue.start]
            bracket = (
                re.match(r"[^()]{0,20}\)", between)
                if self.text[mention[0].start - 1 : mention[0].start] == "("
                else None
            )
            between = (between[bracket.end() :] if bracket else between).lstrip(
                '"”»'
            )  # 'the Rapid Support Forces (RSF) accused'
            governed = re.search(
                r"\b(?:by|with|to|from|against|in|on|about|between|into)\s+(?:the\s+)?$",
                self.text[max(low, mention[0].start - 14) : mention[0].start],
            )
            paper = A_PAPER_OF.search(self.text, max(low, mention[0].start - 60), mention[0].start)
            if paper is not None and self._subject_gap(between):
                return Span(paper.start(), mention[0].end), mention[1]
            owned = mention[0].of(self.text).casefold() in ("his", "her", "its", "their") and between.strip()
            if (
                not governed
                and not owned
                and (
                    self._subject_gap(between)
                    or self._carried(mention[0], between, sentence)
                    or AND_ANOTHER.fullmatch(between)
                )
            ):
                return self._with_its_man(self._both(self._of_an_office(mention, low), low), between)
        document = self.document_left(low, cue.start)
        if document is not None and APPOSED.search(stretch):
            return self._nominal(low, cue.start) or document  # 'Col. N M, spokesperson for the army, said'
        if document is not None and (
            not re.search(r"[,;:]\s+\S", stretch[document[0].end - low :])
            or BY_AND_CARRIED.fullmatch(self.text, document[0].end, cue.start)
        ):
            return document
        unknown = self._unknown_name(low, cue.start) if mention is None or mention[0].end < cue.start - 60 else None
        return self._asked(low, cue.start) or self._headed(low, cue.start) or unknown or self._nominal(low, cue.start)

    def _head_of(self, mention: Speaker | None, low: int) -> Speaker | None:
        """'российская сторона комиссии РФ и Турции сообщила': the head noun speaks, and not whose it is."""
        if mention is None or not "А" <= self.text[mention[0].start] <= "ё" or set(mention[1]) & self.people:
            return mention
        named = [a for a in self.actors if low <= a.span.start <= mention[0].start and a.actor_ids]
        while len(named) > 1 and governed_noun(self.text, named[:-1], named[-1]):
            named.pop()
        kept = named and named[-1].span.start < mention[0].start and named[-1].kind in ("name", "nominal")
        return (Span(named[-1].span.start, mention[0].end), named[-1].actor_ids) if kept else mention

    def _asked(self, low: int, end: int) -> Speaker | None:
        """'The liaison officer, called back, says', 'le mouvement, joint par téléphone, nie': who was asked stands before it."""
        found = ASKED.search(self.text, low, end)
        if found is None:
            return None
        span = Span(*found.span("who"))
        named = [a for a in self.actors if a.actor_ids and span.holds(a.span) and a.span.start - span.start <= 5]
        return span, named[0].actor_ids if named else ()

    def _headed(self, low: int, end: int) -> Speaker | None:
        """'Глава Центра генерал-майор Виктор Купчишин рассказал', 'the head of the mission, N, said': of the body he leads."""
        found = HEADED.search(self.text, low, end)
        if found is None:
            return None
        span = Span(found.start("who"), found.end("who"))
        led = [a for a in self.actors if a.actor_ids and span.holds(a.span)]
        people = [a for a in led if a.actor_ids[0] in self.people]
        return (span, (people or led)[0].actor_ids) if led else None

    def _with_its_man(self, mention: Speaker, between: str) -> Speaker:
        """'a UN official', 'an Israeli military spokesperson': the words for whoever speaks belong to his name."""
        man = MAN_BEHIND.match(between)
        return (Span(mention[0].start, mention[0].end + man.end()), mention[1]) if man else mention

    def _of_an_office(self, mention: Speaker, low: int) -> Speaker:
        """'correspondent of "National News Agency" reported': the speaker begins with the office."""
        lead = OFFICE_OF.search(self.text, low, mention[0].start)
        return (Span(lead.start("who"), mention[0].end), mention[1]) if lead else mention

    def _carried(self, span: Span, between: str, sentence: Span) -> bool:
        """'The mission analysed four craters and assessed', ', N, told': a subject of two verbs, or one beside its office."""
        first = self.text[sentence.start : span.start].strip().casefold() in ("", "the", "le", "la", "-", "•")
        verbs = re.fullmatch(
            r"\s+(?:also |has |have |had )?[a-z]+(?:ed|s)\b[^.;:\"”]{2,140}?,?\s+and\s+(?:also\s+|then\s+|has\s+)?",
            between,
        )
        if first and verbs is not None:
            return True
        return between.strip() == "," and self.text[max(0, span.start - 2) : span.start] == ", "

    def far_subject(self, cue: Span, sentence: Span) -> Speaker | None:
        """'Aliyev, at a meeting with the envoys in Baku, warned that': the first name that nothing governs."""
        for actor in self.actors:
            if sentence.start <= actor.span.start and actor.span.end <= cue.start and actor.actor_ids:
                if GOVERNED.search(self.text[max(0, actor.span.start - 16) : actor.span.start]):
                    continue
                between = self.text[actor.span.end : cue.start]
                if re.search(r"[;:\"“”«»]|\b(?:that|which|who|что|который)\b", between) or len(between) > 160:
                    return None
                return self._titled(actor.span, sentence.start), actor.actor_ids
        return None

    def last_person(self, pronoun: Span) -> Speaker | None:
        """'a-t-il dit': whoever was named last outside quotations."""
        named = [
            a
            for a in self.actors
            if a.span.end <= pronoun.start and a.actor_ids and a.actor_ids[0] in self.people
            if not any(q.holds(a.span) for q in self.quotes)
        ]
        return (pronoun, named[-1].actor_ids) if named and pronoun.start - named[-1].span.end < 700 else None

    def _nominal(self, low: int, end: int) -> Speaker | None:
        """'Medical staff told', 'Musa Abdelrahman, a camp leader, said': somebody described; no id is made up."""
        stretch = self.text[low:end]
        for pattern, group in ((APPOSED, "name"), (NOMINAL, "who")):
            found = pattern.search(stretch)
            if found is not None:
                words = found.group(group).rstrip(", ").lstrip("0123456789 ")
                start = low + found.end(group) - len(found.group(group).lstrip("0123456789 "))
                joined = AND_BEFORE.search(self.text, low, start) if pattern is NOMINAL else None
                if joined is not None:  # 'two nurses and a driver said'
                    start, words = joined.start("who"), self.text[joined.start("who") : start] + words
                whole = Span(start, start + len(words))
                people = [
                    a for a in self.actors if whole.holds(a.span) and a.actor_ids and a.actor_ids[0] in self.people
                ]
                if pattern is APPOSED and not people:
                    led = [
                        a for a in self.actors
                        if whole.end <= a.span.start and a.span.end <= end and a.actor_ids and LED.search(self.text[whole.end : a.span.start])
                    ]  # fmt: skip
                    if led:
                        return whole, led[0].actor_ids
                beside = found.groupdict().get("what")  # 'N, their deputy spokesman,'
                owned = self._whose(beside, start) if beside else ()
                return whole, people[0].actor_ids if people else owned or self._whose(words, start)
        return None

    def _whose(self, words: str, start: int) -> tuple[str, ...]:
        """'its information officer': of the body named last before, in the same paragraph."""
        if OWNED.match(words) is None:
            return ()
        floor = self.text.rfind("\n", 0, start)
        bodies = [
            a for a in self.actors
            if floor < a.span.start and a.span.end <= start and a.kind in ("name", "nominal", "metonym") and a.actor_ids
            and a.actor_ids[0] not in self.people
        ]  # fmt: skip
        told = [s for s in self.found if s.role == "body" and floor < s.content[0].start and s.content[-1].end <= start]
        if (
            told
            and told[-1].speaker is not None
            and all(any(x.holds(b.span) for x in told[-1].content) for b in bodies)
        ):
            return told[-1].speaker_ids  # 'The division tells us that the rebels fired. …, its spokesman says'
        subject = [a for a in bodies if not GOVERNED.search(self.text[max(0, a.span.start - 16) : a.span.start])]
        if not subject:
            return ()  # 'The division says fighters of N fired. …, its spokesman says': of N he is not
        sentence = self.text.rfind(". ", 0, bodies[-1].span.start)
        speaks = next((b for b in bodies if b.span.start > sentence and self._says_that(b.span)), None)
        return (speaks or subject[-1]).actor_ids

    def _says_that(self, body: Span) -> bool:
        """'Rebels of the movement claim that the army …': what stands behind is his words, and not the subject."""
        return (
            re.match(
                r"\s+(?:\w+\s+)?\w+\s+that\b|\s+(?:said|says|claim(?:s|ed)?)\b", self.text[body.end : body.end + 40]
            )
            is not None
        )

    def _unknown_name(self, low: int, end: int) -> Speaker | None:
        """'Zoubi said': somebody the registry does not know; the words are kept, no id is made up."""
        found = UNKNOWN_NAME.search(self.text[low:end])
        if found is None or found.group("name").split()[0].casefold() in NEVER:
            return None
        span = Span(low + found.start("name"), low + found.end("name"))
        return None if any(p.touches(span) for p in self.places_at.touching(span)) else (span, ())

    def _both(self, mention: tuple[Span, tuple[str, ...]], low: int) -> tuple[Span, tuple[str, ...]]:
        """'Riyadh and Ankara have said': two speakers."""
        for actor in self.actors:
            if (
                actor.span.start >= low
                and actor.span.end < mention[0].start
                and self.text[actor.span.end : mention[0].start].strip() in ("and", "и", "et", "و", ", ", ",")
                and (self.text[actor.span.end : mention[0].start].strip() != "," or self._line_start(actor.span.start))
            ):
                return Span(actor.span.start, mention[0].end), (*actor.actor_ids, *mention[1])
        return mention

    def _line_start(self, start: int) -> bool:
        return start == 0 or self.text[start - 1] == "\n"

    def _subject_gap(self, between: str) -> bool:
        if between.strip() == ",":
            return False
        if re.fullmatch(r"\s*,?\s*(?:со ссылкой на|ссылаясь на)\s+(?:[а-яё-]+\s+){1,4}", between):
            return True
        if OF_WHOM_IT_IS.fullmatch(between):
            return True
        if re.fullmatch(r"[’']s?\s+(?:(?:[A-Z][\w-]+|for|of|the|and)\s+){1,7}", between):
            return True
        if re.fullmatch(
            r"\s*(?:,[^,]{1,90},)?\s*(?:also|then|later|again|further|separately|earlier|have|has|had|was|repeatedly|however|meanwhile|on \w+day|in turn|for (?:his|her|its|their) part|on the other hand|by contrast|(?:a|ont|avait|avaient)(?= (?:de |pour |également|aussi|ensuite|encore|à |en |par |\w+ment ))|également|aussi|ensuite|encore|à (?:son|leur) tour|en outre|par ailleurs|\w+ment|pour (?:sa|leur) part|de (?:son|leur) côté|quant à (?:lui|elle|eux)|со своей стороны|в свою очередь|\s|,|himself|as)*\s*",
            between,
        ):
            return True
        if re.fullmatch(r"\s*(?:[’']s)?\s*(?:\([^)]{1,40}\))?\s*(?:[a-zа-я]+\s){0,3}", between) and not re.search(
            r"\b(?:which|who|that|whose|and|but|was|were|to|of|by|in|on|for)\b", between
        ):
            return len(between) < 40
        return False

    def speaker_right(self, cue: Span, sentence: Span) -> tuple[Span, tuple[str, ...]] | None:
        found = re.match(
            r"\s+(?:in\s+)?(?:the\s+|The\s+|an?\s+)?(?:[\w’'.-]+\s+){0,5}?", self.text[cue.end : cue.end + 90]
        )
        when = WHEN_BEFORE.match(self.text, cue.end, sentence.end)
        if when is not None and re.match(
            r"\s+(?:le|la|les|l['’]|un|une|the|an?)\b", self.text[when.end() : sentence.end]
        ):
            cue = Span(cue.start, when.end())  # 'a annoncé samedi le porte-parole'
        told = TO_MEDIA.match(self.text, cue.end, sentence.end)
        if told is not None and WHO_TOLD_IT.match(self.text, told.end(), sentence.end):
            cue = Span(cue.start, told.end())  # 'rapporte à RFI un responsable': who is told did not say it
        mention = self.mention(cue.end, min(sentence.end, cue.end + 100), nearest=True)
        if mention is not None and found is not None:
            gap = self.text[cue.end : mention[0].start]
            if re.fullmatch(
                r"\s*(?:in\s+|(?:в|во)\s+(?:[а-яё-]+\s+){0,4}(?:в\s+)?)?(?:the\s+|le\s+|la\s+|l['’])?", gap
            ) and not self._is_object(mention[0], sentence):
                return mention
        titled = mention is not None and TITLE_GAP.fullmatch(self.text, cue.end, mention[0].start)
        if titled and mention is not None and mention[1] and mention[1][0] in self.people:
            return mention
        document = self.document(cue.end, min(sentence.end, cue.end + 60))
        if document is not None and re.fullmatch(
            r"\s*(?:in\s+|в\s+)?(?:the\s+|an?\s+|le\s+|la\s+|une?\s+|des\s+|les\s+|plusieurs\s+)?",
            self.text[cue.end : document[0].start],
        ):
            return document
        return self._name_after(cue, sentence)

    def postposed(self, cue: Span, sentence: Span) -> Speaker | None:
        """', сообщила милиция республики.', ', said a local elder': who closes the sentence speaks, known or not."""
        if self.text[: cue.start].rstrip()[-1:] not in (",", '"', "”", "»", "—", "–", "-"):
            return None
        told = TO_MEDIA.match(self.text, cue.end, sentence.end)
        if told is not None and WHO_TOLD_IT.match(self.text, told.end(), sentence.end):
            cue = Span(cue.start, told.end())
        elif self.text[: cue.start].endswith(", ") and cue.of(self.text) in ("told", "informed", "notified"):
            return None  # ', a commander, told N': N only hears
        when = WHEN_BEFORE.match(self.text, cue.end, sentence.end)
        found = CLOSES.match(self.text, when.end() if when else cue.end, sentence.end)
        if found is None or CIRCUMSTANCE_WORD.match(found.group("who")):
            return None
        span = Span(*found.span("who"))
        inside = [a for a in self.actors if span.holds(a.span) and a.actor_ids and a.kind != "media"]
        office = inside and OFFICE_NOUN.match(self.text, span.start, span.end)
        return span, inside[0].actor_ids if inside and (inside[0].span.start - span.start < 3 or office) else ()

    def _name_after(self, cue: Span, sentence: Span) -> Speaker | None:
        """'"…", said N, a spokesman of the joint forces': behind a comma or a mark the name is who spoke."""
        if self.text[max(0, cue.start - 3) : cue.start].rstrip()[-1:] not in (",", '"', "”", "»", "—", "-", "–"):
            return None
        found = NAME_AFTER.match(self.text, cue.end, sentence.end)
        if found is None or found.group("name").split()[0].casefold() in NEVER:
            return None
        span = Span(*found.span("name"))
        beside = (
            self.document(span.end, min(sentence.end, span.end + 40))
            if re.match(
                r",\s+(?!(?:\w+ing|while|as|after|before|who|whose|which|that|and|but)\b)", self.text[span.end :]
            )
            else None
        )
        return span, beside[1] if beside else ()

    def _is_object(self, span: Span, sentence: Span) -> bool:
        """In 'said Turkey would' the name begins the clause and is no speaker."""
        return ITS_OWN_VERB.match(self.text[span.end : span.end + 20]) is not None

    def mention(self, start: int, end: int, nearest: bool) -> tuple[Span, tuple[str, ...]] | None:
        inside = [
            a
            for a in self.actors
            if (a.span.start >= start and a.span.end <= end and a.kind != "media")
            or (a.kind == "media" and a.span.start >= start and a.span.end <= end)
        ]
        inside = [a for a in inside if not any(q.holds(a.span) for q in self.quotes if not (q.start <= start < q.end))]
        if not inside:
            return None
        actor = inside[0] if nearest else inside[-1]
        actor = (nearest and self._leads(actor, inside)) or actor
        return self._titled(actor.span, start), actor.actor_ids

    def _leads(self, actor: ActorMention, following: list[ActorMention]) -> ActorMention | None:
        """'le chef de la Minusma, El-Ghassim Wane': the person, not the body that he leads."""
        if not actor.actor_ids or actor.actor_ids[0] in self.people:
            return None
        for other in following:
            gap = self.text[actor.span.end : other.span.start]
            if other.actor_ids and other.actor_ids[0] in self.people and len(gap) < 60 and APPOSITION.fullmatch(gap):
                return other
        return None

    def _titled(self, span: Span, low: int) -> Span:
        """The name with its title and article: Russian Foreign Minister Sergey Lavrov."""
        before = self.text[low : span.start]
        title = re.search(
            r"(?<!\w)(?:(?:[Tt]he|[Aa]n?)\s+)?(?:(?:[A-Z][\w.’'-]+|of|for|the|and|top|main|foreign|former|senior|deputy|acting|envoy|spokesman|spokeswoman|spokesperson|minister|president|commander|chief|leader|official|director|head|general|secretary|ambassador|mediator|negotiator|representative|governor|mayor|press|media|information|service|office|wing|cent(?:er|re)|bureau|department|command|headquarters|staff|ministre|président|général)\s+){0,8}$",
            before,
        )
        if title and title.group().strip():
            words = title.group()
            other = [
                a.span.end
                for a in self.actors
                if span.start - len(words) <= a.span.start
                and a.span.end <= span.start
                and re.match(r"\s*(?:and\b|,)", self.text[a.span.end : span.start])
            ]
            words = words[max(0, max(other) - (span.start - len(words))) :].lstrip() if other else words
            while re.match(r"(?:and|of|for)\s", words):
                words = words.split(" ", 1)[1]
            return Span(span.start - len(words), span.end)
        return span
