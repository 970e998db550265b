"""Who said what: quotations first, then indirect speech; speakers are mentions, documents or nobody known.

The weakest origin is "reported by the outlet": a statement is never a fact, and a headline asserts nothing.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter

from truceline.reading import quick_re as re
from truceline.reading.attribution import (
    CLAUSE_START,
    NOT_SAID,
    Cue,
    Page,
    Said,
    after_dateline,
    clean,
    strip_end,
)
from truceline.reading.clauses import split
from truceline.reading.cue_speakers import PARTICIPLE, unvowelled
from truceline.reading.indirect_words import LISTENED, no_speech, ordered
from truceline.reading.model import Block, Span, Statement
from truceline.reading.nearby import Nearby
from truceline.reading.phrases import Match
from truceline.reading.speakers import Speakers
from truceline.reading.statement_cues import CueChecks
from truceline.reading.statement_parted import parted
from truceline.reading.statement_words import (
    A_PRONOUN,
    BEEN_TOLD,
    HOW,
    LOWER_BEFORE,
    NAMED_BY_KIND,
    PRONOUN_CLAUSE,
    QUOTED_AS,
    TO_WHOM_THAT,
    WE_LEFT,
)


class StatementFinder(CueChecks):
    def __init__(self, page: Page) -> None:
        self.text, self.tokens, self.blocks = page.text, page.tokens, page.blocks
        self.actors = sorted((a for a in page.actors if a.kind != "affil"), key=lambda a: a.span)
        self.actors_at = Nearby(self.actors, lambda a: a.span)
        self.quotes = [q for q in page.quotes if q.end > q.start and not self._a_name(q)]
        self.lexicons, self.dateline = page.lexicons, page.dateline
        known = page.lexicons.documents
        documents = known.get(page.language, frozenset()) | known.get("en", frozenset())
        self.documents = documents
        self.cues = self._cues(page.language)
        self.free_cues = [
            c
            for c in self.cues
            if not self.actors_at.holding(Span(c[0].start, c[0].end)) and self.text[c[0].start - 1 : c[0].start] != "-"
        ]
        self.cue_starts = [c[0].start for c in self.free_cues]
        self.begun = 0
        self.told: dict[Span, list[Span]] = {}
        self.found: list[Statement] = []
        self.house = page.house
        self.last_ids: tuple[str, ...] = ()
        self.used: set[Span] = set()
        self.speakers = Speakers(
            page.text,
            page.tokens,
            self.actors,
            self.quotes,
            documents,
            self._owner,
            page.lexicons.people,
            self.found,
            Nearby([a for a in page.actors if a.kind == "affil"], lambda a: a.span),
            Nearby(page.places, lambda s: s),
        )

    def _a_name(self, quote: Span) -> bool:
        """'correspondent of "National News Agency"': marks around a name quote nobody."""
        words = quote.of(self.text)
        if len(words.split()) <= 4 and NAMED_BY_KIND.search(self.text, max(0, quote.start - 26), quote.start - 1):
            return True  # 'فريق "منسقو الاستجابة"', 'группировка «Новый фронт»'
        if (
            len(words.split()) <= 3
            and words[:1].isupper()
            and not words.isascii()
            and LOWER_BEFORE.search(self.text[: quote.start - 1][-24:])
        ):
            return not words.rstrip().endswith((".", "!", ","))  # 'представитель «Южного фронта»'
        inside = sum(a.span.end - a.span.start for a in self.actors if quote.holds(a.span))
        return inside >= 0.8 * (quote.end - quote.start - 2) and quote.end - quote.start < 60

    def _cues(self, language: str) -> list[tuple[Match, str]]:
        cues = []
        for code in dict.fromkeys((language, "en")):
            phrases = self.lexicons.speech.get(code)
            if phrases is not None:
                cues += [(m, str(m.phrases[0].payload)) for m in phrases.find(self.tokens)]
                cues += parted(self.text, phrases) if code == "fr" else []
        return sorted(cues, key=lambda c: c[0].start)

    def run(self) -> list[Statement]:
        for block in self.blocks:
            self.begun = len(self.found)
            if block.kind in ("boilerplate", "caption"):
                continue
            if block.kind in ("headline", "related_link") and self._colon(block):
                continue
            if self._labelled(block):
                continue
            self._told_to_them(block)
            self._official(block)
            self._block(block)
            self._gapped(block)
            self._accounts(block)
            self._by_adjective(block)
            self._labels(block)
            self._what_called(block)
            self._alleged(block)
            self._nouns_of_saying(block)
            self._entry(block)
            self._going_on(block)
        self.begun = 0
        self._under_headings()
        return self.found

    # blocks ----------------------------------------------------------------------------------------------------------

    def _block(self, block: Block) -> None:
        start = block.span.start
        sentences = [
            part
            for sentence in self.sentences(block.span)
            for part in split(self.text, sentence, self.quotes, self.cues_in(sentence), self.actors_at, self.documents)
        ]
        while len(sentences) > 1 and self.dateline is not None and sentences[0].end <= self.dateline.end:
            sentences.pop(0)  # 'BEIRUT, Feb.'
        if sentences and sentences[0].start <= max(block.span.start, self.dateline.end - 1 if self.dateline else 0):
            # what the dateline leaves of the first
            sentences[0] = Span(min(self._begin(sentences[0].start, block), sentences[0].end), sentences[0].end)
        inner = [q for q in self.quotes if block.span.holds(q)]
        self._inside_quotes(inner, block)
        for index, sentence in enumerate(sentences):
            if self._points_back(sentence, sentences[index - 1] if index else None, block):
                continue
            if self._impersonal(sentence, block):
                continue
            self._sentence(sentence, sentences[index - 1] if index else None, block)
        for quote in inner:
            home = next((x for x in sentences if x.start <= quote.start < x.end), None)
            if quote not in self.used and home is not None and self._beside(quote, home, block):
                continue
            if quote in self.used or len(quote.of(self.text).split()) < 5:
                continue
            if self._continues(quote, block):
                continue
            if self._after_his_words(quote, home, sentences):
                self._emit(
                    (clean(self.text, quote),),
                    "direct",
                    Said(None, None, self.not_of_himself(quote), "statement.uncued_quote", 0.5),
                    block,
                )
                continue
            if quote.start - start <= 2 or quote.end - quote.start > 0.6 * (block.span.end - start):
                self._emit(
                    (clean(self.text, quote),),
                    "direct",
                    Said(None, None, self.not_of_himself(quote), "statement.uncued_quote", 0.5),
                    block,
                )

    # one sentence ----------------------------------------------------------------------------------------------------

    def _sentence(self, sentence: Span, before: Span | None, block: Block) -> None:
        sentence = self._without_relay(sentence)
        quotes = [q for q in self.quotes if sentence.start <= q.start and q.end <= sentence.end + 2]
        done = relayed = False
        ranked = sorted(
            self.cues_in(sentence),
            key=lambda c: (c[1] == "attitude", not self._relays(c[0]), not self._closes(c[0], sentence, quotes)),
        )
        for match, strength in ranked:
            if match.start < sentence.start or match.end > sentence.end or self._only_passes(match, sentence):
                continue
            if (
                any(q.holds(Span(match.start, match.end)) for q in self.quotes)
                or any(
                    s.holds(Span(match.start, match.end)) or s.cue == Span(match.start, match.end)
                    for s in self.found
                    if s.cue and s.content[0].start >= sentence.start
                )
                or any(
                    s.rule in ("statement.told_to_them", "statement.official_passive")
                    and s.cue
                    and s.cue.touches(Span(match.start, match.end))
                    for s in self.found[self.begun :]
                )
            ):
                continue
            if (
                self._as_told(match, strength, sentence, block)
                or self._accused_by(match, strength, sentence, block)
                or self._accused_by_nobody(match, strength, sentence, block)
            ):
                done = True
            elif strength == "according":
                done = self._according(match, sentence, block) or done
                relayed = relayed or (done and self._relays(match))
            elif strength == "passive":
                done = self._passive(match, sentence, before, block) or done
            elif (
                done
                and strength in ("strong", "weak")
                and self._before_the_rest(match, strength, sentence, quotes, block)
            ):
                pass
            elif (
                not done
                or (quotes and not relayed)
                or PARTICIPLE.fullmatch(unvowelled(self.text[match.start : match.end]))
                or self._further_verb(match, sentence)
                or self.in_a_clause_of_another(match, sentence)
            ):
                done = self._verb(match, strength, sentence, quotes, block) or done

    def cues_in(self, sentence: Span) -> list[tuple[Match, str]]:
        """Cues of one sentence that are no part of a name: the State of 'Islamic State' says nothing."""
        low, high = bisect_left(self.cue_starts, sentence.start), bisect_left(self.cue_starts, sentence.end)
        return [c for c in self.free_cues[low:high] if c[0].end <= sentence.end and not self._in_a_name(c[0], sentence)]

    def _verb(self, match: Match, strength: str, sentence: Span, quotes: list[Span], block: Block) -> bool:
        cue = self._with_clitic(Span(match.start, match.end))
        arabic = "\u0600" <= self.text[cue.start] <= "\u06ff"
        if arabic and (
            self._arabic(cue, sentence, block) or (strength == "strong" and self._arabic_quote(cue, quotes, block))
        ):
            return True
        if arabic and strength in ("strong", "weak") and self._arabic_object(cue, strength, sentence, block):
            return True
        if arabic and unvowelled(cue.of(self.text)) == "ورد":
            return False  # 'ورد الجيش على النار': no answer in words
        quoted_as = QUOTED_AS.search(self.text, sentence.start, cue.end)
        if quoted_as is not None and quoted_as.end() == cue.end:
            cue = Span(quoted_as.start(), cue.end)
        if (
            self._modifies_a_noun(cue)
            or self._a_noun(cue, sentence)
            or ordered(self.text, cue, sentence.end)
            or no_speech(self.text, cue, sentence)
        ):
            return False
        prefix = self.text[max(sentence.start, cue.start - 14) : cue.start]
        if NOT_SAID.search(prefix) or re.search(
            r"\bwhat\s+(?:[\w’'-]+\s+){1,3}$", self.text[max(sentence.start, cue.start - 45) : cue.start]
        ):
            return False
        quote = self._quote_before(cue, quotes)
        listens = self.text[match.start : match.end].casefold() in LISTENED
        if BEEN_TOLD.search(self.text[max(sentence.start, cue.start - 22) : cue.start]) and listens:
            return False  # 'the mission was told': it only heard
        if strength == "attitude" and self.text[sentence.start : cue.start].endswith(("is ", "are ", "was ", "were ")):
            return False  # 'are expected to': by nobody
        speaker = None if self._inverted(cue, sentence) else self.speakers.speaker_left(cue, sentence, quote)
        speaker = (self._before_arabic(cue, sentence) if arabic else None) or speaker
        ours = WE_LEFT.search(self.text, max(sentence.start, cue.start - 40), cue.start)
        if ours is not None:
            speaker = Span(*ours.span("who")), self.house  # 'we deny': whose paper it is
        speaker = self.subject_behind_as(cue, sentence) or self._participle(cue, sentence) or speaker
        speaker = self._joined(cue, sentence, speaker) or speaker
        inverted = False
        if speaker is None and not (listens and quote is None) and not self._of_its_object(cue):
            speaker = self.speakers.speaker_right(cue, sentence)
            if listens and speaker is not None and not speaker[1]:
                speaker = None  # 'told journalists': who hears it
            inverted = speaker is not None
        heard = self._hearsay(cue, sentence)
        if heard is not None:
            speaker, inverted = heard, False
        clause = self._opens_clause(cue, sentence)
        if heard is None and (speaker is None or inverted) and (clause or strength == "weak"):
            speaker = (
                self.before_aside(cue, sentence)
                or self.speakers.far_subject(cue, sentence)
                or self._subject_phrase(cue, sentence)
                or speaker
            )
        if speaker is None and heard is None and not arabic and strength != "attitude":
            speaker = self.subject_phrase_before(cue, sentence)
            inverted = inverted and speaker is not None and speaker[0].start >= cue.end
        speaker = self._meant_by_pronoun(speaker, cue)
        if speaker is None:
            speaker = self._again(cue) or self.speakers.postposed(cue, sentence)
            inverted = speaker is not None and speaker[0].start >= cue.end
        speaker = (
            speaker
            or self._inverted_pronoun(cue)
            or (self._relative(cue) if strength == "strong" or HOW.match(self.text, cue.end) else None)
        )
        if speaker is None and quote is None:
            return False
        span, ids = speaker if speaker else (None, ())
        after = max(cue.end, span.end) if span and inverted else cue.end
        following = next(
            (
                q
                for q in quotes
                if (q.start >= after and q.start - after < 4) or (q.start >= after and self._short(after, q.start))
            ),
            None,
        )
        if quote is not None and quote not in self.used and self._in_a_clause(quote, sentence):
            told = Cue(cue, span, ids, after, strength, sentence, quotes)
            if self._postposed(told, self.text[after : strip_end(self.text, sentence)], block):
                return True
        if quote is not None and quote not in self.used and self._adjacent(quote, cue, span):
            contents = [*self._begun_before(quote, sentence), quote]
            if following is not None and following not in self.used and following is not quote:
                contents.append(following)
            self._take(contents)
            self._emit(
                tuple(clean(self.text, q) for q in contents),
                "direct",
                Said(cue, span, ids, "statement.quote_then_cue", 0.92),
                block,
            )
            self._explains(
                max(after, contents[-1].end), Said(cue, span, ids, "statement.after_colon", 0.7), sentence, block
            )
            return True
        if (
            following is not None
            and following not in self.used
            and following.end - following.start > 12
            and self._leads(after, following.start)
        ):
            self._take([following])
            self._emit(
                (clean(self.text, following),), "direct", Said(cue, span, ids, "statement.cue_then_quote", 0.88), block
            )
            return True
        told = Cue(cue, span, ids, after, strength, sentence, quotes)
        if strength == "quoted" and not (
            CLAUSE_START.match(self.text, after)
            or PRONOUN_CLAUSE.match(self.text, after)
            or TO_WHOM_THAT.match(self.text, after, sentence.end)
        ):
            return span is not None and self.around(told, block)
        return self._indirect(told, block)

    def _owner(self, position: int) -> tuple[str, ...]:
        """Whose text this is: the speaker of the statements before, else the mission or office named most."""
        earlier = [s for s in self.found if s.content[0].start < position and s.role == "body" and not s.attitude]
        if earlier:
            return earlier[-1].speaker_ids  # nobody, when he is unknown: no other is put in his place
        kinds = self.lexicons.actor_kinds
        houses = Counter(i for a in self.actors for i in a.actor_ids if kinds.get(i) in ("mission", "ngo", "office"))
        return self.last_ids or ((houses.most_common(1)[0][0],) if houses else ())

    def _begin(self, start: int, block: Block) -> int:
        """Where a statement begins that stands first in its block: after the dateline."""
        line = self.dateline
        if line is not None and line.start <= start < line.end:
            return (
                line.end
                + len(self.text[line.end : block.span.end])
                - len(self.text[line.end : block.span.end].lstrip(" .:—–-/"))
            )
        return after_dateline(self.text, start, block)

    def _emit(self, content: tuple[Span, ...], type_: str, said: Said, block: Block) -> None:
        role = block.kind if block.kind in ("headline", "subhead", "related_link") else "body"
        content = tuple(c for c in (*content[:-1], *map(self.trimmed, content[-1:])) if c.end > c.start)
        if not content:
            return
        said = self.whose(said)
        if said.ids and role == "body":
            self.last_ids = said.ids
        speaker = said.speaker
        if speaker is not None and not said.ids and A_PRONOUN.fullmatch(speaker.of(self.text)):
            before = [s.speaker for s in self.found if s.speaker is not None and s.speaker.end <= speaker.start]
            speaker = (
                before[-1] if before else speaker
            )  # 'he' of a source nobody knows: the words that first told of it
        sure = said.confidence if said.ids else said.confidence * 0.7
        self.found.append(
            Statement("", content, type_, said.cue, speaker, said.ids, said.rule, role, sure, said.attitude)
        )


def number(statements: list[Statement]) -> list[Statement]:
    statements.sort(key=lambda s: (s.content[0].start, s.content[0].end))
    for index, statement in enumerate(statements, 1):
        statement.id = f"s{index}"
    return statements
