"""Who did it and to whom: role schemas by event type over subjects, objects, passives, nouns and pairs."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from truceline.reading import quick_re as re
from truceline.reading.event_words import FORCE
from truceline.reading.lexicon import Lexicons
from truceline.reading.model import ActorMention, Span, Statement
from truceline.reading.nearby import Nearby
from truceline.reading.role_bridges import WITH_ETRE, Bridges
from truceline.reading.role_words import (
    BE,
    BETWEEN,
    DENIED_SUBJECT,
    FROM,
    FROM_HELD,
    HIT_SUBJECT,
    JOINED_VERB,
    JOINT,
    MEN_AFTER,
    MEN_OF,
    NO_AGENTS,
    NO_TARGETS,
    NOT_DOING_BY,
    OBJECT_OF,
    OF_ITS_OWN,
    OF_KIND,
    PAIRED,
    PREPOSITION,
    QUOTE_MARKS,
    REBELS_BEFORE,
    REPELS,
    SUPPORT,
    THING_OF,
    TOLD_BY,
    WHO_BY,
    WHOSE_ACT,
    TriggerName,
)  # fmt: skip

Ids = tuple[str, ...]
WHICH = re.compile(r",\s+(?:which|who)\s+(?:(?:has|have|had|also|then|\w+ly)\s+)*")
FORCE_OR_MOVES = FORCE | {"withdrawal", "deployment", "advance_capture", "combat"}
OUR_FORCES = re.compile(
    r"(?<!\w)(?:our|nos)\s+(?:own\s+)?(?:forces|troops|fighters|units|men|soldiers|army|air defen[cs]es?|hommes|troupes|combattants|soldats|unités)\s+(?!(?:were|are|had been|have been)\b)[\w\s]{0,30}$"
)
AND_THEN_BY = re.compile(
    r"\b(?:and|et|и)\b(?=.*\b(?:by|par)\b)"
)  # 'rockets and artillery fire by M': the rockets are not M's
ALLEGED_OF = re.compile(
    r"\s+(?:\w+\s+){0,2}(?:allegations?|reports?|claims?|cases?|incidents?|acts?|complaints?)\s+of\b"
)
LOSSES = re.compile(r"casualt(?:y|ies)|losses|deaths?|dead|fatalit(?:y|ies)", re.I)
# 'the country has been split since its leader was shot'
ANOTHER_SUBJECT = re.compile(
    r"\b(?:since|when|after|before|because|until)\s+(?:[a-z][\w’'-]*\s+){0,5}(?:[A-Z][\w’'-]+\s+){0,4}(?:was|were|had been|has been)\b"
)
LAND = re.compile(r"(?:[’']s)?\s+(?:territor(?:y|ies)|soil|airspace|land|border|side of the)\b")
# 'shelled the gunmen, forcing them to withdraw': others do it
MADE_THEM = re.compile(
    r"\b(?:forc|compell|caus|allow|enabl|prompt|driv)(?:ing|ed)\s+(?!(?:its|their|his|her)\b)(?:[\w’'-]+\s+){1,5}?to\s+(?:\w+ly\s+)?$"
)
# 'doubts claims by the movement to have withdrawn': the movement did, as it says
CLAIMS_BY = re.compile(
    r"\b(?:claims?|assertions?|announcements?|pledges?|assurances?|statements?)\s+(?:by|of|from)\s+(?:the\s+)?(?:[\w’'-]+\s+){0,3}$"
)
BECAUSE_THEY = re.compile(
    r"\b(?:because|since|as|who|whom|which|where)\s+(?:they|it|he|she)\s+(?:[a-z]+ly\s+|ha[sd]\s+|have\s+|also\s+)*$"
)
OBJECT_BEHIND = re.compile(
    r"\s+(?:the|an?|its|their|his|her|our|any|all|these|those|this|that|such|what|\d+|two|three|several|some|many)\s",
    re.I,
)
MEN_AND_WHOSE = re.compile(
    r"\s+(?:de l['’]|du|des|de la|de)\s*(?:ennemi|occupant|armée|forces?|troupes|soldats|milices?|aviation|unités|combattants)\s+"
)
BY_DOING = re.compile(r"\bby\s+(?:\w+ly\s+)?[a-z]+ing\b")
Mentions = list[ActorMention]


@dataclass
class Roles(Bridges):
    """``actors``: mentions in order, with at least one id each."""

    text: str
    lexicons: Lexicons
    actors: list[ActorMention]
    statements: list[Statement]
    actors_at: Nearby[ActorMention] = field(init=False)
    house: Ids = ()  # whose paper the text is: 'our forces'
    meant: Ids = ()  # agents of the last trigger that its words only mean: 'his forces', 'any role in'

    def __post_init__(self) -> None:
        self.actors_at = Nearby(self.actors, lambda a: a.span)

    def find(self, span: Span, name: TriggerName, sentence: Span, statement: Statement | None) -> tuple[Ids, Ids]:
        """(agents, targets) of a trigger, looked for in its sentence, or in the words of the statement that holds it."""
        if statement is not None and statement.rule in ("statement.anothers_claim", "statement.impersonal"):
            statement = replace(statement, speaker_ids=())  # 'its' is who denies the claim, not who makes it
        content = next((c for c in statement.content if c.holds(span)), None) if statement else None
        low = max(sentence.start, content.start) if content else sentence.start
        high = min(sentence.end, content.end) if content else sentence.end
        speakers = [statement.speaker] if statement and statement.speaker else []
        within = [
            a for a in self.actors_at.inside(Span(low, high))
            if not any(s.holds(a.span) for s in speakers) and not self._of_rebels(a)
        ]  # fmt: skip
        left = [a for a in within if a.span.end <= span.start]
        right = [a for a in within if a.span.start >= span.end]
        if name.type in PAIRED:
            return self._pair(span, left, right), ()
        if name.type == "org_formed":
            return (), self._formed(span, left)
        if name.type in ("request", "order"):
            return self._asker(span, left, right), ()
        agents, targets = self._roles(span, name, Span(low, high), left, right)
        named = agents
        if name.type in FORCE:
            agents = agents or self._accused(span, left) or self._stands_accused(span, sentence)
            agents = agents or self._from_the_side(span, left, low)
            targets = (
                targets
                or self._own(span, Span(low, high), statement, agents)
                or self._warding(span, Span(low, high), statement, left)
                or self._stopped(span, name, left, agents)
                or self._another(span, Span(low, high), left)
            )
            if REPELS.search(self.text[max(low, span.start - 60) : span.start]) is None:
                agents = self._whose_forces(agents, self.text[low : span.start], statement)
            if (
                statement is not None
                and statement.type != "indirect"
                and OUR_FORCES.search(self.text[low : span.start])
            ):
                agents = self._body(statement.speaker_ids)  # 'our troops have opened fire': the speaker's
            if (
                self.house
                and (statement is None or statement.type == "indirect")
                and OUR_FORCES.search(self.text[low : span.start])
            ):
                agents = self.house
        elif name.type in FORCE_OR_MOVES and statement is not None and statement.type != "indirect":
            ours = OUR_FORCES.search(self.text[low : span.start]) is not None
            agents = self._body(statement.speaker_ids) if ours else agents
        if name.type in FORCE_OR_MOVES and (named == agents or not agents):
            agents = self._their_men(span, low, left, statement) or agents
        if name.type in ("access_denial", "obstruction_of_monitors") and not targets:
            targets = self._monitors(span, Span(low, high), left, statement, agents)
        agents = agents or self._understood(span, name, Span(low, high), left, statement)
        self.meant = tuple(i for i in agents if i not in named)
        return self._kept(span, name, agents, targets)

    def _kept(self, span: Span, name: TriggerName, agents: Ids, targets: Ids) -> tuple[Ids, Ids]:
        """What the schema of the type admits."""
        kinds = self.lexicons.actor_kinds
        if name.type in ("withdrawal", "deployment"):
            moved = tuple(t for t in targets if kinds.get(t) in ("armed_force", "armed_group", "mission", "coalition"))
            agents, targets = moved or agents, ()
        agents = () if name.type in NO_AGENTS else agents
        if name.type == "killing" and agents and LOSSES.fullmatch(self.text, span.start, span.end):
            agents, targets = (), targets or agents  # 'the first army casualties'
        if "civilians" in agents:  # whoever is hurt in the sentence, they did not attack
            agents, targets = tuple(a for a in agents if a != "civilians"), (*targets, "civilians")
        return agents, () if name.type in NO_TARGETS else tuple(t for t in targets if t not in agents)

    def _roles(self, span: Span, name: TriggerName, clause: Span, left: Mentions, right: Mentions) -> tuple[Ids, Ids]:
        if "\u0600" <= self.text[span.start] <= "\u06ff":
            return self._arabic(span, name, left, right)
        told = self._russian(span, name, left, right) if "А" <= self.text[span.start] <= "ё" else None
        if told is not None:
            return told
        word = span.of(self.text).casefold()
        by = self._by(span, clause, right)
        if by and name.type == "monitoring" and ALLEGED_OF.match(self.text, span.end):
            by = ()  # 'verified allegations of looting by the army'
        both = self._between(span, name, right)
        if both:
            return both, ()
        lead = self.text[max(clause.start, span.start - 34) : span.end]
        repelled = (
            REPELS.search(self.text[max(clause.start, span.start - 60) : span.start]) if name.type in FORCE else None
        )
        if repelled:
            raiders = [a for a in left if a.kind == "affil" and self.text[a.span.end : span.start] == " "]
            theirs = raiders[-1].actor_ids if raiders else ()  # 'troops repel rebel attack'
            return by or self._from(span, right) or theirs, self._warded(span, [a for a in left if a not in raiders])
        under = HIT_SUBJECT.search(lead) is not None or (
            name.type == "access_denial" and DENIED_SUBJECT.search(lead) is not None
        )
        active = word.split()[0].endswith("ing") or WITH_ETRE.search(
            word
        )  # 'were shelling', 'sont entrés': no passives
        passive = not active and BE.search(self.text[max(0, span.start - 26) : span.start]) is not None
        passive = passive or word.startswith(("was ", "were "))
        if by and word.endswith("ed") and left and not (under or passive) and OBJECT_BEHIND.match(self.text, span.end):
            by = ()  # 'condemned the violations by N': N's violations
        if under or passive or (word.endswith("ed") and by):
            subject = self._near(left, span, 70 if under else 55)
            agents = by or self._from(span, right) or self._at_checkpoint(span, name, right)
            if by and not passive and not under and subject is not None and not word.endswith("ed"):
                subject = None
            return agents, self._listed_back(subject, left) if subject else ()
        if word.endswith("ed") and name.type in ("deployment",) and left:
            return self._listed_back(left[-1], left), ()
        if (
            name.type in OF_ITS_OWN
            and right
            and re.fullmatch(r"\s+of\s+(?:the\s+)?", self.text[span.end : right[0].span.start])
        ):
            return self._listed(right[0], right), ()
        noun = name.type in FORCE and not name.verb
        if (
            noun
            and right
            and "А" <= self.text[span.start] <= "ё"
            and self.text[span.end : right[0].span.start].strip() == ""
        ):
            whose = self._listed(right[0], right)  # 'нападения армянских формирований', 'обстрел позиций армии'
            return (
                ((), whose)
                if name.type == "shelling" and right[0].kind != "affil"
                else (by or whose, self._victims(span, left, right[1:], whose))
            )
        agents = (
            by
            or self._of_whom(span, name, right)
            or self._adjective_behind(span, name, right)
            or self._with_it(span, left)
            or self._whose(span, left, noun)
            or self._doer(span, left, noun)
        )
        targets = self._object(span, name, right) or self._victims(span, left, right, agents)
        return agents, targets

    # who ------------------------------------------------------------------------------------------------------------

    def _by(self, span: Span, clause: Span, right: Mentions) -> Ids:
        """'shelled by the army', 'carried out by fighters of the group', 'blamed on X'."""
        for actor in right[:3]:
            gap = QUOTE_MARKS.sub("", self.text[span.end : actor.span.start])
            if len(gap) > 90 or actor.span.end > clause.end:
                break
            if TOLD_BY.search(gap):
                break  # 'l'attaque a été condamnée par N': no doer
            if (
                BY_DOING.search(gap)
                or AND_THEN_BY.search(gap)
                or (NOT_DOING_BY.search(gap) and not FROM_HELD.search(gap))
            ):
                break  # 'violated the agreement by attacking X'
            if WHO_BY.match(gap) and not re.search(r"[.;:]|,\s*(?:and|but|which|who)\b", gap):
                return self._listed(actor, right)
        return ()

    def _from(self, span: Span, right: Mentions) -> Ids:
        """'came under fire from Israeli forces'."""
        for actor in right[:1]:
            if FROM.match(self.text[span.end : actor.span.start]):
                return self._listed(actor, right)
        return ()

    def _of_rebels(self, actor: ActorMention) -> bool:
        """'les rebelles syriens': the adjective tells where they are from, and not whose act it is."""
        before = self.text[max(0, actor.span.start - 24) : actor.span.start]
        return actor.kind == "affil" and REBELS_BEFORE.search(before) is not None

    def _adjective_behind(self, span: Span, name: TriggerName, right: Mentions) -> Ids:
        """'des frappes aériennes israéliennes': in French whose act it is stands behind the noun, in small letters."""
        if name.type == "killing" or not right or right[0].kind != "affil":
            return ()
        if MEN_AND_WHOSE.fullmatch(self.text, span.end, right[0].span.start):
            return right[0].actor_ids  # 'le retrait de l’ennemi israélien'
        if name.type not in FORCE or name.verb:
            return ()
        first = self.text[right[0].span.start]
        french = first.islower() and first < "\u0250"
        return right[0].actor_ids if french and OF_KIND.fullmatch(self.text, span.end, right[0].span.start) else ()

    def _between(self, span: Span, name: TriggerName, right: Mentions) -> Ids:
        """'clashes between X and Y'."""
        if name.type not in ("combat", "small_arms_fire", "shelling", "ceasefire_in_force") or not right:
            return ()
        gap = self.text[span.end : right[0].span.start]
        if LAND.match(self.text, right[0].span.end):
            return ()  # 'along the line between Lebanese territory and Israel'
        if len(gap) > 60 or not BETWEEN.search(gap) or re.search(r"[.;]", gap):
            return ()
        ids = list(self._listed(right[0], right))
        for actor in right[1:3]:
            if (
                len(ids) < 2
                and actor.kind != "affil"
                and re.search(r"\b(?:and|et|и|against)\b|\sو", self.text[right[0].span.end : actor.span.end])
            ):
                ids += actor.actor_ids
        return tuple(dict.fromkeys(ids))

    def _whose(self, span: Span, left: Mentions, noun: bool) -> Ids:
        """'an LNA drone strike', 'Houthi shelling', 'the army's attack': whose act a noun names."""
        if not left:
            return ()
        actor = left[-1]
        gap = self.text[actor.span.end : span.start]
        if actor.kind == "affil":
            return self._listed_back(actor, left) if re.fullmatch(r"(?:[’']s?)?[\s-]+(?:[\w-]+\s+){0,1}", gap) else ()
        if re.fullmatch(r"[’']s?\s+(?:[\w-]+\s+){0,2}", gap):
            return self._listed_back(actor, left)
        if noun and WHOSE_ACT.fullmatch(gap) and gap.strip() == "" and not PREPOSITION.search(self._before(actor)):
            return actor.actor_ids
        article = re.search(r"\b(?:an?|the|in|by|of)\s+(?:the\s+|an?\s+)?(?:\w+\s+)?$", self._before(actor))
        return actor.actor_ids if noun and gap.strip() == "" and article else ()

    def _doer(self, span: Span, left: Mentions, noun: bool) -> Ids:
        """The subject of a verb; that of a noun only when it does the act: 'launched', 'carried out'."""
        subject = self._subject(left, span)
        if subject is None or self._flies_itself(subject, span):
            return ()
        if noun and not SUPPORT.search(self.text[subject.span.end : span.start]):
            return ()
        return tuple(dict.fromkeys((*self._listed_back(subject, left), *self._listed(subject, left))))

    # subjects -------------------------------------------------------------------------------------------------------

    def _governed(self, actor: ActorMention) -> bool:
        """Below a preposition, unless it only says whose men they are: 'fighters of the group looted'."""
        before = self.text[max(0, actor.span.start - 48) : actor.span.start]
        if self._below_preposition(actor):
            return True
        return bool(PREPOSITION.search(before[-24:])) and MEN_OF.search(before) is None

    def _hit(self, actor: ActorMention) -> bool:
        """Whether it may be the subject of a passive: 'positions of the group were shelled'."""
        before = self.text[max(0, actor.span.start - 70) : actor.span.start]
        return PREPOSITION.search(before[-24:]) is None or THING_OF.search(before) is not None

    def _before(self, actor: ActorMention) -> str:
        return self.text[max(0, actor.span.start - 26) : actor.span.start]

    def _subject(self, left: Mentions, span: Span) -> ActorMention | None:
        """The nearest name that no preposition governs and that is no object; an adjective with its men is one too."""
        for actor in reversed(left):
            gap = self.text[actor.span.end : span.start]
            if len(gap) > 120 or re.search(r"[;:]", gap):
                return None
            they = BECAUSE_THEY.search(gap)
            if they is not None and len(gap[: they.start()].split()) > 3:
                return (
                    None  # 'urges the government to stop these men because they looted': they, and not the government
                )
            if re.fullmatch(r"\s+to\s+have\s+", gap) and CLAIMS_BY.search(self._before(actor)):
                return actor
            if MADE_THEM.search(gap) or (gap.endswith(" to have ") and CLAIMS_BY.search(gap[:-9].rsplit(" ", 1)[0])):
                return None
            if actor.kind == "affil":
                if re.fullmatch(r"(?:[’']s?)?\s+(?:[\w-]+\s+){0,1}", gap) or MEN_AFTER.match(self.text, actor.span.end):
                    return actor
                continue
            if re.fullmatch(r"[’']s?\s+(?:[\w-]+\s+){0,2}", gap):
                return actor
            if WHICH.fullmatch(gap):
                return actor
            if self._governed(actor) or (self._chained(actor, left) and MEN_OF.search(self._before(actor)) is None):
                continue
            if OBJECT_OF.search(self._before(actor)) and JOINED_VERB.match(gap):
                continue
            return actor
        return None

    def _chained(self, actor: ActorMention, left: list[ActorMention]) -> bool:
        """Last of a list that a preposition governs: 'against the IS and al-Nusra'."""
        ids = self._chain_start(actor, left)
        return ids is not actor and bool(PREPOSITION.search(self.text[max(0, ids.span.start - 24) : ids.span.start]))

    def _chain_start(self, actor: ActorMention, left: list[ActorMention]) -> ActorMention:
        first = actor
        for other in reversed(left):
            if other.span.end <= first.span.start and JOINT.fullmatch(self.text, other.span.end, first.span.start):
                first = other
        return first

    def _near(self, left: list[ActorMention], span: Span, limit: int) -> ActorMention | None:
        """The subject of a passive: it stands right before the verb, with at most an inserted clause."""
        left = [a for a in left if ANOTHER_SUBJECT.search(self.text, a.span.end, span.start) is None]
        wanted = [a for a in left if (a.kind != "affil" or MEN_AFTER.match(self.text, a.span.end)) and self._hit(a)]
        if not wanted or re.search(
            r"\b(?:it|they|he|she|this|which)\s+(?:is|are|was|were|has|have|had|will)\b",
            self.text[wanted[-1].span.end : span.start],
        ):
            return None
        first = self._chain_start(wanted[-1], left)
        if first is not wanted[-1] and not self._hit(first):
            return None  # last of 'drafted by X and Y'
        return wanted[-1] if span.start - wanted[-1].span.end <= limit else None
