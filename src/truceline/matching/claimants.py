"""Whether a claimant's name says who speaks: "residents" of two papers need not be the same residents.

English, French, Russian and Arabic words. What is not recognised counts as a name, which joins origins rather than
making one out of a repetition.
"""

from __future__ import annotations

import re

from truceline.matching.words import WORD, folded

_APART = re.compile(r"[(\[]([^)\]]*)[)\]]")
_CAPITAL = re.compile(r"[A-ZÀ-ÖØ-Þ]")


def _words(text: str) -> frozenset[str]:
    return frozenset(folded(word) for word in text.split())


# people of whom there are many: whatever place or people follows ("residents of Lyne"), nobody is named
PEOPLE = _words(
    """witness witnesses eyewitness eyewitnesses resident residents villager villagers locals inhabitant
    inhabitants activist activists civilian civilians citizen citizens bystander bystanders survivor survivors refugee
    refugees neighbour neighbours neighbor neighbors farmer farmers
    témoin témoins habitant habitants habitante habitantes riverain riverains villageois militant militants activiste
    activistes citoyen citoyens civils survivant survivants réfugiés
    свидетель свидетели свидетелей очевидец очевидцы очевидцев житель жители жителей активист активисты активистов
    местные гражданские беженцы
    شاهد شهود الشهود ساكن سكان السكان أهالي الأهالي اهالي الاهالي ناشط ناشطون ناشطين الناشطون الناشطين نشطاء النشطاء
    مواطن مواطنون مواطنين المواطنون مدنيون مدنيين المدنيون"""
)
# offices and channels that many hold: nobody is named unless another word says whose
OFFICES = _words(
    """source sources official officials officer officers authority authorities spokesman spokeswoman spokesperson
    spokespersons report reports media press news outlet outlets speaker person people someone somebody nobody anybody
    everyone network networks journalist journalists reporter reporters correspondent correspondents staff worker
    workers medic medics doctor doctors paramedic paramedics claimant others fighters commander commanders
    source sources responsable responsables officiel officiels fonctionnaire fonctionnaires autorités médias presse
    porte parole journaliste journalistes correspondant correspondants médecins secouristes personne personnes quelqu
    источник источники источников чиновник чиновники чиновников власти властей представитель представители сми
    журналист журналисты корреспондент врачи медики люди никто лицо лица сообщения
    مصدر مصادر المصادر مسؤول مسؤولون مسؤولين المسؤولون المسؤولين مسؤولو سلطات السلطات متحدث ناطق وسائل إعلام الإعلام
    صحافة صحفي صحفيون صحفيين مراسل مراسلون طبيب أطباء مسعفون ناس أشخاص شخص تقارير"""
)
# what is said of them without naming anybody
PLAIN = _words(
    """a an the some several many two three four five one other another of from in at on to by with and or who was were
    is no not none any n na nil null said told say according reported media social online open eye local area regional
    field ground medical military security official government governmental humanitarian civil village town city
    camp anonymous unnamed unknown unidentified unspecified undisclosed unresolved unclear named stated given
    condition anonymity well placed informed senior diplomatic hospital police
    un une des les le la l d du de deux trois plusieurs selon sur place anonyme anonymes inconnu inconnus inconnue non
    identifié identifiés local locaux locale locales médical médicale médicales médicaux militaire militaires sécurité
    sécuritaire sécuritaires gouvernemental gouvernementale oculaire oculaires réseaux sociaux nommé précisé
    местный местных местного медицинский медицинские военный военные официальный официальные неназванный неназванные
    неизвестный неизвестные анонимный анонимные неизвестно не назван указан указано два три несколько по словам данным
    информированный информированные социальные сети
    عيان محلي محلية محليون محليين المحلية المحليون المحليين طبي طبية طبيون عسكري عسكرية عسكريون أمني أمنية أمنيون رسمي
    رسمية رسميون حكومي حكومية حكوميون ميداني ميدانية مجهول مجهولة مجهولون غير معروف معروفة محدد محددة مسمى إعلامية
    إعلامي من في على عن بعض عدة عدد لم يذكر يسم لا أحد التواصل الاجتماعي مطلع مطلعة مطلعون"""
)
# alone they say that nobody is named
NOBODY = _words(
    """n na nil null none no not unknown anonymous unnamed unidentified unspecified undisclosed unresolved unclear
    anonyme anonymes inconnu inconnus inconnue non aucun неизвестно неизвестный неизвестные не нет неназванный аноним
    مجهول مجهولة مجهولون غير لم لا"""
)
_PREPOSITIONS = _words("of from in at near on who inside around de du des d a au aux en dans sur из в во на с от من في")


def names_somebody(name: str | None) -> bool:
    """False for nobody, and for claimants such as "local sources", "жители", "شهود عيان", "residents of Lyne".

    A name in brackets counts: "residents (reported by the Lyne Courier)" is what that paper heard.
    """
    if name is None:
        return False
    return any(_names(part) for part in (_APART.sub(" ", name), *_APART.findall(name)))


def _names(text: str) -> bool:
    written = WORD.findall(text)
    words = [folded(word) for word in written]
    who = PEOPLE | OFFICES
    nouns = [at for at, word in enumerate(words) if word in who]
    if not nouns:
        return bool(words) and not (NOBODY & set(words) and all(word in PLAIN or word in NOBODY for word in words))
    first = nouns[0]
    plain = [word in PLAIN or word in NOBODY or word in who for word in words]
    counted = [word.isdigit() and at < first for at, word in enumerate(words)]  # "12 residents", not "witness 12"
    if all(a or b for a, b in zip(plain, counted, strict=True)):
        return False
    if words[first] in PEOPLE and all(plain[:first]) and first + 1 < len(words) and not words[first + 1].isdigit():
        return words[first + 1] not in _PREPOSITIONS and bool(_CAPITAL.match(written[first + 1]))
    # "Syrian activists" as in a sentence; "Global Witness" and "Committee of activists" are names
    ends_plain = words[-1] in PEOPLE and written[-1].islower()
    return not ends_plain or any(word in _PREPOSITIONS for word in words[:-1])
