"""French verbs of saying whose auxiliary stands apart: 'Moscou a de son côté dénoncé neuf violations'."""

from __future__ import annotations

from truceline.reading import quick_re as re
from truceline.reading.phrases import Match, Phrases
from truceline.reading.tokens import tokenise

PARTED = re.compile(
    r"(?<!\w)(?P<aux>a|ont|avait|avaient)\s+(?:de (?:son|leur) côté|pour (?:sa|leur) part|(?:à|en) (?:son|leur)? ?(?:tour|outre)|par ailleurs|quant à (?:lui|elle|eux|elles)|\w+ment|également|aussi|ensuite|encore|déjà|toutefois|dès \w+|(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)(?: soir| matin)?)\s+(?P<verb>[^\W\d_]+(?:é|i|u|it|is|ert))(?!\w)",
    re.I,
)


def parted(text: str, phrases: Phrases) -> list[tuple[Match, str]]:
    """Participles that would say something beside their auxiliary, with how strongly they do."""
    found: list[tuple[Match, str]] = []
    for match in PARTED.finditer(text):
        aux = "a" if match.group("aux").casefold() in ("a", "avait") else "ont"
        together = f"{aux} {match.group('verb')}"
        whole = [m for m in phrases.find(tokenise(together)) if m.start == 0 and m.end == len(together)]
        if whole:
            start, end = match.start("aux"), match.end("verb")
            found.append((Match(start, end, -1, -1, whole[0].phrases), str(whole[0].phrases[0].payload)))
    return found
