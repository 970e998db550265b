"""Readings of a trigger word that are no event: 'military targets', 'battle gear', 'a commission on violations', 'cease hostilities'."""

from __future__ import annotations

from truceline.reading import quick_re as re

# what is agreed or asked to end did not happen just now
ENDS = re.compile(
    r"\b(?:ceas\w*|end(?:s|ed|ing)?|end to|halt\w*|halt to|stop\w*|suspend\w*|paus\w*)\s+(?:to\s+)?(?:(?:over|nearly|almost|about|more than)\s+)?(?:(?:an?|one|two|three|four|five|several|many|\d+|decades|years|months|weeks|days|year|decade|month|week)\s+)*(?:all\s+|any\s+|the\s+|their\s+|of\s+)*$"
)
# 'terrorist targets in', 'struck two targets': a thing, unless somebody stands before the verb
A_TARGET = re.compile(
    r"\b(?:terror\w*|military|militant|militants?'|enemy|rebel|civilian|legitimate|key|strategic|ground|hostile|potential|possible|new|other|more|fewer|several|many|some|such|these|those|the|its|their|his|our|on|at|against|of|hit|struck|destroyed|and|or|\d+|two|three|four|five|six|ten|dozens of|hundreds of|hamas|hezbollah|houthi|is|isis|isil|pkk|ypg|iranian|israeli|russian|ukrainian|syrian|taliban|m23)\s+$"
)
OF_A_SOLDIER = re.compile(r"[\s-](?:gear|dress|fatigues|tank|group|plan|cry|order|zone|ready|hardened|tested|lines?)")
FLIES = re.compile(r"\s(?:helicopters?|aircraft|drones?|planes?|jets?|craft|submarines?|dogs?|vehicles?)\b")
NO_TALKS = re.compile(
    r"\s+(?:(?:all|the|its|their|his|most|some|any|further)\s+)*(?:[\w-]+\s+){0,2}?(?:aid|deliver\w+|flights?|trade|payments?|fund\w*|membership|sanctions?|schools?|classes|traffic|services?|travels?|exports?|imports?|licen[cs]\w*|elections?|shipments?|convoys?|distribution\w*|supplies|fighting|shelling|attacks?|strikes?|fire|firing|advance|offensive|hostilities|operations?|violence|bloodshed|killings?|war|clashes|bombings?|bombardments?|incursions?)\b"
)
OF_AN_AREA = re.compile(r"\s+(?:areas?|zones?|sites?|lines?|plans?|process|agreement|framework|talks)\b")
NO_TALKS_LEFT = re.compile(
    r"\b(?:evacuations?|aid|convoys?|deliver\w+|flights?|operations?|fighting|strikes?|bombings?|offensive|membership|services?|withdrawal|distribution|patrols?|shipments?|exports?)\b[^.;,]{0,60}\b(?:was|were|been|is|are)\s+(?:\w+ly\s+)?$"
)
WORDS_WITHDRAWN = re.compile(
    r"\s+(?:(?:its|his|her|their|the|an?|all|earlier|ses|sa|son|leurs?|ces|les|свои|сво[её]|его|её|их)\s+){0,2}(?:claims?|accusations?|allegations?|charges|statements?|complaints?|requests?|remarks?|proposals?|offers?|objections?|candida\w+|ambassadors?|signatures?|letters?|support|plaintes?|déclarations?|demandes?|propositions?|candidatures?|ambassadeurs?|soutien|заявлени\w+|обвинени\w+|жалоб\w+|посл[аов]+|подпис\w+|предложени\w+)\b|\s+(?:[\u0621-\u064a]+\s+){0,2}عن\s+(?:قصف|قرار|اتهام|تصريح|موقف|ضرب|الهجوم)",
    re.I,
)
PULLS_OUT = re.compile(
    r"\s+(?:the\s+|their\s+|all\s+|more\s+)?(?:wounded|injured|bodies|dead|victims|survivors|hostages|children|civilians|residents|corpses|remains)\b"
)
A_LIBERATION_ARMY = re.compile(
    r"(?:armées?|fronts?|mouvements?|forces|organisation|comité|армия|фронт|движение|ejército)\s+(?:\w+\s+){0,2}?(?:de\s+(?:la\s+)?)?$"
)
MET_WITH = re.compile(r"\b(?:be|been|was|were|being)\s+$")
ZONE = re.compile(r"[^.;]{0,70}\b(?:zones?|areas?|corridors?|buffer|strip|belt|lines?)\b")
# what a body is there for
ITS_TASK = re.compile(
    r"\b(?:commission|committee|mission|body|mechanism|cent(?:re|er)|team|group|cell|set up|established|created|tasked|charged|mandated|formed)\s+(?:\w+\s+){0,2}?(?:on|for|with|to)\s+(?:(?:look(?:ing)? into|investigat\w+|examin\w+|monitor\w*|review\w*|consider\w*|address\w*|verif\w+|observ\w+|record\w*|prevent\w*|deal(?:ing)? with|handl\w+|track\w*)\s+)?(?:(?:the|any|all|alleged|reported|possible|issues? (?:of|related to|regarding)|questions? (?:of|related to|regarding))\s+)*$"
)

# 'комиссии по рассмотрению фактов …', 'mécanisme de vérification des …', 'لجنة مراقبة …'
THEIR_TASK = re.compile(
    r"(?<!\w)(?:по|для)\s+(?:рассмотрени|мониторинг|расследовани|предотвращени|предупреждени|уч[её]т|контрол|фиксаци|регистраци|проверк)\w*\s+(?:(?:за|вопрос\w*|случа\w+|факт\w*|связанн\w+|с|со|всех|возможных|предполагаемых)\s*,?\s+)*$"
    r"|\b(?:commission|comité|mécanisme|cellule|groupe|mission|équipe|bureau)\s+(?:[\w’'-]+\s+){0,3}?(?:de|d['’]|chargée?s? de|chargée?s? d['’]|pour)\s*(?:(?:la|le|l['’])\s*)?(?:vérif\w+|suivi|suivre|surveill\w+|contrôl\w+|constat\w*|enquêt\w+|exam\w+|traitement|prévention)\s+(?:sur\s+|de\s+)?(?:des|les|la|le|du|de|d['’])?\s*(?:allégations de\s+|éventuelles\s+)?$"
    r"|(?<!\w)(?:ال)?(?:لجنة|لجان|آلية|هيئة|بعثة|فريق|غرفة|خلية)\s+(?:\S+\s+){0,3}?ل?(?:مراقبة|رصد|متابعة|توثيق|التحقيق في|تحقيق في|معالجة|النظر في|بحث)\s+$"
)
# zones and lines that are called so: 'участок разведения', 'خط الانسحاب'
DRAWN = re.compile(
    r"(?<!\w)(?:участ(?:ок|к\w*)|зон\w*|лини\w+|район\w*|сектор\w*)\s+$|\b(?:lignes?|zones?|secteurs?)\s+de\s+$|(?<!\w)\S{0,2}(?:خط|خطوط|منطقة|مناطق)\s+$"
)
# 'au siège de l'ONU'
HEADQUARTERS = re.compile(
    r"\s+(?:\w+\s+)?(?:de\s+l['’]|du\s+|des\s+|de\s+la\s+|d['’]|de\s+)(?:onu\b|otan\b|ua\b|ue\b|cicr\b|osce\b|union|nations|organisation|minist|mission|force|parti\b|mouvement|gouvernement|comité|police|commission|président|conseil|état|parlement|banque|télévision|radio|agence|ambassade|société|minusma|finul|monusco|minusca|ligue)"
    r"|\s+(?:social|permanent|central|à\s+(?:new york|genève|bruxelles|vienne|addis|nairobi))\b"
)
# calm, trust or bodies are got back, too, and no town
NO_GROUND = re.compile(
    r"\s+(?:ال)?(?:استقرار|هدوء|أمن|ثقة|توازن|خدمات?|جثث|جثمان|جثامين|رفات|حقوق|كهرباء|مياه|زخم|سلام|شرعية|دولة|حياة|عافية)(?!\w)"
)


AID_DROPPED = re.compile(
    r"\s+(?:(?:about|some|more than|over|nearly|[\d.,]+|two|three|several|dozens of)\s+){0,3}(?:tons?|tonnes?|pallets?|packages?|parcels?|boxes)?\s*(?:of\s+)?(?:\w+\s+){0,2}?(?:aid|food|supplies|leaflets?|flyers|medicines?|medical|relief|parcels|pallets)\b"
)
THINGS_FOUND = (
    "shell",
    "shells",
    "rocket",
    "rockets",
    "missile",
    "missiles",
    "mortars",
    "mortar shells",
    "mortar rounds",
    "artillery shells",
)
FOUND = re.compile(
    r"\b(?:uncover|found\b|finds?\b|discover|seiz|recover|defus|clear|unexploded|stockpil|stor(?:e|ed|ing)\b|suppl|transport|smuggl|confiscat)\w*[^.;]{0,55}$"
)
BACK_IN = re.compile(r"\s+(?:in|to|from|at|home|on|into|up|down|and forth|across|over|inside|under|again|\d)\b")
OCCUPIED_BY = re.compile(
    r"\b(?:pakistan|israeli?|russian?|indian?|turkish|turkey|armenian?|moroccan|morocco|illegally|temporarily|formerly|government|rebel)[ -]$"
)

HELD = re.compile(r"(?<![\u0621-\u0652])[وبل]?(?:تحت|مناطق|منطقة|خارج|ضمن)\s+(?:ال)?$")
FRONTS = re.compile(r"(?<![\u0621-\u0652])[وبفل]{0,2}(?:خط|خطوط|جبهة|جبهات|ساحة|ساحات|ميدان|ميادين)\s+(?:ال)?$")
# 'proclame la fin du cessez-le-feu', 'announced an end to the truce'
ITS_END = re.compile(r"\s+(?:la\s+|the\s+|an\s+|une\s+)?(?:fin|end|rupture|violation|breach|collapse)\b")
A_PAPER = re.compile(r"(?:communiqué|déclaration|lettre|texte|article|note|message|tribune|billet|rapport)\s+$")
AUXILIARIES = (" ont ", " a ", " avaient ", " avait ", " aurait ", " auraient ")
RESUMED = re.compile(
    r"\s+(?:les|leurs|ses|des|la|le|l['’]|son|leur|de)\s*(?:\w+\s+)?(?:combats?|hostilités|bombardements?|tirs|frappes|négociations|pourparlers|discussions|travaux|service|vols?|offensive|attaques?|dialogue|route|patrouilles?|activités?|contacts?|armes)\b"
)
TAKEN_BACK = re.compile(
    r"\s+(?:(?:hier|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)\s+)?(?:la|le|les|l['’]|plusieurs|deux|trois|une?|des|cette|ce|ces|\d|[a-zà-ÿ’'-]+ (?:à|aux|au) )"
)


def no_event(type_: str, written: str, before: str, after: str) -> bool:
    """``before`` and ``after``: what stands around the word, in lower case."""
    word = written.casefold()
    if word == "hostilities":
        return ENDS.search(before) is not None
    if word == "targets":
        return A_TARGET.search(before) is not None or not before.strip()
    if word == "back":
        return BACK_IN.match(after) is not None
    if word == "initial":
        return re.search(r"\b(?:to|will|would|and|must|should)\s+$", before) is None
    if word == "occupied":
        return OCCUPIED_BY.search(before) is not None
    if type_ == "air_strike" and word.startswith("dropp"):
        return AID_DROPPED.match(after) is not None
    if type_ == "meeting" and word == "sommet":
        return (
            re.match(
                r"\s+(?:jusqu|de la (?:chaîne|colline|pyramide|hiérarchie)|de l['’](?:état|échelle)|du mont)", after
            )
            is not None
        )
    if type_ == "meeting" and word == "rencontre":  # 'les difficultés que rencontre le processus'
        return before.endswith((" que ", " qu'", " qu’"))
    if type_ == "meeting" and word.startswith("met") and MET_WITH.search(before):
        return True  # 'will be met with force'
    if type_ == "withdrawal" and (PULLS_OUT.match(after) or WORDS_WITHDRAWN.match(after)):
        return True  # 'pulling out the wounded', 'withdrew its claim'
    if word.startswith(("libération", "liberation", "liberación", "освобожден")) and A_LIBERATION_ARMY.search(before):
        return True
    if type_ == "withdrawal" and word == "disengagement" and OF_AN_AREA.match(after):
        return True
    if type_ == "withdrawal":
        return (before.endswith(("line ", "lines ")) and word.endswith("ing")) or DRAWN.search(before) is not None
    if type_ == "siege":
        return word == "siège" and (before.endswith((" son ", " leur ")) or HEADQUARTERS.match(after) is not None)
    if type_ == "advance_capture" and word.endswith("repris"):  # 'les combats ont repris', 'a repris ses tirs'
        with_verb = word != "repris" or before.endswith(AUXILIARIES)
        return RESUMED.match(after) is not None or (with_verb and TAKEN_BACK.match(after) is None)
    if type_ == "agreement_concluded":
        return word.startswith("signé") and A_PAPER.search(before) is not None
    if type_ == "advance_capture" and HELD.search(before):
        return True  # 'الواقعة تحت سيطرة القوات', 'مناطق سيطرة المعارضة': as it is, and nobody took it
    if type_ == "air_strike" and word.endswith("غير"):
        return not after.startswith(" على")  # 'تغير في خطوط القتال': a change
    if type_ == "combat" and FRONTS.search(before):
        return True
    if type_ == "ceasefire_announced":
        return ITS_END.match(after) is not None
    if type_ == "advance_capture":
        return word.endswith("استعادة") and NO_GROUND.match(after) is not None
    if type_ == "combat":
        return word in ("battle", "combat") and OF_A_SOLDIER.match(after) is not None
    if type_ == "shelling" and word in THINGS_FOUND:
        return FOUND.search(before) is not None or before.endswith("launcher ")
    if type_ == "attack" and word == "bomb":
        return (
            re.match(r"\s+(?:disposal|squads?|shelters?|threats?|makers?|experts?|technicians?)\b", after) is not None
        )
    if type_ == "attack" and word == "targeted":
        return re.match(r"\s+(?:sanctions?|measures?|assistance|support|aid|interventions?)\b", after) is not None
    if type_ == "attack":
        return word == "attack" and FLIES.match(after) is not None
    if type_ == "killing":  # 'les armes se sont tues': they fell silent
        return word in ("tue", "tues") and before.rstrip().endswith(
            ("se sont", "s’est", "s'est", "s’étaient", "s'étaient")
        )
    if type_ == "talks_halted" and NO_TALKS_LEFT.search(before):
        return True
    if type_ == "request":
        return (
            re.match(r"\s+(?:anonymity|(?:to remain |not to be )(?:anonymous|named|identified))\b", after) is not None
        )
    if type_ == "talks_halted":
        return word in ("suspended", "halt", "halted") and NO_TALKS.match(after) is not None
    if type_ == "zone_established":
        return word.startswith("establish") and ZONE.match(after) is None
    if type_ == "ceasefire_violation":
        return ITS_TASK.search(before) is not None or THEIR_TASK.search(before) is not None
    return False
