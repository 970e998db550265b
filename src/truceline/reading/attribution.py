"""What an attribution is made of, and the patterns that tell a clause from a circumstance."""

from __future__ import annotations

from dataclasses import dataclass

from truceline.reading import quick_re as re
from truceline.reading.lexicon import Lexicons
from truceline.reading.model import ActorMention, Block, Span
from truceline.reading.tokens import Tokens

CLAUSE_START = re.compile(
    r"\s*(?:(?:,\s*)?(?:that(?!\s+(?:day|week|month|year|night|morning|evening|afternoon)\b)|о том, что|что|أن|أنه|أنها|بأن|إن|(?:de ce\s+|à ce\s+)?que,?|(?:de ce\s+)?qu['’])\s*(?<=[\s'’]))"
)
TRIM = " \t\n,;:—–-\u00a0،؛"
END_MARKS = ".!?…؟"
_MANY = r"\s+(?:\d|one\b|two\b|three\b|four\b|five\b|six\b|seven\b|eight\b|nine\b|ten\b|\w+teen\b|\w+ty\b|a dozen|dozens|several|half\b|all\b)(?!\s+\w+day)(?! (?:January|February|March|April|May|June|July|August|September|October|November|December))"
CIRCUMSTANCE = re.compile(
    rf"(?!\s*(?:about|over|around|as many as|at least|at most){_MANY})\s*(?:(?:on|at|in|during|to|after|before|while|when|following|ahead|by|through|via|late|early|yesterday|today|earlier|again|as|with|for|from|over|about|of|without|citing|adding|speaking|commenting|last|this|tonight|here|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|"
    r"в|во|на|по|после|журналистам|агентству|lors|dans|à|au|après|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|في|خلال|لـ|عبر)\b|[.,;—–-]|$)",
    re.I,
)
ARABIC_CLAUSE = re.compile(
    r"\s*(?P<who>[^.؟\n]{0,120}?)\s(?<!منذ )(?<!بعد )(?<!قبل )(?<!دون )(?<!غير )(?<!إلا )(?:إن|أن|ان|انه|انها|انهم|بان|بانه|بانها|إنّ|أنّ|إنه|أنه|إنّه|أنّه|إنها|أنها|إنّها|أنّها|إنهم|أنهم|إنهما|أنهما|بأن|بأنّ|بأنه|بأنّه|بأنها|بأنّها|بأنهم|بأنهما)\s"
)
LISTENER = re.compile(
    r"\s+(?:the\s+)?(?:[A-Z][\w’'.-]*(?:\s[A-Z][\w’'.-]*){0,3}(?:\s(?:news agency|television|TV|newspaper|radio|correspondent))?|reporters|journalists|(?:\w+\s){0,2}(?:news agency|news conference|television|TV|radio|newspaper|channel|press)|media|him|her|them|us|(?:\w+\s){0,2}\w+(?=\s+that\b))"
)
ALLEGED = re.compile(
    r"\b(?P<cue>allegations?|claims?|reports?|complaints?|accusations?|notifications?|letters?|assertions?|charges?)\s+(?:received\s+|made\s+)?(?:from|by|of)\s+(?:the\s+)?(?P<who>[^.\n]{2,60}?)\s+(?:that|alleging that|claiming that)\s+(?P<content>[^\n]{8,260}?)(?=\.\s|\.$|\n|$)",
    re.MULTILINE,
)
WHAT_CALLED = re.compile(
    r"\bwhat\s+(?P<who>[\w’' -]{2,50}?)\s+(?P<cue>calls?|called|describes? as|described as|terms|termed|says (?:is|was|are|were)|said (?:is|was|are|were))\s+(?P<content>[^,.\n]{6,140})"
)
NOT_SAID = re.compile(
    r"(?:\bto|\bneither|\bnor|\bwill|\bwould|\bcan|\bcould|\bshould|\bmust|\bmay|\bnot|\bnever|\bcannot|n['’]t|\bhaving|\bwithout|\bbefore|\bafter|\bby|\bof|\bfor|\bbeen|\bbe|\bbeing|\bthe|\ba|\ban|\btheir|\bits|\bhis|\bas|\band its|\b(?:the|an?|its|their|this)\s+\w+ly|\b(?:must|should|to|will|would|can|could|cannot|not)\s+(?:stop|cease|quit|avoid|keep|start|begin|continue))\s+$",
    re.I,
)
MT_INSIDE = re.compile(
    r"[,.]?\s*(?:[-–—]\s*)?(?P<cue>said|stressed|noted|added|stated|сказал[аи]?|заявил[аи]?|отметил[аи]?|подчеркнул[аи]?|добавил[аи]?|сообщил[аи]?)\s+(?:(?:in|в)\s+)?(?P<who>[\w’'«» -]{2,60}?)\s*[.,]\s*[-–—]\s*"
)
DASH_AFTER = re.compile(r"^\s*[-–—,]*\s*")


@dataclass(frozen=True)
class Page:
    """What statements are found in."""

    text: str
    tokens: Tokens
    lexicons: Lexicons
    language: str
    blocks: list[Block]
    quotes: list[Span]
    actors: list[ActorMention]
    dateline: Span | None = None
    places: tuple[Span, ...] = ()
    house: tuple[str, ...] = ()  # whose own paper it is: a mission's, a party's


@dataclass(frozen=True)
class Said:
    """How a statement was attributed: cue, speaker, rule and how sure."""

    cue: Span | None
    speaker: Span | None
    ids: tuple[str, ...]
    rule: str
    confidence: float
    attitude: bool = False


@dataclass(frozen=True)
class Cue:
    """A cue in its sentence. ``after``: where what it introduces begins; ``first``: where cue or speaker begins."""

    cue: Span
    speaker: Span | None
    ids: tuple[str, ...]
    after: int
    strength: str
    sentence: Span
    quotes: list[Span]

    @property
    def first(self) -> int:
        return min(self.cue.start, self.speaker.start) if self.speaker else self.cue.start


def after_dateline(text: str, start: int, block: Block) -> int:
    found = (
        re.match(
            r"[^\n]{0,90}?(?:/[A-ZА-Я][\w -]+/|\((?:AFP|AP|Reuters|REUTERS|dpa|Xinhua)\))\s*[-–—.:]*\s+|\([A-Z][\w/. ]{1,24}\)\s*[-–—:]+\s+|[A-ZÀ-Ý][A-ZÀ-Ý ,/a-z()]{2,40}?,?\s+(?:January|February|March|April|May|June|July|August|September|October|November|December)\s+\d{1,2}(?!\w)\.?\s*[-–—]?\s*",
            text[start : block.span.end],
        )
        if start == block.span.start
        else None
    )
    return start + found.end() if found else start


def strip_end(text: str, span: Span) -> int:
    end = span.end
    while end > span.start and text[end - 1] in " \n\t.!?…؟":
        end -= 1
    return end


def clean(text: str, span: Span) -> Span:
    start, end = span.start, span.end
    while start < end and text[start] in TRIM + "“”\"«»’'":
        start += 1
    while end > start and (text[end - 1] in TRIM or (text[end - 1] in '“"«')):
        end -= 1
    return Span(start, end)
