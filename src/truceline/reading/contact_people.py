"""With whom: people named around the words of a call, a meeting or a visit, in the same sentence.

Before the verb ('Lavrov and Kerry met'), behind 'with', 'between' and the like, or as its object ('had met Haftar'). In
'Russian Foreign Minister Sergey Lavrov' the state's adjective is his and takes no part by itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from truceline.reading import quick_re as re
from truceline.reading.model import ActorMention, Span

NAMED = ("name", "affil", "metonym", "nominal")
STOP = re.compile(r"(?<![A-ZА-ЯЁ])\.\s|\n")  # not the stop of 'U.S.'
FAR = 90  # characters between the words of a contact and who had it
WITH = re.compile(
    r"(?:\s(?:(?:[^\s,;:.]+\s){0,5}?)(?:with|avec|со?|مع)|\s(?:[^\s,;:.]+\s){0,3}?(?:between|among|entre|между|بين)|\sto(?=\s))\s+(?:the\s+|la\s+|le\s+|l['’])?",
    re.I,
)
AND = re.compile(
    r"\s*(?:\([^)\n]{1,30}\))?\s*(?:,|,?\s*\b(?:and|et|и|as well as|with|avec|с|со)\b|\s+و(?=[ء-ي])|(?<=\s)و)\s*[\w\s.’'-]{0,40}"
)
NO_COMMA = re.compile(r"^,\s*(?:and|et|и)\b")  # 'met X, and Y protested'
SAME_PERSON = re.compile(
    r"(?:['’]s)?[\s-]+(?:(?!(?:and|or|with|in|on|at|to|et|и|в|на|с|со|avec|à|في|مع)\s)[\w’'.-]+\s+){0,4}"
)
OBJECT = re.compile(
    r"\s+(?:(?!(?:in|on|at|after|before|since|for|by|à|en|le|au|в|на|по|в|с|في|يوم|خلال)\s)[^\W\d_][\w’'.-]*\s+){0,5}"
)
MEETS = re.compile(
    r"(?:\bmet|\bmeets?|\breceived|\bhosted|phoned|telephoned|called|rencontr\w+|reçu|принял\w*|التقى|التقت|استقبل)$",
    re.I,
)
BY_VERB = re.compile(
    r"(?:met\b|meets?\b|spoke|spoken|speak|talk(?=s? to|ed)|telephon|phoned|called|rang|visited|received|hosted|held|conferred|wrote|will |to |a |ont |s['’]est|se sont|встрет|созвон|посети|принял|приня|التق|استقبل|زار|اجتمع|بحث)",
    re.I,
)  # else its words are a noun, and who stands before it takes part where he is said to have had it
HAD_IT = re.compile(
    r"[^.;:\n]*\b(?:had|have|has|having|held|hold|holds|holding|conducted|during (?:his|her|their|an?)|in (?:his|her|their|a)|про[вш][её]л\w*|провед\w+|состоял\w+|eu|tenu|mené|réuni\w*)\b[^.;:,\n]{0,40}",
    re.I,
)
JOINED_BEFORE = re.compile(
    r"(?:(?!\b(?:said|that|who|which|says|told|confirmed|denied|urged|warned|accused|announced|reported|asked|invited|after|when|because|что|который|que|qui)\b)[^.;:–—\n])*"
)
ARABIC = re.compile(r"[ء-ي]")


def people_of(text: str, trigger: Span, actors: Sequence[ActorMention]) -> tuple[list[str], set[str]]:
    """(who took part, whose id only stands in the title of one of them)."""
    start, stop = _sentence(text, trigger)
    near = [a for a in actors if a.actor_ids and a.kind in NAMED and start <= a.span.start and a.span.end <= stop]
    heads, owners = _heads(text, near)
    before = _before(text, trigger, [a for a in heads if a.span.end <= trigger.start])
    behind = [a for a in heads if a.span.start >= trigger.end]
    after = _after(text, trigger, stop, behind, owners)
    found = [*before, *after]
    ids = list(dict.fromkeys(a.actor_ids[0] for a in found))
    return ids, {owner.actor_ids[0] for head, owner in owners if head in found} - set(ids)


def _sentence(text: str, trigger: Span) -> tuple[int, int]:
    head = max(0, trigger.start - 400)
    start = max((m.end() for m in STOP.finditer(text, head, trigger.start)), default=head)
    after = STOP.search(text, trigger.end, min(len(text), trigger.end + 400))
    return start, after.start() if after is not None else min(len(text), trigger.end + 400)


def _heads(
    text: str, near: Sequence[ActorMention]
) -> tuple[list[ActorMention], list[tuple[ActorMention, ActorMention]]]:
    """Mentions that stand for somebody, and (head, owner) for 'U.S. Secretary of State' before a name."""
    owners = []
    for left, right in pairwise(near):
        gap = text[left.span.end : right.span.start]
        titled = left.kind != "name" and len(gap) <= 45 and SAME_PERSON.fullmatch(gap) is not None
        if right.kind == "name" and (titled or gap == " "):
            owners.append((right, left))
    owned = [owner for _, owner in owners]
    return [a for a in near if a not in owned], owners


def _before(text: str, trigger: Span, heads: Sequence[ActorMention]) -> list[ActorMention]:
    """The nearest before the verb, and whoever is joined to him by commas and 'and'."""
    if not heads or trigger.start - heads[-1].span.end > FAR:
        return []
    if JOINED_BEFORE.fullmatch(text, heads[-1].span.end, trigger.start) is None:
        return []
    gap = text[heads[-1].span.end : trigger.start]
    if not BY_VERB.match(text, trigger.start) and HAD_IT.fullmatch(gap) is None:
        return []
    found = [heads[-1]]
    for actor in reversed(heads[:-1]):
        between = text[actor.span.end : found[-1].span.start]
        if AND.fullmatch(between) is None or (
            len(found) > 1 and between.strip() == "," and _paired(text, heads, actor)
        ):
            break
        found.append(actor)
    return found[::-1]


def _paired(text: str, heads: Sequence[ActorMention], actor: ActorMention) -> bool:
    """'the ministers of A and B, X and Y': X and Y are they, and A and B are not two more."""
    place = list(heads).index(actor)
    gap = text[heads[place - 1].span.end : actor.span.start] if place else ""
    return re.search(r"\b(?:and|et|и)\b|\sو", gap) is not None


def _after(
    text: str,
    trigger: Span,
    stop: int,
    heads: Sequence[ActorMention],
    owners: Sequence[tuple[ActorMention, ActorMention]],
) -> list[ActorMention]:
    """Behind 'with', or the object of a verb of meeting; then whoever is joined to him."""
    opening = WITH.match(text, trigger.end, stop)
    begins = [opening.end()] if opening is not None else []
    if MEETS.search(text, trigger.start, trigger.end):
        begins.insert(0, trigger.end)
    for begin in begins:
        first = next((a for a in heads if a.span.start >= begin), None)
        if first is None:
            continue
        opens = min([o.span.start for h, o in owners if h is first and o.span.start >= begin] or [first.span.start])
        if opens - begin > 0 and OBJECT.fullmatch(" " + text[begin:opens].lstrip()) is None:
            continue
        return _joined(text, first, heads, owners)
    return []


def _joined(
    text: str,
    first: ActorMention,
    heads: Sequence[ActorMention],
    owners: Sequence[tuple[ActorMention, ActorMention]],
) -> list[ActorMention]:
    found = [first]
    for actor in heads[list(heads).index(first) + 1 :]:
        opens = min([o.span.start for h, o in owners if h is actor] or [actor.span.start])
        gap = text[found[-1].span.end : max(opens, found[-1].span.end)]
        arabic = ARABIC.search(gap) is not None and "نظير" in gap and len(gap) < 30
        new_clause = len(found) == 1 and gap.startswith(",") and NO_COMMA.search(gap) is not None
        if not arabic and (new_clause or AND.fullmatch(gap) is None):
            break
        found.append(actor)
    return found
