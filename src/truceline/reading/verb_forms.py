"""Forms of a verb from its dictionary form: French, Russian and Arabic. English ones stand in ``lexicon``.

A lexicon names the verb ('v:affirmer', 'v:сообщать', 'v:أكد/يؤكد/مؤكد'), grammar gives the forms; so a form that no text
showed yet is known as soon as the verb is.
"""

from __future__ import annotations

import re
from collections.abc import Callable

# French verbs that do not end in -er: present singular and plural, imperfect stem, participle, simple past singular and plural
FRENCH = {
    "dire": "dit disent disai dit dit dirent", "prétendre": "prétend prétendent prétendai prétendu prétendit prétendirent",
    "soutenir": "soutient soutiennent soutenai soutenu soutint soutinrent", "maintenir": "maintient maintiennent maintenai maintenu maintint maintinrent",
    "convenir": "convient conviennent convenai convenu convint convinrent", "prévenir": "prévient préviennent prévenai prévenu prévint prévinrent",
    "reconnaître": "reconnaît reconnaissent reconnaissai reconnu reconnut reconnurent", "admettre": "admet admettent admettai admis admit admirent",
    "répondre": "répond répondent répondai répondu répondit répondirent", "écrire": "écrit écrivent écrivai écrit écrivit écrivirent",
    "décrire": "décrit décrivent décrivai décrit décrivit décrivirent", "démentir": "dément démentent démentai démenti démentit démentirent",
    "avertir": "avertit avertissent avertissai averti avertit avertirent", "retirer": "retire retirent retirai retiré retira retirèrent",
    "détruire": "détruit détruisent détruisai détruit détruisit détruisirent", "envahir": "envahit envahissent envahissai envahi envahit envahirent",
    "détenir": "détient détiennent détenai détenu détint détinrent", "reprendre": "reprend reprennent reprenai repris reprit reprirent",
    "conquérir": "conquiert conquièrent conquérai conquis conquit conquirent", "retenir": "retient retiennent retenai retenu retint retinrent",
    "atteindre": "atteint atteignent atteignai atteint atteignit atteignirent", "enfreindre": "enfreint enfreignent enfreignai enfreint enfreignit enfreignirent",
    "abattre": "abat abattent abattai abattu abattit abattirent", "assaillir": "assaille assaillent assaillai assailli assaillit assaillirent",
    "interdire": "interdit interdisent interdisai interdit interdit interdirent", "rompre": "rompt rompent rompai rompu rompit rompirent",
    "redire": "redit redisent redisai redit redit redirent", "faire": "fait font faisai fait fit firent", "apprendre": "apprend apprennent apprenai appris apprit apprirent",
    "laisser": "laisse laissent laissai laissé laissa laissèrent", "ouvrir": "ouvre ouvrent ouvrai ouvert ouvrit ouvrirent",
}  # fmt: skip
FRENCH_ADVERBS = (
    "",
    "également ",
    "aussi ",
    "notamment ",
    "par ailleurs ",
    "ensuite ",
    "toutefois ",
    "plutôt ",
    "encore ",
    "rapidement ",
    "fermement ",
    "formellement ",
)
GRAVE = re.compile(r"(?:é|e)(?=[bcdfglmnprstv]+$)")


def _french_parts(verb: str) -> tuple[str, str, str, str, str, str]:
    if verb in FRENCH:
        singular, plural, imperfect, participle, past, pasts = FRENCH[verb].split()
        return singular, plural, imperfect, participle, past, pasts
    stem = verb[:-2]
    soft = stem + "e" if stem.endswith("g") else stem[:-1] + "ç" if stem.endswith("c") else stem
    bare = GRAVE.sub("è", stem)  # révéler: révèle
    if stem.endswith("appel"):
        bare = stem + "l"
    elif stem.endswith(("ell", "ett")) or not verb.endswith("er"):
        bare = stem
    return bare + "e", bare + "ent", soft + "ai", stem + "é", soft + "a", stem + "èrent"


def compound(auxiliary: str, rest: str) -> list[str]:
    """'a déclaré' also as 'avait déclaré', 'a également déclaré', 'a pour sa part déclaré'."""
    own = "sa" if auxiliary == "a" else "leur"
    part = (
        f"pour {own} part ",
        *(f"quant à {w} " for w in (("lui", "elle") if auxiliary == "a" else ("eux", "elles"))),
    )
    heads = (auxiliary, "avait" if auxiliary == "a" else "avaient")
    return [f"{head} {adverb}{rest}" for head in heads for adverb in (*FRENCH_ADVERBS, *part)]


def french_forms(verb: str, inverted: bool = True) -> list[str]:
    """'affirmer' → affirme, affirmaient, a affirmé, affirma, affirmant, affirme-t-il, a-t-elle affirmé …

    Words behind the verb ('faire état de') stay behind each form. ``inverted``: with the forms that a pronoun follows.
    """
    verb, _, rest = verb.partition(" ")
    singular, plural, imperfect, participle, past, pasts = _french_parts(verb)
    tail = f" {rest}" if rest else ""
    plain = [singular, plural, f"{imperfect}t", f"{imperfect}ent", past, pasts, f"{imperfect.removesuffix('ai')}ant"]
    forms = [f + tail for f in plain] + compound("a", participle + tail) + compound("ont", participle + tail)
    if inverted:
        joint = "-" if singular[-1] in "td" else "-t-"
        for who in ("il", "elle", "on"):
            forms += [f"{singular}{joint}{who}{tail}", f"a-t-{who} {participle}{tail}", f"a-t-{who} également {participle}{tail}"]  # fmt: skip
        forms += [f"{plural}-{who}{tail}" for who in ("ils", "elles")]
        forms += [f"ont-{who} {participle}{tail}" for who in ("ils", "elles")]
    return list(dict.fromkeys(forms))


def french_participles(verb: str) -> list[str]:
    """'bombarder' → bombardé, bombardée, bombardés, bombardées."""
    participle = _french_parts(verb)[3]
    return [participle + end for end in ("", "e", "s", "es") if not (participle.endswith("s") and end == "s")]


def russian_forms(verb: str) -> list[str]:
    """'сообщать' → сообщает, сообщают, сообщал (all genders), сообщая; 'сообщить' → сообщил, сообщив.

    A star marks an imperfective verb in -ить or -еть ('говорить*'), whose present is wanted, not its future.
    """
    present = verb.endswith("*")
    verb = verb.rstrip("*")
    reflexive = verb.endswith(("ся", "сь"))
    if reflexive:
        verb = verb[:-2]
    stem = verb[:-2]
    pasts = [stem + end for end in ("л", "ла", "ло", "ли")]
    other: list[str] = []
    if present:
        other = [stem[:-1] + "ит", stem[:-1] + ("ат" if stem[-2] in "жшчщ" else "ят"), stem[:-1] + "я"]
    elif verb.endswith("овать"):
        other = [verb[:-5] + "ует", verb[:-5] + "уют", verb[:-5] + "уя", stem + "в"]
    elif verb.endswith(("знавать", "давать", "ставать")):
        other = [verb[:-4] + "ет", verb[:-4] + "ют", verb[:-4] + "ёт", stem + "я"]
    elif verb.endswith(("ивать", "ывать", "ать", "ять")) and IMPERFECTIVE.search(verb):
        other = [stem + "ет", stem + "ют", stem + "я"]
    else:
        other = [stem + "в"]
    forms = [*pasts, *other]
    if reflexive:
        forms = [f + ("сь" if f[-1] in "аяоиуюе" else "ся") if f[-1] != "в" else f + "шись" for f in forms]
    return forms


# verbs in -ать that are imperfective; the rest of them ('сказать', 'признать') are perfective
IMPERFECTIVE = re.compile(
    r"(?:ивать|ывать|щать|ждать|чать|шать|жать|лять|нять|рять|ювать|евать|ергать|рекать|рицать|мечать|считать|полагать|винять|вергать|стаивать|читать|агать|верять)$"
)


def arabic_forms(written: str) -> list[str]:
    """'أكد/يؤكد/مؤكد' → أكدت, أكدوا, أكدا, يؤكد, تؤكد, يؤكدون, مؤكدا, مؤكدة, مؤكدين.

    Past and present of the third person masculine, then the active participle, each of which may be left out.
    """
    past, _, more = written.partition("/")
    present, _, participle = more.partition("/")
    forms = [past]
    weak = past.endswith("ى")
    stem = past[:-1] if weak or past.endswith("ا") else past
    forms += [stem + "ت", stem + "وا", (stem + "يا") if weak else stem + "ا", stem + "تا"]
    if present:
        base = present[1:]
        bare = base[:-1] if base.endswith(("ي", "ى", "و")) else base
        forms += ["ي" + base, "ت" + base, "ي" + bare + "ون"]
        forms += ["ي" + bare + "وا", "ت" + bare + "ون"] if len(bare) > 2 else []
    if participle:
        forms += [participle + "ا", participle + "ة", participle + "ين"]
    return list(dict.fromkeys(forms))


def arabic_objects(past: str) -> list[str]:
    """'قصف' also with whom it hits: قصفه, قصفها, قصفهم, قصفتها, قصفوها."""
    stem = past[:-1] if past.endswith("ى") else past
    return [stem + end + whom for end in ("", "ت", "و") for whom in ("ه", "ها", "هم")]


def french_acts(verb: str) -> list[str]:
    """Forms of a verb that tells of an act: none that a pronoun follows, participles by gender and number."""
    return [*french_forms(verb, inverted=False), *french_participles(verb), verb]


def arabic_acts(written: str) -> list[str]:
    """Forms of a verb that tells of an act, with whom it hits."""
    past, _, rest = written.partition("/")
    return [*arabic_forms("/".join((past, *rest.split("/")[:1]))), *arabic_objects(past)]


FORMS: dict[str, Callable[[str], list[str]]] = {"fr": french_forms, "ru": russian_forms, "ar": arabic_forms}


def russian_participles(verb: str) -> list[str]:
    """'обстрелять' → обстрелян, обстреляна, обстреляно, обстреляны; 'захватить' → захвачен …"""
    if verb.endswith(("ать", "ять")):
        stems = [verb[:-2] + "н"]
    elif verb.endswith("ить"):
        root = verb[:-3]
        softened = {"т": "ч", "с": "ш", "з": "ж", "д": "ж"}.get(root[-1])
        stems = [root[:-1] + softened if softened else root + "л" if root[-1] in "бвмп" else root]
        stems = [stems[0] + "ен"]
    else:
        return []
    return [stem + end for stem in stems for end in ("", "а", "о", "ы")]


def russian_acts(verb: str) -> list[str]:
    """Forms of a verb that tells of an act, with its passives: обстрелян, обстреливался, обстреливаются."""
    forms = [*russian_forms(verb), *russian_participles(verb)]
    if verb.endswith(("ивать", "ывать", "ать")) and IMPERFECTIVE.search(verb):
        stem = verb[:-2]
        forms += [stem + end for end in ("лся", "лась", "лось", "лись", "ется", "ются")]
    return forms


ACT_FORMS: dict[str, Callable[[str], list[str]]] = {"fr": french_acts, "ru": russian_acts, "ar": arabic_acts}


# masculine ending → feminine; any other that ends in a vowel has one form
FRENCH_FEMININES = (
    ("ien", "ienne"),
    ("éen", "éenne"),
    ("yen", "yenne"),
    ("on", "onne"),
    ("turc", "turque"),
    ("grec", "grecque"),
)


def french_adjectives(written: list[str]) -> list[str]:
    """'israélien' → israélien, israélienne, israéliens, israéliennes; what is written already stays."""
    forms = list(written)
    for word in written:
        if word.endswith(("enne", "aise", "oise", "aine", "que", "s")) and not word.endswith(("ais", "ois")):
            forms += [word] if word.endswith("s") else [f"{word}s"]
            continue
        feminine = next((word.removesuffix(a) + b for a, b in FRENCH_FEMININES if word.endswith(a)), None)
        feminine = feminine or (word if word[-1] in "eéèi" else f"{word}e")
        forms += [feminine, f"{feminine}s", word if word.endswith("s") else f"{word}s"]
    return list(dict.fromkeys(forms))
