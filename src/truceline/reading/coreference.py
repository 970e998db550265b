"""Roles without a name and third-person pronouns, led back to who was named."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter

from truceline.reading import quick_re as re
from truceline.reading.actors import ActorFinder
from truceline.reading.lexicon import Lexicons
from truceline.reading.model import ActorMention, Span
from truceline.reading.nearby import Nearby

PRONOUN = re.compile(r"(?<![\w’'-])(?:[Hh]e|[Hh]im|[Hh]is|[Ss]he)(?![\w’'])|(?<!\w)(?:он|Он|его|она|Она)(?!\w)")
PAIR = re.compile(
    r"(?:(?:top|chief|senior) diplomats|heads of foreign policy departments|(?:two )?foreign ministers|heads of state|two presidents)(?!\w)"
)


def add_roles(finder: ActorFinder, quotes: list[Span]) -> None:
    """'Russia's top diplomat', 'the minister', 'top Russian diplomat', 'the two foreign ministers'."""
    text, lexicons = finder.text, finder.lexicons
    taken = [m.span for m in finder.mentions if m.kind != "affil"]
    people = [m for m in finder.mentions if m.kind == "name" and m.actor_ids and m.actor_ids[0] in lexicons.people]
    for found in PAIR.finditer(text):
        pair = _pair(found.start(), people, lexicons)
        if len(pair) == 2:
            finder.mentions.append(ActorMention(Span(*found.span()), pair, "nominal", "actor.pair_of_offices", 0.7))
            taken.append(Span(*found.span()))
    for span, state, offices in role_phrases(text, lexicons):
        if any(span.touches(t) for t in taken) or _titles_a_name(text, span, people, finder):
            continue
        person = _holder(state, offices, finder, people, span, quotes)
        if person is None and (state is None or not offices):
            continue
        finder.mentions = [m for m in finder.mentions if not (m.kind == "affil" and span.holds(m.span))]
        # whom nobody knows in an office speaks for his state
        rule = "actor.role.of_state" if person is None else "actor.role" if state else "actor.role.bare"
        finder.mentions.append(
            ActorMention(span, (person or state or "",), "nominal", rule, 0.6 if person is None or not state else 0.75)
        )
        taken.append(span)


ROLE = re.compile(
    r"(?<![\w-])(?:(?P<state>(?!Special\b|High\b)(?:U\.S\.|[A-ZА-ЯЁ][\w]+(?:\s(?:Arabian?|Sudan|Sudanese|Korean?|States|Kingdom|Emirates))?))(?P<poss>[’']s)?\s+)?(?P<mods>(?:(?:top|chief|senior|then|acting)\s+)*)(?P<inner>(?!Special\b|High\b)[A-Z][a-z]+\s+)?"
    r"(?P<office>(?:[Ff]oreign|[Ee]xternal [Aa]ffairs|[Ff]oreign [Aa]ffairs) [Mm]inister|[Ss]ecretary of [Ss]tate|[Dd]efen[cs]e [Mm]inister|[Dd]efen[cs]e [Ss]ecretary|[Pp]rime [Mm]inister|[Pp]resident|[Pp]remier|[Cc]hancellor|[Ff]oreign [Ss]ecretary|(?:[Ss]pecial )?(?:[Rr]epresentative|[Ee]nvoy)|[Aa]mbassador|[Hh]igh [Cc]ommissioner|[Cc]oordinator|[Ss]pokesman|[Ss]pokeswoman|[Ss]pokesperson|[Gg]overnor|[Cc]hairman|[Cc]hairperson|diplomat|minister|commander|leader|general|official)(?![\w-])"
)


def role_phrases(text: str, lexicons: Lexicons) -> list[tuple[Span, str | None, tuple[str, ...]]]:
    """(span without article, state id, offices) for every role phrase."""
    found = []
    for match in ROLE.finditer(text):
        state_word = (match.group("inner") or "").strip() or match.group("state")
        state = lexicons.seats.get((state_word or "").casefold())
        start = match.start()
        if match.group("state") and lexicons.seats.get(match.group("state").casefold()) is None:
            start = (
                match.start("mods")
                if match.group("mods")
                else match.start("inner")
                if match.group("inner")
                else match.start("office")
            )
        office = match.group("office").casefold()
        top = any(w in match.group("mods") for w in ("top", "chief", "senior")) and office == "diplomat"
        offices = _offices(office, top)
        if offices is None or (not offices and state is not None):
            continue
        found.append((Span(start, match.end()), state, offices))
    return found


BARE = frozenset(
    ["minister", "diplomat", "envoy", "special envoy", "representative", "special representative", "ambassador", "high commissioner", "coordinator", "commander", "leader", "general", "spokesman", "spokeswoman", "spokesperson", "governor", "chairman", "chairperson"]
)  # fmt: skip


def _offices(office: str, top: bool) -> tuple[str, ...] | None:
    if top or office in (
        "foreign minister",
        "external affairs minister",
        "foreign affairs minister",
        "foreign secretary",
    ):
        return ("foreign_minister", "secretary_of_state")
    if office == "secretary of state":
        return ("secretary_of_state",)
    if office.startswith(("defen",)):
        return ("defence_minister",)
    if office == "president":
        return ("president", "head_of_state")
    if office in ("prime minister", "premier"):
        return ("prime_minister", "head_of_government")
    if office == "chancellor":
        return ("head_of_government",)
    if office in BARE:
        return ()
    return None


def _titles_a_name(text: str, span: Span, people: list[ActorMention], finder: ActorFinder) -> bool:
    """'Foreign Minister Sergey Lavrov': a title, not a mention of its own."""
    if any(0 <= p.span.start - span.end <= 2 for p in people):
        return True
    return bool(re.match(r"[ \u00a0]+(?:for\s+\w+\s+)?[A-ZА-ЯЁ][\w’'-]+", text[span.end : span.end + 60]))


def _holder(
    state: str | None,
    offices: tuple[str, ...],
    finder: ActorFinder,
    people: list[ActorMention],
    span: Span,
    quotes: list[Span],
) -> str | None:
    lexicons = finder.lexicons
    if state is not None:
        for office in offices:
            person = lexicons.holder(office, state, finder.day)
            if person is not None:
                return person
        named = {
            m.actor_ids[0]
            for m in people
            if any(t.office in offices and t.of == state for t in lexicons.offices_of(m.actor_ids[0]))
        }
        return named.pop() if len(named) == 1 else None
    before = finder.text[max(0, span.start - 6) : span.start].casefold()
    bare = not offices
    if bare and not before.endswith("the "):
        return None
    inside = any(q.holds(span) for q in quotes)
    words = span.of(finder.text).casefold().split()[-1]
    for mention in sorted((m for m in people if m.span.start < span.start), key=lambda m: -m.span.start):
        if not inside and any(q.holds(mention.span) for q in quotes):
            continue
        held = {t.office for t in lexicons.offices_of(mention.actor_ids[0])}
        if not bare and held & set(offices):
            return mention.actor_ids[0]
        if bare and _presented(finder.text, mention.span, words):
            return mention.actor_ids[0]
        if bare and _suits(finder.text[span.start : span.end].casefold(), held):
            return mention.actor_ids[0]
    if offices == ("secretary_of_state",):
        return lexicons.holder("secretary_of_state", "us", finder.day)
    return None


def _presented(text: str, name: Span, word: str) -> bool:
    """'the UN Special Envoy for Yemen, N', 'N, the governor of': the office stands beside the name."""
    before = re.split(r"[.;\n]", text[max(0, name.start - 90) : name.start])[-1].casefold()
    after = re.split(r"[.;\n]", text[name.end : name.end + 40])[0].casefold()
    return re.search(rf"\b{word}\b[^,]*,?\s*$", before) is not None or re.match(rf",[^,]*\b{word}\b", after) is not None


def _suits(word: str, held: set[str]) -> bool:
    words = {
        "minister": "minister", "diplomat": "foreign_minister secretary_of_state ambassador envoy", "envoy": "envoy", "commander": "commander army_chief head",
        "representative": "representative envoy", "ambassador": "ambassador", "leader": "head president supreme_leader", "spokesman": "spokesperson", "spokeswoman": "spokesperson", "general": "chief commander",
    }  # fmt: skip
    return any(part in office for part in words.get(word, "-").split() for office in held)


def _pair(position: int, people: list[ActorMention], lexicons: Lexicons) -> tuple[str, ...]:
    """Two holders of the same kind of office: those named next, else those named most."""
    diplomats = [
        m
        for m in people
        if any(t.office in ("foreign_minister", "secretary_of_state") for t in lexicons.offices_of(m.actor_ids[0]))
    ]
    following = [m.actor_ids[0] for m in diplomats if 0 <= m.span.start - position < 160]
    ranked = list(
        dict.fromkeys([*following, *(p for p, _ in Counter(m.actor_ids[0] for m in diplomats).most_common())])
    )
    return tuple(ranked[:2])


UNKNOWN_PERSON = re.compile(
    r"(?<!\w)(?:Lt|Maj|Gen|Col|Brig|Capt|Dr|Mr|Ms|Mrs|General|Colonel|Major|Captain|Lieutenant|Brigadier|Admiral|Sheikh|Commander|Governor|Chairman)\.?\s+(?!Assembly|Staff|Command|Secretariat|Directorate|Authority|Secretary|Council)(?:[A-Z][\w’'-]+\.?\s+){0,2}[A-Z][\w’'-]+"
)
OWN_FORCES = re.compile(r"\s+(?:позици|сил[аы]?\b|войск|подраздел|формирован|военн|солдат|боевик|бойц)")

LATTER = re.compile(
    r"(?<!\w)(?:[Tt]he latter(?![’'\w])|[Cc]e dernier|[Cc]ette dernière|[Cc]elui-ci|[Cc]elle-ci)(?=\s+[a-zà-ÿ])"
)


def add_latter(finder: ActorFinder) -> None:
    """'… to the group; the latter denies it', '; ce dernier déclare': who was named last in the sentence."""
    named = sorted((m for m in finder.mentions if m.actor_ids and m.kind in ("name", "nominal")), key=lambda m: m.span)
    for found in LATTER.finditer(finder.text):
        before = [m for m in named if m.span.end <= found.start()]
        if before and not re.search(r"[.\n]", finder.text[before[-1].span.end : found.start()]):
            span = Span(*found.span())
            finder.mentions.append(ActorMention(span, before[-1].actor_ids, "nominal", "actor.the_latter", 0.65))


def add_pronouns(finder: ActorFinder, quotes: list[Span]) -> None:
    """A pronoun outside quotations means the person last named outside them; inside, the one named in the same one."""
    people = sorted(
        (
            m
            for m in finder.mentions
            if m.kind in ("name", "nominal") and len(m.actor_ids) == 1 and m.actor_ids[0] in finder.lexicons.people
        ),
        key=lambda m: m.span,
    )
    people_at = Nearby(people, lambda m: m.span)
    held = Nearby(quotes, lambda q: q)
    outside = [m for m in people if not held.holding(m.span)]
    for found in PRONOUN.finditer(finder.text):
        span = Span(*found.span())
        if OWN_FORCES.match(finder.text, span.end):
            continue  # 'выпустили по его позициям': a body has positions, and nobody in office
        quote = next(iter(held.holding(span)), None)
        if quote is None:
            at = bisect_right(outside, span.start, key=lambda m: m.span.end)
            best = outside[at - 1] if at else None
        else:
            inside = [m for m in people_at.inside(Span(quote.start, span.start)) if quote.holds(m.span)]
            best = inside[-1] if inside else None
        if best is None:
            continue
        if UNKNOWN_PERSON.search(finder.text, best.span.end, span.start) is not None and quote is None:
            continue  # 'Col. N M, during his visit': of somebody the registry does not know
        paragraph = max(0, finder.text.rfind("\n\n", 0, span.start))
        if best.span.start > paragraph - 900:
            finder.mentions.append(ActorMention(span, best.actor_ids, "pronoun", "actor.pronoun", 0.7))
