"""What an attribution is made of, and the patterns that tell a clause from a circumstance."""

from __future__ import annotations

import re
from dataclasses import dataclass

from truceline.reading.lexicon import Lexicons
from truceline.reading.model import ActorMention, Block, Span
from truceline.reading.tokens import Tokens

CLAUSE_START = re.compile(r"\s*(?:,?\s*(?:that|что|أن|أنه|أنها|بأن|إن|que|qu['’])\s+)")
TRIM = " \t\n,;:—–-\u00a0"
END_MARKS = ".!?…؟"
CIRCUMSTANCE = re.compile(
    r"\s*(?:(?:on|at|in|during|to|after|before|while|when|following|ahead|by|through|via|late|early|yesterday|today|earlier|again|as|with|for|from|over|about|of|without|citing|adding|speaking|commenting|last|this|tonight|here|"
    r"в|во|на|по|после|журналистам|агентству|lors|dans|à|au|après|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|في|خلال|لـ|عبر)\b|[.,;—–-]|$)",
    re.I,
)
NOT_SAID = re.compile(
    r"(?:\bto|\bwill|\bwould|\bcan|\bcould|\bshould|\bmust|\bmay|\bnot|\bnever|\bcannot|n['’]t|\bhaving|\bwithout|\bbefore|\bafter|\bby|\bof|\bfor|\bbeen|\bbe|\bbeing|\bthe|\ba|\ban|\btheir|\bits|\bhis|\bas|\band its)\s+$",
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
