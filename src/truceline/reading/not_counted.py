"""Numbers before a unit that count nothing: of papers and places, and what was not recorded or is only supposed."""

from __future__ import annotations

from truceline.reading import quick_re as re
from truceline.reading.model import Span

# 'resolution 1701 violations', 'report No. 112 of violations', 'Point 12', 'القرار 1701'
NUMBER_OF = re.compile(
    r"(?:\b(?:No\.?|Nos\.?|nr\.?|n°|resolutions?|résolutions?|articles?|protocols?|protocole|paragraphs?|room|hill|hauteur|cote|point|checkpoint|section|annexe?|bulletin|regiment|battalion|brigade)|№|(?<!\w)(?:резолюци\w+|стать\w+|пункт\w*|высот\w+|протокол\w*|бюллетен\w+)|(?<!\w)و?ب?(?:القرار|قرار|المادة|الفقرة|التلة|النقطة))\s*$",
    re.I,
)
NOT_RECORDED = re.compile(
    r"(?:\bnot|n['’]t|\bnever)\s+(?:\w+ly\s+)?(?:record|regist|observe|document|count|log|see|hear|detect)\w*\s+(?:the\s+)?$"
    r"|(?<!\w)не\s+(?:зафиксир|зарегистр|отмет|выяв|насчита|наблюда)\w+\s+$|\bn['’](?:a|ont|avait) pas (?:enregistr|relev|constat|observ|compt)\w+\s+$|(?<!\w)[وف]?لم\s+[يتن](?:سجل|رصد|وثق)\S*\s+(?:\S+\s+){0,2}$",
    re.I,
)
SUPPOSED = re.compile(
    r"(?:^|[.!?\n]\s*)Had\s[^.,;]{0,60}$|\b(?:[Ii]f|[Uu]nless)\s[^.,;]{0,50}$|(?<!\w)(?:[Ее]сли|[Сс]лучись)\s[^.,;]{0,50}$|\b[Ss]i\s[^.,;]{0,50}$|(?<!\w)(?:إذا|لو)\s[^.،؛]{0,50}$"
)


def counts_nothing(text: str, span: Span, low: int) -> bool:
    """Whether what stands before a number says that it is no count. ``low``: where its block begins."""
    before = text[max(low, span.start - 80) : span.start]
    if span.of(text).split()[0].isdecimal() and NUMBER_OF.search(before[-20:]):
        return True
    return NOT_RECORDED.search(before[-45:]) is not None or SUPPOSED.search(before) is not None
