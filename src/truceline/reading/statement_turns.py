"""Whose turn it is: transcripts, a parliament's record, questions and answers, entries of a log or a hotline.

A label stands before what is said, no verb of saying does. In a transcript a turn goes on until the next label; in a log
an entry is told by whoever called, until another is named in it. Whoever asks claims nothing.
"""

from __future__ import annotations

from functools import cached_property

from truceline.reading import quick_re as re
from truceline.reading.attribution import Said, clean
from truceline.reading.model import ActorMention, Block, Span
from truceline.reading.statement_sections import Sections
from truceline.reading.statement_shapes import SOURCES

CLOCK = r"(?:\d{1,2}[:.h]\d{2}|[0-2]\d[0-5]\d)(?:\s*(?:hrs|hours|h|UTC|GMT|LT|Z|ч|мин))?"
# 'Caller: …', '09:12 Operator: …', 'MR. NOOR (Qatar): …'; records of parliaments print 'LE MINISTRE. - …'
TURN = re.compile(
    rf"\s*(?:[-–—•*·▪]\s+|\d{{1,2}}[.)]\s+)?(?:\W*{CLOCK}\W*)?"
    r"(?P<who>(?:(?:Mr|Ms|Mrs|Mme|Dr|M|Gen|Col|Maj|Sen|Rep|Prof|St|Г-н|Г-жа)\.\s+)?[^\W\d_][\w’'(), -]{0,60}?(?:[A-ZÀ-ÝА-ЯЁ]\.\s?[A-ZÀ-ÝА-ЯЁ][\w’'-]+)?(?:\s\([^()\n]{2,40}\)){0,2})\s*"
    r"(?:(?P<colon>:)|\.\s*(?P<dash>[-–—]))(?=\s)"
)
ANSWER = re.compile(
    r"(?:Answer|Réponse|Ответ|الجواب|جواب|(?:the\s+)?spokes(?:man|woman|person)|(?:le\s+)?porte-parole|пресс-секретарь|(?:ال)?متحدث|(?:ال)?ناطق)",
    re.I,
)  # by whoever the paper is of
ROLE_LABEL = re.compile(
    r"(?<!\w)(?:LOs?|liaison|callers?|operators?|duty officer|witness|resident|informant|interviewer|interviewee|respondent|question|answer|réponse|вопрос|ответ|سؤال|جواب|(?:liaison )?officer|оператор|звонящ\w+|заявител\w+|абонент|дежурн\w+|очевидец|жител\w*|appelante?|opérat\w+|témoin|habitante?|(?:ال)?متصلة?|(?:ال)?مشغل|(?:ال)?موظف|(?:ال)?شاهد|(?:ال)?صحفية?|correspondents?|reporters?|journalists?|journaliste|корреспондент|журналист)(?!\w)",
    re.I,
)
# 'LE MINISTRE', 'Un député de Thiès': in a record of turns an office, a member or an asker speaks
SPEAKS_BY_OFFICE = re.compile(
    r"(?:(?:the|le|la|l['’]|un|une|a|an)\s*)?(?:[\w-]+\s+){0,2}?(?:minist(?:er|re)|députée?|sénateur|sénatrice|rapporteure?|présidente?|president|speaker|chair(?:man|woman|person)?|moderator|modérat\w+|member|deputy|spokes\w+|secretary|host|presenter|представитель|председатель|депутат|министр|ведущ\w+|модератор|спикер|(?:ال)?وزيرة?|(?:ال)?نائبة?|(?:ال)?رئيسة?|(?:ال)?مذيعة?|(?:ال)?مقدمة?)(?!\w)",
    re.I,
)
TITLED = re.compile(r"(?:Mr|Ms|Mrs|Mme|M|Dr|Gen|Col|Г-н|Г-жа)\.?\s+\S", re.I)
NOT_SPOKEN = re.compile(r"\s*\((?:spoke|speaking|intervient|interprétation|выступает|говорит|تكلم)[^()]*\)\s*$", re.I)
# what a form or a heading has before a colon, in capitals too
FIELD = re.compile(
    r"(?:(?:[\w/-]+\s+){0,2}(?:location|place|date|time|incidents?|comments?|remarks?|notes?|sources?|status|details|summary|actions?|grid|type|casualties|background|context|analysis|assessment|subject|from|to|reference|ref|period|area|contact|update|annex|conclusion|recommendations?|highlights|overview|lieu|heure|objet|bilan|contexte|remarque|analyse|synthèse|место|время|дата|примечани\w|итог\w*|справка|тема|источник\w*|вывод\w*|المكان|الزمان|التاريخ|ملاحظة|ملاحظات|المصدر|الموضوع|خلاصة))",
    re.I,
)
NO_CLAIM = re.compile(r"[^\s.!?]+(?:\s[^\s.!?]+)?|(?=\D*\d)\S+(?:\s+\S+){0,3}")  # 'calls received', 'Bamako, 29 août.'
# what may stand behind a name before the colon: 'Armenian side:', 'Houthi liaison officer:'
SPEAKS_FOR = re.compile(
    r"[’']?s?[\s-]+(?:[\w-]+\s+){0,2}?(?:side|party|spokes\w+|representatives?|statement|officers?|officials?|ministry|press service|command|commander|delegation|version|account|desk|сторона|представител\w+|пресс-\w+|штаб|porte-parole|partie|côté|الناطق|المتحدث)(?:\s+\([^)]*\))?",
    re.I,
)
FIGURE_ONLY = re.compile(
    r"\d[\d,. ]*(?:$|[.,;:(–—-]|\s*(?:of which|of them|dont|из них|منها|including|violations?$|incidents?$))"
)
# the head of an entry: a clock, then who called: '0640. Elder, N.', '14:05 – Teacher in N:', '1710. Caller unknown, crying.'
ENTRY = re.compile(
    rf"\W*{CLOCK}\s*[.,:–—-]*\s+(?P<who>[^\W\d_](?:[^.:;!?\n\"“«]|(?<=\s[сгдп])\.(?=\s[А-ЯЁ])|(?<=\sпос)\.|(?<=\bSt)\.){{1,70}}?)\s*(?:(?<!\s[сгдп])(?<!\sпос)(?<!\bSt)\.|:|\s[-–—])\s+(?=\S)"
)
CALLED = re.compile(
    r"(?:(?:the|a|an|un|une|le|la|l['’])\s*)?(?:[\w’'-]+\s+){0,3}?(?:callers?|elders?|doctors?|nurses?|medics?|teachers?|farmers?|drivers?|shopkeepers?|traders?|villagers?|residents?|headman|mayor|chief|governor|commanders?|officers?|offices?|desk|imam|priest|bishop|sheikh|mukhtar|engineer|pharmacist|students?|mothers?|fathers?|wom[ae]n|m[ae]n|relatives?|witness(?:es)?|activists?|monitors?|observers?|volunteers?|representative|spokes\w+|liaison|police|fishermen|fisherman|herders?|chef|maire|médecin|infirmi\w+|enseignante?|paysan\w*|habitante?s?|riverain\w*|témoins?|agriculteur|commerçante?|звонящ\w+|житель\w*|жительниц\w+|врач|фельдшер|учител\w+|водител\w+|фермер|староста|глава|очевид\w+|дежурн\w+|(?:ال)?متصلة?|(?:ال)?مختار|(?:ال)?طبيبة?|(?:ال)?معلمة?|(?:ال)?سائق|(?:ال)?مزارع|شيخ|(?:ال)?شيخ|عمدة|(?:ال)?عمدة|أحد|مواطنة?|شاهد|ضابط|قائد|سكان|أهالي|امرأة|رجل)(?![\w’'-])",
    re.I,
)
SAYS = re.compile(
    r"\W*(?:(?:[Hh]e|[Ss]he|[Tt]hey|[Ii]ls?|[Ee]lles?|[Оо]на?|[Оо]ни)\s+)?(?:[Ss]ays?|[Ss]aid|[Rr]eport(?:s|ed|ing)|[Cc]laim(?:s|ed)|[Aa]lleg(?:es|ed)|[Cc]omplain(?:s|ed)|[Ss]tates?|[Tt]ells? us|[Dd]it|[Ss]ignale|[Aa]ffirme|[Rr]apporte|[Сс]ообща(?:ет|ют)|[Сс]ообщил[аи]?|[Гг]оворит|[Уу]тверждает|يقول|تقول|قال|قالت|أفاد|أفادت|أبلغ|أبلغت)\s+(?:(?:that|что|إن|أن|بأن|عن)\s+|qu(?:e\s+|['’]))?"
)
# what whoever keeps the log adds: 'Not assessed; no pictures', 'Passed to the sector'
KEPT = re.compile(
    r"\W*(?:Not (?:assessed|confirmed|verified|yet)|No (?:pictures|photos|answer|further)|Assessed|Logged|Noted|Forwarded|Passed (?:on|to)|Referred|To be |Follow-up|Closed|Pending|Передано|Не (?:проверено|подтверждено)|Transmis|Non (?:vérifié|confirmé)|À suivre|لم (?:يتم|يتسن)|أحيل|قيد)"
)
OPENS_AFRESH = re.compile(
    rf"\W*{CLOCK}(?!\w)|\s*[-–—•*·▪]\s|\s*\d{{1,2}}[.)]\s"
)  # an entry, a bullet, a numbered point
SENTENCE_ENDS = re.compile(r"[.!?…]+\s+")
FEWEST = 3  # turns that make a transcript, entries that make a log


def _written_as_a_speaker(label: str) -> bool:
    """'MR. NOOR', 'The PRESIDENT', 'LE MINISTRE'."""
    if label.isupper() or TITLED.match(label):
        return True
    return SPEAKS_BY_OFFICE.match(label) is not None and any(w.isupper() and len(w) > 3 for w in label.split())


AGENCY = re.compile(r"^[^a-z()]{3,40}\s?\([\w /.-]{2,20}\)$")


class Turns(Sections):
    """Shared by the finder of statements."""

    turn: tuple[Span, tuple[str, ...], bool] | None = None  # whose turn goes on, and whether he asks

    @cached_property
    def in_turns(self) -> bool:
        """Whether the text is a record of turns: three labels of speakers, one of which comes again or asks."""
        labels = [(f.group("who"), b) for b in self.blocks if (f := self._turn_of(b)) is not None]
        told = [
            w
            for w, b in labels
            if SPEAKS_BY_OFFICE.match(w) and self.text[: b.span.end].endswith((".", "!", "?", "؟", "…"))
        ]
        spoken = [w for w, _ in labels if ROLE_LABEL.search(w) or _written_as_a_speaker(w) or w in told]
        again = len(set(spoken)) < len(spoken) or any(ROLE_LABEL.search(w) or SPEAKS_BY_OFFICE.match(w) for w in spoken)
        return len(spoken) >= FEWEST and again

    @cached_property
    def entries(self) -> dict[Span, tuple[Span, int]]:
        """Entries of a log: who called, and where what he tells begins."""
        found: dict[Span, tuple[Span, int]] = {}
        timed = 0
        for block in self.blocks:
            head = ENTRY.match(self.text, block.span.start, block.span.end)
            if head is None or block.kind not in ("body", "subhead"):
                continue
            timed += 1
            who = Span(*head.span("who"))
            if self._a_caller(who):
                found[block.span] = (who, head.end())
        return found if timed >= FEWEST else {}

    def _a_caller(self, who: Span) -> bool:
        """Somebody described, or a body named with its desk; a town alone is where it was."""
        if self._topic(who) or FIELD.fullmatch(who.of(self.text)):
            return False
        if any(s in ("strong", "weak") for _, s in self.cues_in(who)):
            return False  # 'resident of N reports snipers on the road': a sentence with its own verb
        return CALLED.match(who.of(self.text)) is not None

    def _turn_of(self, block: Block) -> re.Match[str] | None:
        """The label of a line that is one."""
        if block.kind not in ("body", "subhead"):
            return None
        found = TURN.match(self.text, block.span.start, block.span.end)
        if found is None or (found.group("dash") and not found.group("who").isupper()):
            return None
        return None if FIELD.fullmatch(found.group("who").strip()) or self._a_place(found) else found

    def _a_place(self, found: re.Match[str]) -> bool:
        """'DONETSK: three explosions': where, and nobody who speaks."""
        who = Span(*found.span("who"))
        if ROLE_LABEL.search(found.group("who")) or TITLED.match(found.group("who")):
            return False
        return any(p.start <= who.start + 1 and p.end >= who.end - 1 for p in self.speakers.places_at.touching(who))

    def _labelled(self, block: Block) -> bool:
        """'Caller: we are being shelled': a line of a transcript; whoever asks claims nothing."""
        if block.kind not in ("body", "subhead") or block.span in self.entries:
            self.turn = None
            return False
        found = self._turn_of(block)
        if found is None:
            return self._turn_goes_on(block)
        self.turn = None
        who, content = Span(*found.span("who")), clean(self.text, Span(found.end(), block.span.end))
        first = next((b for b in self.blocks if b.kind == "body"), None)
        if (
            block is first
            and AGENCY.search(who.of(self.text))
            and any(a.kind == "media" and who.holds(a.span) for a in self.actors)
        ):
            return False  # 'BEIRUT (AFP): …': where it was written, and by whom
        spoken_in = NOT_SPOKEN.search(found.group("who"))
        who = Span(who.start, who.start + spoken_in.start()) if spoken_in else who
        named = next((a for a in self.actors if a.actor_ids and who.holds(a.span)), None)
        label = who.of(self.text).strip()
        named = named or self._by_surname(label)
        if "," in label and not self.in_turns:
            return False
        role = ROLE_LABEL.search(label) or ANSWER.fullmatch(label)
        turns = label.isupper() and self.text.count(f"\n{label}:") > 1
        if (self._topic(who) and not self.in_turns and named is not None and named.span.of(self.text) == label) or (
            named is not None and self._only_a_town(named, label, block)
        ):
            return False  # 'LEBANON: our colleagues tell us': what it is about
        speaks = (
            named is not None
            and who.holds(named.span)
            and (who.end - named.span.end <= 2 or SPEAKS_FOR.fullmatch(self.text, named.span.end, who.end) is not None)
        )
        if self.in_turns and (label.isupper() or TITLED.match(label) or SPEAKS_BY_OFFICE.match(label)):
            turns = True
        elif found.group("dash"):
            return False
        if NO_CLAIM.fullmatch(content.of(self.text)):
            return False
        role = role or SOURCES.fullmatch(label)
        if content.end - content.start < 8 or (role is None and not speaks and not turns):
            return False
        if FIGURE_ONLY.match(self.text, content.start, content.end):
            return False  # a figure of his, told by whoever lists it
        if named is None and ANSWER.fullmatch(label):
            named = self._of_the_paper()
        asked = self.text[content.start : block.span.end].rstrip().endswith(("?", "؟"))
        ids = named.actor_ids if named else ()
        self._nested(content, ids, block)
        said = Said(Span(found.end() - 1, found.end()), who, ids, "statement.transcript", 0.75, asked)
        self._emit((content,), "direct", said, block)
        self.turn = (who, ids, asked) if self.in_turns else None
        return True

    def _only_a_town(self, named: ActorMention, label: str, block: Block) -> bool:
        """'DAMASCUS: two shells landed', '14:10 - Khartoum: …': a seat of government is a town there."""
        if named.kind != "metonym" or named.span.of(self.text) != label:
            return False
        return label.isupper() or OPENS_AFRESH.match(block.span.of(self.text)) is not None

    def _by_surname(self, label: str) -> ActorMention | None:
        """'MR. NOOR' of whoever was named in full."""
        last = label.split()[-1].casefold() if label.isupper() or TITLED.match(label) else ""
        people = [a for a in self.actors if a.actor_ids and a.actor_ids[0] in self.lexicons.people]
        return next((a for a in people if last and a.span.of(self.text).casefold().endswith(f" {last}")), None)

    def _of_the_paper(self) -> ActorMention | None:
        title = [a for a in self.actors if a.span.start < self.blocks[0].span.end and a.actor_ids]
        return next((a for a in title if a.actor_ids[0] in self.speakers.people), title[0] if title else None)

    def _turn_goes_on(self, block: Block) -> bool:
        """A further paragraph of a turn; a heading or a remark in brackets ends it or stands between."""
        if self.turn is None:
            return False
        words = block.span.of(self.text)
        if block.kind != "body" or OPENS_AFRESH.match(words):
            self.turn = None
            return False
        if words.startswith("(") and words.endswith(")"):
            return False
        who, ids, asked = self.turn
        content = clean(self.text, block.span)
        self._nested(content, ids, block)
        self._emit((content,), "direct", Said(None, who, ids, "statement.transcript.goes_on", 0.65, asked), block)
        return True

    def _but_for_the_keeper(self, part: Span) -> Span:
        """What is told up to a remark of whoever keeps the log."""
        if KEPT.match(self.text, part.start, part.end):
            return Span(part.start, part.start)
        for stop in SENTENCE_ENDS.finditer(self.text, part.start, part.end):
            if KEPT.match(self.text, stop.end(), part.end):
                return Span(part.start, stop.start())
        return part

    def _whose_desk(self, who: Span) -> tuple[str, ...]:
        """'Taliban desk', 'Office of the governor': the body named at its beginning, or the side whose desk it is."""
        lead = Span(who.start, who.start + 1)
        named = [a for a in self.actors_at.touching(lead) if a.actor_ids]
        sides = [
            a
            for a in self.speakers.affils_at.touching(lead)
            if a.actor_ids and SPEAKS_FOR.match(self.text, a.span.end, who.end)
        ]
        return next((a.actor_ids for a in (*named, *sides)), ())

    def _nested(self, content: Span, ids: tuple[str, ...], block: Block) -> None:
        raise NotImplementedError

    def _entry(self, block: Block) -> None:
        """'1320. Chief of police, N: one car destroyed': an entry is told by whoever called, but for what others say in it."""
        if block.span not in self.entries:
            return
        who, start = self.entries[block.span]
        ids = self._whose_desk(who)
        before = len(self.found)
        self._below((who, ids), Block(Span(start, block.span.end), "body", block.rule))
        for statement in self.found[before:]:
            statement.rule = "statement.log_entry"
            statement.content = tuple(p for p in map(self._but_for_the_keeper, statement.content) if p.end > p.start)
            if not statement.content:
                self.found.remove(statement)
                continue
            said = [SAYS.match(self.text, part.start, part.end) for part in statement.content]
            statement.content = tuple(
                Span(m.end() if m else p.start, p.end) for p, m in zip(statement.content, said, strict=True)
            )
