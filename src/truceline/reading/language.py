"""Which language a text is in: by script, then by small words. Deterministic and small; others are named 'und'."""

from __future__ import annotations

from collections import Counter

from truceline.reading import quick_re as re

SMALL_WORDS = {
    "en": "the of and to in that was for with on by said have has from were which are",
    "fr": "le la les des et en du une dans que est pour sur par au avec ont qui aux été un de se ne pas ce cette son sa ses leur il elle à d l qu n s contre après selon deux lui ils étaient était",
    "es": "el la los las de y en que del por con para una se al su como",
    "de": "der die das und in den von zu mit ist auf für dem nicht ein eine",
    "it": "il di che la e un per del della con non sono gli nel",
    "pt": "o de que e do da em um para com não uma os no na dos",
    "tr": "ve bir bu için ile olan de da olarak çok",
    "id": "yang dan di dengan untuk pada dari ini dalam tidak",
    "nl": "de het een van en in is dat op te zijn voor met",
    "pl": "w i na z do nie się że jest od przez",
    "sw": "ya wa na kwa ni katika za la cha kuwa",
}
SETS = {code: frozenset(words.split()) for code, words in SMALL_WORDS.items()}
SUPPORTED = {
    "en": "full",
    "ru": "counts, actors, places, dates, reported speech",
    "ar": "counts, actors, places, dates, reported speech",
    "fr": "counts, actors, places, dates, reported speech",
}


def identify(text: str) -> str:
    """ISO 639-1 code, or 'und'."""
    sample = text[:20_000]
    scripts: Counter[str] = Counter()
    for sign, times in Counter(sample).items():  # in the order in which they first stand in the text
        if sign.isalpha():
            scripts[_script(sign)] += times
    if not scripts:
        return "und"
    script = scripts.most_common(1)[0][0]
    if script == "cyrillic":
        return "uk" if len(re.findall(r"[іїєґ]", sample)) * 50 > scripts["cyrillic"] else "ru"
    if script == "arabic":
        return "fa" if len(re.findall(r"[پچژگ]", sample)) * 60 > scripts["arabic"] else "ar"
    if script == "hebrew":
        return "he"
    if script != "latin":
        return "und"
    words = re.findall(r"[^\W\d_]+", sample.casefold())
    told = Counter(words)
    ranked = sorted(((sum(told[w] for w in known), code) for code, known in SETS.items()), reverse=True)
    if ranked[0][1] == "tr" and re.search("[ığş]", sample) is None:
        ranked = ranked[1:]  # 'de' is a word of many languages; no Turkish goes far without its own letters
    best, code = ranked[0]
    return code if best and best >= 0.04 * len(words) else ("en" if len(words) < 12 else "und")


def _script(sign: str) -> str:
    code = ord(sign)
    if code < 0x250 or 0x1E00 <= code < 0x1F00:
        return "latin"
    if 0x400 <= code < 0x530:
        return "cyrillic"
    if 0x600 <= code < 0x780 or 0xFB50 <= code < 0xFE00 or 0xFE70 <= code < 0xFF00:
        return "arabic"
    return "hebrew" if 0x590 <= code < 0x600 else "other"
