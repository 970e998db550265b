"""Listings told by a verb: 'the United States put X on its list', 'X was added to the UN list', in four languages.

What is wished, to come or denied is no listing.
"""

from __future__ import annotations

from collections.abc import Sequence

from truceline.reading import quick_re as re
from truceline.reading.lexicon import Lexicons
from truceline.reading.model import ActorMention, DateMention, Designation, Span

GROUPS = ("armed_group", "organisation", "umbrella")
AUTHORITIES = ("state", "io", "office", "organ", "armed_force")
GAP = r"[^.;\n]{0,90}?"
LISTED = re.compile(
    rf"(?P<put>\b(?:put|placed|added|included|entered)\b{GAP}\b(?:on|to|in|onto)\s+{GAP}\b(?:lists?|blacklist|register)\b(?:\s+of\s+(?:foreign\s+|designated\s+|global\s+)?(?:terrorist\s+\w+|terrorists?|sanction\w*))?)"
    rf"|(?P<named>\b(?:listed|designated|classified|branded)\b{GAP}\bas\s+(?:an?\s+)?(?:foreign\s+|global\s+)?terror\w*(?:\s+(?:organi[sz]ations?|groups?|entity|entities))?)"
    rf"|(?P<alone>\b(?:blacklisted|outlawed|proscribed)\b(?!\s+by\b){GAP}(?=[.,;\n]|\s(?:on|in|after|as)\s))"
    rf"|(?P<french>(?:inscrit|classé|ajouté|placé)e?s?\b{GAP}\b(?:listes?(?:\s+(?:des|de|d['’])\s*(?:\w+\s+){{0,2}}terroristes?)?|terroristes?)\b)"
    rf"|(?P<russian>(?:внес\w+|внёс|включ\w+)\b{GAP}\bв\s+{GAP}(?:спис\w+|переч\w+)|призна(?:л|ла|ло|ли)\b{GAP}террористическ\w+(?:\s+\w+)?)"
    rf"|(?P<arabic>(?:أدرج|أدرجت|وضعت|صنفت|صنّفت|صنف)\s{GAP}(?:على\s+{GAP}(?:قائمة|قوائم|لائحة|لوائح)|إرهابية?|ارهابية?)(?:\s+الإرهاب)?)",
    re.I,
)
HINTS = ("list", "terror", "outlawed", "proscribed", "register", "спис", "переч", "террор", "قائمة", "قوائم", "لائحة", "لوائح", "إرهاب", "ارهاب")  # fmt: skip
UNREAL = re.compile(
    r"\b(?:to|will|would|could|should|may|might|must|not|never|wants?|refused|threatened|planned|be|pas|ne|jamais|не|хочет|может|لم|لن|قد)\s+(?:\w+\s+){0,1}$"
)  # as it is written: 'May 2016' is no 'may'
PASSIVE = re.compile(r"\b(?:was|were|is|are|been|being|est|sont|été|был\w*)\s+(?:\w+ly\s+)?$", re.I)
CLOSE = re.compile(r"[^–—:.\n]{0,30}")  # the day of a dateline is not the day of a listing
REACH = 70


def find_listed(
    text: str, actors: Sequence[ActorMention], dates: Sequence[DateMention], lexicons: Lexicons
) -> list[Designation]:
    """One record a group: the authority is the subject, or whose list it is."""
    if not any(hint in text.casefold() for hint in HINTS):
        return []
    named = [a for a in actors if a.actor_ids and a.kind in ("name", "affil", "metonym", "nominal")]
    found: list[Designation] = []
    for match in LISTED.finditer(text):
        if UNREAL.search(text, max(0, match.start() - 40), match.start()):
            continue
        start = max(text.rfind(". ", 0, match.start()), text.rfind("\n", 0, match.start())) + 1
        passive = PASSIVE.search(text, max(start, match.start() - 20), match.start()) is not None
        inside = [a for a in named if match.start() <= a.span.start and a.span.end <= match.end()]
        before = [a for a in named if start <= a.span.start and 0 <= match.start() - a.span.end <= REACH]
        subject = before[-1:] if match.lastgroup != "arabic" else []
        groups = _of(subject if passive else inside, GROUPS, lexicons)
        authorities = _of(inside if passive or match.lastgroup == "arabic" else subject, AUTHORITIES, lexicons)
        if not groups or not authorities:
            continue
        authority = authorities[0]
        day = _day(text, match, start, dates)
        for group in groups:
            span = Span(min(group.span.start, authority.span.start, match.start()), match.end())
            found.append(
                Designation(
                    group.actor_ids[0], authority.actor_ids[0], match.group().split()[0], day, span,
                    "designation.by_verb", 0.7,
                )
            )  # fmt: skip
    return found


def _of(mentions: Sequence[ActorMention], kinds: tuple[str, ...], lexicons: Lexicons) -> list[ActorMention]:
    return [a for a in mentions if lexicons.actor_kinds.get(a.actor_ids[0]) in kinds]


def _day(text: str, match: re.Match[str], start: int, dates: Sequence[DateMention]) -> str | None:
    """The day behind the words, in them, or before the verb in its sentence."""
    near = [d for d in dates if d.value and start <= d.span.start and d.span.start - match.end() <= 25]
    near = [d for d in near if "\n" not in text[min(d.span.start, match.end()) : max(d.span.start, match.end())]]
    behind = [d for d in near if d.span.start >= match.start()]
    before = [d for d in near if d.span.end <= match.start() and CLOSE.fullmatch(text, d.span.end, match.start())]
    chosen = behind[:1] or before[-1:]
    return chosen[0].value if chosen else None
