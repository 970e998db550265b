"""French acts that no single word tells: (type, pattern, whether it is taken before a single word)."""

from __future__ import annotations

_MEN = r"(?:combattants|hommes|soldats|éléments|troupes|forces|rebelles|assaillants|colonne|miliciens|militaires|unités?|insurgés)"
_WATCH = (
    r"(?:patrouilles?|convois?|équipes?|véhicules?|observateurs|casques bleus|ambulances?|inspecteurs|mission|camions?)"
)
_TRUCE = r"(?:cessez-le-feu|trêve|cessation des hostilités)"

FRENCH: tuple[tuple[str, str, bool], ...] = (
    ("air_strike", r"\b(?:barils?|bombes?)\b[^.;:]{0,30}?\s(?P<act>larguée?s?)\b", True),
    ("air_strike", r"\b(?:hélicoptères?|avions?|appareils?)\b[^.;:]{0,40}?\s(?P<act>largu\w+)\b", True),
    ("air_strike", r"\b(?:avions?|chasseurs?|hélicoptères?|bombardiers?|aviation)\b[^.;:]{0,40}?\s(?P<act>bombard\w+)\b", True),
    ("attack", r"\b(?P<act>s['’]en\s+(?:est prise?|sont pris(?:es)?|prend|prennent|était prise?|étaient pris)\s+(?:à|aux?))\s", False),
    ("attack", r"\b(?P<act>caillass\w+)\b", False),
    ("ceasefire_breakdown", rf"\b{_TRUCE}\b[^.;:]{{0,40}}?\s(?P<act>n['’](?:a|avait)\s+(?:pas|guère)\s+tenu)\b", False),
    ("meeting", r"\b(?P<act>se\s+(?:réuni\w+|rencontrer\w*)|s['’](?:est|était)\s+réunie?|se\s+sont\s+réunie?s)\b", False),
    ("meeting", r"(?:^|\n|«\s)(?P<act>Réunie?s)\s+(?:à|en|au|le|les|sous)\b", False),
    ("meeting", r"\b(?P<act>convoqu(?:é|e|era|ait|ent|eront))\b", False),
    ("agreement_concluded", r"\b(?:sont|ont|avons|sommes|a|avaient|étaient)\s+(?P<act>convenue?s?)\b", False),
    ("agreement_concluded", rf"\b(?:{_TRUCE}|accord|déclaration|entente|échange|compromis)\b[^.;:,]{{0,25}}?\s(?P<act>conclue?s?|scellée?s?|négociée?s?|obtenue?s?)\s+(?=(?:à|en|le|au|par|entre|sous)\b)", False),
    ("withdrawal", r"\bse\s+(?P<act>regroup\w+|cantonn\w+)\b", False),
    ("withdrawal", rf"\b{_MEN}\b[^.;:]{{0,50}}?\s(?P<act>quitté\w*|quittent|quittaient|quitter\w*)\s", False),
    ("withdrawal", r"\b(?:son|leur|le)\s+(?P<act>départ)\s+(?:de|d['’]|du|des)\s*(?=[A-ZÉ]|troupes|forces|soldats)", False),
    ("combat", r"\b(?:s['’](?:est|était)|se\s+sont|s['’]étaient)\s+(?:[\w']+\s+){0,2}?(?P<act>battue?s?)\b", False),
    ("combat", r"\bse\s+(?P<act>batt(?:re|ent|aient))\b", False),
    ("deployment", rf"\b{_MEN}\b[^.;:]{{0,50}}?\s(?P<act>entrée?s?|entrent|pénétr\w+)\s+(?:dans|à|en)\b(?!\s+vigueur)", False),
    ("deployment", r"\b(?P<act>renforc\w+)\s+(?:ses|leurs|les|sa|leur)\s+(?:patrouilles?|positions?|effectifs?|présence|dispositif)\b", False),
    ("access_denial", rf"\b{_WATCH}\b[^.;:]{{0,70}}?\s(?:a|ont|avait|avaient)\s+été\s+(?:\w+ment\s+)?(?P<act>bloquée?s?|arrêtée?s?|stoppée?s?|retenue?s?|refoulée?s?|immobilisée?s?|empêchée?s?)\b", True),
    ("access_denial", rf"\b(?:a|ont|avait|avaient)\s+(?P<act>(?:bloqué|stoppé|retenu|refoulé|empêché)\s+(?:un|une|la|le|les|des|deux|trois)\s+(?:[\w-]+\s+){{0,2}}?{_WATCH})\b", True),
    ("ceasefire_breakdown", rf"\b(?:{_TRUCE}|accord)\b[^.;:]{{0,90}}?\s(?:a|ont|avait)\s+(?P<act>expiré|volé en éclats|pris fin)\b", False),
    ("ceasefire_in_force", rf"\b{_TRUCE}\s+(?:\w+\s+)?(?P<act>tient|tenait|semble tenir)\b", False),
    ("ceasefire_announced", rf"\b(?P<act>(?:annonc|décrét|proclam|déclar)(?:é|e|er|ent|ait|a))\s+(?:un|une|le|la)\s+(?:[\w-]+\s+){{0,2}}?{_TRUCE}\b", False),
    ("killing", r"\b(?P<act>perdu)\s+(?:[\w-]+\s+){1,2}?(?:hommes|combattants|soldats|éléments|membres)\b", False),
    ("zone_established", r"\b(?P<act>instaur\w+|établi\w*|créé\w*|mis\w* en place)\s+(?:[\w-]+\s+){0,6}?zone\b", False),
    ("looting", r"\b(?:été|ont|a|avaient)\s+(?P<act>volée?s?)\b(?!\s+en éclats)", False),
    ("attack", r"\b(?P<act>grenades?\s+(?:a été|ont été|avait été)?\s*(?:lancée?s?|jetée?s?))\b", False),
    ("attack", r"\b(?P<act>battue?s|passée?s? à tabac|molestée?s?)\b(?<=à tabac)", False),
    ("overflight", r"\b(?:drones?|avions?|hélicoptères?|appareils?|aéronefs?)\b[^.;:]{0,50}?\s(?P<act>survol\w+)\b", False),
    ("fortification", r"\b(?P<act>creus\w+)\s+(?:[\w-]+\s+){0,2}?tranchées?\b", True),
    ("mine_laying", r"\b(?:route|piste|chemin|pont|champ)s?\b[^.;:,]{0,30}?\s(?:a|ont|avait|est|sont|était)\s+(?:été\s+)?(?P<act>minée?s?)\b", True),
    ("release", r"\b(?:été|sont|est|fut|furent)\s+(?P<act>remise?s? en liberté|relâchée?s?)\b", False),
    ("small_arms_fire", r"\b(?P<act>essuy\w+\s+(?:des\s+|le\s+)?(?:coups de feu|feu))\b", False),
)  # fmt: skip
