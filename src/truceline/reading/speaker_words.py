"""Words and shapes by which speakers are told: papers, offices, descriptions, names the registry does not know."""

from __future__ import annotations

from truceline.reading import quick_re as re

OWN_WORDS = frozenset(
    [
        "statement",
        "communique",
        "communiqué",
        "release",
        "document",
        "report",
        "message",
        "letter",
        "text",
        "mission",
        "ministry",
        "déclaration",
        "rapport",
        "bilan",
        "bulletin",
        "отчет",
        "отчёт",
        "доклад",
        "сводка",
        "бюллетень",
        "تقرير",
        "التقرير",
        "заявление",
        "сообщение",
        "ведомство",
        "документ",
        "сообщении",
        "заявлении",
        "документе",
        "сводке",
        "докладе",
        "отчете",
        "отчёте",
        "бюллетене",
        "ведомстве",
        "представительстве",
        "пресс-службе",
        "пресс-центре",
        "بيان",
        "البيان",
    ]
)
SAME_SOURCE = frozenset(
    [
        "source",
        "sources",
        "group",
        "monitor",
        "agency",
        "organization",
        "organisation",
        "official",
        "spokesman",
        "spokesperson",
        "spokeswoman",
        "embassy",
        "source",
        "agence",
        "источник",
        "المصدر",
    ]
)
UNKNOWN_NAME = re.compile(
    r"(?:^|[\s\"”,])(?<!\bin )(?<!\bat )(?<!\bof )(?<!\bnear )(?<!\bfrom )(?P<name>(?:(?:Lt|Col|Gen|Maj|Capt|Brig|Sgt|Adm|Cmdr|Dr|Mr|Ms|Mrs|Sen|Rep|Gov)\.\s+){0,3}[A-ZÀ-ÝА-ЯЁ][\w’'-]+(?:\s+(?:(?:al|el|bin|de|van|ag|ould)[- ])?[A-ZÀ-ÝА-ЯЁ][\w’'-]+){0,3})\s+(?:also\s+|has\s+|have\s+|had\s+|then\s+|later\s+|further\s+|earlier\s+|separately\s+|[a-z]+ly\s+)*$"
)
PEOPLE = (
    r"(?:m[ae]n|wom[ae]n|persons?|people|residents?|villagers?|locals?|staff|doctors?|medics?|nurses?|commanders?|commissioners?|fighters?|rebels?|insurgents?|militants?|soldiers?|troops|guards?|members?|"
    r"forces|army|militias?|junta|alliance|front|council|sources?|witness(?:es)?|activists?|diplomats?|officials?|officers?|leaders?|chiefs?|deput(?:y|ies)|envoys?|heads?|directors?|authorit(?:y|ies)|representatives?|volunteers?|workers?|rescuers?|mayor|governor|elders?|"
    r"journalists?|refugees?|interlocutors?|callers?|respondents?|media|television|outlets|elders|brigade|battalion|coalition|opposition|gendarmerie|police|personnel|delegations?|delegates?|negotiators?|mediators?|chair(?:man|person|woman)?|spokes\w+|aides?|advis[eo]rs?|observers?|monitors?|patrols?|teams?|side|parties|party|"
    r"arm(?:y|ies)|sides|governments|countries|capitals|factions|ministries|militaries|group|movement|ministry|government|administration|councils?|committee|commission|command|headquarters|hospital|survivors?|relatives?|farmers?|drivers?|teachers?|priest|imam|bishop|analysts?|experts?|lawyers?|lawmakers?|senators?)"
)
NOMINAL = re.compile(
    rf"(?:^|[,;:—–\"”]\s*|\b(?:and|but|while)\s+)(?P<who>(?:(?!(?:and|but|that|which|who|while|in|on|at|near|from|of|by|with|to|was|were|had|has)\b)[\w’'/-]+\s+){{0,6}}(?i:{PEOPLE})(?:\s+\([^)]{{1,40}}\))?(?:\s+(?:(?:al|el|bin|de|ag)[- ])?[A-ZÀ-Ý][\w’'-]+){{0,4}}"
    r"(?:\s+(?:of|for|from|in|at|near|with|on|who|loyal to|living|staying|working|based|present|posted|close to|familiar with)\s+[^,;:.\"”]{2,60}?)?(?:,\s+[^,;:\"”]{2,70},)?)\s*(?:(?:also|has|have|had|then|later|further|on \w+day|separately|however|who spoke on condition of anonymity)\s+)*$",
    re.UNICODE,
)
DESCRIBED = re.compile(
    rf"\s+(?P<who>(?:(?!(?:of|for|from|in|and|that)\b)[\w’'/-]+\s+){{0,4}}{PEOPLE})(?!\s+(?:of|for|from|at|in|with)\b)(?=[\s,.])"
)
APPOSED = re.compile(
    r"(?:^|[,;:\"”]\s*|\s)(?P<name>(?:(?:Lt|Maj|Col|Gen|Brig|Capt|Adm|Sgt|Lieutenant|Major|Brigadier|Rear)\.?\s+)*(?:(?:General|Colonel|Admiral|Captain|Gen\.|Col\.|Adm\.)\s+)?[A-ZÀ-Ý][\w’'-]+(?:\s+(?:(?:al|el|bin|de|van|ag|ould)[- ])?[A-ZÀ-Ý][\w’'-]+){1,4}),\s+(?P<what>(?:an?|the|who|whose|of|one|its|their|his|her|\d|(?:deputy |acting |former |vice )?(?:head|chief|commander|leader|chair\w*|director|secretary|spokes\w+|president|member|coordinator)(?= (?:of|for|at)\b))\b[^,;:.]{2,110}),\s+(?:also\s+|has\s+|have\s+|had\s+|then\s+|later\s+)*$"
)
NAME_AFTER = re.compile(
    r"\s+(?P<name>(?:(?:Lt|Maj|Col|Gen|Brig|Capt|Adm|Sgt|Dr|Mr|Ms|Mrs|Sen|Rep)\.\s+)*[A-ZÀ-ÝА-ЯЁ][\w’'-]+(?:\s+(?:(?:al|el|bin|de|van|ag|ould)[- ])?[A-ZÀ-ÝА-ЯЁ][\w’'-]+){0,4})(?=[,.;]|\s+(?:on|in|of|during|at|via|to)\b|\s*$)"
)
NAME_OF_NOUN = re.compile(
    r"(?:\s+[а-яё-]+){0,3}(?:\s+(?:(?:al|el|bin|de|van|[Aa]g|ould)[- ])?[A-ZÀ-ÝА-ЯЁ][\w’'-]+){1,4}(?!\s*[’']s)|,\s+(?:[A-ZÀ-Ý][\w’'-]+\s?){2,5}(?=,)"
)
TITLE_GAP = re.compile(
    r"\s+(?:[а-яё-]+\s+|[А-ЯЁ]{2,}\s+|[А-ЯЁ][а-яё]+\s+|(?!что\b|that\b|que\b)[a-zà-ÿ'’-]+\s+|[A-Z]{2,}\s+){1,9}"
)
OFFICE_OF = re.compile(
    r"(?:^|(?<=[\s,]))(?P<who>(?:(?:the|a|our)\s+)?(?:correspondent|reporter|spokes\w+|source|commander|officials?|officers?|members?|(?:press|media|information)\s+(?:service|office|wing|cent(?:er|re)|department))\s+(?:of|for|at|in|from|with)\s+(?:the\s+)?[“\"«]?)$",
    re.I,
)
OWNED = re.compile(r"(?:its|their|his|her|son|sa|leur|ses|его|её|ее|их)\s", re.I)
GOVERNED = re.compile(
    r"\b(?:of|with|against|in|by|from|to|for|on|at|near|over|de|du|des|contre|par|sur)\s+(?:the\s+|la\s+|les?\s+|l['’])?$",
    re.I,
)
APPOSITION = re.compile(r"\)?,?\s+(?:the\s+|le\s+|la\s+)?(?:[a-zà-ÿа-яё-]+\s+){0,3}")

# what closes a sentence behind a verb of saying, up to nine words
CLOSES = re.compile(r"\s+(?P<who>(?!(?:что|that|que|qu)\b)[^\W\d_][\w’'«»\"-]*(?:\s+[\w’'«»\"-]+){0,8}?)\s*(?=[.,;]|$)")
# between the verb and whoever spoke: ', a rapporté dimanche soir le commandement', ', said on Monday a source'
WHEN_BEFORE = re.compile(
    r"(?:\s+(?:earlier\s+)?(?:last|this)\s+(?:week|month|year|night|morning|afternoon|evening|summer|winter|spring|autumn)(?=\s)|\s+(?:on\s+)?(?:late\s+|early\s+)?(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|today|yesterday|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|hier|aujourd['’]hui|ce|сегодня|вчера|(?:в|во) (?:понедельник|вторник|среду|четверг|пятницу|субботу|воскресенье)|утром|вечером|днём|днем|ночью|sur\s+(?:son\s+compte\s+)?(?:Twitter|Facebook|Telegram|X|Instagram|LinkedIn)|dans\s+un\s+(?:communiqué|tweet|message|entretien)|à\s+la\s+presse|devant\s+la\s+presse|aux?\s+journalistes|à\s+des\s+journalistes|par\s+téléphone)(?:\s+(?:soir|matin|night|morning|evening|afternoon|après-midi|утром|вечером))?)+(?=\s)",
    re.I,
)
# 'the Observatory and a rebel commander said': a name with somebody described
AND_ANOTHER = re.compile(
    rf"\s*(?:,?\s+and|,?\s+as well as)\s+(?:(?:an?|the|two|three|several|some|local|other|unnamed|[\w-]+)\s+){{0,4}}?(?i:{PEOPLE})(?:\s+(?:in|from|of|on|at|near)\s+[^,;:.]{{2,40}}?)?\s*(?:also\s+|have\s+|had\s+|both\s+)*$"
)
# 'a statement by the army carried by SANA', 'a letter from A to B, seen by C,'
BY_AND_CARRIED = re.compile(
    r"(?:\s+(?:of|by|for|from|to|in|at|with|on|de|du|des|de la|в|во|из|при|от|на)\s+(?:the\s+)?(?:[\w’'./-]+\s+){0,5}?[\w’'./-]+){0,3}?(?:,?\s+(?:carried|seen|obtained|published|quoted|released|posted|cited|relayed|dated|issued|sent|received)\s+(?:by|on|in|to)\s+[^,;:.]{2,50})?,?\s*(?:also\s|has\s|have\s|had\s)?"
)
CIRCUMSTANCE_WORD = re.compile(
    r"(?:on|at|in|by|to|from|during|here|today|yesterday|earlier|later|after|before|while|adding|citing|without|again|also|only|as|for|with|в|во|на|по|со|ранее|сегодня|вчера|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|à|au|dans|devant|via|en|hier|lors|it|he|she|they|он|она|они|monday|tuesday|wednesday|thursday|friday|saturday|sunday)\b",
    re.I,
)
OFFICE_NOUN = re.compile(
    r"(?:(?:the|a|an|le|la|un)\s+)?(?:[\w-]+\s+){0,2}?(?:spokes\w+|head|chief|commander|director|leader|chair\w*|представитель\w*|пресс-\w+|глава|главы|командующ\w+|начальник\w*|руководител\w+|замглавы|chef|porte-parole|commandant|directeur|responsable|commandement|état-major|command|general staff|ministère|ministry|présidence|штаб\w*|командовани\w+|министерств\w+|управлени\w+)(?!\w)",
    re.I,
)
HEADED = re.compile(
    r"(?P<who>(?<!\w)(?:[Зз]аместитель\s+)?(?:[Гг]лава|[Рр]уководител[ья]|[Нн]ачальник|[Кк]омандующий|[Пп]редставитель|[Сс]пикер|[Пп]ресс-секретарь|[Дд]иректор|[Tt]he (?:deputy )?(?:head|chief|commander|director|spokesman|spokeswoman|spokesperson)|[Ll]e (?:chef|commandant|directeur|porte-parole|secrétaire général))\s+[^.;:,«»\"“”]{3,110}?(?:,\s+[A-ZÀ-ÝА-ЯЁ][\w’' -]{3,50},)?)\s*(?:also\s+|has\s+|had\s+|a\s+|также\s+|вчера\s+|сегодня\s+)*$"
)
NEW_SOURCE = re.compile(
    r"\s*,?\s+(?:в|во|из|от|знаком\w+|пожела\w+|попроси\w+|близк\w+|при|في|من|مقرب\w*|عسكري\w*|محلي\w*|أمني\w*|طبي\w*|ميداني\w*)(?!\w)"
)
# 'N, the head of the centre,': whom he speaks for
LED = re.compile(
    r",\s+(?:(?:an?|the)\s+)?(?:\w+\s+){0,2}?(?:head|chief|commander|spokes\w+|director|representative|chair\w*|leader|secretary|minister|officer)\s+(?:of|for|with)\s+(?:the\s+)?$"
)


# 'a statement by', 'un communiqué du': whose it is speaks
A_PAPER_OF = re.compile(
    r"(?<!\w)(?:(?:an?|the|its|une?|le|la)\s+)?(?:(?!and\b)[\w-]+\s+)?(?:statement|communiqu[ée]|press release|release|bulletin|report|letter|message|note|déclaration|rapport)\s+(?:by|from|of|by|issued by|de|des|du|d['’])\s*(?:the\s+|la\s+|l['’])?$"
)
ASKED = re.compile(
    r"(?:^|(?<=[;:.]\s)|(?<=\d\s)|(?<=\d:\s))(?P<who>[^\W\d_][^,;:.\n]{1,70}),\s+(?:when\s+|also\s+|later\s+)*(?:called|asked|contacted|reached|questioned|approached|pressed|interviewed|speaking|replying|responding|joint|contacté|interrogé|sollicité)e?s?\b[^,;:.\n]{0,60},\s+(?:also\s+)?$",
    re.MULTILINE,
)
AND_BEFORE = re.compile(
    r"(?:^|[,;:—–\"”]\s*)(?P<who>(?:an?|the|one|two|three|four|five|six|several|some|\d+)\s+(?:(?!who\b|which\b|that\b)[\w’'-]+\s+){1,4}and\s+)$"
)
# ', the country's military, ' before a verb of saying
ASIDE = re.compile(
    r"\)?,\s+(?:the|an?|its|their|also|formerly|known as|once|which|who|citing|quoting|invoking|relaying|citant|invoquant|relayant|reprenant|ссылаясь|со ссылкой)\s[^,;:.\"“”\n]{2,70},\s+$"
)
MAN_BEHIND = re.compile(
    r"(?:\s+(?:senior|military|police|army|security|defen[cs]e|government|intelligence|relief|aid))?\s+(?:officials?|spokes\w+|commanders?|officers?|diplomats?|sources?|envoys?|representatives?|ministers?|leaders?|fighters?|soldiers?|negotiators?|monitors?|observers?|peacekeepers?|statement|report)(?=\s|$)"
)
SENT_BY = re.compile(
    r"(?:^|(?<=[\s,;:]))(?P<who>(?:(?:the|two|three|four|several|UN|U\.N\.|EU|AU|IGAD|ECOWAS|[A-Z]+|permanent|special|senior|military|government)\s+){0,4}(?:representatives|envoys|ambassadors|delegates|delegations|missions|diplomats)\s+(?:from|of|for)\s+[^,;:.\n]{2,40}(?:,[^,;:.\n]{2,30}){0,5}?\s+and\s+[^,;:.\n]{2,30}?)\s+(?:also\s+|have\s+|had\s+|jointly\s+)*$",
    re.I,
)
INVERTED = re.compile(
    r"-(?:il|elle|ils|elles) [a-zà-ÿ]+$"
)  # 'a-t-il déclaré dans un communiqué': who speaks stands in it
TO_MEDIA = re.compile(
    r"\s+(?:(?:à|au|aux|auprès de)\s*(?:la\s+|l['’]|le\s+)?(?:(?:agence|chaîne|radio|télévision|journal|quotidien)\s+)?(?:[A-ZÉ][\w-]*)(?:\s[A-Z][\w-]*){0,3}"
    r"|(?:журналистам|агентству|телеканалу|изданию|корреспонденту|газете|радиостанции)(?:\s+[«\"]?[А-ЯЁA-Z][\w-]*[»\"]?){0,3}|(?:РИА Новости|ТАСС|Интерфаксу?))(?=\s)"
)
# 'В министерстве «Интерфаксу» заявили': the dative tells who was told
TOLD_A_MEDIUM = re.compile(
    r"[А-ЯЁ][а-яё-]+[ую][»\"]?$|(?<!\w)(?:агентству|телеканалу|изданию|газете|порталу|корреспонденту)\s+[«\"]?[^«»\"]{2,30}[»\"]?$"
)
WHO_TOLD_IT = re.compile(r"\s+(?:une?|le|la|les|des|deux|[а-яё]{4,}|[А-ЯЁ][а-яё]+|l['’])(?![\w])")
# 'the centre for reconciliation of the warring parties', 'the mission for the referendum': the rest of a body's name
OF_WHOM_IT_IS = re.compile(
    r"\s+(?:of|for)\s+(?:the\s+)?(?:(?!(?:said|says|was|were|is|are|has|have|had|that|who|which|whose|by)\b)[a-z][\w-]*\s+){1,4}"
)
# in 'said Turkey would' the name begins the clause; French words that end in s are no verbs
ITS_OWN_VERB = re.compile(
    r"\s+(?!dans\b|sous\b|lors\b|vers\b|depuis\b|sans\b|après\b|dès\b|très\b)(?:is|are|was|were|will|would|has|had|have|can|could|should|must|may|might|did|does|and|[a-z]+ed|[a-z]+s)\b"
)
