"""Whether the places of a count agree with its total: parts that are only some of them, and totals that are bounds."""

from __future__ import annotations

from truceline.reading import quick_re as re
from truceline.reading.model import CountClaim

# 'including four in Hama', 'among them', 'dont 4 à Hama', 'в том числе', 'بينها': not all of them are told
ONLY_SOME = re.compile(
    r"\b(?:includ\w+|among (?:them|these|which)|(?:some|most) of (?:them|these|which)|notably|mainly|mostly|especially|notamment|dont|parmi (?:elles|eux|lesquel\w+)|principalement|surtout)\b"
    r"|(?<!\w)(?:в том числе|включая|среди них|из них|из которых|главным образом|преимущественно|в основном)(?!\w)|(?<!\w)(?:و?من )?(?:بينها|بينهم|ضمنها|منها)(?!\w)|بما (?:في ذلك|فيها)|معظمها|أغلبها",
    re.I,
)
AT_LEAST = re.compile(
    r"at least|over|more than|(?:no|not) (?:fewer|less) than|above|plus d|plus de|au moins|не менее|более|больше|свыше|ما لا يقل عن|على الأقل|أكثر من",
    re.I,
)
AT_MOST = re.compile(r"up to|nearly|almost|fewer than|less than|at most|до|почти|менее|jusqu|près de|moins de", re.I)
ABOUT = re.compile(r"about|around|approximately|some|roughly|quelque|environ|около|примерно|نحو|حوالي", re.I)
A_FIFTH = 0.2  # 'some twelve' are thirteen, and are not twenty


def mismatch(claim: CountClaim, between: str) -> str | None:
    """In words, where the places cannot sum to the total; None where they do, or may.

    ``between``: the words from the number to the first place.
    """
    told, total = sum(b.count for b in claim.breakdown), claim.total
    if total is None or told == total:
        return None
    bound = claim.qualifier or ""
    some = ONLY_SOME.search(between) is not None
    if told < total and (some or AT_MOST.match(bound)):
        return None
    if told > total and AT_LEAST.match(bound):
        return None
    if ABOUT.match(bound) and abs(told - total) <= A_FIFTH * total:
        return None
    return f"the places sum to {told}, the total is {total}"
