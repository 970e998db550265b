"""Bodies spoken of by what they are: 'the mission', 'peacekeepers', 'the rebels', 'the ministry'; led back to who was named."""

from __future__ import annotations

from collections import Counter

from truceline.reading import quick_re as re
from truceline.reading.actors import ActorFinder
from truceline.reading.model import ActorMention, Span

MISSION = re.compile(
    r"(?<=[Tt]he )(?:[Mm]ission|(?:monitoring|verification|observer|patrol) (?:team|mission)|team(?= (?:also |has |had |was |could |did )?[a-z]+(?:ed|nd|aw|ard|id|ld)\b)|monitors|observers|observer mission|peacekeeping (?:force|mission))(?! (?:of|in|to|for)\b|[\w-])|(?<![\w-])(?:UN |U\.N\. )?[Pp]eacekeepers(?![\w-])"
    r"|(?<!\w)[Мм]исси(?:я|ю|и|ей)(?! [А-ЯЁо])(?!\w)|(?<=[Ll]a )(?:[Mm]ission|[Ff]orce)(?! d)(?!\w)|(?<!\w)[Cc]asques bleus(?!\w)|(?<!\w)البعثة(?! ال)(?!\w)"
)
GROUP = re.compile(
    r"(?<=[Tt]he )(?:(?:armed|rebel|militant|Islamist|jihadist|paramilitary|insurgent) )?(?:group|movement|militia|rebels|guerrillas|guerillas|insurgents|paramilitaries)(?=[,.;’']| (?:also|and|has|have|had|said|says|was|were|is|are|which|in|on|denied|rejected|accused|claimed|did|to|are|would|will|[a-z]{3,}ed)\b)"
    r"|(?<=[Ll]e )(?:groupe|mouvement)(?= (?:a|armé|rebelle|rejette|dément|nie|accuse|affirme|assure|dit|annonce|dénonce|condamne|reconnaît|refuse|soutient|répond|n['’]a)\b)|(?<!\w)(?:группировк[аи]|движение)(?= [а-я]+л[аои]?(?!\w))|(?<!\w)(?:الجماعة|الحركة)(?=[\s،.])"
)
MINISTRY = re.compile(
    r"(?<=[Tt]he )(?:(?P<kind>[Dd]efen[cs]e|[Ff]oreign) )?[Mm]inistry(?P<seat> in (?P<where>[A-Z][\w-]+))?(?! of\b)(?![\w-])|(?<=[Ll]e )ministère(?! d)|(?:(?<=данным )|(?<=сведениям )|(?<=оценкам ))ведомства(?=[ ,.])|(?<=[\s(])(?:министерств|(?:(?:оборонном|внешнеполитическом|военном) )?ведомств)(?:е|о|у)(?! [а-яА-Я]+ (?:РФ|[А-Я]))(?=[ ,.])"
)
# in full: 'the Ministry of Defence', of whose state nothing is said, or 'of (the Republic of) N'
IN_FULL = re.compile(
    r"(?<![\w-])Ministry of (?P<kind>Defen[cs]e|Foreign Affairs|External Affairs)(?: of(?: the)?(?: Republic of)? (?P<where>[A-Z][\w-]+))?(?![\w-])(?P<seat> in (?P<town>[A-Z][\w-]+))?"
)
OF_A_STATE = re.compile(r"(?:[’']s?|\b[A-Z]\w+(?:n|sh|an|i|ese))\s+$")  # 'Armenia's', 'the Syrian'
SHORT = re.compile(
    r"(?<=[Tt]he )(?P<by>[a-z]{5,} )(?:[Cc]enter|[Cc]entre|commission|committee|observatory|mechanism|council|bureau)(?=[ ,.;:’'](?!of\b|for\b|that\b|which\b|in\b))(?! [A-Z])|"
    r"(?<=[Tt]he )(?:Observatory|Network|Coalition|Center|Centre|Commission|Committee|Organi[sz]ation|Agency|Council|Front|Army|Movement|Brigade|Alliance|observatory|network|coalition|commission|committee|centre|center|council|alliance|bloc|front|brigade|federation)(?=[ ,.;:’'](?!of\b|for\b|headed\b|led\b|comprising\b|that\b|which\b|formed\b|in\b))(?! [A-Z])"
    r"|(?<!\w)(?:و|ب|ل)?(?:الشبكة|المرصد|المركز|الهيئة|الجبهة|التحالف|الائتلاف|اللجنة|المجلس)(?=[ ،.])(?! ال)|(?<!\w)(?:Обсерватори[яию]|Сеть|Центр[ае]?|Коалици[яию]|Комисси[яию]|центр[ае]?|комисси[яию])(?=[ ,.])(?! по\b| [А-ЯЁ])|(?<=[Ll][ae] )(?:[Cc]oordination|[Cc]oalition|[Pp]lateforme)(?=[ ,.])(?! d| [A-Z])"
)
OF_MISSIONS = ("mission", "team", "monitor", "observers", "peacekeep", "la force", "casques", "мисси", "البعثة")
OF_MINISTRIES = ("minist", "министерств", "ведомств")
DATELINE = 160  # code points at the head of a text in which its dateline stands
COMMON_WORDS = ("Coalition", "Council", "Commission", "Committee", "Movement", "Front", "Alliance", "Union", "Mission")
OF_HIS = re.compile(
    r"(?:[’']s)?\s+(?:regime(?P<men>\s+(?:forces|troops|army|soldiers|aircraft|warplanes|jets|helicopters))?)(?!\w)"
)
LEADS = ("president", "head_of_state", "supreme_leader", "head_of_government", "prime_minister")
WORN = ("mission", "armed_group", "office")


def add_groups(finder: ActorFinder) -> None:
    """A mission is the one the text names most; a group or ministry the one named last before, within a few paragraphs."""
    kinds = finder.lexicons.actor_kinds
    whose_coalition(finder)
    whose_government(finder)
    named = sorted((m for m in finder.mentions if m.kind == "name" and len(m.actor_ids) == 1), key=lambda m: m.span)
    missions = Counter(m.actor_ids[0] for m in named if kinds.get(m.actor_ids[0]) == "mission")
    ministries = [m for m in named if m.actor_ids[0].endswith(("-mod", "-mfa"))]
    groups = [m for m in named if kinds.get(m.actor_ids[0]) == "armed_group"]
    lowered = finder.text.lower()
    if missions and any(w in lowered for w in OF_MISSIONS):
        house = missions.most_common(1)[0][0]
        for found in MISSION.finditer(finder.text):
            _add(finder, Span(*found.span()), house, "actor.the_mission")
    for found in GROUP.finditer(finder.text) if groups else ():
        _last(finder, Span(*found.span()), groups, "actor.the_group")
    bodies = [m for m in named if kinds.get(m.actor_ids[0]) not in ("state", "person", "media", None)]
    for found in SHORT.finditer(finder.text) if bodies else ():
        by = found.group("by")
        said = found.group()[len(by) :] if by else found.group()
        head = said.lstrip("وبل").casefold()[:5] if said[0] > "\u0600" else said.casefold()[:5]
        whole = [m for m in bodies if head in m.span.of(finder.text).casefold()]
        if by:  # 'the reconciliation centre' of the 'Centre for Reconciliation'
            whole = [m for m in whole if by.strip()[:6] in m.span.of(finder.text).casefold()]
        _last(finder, Span(*found.span()), whole, "actor.short_name", 2500)
    for found in IN_FULL.finditer(finder.text):
        _written_in_full(finder, found, ministries)
    for found in MINISTRY.finditer(finder.text) if any(w in lowered for w in OF_MINISTRIES) else ():
        where = finder.lexicons.seats_of.get((found.groupdict().get("where") or "").casefold())
        if where is not None:
            kind = "-mfa" if (found.group("kind") or "D")[0] in "Ff" else "-mod"
            theirs = [m for m in ministries if m.actor_ids[0].startswith(f"{where}-")]
            theirs = [m for m in theirs if m.actor_ids[0].endswith(kind) or not found.group("kind")]
            body = theirs[-1].actor_ids[0] if theirs else f"{where}{kind}"
            _add(finder, Span(*found.span()), body, "actor.the_ministry")
        elif found.groupdict().get("kind"):
            _of_a_kind(finder, Span(*found.span()), "-mfa" if found.group("kind")[0] in "Ff" else "-mod", ministries)
        else:
            spoken = [
                m for m in finder.mentions if m.rule == "actor.the_ministry"
            ]  # 'the foreign ministry in N', before
            _last(
                finder,
                Span(found.start(), found.start("seat") if found.groupdict().get("seat") else found.end()),
                sorted([*ministries, *spoken], key=lambda m: m.span),
                "actor.the_ministry",
            )


def _written_in_full(finder: ActorFinder, found: re.Match[str], ministries: list[ActorMention]) -> None:
    """'the Ministry of Defence': of the state told behind it, else of the capital the text is dated from, else as one named before."""
    kind = "-mod" if found.group("kind").startswith("D") else "-mfa"
    told = (found.group("where") or found.group("town") or "").casefold()
    state = finder.lexicons.seats.get(told) or finder.lexicons.seats_of.get(told)
    span = Span(found.start(), found.start("seat") if found.group("seat") else found.end())
    seats = [s for place, s in finder.topics if place.end < DATELINE]
    names = finder.lexicons.actor_names
    if state is not None and f"{state}{kind}" in names:
        _add(finder, span, f"{state}{kind}", "actor.the_ministry")
    elif not told and not OF_A_STATE.search(finder.text[max(0, found.start() - 30) : found.start()]):
        if seats and f"{seats[0]}{kind}" in names:
            _add(finder, span, f"{seats[0]}{kind}", "actor.the_ministry")
        elif not seats:
            _of_a_kind(finder, span, kind, ministries)


def whose_government(finder: ActorFinder) -> None:
    """'the Assad regime', 'Assad regime forces': the government and the army of the state he leads, and not he himself."""
    for mention in [
        m for m in finder.mentions if m.kind == "name" and m.actor_ids and m.actor_ids[0] in finder.lexicons.people
    ]:
        behind = OF_HIS.match(finder.text, mention.span.end)
        states = [t.of for t in finder.lexicons.offices_of(mention.actor_ids[0]) if t.of and t.office in LEADS]
        if behind is None or not states:
            continue
        span = Span(mention.span.start, behind.end())
        body = finder.lexicons.armies.get(states[0], states[0]) if behind.group("men") else states[0]
        finder.mentions = [m for m in finder.mentions if not span.touches(m.span)]
        finder.mentions.append(ActorMention(span, (body,), "nominal", "actor.of_his_state", 0.7))


def whose_coalition(finder: ActorFinder) -> None:
    """'the Coalition' of a text that names one by its whole name is that one, and not the best known."""
    names = [m for m in finder.mentions if m.kind == "name" and len(m.actor_ids) == 1]
    for mention in names:
        word = mention.span.of(finder.text)
        if word not in COMMON_WORDS:
            continue
        whole = [m for m in names if m is not mention and word in m.span.of(finder.text).split()[1:]]
        if not whole or any(m.actor_ids == mention.actor_ids for m in whole):
            continue
        before = [m for m in whole if m.span.end <= mention.span.start]
        if before:
            mention.actor_ids, mention.rule = before[-1].actor_ids, "actor.short_name"


def _of_a_kind(finder: ActorFinder, span: Span, kind: str, ministries: list[ActorMention]) -> None:
    """'the defence ministry': the one named before, else that of the capital the text is dated from; else nobody's."""
    before = [m for m in ministries if m.actor_ids[0].endswith(kind) and m.span.end <= span.start]
    seats = [state for place, state in finder.topics if place.end < DATELINE]
    if before:
        _add(finder, span, before[-1].actor_ids[0], "actor.the_ministry")
    elif seats and f"{seats[0]}{kind}" in finder.lexicons.actor_names:
        _add(finder, span, f"{seats[0]}{kind}", "actor.the_ministry")


def _last(finder: ActorFinder, span: Span, named: list[ActorMention], rule: str, far: int = 700) -> None:
    before = [m for m in named if m.span.end <= span.start and span.start - m.span.end < far]
    if before:
        _add(finder, span, before[-1].actor_ids[0], rule)


def _add(finder: ActorFinder, span: Span, actor: str, rule: str) -> None:
    if any(span.touches(m.span) and m.kind != "affil" for m in finder.mentions):
        return
    finder.mentions = [m for m in finder.mentions if not span.touches(m.span)]
    finder.mentions.append(ActorMention(span, (actor,), "nominal", rule, 0.55))
