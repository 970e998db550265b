"""Russian districts and regions by the adjective of their town: 'в Мартакертском районе', 'в Аскеранском'."""

from __future__ import annotations

from truceline.reading import quick_re as re
from truceline.reading.lexicon import Lexicons, place_ids
from truceline.reading.model import PlaceMention, Span
from truceline.reading.tokens import tokenise

DISTRICT = re.compile(
    r"(?<!\w)(?P<town>[А-ЯЁ][а-яё]{2,}(?:-[А-ЯЁ][а-яё]+)?)(?:ск(?:ом|ого|ому|ий|им|ая|ой|ую))(?P<head>\s+(?:район|област|провинци|округ|направлени|губернаторств)[а-я]*)?(?!\w)"
)
BELOW = re.compile(r"(?<!\w)(?:в|во|из|на|под|по)\s+$|(?<!\w)(?:и|а также)\s+(?:\w+\s+)?(?:в|на)\s+$", re.I)


def districts(text: str, lexicons: Lexicons, known: list[Span]) -> list[PlaceMention]:
    """Districts and regions named by a town of the gazetteer; the place is the town's. ``known``: spans that are taken."""
    found: list[PlaceMention] = []
    for match in DISTRICT.finditer(text):
        span = Span(match.start(), match.end())
        if any(span.touches(k) for k in known) or not (
            match.group("head") or BELOW.search(text[max(0, span.start - 24) : span.start])
        ):
            continue
        stem = match.group("town")
        stems = [stem, stem[:-2]] if stem.endswith(("ин", "ен")) and len(stem) > 4 else [stem]
        for name in (s + ending for s in stems for ending in ("", "а", "е", "и")):
            tokens = tokenise(name)
            towns = [m for m in lexicons.places.find(tokens) if m.end - m.start == len(tokens.text)]
            if towns:
                found.append(PlaceMention(span, None, "lit", "place.district", 0.7, place_ids(towns[0])))
                break
    return found
