"""Whose words a stretch of a paper gives without a verb of saying: under a heading, at a bullet, in the sentences that go on.

They are weaker than what is said in so many words, and never take from what has a speaker of its own.
"""

from __future__ import annotations

from truceline.reading import quick_re as re
from truceline.reading.attribution import Said, clean, strip_end
from truceline.reading.model import Block, Span, Statement
from truceline.reading.sentences import sentences_of
from truceline.reading.statement_verb_first import VerbFirst

# 'Allegation by the SPLM/A-IO', 'Position of the Government', 'Жалобы сирийской стороны', 'Version de la CMA'
CLAIMED_BELOW = re.compile(
    r"\W*(?:\d+[.)]\s*)?(?:(?:the|alleged|main|les?|la)\s+)?(?:"
    r"(?:allegations?|claims?|complaints?|positions?|versions?|accounts?|statements?|responses?|repl(?:y|ies)|submissions?|views?|accusations?|(?:incidents|violations|breaches) (?:reported|alleged|claimed|submitted))"
    r"\s+(?:\w+\s+){0,2}?(?:by|of|from)\s+(?:the\s+)?"
    r"|(?:обвинени[яе]|жалоб[аы]|заявлени[яе]|верси[яи]|позици[яи]|данные|сообщени[яе]|ответ)\s+(?:со стороны\s+)?"
    r"|(?:allégations?|plaintes?|versions?|positions?|déclarations?|accusations?|réponse)\s+(?:de la|de l['’]|du|des|de|d['’])\s*"
    r"|(?:ادعاءات|مزاعم|موقف|رواية|شكاوى|اتهامات|رد)\s+"
    r")(?P<who>[^\n:]{2,70}?)\s*:?\s*",
    re.I,
)
SIDES = re.compile(
    r"(?:the\s+)?(?:government|opposition|army|rebels|armed groups?|other (?:side|party)|first party|second party|правительств\w+|оппозици\w+|арми\w+|gouvernement|opposition|rébellion|الحكومة|المعارضة|الجيش)(?:\s+(?:side|forces|party))?",
    re.I,
)
# told further in the past than the sentence before: 'His men had destroyed a ship'
FURTHER_PAST = re.compile(
    r"(?:(?!(?:could|would|did|was|were|is|are|has|have|said|who|which|that|can|will)\b)[\w’',-]+\s+){0,9}?(?:had|hadn['’]t)\s+(?:\w+ly\s+|also\s+|not\s+|never\s+|already\s+|only\s+|just\s+|been\s+)*"
    r"(?:[a-z]+(?:ed|en|wn|ught|elt|ept|ost|ound)|hit|shot|struck|set|put|cut|sent|lost|held|met|made|done|gone|come|begun|fled|led|left|run|paid|said|told)\b"
)
# 'He was speaking after the army had declared a truce': the paper's own words
WAS_SPEAKING = re.compile(r"(?:He|She|They) (?:(?:was|were) speaking|spoke)\b")
CONDITIONAL = re.compile(r"[^.;:]{0,90}?\b(?:aurai(?:t|ent)|serai(?:t|ent))\s+\w+", re.I)
GAPPED = re.compile(
    r"[;,]\s+(?:and\s+|while\s+|а\s+|et\s+)?(?:(?:the|la|le|les)\s+|l['’])?(?:[\w.’'-]+\s+){0,3}[\w.’'-]+\s*(?:,\s*|\s[-–—]\s*)(?:that|что|qu[e’'])\s+"
)
LABEL_GOES_ON = re.compile(
    r"(?!\s+(?:said|says|has|have|had|is|are|was|were)\b)[^.:;\"«“\n\d]{0,55}:\s+(?=[a-zа-яёà-ÿ])"
)
ACCOUNT = re.compile(
    r"(?<!\w)(?P<noun>ledger|tally|count|version|account|answer|reply|response|explanation|line|verdict|figures?|story|side|view|version des faits|réponse|bilan|версия|ответ|счёт|позиция)\s*:\s+(?=\S)",
    re.I,
)
OF_ACCOUNT = re.compile(r"(?:[’']s?)?\s+(?:own\s+|latest\s+|official\s+|\w+\s+)?")
# 'По российским данным, …', 'по оценкам израильских военных' is a source of its own
BY_ADJECTIVE = re.compile(
    r"(?:(?<=^)|(?<=\n)|(?<=[.!?»/,;:—–-]\s))(?:[Пп]о|[Сс]огласно)\s+(?P<who>[а-яё-]+(?:им|ым|ой|ей))\s+(?P<cue>данным|сведениям|оценкам|оценке|подсч[её]там|информации|версии|сообщениям|источникам|статистике)(?=[\s,])"
)
# the subject of a verb and nothing else: 'Baku', 'German Foreign Minister N'
SUBJECT_ONLY = re.compile(
    r"\s*(?!(?:He|She|It|They|We|His|Her|Its|Their|This|That|These|Those|There|Il|Elle|Ils|Elles|Он|Она|Они)\s)[A-ZÀ-ÝА-ЯЁ][\w’'-]*(?:\s(?!(?:that|which|who|was|were|had|has|been|is|are)\s)[\w’'-]+){0,6}\s+(?:also\s+|has\s+|have\s+)?"
)
SHORTEST = 20  # code points: less is no sentence that claims anything


class Sections(VerbFirst):
    """Shared by the finder of statements."""

    blocks: list[Block]
    quotes: list[Span]

    told: dict[Span, list[Span]]
    begun: int  # statements before it stand in earlier blocks

    def _begin(self, start: int, block: Block) -> int:
        raise NotImplementedError

    def sentences(self, span: Span) -> list[Span]:
        """Of a block, looked for once."""
        if span not in self.told:
            self.told[span] = sentences_of(self.text, span, self.quotes)
        return self.told[span]

    def _under_headings(self) -> None:
        whose: tuple[Span, tuple[str, ...]] | None = None
        for block in self.blocks:
            if block.kind in ("boilerplate", "caption", "related_link"):
                continue
            heading = self._heading(block)
            if heading is not None:
                whose = heading
                continue
            if block.kind in ("headline", "subhead"):
                whose = None
            elif whose is not None:
                self._below(whose, block)

    def _below(self, whose: tuple[Span, tuple[str, ...]], block: Block) -> None:
        """The sentences of a paragraph that nobody else is told to have said, in one statement."""
        parts: list[Span] = []
        for sentence in self.sentences(block.span):
            if self._of(sentence):
                continue
            if parts and not self.text[parts[-1].end : sentence.start].strip(" .!?"):
                parts[-1] = Span(parts[-1].start, sentence.end)
            else:
                parts.append(sentence)
        contents = [clean(self.text, Span(p.start, strip_end(self.text, p))) for p in parts]
        contents = [c for c in contents if c.end - c.start >= SHORTEST]
        if contents:
            said = Said(None, whose[0], whose[1], "statement.section", 0.6)
            self._emit(tuple(contents), "indirect", said, block)

    def _heading(self, block: Block) -> tuple[Span, tuple[str, ...]] | None:
        """Whose claims stand below a line that says so and nothing else."""
        found = CLAIMED_BELOW.fullmatch(self.text, block.span.start, block.span.end)
        if found is None or block.kind == "headline":
            return None
        who = Span(*found.span("who"))
        named = [a for a in self.actors if a.actor_ids and who.touches(a.span) and a.kind != "media"]
        if named:
            return who, named[0].actor_ids
        return (who, ()) if SIDES.fullmatch(who.of(self.text)) else None

    def _going_on(self, block: Block) -> None:
        """'N denied it. His men had struck a ship. The airport was never hit, he said': what stands between is his too."""
        sentences = self.sentences(block.span)
        for index in range(1, len(sentences)):
            sentence = sentences[index]
            if self._of(sentence) or WAS_SPEAKING.match(sentence.of(self.text)):
                continue
            earlier = self._of(sentences[index - 1])
            if not earlier or earlier[-1].attitude or (not earlier[-1].speaker_ids and earlier[-1].speaker is None):
                continue
            last = earlier[-1]
            if self._another_answers(sentence, last) or any(
                q.touches(sentence) and q.end - q.start > 12 for q in self.quotes
            ):
                continue
            following = self._of(sentences[index + 1])[:1] if index + 1 < len(sentences) else []
            between = bool(following) and bool(last.speaker_ids) and following[0].speaker_ids == last.speaker_ids
            between = (
                between and not "\u0600" <= self.text[sentence.start] <= "\u06ff"
            )  # narration there as often as not
            words = sentence.of(self.text)
            further = FURTHER_PAST.match(words) or CONDITIONAL.match(words)
            if between or further:
                said = Said(None, last.speaker, last.speaker_ids, "statement.goes_on", 0.5)
                self._told(sentence, said, block)

    def _another_answers(self, sentence: Span, last: Statement) -> bool:
        """'Baku rejected the claims.': a sentence whose subject is another, with a verb of saying of its own."""
        cue = next((c for c, strength in self.cues_in(sentence) if strength in ("strong", "weak")), None)
        if (
            cue is None
            or cue.start - sentence.start > 80
            or SUBJECT_ONLY.fullmatch(self.text, sentence.start, cue.start) is None
        ):
            return False
        lead = self.actors_at.inside(Span(sentence.start, cue.start))
        return not any(a.kind == "pronoun" or set(a.actor_ids) & set(last.speaker_ids) for a in lead)

    def _by_adjective(self, block: Block) -> None:
        """'По российским данным, стреляли в трёх районах': whose data it is stands in an adjective."""
        for sentence in self.sentences(block.span):
            found = BY_ADJECTIVE.search(self.text, sentence.start, min(sentence.end, sentence.start + 60))
            if found is None or self._of(sentence):
                continue
            who = Span(*found.span("who"))
            whose = next((a for a in self.speakers.affils_at.touching(who) if a.actor_ids), None)
            content = clean(self.text, Span(found.end(), strip_end(self.text, sentence)))
            if whose is not None and content.end - content.start >= SHORTEST:
                said = Said(Span(*found.span("cue")), who, whose.actor_ids, "statement.data_of", 0.7)
                self._emit((content,), "indirect", said, block)

    def _accounts(self, block: Block) -> None:
        """'Islamabad's own ledger: 1,077 breaches', 'from the army's side: nothing moved': an account, a colon, no verb."""
        for found in ACCOUNT.finditer(self.text, block.span.start, block.span.end):
            at = found.start("noun")
            named = [a for a in self.actors_at.inside(Span(max(block.span.start, at - 60), at)) if a.actor_ids]
            if not named or not OF_ACCOUNT.fullmatch(self.text, named[-1].span.end, at):
                continue
            stop = self.text.find(". ", found.end(), block.span.end)
            content = clean(
                self.text,
                Span(found.end(), strip_end(self.text, Span(found.end(), stop if stop >= 0 else block.span.end))),
            )
            if content.end - content.start < 8 or self._of(content):
                continue
            said = Said(None, named[-1].span, named[-1].actor_ids, "statement.account", 0.65)
            self._emit((content,), "indirect", said, block)

    def _labels(self, block: Block) -> None:
        """'The army in Nyala: no aircraft was lost.': a sentence of a name, a colon and what it says."""
        for sentence in self.sentences(block.span):
            first = next((a for a in self.actors_at.inside(sentence) if a.actor_ids), None)
            begin = self._begin(sentence.start, block) if sentence.start == block.span.start else sentence.start
            if first is not None and first.span.end <= begin:
                first = next((a for a in self.actors_at.inside(Span(begin, sentence.end)) if a.actor_ids), None)
            if first is None or first.span.start - begin > 5 or self._of(sentence):
                continue
            if first.kind == "metonym" and self.text[first.span.end : first.span.end + 1] == ":":
                continue  # 'Damascus: two shells landed': a town
            found = LABEL_GOES_ON.match(self.text, first.span.end, sentence.end)
            if found is None or (sentence.start == block.span.start and block.kind != "body"):
                continue
            more = [
                a for a in self.actors_at.inside(Span(first.span.end, found.end())) if a.actor_ids and a.kind != "media"
            ]
            joined = more and re.fullmatch(
                r"\s*(?:and|et|и)\s*(?:the\s+)?", self.text[first.span.end : more[0].span.start]
            )
            ids = (*first.actor_ids, *(more[0].actor_ids if joined else ()))
            content = clean(self.text, Span(found.end(), strip_end(self.text, sentence)))
            if len(content.of(self.text).split()) >= 3:
                self._emit((content,), "indirect", Said(None, first.span, ids, "statement.label", 0.6), block)

    def _gapped(self, block: Block) -> None:
        """'N says that A; M - that B', 'N parle de cinq, M de trois': the verb is not said twice."""
        for statement in [
            s for s in self.found[self.begun :] if block.span.holds(s.content[-1]) and s.cue and s.role == "body"
        ]:
            content = statement.content[-1]
            for joint in GAPPED.finditer(self.text, content.start + 8, content.end):
                gap = Span(joint.start(), joint.end())
                inside = [*self.actors_at.inside(gap), *self.speakers.affils_at.inside(gap)]  # 'грузинская - что'
                named = next((a for a in inside if a.actor_ids), None)
                if named is None or any(q.start <= joint.start() < q.end for q in self.quotes):
                    continue
                rest = clean(self.text, Span(joint.end(), content.end))
                kept = clean(self.text, Span(content.start, joint.start()))
                statement.content = (*statement.content[:-1], kept)
                said = Said(None, named.span, named.actor_ids, "statement.gapped", 0.65, statement.attitude)
                self._emit((rest,), "indirect", said, block)
                break

    def _of(self, sentence: Span) -> list[Statement]:
        held = [s for s in self.found[self.begun :] if any(sentence.touches(c) for c in s.content)]
        return sorted(held, key=lambda s: s.content[0])

    def _told(self, sentence: Span, said: Said, block: Block) -> None:
        content = clean(self.text, Span(sentence.start, strip_end(self.text, sentence)))
        if content.end - content.start >= SHORTEST and not self._of(sentence):
            self._emit((content,), "indirect", said, block)
