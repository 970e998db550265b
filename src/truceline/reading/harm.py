"""Casualties and weapons beside an event, in the words of the text."""

from __future__ import annotations

from truceline.reading import quick_re as re
from truceline.reading.model import Casualties, Event, Span
from truceline.reading.numbers import NUMBER, number_value

WHO = r"(?:civilians?|people|persons?|soldiers?|fighters?|militants?|children|child|women|woman|men|police(?:men)?|officers?|servicemen|members|troops|residents|villagers|peacekeepers|terrorists|human|rebels|worshippers|medics|aid workers|others|мирн\w+ жител\w+|человек\w*|военнослужащ\w+|боевик\w+|civils?|personnes?|soldats?|مدنيين|مدنيا|شخصا|أشخاص|عناصر|جنود)"
KILLED = r"(?:killed|dead|died|deaths?|slain|martyred|погиб\w*|убит\w*|tués?|morts?|قتلى|مقتل|قتل|شهداء)"
HURT = r"(?:wounded|injured|hurt|injuries|ранен\w*|пострада\w*|blessés?|جرحى|إصابة|جرح|أصيب)"
HARM = re.compile(rf"{KILLED}|{HURT}|kill|wound|injur", re.I)
LEAD = r"(?P<lead>at least|more than|over|up to|about|around|nearly|some|не менее|более|около|au moins|plus de|أكثر من)?\s*"
PATTERNS = tuple(
    (kind, re.compile(pattern, re.IGNORECASE))
    for kind, word in (("killed", KILLED), ("wounded", HURT))
    for pattern in (
        rf"{LEAD}(?<![\w.,])(?P<count>{NUMBER})\s+(?:\w+\s+){{0,2}}?(?P<who>{WHO})?\s*(?:\w+\s+){{0,1}}?(?:(?:were|was|have been|had been|are|и|ont été|a été)\s+)?{word}(?!\w)",
        rf"(?<!\w){word}\s+(?:of\s+)?{LEAD}(?P<count>{NUMBER})(?!\s+(?:\w+\s+)?(?:injured|wounded|killed|hurt|dead))(?:\s+(?:\w+\s+){{0,1}}?(?P<who>{WHO}))?(?!\w)",
        rf"killing\s+{LEAD}(?P<count>{NUMBER})(?:\s+(?:\w+\s+){{0,1}}?(?P<who>{WHO}))?(?!\w)" if kind == "killed" else rf"(?:wounding|injuring)\s+{LEAD}(?P<count>{NUMBER})(?:\s+(?P<who>{WHO}))?",
    )
)  # fmt: skip
WEAPONS = tuple(
    (term, re.compile(rf"(?<!\w)(?:{pattern})(?!\w)", re.IGNORECASE))
    for term, pattern in (
        ("mlrs", r"multiple[- ]launch rocket systems?|MLRS|BM-21|Grad|Uragan|Smerch|РСЗО|«?Град»?|راجمات?"),
        ("heavy_machine_gun", r"heavy[- ]machine[- ]guns?|DShK|крупнокалиберн\w+ пулемет\w*"),
        ("grenade_launcher", r"grenade launchers?|RPGs?|under-barrel|гранатомет\w*|lance-roquettes|قذائف آر بي جي"),
        ("anti_tank_missile", r"anti-tank (?:guided )?missiles?|ATGMs?|TOW|Kornet|ПТУР\w*"),
        ("unmanned_aircraft", r"drones?|UAVs?|quadcopters?|unmanned aerial vehicles?|беспилотник\w*|БПЛА|дрон\w*|drones?|طائرات? مسيرة|مسيرة"),
        ("ballistic_missile", r"ballistic missiles?|cruise missiles?|баллистическ\w+ ракет\w*|صاروخ(?:ا)? باليستي\w*"),
        ("mortar", r"mortars?(?: shells?| rounds?| fire)?|миномет\w*|миномёт\w*|mortiers?|هاون"),
        ("howitzer", r"howitzers?|гаубиц\w*"),
        ("tank", r"tanks?(?: fire| shells?)?|танк\w*|chars?|دبابات?"),
        ("artillery", r"artillery(?: shells?| fire)?|артиллери\w*|artillerie|مدفعية|مدفعي"),
        ("rocket", r"rockets?|ракет\w*|roquettes?|صواريخ|صاروخ|قذائف صاروخية"),
        ("air_delivered_bomb", r"barrel bombs?|aerial bombs?|cluster (?:bombs?|munitions?)|براميل متفجرة"),
        ("combat_aircraft", r"warplanes?|fighter jets?|air ?strikes?|air raids?|авиаци\w+|авиаудар\w*|frappes? aériennes?|غارات?|الطيران الحربي"),
        ("helicopter", r"helicopters?|gunships?|вертолет\w*|hélicoptères?|مروحي\w*"),
        ("mine", r"land ?mines?|mines?|мин[аыу]|لغم|ألغام"),
        ("improvised_explosive", r"IEDs?|improvised explosive devices?|car bombs?|roadside bombs?|VBIEDs?|СВУ|engins? explosifs? improvisés?|EEI|عبوة ناسفة"),
        ("chemical", r"chemical weapons?|chlorine|sarin|nerve agent|toxic gas|химическ\w+ оружи\w*"),
        ("machine_gun", r"machine[- ]guns?|пулемет\w*|mitrailleuses?|رشاشات?"),
        ("small_arms", r"small[- ]arms|rifles?|gunfire|AK-47s?|стрелков\w+ оружи\w*|armes légères|أسلحة خفيفة|أعيرة نارية"),
    )
)  # fmt: skip
VIOLENT = frozenset(
    [
        "attack",
        "terror_attack",
        "air_strike",
        "drone_strike",
        "shelling",
        "small_arms_fire",
        "sniping",
        "combat",
        "explosion",
        "improvised_device",
        "suicide_attack",
        "mine_explosion",
        "ground_operation",
        "military_operation",
        "killing",
        "ceasefire_violation",
    ]
)


# 'struck the town after two soldiers were killed': of what went before
AGE = re.compile(r"[\s-]+(?:ans|years?|лет|года?)(?!\w)|\s+(?:عام|سنة)", re.I)  # 'un homme de 22 ans a été tué'
AFTER_WHICH = re.compile(r"\b(?:after|following|in response to|in retaliation for|in revenge for)\b[^.;]*$")


def add_harm(text: str, events: list[Event]) -> None:
    """Weapon by the words nearest the trigger in its sentence; casualties by those of the sentence."""
    cache: dict[tuple[int, int], tuple[Casualties, ...]] = {}
    for event in events:
        if event.type not in VIOLENT:
            continue
        trigger = event.triggers[0]
        start = max(text.rfind(". ", 0, trigger.start) + 1, text.rfind("\n", 0, trigger.start) + 1)
        stop = min(
            (i for i in (text.find(". ", trigger.end), text.find("\n", trigger.end)) if i >= 0), default=len(text)
        )
        if (start, stop) not in cache:
            cache[start, stop] = _casualties(text, start, stop)
        event.casualties = tuple(
            c for c in cache[start, stop] if not AFTER_WHICH.search(text, trigger.end, c.span.start)
        )
        event.weapon = _weapon(text, trigger, start, stop)


def _casualties(text: str, start: int, stop: int) -> tuple[Casualties, ...]:
    found: list[Casualties] = []
    if HARM.search(text, start, stop) is None:
        return ()
    for kind, pattern in PATTERNS:
        for match in pattern.finditer(text, start, stop):
            span = Span(*match.span("count"))
            value = number_value(match.group("count"))
            year = value is not None and 1900 <= value <= 2100 and not match.group("who")
            aged = AGE.match(text, match.end("count")) is not None
            if value is None or year or aged or any(c.span.touches(span) for c in found):
                continue
            lead = (match.group("lead") or "").casefold()
            low = None if lead == "up to" else value
            high = (
                None
                if lead in ("at least", "more than", "over", "не менее", "более", "au moins", "plus de", "أكثر من")
                else value
            )
            found.append(Casualties(Span(match.start("count"), match.end()), kind, low, high, match.group("who")))
    return tuple(sorted(found, key=lambda c: c.span))


def _weapon(text: str, trigger: Span, start: int, stop: int) -> str | None:
    best: tuple[int, str] | None = None
    for term, pattern in WEAPONS:
        for match in pattern.finditer(text, start, stop):
            apart = max(0, match.start() - trigger.end, trigger.start - match.end())
            if apart <= 90 and (best is None or apart < best[0]):
                best = (apart, term)
    return best[1] if best else None
