"""Acts that no single word tells: 'has not fired', 'two barrels were dropped', 'a patrol was briefly stopped'."""

from __future__ import annotations

from typing import NamedTuple

from truceline.reading import quick_re as re
from truceline.reading.event_shapes_arabic import ARABIC, RUSSIAN
from truceline.reading.event_shapes_french import FRENCH
from truceline.reading.model import Span
from truceline.reading.role_words import TriggerName

_MEN = r"(?:troops|soldiers|forces|fighters|rebels|militants|gunmen|insurgents|units?|army|militia(?:s|men)?|police(?:men)?|combatants|column|patrol|tanks?|vehicles|lorries|armou?r|settlers|mercenaries)"
_TRUCE = r"(?:cease-?fire|truce|cessation of hostilities|armistice)"
_BE = r"(?:is|are|was|were|been|being|be)"
_WATCH = r"(?:patrols?|convoys?|teams?|vehicles?|monitors|observers|peacekeepers|inspectors|mission|ambulances?|trucks|drivers?)"
_WALL = r"(?:trench(?:es)?|fences?|fence posts?|barriers?|berms?|bunkers?|earthworks?|fortifications?|embankments?|watchtowers?|barbed wire)"
_FLIES = r"(?:drones?|UAVs?|quadcopters?|aircraft|jets?|warplanes?|helicopters?|planes?|balloons?)"
_SOME = r"(?:(?!of\b|that\b|by\b|to\b|and\b|in\b|for\b|violations?\b|breach\w*\b|end\b)[\w’'-]+\s+)"
_HEAVY = r"(?:rockets?|mortars?|shells?|missiles?|artillery|howitzers?|grenades?|grenade launchers?|projectiles?|flamethrowers?|tanks?|heavy weapons|cluster munitions?|white phosphorus|multiple[- ]launch\w*)"
_THROWN = r"(?:grenades?|petrol bombs?|molotov\w*|explosives?|explosive devices?)"


class Shape(NamedTuple):
    """``act`` in the pattern is the trigger. ``over``: it is taken before a single word that means something else."""

    type: str
    pattern: re.Pattern[str]
    over: bool = False
    verb: bool = True


def _shape(type_: str, *patterns: str, over: bool = False, verb: bool = True) -> list[Shape]:
    return [Shape(type_, re.compile(p, re.I), over, verb) for p in patterns]


ENGLISH: tuple[Shape, ...] = (
    *_shape(
        "shelling",
        r"\b(?P<act>(?:wounded|injured|killed|hit|hurt)\s+by\s+(?:[\w-]+\s+){0,2}?(?:shrapnel|shell fragments?|shell splinters?))\b",
        over=True,
    ),
    *_shape(
        "shelling",
        rf"\b(?P<act>(?:fired|firing|launched|used|employed)\s+{_SOME}{{0,4}}?{_HEAVY})\b",
        rf"\b{_HEAVY}\s+(?:(?:was|were|had been|have been|has been|been|being)\s+)?(?:\w+ly\s+)?(?P<act>fired|used|employed|launched)\b",
        r"\b(?P<act>mortars?\s+(?:landed|fell|hit|struck|slammed|exploded))\b",
        r"\b(?P<act>projectiles?)\s+(?:in flight|flying|landed|fell)\b",
        r"\b(?P<act>fire\s+(?:from|with|of)\s+(?:\w+\s+){0,2}?(?:mortars?|artillery|tanks?|howitzers?|heavy weapons))\b",
    ),
    *_shape(
        "small_arms_fire",
        r"(?<![\w-])(?P<act>fired)(?![\w-])(?!\s+(?:up\b|as\b|it\b|them\b|from (?:his|her|their) (?:job|post|position)|(?:the|his|her|its|a|two|several)?\s*(?:\w+\s+){0,2}?(?:minister|governor|chief|officials?|director|advis[eo]r|aide|head|staff|generals?)\b))",
        r"\b(?:did|does|do|would|will|could|must|not|to|n[’']t|never)\s+(?:not\s+)?(?P<act>fire|return fire)(?=\s+(?:on|at|upon|back|into|first|a)\b|\s*[.,;]|\s*$)",
        r"\b(?P<act>opened up)\s+(?:with|on|against)\b",
        r"\b(?P<act>return(?:ed|ing|s)?\s+fire|fire\s+(?:was|had been|has been)\s+returned)\b",
        r"\b(?P<act>respond(?:ed|ing|s)\s+to\s+(?:the\s+)?(?:sources?\s+of\s+)?(?:fire|shelling|shooting))\b",
    ),
    *_shape(
        "small_arms_fire",
        r"\b(?P<act>(?:indiscriminate|heavy|intense|sporadic|hostile|enemy|incoming|sustained|unprovoked|retaliatory|deadly|continuous|harassing|intermittent)\s+fire)\b(?!\s*(?:brigade|fighter|service|engine|truck))",
        r"\b(?P<act>fire\s+(?:from|with|of)\s+(?:\w+\s+){0,2}?(?:small arms|machine[- ]guns?|automatic weapons|rifles))\b",
        verb=False,
    ),
    *_shape("drone_strike", r"\b(?:drones?|UAVs?|quadcopters?)\b[^.;:,]{0,40}?\b(?P<act>dropp(?:ed|ing))\b", over=True),
    *_shape(
        "air_strike",
        r"\b(?:helicopters?|aircraft|planes?|jets?|warplanes?|gunships?)\b[^.;:,]{0,40}?\b(?P<act>dropp(?:ed|ing))\b",
        r"\bbarrels?(?:\s+bombs?)?\s+(?:were|was|had been|have been)\s+(?P<act>dropped)\b",
        over=True,
    ),
    *_shape(
        "attack",
        rf"\b(?P<act>{_THROWN}\s+(?:(?:was|were|had been|been|has been)\s+)?(?:thrown|hurled|lobbed|tossed))\b",
        rf"\b(?P<act>(?:threw|throw(?:s|ing)|hurl(?:ed|ing)|lobb(?:ed|ing)|toss(?:ed|ing)))\s+{_SOME}{{0,3}}?{_THROWN}\b",
        r"(?<![\w-])(?P<act>beaten)(?!\s+(?:back|off|track|path)\b)",
        r"\b(?P<act>beat|beating)\s+(?:up\s+)?(?:(?:a|an|the|two|three|four|five|several|some|\d+)\s+(?:[\w-]+\s+){0,2}?(?:m[ae]n|wom[ae]n|teachers?|farmers?|civilians?|residents?|villagers?|workers?|drivers?|students?|youths?|people|persons?)|him|her|them)\b",
        r"\b(?P<act>retaliat(?:ed|ing|es))\b",
        r"\b(?P<act>torn down|tore down|demolish(?:ed|ing)|bulldoz(?:ed|ing)|razed|levelled|vandali[sz](?:ed|ing))\b",
        r"\b(?P<act>(?:threw|throw(?:s|ing)|hurl(?:ed|ing)|pelt(?:ed|ing)))\s+(?:[\w-]+\s+){0,4}?(?:stones|rocks)\b",
        r"(?<!in )(?<!for )\b(?P<act>retaliation)\s+(?:by|from)\b",
    ),
    *_shape("sniping", r"\b(?P<act>snipers?)\b[^.;:,]{0,50}?\s(?:targeted|fir(?:ed|ing)|shot|shoot|killed|hit|opened|wounded|injured)\b", verb=False),
    *_shape(
        "overflight",
        rf"\b{_FLIES}\b[^.;:]{{0,50}}?\s(?P<act>flew|flown|flying|fly|hover(?:ed|ing)|circl(?:ed|ing)|crossed|crossing|loiter(?:ed|ing)|(?:observed|seen|spotted) over)\b",
        r"\b(?P<act>(?:flew|flown|flying|flights|roared|thundered|swept|passed|buzzed)\s+over)\b",
        r"\b(?P<act>sorties)\b",
        rf"\b(?P<act>{_FLIES}\s+over)\s+(?:the\s+)?(?-i:[A-Z])",
    ),
    *_shape(
        "fortification",
        r"\b(?P<act>(?:digs?|digging|dug)\s+(?:[\w-]+\s+){0,3}?trench(?:es)?)\b",
        rf"\b{_WALL}\s+(?:was|were|had been|have been|has been|being)\s+(?:\w+ly\s+)?(?P<act>erected|built|constructed|installed|dug|put up|set up|raised|extended)\b",
        rf"\b(?P<act>(?:erect|construct|install|build|rais|extend)(?:ed|ing)|built|put(?:ting)? up)\s+{_SOME}{{0,3}}?{_WALL}\b",
        rf"\b(?:new|fresh|additional)\s+(?:[\w-]+\s+)?(?P<act>{_WALL})\b",
    ),
    *_shape(
        "withdrawal",
        rf"\b{_MEN}\b[^.;:]{{0,40}}?\s(?P<act>left|leave|quit)\s+(?=(?:the\s+|their\s+|its\s+)?(?:barracks|positions?|posts?|camps?|bases?|(?-i:[A-Z])\w+(?!\s+(?:dead|wounded))))",
    ),
    *_shape(
        "deployment",
        rf"\b{_MEN}\b[^.;:]{{0,40}}?\s(?P<act>entered|(?:moved|pushed|crossed|rolled|drove|marched|poured) into)\s+(?=(?:the\s+)?(?:[a-z]+\s+(?:of\s+)?){{0,2}}(?-i:[A-Z]))",
        r"\b(?:vehicles|reinforcements|troops|fighters|soldiers|tanks|lorries)\s+(?:\w+\s+){0,2}?(?P<act>arrived)\b",
        r"\b(?P<act>reinforced|reinforcing|stepped up)\s+(?:its|their)\s+(?:\w+\s+)?(?:patrols?|positions?|presence|checkpoints?)\b",
    ),
    *_shape(
        "access_denial",
        r"\b(?P<act>(?:refus|den)(?:ed|ies|es|y|ing|e))\s+(?:the\s+|a\s+|an\s+|its\s+|our\s+|their\s+)?(?:[\w-]+\s+){1,3}?(?:access|passage|entry|permission to (?:enter|pass|cross))\b",
        rf"\b{_WATCH}\b[^.;:]{{0,60}}?\b(?:was|were|been|being)\s+(?:\w+ly\s+)?(?P<act>stopped|blocked|halted|held up|delayed|barred|refused|obstructed|not let through)\b",
        rf"\b(?P<act>(?:blocked|stopped|halted|obstructed|delayed|barred|blocking|stopping|obstructing)\s+(?:a|an|the|its|our|their|two|three|several)\s+{_SOME}{{0,3}}?(?:patrols?|convoys?|teams?|monitors|observers|peacekeepers|inspectors|ambulances?))\b",
        over=True,
    ),
    *_shape(
        "ceasefire_announced",
        rf"\b(?P<act>(?:announc|declar|proclaim)(?:e|ed|es|ing))\s+{_SOME}{{0,5}}?{_TRUCE}\b(?!\s+(?:violation|breach|agreement|talks|monitor|line|committee))",
        rf"\b{_TRUCE}\s*,?\s+(?:(?:was|had been|has been|is)\s+)?(?P<act>announced|declared|proclaimed)\b",
    ),
    *_shape(
        "ceasefire_in_force",
        rf"\b{_TRUCE}\b[^.;:,]{{0,40}}?\s(?:is|was|were|due|set|meant|supposed|scheduled)\s+(?:due\s+|set\s+)?to\s+(?:have\s+)?(?P<act>begin|start|begun|started|taken effect)\b",
        r"\b(?P<act>entry into (?:force|effect))\b",
        rf"\b{_TRUCE}\b[^.;:]{{0,60}}?\s(?P<act>in (?:effect|force))\b",
    ),
    *_shape(
        "ceasefire_violation",
        rf"\b{_TRUCE}\b[^.;:]{{0,60}}?\s(?:{_BE}\s+)(?:\w+ly\s+)?(?P<act>broken|disregarded|ignored)\b",
        rf"\b(?P<act>(?:ignor|disregard)(?:ed|ing|es|e|s)?)[”\"]?\s+(?:the\s+|a\s+|this\s+)?(?:\w+\s+)?{_TRUCE}\b",
    ),
    *_shape("ceasefire_breakdown", rf"\b{_TRUCE}\b[^.;:]{{0,60}}?\s(?P<act>did not hold|has not held|failed to hold|expired|lapsed|would end|will end)\b"),
    *_shape(
        "meeting",
        r"\b(?:is|are|was|were|will|to|would|again|shall)\s+(?:to\s+)?(?P<act>meet|convene|reconvene)\b(?!\s+(?:(?:the|its|all|any|these|their|this|urgent|basic)\s+)?(?:\w+\s+)?(?:deadlines?|needs?|conditions?|demands?|criteria|targets?|requirements?|standards?|obligations?|commitments?|challenges?|costs?))",
        r"\b(?P<act>meets|convenes|convened|reconvened)\b(?!\s+(?:the|its|all)\s+(?:\w+\s+)?(?:deadlines?|needs?|conditions?|demands?|criteria|requirements?|standards?))",
    ),
    *_shape(
        "mine_laying",
        r"\bto\s+(?P<act>mine)\s+(?:the|a|roads?)\b",
        r"\b(?:roads?|tracks?|fields?|bridges?|approach\w*|paths?)\s+(?:to\s+\w+\s+)?(?:is|was|were|are|had been|has been|have been)\s+(?:\w+ly\s+)?(?P<act>mined)\b",
        r"\b(?:mines?|devices?|IEDs|booby[- ]traps?)\s+(?:had been|have been|has been|were|was|being)\s+(?:\w+ly\s+)?(?P<act>laid|planted|placed|buried)\b",
        over=True,
    ),
    *_shape("mine_clearing", r"\b(?P<act>clear(?:ing|ed|s)?)\s+(?:\w+\s+)?(?:land)?mines\b", r"\b(?:land)?mines?\s+(?:were|was|had been|have been)\s+(?P<act>cleared|defused)\b"),
    *_shape(
        "agreement_concluded",
        r"\b(?P<act>agreed)\s+(?:(?:in|at)\s+(?-i:[A-Z])\w+|on \w+day|late \w+|\w+day|overnight)\s+(?:on|to)\s+(?:a|an|the)\b",
        rf"\b(?:{_TRUCE}|deal|agreement|accord|release|exchange|pact|terms|arrangement|understanding|protocol)s?\b(?:\s+of\s+[\w-]+)?\s+(?P<act>agreed|reached|concluded|struck|sealed|mediated)\s+(?=(?:in|at|on|under|with|between|by|last|this|only|earlier|two|three|\d+)\b)",
    ),
    *_shape("mechanism_established", r"\b(?:committee|commission|mechanism|monitoring team|joint centre|hotline)\b[^.;:,]{0,30}?\s(?P<act>set up|established)\b"),
    *_shape("zone_established", rf"\b(?P<act>set up|establish(?:ed|ing)|creat(?:ed|ing)|impos(?:ed|ing))\s+{_SOME}{{0,4}}?zone\b"),
    *_shape("release", rf"\b{_BE}\s+(?:\w+\s+)?(?P<act>released|freed|set free)\b"),
)  # fmt: skip
OTHERS = {"fr": FRENCH, "ar": ARABIC, "ru": RUSSIAN}
SHAPES = {"en": ENGLISH} | {
    code: tuple(Shape(t, re.compile(p, re.I), over) for t, p, over in shapes) for code, shapes in OTHERS.items()
}
SHAPE = "shape"  # note of a trigger that was found so
# what is made public, and nobody's freedom
PUBLISHED = re.compile(
    r"\b(?:report|statement|video|footage|list|figures?|details?|funds?|money|documents?|results|water|data|names?|photos?|pictures?|images?|text|letter)s?\b[^.;:]{0,40}$",
    re.I,
)


def shaped(text: str, language: str, taken: list[Span]) -> tuple[list[tuple[tuple[int, int], TriggerName]], set[Span]]:
    """(triggers by shape, single words that they stand for): the first shape that fits a place keeps it."""
    found: list[tuple[tuple[int, int], TriggerName]] = []
    kept: list[Span] = []
    replaced: set[Span] = set()
    for shape in SHAPES.get(language, ()):
        for match in shape.pattern.finditer(text):
            span = Span(*match.span("act"))
            words = [t for t in taken if t.touches(span)]
            if (words and not shape.over) or any(k.touches(span) for k in kept):
                continue
            if shape.type == "release" and PUBLISHED.search(text[max(0, match.start() - 60) : match.start()]):
                continue
            replaced.update(words)
            kept.append(span)
            found.append(((span.start, span.end), TriggerName(shape.type, shape.verb, SHAPE)))
    return found, replaced
