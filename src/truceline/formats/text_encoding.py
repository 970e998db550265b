"""Bytes to text: UTF-8, what is stated, or the likeliest guess, which is said."""

from __future__ import annotations

import codecs
from unicodedata import category

CYRILLIC = ("windows-1251", "koi8-r", "cp866", "iso-8859-5", "mac-cyrillic")
COMMONEST = frozenset("оеаинтсрвл")  # two thirds of the letters of a Russian text
COMMON_SHARE = 0.5
MARKS = (b"\xff\xfe", b"\xfe\xff")  # what UTF-16 begins with where it says so
HEAD = 4096
LIKELIEST = ["windows-1251", "windows-1256", "windows-1252", "koi8-r", "iso-8859-6", "utf-16"]

NO_PAGE = (
    "undefined",
    "unicode_escape",
    "raw_unicode_escape",
    "punycode",
    "idna",
    "utf_7",
)  # codecs of Python's own, or that read markup out of letters

Decoded = tuple[str, str, tuple[str, ...]]


def decode(data: bytes, stated: str | None = None) -> Decoded:
    """(text, encoding, what was guessed). UTF-8 first, then what is stated, then the likeliest guess."""
    if data.startswith(MARKS):
        return data.decode("utf-16", errors="replace"), "utf-16", ()
    unmarked = utf16_without_mark(data)
    if unmarked is not None:
        return _guess(data, unmarked)
    for name in ("utf-8-sig", stated):
        if name and _a_page(name):
            try:
                return data.decode(name), "utf-8" if name == "utf-8-sig" else name, ()
            except (UnicodeError, LookupError):
                continue
    name = cyrillic_encoding(data[:20_000])
    if name is not None:
        return _guess(data, name)
    from charset_normalizer import from_bytes

    best = from_bytes(data[:200_000], cp_isolation=LIKELIEST).best()
    name = best.encoding.replace("cp125", "windows-125") if best is not None else "latin-1"
    told = _guess(data, name)
    # dashes and quotation marks alone stand in the same places of several code pages: then the Western one is said
    western = _guess(data, "windows-1252")
    return western if western[0] == told[0] else told


def _a_page(name: str) -> bool:
    """Whether a stated name is that of an encoding of texts."""
    try:
        return codecs.lookup(name).name.replace("-", "_") not in NO_PAGE
    except (LookupError, ValueError):
        return False


def _guess(data: bytes, name: str) -> Decoded:
    return data.decode(name, errors="replace"), name, (f"the encoding was guessed: {name}",)


def utf16_without_mark(data: bytes) -> str | None:
    """UTF-16 that lacks the mark at its beginning: it holds zero bytes, and in one order of bytes all is letters."""
    head = data[:HEAD]
    if b"\0" not in head or len(data) % 2:
        return None
    return next((name for name in ("utf-16-le", "utf-16-be") if _is_running_text(head, name)), None)


def _is_running_text(head: bytes, name: str) -> bool:
    """Nearly all of it is letters of Latin, Cyrillic, Arabic and their like, marks and spaces, and it has spaces."""
    told = head.decode(name, errors="replace")
    usual = sum((c < "\u0800" and (c in "\t\n\r" or category(c)[0] != "C")) or "\u2010" <= c <= "\u203a" for c in told)
    return usual > 0.97 * len(told) and (" " in told or "\n" in told)


def cyrillic_encoding(data: bytes) -> str | None:
    """The one of five Cyrillic code pages in which the commonest Russian letters are common; None if in none.

    Decoded by a wrong one, Russian gives capitals inside words and signs of frames: a share tells them apart.
    """
    high = sum(b >= 0x80 for b in data)
    if high < 20 or high * 3 < len(data):
        return None
    shares = {}
    for name in CYRILLIC:
        told = data.decode(name, errors="replace")
        small = sum("а" <= c <= "я" or c == "ё" for c in told)  # tells code pages apart that share most letters
        shares[name] = (round(sum(c in COMMONEST for c in told) / high, 2), small)
    best = max(CYRILLIC, key=lambda name: shares[name])
    return best if shares[best][0] > COMMON_SHARE else None
