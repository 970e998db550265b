"""Numbers as texts write them, in four languages: exact, between two bounds, or in words alone ('several dozen')."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from truceline.reading import quick_re as re
from truceline.reading.literals import STAND_INS
from truceline.reading.word_trees import word_tree

_NUMBERS = {
    0: "no none nil zero ноль нуль صفر zéro aucune aucun",
    1: "one a an один одна одно одного одну одном одной одним واحد واحدة أحد إحدى un une",
    2: "two два две двух двум двумя اثنان اثنين اثنتين اثنتان اثنا اثني اثنتا اثنتي deux",
    3: "three три трех трёх трем трём тремя ثلاث ثلاثة trois",
    4: "four четыре четырех четырёх четырем четырём четырьмя أربع أربعة quatre",
    5: "five пять пяти пятью خمس خمسة cinq",
    6: "six шесть шести шестью ست ستة",
    7: "seven семь семи семью سبع سبعة sept",
    8: "eight восемь восьми восемью ثمان ثماني ثمانية huit",
    9: "nine девять девяти девятью تسع تسعة neuf",
    10: "ten десять десяти десятью عشر عشرة dix dizaine десяток",
    11: "eleven одиннадцать одиннадцати onze",
    12: "twelve двенадцать двенадцати douze dozen douzaine дюжина",
    13: "thirteen тринадцать тринадцати treize",
    14: "fourteen четырнадцать четырнадцати quatorze",
    15: "fifteen пятнадцать пятнадцати quinze quinzaine",
    16: "sixteen шестнадцать шестнадцати seize",
    17: "seventeen семнадцать семнадцати",
    18: "eighteen восемнадцать восемнадцати",
    19: "nineteen девятнадцать девятнадцати",
    20: "twenty двадцать двадцати عشرون عشرين vingt vingtaine",
    30: "thirty тридцать тридцати ثلاثون ثلاثين trente trentaine",
    40: "forty сорок сорока أربعون أربعين quarante quarantaine",
    50: "fifty пятьдесят пятидесяти خمسون خمسين cinquante cinquantaine",
    60: "sixty шестьдесят шестидесяти ستون ستين soixante soixantaine",
    70: "seventy семьдесят семидесяти سبعون سبعين septante",
    80: "eighty восемьдесят восьмидесяти ثمانون ثمانين quatrevingt",
    90: "ninety девяносто девяноста تسعون تسعين nonante",
    100: "hundred сто ста مئة مائة cent cents centaine",
    200: "двести двухсот مئتان مئتين مئتا مئتي مائتان مائتين مائتي",
    300: "триста трехсот трёхсот ثلاثمئة ثلاثمائة",
    400: "четыреста четырехсот четырёхсот أربعمئة أربعمائة",
    500: "пятьсот пятисот خمسمئة خمسمائة",
    600: "шестьсот шестисот ستمئة ستمائة",
    700: "семьсот семисот سبعمئة سبعمائة",
    800: "восемьсот восьмисот ثمانمئة ثمانمائة",
    900: "девятьсот девятисот تسعمئة تسعمائة",
    1000: "thousand тысяча тысячи тысяч mille ألف آلاف الاف тыс",
}
NUMBERS = {word: value for value, words in _NUMBERS.items() for word in words.split()}
ARTICLES = ("a", "an", "un", "une")
GATHERED = re.compile(
    r"(?:dizaine|douzaine|quinzaine|vingtaine|trentaine|quarantaine|cinquantaine|soixantaine|centaine)$"
)
MOST_DIGITS = 12  # longer ones are telephones, accounts and numbers of documents
DIGITS = r"\d{1,3}(?:[,\u00a0\u202f ]\d{3})+(?!\d)|\d+|[٠-٩]+"


ENGLISH_FRENCH, RUSSIAN, ARABIC = "a-zà-ÿ", "а-яё", "\u0621-\u064a"
# Arabic joins 'and', 'in' and 'to' to the word that follows
EDGE = r"(?:(?<!\w)|(?<=\W[وفبل])|(?<=\Wبـ))"


def _words(script: str, test: range | tuple[int, ...]) -> str:
    found = [w for w, v in NUMBERS.items() if v in test and w not in ARTICLES]
    return word_tree(w for w in found if re.match(f"[{script}]", w))


def _small(script: str) -> str:
    """Below a hundred, in words."""
    tens, units = _words(script, range(20, 91)), _words(script, range(1, 20))
    joined = {ENGLISH_FRENCH: "[ -](?:et[ -])?", RUSSIAN: r"(?:[- ]|\sи\s)", ARABIC: "[- ]"}[script]
    first, other = "", ""
    if script == ENGLISH_FRENCH:
        first = r"quatre-vingts?(?:-(?:dix-(?:sept|huit|neuf)|\w+))?|dix-(?:sept|huit|neuf)|"
        other = "[ -]et[ -]une?|"
    elif script == ARABIC:
        units_before = _words(script, range(1, 10))
        return rf"(?:{tens}(?:{joined}{units})?|{units_before}\s(?:عشرة|عشر|و{tens})|{_words(script, range(20))})"
    return rf"(?:{first}{tens}(?:{other}{joined}{units})?|{_words(script, range(20))})"


def _below_thousand(script: str) -> str:
    """A hundred with or without what follows, or what is below; ``EDGE`` keeps apart what no space or hyphen parts."""
    article = "|an?|une?" if script == ENGLISH_FRENCH else ""
    joined = {ENGLISH_FRENCH: r"(?:\sand\s|[ -])(?!of\b)", RUSSIAN: "[ -]", ARABIC: r"(?:[ -]|\sو)"}[script]
    hundred = rf"(?:(?:{_words(script, range(1, 20))}{article})[ -])?{_words(script, range(100, 901))}"
    return rf"(?=\w)(?:{hundred}(?:{joined}(?=\w))?)?(?:{EDGE}{_small(script)})?(?<=\w)(?<!\sو)"


def _worded(script: str) -> str:
    """Any number in words: the words of each kind stand in it as few times as can be, for it stands in many patterns."""
    thousand, below = _words(script, (1000,)), _below_thousand(script)
    joined = {ENGLISH_FRENCH: r"\s(?:and\s)?", RUSSIAN: r"\s", ARABIC: r"\sو?"}[script]
    dozens, article = "", ""
    if script == ENGLISH_FRENCH:
        dozens = r"(?:half a|an?|une?|two|three|four|five|six)\s(?:dozen|dizaine|douzaine|quinzaine|vingtaine|trentaine|quarantaine|cinquantaine|soixantaine)|"
        article = r"(?:(?:an?|une?)\s)?"
    return rf"{dozens}(?:{below}(?:\s(?={thousand}))?|{article}(?={thousand}))(?:{EDGE}{thousand}(?:{joined}{below})?)?"


_SCRIPTS = (ENGLISH_FRENCH, RUSSIAN, ARABIC)
_FIRST = "".join(sorted({word[0] for word in NUMBERS} | {"h"}))  # of 'half a', too: no other letter opens a number
_SMALL = "|".join(map(_small, _SCRIPTS))
_WORDED = rf"(?=[{_FIRST}])(?:{'|'.join(map(_worded, _SCRIPTS))})(?!\w)"
THOUSANDS = r"(?:thousand|тысяч[аи]?|тыс\.?|mille|ألف|آلاف|الاف)(?!\w)"
NUMBER = rf"(?:{EDGE}(?:\d{{1,3}}[.,]\d{{1,2}}\s{THOUSANDS}|(?:{DIGITS})(?:\s{THOUSANDS})?|{_WORDED}))"
SHORT = rf"(?:{EDGE}(?:(?:{DIGITS})|(?=[{_FIRST}])(?:{_SMALL})(?!\w)))"  # below a hundred in words: days and hours
STAND_INS[NUMBER] = rf"(?:{EDGE}[\d{_FIRST}][\s\S]*?)"
TEENS = {f"dix-{w}": 10 + NUMBERS[w] for w in ("sept", "huit", "neuf")}
VAGUE = (
    r"(?:(?:several|many|a few|some)\s+(?:dozens?|scores|hundreds|tens)|(?<!two )(?<!three )(?:dozens|scores|hundreds|tens)(?=\s+of\b)|"
    r"(?:несколько\s+)?(?:десятк(?:и|ов|ах)|сотн(?:и|ях)|сотен)|(?:des|plusieurs|quelques)\s+(?:dizaines|centaines)|عشرات|العشرات|مئات|المئات)"
)
QUANTITY = re.compile(
    rf"(?<![\w.,/:+-])(?:(?P<opened>between|from|entre|de|от|с|(?:ما\s+)?بين|من)\s+(?P<low>{NUMBER})\s*(?:\b(?:and|to|et|à|до)\b|و|إلى)\s*(?P<high>{NUMBER})|"
    rf"(?P<low2>{NUMBER})\s*(?:-|–|\b(?:to|or|à|ou|до|или)\b|إلى|أو)\s*(?P<high2>{NUMBER})|(?P<vague>{VAGUE})(?!\w))|"
    rf"(?:(?<![\w.,/:+-])|(?<=\W[وفبل]))(?P<count>{NUMBER})(?![\d%:/]|[.,]\d|\s*-?(?:%|percent|km\b|mm\b|cm\b|hours|days))",
    re.IGNORECASE,
)
WHOLE_NUMBER = re.compile(rf"(?=[^\W\d_]+-[^\W\d_]){NUMBER}", re.IGNORECASE)  # words joined by a hyphen
GREW = re.compile(
    r"(?:increas\w+|rose|risen|grew|grown|climb\w+|jump\w+|fell|fallen|dropp?\w*|decreas\w+|declin\w+|went (?:up|down)|up|down|вырос\w*|увелич\w+|снизи\w+|сократи\w+|passée?s?|augment\w+|baiss\w+|diminu\w+|ارتفع\w*|انخفض\w*)\s+$|(?<!\w)[وف]?(?:ارتفع|انخفض|تراجع|زاد|قفز|هبط)(?:ت|وا)?\s+(?:[\u0621-\u064a]+\s+){0,5}$",
    re.I,
)


@dataclass(frozen=True)
class Quantity:
    """``low`` equals ``high`` for an exact number; both None for words alone. ``before``: what a rise began with."""

    low: int | None
    high: int | None
    words: str | None = None
    before: int | None = None

    @property
    def exact(self) -> int | None:
        return self.low if self.low == self.high else None


def quantity_of(match: re.Match[str]) -> Quantity | None:
    """What a match of ``QUANTITY`` stands for; None if it is no number after all."""
    if match.group("vague"):
        return Quantity(None, None, match.group("vague").casefold())
    if WHOLE_NUMBER.fullmatch(match.group()):  # 'vingt-deux' is no span from twenty to two
        value = number_value(match.group())
        return None if value is None else Quantity(value, value)
    if match.group("count"):
        value = number_value(match.group("count"))
        gathered = GATHERED.search(match.group("count").casefold())
        return None if value is None else Quantity(value, value, match.group("count").casefold() if gathered else None)
    low = number_value(match.group("low") or match.group("low2"))
    high = number_value(match.group("high") or match.group("high2"))
    if low is None or high is None:
        return None
    if GREW.search(match.string[max(0, match.start() - 60) : match.start()]) and match.group("opened"):
        return Quantity(high, high, before=low)
    return Quantity(low, high, re.sub(r"\s+", " ", match.group()).casefold()) if low < high else None


def number_value(written: str) -> int | None:
    """'1,234', 'twenty-one', 'quatre-vingt-dix', 'خمسة وعشرون', '٢٤' → an int; None if it is no number."""
    text = written.strip().casefold()
    digits = re.sub(r"[,\u00a0\u202f ]", "", text)
    if digits.isdecimal():
        return int(digits) if len(digits) <= MOST_DIGITS else None
    fraction = PART_OF_THOUSANDS.fullmatch(text)
    if fraction is not None:  # '7.5 آلاف', '1,5 тысячи'
        return round(float(f"{fraction['whole']}.{fraction['part']}") * 1000)
    if text in NUMBERS:
        return NUMBERS[text]
    text = re.sub(r"quatre-vingts?", "quatrevingt", text)
    text = re.sub(r"dix-(sept|huit|neuf)", lambda m: str(TEENS[m.group()]), text)
    half = text.startswith("half a ")
    total, current = 0, 0
    for part in re.split(r"[-\s]+", text.removeprefix("half a ")):
        if part in ("and", "et", "и", ""):
            continue
        value = int(part[:MOST_DIGITS]) if part.isdecimal() else NUMBERS.get(part, NUMBERS.get(part.removeprefix("و")))
        if value is None:
            return None
        if value == 1000:
            total, current = total + (current or 1) * 1000, 0
        elif value == 100 or (value in (10, 12, 15, 20, 30, 40, 50, 60) and part in MULTIPLIED):
            current = (current or 1) * value
        else:
            current += value
    return (total + current) // 2 if half else total + current


PART_OF_THOUSANDS = re.compile(rf"(?P<whole>\d{{1,3}})[.,](?P<part>\d{{1,2}})\s{THOUSANDS}", re.I)
MULTIPLIED = frozenset(w for w in NUMBERS if w == "dozen" or GATHERED.search(w))


def near(
    text: str, spots: Iterable[tuple[int, int]], before: int, after: int, low: int, high: int
) -> list[tuple[int, int]]:
    """Stretches of ``[low, high)`` around spots, joined where they meet and widened to whole words: patterns are tried there only."""
    found: list[tuple[int, int]] = []
    for start, end in spots:
        start, end = max(low, start - before), min(high, end + after)
        while start > low and not text[start - 1].isspace():
            start -= 1
        while end < high and not text[end].isspace():
            end += 1
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found
