"""'The government', 'government forces', 'the opposition': whose they are follows from the country a text is about."""

from __future__ import annotations

from collections import Counter
from itertools import chain

from truceline.reading import quick_re as re
from truceline.reading.actors import ActorFinder
from truceline.reading.model import ActorMention, Span

POWERS = frozenset(
    [
        "us",
        "russia",
        "uk",
        "france",
        "turkey",
        "iran",
        "israel",
        "saudi-arabia",
        "uae",
        "qatar",
        "egypt",
        "china",
        "germany",
        "jordan",
        "kazakhstan",
        "switzerland",
        "belarus",
        "kenya",
    ]
)
GENERIC = re.compile(
    r"(?<![\w-])(?P<who>government(?:[- ](?:forces|troops|army|soldiers|aircraft|warplanes|jets))|regime forces|(?<=[Tt]he )[Gg]overnment(?! of\b| in\b|-|s| [A-Z])|(?<=[Tt]he )regime(?= (?:said|says|has|had|forces|warplanes|helicopters|and|army|denied)\b|[’']s\b|[.,;])|(?<=the )(?:armed )?opposition(?! figures| leaders?|-)"
    r"|(?<=[Tt]he )[Aa]rmed [Ff]orces(?! of\b| in\b|-| [A-Z])"
    r"|(?<=[Tt]he )(?:national )?army(?! of (?!\w+ing\b)|[’']s (?:chief|commander)|-)|(?<=[Tt]he )military(?= [a-z]+ed\b|[’']s\b| (?:said|says|and|has|had|have|was|were|is|did|to|in|on|at|about|over)\b)|(?:(?<=^)|(?<=[\s(]))(?:army|Army)(?= (?:aircraft|warplanes|jets|soldiers|troops|positions|base|bases|convoys?|vehicles|commander|spokesman|spokesperson|patrols?|said|helicopters?)\b)"
    r"|(?<=[Ll]['’])armée(?! de\b| du\b| d['’]| [a-zé]+ne\b)|(?<=[Ll]e )gouvernement(?! d\w+ \b)|(?<!\w)قوات النظام)(?![\w-])",
    re.MULTILINE,
)
# 'government shelling', 'regime air raids': whose fire it was
WHOSE_FIRE = re.compile(
    r"(?<![\w-])(?P<who>government|regime)(?= (?:(?:air|artillery|mortar|rocket|drone|missile) )?(?:shelling|air ?strikes?|strikes?|raids?|bombardments?|bombing|fire|attacks?|offensive|artillery|warplanes?|helicopters?|jets|drones?)\b)"
)
# 'الجيش', 'للجيش', 'القيادة العامة للجيش والقوات المسلحة', with no adjective that says whose; a title of the command takes in its army
ARABIC_ARMY = re.compile(
    r"(?<!\w)(?:[وفبك]?(?=ال)|[وف]?لل)(?P<who>القيادة العامة لل(?:جيش(?: والقوات المسلحة)?|قوات المسلحة)|القوات المسلحة|الجيش|(?<=لل)(?:جيش|قوات المسلحة))(?!\w)"
    r"(?! (?!في |الذي |التي |أي )[\u0621-\u064a]*ي[ةا]?(?!\w))"
)
# 'الحكومة' with no adjective that says whose, and no noun behind it that it would be of
ARABIC_GOVERNMENT = re.compile(r"(?<!\w)[وف]?(?:ب|ك)?(?P<who>الحكومة)(?!\w)(?!\s+ال[\u0621-\u0652]*(?:ي|ية|ى)(?!\w))")
OF_THE_GOVERNMENT = re.compile(r"(?:رئاسة|رئيس|قوات|أعضاء|مجلس|مقر|مناطق|سيطرة|تشكيل|مبنى|باسم|وزير|وزراء|جيش)\s+$")
SOLDIERS = re.compile(r"army|military|armée|جيش|المسلحة|forces|troops|soldiers|aircraft|warplanes|jets|قوات")
HEAD = 160  # code points at the head of a text in which its outlet stands
OPPOSITIONS = {"sy-government": "syrian-opposition"}
WORDS = (
    "government forces",
    "government troops",
    "regime forces",
    "pro-government forces",
    "armed opposition",
    "armed opposition groups",
    "opposition groups",
    "opposition forces",
    "opposition fighters",
    "moderate opposition",
)


# sides of one war that are named by kind alone: in a text about another country they are others
OF_SYRIA = frozenset(
    ["armed groups", "illegal armed groups", "rebel groups", "rebel factions", "islamist rebels", "insurgents", "rebels", "militants", "opposition fighters", "foreign-backed militants"]
)  # fmt: skip


def theme_of(finder: ActorFinder) -> str | None:
    """The state spoken of most that is no outside power; an outside power when it is alone."""
    tally = _spoken_of(finder)
    own = Counter({state: n for state, n in tally.items() if state not in POWERS})
    best = (own or tally).most_common(1)
    return best[0][0] if best and (best[0][1] >= 2 or len(own) == 1) else None


def of_two(finder: ActorFinder, theme: str | None) -> str | None:
    """Whose 'the army' is where a text is about two states at once: that of its dateline or outlet, else nobody's."""
    own = Counter({state: n for state, n in _spoken_of(finder).items() if state not in POWERS})
    first = own.most_common(2)
    if len(first) < 2 or first[1][1] < 2 or first[1][1] * 2 < first[0][1]:
        return theme
    homes = [state for place, state in finder.topics if place.start < 4]
    homes += [finder.lexicons.homes.get(i, "") for m in finder.mentions if m.span.end < HEAD for i in m.actor_ids]
    two = {state for state, _ in first}
    return next((home for home in homes if home in two), None)


def _spoken_of(finder: ActorFinder) -> Counter[str]:
    tally: Counter[str] = Counter()
    named = [m for m in finder.mentions if m.span not in finder.waiting]
    for mention in named:
        for one in mention.actor_ids:
            if finder.lexicons.actor_kinds.get(one) == "state":
                tally[one] += 1
    tally.update(state for _, state in finder.topics)
    own_forces = {army: state for state, army in finder.lexicons.armies.items()}
    tally.update(own_forces[i] for m in named for i in m.actor_ids if i in own_forces)
    tally.update(
        t for m in named for i in m.actor_ids if (t := finder.lexicons.theatres.get(i)) and i not in own_forces
    )
    return tally


def add_theme(finder: ActorFinder) -> None:
    """Generic sides of the country the text is about; where it is about none, they stay without an id."""
    theme = theme_of(finder)
    finder.mentions = [m for m in (_of_the_theme(finder, m, theme) for m in finder.mentions) if m is not None]
    if theme != "sy-government" and (theme is not None or _elsewhere(finder)):
        finder.mentions = [m for m in finder.mentions if m.span.of(finder.text).casefold() not in OF_SYRIA]
    if theme is None:
        finder.mentions = [m for m in finder.mentions if m.span.of(finder.text).casefold() not in WORDS]
        return
    for mention in finder.mentions:
        words = mention.span.of(finder.text).casefold()
        if words in WORDS and mention.actor_ids:
            mention.actor_ids = (_side(finder, theme, words),)
    for found in WHOSE_FIRE.finditer(finder.text):
        span = Span(*found.span("who"))
        if not any(span.touches(m.span) for m in finder.mentions):
            finder.mentions.append(ActorMention(span, (theme,), "affil", "actor.of_the_theme", 0.55))
    whose = of_two(finder, theme)
    for found in chain(
        GENERIC.finditer(finder.text), ARABIC_ARMY.finditer(finder.text), ARABIC_GOVERNMENT.finditer(finder.text)
    ):
        span = Span(*found.span("who"))
        if any(span.touches(m.span) for m in finder.mentions):
            continue
        if found.group("who") == "الحكومة" and OF_THE_GOVERNMENT.search(
            finder.text, max(0, span.start - 20), span.start
        ):
            continue
        if found.group("who") == "Army" and CAPITAL_LEFT.search(finder.text, max(0, span.start - 20), span.start):
            continue  # 'the Defense Army': another's
        if whose is None:
            continue
        who = _side(finder, whose, found.group("who").casefold())
        if who == theme:
            who = _government(finder, theme, span)
        finder.mentions.append(ActorMention(span, (who,), "nominal", "actor.of_the_theme", 0.55))


def _elsewhere(finder: ActorFinder) -> bool:
    """Whether an army or a group of another country is named."""
    home = finder.lexicons.armies.get("sy-government")
    named = {i for m in finder.mentions for i in m.actor_ids}
    return bool((named & set(finder.lexicons.armies.values())) - {home})


CAPITAL_LEFT = re.compile(r"(?<![.!?]\s)\b[A-Z][\w’'-]+\s$")
UN_FIRST = re.compile(r"(?:UN|U\.N\.|United Nations)(?=\s)|(?<=\s)(?:ООН|ONU)$|(?<=\s)الأمم المتحدة$")


def _of_the_theme(finder: ActorFinder, mention: ActorMention, theme: str | None) -> ActorMention | None:
    """A name that counts in texts about one state only, or means another body in each: 'the UN mission'."""
    choices = finder.choices.get(mention.span)
    if choices is None or finder.only.get(mention.span) is None:
        return mention
    if theme in choices:
        mention.actor_ids = (choices[theme],)
        return mention
    united = UN_FIRST.search(finder.text, mention.span.start, mention.span.end)
    return ActorMention(Span(*united.span()), ("un",), "name", mention.rule, 0.7) if united else None


def _government(finder: ActorFinder, theme: str, span: Span) -> str:
    """'the Government': the one named before by its whole name, where the registry keeps it apart from its state."""
    own = f"{theme}-government"
    named = any(own in m.actor_ids and m.span.end <= span.start for m in finder.mentions)
    return own if named else theme


def _side(finder: ActorFinder, theme: str, words: str) -> str:
    if "opposition" in words:
        return OPPOSITIONS.get(theme, f"{theme}-opposition")
    if SOLDIERS.search(words) is None:
        return theme
    return finder.lexicons.armies.get(theme, f"{theme}-army")
