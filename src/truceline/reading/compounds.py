"""Names that only describe another: 'Iran-backed', 'UN-brokered', 'Hamas-run'; whoever is named so neither acts nor speaks."""

from __future__ import annotations

from dataclasses import replace

from truceline.reading import quick_re as re
from truceline.reading.model import ActorMention

DESCRIBES = re.compile(
    r"[-‐‑–](?:backed|supported|sponsored|funded|financed|armed|trained|aligned|allied|affiliated|linked|run|held|controlled|occupied|administered|governed|brokered|mediated|facilitated|negotiated|designated|listed|recogni[sz]ed|friendly|born|made|supplied)\b"
)


# whoever backs a force did not fire with it; 'a US-brokered deal' is of those who brokered it
BACKS = re.compile(
    r"[-‐‑–](?:backed|supported|sponsored|funded|financed|armed|trained|aligned|allied|affiliated|linked|run|held|controlled|occupied|administered|governed|designated|listed|recogni[sz]ed|made|supplied)\b"
)


def without_backers(text: str, actors: list[ActorMention]) -> list[ActorMention]:
    """Those who may act in an event."""
    return [a for a in described(text, actors) if not BACKS.match(text, a.span.end)]


def described(text: str, actors: list[ActorMention]) -> list[ActorMention]:
    """The same mentions; those that stand in such a compound are of the kind ``affil``, like an adjective."""
    return [replace(a, kind="affil") if a.kind != "media" and DESCRIBES.match(text, a.span.end) else a for a in actors]
