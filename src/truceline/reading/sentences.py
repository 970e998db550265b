"""Sentences of the narration: a stop inside a quotation ends none."""

from __future__ import annotations

from truceline.reading import quick_re as re
from truceline.reading.model import Span

# the stop first, then what may not stand before it: an initial, a title, an hour that goes on ("at 9 a.m. on Monday"), a Russian word cut short ('в т. ч. из', 'ул. Садовой')
SENTENCE_END = re.compile(
    r"(?!\.\s+[а-яё])[.!?…؟](?<!\bул.)(?<!\bим.)(?<!\bпос.)(?<![A-Z]\.[A-Z].)(?<!\b[A-Z].)(?<!\bMr.)(?<!\bDr.)(?<!\bSt.)(?<!\bNo.)(?<!\bGen.)(?<!\bCol.)(?<!\bLt.)(?<!\bMaj.)(?<!\bBrig.)(?<!\bCapt.)(?<!\bSgt.)(?<!\bAdm.)(?<!\bMrs.)(?<!\bMs.)(?<!\bGov.)(?<!\bSen.)(?<!\bProf.)(?!(?:(?<=\bJan.)|(?<=\bFeb.)|(?<=\bMar.)|(?<=\bApr.)|(?<=\bAug.)|(?<=\bSept.)|(?<=\bSep.)|(?<=\bOct.)|(?<=\bNov.)|(?<=\bDec.))\s+\d)(?!(?<=\b[ap]\.m\.)\s+(?:[a-z]|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day))(?=[\s”\"»)\]]|$)[”\"»)\]]*"
)

# before the first words of an entry: '16:30 - Residents of …'
HOUR = re.compile(r"[ \t]*\(?\d{1,2}[:.h]\d{2}\)?(?:\s*(?:hrs|hours|UTC|GMT|LT|Z))?\s*[-–—:|]\s+(?=[^\W\d_])")


LONGEST = 3000  # code points: what goes on without a stop is no sentence, and is read in pieces


def sentences_of(text: str, span: Span, quotes: list[Span]) -> list[Span]:
    """Sentences of the narration: a stop inside a quotation ends none, save at the quotation's own end."""
    cuts = []
    for found in SENTENCE_END.finditer(text, span.start, span.end):
        inside = next((q for q in quotes if q.start <= found.start() < q.end), None)
        if inside is not None:
            after = text[inside.end + 1 : inside.end + 3]
            if not text[found.end() : inside.end].strip() and (
                not after.strip() or after.strip()[:1].isupper() or after.strip()[:1] in '"“«'
            ):
                cuts.append(inside.end + 1)
            continue
        cuts.append(found.end())
    cuts = sorted({c for c in cuts if c < span.end} | {span.end})
    hour = HOUR.match(text, span.start, span.end)
    sentences, begin = [], hour.end() if hour else span.start
    for cut in cuts:
        while begin < cut and text[begin].isspace():
            begin += 1
        while cut - begin > LONGEST:
            piece = min(cut, _piece(text, begin, quotes))
            sentences.append(Span(begin, piece))
            begin = piece
        if begin < cut:
            sentences.append(Span(begin, cut))
        begin = cut
    return sentences


def _piece(text: str, begin: int, quotes: list[Span]) -> int:
    """Where what is too long is cut: between words, and outside quotations, however long they are."""
    piece = max(text.rfind(" ", begin + 1, begin + LONGEST), text.rfind("\n", begin + 1, begin + LONGEST))
    piece = piece if piece > begin else begin + LONGEST
    inside = next((q for q in quotes if q.start <= piece < q.end), None)
    return piece if inside is None else max(inside.end + 1, begin + 1)
