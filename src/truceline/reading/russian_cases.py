"""What Russian cases tell of names that stand side by side."""

from __future__ import annotations

from collections.abc import Sequence

from truceline.reading import quick_re as re
from truceline.reading.model import ActorMention

GENITIVE_GAP = re.compile(r"\s+(?:[а-яё]{4,}(?:ии|ы|и|а|я|ов|ев|ей)\s+){0,2}")


def governed_noun(text: str, before: Sequence[ActorMention], actor: ActorMention) -> bool:
    """'сторона комиссии РФ и Турции выявила': what stands in the genitive behind a head noun is no subject."""
    if not before or not "А" <= text[actor.span.start] <= "ё":
        return False
    gap = text[before[-1].span.end : actor.span.start]
    if gap.strip() == "и":
        return governed_noun(text, before[:-1], before[-1])
    return GENITIVE_GAP.fullmatch(gap) is not None
