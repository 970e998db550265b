"""Names of private persons, and what is put in their place on the way out.

Whoever the registry knows by office stays; so does a name with a public office before or after it. The replacement is
as long as the name, so that every offset stays true.
"""

from __future__ import annotations

import re

from truceline.reading.model import ActorMention, Span

NAME = r"(?:[A-ZÀ-Ý][a-zà-ÿ’'-]+\s+(?:(?:al|el|bin|ben|abu|ibn|de|van|von|ould|ag)[- ])?)(?:[A-Z]\.\s+)?[A-ZÀ-Ý][a-zà-ÿ’'-]{2,}(?:\s+[A-ZÀ-Ý][a-zà-ÿ’'-]{2,})?"
PRIVATE = r"(?:resident|residents|villager|farmer|shopkeeper|teacher|student|driver|doctor|nurse|medic|paramedic|activist|witness|eyewitness|mother|father|brother|sister|wife|husband|son|daughter|boy|girl|man|woman|child|infant|teenager|refugee|worker|labourer|civilian|journalist|photographer|fisherman|shepherd|trader|merchant|housewife|pensioner|volunteer|neighbour|neighbor|survivor|victim|local|detainee|prisoner|named|identified as|called|deceased)"
PUBLIC = re.compile(
    r"(?:president|minister|secretary|ambassador|envoy|general|colonel|major|captain|lieutenant|brigadier|commander|spokes\w+|governor|mayor|chief|head|leader|chairman|chairperson|director|king|prince|sheikh|ayatollah|chancellor|senator|representative|deputy|premier|commissioner|officer|official|admiral|marshal|judge|prosecutor|mp|diplomat|adviser|advisor|coordinator|rapporteur|negotiator|délégué|ministre|général|porte-parole)\b",
    re.I,
)
PATTERNS = (
    re.compile(rf"\b{PRIVATE}\b[,:]?\s+(?:named\s+|called\s+|identified as\s+)?(?P<name>{NAME})"),
    re.compile(rf"(?P<name>{NAME}),?\s+(?:aged\s+)?(?:an?\s+)?\d{{1,2}}(?:-year-old)?(?=[,\s)])(?:,|\s*\)|\s+\w+)?"),
    re.compile(rf"(?P<name>{NAME}),?\s+(?:an?|the)\s+(?:local\s+|\w+\s+)?{PRIVATE}\b"),
    re.compile(rf"\b(?:Mr|Mrs|Ms|Miss)\.?\s+(?P<name>{NAME})"),
    re.compile(rf"\d{{1,2}}-year-old\s+(?P<name>{NAME})"),
)  # fmt: skip
NOT_NAMES = frozenset(
    [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "north",
        "south",
        "east",
        "west",
        "united",
        "security",
        "council",
        "republic",
        "province",
        "region",
        "district",
        "front",
        "army",
        "force",
        "forces",
        "group",
        "movement",
        "street",
        "road",
        "city",
    ]
)


def private_names(text: str, actors: list[ActorMention]) -> list[Span]:
    """Spans of names that stand as private persons' names. Conservative about offices, broad about victims."""
    known = [a.span for a in actors if a.kind in ("name", "media")]
    found: list[Span] = []
    for pattern in PATTERNS:
        for match in pattern.finditer(text):
            span = Span(*match.span("name"))
            words = match.group("name").casefold().split()
            if (
                any(w in NOT_NAMES for w in words)
                or any(span.touches(k) for k in known)
                or any(span.touches(f) for f in found)
            ):
                continue
            around = text[max(0, span.start - 45) : span.start] + " " + text[span.end : span.end + 40]
            if PUBLIC.search(around) and not re.search(rf"\b{PRIVATE}\b", text[max(0, span.start - 20) : span.start]):
                continue
            found.append(span)
    for span in list(found):
        surname = span.of(text).split()[-1]
        for again in re.finditer(rf"\b{re.escape(span.of(text))}\b|\b{re.escape(surname)}\b", text):
            other = Span(*again.span())
            if not any(other.touches(f) for f in found) and not any(other.touches(k) for k in known):
                found.append(other)
    return sorted(found)


def pseudonymise(text: str, names: list[Span]) -> tuple[str, dict[str, str]]:
    """The text with each name replaced by a label of the same length, and which label stands for which name."""
    labels: dict[str, str] = {}
    parts: list[str] = []
    position = 0
    for span in sorted(names):
        if span.start < position:
            continue
        name = span.of(text)
        key = name.split()[-1]
        label = labels.setdefault(key, f"P{len(labels) + 1}")
        parts += [text[position : span.start], label[: len(name)].ljust(len(name), "·")]
        position = span.end
    return "".join([*parts, text[position:]]), labels
