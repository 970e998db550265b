"""What a verb of saying tells by what stands around it: a further verb, one with an object, one that closes or relays."""

from __future__ import annotations

from truceline.reading import quick_re as re
from truceline.reading.attribution import CIRCUMSTANCE, CLAUSE_START
from truceline.reading.cue_speakers import PARTICIPLE, unvowelled
from truceline.reading.model import Block, Span
from truceline.reading.phrases import Match
from truceline.reading.speaker_papers import Speaker
from truceline.reading.statement_official import Official
from truceline.reading.statement_verb_first import FURTHER_VERB
from truceline.reading.statement_words import (
    A_PRONOUN,
    DAY_LEFT,
    IN_ITS_TURN,
    RELAYED,
    SAYS_NOW,
    SOMEBODY_LEFT,
    TRANSITIVE,
)

# bare forms that are nouns too, with a capital and one behind it
IN_A_NAME = re.compile(
    r"(?:State|Report|Note|Post|Claim|Charge|Protest|Comment|Counter|Rule|Judge|Signal|Detail|Call|Address|Record)\s+[A-Z]"
)
# a word that may be a subject right before an English verb
WORD_LEFT = re.compile(
    r"(?<![\w’'-])(?!(?:so|thus|too|here|also|as|and|but|then|there|than|or|what|that|which)\s)[A-Z][\w’'-]*\s+$"
)
OWNED_NOUN = re.compile(r"[’']s\s+(?:(?:latest|own|earlier|new|repeated|recent|first)\s+)?$")
# ', the Russian centre for reconciliation' before its verb
CLOSING_SUBJECT = re.compile(r",\s+(?:the|an?)\s+(?:[\w’'-]+\s+){1,9}$")
COUNTERPART = re.compile(r",\s+(?:whereas|while|and|but)\s+[^,;]{2,60}$")
# ', передает РИА Новости.': a medium that closes a sentence passes on what others say in it
PASSES_ON = re.compile(
    r",\s+(?:передал|переда[её]т|передают|сообщает|сообщают|сообщил|сообщила|сообщило|пишет|пишут|информирует|цитирует|rapportent?|(?:a|ont)\s+rapporté|reports?|reported|relaye|écrit|(?P<per>according\s+to))\s+(?P<who>[^,;\n]{2,70}?)\s*[.…]*\s*$"
    r"|,\s+(?P<first>(?:the\s+)?[A-ZА-ЯЁ][^,;\n“”\"]{1,50}?)\s+(?:(?:has|have|had|also)\s+)?(?:report(?:s|ed)|wr(?:ites|ote))\s*[.…]*\s*$"
)
LETTERS_ONLY = re.compile(r"[А-ЯЁ]{2,6}")  # an agency nobody knows: 'сообщает ФАН'
ABOUT = re.compile(r"\s+об?\s+\d")
ABOUT_ANY = re.compile(r"\s+об?\s+[а-яё]")
SAID_BY = frozenset(("strong", "weak"))
CAPITAL_BEFORE = re.compile(r"(?:[A-Z][\w’'-]*|\b(?:the|of|for|a|an|by|from|and|its))\s+$")

A_PAPER_LEFT = re.compile(
    r"\b(?:statement|bulletin|document|report|letter|communiqu[ée]|release|text|message|note|resolution|article|post|tweet|it)(?:\s+(?:of|from|by|on|to)\s(?:[\w’'-]+\s+){1,4}|\s+(?:also\s+|further\s+)?)$",
    re.I,
)
LAST_PRONOUN = re.compile(r",\s(?:it|he|she|they|он|она|они)\s(?:also\s|has\s|have\s|had\s|также\s)?$")  # '…, it said.'


SAID_WHEN = re.compile(
    r"(?:\s+(?:on|in|early|late|earlier|today|yesterday|this|last|a|the|its|written|statement|[A-Z]?[a-z]+day|morning|afternoon|evening|night|week))*"
)


def first_word(text: str, cue: Match) -> str:
    return unvowelled(text[cue.start : cue.end].split()[0])


FOR_ITS_PART = re.compile(
    r",\s(?:for (?:his|her|its|their) part|on the other hand|by contrast|however|meanwhile|in turn|too|pour (?:sa|leur) part|de (?:son|leur) côté|quant à (?:lui|elle|eux|elles)|со своей стороны|в свою очередь),\s$",
    re.I,
)
# '…, state television reported.'
LAST_SUBJECT = re.compile(
    r",\s(?!(?:and|but|while|which|who|whom|whose|that|when|where|et|mais|qui)\s)(?:(?:the|an?|le|la|les)\s)?(?:(?!(?:and|but|who|which|that|had|was|were|has|is|as|for|in|on|at|to|by|with|from|after|before)\s)[A-Za-zÀ-ÿ’'-]+\s){1,4}$",
    re.I,
)


class CueChecks(Official):
    """Shared by the finder of statements."""

    def _verb(self, match: Match, strength: str, sentence: Span, quotes: list[Span], block: Block) -> bool:
        raise NotImplementedError

    def _without_relay(self, sentence: Span) -> Span:
        """'Минобороны заявило, что …, передает РИА Новости': the sentence without the medium that passes it on."""
        found = PASSES_ON.search(self.text, max(sentence.start, sentence.end - 120), sentence.end)
        if found is None or any(q.start <= found.start() < q.end for q in self.quotes):
            return sentence
        who = Span(*found.span("who" if found.group("who") else "first"))
        unknown = LETTERS_ONLY.fullmatch(self.text, who.start, who.end) is not None
        media = unknown or any(a.kind == "media" and a.span.start - who.start < 24 for a in self.actors_at.inside(who))
        named = any(a.actor_ids and a.kind != "media" for a in self.actors_at.inside(who))
        told = Span(sentence.start, found.start())
        inner = any(
            strength in SAID_BY
            and (
                self._opens_clause(Span(cue.start, cue.end), told)
                or (ABOUT if unknown else ABOUT_ANY).match(self.text, cue.end)
            )
            and not any(q.start <= cue.start < q.end for q in self.quotes)
            for cue, strength in self.cues_in(told)
        )
        inner = inner or ((found.group("per") or found.group("first")) is not None and self._told_inside(told))
        return told if media and inner and not named else sentence

    def _told_inside(self, told: Span) -> bool:
        """'President N accused M of …, according to an agency': somebody who is named speaks before it."""
        return any(
            strength in SAID_BY
            and not self.text.startswith("agree", cue.start)
            and any(
                a.actor_ids and a.kind != "media" and a.span.start - told.start < 40
                for a in self.actors_at.inside(Span(told.start, cue.start))
            )
            for cue, strength in self.cues_in(told)
        )

    def _in_a_name(self, match: Match, sentence: Span) -> bool:
        """'the State Border Service', 'Joint Report Desk': a capital between capitals is part of a name, and no verb."""
        if self.text.startswith(("hold", "held"), match.start):  # 'the ministry holds that'; talks are held too
            return CLAUSE_START.match(self.text, match.end) is None
        if match.end - match.start < 6 and self.text.startswith("read", match.start):  # 'the bulletin reads'
            return A_PAPER_LEFT.search(self.text, max(sentence.start, match.start - 50), match.start) is None
        if OWNED_NOUN.search(self.text, max(0, match.start - 16), match.start) and not self.text[
            match.start : match.end
        ].endswith("ed"):
            return True  # 'India rejected Pakistan's claim that'
        found = IN_A_NAME.match(self.text, match.start)
        if found is None or match.start == sentence.start:
            return False
        return CAPITAL_BEFORE.search(self.text, max(0, match.start - 30), match.start) is not None

    def _further_verb(self, match: Match, sentence: Span) -> bool:
        """'، وأكدت', '، فيما قال': an Arabic verb behind a comma tells something of its own."""
        lead = FURTHER_VERB.search(self.text, max(sentence.start, match.start - 16), match.start)
        return self.text[match.start] >= "\u0600" and lead is not None

    def _of_its_object(self, cue: Span) -> bool:
        """'accused the army of …': who stands behind such a verb is accused, and does not speak, but behind a comma."""
        before = self.text[: cue.start].rstrip()[-1:]
        if WORD_LEFT.search(self.text, max(0, cue.start - 30), cue.start) and cue.of(self.text).isascii():
            return True  # 'AA LO claims a coalition aircraft bombed': nobody behind a verb that follows its subject
        if TRANSITIVE.match(cue.of(self.text)) is not None:
            return before not in (",", '"', "”", "»", "—", "–", "-")
        return (
            SAYS_NOW.match(cue.of(self.text)) is not None
            and SOMEBODY_LEFT.search(self.text[max(0, cue.start - 60) : cue.start]) is not None
        )

    def _closes(self, match: Match, sentence: Span, quotes: list[Span]) -> bool:
        """', reports the office.': the last words of a sentence attribute all of it, whoever speaks inside."""
        rest = self.text[match.end : sentence.end]
        if PARTICIPLE.fullmatch(unvowelled(self.text[match.start : match.end])):
            return False
        if IN_ITS_TURN.search(self.text, max(sentence.start, match.start - 24), match.start):
            return False  # 'и, в свою очередь, обвинила': a further verb of the same subject
        if FOR_ITS_PART.search(self.text, max(sentence.start, match.start - 30), match.start):
            return False  # 'State TV, for its part, said'
        if quotes or len(rest) > 90 or "," in rest or self._passes_on(match, sentence):
            return False
        if DAY_LEFT.search(self.text, max(sentence.start, match.start - 30), match.start):
            return True  # ', 29 января сообщает министерство'
        if self.text[: match.start].endswith(", ") or LAST_PRONOUN.search(self.text[: match.start][-24:]):
            return True
        if CIRCUMSTANCE.match(rest) is None:
            return False
        return self._behind_a_count(match, sentence) or (
            LAST_SUBJECT.search(self.text, max(sentence.start + 12, match.start - 60), match.start) is not None
        )

    def _passes_on(self, match: Match, sentence: Span) -> bool:
        """'…, the ministry said on Thursday, Anadolu reports': who said it is told before the agency."""
        comma = self.text.rfind(",", sentence.start, match.start)
        if comma < 0 or not any(a.kind == "media" for a in self.actors_at.inside(Span(comma, match.start))):
            return False
        return any(
            s == "strong" and c.end < comma and SAID_WHEN.fullmatch(self.text, c.end, comma)
            for c, s in self.cues_in(sentence)
        )

    def _behind_a_count(self, match: Match, sentence: Span) -> bool:
        """'N registered five, whereas M reports six, the centre said on Monday': its subject stands behind the last comma."""
        joint = CLOSING_SUBJECT.search(self.text, sentence.start, match.start)
        if joint is None or not any(c.end < joint.start() for c, _ in self.cues_in(sentence)):
            return False
        first = self.cues_in(sentence)[0][0]
        inner = [c for c, s in self.cues_in(sentence) if s == "weak" and c.end < joint.start()]
        charged = any(PARTICIPLE.fullmatch(first_word(self.text, c)) for c in inner)
        return charged or COUNTERPART.search(self.text, sentence.start, first.start) is not None

    def _relays(self, match: Match) -> bool:
        """'передаёт агентство со ссылкой на министерство': who is cited speaks, not who passes it on."""
        return RELAYED.fullmatch(self.text[match.start : match.end]) is not None

    def _before_the_rest(self, match: Match, strength: str, sentence: Span, quotes: list[Span], block: Block) -> bool:
        """'N assure avoir X, ce que M conteste : Y, selon elle': the clause before one that a source closes is N's."""
        later = [
            s for s in self.found[self.begun :]
            if s.rule == "statement.according_to" and s.speaker and sentence.holds(s.content[0]) and match.end + 12 < s.content[0].start
        ]  # fmt: skip
        if not later or any(s.speaker and s.speaker.start < match.start for s in later):
            return False
        cut = max(
            self.text.rfind(mark, match.end, later[0].content[0].start) for mark in (" : ", "; ", ", ce que ", ", ")
        )
        return cut > match.end and self._verb(match, strength, Span(sentence.start, cut), quotes, block)

    def _meant_by_pronoun(self, speaker: Speaker | None, cue: Span) -> Speaker | None:
        """'he' behind the words of an unnamed source is the source, and not who was named before it."""
        if speaker is None or not speaker[1] or A_PRONOUN.fullmatch(speaker[0].of(self.text)) is None:
            return speaker
        spoke = [
            s.speaker for s in self.found if s.role == "body" and s.speaker is not None and s.speaker.end <= cue.start
        ]
        spoke = [s for s in spoke if not A_PRONOUN.fullmatch(s.of(self.text))]
        if not spoke:
            return speaker
        last = max(spoke)
        named = [
            a.span.end
            for a in self.actors
            if set(a.actor_ids) & set(speaker[1]) and a.kind != "pronoun" and a.span.end <= cue.start
        ]
        teller = next(s for s in self.found if s.speaker == last)
        theirs = teller.speaker_ids
        if (
            theirs
            and theirs != speaker[1]
            and theirs[0] in self.lexicons.people
            and speaker[1][0] in self.lexicons.people
        ):
            spoken_of = [
                a.span
                for a in self.actors
                if a.span.end <= cue.start and set(a.actor_ids) & set(speaker[1]) and a.kind != "pronoun"
            ]
            if spoken_of and teller.holds(max(spoken_of)):
                return speaker[0], theirs  # 'N said that the remarks of M …. He added': N, and not whom he spoke of
        return (speaker[0], ()) if not theirs and named and last.start >= max(named) else speaker

    def _in_a_clause(self, quote: Span, sentence: Span) -> bool:
        """'broken only by "two small incidents", N said': a few words in marks inside a clause, all of which he said."""
        words, lead = quote.of(self.text).split(), self.text[sentence.start : quote.start - 1].rstrip()
        if not words or len(words) > 6 or not (words[0][:1].islower() or words[0][:1].isdigit()):
            return False
        if len(lead.split()) < 2 or lead[-1:] in (",", ":", "“", '"', "»", "”", "-", "—", "–"):
            return False
        return not any(c.start >= sentence.start and c.end <= quote.start for c, _ in self.cues_in(sentence))
