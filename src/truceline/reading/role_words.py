"""Schemas by type of event, and the words that tell who did it and to whom."""

from __future__ import annotations

from dataclasses import dataclass

from truceline.reading import quick_re as re


@dataclass(frozen=True)
class TriggerName:
    """What a trigger stands for. ``note``: words of which one must stand near; see ``event_words``."""

    type: str
    verb: bool
    note: str = ""


PAIRED = (
    "meeting",
    "phone_call",
    "negotiation",
    "diplomatic_contact",
    "cooperation",
    "agreement_concluded",
    "prisoner_exchange",
)
NO_TARGETS = frozenset(
    [
        "order",
        "advance_capture",
        "ceasefire_in_force",
        "ceasefire_announced",
        "ceasefire_breakdown",
        "ceasefire_extended",
        "ceasefire_violation",
        "talks_halted",
        "talks_walkout",
        "mechanism_established",
        "zone_established",
        "deployment",
        "withdrawal",
        "request",
        "visit",
        "ground_operation",
        "aid_delivery",
        "mine_clearing",
        "monitoring",
        "explosion",
    ]
)
NO_AGENTS = frozenset(
    [
        "ceasefire_in_force",
        "ceasefire_breakdown",
        "ceasefire_extended",
        "talks_halted",
        "mechanism_established",
        "zone_established",
        "defeat",
        "org_formed",
        "explosion",
        "invitation",
    ]
)
OF_ITS_OWN = ("advance_capture", "withdrawal", "deployment")
PREPOSITION = re.compile(
    r"\b(?:of|with|against|in|by|from|to|for|on|at|between|into|near|over|upon|about|towards?|including|than|as)\s+(?:the\s+|a\s+|an\s+|all\s+)?(?:[A-Z]\w+ |U\.S\. )?$"
)
PASSIVE_AFTER = re.compile(
    r"^\s*(?:[\w-]+\s){0,6}?(?:by|par|со стороны|من قبل|من جانب)\s+(?:the\s+|la\s+|le\s+|les\s+|l['’])?", re.I
)
BE = re.compile(
    r"\b(?:is|are|was|were|been|being|be|got|been|été|est|sont|fut|furent|был[аои]?)\s+(?:\w+ly\s+|also\s+|not\s+|again\s+|still\s+|then\s+|later\s+|never\s+|twice\s+|once\s+|already\s+|all\s+|both\s+|[a-z]+(?:ed|en|wn|ght)\s+and\s+(?:\w+ly\s+)?)?$",
    re.I,
)
AGAINST = re.compile(r"(?:\bagainst|\bon|\bat|\bagainst the|\btargeting|\bto|\bof)\s+(?:the\s+)?$", re.I)
JOINT = re.compile(r"\s*(?:,|and|,\s*and|&|et|и|و|as well as|-)\s*(?:the\s+|a\s+)?")
WHO_BY = re.compile(
    r"^\s*,?\s*(?:[\w'’-]+\s){0,6}?(?:by|par|со стороны|силами|из-за действий|من قبل|من جانب|blamed on|attributed to|at the hands of|(?:attribu|imput)ée?s? (?:à|aux?))\s+(?:the\s+|la\s+|le\s+|les\s+|l['’]|des\s+|a\s+|an\s+)?(?:(?!and\b|but\b|that\b|or\b)[a-zà-ÿа-яё][\w'’-]*\s+){0,4}?(?:the\s+)?$",
    re.I,
)
FROM = re.compile(
    r"^\s*(?:[a-z-]+\s){0,3}?(?:from|(?:venue?s?|provenant|en provenance|tirée?s?) (?:de|des|du)(?: positions (?:de|du|des))?|de la part d[eu]|со стороны|من)\s+(?:the\s+)?(?:[a-z]+\s){0,2}$",
    re.I,
)
HIT_SUBJECT = re.compile(
    r"\b(?:c[ao]m(?:e|es|ing)|was|were|been)\s+(?:\w+\s+)?under\b|под\w+ обстрел|попал\w* (?:под|в)|essuyé|^under\b|\b(?:fell|fallen|walked|ran|drove|caught) in(?:to)?\s+(?:an?\s+)?\w*$|tombée?s? dans une?\s+\w*$",
    re.I,
)
DENIED_SUBJECT = re.compile(r"\b(?:not allowed|not permitted|could not|unable to|was barred|were barred)\b", re.I)
SUPPORT = re.compile(
    r"(?<!\w)(?:carr(?:y|ies|ied|ying) out|resort\w*|subject(?:s|ed|ing)?|unleash\w*|wag(?:e|ed|es|ing)|rain(?:ed|ing)|direct(?:ed|ing)|return(?:ed|s|ing)|set(?:s|ting)? off|detonat\w+|plant\w*|la(?:id|ys|ying)|launch\w*|prepar\w*|plann?\w*|threaten\w*|conduct\w*|commit\w*|mount\w*|stag\w+|start\w*|beg[aiu]n\w*|resum\w+|intensif\w+|continu\w+|perpetrat\w+|open\w*|fir(?:e|ed|es|ing)|deliver\w*|us(?:e|ed|es|ing)|responsib\w+|claimed|impos\w+|end(?:ed|s)?|declar\w+|announc\w+|extend\w*|mené\w*|lancé\w*|commis\w*|effectué\w*|perpétré\w*|revendiqué\w*|tiré\w*|нанес\w*|нанёс\w*|соверш\w+|провел\w*|провёл\w*|выпустил\w*|вел[аи]? огонь|вёл огонь|открыл\w* огонь|(?:[وفب]?(?:تصعيد|مواصلة|تكثيف|استمرار|شن\w*|نفذ\w*|تنفيذ|ارتكب\w*|ارتكاب|أطلق\w*|إطلاق)))\b",
    re.I,
)
HARMED = re.compile(
    r"\b(?:was|were|been|are|is|left|got)\s+(?:\w+ly\s+|also\s+)?(?:killed|wounded|injured|hit|struck|hurt|damaged|destroyed|dead|shot)\b|\b(?:died|perished|suffered|lost)\b|погиб\w*|убит\w*|ранен\w*|пострада\w*|(?:été|sont)\s+(?:tués?|blessés?|tuées?|touchés?e?s?)|قتل\w*|أصيب\w*",
    re.I,
)
HARMS = re.compile(
    r"^[^.;:]{0,60}?\b(?:kill(?:ed|ing|s)|wound(?:ed|ing)|injur(?:ed|ing)|hit(?:ting)?|struck|striking|target(?:ed|ing)|destroy(?:ed|ing)|damag(?:ed|ing)|tuant|blessant|visant|ciblant)\s+(?:(?!when\b|after\b|before\b|while\b|as\b|by\b|in\b|at\b|near\b|on\b|during\b)[\w'’-]+\s+){0,5}?$",
    re.I,
)
ONTO = re.compile(
    r"^[^.;:(]{0,40}?(?:\b(?:on|against|at|targeting|towards?|contre|sur|visant|по|против|على|ضد)|(?<=\w)\s+of|^\s*of)\s+(?:[\w'’-]+\s+){0,5}?(?:the\s+|la\s+|le\s+|l['’])?$",
    re.I,
)
CLAUSE = re.compile(
    r"[.;]|\b(?:by|which|who|said|while|with support|in order|when|after|before|that|because|because of|minutes|hours|and then|par|что|который|قبل|بعد)\b"
)
OBJECT_GAP = re.compile(
    r"^\s*(?:(?!and\b|or\b|in\b|with\b|from\b|to\b|for\b|near\b|after\b|during\b|as\b|over\b|on\b|off\b|under\b|by\b|at\b|against\b|alongside\b|beside\b|behind\b|together\b)[\w'’/-]+\s+(?:of\s+)?){0,7}?$"
)
# 'destroyed a depot belonging to the group': whose the thing is that was hit
THEIR_THING = re.compile(
    r"^\s*(?:[\w'’/-]+\s+){1,6}?(?:belonging to|held by|controlled by|used by|manned by|run by|loyal to|affiliated with|appartenant (?:à|au|aux)|tenue?s? par)\s+(?:the\s+|la\s+|le\s+|l['’])?$"
)
FOUGHT_WITH = re.compile(
    r"^\s*(?:with|against|contre|avec|с|против)\s+(?:the\s+|la\s+|le\s+|les\s+|l['’])?(?:[\w'’-]+\s+){0,3}?$"
)
# who wards off an attack did not make it
REPELS = re.compile(
    r"(?:\b(?:repel(?:led|ling|s)?|repuls(?:e|ed|es|ing)|foil(?:ed|s|ing)?|thwart(?:ed|s|ing)?|fend(?:ed|s|ing)? off|beat(?:en)? back|withstood|ward(?:ed|s|ing)? off|respond(?:ed|s|ing)? to|retaliat\w+ (?:for|to)|came? under|suffer(?:ed|s)?)\b"
    r"|(?<!\w)(?:отраз\w+|отби\w+|сорвал\w*|предотвратил\w*|пресек\w*)|\b(?:repouss\w+|déjou\w+|ripost\w+ à|répond\w* à|contr[ée]\w*)"
    r"|(?<!\w)[وف]?(?:تصد[تىوي]\w*|يتصد\w+|صد|صدت|صدوا|أحبط\w*|أفشل\w*|ردت? على|دحر\w*))(?:\s+(?!and\b|but\b)[\w'’-]+){0,4}?\s+(?:ل|ال)?$",
    re.I,
)
OBJECT_OF = re.compile(
    r"\b(?:[a-z]{2,}(?:ed|ing)|struck|hit|shot|took|held|met|left|sent|told|fought|drove|beat)\s+(?:(?:the|a|an|its|their|two|three|four|several|some|at least|more than|\d+)\s+){0,3}$"
)
JOINED_VERB = re.compile(r"^[^.;:]{0,80}?(?:,|\band\b|\bbefore\b|\bafter\b|\bbut\b|\bwhile\b|\bthen\b)\s")
MEN = r"(?:units?|forces?|troops|soldiers?|fighters?|rebels?|militants?|militia\w*|gunmen|tanks?|jets?|warplanes?|planes?|aircraft|artillery|gunners?|drones?|helicopters?|navy|army|military|servicemen|marines|police|settlers|mercenaries|backed|warships|snipers?|combatants|elements|guerrillas?|insurgents?|terrorists?|men|commandos|members|guards|cadres|boats?|gunboats?|bulldozers?|pilots?|batteries|columns?)"
MEN_AFTER = re.compile(
    rf"(?: \([^)]{{2,20}}\)|\))?[’']?s?[\s-]+(?:[a-z-]+\s+){{0,2}}?{MEN}\b|\s+(?:войск\w*|сил\w*|военн\w+|вооруж\w+|формирован\w*|силовик\w*|боевик\w*|подраздел\w+)"
)
OWNED_THING = re.compile(
    r"[’']?s?\s+(?:[\w-]+\s+){0,3}?(?:positions?|bases?|camps?|convoys?|patrols?|vehicles?|posts?|checkpoints?|soldiers?|troops|fighters?|forces|units?|movement|peacekeepers?|personnel|targets?|depots?|warehouses?|facilit(?:y|ies)|headquarters|tanks?|helicopters?|trenches|strongholds?|officers?|members?|compound|drones?|(?:mini-|long-range |mid-range )?UAVs?|quadcopters?|cameras?|military|police|commander|targets|civilians|villages?|towns?)\b"
)
PRONOUN_SUBJECT = re.compile(
    r"^\W*(?:[a-z]+ing\b[^,]{0,60},\s*)?(?:(?:on|in|at|since|during|after|before|earlier|later)\b[^,]{0,50},\s*)?(?:and\s+|but\s+|that\s+)?(?:it|they|we|its|their|our|his|her|he|she)\b|^\W*[Оо]н[аи]?\b",
    re.I,
)
GERUND = re.compile(r"^\W*(?:the\s+)?(?:[a-z]+ing|having|avoir|d['’]avoir|to)\b|^\W*$|^(?:أنه|أنها)", re.I)
ACCUSES = re.compile(r"accus|blam|imput|attribu|reproch|обвин|اتهم|تتهم|متهم", re.I)
WHOSE_ACT = re.compile(r"[’']?s?[\s-]+(?:[\w-]+\s+){0,3}?$")
BETWEEN = re.compile(
    r"\b(?:between|among|pitting|involving|opposant|entre|между|بين)\s+(?:the\s+|le\s+|la\s+|les\s+|l['’])?(?:[\w'’-]+\s+){0,3}?$",
    re.I,
)

_MEN_OF = r"(?:warplanes?|jets?|aircraft|planes?|helicopters?|gunships?|drones?|tanks?|artillery|batteries|hélicoptères?|avions?|chars|blindés|artillerie|самол[её]ты|вертол[её]ты|артиллерия|танки|беспилотники|طائرات|مروحيات|دبابات|مدفعية|units?|forces?|troops|soldiers?|fighters?|rebels?|militants?|guerrillas?|insurgents?|bulldozers?|boats?|gunm[ae]n|elements?|m[ae]n|members?|officers?|engineers?|medics?|colleagues|peacekeepers?|combattants?|hommes|éléments|forces|soldats|боевики|бойцы|силы|войска|подразделения|отряды|عناصر|مسلحو|مقاتلو|قوات)"
_THING_OF = r"(?:positions?|bases?|camps?|convoys?|patrols?|vehicles?|posts?|outposts?|checkpoints?|headquarters|compound|stronghold|team|areas?|towns?|villages?|depots?|hospital|office|staff|personnel|sites?|barracks|garrison|convoi|patrouille|véhicules?|camp|postes?|base|équipe|quartier général|позици[ия]|пост\w*|колонн[аыу]|патрул\w*|лагер\w*|баз[аыу]|موقع|مواقع|دورية|قافلة|مقر|معسكر|نقطة|حاجز|رتل)"
# 'fighters of the', 'units loyal to the': men whom a name governs act, or are hit, as it does
MEN_OF = re.compile(
    rf"(?<!\w){_MEN_OF}\s+(?:of|from|loyal to|(?:who|that) belong to|linked to|aligned with|under the command of|allied (?:with|to)|belonging to|affiliated with|de la|de l['’]|des?|du|loyaux? à|تابعة? ل|من)\s*(?:the\s+|la\s+|l['’])?$",
    re.I,
)
THING_OF = re.compile(
    rf"(?<!\w)(?:{_THING_OF}|{_MEN_OF})\s+(?:of|from|belonging to|held by|controlled by|manned by|loyal to|used by|de la|de l['’]|des?|du|tenues? par|تابعة? ل|ل)\s*(?:the\s+|la\s+|l['’])?(?:(?:forces|troops|units|fighters)\s+(?:loyal to|of|allied (?:with|to))\s+(?:the\s+)?)?$|(?<!\w){_THING_OF}\s+$",
    re.I,
)
OWN_THING = re.compile(
    rf"^\W*(?:(?:on|against|of|at|upon|contre|sur|de|по)\s+)?(?:(?:at least\s+|au moins\s+)?(?:\d+|[a-zà-ÿ-]+)\s+(?:of|de)\s+)?(?:its|their|our|his|her|ses|leurs?|nos|notre|son|sa|его|их|наш\w*|свои\w*)\s+(?:[\w'’-]+\s+){{0,2}}?(?:{_THING_OF}|{_MEN_OF})(?!\w)|^\W*{_MEN_OF}(?:ه|ها|هم|نا)(?!\w)|^\W*(?:مواقع|قوات|دوريات)(?:ه|ها|هم|نا)(?!\w)",
    re.I,
)
OWN_AFTER = re.compile(
    rf"^[^.;]{{0,70}}?\b(?:on|against|at|of|contre|sur|по|против|на)\s+(?:its|their|our|his|her|ses|leurs?|nos|notre|son|sa|его|их|наш\w*|свои\w*)\s+(?:[\w'’-]+\s+){{0,2}}(?:{_THING_OF}|{_MEN_OF})(?!\w)",
    re.I,
)
OWN_FORCES = re.compile(
    rf"(?:^|\W)(?:its|their|our|his|her|ses|leurs|nos|его|их|наши)\s+(?:own\s+)?(?:{_MEN_OF}|army|navy|air force|aircraft|armée|армия|военные)(?!\w)|(?:^|\W)(?:قوات|طائرات|وحدات)(?:ه|ها|هم|نا)(?!\w)",
    re.I,
)
ACCUSED = re.compile(
    r"(?:\s+and\s+(?:its|their|his)\s+(?:\w+\s+)?(?:allies|proxies|partners|forces|backers|militias?))?\s+(?:(?:of|for|with|в|во|de|d['’]|ب)\s*|(?:l['’]|la\s+|le\s+|les\s+|une?\s+)(?=$))(?:having\s+|avoir\s+|(?:the\s+|an?\s+|la\s+|le\s+)?(?:[\w-]+\s+){0,2})?$"
)
DENIED_PART = re.compile(
    r"^\W*(?:any|all|having\s+\w+|toute|любую|свою|أي|أية)?\s*(?:role|part|involvement|responsibility|hand|connection|implication|responsabilité|причастность|участие|ответственность|علاقة|مسؤولية\w*)\s+(?:in|for|with|to|dans|à|к|в|за)\s+(?:the\s+|an?\s+|la\s+|le\s+|l['’])?(?:\w+\s+)?$",
    re.I,
)
EXPOSED = re.compile(r"(?<!\w)[وف]?(?:ي|ت)?تعرض(?:ت|وا)?(?!\w)")
# 'areas controlled by the government', 'violations reported by the mission': whoever is named so did no act of force
NOT_DOING_BY = re.compile(
    r"\b(?:signed|agreed|negotiated|declared|proclaimed|verified|chaired|headed|led|facilitated|sponsored|hosted|controlled|held|run|manned|governed|administered|operated|owned|report\w*|record\w*|confirm\w*|regist\w*|document\w*|observ\w*|witness\w*|condemn\w*|denied|claimed|announced|brokered|mediated|contr[ôo]l\w+|tenue?s?|signal\w+|recens\w+|constat\w+)\s+(?:by|par)\b",
    re.I,
)
# 'from positions held by', 'at a checkpoint manned by': there, whoever holds it did it
FROM_HELD = re.compile(
    r"\bfrom\b[^,.;]{0,60}$|\b(?:checkpoint|roadblock|barri[eè]re|barrage|barrier)s?\s+(?:held|manned|controlled|run|tenue?s?|contrôlée?s?)\s+(?:by|par)\b",
    re.I,
)
QUOTE_MARKS = re.compile(r"[\"“”«»„]\s*")
# 'the CMA and of GATIA', 'the army and its allies N', 'l'ELN et des dissidents des N'
ALSO = re.compile(
    r"(?:\s+(?:soldiers|troops|fighters|forces|units|men|militants|rebels|police))?\s*,?\s*(?:and|et|nor|ni|as well as|ainsi que)\s+(?:(?:of|by|with|from|against|de|du|des|d['’]|par|avec)\s*(?<![a-z](?=\w)))?(?:the\s+|la\s+|le\s+|les\s+|l['’]|its\s+|their\s+|ses\s+|leurs\s+)?"
    r"(?:(?:allies|allied|alliés|forces?|troops|fighters|militias?|units|men|members|dissidents|elements|combattants|éléments|hommes|soldats|militaires)\s+(?:(?:of|from|loyal to|de|du|des|d['’])\s*)?(?:the\s+|la\s+|le\s+|les\s+|l['’])?)?"
)
# 'its gunmen', 'his men', 'ses combattants' right before what they did
THEIR_MEN = re.compile(
    rf"(?<!\w)(?:its|their|his|her|ses|leurs)\s+(?:own\s+)?(?:[\w-]+\s+)?(?:{_MEN_OF}|army|air force|navy)(?!\w)(?:\s+[a-zà-ÿ]+)?(?:\s+(?:ha[ds]|have|had been|also|then|ont|avaient|[a-z]+ly|étaient|sont|pourtant|also))*\s*$",
    re.I,
)
# 'heavy fire of the army', 'les tirs des FARDC', 'l'attaque du M23': what a noun of fire or attack governs did it
OF_WHOM = re.compile(r"\s+of\s+(?:the\s+)?(?:[\"“]the\s+)?$")
DE_QUI = re.compile(
    r"\s+(?:\w+\s+)?(?:de l['’]|de la |du |des |d['’]|de )\s*(?:(?:forces|troupes|combattants|éléments|hommes|rebelles|miliciens)\s+(?:de l['’]|de la |du |des |d['’]|de )\s*)?$"
)
FIRE_NOUN = re.compile(r"(?:.*\b)?(?:fire|raids?|offensive|incursions?|gunfire)", re.I)
ATTACK_NOUN = re.compile(
    r"(?:.*\b)?(?:tirs?(?: .*)?|raids?|attaques?|offensive|incursions?|assauts?|frappes?|embuscades?)", re.I
)
# 'stopped the convoy, denying it passage': who did the one did the other
PARTICIPLE = re.compile(r",\s+(?:thereby\s+|thus\s+|deliberately\s+|[a-z]+ly\s+)?$")
ATTRIBUTES = re.compile(r"\b(?:attribut\w+|ascrib\w+|imput\w+)\b[^.;]{0,60}$", re.I)
TO_WHOM = re.compile(r"[^.;]{0,25}?\s(?:to|à|au|aux)\s+(?:the\s+|la\s+|l['’])?$|^\s*(?:to|à|au|aux)\s+$")
REBELS_BEFORE = re.compile(
    r"\b(?:rebelles|insurgés|opposants|opposition|rébellion|combattants|miliciens|réfugiés|civils|activistes|djihadistes|jihadistes|groupes|citoyens|habitants|détenus)\s+(?:armés?\s+)?$|(?<!\w)(?:повстанц\w+|оппозици\w+|боевик\w+)\s+$",
    re.I,
)
TOLD_BY = re.compile(
    r"\b(?:condamn|dénonc|déplor|signal|rapport|annonc|confirm|constat|document|condemn|denounc|report|verif|observ|record|investigat|осужд|подтвержд|зафиксир)\w*\s+(?:\w+\s+){0,2}(?:par|by)\b",
    re.I,
)
# between a French noun of an act and whose it is
OF_KIND = re.compile(
    r"\s+(?:(?:aérien|terrestre|militaire|nocturne|intense|massi[fv]|meurtri|répété|récent|présumé|continu)\w*\s+|d['’]artillerie\s+|de\s+(?:drones?|mortiers?|roquettes?|missiles?|chars?)\s+)?"
)
