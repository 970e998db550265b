"""What a reader is handed: names, places and words, compiled once. Files are read by formats, never here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from truceline.reading.phrases import Match, Phrases
from truceline.registry.model import Place

VOWELS = "aeiou"
IRREGULAR = {
    "write": "writes wrote written writing", "go on": "goes on went on going on", "begin": "begins began beginning",
    "say": "says said saying", "tell": "tells told telling", "hold": "holds held holding", "withdraw": "withdraws withdrew withdrawn withdrawing",
    "shoot": "shoots shot shooting", "think": "thinks thought thinking", "go on to say": "goes on to say went on to say",
    "point out": "points out pointed out pointing out", "admit": "admits admitted admitting", "retake": "retakes retook retaken retaking",
    "kidnap": "kidnaps kidnapped kidnapping", "initial": "initials initialled initialed", "rebut": "rebuts rebutted",
    "speak of": "speaks of spoke of spoken of speaking of", "put at": "puts at put at putting at", "put down to": "puts down to put down to putting down to",
    "hit back": "hits back hit back hitting back", "shoot back": "shoots back shot back shooting back", "tell of": "tells of told of telling of",
    "swear": "swears swore sworn swearing", "lay the blame on": "lays the blame on laid the blame on laying the blame on",
    "make": "makes made making", "put": "puts put putting", "read": "reads read reading", "come": "comes came coming", "lay": "lays laid laying",
    "broadcast": "broadcasts broadcasting", "hear": "hears heard hearing", "understand": "understands understood understanding", "find": "finds found finding",
    "hit": "hits hit hitting", "take": "takes took taken taking", "give": "gives gave given giving", "let": "lets let letting", "go": "goes went gone going",
    "set": "sets set setting", "submit": "submits submitted submitting", "signal": "signals signalled signaled signalling signaling", "infer": "infers inferred inferring",
    "slam": "slams slammed slamming", "aver": "avers averred averring", "pin": "pins pinned pinning", "chip": "chips chipped chipping", "throw": "throws threw thrown throwing",
    "commit": "commits committed committing", "fall": "falls fell fallen falling", "fly": "flies flew flown flying", "blow": "blows blew blown blowing",
    "strike": "strikes struck striking", "burn": "burns burned burnt burning", "drop": "drops dropped dropping", "overrun": "overruns overran overrunning",
    "break": "breaks broke broken breaking", "steal": "steals stole stolen stealing", "seek": "seeks sought seeking", "send": "sends sent sending",
    "drive": "drives drove driven driving", "stop": "stops stopped stopping", "bar": "bars barred barring", "jam": "jams jammed jamming", "plan": "plans planned planning",
    "strafe": "strafes strafed strafing", "lob": "lobs lobbed lobbing", "hurl": "hurls hurled hurling", "cut": "cuts cut cutting", "free": "frees freed freeing", "flee": "flees fled fleeing",
    "shut": "shuts shut shutting", "beat": "beats beat beaten beating", "rob": "robs robbed robbing", "swap": "swaps swapped swapping", "repel": "repels repelled repelling", "man": "mans manned manning",
}  # fmt: skip


def verb_forms(verb: str) -> list[str]:
    """All forms of an English verb: say → say, says, said, saying."""
    if verb in IRREGULAR:
        return [verb, *_split_forms(verb)]
    if " " in verb:
        head, _, rest = verb.partition(" ")
        return [f"{form} {rest}" for form in verb_forms(head)]
    if verb.endswith("y") and verb[-2] not in VOWELS:
        return [verb, verb[:-1] + "ies", verb[:-1] + "ied", verb + "ing"]
    if verb.endswith("e"):
        return [verb, verb + "s", verb + "d", verb[:-1] + "ing"]
    third = verb + ("es" if verb.endswith(("s", "sh", "ch", "x")) else "s")
    return [verb, third, verb + "ed", verb + "ing"]


def _split_forms(verb: str) -> list[str]:
    written = IRREGULAR[verb]
    if " " not in verb:
        return written.split()
    length = len(verb.split())
    words = written.split()
    return [" ".join(words[i : i + length]) for i in range(0, len(words), length)]


@dataclass(frozen=True)
class ActorName:
    """What a name stands for. role: state, adjective, capital, organisation, person, nominal, media.

    ``only``: a state; the name counts in texts that are about it ("the general command" of Libya alone).
    ``waits``: the name itself is no sign that a text is about that state (written "??libya:…").
    """

    actor_id: str
    role: str
    kind: str = ""
    garbled: bool = False
    only: str = ""
    waits: bool = False


@dataclass(frozen=True)
class PlaceName:
    place_id: str
    kind: str
    weight: float = 1.0


@dataclass(frozen=True)
class KnownPlace:
    """A gazetteer row."""

    id: str
    name: str
    kind: str
    country: str | None
    lon: float | None
    lat: float | None
    admin1: str | None = None
    radius_m: float | None = None
    population: int = 0
    source: str | None = None


def known_place(p: Place) -> KnownPlace:
    """A registry's place as a gazetteer row."""
    return KnownPlace(p.id, p.name, p.kind, p.country, p.lon, p.lat, p.admin1, p.radius_m, source=p.source)


@dataclass(frozen=True)
class Tenure:
    person: str
    office: str
    of: str
    since: date | None
    until: date | None

    def on(self, day: date | None) -> bool:
        return day is None or ((self.since is None or self.since <= day) and (self.until is None or day < self.until))


@dataclass
class Lexicons:
    """Everything a reading depends on beside the text."""

    version: str = "0"
    actors: Phrases = field(default_factory=Phrases)
    places: Phrases = field(default_factory=Phrases)
    triggers: dict[str, Phrases] = field(default_factory=dict)
    speech: dict[str, Phrases] = field(default_factory=dict)
    weapons: Phrases = field(default_factory=Phrases)
    documents: dict[str, frozenset[str]] = field(default_factory=dict)
    known_places: dict[str, KnownPlace] = field(default_factory=dict)
    spellings: dict[str, tuple[str, ...]] = field(default_factory=dict)
    actor_names: dict[str, str] = field(default_factory=dict)
    actor_kinds: dict[str, str] = field(default_factory=dict)
    seats: dict[str, str] = field(default_factory=dict)
    theatres: dict[str, str] = field(default_factory=dict)  # a body known in one country alone: its state
    homes: dict[str, str] = field(default_factory=dict)  # an outlet's state
    seats_of: dict[str, str] = field(default_factory=dict)  # a capital's name, folded, to its state
    tenures: Sequence[Tenure] = ()
    armies: dict[str, str] = field(default_factory=dict)
    people: frozenset[str] = frozenset()
    acts: Mapping[str, str] = field(default_factory=dict)
    anchors: Sequence[tuple[str, date, date | None, str]] = ()

    def holder(self, office: str, of: str, day: date | None) -> str | None:
        """Who held an office on a day; the only holder known when no day is given and there is but one."""
        found = {t.person for t in self.tenures if t.office == office and t.of == of and t.on(day)}
        return found.pop() if len(found) == 1 else None

    def offices_of(self, person: str) -> list[Tenure]:
        return self._offices.get(person, [])

    @cached_property
    def _offices(self) -> dict[str, list[Tenure]]:
        held: dict[str, list[Tenure]] = {}
        for tenure in self.tenures:
            held.setdefault(tenure.person, []).append(tenure)
        return held

    @cached_property
    def states(self) -> frozenset[str]:
        """Ids of states that have a seat of government or an ISO code."""
        return frozenset(self.seats.values())

    @cached_property
    def iso_of(self) -> dict[str, str]:
        """A state's id to its ISO 3166 code of three letters."""
        return {state: iso for iso, state in self.seats.items() if len(iso) == 3 and iso.isupper()}


def add_verbs(phrases: Phrases, verbs: Iterable[str], payload: Any) -> None:
    for verb in verbs:
        for form in verb_forms(verb):
            phrases.add(form, payload)


def place_ids(match: Match) -> tuple[str, ...]:
    """Gazetteer ids that a name may mean, the heaviest first."""
    ranked = sorted({p.payload for p in match.phrases}, key=lambda p: (-p.weight, p.place_id))
    return tuple(dict.fromkeys(p.place_id for p in ranked))
