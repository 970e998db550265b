"""Words around a trigger: negation, what is to come, reactions, observers, and readings of a word that are no event."""

from __future__ import annotations

from truceline.reading import quick_re as re

NEGATION = re.compile(
    r"\b(?:no|not|never|without|denied|deny|denies|unlikely|unable to|refused|refuses|failed to|fail to|none of|neither|nor|n['’]t|no reports? of|denying|denial of|refut\w+|disavow\w+|dismiss\w+|reject\w+ (?:the |any |all )?(?:claims?|reports?|allegations?|accusations?|charges)|не|нет|ни|отрица\w+|опров\w+|ni|aucune?|nie|nié|démen\w+|réfut\w+|[وف]?(?:لم|لا|ليس|ليست|لن)|و?(?:نفى|نفت|نفوا|ينفي|تنفي|نفيه|نفيها)|نافي\w*|دون|عدم)\b[^.,;]{0,45}$",
    re.I,
)
# 'لم يرصد أي قصف أو إطلاق نار أو اشتباك': all of a list
ARABIC_NONE_OF = re.compile(r"(?<!\w)[وف]?لم\s+\S+\s[^.،؛]{0,110}?(?<!\w)أي[ةّ]?\s[^.،؛]{0,90}\s(?:أو|ولا)\s+$")
# 'n'ont pas tiré', 'n'a pas encore été déployé'
FRENCH_NOT = re.compile(r"\b(?:ne|n['’]\w+)\s+(?:\w+\s+){0,2}?(?:pas|jamais|aucune?)\b[^.,;:]{0,35}$", re.I)
# 'réunira', 'se regrouperont': the verb's own form; 'tira' and 'libéra' are past
FRENCH_WILL = re.compile(r"(?:[a-zéè]{2,}era|[a-zéè]+ront|nira|ndra|vra)$")
# 'compel the army to withdraw', 'called on both to return fire'
URGED = re.compile(
    r"\b(?:compel\w*|urg(?:e[sd]?|ing)|call(?:s|ed|ing)? (?:on|upon)|ask(?:s|ed|ing)?|order(?:s|ed|ing)?|oblig(?:e[sd]?|ing)|requir(?:e[sd]?|ing)|press(?:es|ed|ing)?|want(?:s|ed)?|had wanted)\b[^.;,]{0,60}\bto\s+(?:\w+ly\s+)?$|\b(?:ha[sd]|have) yet to\s+(?:\w+ly\s+)?$",
    re.I,
)
NEGATION_AFTER = re.compile(
    r"^[^.,;]{0,30}\b(?:is|are) (?:\w+ly )?denied\b|^[^.,;]{0,30}\b(?:is|are|was|were) (?:not|unlikely|improbable)|^[^.,;]{0,40}(?<!\w)не\s+(?:было|зафиксир\w+|отмеч\w+|выявл\w+|наблюда\w+|подтвер\w+)|^[^.,;]{0,70}(?:,\s+\w+(?:н|щ|м|вш)[ыи]х\s[^.,;]{2,70},)?[^.,;]{0,45}(?<!\w)не\s+(?:было\s+)?(?:зарегистр|зафикс|отмеч|выявл|наблюда|установл)\w+\s*(?=[.;»”]|$)|^[^.;]{0,90}(?<!\w)не\s+(?:нанос|открыва|соверша|производил|вел[аи]?\b|вёл|вели|допуска|применя)\w*|^[^.,;]{0,30}\bn['’](?:a|ont|avait) (?:pas )?(?:été|eu)\b|^[^.,;]{0,35}\bimprobable\b",
    re.I,
)
FUTURE = re.compile(
    r"\b(?:will|shall|would|plans? to|planned|planning to|intends? to|going to|expects? to|expected to|scheduled|upcoming|tomorrow|in the coming|within the coming|next|(?-i:(?<!\d )may)|might|could|likely to|about to|set to|readiness to|ready to|due to be|hopes?|to convene|possible to|vows?|to be held|preparing|будет|будут|намерен\w*|планиру\w+|готов\w*|может|могут|sera|seront|va|vont|doi(?:t|vent)|[وف]?سوف|[وف]?(?:من المقرر|من المتوقع|من المنتظر|يعتزم|تعتزم|ينوي|تنوي)|запланирован\w*|ожида[ею]тся|devrai(?:t|ent)|prévoi(?:t|ent)|[وف]?س(?:ي|ت)(?!ار|اد|اق|اس|طر|ناء|اج|ول|رة|ئة|د(?:ة|ات|ي)?(?!\w)|ف(?!\w)|ين(?!\w))\w{3,})\b[^.;]{0,70}$"
    r"|\b(?:is|are)\s+(?:due\s+|set\s+)?to\s+(?:\w+ly\s+)?$"
    r"|\b(?:agreed?s?|pledge[sd]?|promise[sd]?|undert(?:ake|ook)s?)\s+(?:in principle\s+)?to\s+(?:\w+ly\s+)?$"
    r"|\b(?:a|ont|avait|avaient)\s+promis\s+(?:[\w’']+\s+){0,3}$|\bengag(?:e|ent|é|ée|és|ées|eait|eaient)\s+à\s+(?:\w+\s+){0,2}$"
    r"|(?:обязал\w+|согласил\w+|обещал\w*)\s+(?:\w+\s+)?$"
    r"|(?<!\w)ل(?:بحث|مناقشة|ضمان|تأمين|تسهيل|تنظيم)\s+(?:ال\w+\s+)?$"
    r"|(?<!\w)[وف]?(?:تعهد|[يت]تعهد|متعهد|وعد|[يت]عد|التزم|[يت]لتزم|[يت]عتزم|[يت]نوي|وافق|[يت]وافق|اتفق|[يت]تفق)(?:ت|ا|تا|وا|ان|ون|ة)?(?:\s[^.،؛]{1,50}?)?\s(?:ب|على\s|عن\s)(?:ال)?$"
    r"|(?<!\w)[وف]?(?:طالب|طالبت|[يت]طالب|دعا|دعت|[يت]دعو|حث|حثت|ناشد|ناشدت|مطالبا|مطالبة|داعيا|داعية|داعيًا|داعيةً)\s[^.،؛]{0,60}?(?:\sب|إلى\s|على\s)$",
    re.I,
)
FUTURE_AFTER = re.compile(
    r"^\s*س[يت](?!ار|اد|اق|اس|طر|ناء|اج|ول|رة|ئة)\w{3,}|^(?:(?!\bsa(?:id|ys?)\b)[^.;]){0,45}\b(?:(?:is|are|was|were) due to|set to|начнутся|начнётся|пройд[её]т|пройдут|возобнов[ия]тся|reprendr\w+|débuter\w+|auront lieu|will be|would|in the near future|tomorrow|next week|is planned|are planned|to be held|scheduled|may resume|(?:to|will|would|should) (?:resume|restart|start|begin|continue|take place)|is expected|продолжит\w*|начн[её]т\w*|состоится|состоятся|on \w+ \d{1,2}[-–])\b",
    re.I,
)
HYPOTHETICAL = re.compile(
    r"(?:^|[.\n])\W*Any\b[^.,;]{0,40}$|\b(?:if|unless|in case|should there|may be plans to|whether|in the event of|in order to|so that|had the|were it|prohibit\w*|forbid\w*|threats? of|если|в случае|si|au cas où|[وف]?(?:إذا|إن لم|لو)|في حال)\b[^.;]{0,70}$",
    re.I,
)
PREVENTED = re.compile(
    r"(?<!failed )(?<!unable )\bto (?:prevent|avert|avoid|stop|halt|shield|spare|protect)\b[^.;]{0,60}$", re.I
)
ANY_OF_IT = re.compile(r"\bany\b[^.,;]{0,45}$", re.I)  # 'any' before the act, below a negation anywhere earlier
NEGATOR = re.compile(r"n['’]t\b|\b(?:not|never|no|nor|denied|denies|without|unaware)\b", re.I)
CLAUSE_CUT = re.compile(
    r"[;:]|,\s+(?:which|who|while|after|before|where|when|but|and|as)\b|\b(?:that|which|while|whereas|because|although|after|before)\b"
)
DEMANDS = re.compile(
    r"demand|call(?:s|ed|ing)? (?:for|on|upon)|urg(?:e|ing)|призва|призыва|потребова|требу|(?:a |ont |avait )?(?:exig|exhort|réclam|demand|appel)|[وف]?(?:طالب|[يت]طالب|دعا|دعت|دعوا|[يت]دعو|حث|ناشد|[يت]ناشد|مطالب|داعي)",
    re.I,
)
# what is promised has not happened
PLEDGES = re.compile(
    r"pledg|promis|vow|undert|commit(?:s|ted|ting)?\b|обеща|обязал|пообеща|(?:a |ont |s['’]est )?(?:promis|engagée?s?)|[وف]?(?:تعهد|[يت]تعهد|متعهد|وعد|[يت]عد|التزم)",
    re.I,
)
REJECTS = re.compile(r"reject|dismiss|(?:a |ont )?(?:rejet|récus|balay)|отверг|отклон|опроверг|[وف]?رفض", re.I)
FURTHER_VERB = re.compile(r"\b(?:and|et|but|mais|while)\s|(?<!\w)(?:и|а|но)\s|[,;:،]|\sو")
A_CLAIM = re.compile(
    r"\W*(?:(?:the|these|those|all|any|as\s+\w+|l['’]|les|la|ces|cette|le|эти|все|такие|هذه|تلك)\s*)?(?:\w+\s+)?(?:claims?|accusations?|allegations?|assertions?|reports?|charges?|affirmations?|allégations?|утвержд\w+|обвинени\w+|заявлени\w+|сообщени\w+|(?:ال)?(?:اتهام|اتهامات|مزاعم|ادعاء|ادعاءات))(?!\w)\s*,?\s*(?:that\b|of having\b|selon l|d['’]avoir|que\b|что(?!\w)|будто(?!\w)|о том|(?:بأن|أن)[\u0621-\u064a]{0,3}(?!\w))",
    re.I,
)
COUNT_PHRASE = re.compile(
    r"(?:\b(?:den(?:y|ies|ied|ying)|disclaim\w*|reject(?:s|ed|ing)?)\s+(?:any\s+|all\s+)?(?:responsibility|involvement|knowledge|blame|participation|(?:any )?link|(?:any )?connection)\b(?:\s+(?:for|in|of|with|to))?"
    r"|(?:nie|nient|nié|dément|démentent|démenti|rejette|rejettent|rejeté)\s+toute\s+(?:responsabilité|implication|participation)|отрица\w+\s+(?:свою\s+)?(?:причастность|ответственность|участие)|(?:نفى|نفت|تنفي|ينفي|نفوا)\s+[^.،]{0,30}?(?:مسؤولي|تورط|ضلوع|علاق)\w*)"
    r"|\bwithout (?:insignia|uniforms?|(?:a |any )?(?:reason|warning|provocation|markings|permission|notice|explanation|coordination|authori[sz]ation))\b|\bnot (?:\w+ ){0,2}?(?:clear|known|certain|the first|the only|the last|surpris\w+)\b|\bneither side claimed\b|\bno (?:fewer|less) than\b|\bnot only\b|\bnothing less than\b|\bне менее\b|\bне только\b|\bpas moins de\b|ما لا يقل عن|لا يقل عن|ليس فقط|(?<!\w)[وف]?(?:لم [يت]خل|لا [يت]خلو)\u064f?(?:\s+[\u0621-\u0652]+){0,2}\s+من",
    re.I,
)  # says how many, and denies nothing
_THINGS = (
    "position",
    "aircraft",
    "warplane",
    "jets",
    "drone",
    "missile",
    "rocket",
    "shell",
    "target",
    "base",
    "camp",
    "hospital",
    "school",
    "building",
    "village",
    "convoy",
    "house",
    "apartment",
    "tank",
    "vehicle",
    "depot",
    "gate",
    "weapon",
    "bridge",
    "market",
    "post",
    "headquarters",
    "artillery",
    "mortar",
    "bomb",
    "mosque",
    "church",
    "power",
    "airport",
    "town",
    "residential",
)
CONTEXT_WORDS = {
    "c:dropped": ("munition", "bomb", "grenade", "explosive", "barrel"),
    "c:struck": _THINGS,
    "c:hit": _THINGS,
    "c:destroyed": _THINGS,
    "c:freed": ("prisoner", "detainee", "hostage", "captive"),
    "c:frees": ("prisoner", "detainee", "hostage", "captive", "father", "soldier"),
    "c:denied": ("passage", "access", "entry to", "entry into", "permission to"),
    "c:were blocked": ("patrol", "peacekeeper", "monitors", "observers", "mission"),
    "c:was blocked": ("patrol", "peacekeeper", "monitors", "observers", "mission"),
    **{f"c:{w}": ("patrol", "peacekeeper", "monitors", "observers", "mission", "convoy") for w in ("was stopped", "were stopped", "was halted", "were halted")},
    "c:moved": ("battalion", "troops", "tanks", "brigade", "artillery", "soldiers", "heavy weapons", "fighters", "reinforcement"),
    "c:released": ("prisoner", "detainee", "hostage", "captive", "prisoners of war"),
    "c:handed over": ("prisoner", "detainee", "hostage", "captive", "bodies"),
    "c:burned": ("house", "tukul", "village", "home", "shelter", "crops", "market"),
    **{f"c:{w}": ("hit", "struck", "strik", "fired", "landed", "landing", "fell", "fall of", "falling", "dropped", "rained", "launch", "explode", "impact", "slammed", "killed", "wound") for w in ("rocket", "mortar shell", "mortar shells", "artillery shell", "shell", "shells", "missile", "mortar round", "mortars", "mortar bomb")},
    **{f"c:{w}": ("снаряд", "мин", "ракет", "реактивн") for w in ("выпустил", "выпустила", "выпустили", "выпущено", "выпущены")},
    **{f"c:{w}": ("أطلق", "إطلاق", "سقط", "سقوط") for w in ("صاروخ", "صاروخا", "الصاروخ", "صاروخان")},
    **{f"c:{w}": ("من الوصول", "من الدخول", "من العودة", "من المرور", "دورية", "القافلة") for w in ("منع", "منعت", "منعوا", "منعها", "منعه")},
    **{f"c:{w}": ("патрул", "наблюдател", "мисси", "миротвор", "обсе", "оон", "колонн", "конво") for w in ("остановили", "остановил", "остановила", "остановлен", "остановлена", "остановлены", "заблокирован", "заблокирована", "задержан на блокпосту")},
    "c:raids": ("warplane", "jets", "aircraft", "air ", "helicopter"),
    "c:prevented": ("patrol", "peacekeeper", "monitor", "observer", "mission", "team", "from reaching", "from entering", "from proceeding", "from access", "from visiting", "convoy"),
    "c:strikes": ("air", "pinpoint", "deliver", "terrorist", "missile", "bomb", "aerial", "israeli", "warplane", "carried out", "launched", "targeted", "against", "on "),
    "c:strike": ("air", "deliver", "missile", "warplane", "carried", "launch", "israeli", "target"),
}  # fmt: skip
SINGULAR = ("resolution_adopted", "ceasefire_in_force", "org_formed")
APART_WORDS = re.compile(r"[.;:،]|,\s|\b(?:and|but|while|after|before|when|et|и|а|но)\b")
TELLING = (
    "air_strike",
    "drone_strike",
    "shelling",
    "small_arms_fire",
    "improvised_device",
    "explosion",
    "sniping",
    "mine_explosion",
)
GENERIC_HIT = re.compile(
    r"exploded|fired|dropped|used|launched|hit|struck|destroyed|fired (?:at|on|upon)|firing (?:at|on|upon)|lobbed|targeted|targeting|targets?|(?:ont|a|avait|avaient) (?:visé|touché|frappé|atteint)|touchée?s?|touchée? par|touchés par|visée?s?|visant|frappée?s?|ударил[аи]?|уничтожен[оаы]?|уничтожил[аи]?|[وف]?(?:استهدف|استهدفت|استهداف|ضربت|ضرب|دمرت|دمر)",
    re.I,
)
ARABIC_DENIES = re.compile(
    r"(?<!\w)[وف]?(?:نفى|نفت|أكد|أكدت|أعلن|أعلنت|ذكر|ذكرت|سجل|سجلت|وثق|وثقت|رصد|رصدت|أدان|أدانت|أفاد|أفادت|أحصى|أحصت|عبر|عبرت|أعرب|أعربت|حذر|حذرت|ندد|نددت|استنكر|استنكرت|انتقد|انتقدت)\s+(?:ال\w+\s+)?$"
)
LEGAL = re.compile(
    r"\b(?:outlawed|banned|prohibited|proscribed|запрещ\w+|based|headquartered|signed|concluded|brokered|agreed|negotiated|reached|signée?s?|conclue?s?|négociée?s?|подписан\w+|заключ[её]нн\w+|достигнут\w+)\s+(?:in|at|в|à|au|aux|en)\s+(?:the\s+)?$|(?:الموقع|الموقعة|الموقّع|المبرم|المبرمة)\s+في\s+$"
)
OBSERVED = re.compile(
    r"(?:\s+(?:side|part|representatives|team|monitors|mission|personnel|peacekeepers|observers|patrols?|officers|staff|also|has|have|had|then|(?:at|in|near|from|on)\s+[^,.;]{2,40}?))*\s+(?:record|regist|report(?!edly)|document|note[ds]?\b|observe|hear|saw\b|see[sn]?\b|detect|corroborat|confirm|count(?:s|ed|ing)?\b|verif|log(?:s|ged|ging)?\b|receive[ds]? (?:\w+ )?(?:reports|allegations|information)|investigat|зафиксир|фиксир|зарегистр|отмет|выяв|показал|насчита|обнаруж|слышал|услышал|наблюдал|سجل|رصد|وثق|a enregistr|a relev|a constat|a signal|a recens|a document)",
    re.I,
)
OPENS_WITH_PRONOUN = re.compile(r"\W*(?:It|They|He|She|Il|Elle|Ils|Elles|Он|Она|Они|Оно)(?=\s)")
DENIAL = re.compile(
    r"den(?:y|ies|ied)|refut|disavow|repudiat|опроверг|отрица|نفى|نفت|(?:a |ont )?(?:démenti?|nié|nie|réfut)", re.I
)
# 'нарушения не признаёт', 'does not acknowledge any strike'
OWNS_UP = re.compile(r"призна|acknowledg|recogni[sz]|admit|reconna", re.I)
NOT_LEFT = re.compile(r"(?<!\w)(?:не|not|never|ne|n['’]\w*)\s+(?:\w+\s+)?$", re.I)
# told by nobody who is named: 'are reported to have been burned', 'якобы', 'auraient bombardé'
HEDGED = re.compile(
    r"\b(?:reportedly|allegedly|purportedly|supposedly|(?:is|are|was|were) (?:said|reported|alleged|believed|understood|rumou?red) to|it (?:is|was|has been|is being) (?:\w+ly )?(?:reported|alleged|claimed|said|rumou?red|whispered)|unconfirmed reports?|(?:[Ww]e|[Oo]ne) hears?(?: that)?|rumou?r has it|word (?:is|has it) that|on dit qu[e’']|il se dit qu[e’']|le bruit court|якобы|предположительно|по слухам|ходят слухи|поговаривают|по неподтвержд[её]нн\w+|(?:aurai|serai)(?:t|ent))\b|يُ?زعم أن|يُ?قال إن|[يت]?تردد(?:ت أنباء)?\s+(?:أن|عن)|[يت]ُ?شاع أن|يُ?روى أن|شائعات عن|مزعوم",
    re.I,
)
MERGE_GAP = 2500
DOUBTS = re.compile(
    r"den(?:y|ies|ied)|reject|investigat|verif|warn|demand|call|urg|welcom|опроверг|отрица|призва|نف[ىت]|démenti|appelé",
    re.I,
)
TURNED = re.compile(
    r":\s|\b(?:and|but|while|instead)\s+(?:instead\s+|also\s+|in turn\s+)?(?:accus|blam|charg|alleg|claim|said|say|insist|stress)\w*|\b(?:accusing|blaming|claiming|saying|insisting|alleging)\b|[,،]\s+و(?:اتهم|قال|أكد|أضاف|ذكر|أعلن)\w*|\b(?:и|а|но)\s+(?:обвини|заяви|сообщи|утвержда|подчеркн)\w+|\bet\s+(?:a|ont)?\s*(?:accus|affirm|déclar|dit|soutien)\w*"
)
# who flies before a verb of attack, or is named behind it: 'jets struck', 'bombed by warplanes', 'قصف الطيران', 'أвиация нанесла'
_PLANES = r"(?:aircraft|helicopters?|gunships?|hélicoptères?|warplanes?|war planes?|jets?|fighter-bombers?|bombers?|planes?|air force|авиаци[яей]\w*|самол[её]т\w*|avions?|chasseurs?|aviation|طائرات(?: حربية)?|الطائرات(?: الحربية)?|مقاتلات|الطيران(?: الحربي| المروحي)?|سلاح الجو)"
_DRONES = (
    r"(?:drones?|UAVs?|unmanned aircraft|quadcopters?|беспилотник\w*|дрон\w*|БПЛА|طائرة مسي[رّ]+ة|طائرات مسي[رّ]+ة|مسيرة)"
)
_DID = r"(?:\s+(?:[a-zà-ÿ]+ly|has|have|had|also|again|then|ont|a|avaient|avait|auraient|aurait|reportedly|repeatedly|в|[а-яё]+ая))*\s+$"
FLOWN: tuple[tuple[str, re.Pattern[str], re.Pattern[str]], ...] = tuple(
    (
        kind,
        re.compile(rf"(?<!\w){who}(?:\s+(?:of|de|du|des)\s+(?:the\s+|la\s+|l['’])?[\w -]{{2,30}})?{_DID}", re.I),
        re.compile(
            rf"\s+(?:[^.,;:]{{0,40}}?\b(?:by|par)\s+(?:[a-z]+\s+){{0,2}}|(?=[\u0600-\u06ff]))\W*{who}(?!\w)", re.I
        ),
    )
    for kind, who in (("drone_strike", _DRONES), ("air_strike", _PLANES))
)
FORCE = frozenset(
    ["air_strike", "drone_strike", "shelling", "attack", "terror_attack", "suicide_attack", "explosion", "improvised_device", "mine_explosion", "small_arms_fire", "sniping", "killing", "ground_operation", "military_operation", "ceasefire_violation", "overflight", "detention", "abduction", "looting", "displacement", "sexual_violence", "access_denial", "obstruction_of_monitors", "siege", "mine_laying"]
)  # fmt: skip
REACTS = re.compile(
    r"^\W*(?:\w+\W+){0,4}?(?:condemn\w*|denounc\w*|deplor\w*|protest\w*|voic\w+|express\w*|urg\w+|call(?:s|ed|ing)? (?:for|on|upon)|demand\w*|regret\w*|accus\w+|blam\w+|den(?:y|ies|ied)|reject\w*|warn\w*|investigat\w*|verif\w*|criticiz?s?\w*|object\w*|complain\w*|rais(?:e[sd]?|ing)(?= (?:the|an?|its|two|three|several)(?:\s\w+){0,2}\s*$)|(?:present|portray|describ|depict|justif|defend)\w+ [^.,;]{2,40}? as|(?:a |ont )?(?:présent|décri|justifi)\w+ [^.,;]{2,40}? comme|(?:a |ont )?soulev\w+|welcom\w*|осуди\w*|обвини\w*|призва\w*|أدان\w*|اتهم\w*|نف[ىت]|a (?:condamné|dénoncé|accusé|démenti|appelé))\b",
    re.I,
)
REACTED_TO = FORCE | {"deployment", "fortification"}
# 'the group, blamed for the attack': whoever is charged with it does not claim it
CHARGED_WITH = re.compile(
    r"^\W*(?:(?:is|are|was|were|been|being|has been|have been)\s+)?(?:\w+ly\s+)?(?:blamed|accused|suspected|denounced)\s+(?:for|of|by|as)\b|^\W*(?:est|sont|était|étaient)\s+(?:accus|soupçonn)\w+"
)
# what is counted is told by who counts it
COUNTED = FORCE - {"killing", "detention", "abduction", "displacement"}
STATE_OF_LAND = re.compile(r"\s+(?:\w+\s+){0,2}(?:territor|land|golan|west bank|area|zone|region|part)")
APART = {"neg", "hypothetical"}
ONCE = ("meeting", "negotiation", "agreement_concluded")
