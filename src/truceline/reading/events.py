"""Events: trigger words, roles by event type, mentions of one event joined; modality and claimant from the statement."""

from __future__ import annotations

from truceline.reading import quick_re as re
from truceline.reading.event_circumstances import Circumstances
from truceline.reading.event_joining import Joining
from truceline.reading.event_readings import no_event
from truceline.reading.event_shapes import SHAPE, shaped
from truceline.reading.event_words import (
    ARABIC_DENIES,
    CHARGED_WITH,
    CONTEXT_WORDS,
    COUNTED,
    DOUBTS,
    FLOWN,
    FORCE,
    HEDGED,
    OBSERVED,
    OPENS_WITH_PRONOUN,
    REACTED_TO,
    REACTS,
    STATE_OF_LAND,
)
from truceline.reading.lexicon import Lexicons
from truceline.reading.model import ActorMention, Block, CountClaim, DateMention, Event, PlaceMention, Span, Statement
from truceline.reading.nearby import Nearby
from truceline.reading.role_words import BE, MEN_AFTER, MEN_OF, TriggerName
from truceline.reading.roles import Roles
from truceline.reading.tokens import Tokens

ARABIC_DAY = re.compile(
    r"\s+(?:يوم\s+)?(?:ال(?:سبت|أحد|احد|اثنين|إثنين|ثلاثاء|أربعاء|اربعاء|خميس|جمعة|يوم)|اليوم|أمس|الأمس|غد|\d)"
)
# 'opened fire with mortars', 'вели огонь из миномётов': what is fired tells the type
HEAVY = re.compile(
    r"[^.;,\n]{0,70}?(?:\bwith|\bfrom|\busing|\brounds of|\bde|\bd[’']|(?<!\w)из|(?<!\w)с применением|\bau|\bà l['’]|\bavec)\s+(?:[\w’-]+\s+){0,3}?(?:mortars?|artillery|howitzers?|tanks?|rockets?|grad|MLRS|миномётов|минометов|артиллерии|гаубиц|танков|РСЗО|градов|mortier|artillerie|arme lourde)\b",
    re.I,
)
_FLEW = r"(?:ت?يحلق|ت?حلقت?|يحلقون|ت?حلّقت?|حلّقا|تحليق|تحلّق|ت?جوب|رصدت?|شوهدت?|شاهد\w*|أ?سقطت?|أسقطوا|إسقاط|ظهرت?|ظهور)"
FLEW_LEFT = re.compile(
    rf"(?<!\w)[وفبل]?(?:ال)?(?:{_FLEW}|تدمير|اعتراض|اعترضت?)\s+(?:(?!من\s|عبر\s|\w*قصف|\w*استهداف|\w*غار)\w+\s+){{0,2}}$"
)
FLEW_RIGHT = re.compile(rf"(?:\s+(?!\w*قصف|\w*استهدف)[\u0621-\u0652]+){{0,3}}?\s+{_FLEW}(?!\w)")
BOMBED = re.compile(r"[وف]?قصف|(?:ont |a |auraient |aurait )?(?:bombard|pilonn)|pound", re.I)
A_TEXT = re.compile(
    r"\b(?:document|resolution|draft|proposal|plan|initiative|statement|text|motion|roadmap|appeal)s?\b[^.;:]{0,80}?\b(?:is|are|was|were|been|being)\s+(?:\w+ly\s+)?$",
    re.I,
)


# 'areas hit by the earthquake'
NATURE = re.compile(
    r"\s+by\s+(?:the\s+|an?\s+)?(?:\w+\s+)?(?:earthquakes?|floods?|flooding|drought|famine|cyclone|storms?|hunger|crisis|sanctions|shortages?|cholera|disease)\b"
)
# 'the Russian side … recorded 11 instances of firing'
RECORDED = re.compile(
    r"\b(?:recorded|registered|documented|logged|counted|detected|reported|received)\s+(?:[\w-]+\s+){0,4}?$"
)
WITH_SO_MANY = re.compile(r"\b(?:with|using|avec)\s+(?:(?:at least|more than|about|some|over|au moins|plus de)\s+)?$")


# 'accusations from both sides of violations'
CHARGES_OF = re.compile(
    r"\b(?:accusations?|allegations?|complaints?)\s+(?:(?:from|by)\s+[^.,;]{2,40}?\s+)?(?:of|over|about)\s+(?:\w+\s+){0,2}$",
    re.I,
)


class EventFinder(Circumstances, Joining):
    def __init__(
        self,
        text: str,
        tokens: Tokens,
        lexicons: Lexicons,
        language: str,
        blocks: list[Block],
        actors: list[ActorMention],
        places: list[PlaceMention],
        dates: list[DateMention],
        statements: list[Statement],
        counts: list[CountClaim] | None = None,
        dateline: Span | None = None,
    ) -> None:
        self.text, self.tokens, self.lexicons, self.language = text, tokens, lexicons, language
        self.blocks = [b for b in blocks if b.kind not in ("boilerplate",)]
        self.actors = sorted((a for a in actors if a.kind != "media" and a.actor_ids), key=lambda a: a.span)
        told = [p for p in places if dateline is None or not dateline.holds(p.span)]  # where it was written
        self.places = [p for p in told if p.use == "lit" and p.place_id]
        self.dates = [d for d in dates if dateline is None or not dateline.holds(d.span)]
        self.statements, self.counts = statements, counts or []
        self.triggers_at = Nearby[Span]([], lambda t: t)
        self.actors_at = Nearby(self.actors, lambda a: a.span)
        self.counts_at = Nearby(self.counts, lambda c: c.span)
        self.known_places = {p.place_id for p in self.places}
        self.of_counts: set[Span] = set()
        self.roles = Roles(text, lexicons, self.actors, statements)
        self.roles_of = {s.id: s.role for s in statements}
        self.contents = Nearby([(c, s) for s in statements for c in s.content], lambda pair: pair[0])
        self.places_at = Nearby(self.places, lambda p: p.span)
        self.dates_at = Nearby(self.dates, lambda d: d.span)
        self.blocks_at = Nearby(self.blocks, lambda b: b.span)
        named = [a for a in self.actors if a.kind in ("name", "media")]
        self.names_at = Nearby(named, lambda a: a.span)

    def run(self, outlet: str | None) -> list[Event]:
        media = self.lexicons.actor_kinds.get(outlet or "") == "media"
        self.roles.house = (outlet,) if outlet and not media else ()
        events: list[Event] = []
        matches = self._matches()
        self.triggers_at = Nearby([Span(m[0], m[0] + 1) for m, _ in matches], lambda t: t)
        for match, name in matches:
            span = Span(match[0], match[1])
            block = next(iter(self.blocks_at.holding(span)), None)
            if block is None or self.names_at.holding(span):
                continue
            event = self._event(span, name, block)
            if self._bare(event) or self._text_backed(event):
                continue
            events.append(event)
        merged = self._merge(self._without_twins(self._without_bare_harm(events)))
        for index, event in enumerate(merged, 1):
            event.id = f"e{index}"
        return merged

    def _voice(self, statement: Statement) -> tuple[str, ...]:
        """A headline's 'Russia' is the official of Russia in the lead when the lead repeats it: two actors shared."""
        lead = next((s for s in self.statements if s.role == "body"), None)
        if statement.role == "body" or lead is None or len(statement.speaker_ids) != 1 or len(lead.speaker_ids) != 1:
            return statement.speaker_ids
        state, person = statement.speaker_ids[0], lead.speaker_ids[0]
        shared = (self._named(statement) & self._named(lead)) - {state, person}
        official = any(t.of == state for t in self.lexicons.offices_of(person))
        return (person,) if official and len(shared) >= 2 else statement.speaker_ids

    def _named(self, statement: Statement) -> set[str]:
        return {i for a in self.actors if statement.holds(a.span) for i in a.actor_ids}

    @staticmethod
    def _bare(event: Event) -> bool:
        """Help for nobody and an advance of nobody to nowhere are figures of speech: 'encouraging reforms'."""
        if event.type in ("protection_support", "cooperation"):
            return not event.targets and not event.agents
        if event.type == "monitoring":
            return not event.agents and not event.targets and not event.places
        if event.type == "military_operation" and event.triggers:
            return not event.agents and not event.targets and not event.places
        return event.type == "advance_capture" and not event.places and not event.agents

    def _text_backed(self, event: Event) -> bool:
        """'The document was backed by all members': a text has support, nobody is protected."""
        lead = self.text[max(0, event.triggers[0].start - 110) : event.triggers[0].start]
        return event.type == "protection_support" and not event.targets and A_TEXT.search(lead) is not None

    def _matches(self) -> list[tuple[tuple[int, int], TriggerName]]:
        found = []
        for code in dict.fromkeys((self.language, "en")):
            phrases = self.lexicons.triggers.get(code)
            if phrases is None:
                continue
            for match in phrases.find(self.tokens):
                before = self.text[max(0, match.start - 60) : match.start].casefold()
                after = self.text[match.end : match.end + 80].casefold()
                written = self.text[match.start : match.end]
                same = written.casefold()  # 'attaqué' is no 'attaque', though both have one key
                names = [p.payload for p in sorted(match.phrases, key=lambda p: p.written.casefold() != same)]
                name = next((n for n in names if self._meant(n, before, after, written)), None)
                if name is None:
                    continue
                found.append(((match.start, match.end), name))
        more, replaced = shaped(self.text, self.language, [Span(*where) for where, _ in found])
        more = [(w, n) for w, n in more if not no_event(n.type, self.text[w[0] : w[1]], "", self.text[w[1] : w[1] + 80].casefold())]  # fmt: skip
        return sorted([*(f for f in found if Span(*f[0]) not in replaced), *more], key=lambda f: f[0])

    def _meant(self, name: TriggerName, before: str, after: str, written: str) -> bool:
        """Leave out readings of a word that are no event: 'supported by', 'Mine', 'battle against poverty'."""
        if (
            before.endswith(
                ("-", "وقف ", "وقف ل", "وقفا ل", "وقفاً ل", "прекращения ", "прекращении ", "режима прекращения ")
            )
            or (written.casefold() == "order" and before.endswith("in "))
            or (written.casefold() == "hostilities" and before.endswith("cessation of "))
        ):
            return False
        if (
            name.type == "protection_support"
            and written[:1].isupper()
            and before.strip()
            and not before.rstrip().endswith((".", '"', "“", ":"))
        ):
            return False
        if written.casefold() == "occupied" and (
            STATE_OF_LAND.match(after)
            or (after.startswith(" by ") and not re.search(r"\b(?:was|were|been|being)\s+(?:\w+\s+)?$", before))
        ):
            return False
        if no_event(name.type, written, before, after):
            return False
        if NATURE.match(after) or (
            name.type == "withdrawal" and (after.startswith(" line") or before.endswith(("line of ", "lines of ")))
        ):
            return False
        if written in ("فجر", "الفجر") and ARABIC_DAY.match(after):
            return False  # 'فجر السبت' is a time of day
        if name.type == "drone_strike" and (FLEW_LEFT.search(before) or FLEW_RIGHT.match(after)):
            return False  # 'حلقت طائرة مسيرة فوق': it flew, or fell, or was seen
        if written.casefold() == "conversation" and not re.search(r"phone|call\b", before + after):
            return False
        if written.casefold() == "supporting" and re.match(
            r"\s+(?:a|the|an)\s+(?:cessation|resolution|ceasefire|idea|process)", after
        ):
            return False
        if name.note.startswith("c:"):
            words = CONTEXT_WORDS.get(name.note, ())
            return (
                any(w in before[-45:] or w in after[: 30 if written.isascii() else 75] for w in words)
                if words
                else bool(re.search(r"\b(?:was|were|been)\s+$", before)) or after.startswith((" on ", " in ", " by "))
            )
        if name.note == "o:operations":
            return "carry out" in before[-40:] or "carried out" in before[-40:] or "military" in before[-12:]
        if name.note == "r:request":
            return bool(re.search(r"\b(?:upon|on|at)\s+(?:a|the)\s+(?:\w+\s+)?$", before))
        if (name.type in ("combat", "defeat") and re.search(r"\b(?:terror\w*|anti-\w+)\s+$", before)) or (
            name.type == "combat"
            and written.casefold() in ("fight against", "fighting against", "combat", "combating")
            and (
                re.search(r"\b(?:the|in|their|joint|our|anti-terrorism|of)\s+$", before)
                or written.casefold().startswith("combat")
            )
        ):
            return False
        return not (name.type == "killing" and written.casefold() == "casualties" and "no" in before[-6:])

    def _event(self, span: Span, name: TriggerName, block: Block) -> Event:
        sentence = self._sentence(span)
        statement = self._statement(span)
        name = self._by_what(name, span, sentence)
        event = Event("", name.type, [span], self.lexicons.acts.get(name.type), rule=f"event.{name.type}")
        event.agents, event.targets = self.roles.find(span, name, sentence, statement)
        observer = self._observer(span, sentence)
        if observer:
            event.agents = tuple(a for a in event.agents if a not in observer)
        event.agents = self._doers(event, span, sentence)
        event.places = self._places(span, sentence, event.type)
        event.date = self._date(span, sentence, name.type)
        event.polarity = self._polarity(span, sentence)
        if event.polarity == "future" and name.note == SHAPE and event.type == "agreement_concluded":
            event.polarity = "pos"  # 'for the release agreed in': it was agreed
        if statement is not None:
            event.modality, event.statement_id = "claimed", statement.id
            event.claimed_by = self._voice(statement)
        elif (counts := self._counter(event.type, span)) is not None and (counts.claimant_ids or not observer):
            event.modality, event.claimed_by = "claimed", counts.claimant_ids
        elif observer:
            event.modality, event.claimed_by = "claimed", observer
        elif event.type in REACTED_TO and (reacting := self._reacting(span, sentence)):
            event.modality, event.claimed_by = "claimed", reacting
        elif event.type in (*FORCE, "advance_capture", "ceasefire_violation", "withdrawal") and self._hedged(
            span, sentence
        ):
            event.modality, event.claimed_by = "claimed", ()
        elif block.kind in ("headline", "subhead", "related_link"):
            event.modality, event.confidence = "claimed", 0.4
            event.claimed_by = ()
        if event.type in COUNTED:
            self._counted(event, span)
        return event

    def _counter(self, type_: str, span: Span) -> CountClaim | None:
        """The count that an act is told in, when somebody counts there."""
        if type_ not in COUNTED:
            return None
        counts = (c for c in self.counts if c.span.touches(span))
        return next((c for c in counts if c.claimant_ids or c.claimant_text), None)

    def _hedged(self, span: Span, sentence: Span) -> bool:
        """'Villages are reported to have been burned': somebody claims it, and the outlet does not say it itself."""
        before = self.text[max(sentence.start, span.start - 60) : span.start]
        return (
            HEDGED.search(before) is not None
            or CHARGES_OF.search(before) is not None
            or HEDGED.match(self.text[span.end : span.end + 16].lstrip()) is not None
        )

    def _by_what(self, name: TriggerName, span: Span, sentence: Span) -> TriggerName:
        """'government aircraft had bombed': an attack from the air by the words of who attacks."""
        if name.type == "small_arms_fire" and HEAVY.match(self.text, span.end, sentence.end):
            return TriggerName("shelling", name.verb, name.note)
        if name.type != "attack" and not (name.type == "shelling" and BOMBED.match(span.of(self.text))):
            return name
        lead, after = self.text[sentence.start : span.start], self.text[span.end : sentence.end]
        lead = "" if BE.search(lead[-26:]) else lead  # 'a drone was shot down': it struck nothing
        kind = next((k for k, before, behind in FLOWN if before.search(lead) or behind.match(after)), None)
        return TriggerName(kind, name.verb, name.note) if kind else name

    def _counted(self, event: Event, span: Span) -> None:
        """A count tells of all places of its breakdown; what it counts is no event told one by one."""
        count = next(iter(self.counts_at.touching(span)), None)
        if count is None:
            return
        if not WITH_SO_MANY.search(self.text[max(0, count.span.start - 26) : count.span.start]):
            self.of_counts.add(span)  # 'shelled it with 15 rounds': what the one act was done with
        known = self.known_places
        places = [b.place_id for b in count.breakdown if count.rule != "count.told_later"] or [count.place]
        event.places = tuple(dict.fromkeys(p for p in places if p in known and p)) or event.places

    def _observer(self, span: Span, sentence: Span) -> tuple[str, ...]:
        """'The mission recorded 120 violations': it tells of them, it does not commit them."""
        left = [
            a for a in self.actors_at.inside(Span(sentence.start, span.start)) if a.kind not in ("affil", "pronoun")
        ]
        for actor in reversed(left):
            gap = self.text[actor.span.end : span.start]
            if len(gap) < 140 and OBSERVED.match(gap):
                return self.roles.listed_with(actor, left)
        return () if left else self._pronoun_teller(span, sentence, OBSERVED)

    def _pronoun_teller(self, span: Span, sentence: Span, does: re.Pattern[str]) -> tuple[str, ...]:
        """'N deplored the attack. It has received reports of more': whoever spoke in the sentence before."""
        pronoun = OPENS_WITH_PRONOUN.match(self.text, sentence.start, span.start)
        if pronoun is None or not does.match(self.text[pronoun.end() : span.start]):
            return ()
        before = [s for s in self.statements if s.content[-1].end <= sentence.start and s.role == "body"]
        last = max(before, key=lambda s: s.content[-1].end, default=None)
        return last.speaker_ids if last and sentence.start - last.content[-1].end < 4 else ()

    def _reacting(self, span: Span, sentence: Span) -> tuple[str, ...]:
        """'The mission condemned the assaults': that there were any is its claim."""
        for actor in reversed(self.actors_at.inside(Span(sentence.start, span.start))):
            if actor.kind != "affil":
                if ARABIC_DENIES.search(self.text[max(0, actor.span.start - 24) : actor.span.start]):
                    return actor.actor_ids  # the verb stands first: 'نفى الجيش استهداف'
                gap = self.text[actor.span.end : span.start]
                found = None if CHARGED_WITH.match(gap) else REACTS.match(gap)
                return actor.actor_ids if found and len(gap) < 90 and not DOUBTS.search(gap) else ()
        return self._pronoun_teller(span, sentence, REACTS)

    def _only_tells(self, actor: str, span: Span, sentence: Span) -> bool:
        """A mission observes and reports; its own helicopters and troops may act."""
        if self.lexicons.actor_kinds.get(actor) not in ("mission", "io", "ngo", "media"):
            return False
        return not any(
            actor in a.actor_ids
            and (
                MEN_OF.search(self.text[max(0, a.span.start - 48) : a.span.start])
                or MEN_AFTER.match(self.text, a.span.end)
            )
            for a in self.actors_at.inside(Span(sentence.start, span.start))
        )

    def _doers(self, event: Event, span: Span, sentence: Span) -> tuple[str, ...]:
        """Agents without those who only speak of an act of force: monitors and media, and whoever condemns or urges."""
        if event.type not in FORCE or not event.agents:
            return event.agents
        left = {
            i: self.text[a.span.end : span.start]
            for a in self.actors_at.inside(Span(sentence.start, span.start))
            for i in a.actor_ids
        }
        return tuple(
            i
            for i in event.agents
            if i not in left
            or i in self.roles.meant
            or not (self._only_tells(i, span, sentence) or REACTS.search(left[i]) or RECORDED.search(left[i]))
        )

    def _statement(self, span: Span) -> Statement | None:
        holding = [statement for _, statement in self.contents.holding(span)]
        return min(holding, key=lambda s: sum(c.end - c.start for c in s.content)) if holding else self._below(span)
