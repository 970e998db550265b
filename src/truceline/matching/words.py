"""Names and texts as sorted word numbers, alike across scripts and spellings, and comparable without the text.

A word becomes its skeleton: Arabic and Cyrillic letters as Latin ones, case and marks gone, vowels and doubled
letters dropped, so that Mhardeh, Muhradah and محردة come close. No count over a corpus enters: what two texts share
must not change because a third arrives.
"""

from __future__ import annotations

import re
import unicodedata
import zlib
from collections.abc import Callable, Iterable, Sequence
from typing import Any

import numpy as np

WordNumbers = tuple[np.ndarray[Any, Any], np.ndarray[Any, Any]]

_ARABIC = dict(
    zip(
        "ابتثجحخدذرزسشصضطظعغفقكلمنهويىةءأإآؤئپچژگکی",
        "a b t th j h kh d dh r z s sh s d t z a gh f q k l m n h w y a a a a a a w y p ch zh g k y".split(),
        strict=True,
    )
)
_CYRILLIC = dict(
    zip(
        "абвгдежзийклмнопрстуфхцчшщъыьэюяіїєґ",
        "a b v g d e zh z i i k l m n o p r s t u f kh ts ch sh sh _ y _ e yu ya i i e g".split(),
        strict=True,
    )
)
LETTERS = str.maketrans({**_ARABIC, **{k: v.replace("_", "") for k, v in _CYRILLIC.items()}, "ـ": ""})
WORD = re.compile(r"\w+")
BRACKETED = re.compile(r"\(([^)]*)\)")
SOUNDS = str.maketrans({"q": "k", "c": "k", "z": "s", "v": "f", "w": "", "y": "", "h": ""})
VOWELS = str.maketrans("", "", "aeiou")

# words that say of what kind a place is, not which place
KINDS_OF_PLACE = frozenset(
    """town city village district province state governorate county region area subdistrict municipality township lga
    near the of and in at neighbourhood neighborhood quarter camp road street north south east west northern southern
    eastern western central al el an as ash ad ar""".split()
)
# words so frequent in news that sharing them says nothing
COMMON = frozenset(
    """the and for with from after over into near that this was were are has have had not but who its his her their said
    says say new news agency press reuters agence france afp associated xinhua bbc monitoring newswires killed kill
    kills dead death deaths die attack attacks attacked people town village city state police army military government
    soldiers security forces january february march april may june july august september october november december
    monday tuesday wednesday thursday friday saturday sunday two three four five six seven eight nine ten least http
    https www com org net html database""".split()
)
# words of actor names that name nobody in particular
PLAIN_ACTOR_WORDS = frozenset(
    """of the and in for group groups armed militia militias militants gunmen forces force movement front party
    communal ethnic suspected men unit units general state private property other organization organisation""".split()
)
UNKNOWN, CIVIL, STATE, CROWD, NAMED = range(5)


def folded(text: str) -> str:
    """Lower case without marks, Arabic and Cyrillic as Latin letters; other scripts as they are."""
    if text.isascii():
        return text.lower()
    plain = unicodedata.normalize("NFKD", text).casefold()
    return "".join(sign for sign in plain if not unicodedata.combining(sign)).translate(LETTERS)


def _kind(english: str, others: str) -> frozenset[str]:
    """Words that say of what kind an actor is: English, and French, Spanish, Portuguese, Russian and Arabic ones."""
    return frozenset(folded(word) for word in f"{english} {others}".split())


UNKNOWN_ACTORS = _kind(
    "unknown unidentified unspecified unnamed undisclosed unclear",
    "inconnu inconnus inconnue desconocido desconocidos desconhecido неизвестные неизвестный مجهول مجهولون مجهولين",
)
CIVILIAN_WORDS = _kind(
    "civilian civilians citizens villagers residents persons people",
    "civils civiles civis villageois habitants население жители гражданские مدني مدنيون مدنيين المدنيون المدنيين",
)
STATE_WORDS = _kind(
    "government military police army soldiers troops forces security gendarmerie navy",
    "gouvernement gobierno governo policía полиция правительство правительственные военные شرطة الشرطة الحكومة حكومية",
)
CROWD_WORDS = _kind(
    "protesters rioters demonstrators students supporters youths mob crowd",
    "manifestants manifestantes étudiants estudiantes протестующие демонстранты متظاهرون متظاهرين المتظاهرين محتجون",
)


def skeleton(word: str) -> str:
    """A word's consonants, alike for spellings of one name; short words and numbers as they are."""
    if word.isdigit():
        return word
    bare = word.replace("ph", "f").replace("kh", "k").replace("gh", "g").replace("dh", "d").replace("th", "t")
    bare = bare.translate(SOUNDS)
    first, rest = bare[:1], bare[1:].translate(VOWELS)
    found = (first if first not in "aeiou" else "a") + rest
    found = "".join(sign for at, sign in enumerate(found) if at == 0 or sign != found[at - 1])
    return found if len(found) > 1 else word


def number_of(word: str) -> int:
    """A word's number: the same on every machine and in every run."""
    return zlib.crc32(word.encode("utf-8"))


def place_words(name: str) -> set[int]:
    """All distinguishing words of a place name and its wider units."""
    return {number_of(skeleton(w)) for w in WORD.findall(folded(name)) if w not in KINDS_OF_PLACE}


def place_head(name: str) -> set[int]:
    """Those of the narrowest unit: what stands before the first comma or bracket."""
    return place_words(re.split(r"[,،(;]", name, maxsplit=1)[0])


def text_words(text: str, most: int = 40) -> set[int]:
    """Up to ``most`` words of a text that may tell it from others, its numbers among them."""
    words = dict.fromkeys(w for w in WORD.findall(folded(text)) if w not in COMMON and (len(w) > 3 or w.isdigit()))
    return {number_of(w[:7]) for w in list(words)[:most]}  # seven letters: endings of one word differ


def actor_words(names: Iterable[str]) -> set[int]:
    """Words that name somebody, with the initials of what has several: ISIL stands for its long name."""
    found: set[int] = set()
    for name in names:
        words = WORD.findall(folded(BRACKETED.sub(_initials_only, name)))
        if len(words) >= 3:
            found.add(number_of("".join(w[0] for w in words if w not in ("and", "the", "of", "in"))))
        found |= {number_of(skeleton(w)) for w in words if w not in PLAIN_ACTOR_WORDS and not w.isdigit()}
    return found


def _initials_only(bracket: re.Match[str]) -> str:
    """Of what stands in brackets only initials name somebody; countries and years tell where and when."""
    return f" {bracket.group(1)} " if bracket.group(1).isupper() else " "


def actor_class(names: Sequence[str]) -> int:
    """Unknown, civilians, a state's forces, a crowd, or a named group."""
    words = {w for name in names for w in WORD.findall(folded(name))}
    if not words or words & UNKNOWN_ACTORS:
        return UNKNOWN
    for kind, known in ((CIVIL, CIVILIAN_WORDS), (CROWD, CROWD_WORDS), (STATE, STATE_WORDS)):
        if words & known:
            return kind
    return NAMED if words - PLAIN_ACTOR_WORDS else UNKNOWN


def numbered(values: Sequence[Any], words: Callable[[Any], set[int]]) -> WordNumbers:
    """Word numbers of many values in one array: offsets (n + 1) and sorted numbers."""
    parts = [sorted(words(value)) if value else [] for value in values]
    at = np.zeros(len(parts) + 1, np.int64)
    np.cumsum([len(part) for part in parts], out=at[1:])
    flat = np.fromiter((n for part in parts for n in part), np.uint32, count=int(at[-1]))
    return at, flat
