"""The words, names and places that reading is handed: compiled from ``registries/world`` and further registries."""

from __future__ import annotations

import csv
import gc
import io
import re
from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from truceline.formats.bundled import bundled
from truceline.formats.reading_registry import add_gazetteer, add_registry, add_toponyms
from truceline.formats.yaml_lines import read_yaml
from truceline.reading.collecting import uncollected
from truceline.reading.lexicon import ActorName, KnownPlace, Lexicons, PlaceName, Tenure, add_verbs, verb_forms
from truceline.reading.role_words import TriggerName
from truceline.reading.verb_forms import ACT_FORMS, FORMS, compound, french_adjectives
from truceline.vocabulary.errors import TrucelineError, problem

VERSION = "2026.1"
STATE_HEADS = {
    "government|authorities|regime|administration|leadership": ("{id}", "organisation"),
    "side|delegation|part|enemy": ("{id}", "nominal"),
    "army|armed forces|military|forces|troops|soldiers|servicemen|marines": ("{id}-army", "organisation"),
    "air force|air forces|aerospace forces|warplanes|fighter jets|aircraft|jets|aviation": (
        "{id}-air-force",
        "organisation",
    ),
    "foreign ministry|ministry of foreign affairs|mfa": ("{id}-mfa", "organisation"),
    "defense ministry|defence ministry|ministry of defense|ministry of defence": ("{id}-mod", "organisation"),
    "parliament": ("{id}-parliament", "organisation"),
    "navy|coast guard": ("{id}-navy", "organisation"),
    "police|security forces": ("{id}-security-forces", "organisation"),
}
RUSSIAN_HEADS = {
    "правительство|власти": "{id}",
    "армия|военные|войска|военнослужащие|силовики|силы|вооруженные силы|подразделения": "{id}-army",
    "МИД": "{id}-mfa",
    "Минобороны|военное ведомство|оборонное ведомство": "{id}-mod",
    "сторона|часть комиссии|часть|представители": "{id}",
}
RUSSIAN_OF = {
    "правительство|власти|руководство": "{id}",
    "армия|войска|вооруженные силы|ВС|военные|военнослужащие|силы|подразделения": "{id}-army",
    "Госпогранслужба|погранслужба|пограничная служба|госпогранслужба": "{id}",
    "МИД|министерство иностранных дел": "{id}-mfa",
    "Минобороны|министерство обороны": "{id}-mod",
}
ENGLISH_OF = {
    "government|authorities": "{id}",
    "army|armed forces": "{id}-army",
    "ministry of defence|ministry of defense": "{id}-mod",
    "ministry of foreign affairs": "{id}-mfa",
}
FRENCH_OF = {
    "gouvernement|autorités": "{id}",
    "armée|forces armées": "{id}-army",
    "ministère de la Défense": "{id}-mod",
    "ministère des Affaires étrangères": "{id}-mfa",
}
FRENCH_HEADS = {"gouvernement|autorités": "{id}", "armée|forces|troupes|forces armées": "{id}-army"}
ARABIC_HEADS = {
    "الجيش|الطيران": "{id}-army",
    "القوات": "{id}-army",
    "الحكومة": "{id}",
    "الجانب|الطرف|العدو|الاحتلال": "{id}",
    "جيش العدو|جيش الاحتلال|قوات العدو|قوات الاحتلال": "{id}-army",
    "وزارة الدفاع": "{id}-mod",
    "وزارة الخارجية|الخارجية": "{id}-mfa",
}
FIXED = {"sy-government-army": "syrian-army", "russia-army": "russian-forces", "us-army": "us-forces", "turkey-army": "turkish-forces", "iran-army": "iranian-forces", "israel-army": "idf", "lebanon-army": "laf", "ukraine-army": "ukraine-army", "mali-army": "fama", "india-army": "indian-army", "pakistan-army": "pakistan-army", "south-sudan-army": "spla", "sudan-army": "saf", "ethiopia-army": "endf", "drc-army": "fardc", "myanmar-army": "tatmadaw", "afghanistan-army": "afghan-forces"}  # fmt: skip


@lru_cache(maxsize=4)
def load_lexicons(registries: tuple[str, ...] = (), gazetteers: tuple[Path, ...] = ()) -> Lexicons:
    """Lexicons of ``registries/world``, with further registries by name or path and gazetteers in the places format.

    Raises: TrucelineError (E-REG-0xx, E-READ-0xx) if a file is missing or broken.
    """
    with uncollected():
        lexicons = _lexicons(registries, gazetteers)
    gc.freeze()  # a quarter of a million objects that stay: they are not looked through again for what may be thrown away
    return lexicons


def _of_people(names: list[str]) -> list[str]:
    """'الحوثي', whose people are 'الحوثيين': its adjective is 'حوثي' and 'حوثية', too; 'قصف حوثي'."""
    stems = [n[2:] for n in names if n.startswith("ال") and n.endswith("ي") and f"{n}ين" in names]
    return [form for stem in stems for form in (stem, f"{stem}ا", f"{stem}ة", f"ال{stem}ة")]


def _lexicons(registries: tuple[str, ...], gazetteers: tuple[Path, ...]) -> Lexicons:
    world = bundled("registries") / "world"
    lexicons = Lexicons(version=VERSION)
    kinds: dict[str, str] = {}
    marked: set[str] = set()
    _words(world / "lexicons", lexicons)
    for row in _rows(world / "organisations.csv"):
        kinds[row["id"]] = row["kind"]
        if row["kind"] == "media" and row["of"]:
            lexicons.homes[row["id"]] = row["of"]
        if row["theatre"]:
            lexicons.theatres[row["id"]] = row["theatre"]
        for name in row["names"].split("|"):
            garbled = name.startswith("~")
            only, _, rest = name.partition(":") if name.startswith("?") else ("", "", "")
            name = rest or name
            marked |= {name} if only else set()
            role = (
                "media"
                if row["kind"] == "media"
                else "nominal"
                if row["kind"] == "umbrella" and name[0].islower()
                else "organisation"
            )
            lexicons.actors.add(
                name.lstrip("~"),
                ActorName(row["id"], role, row["kind"], garbled, only.lstrip("?"), only.startswith("??")),
            )
        for adjective in _of_people(row["names"].split("|")):
            lexicons.actors.add(adjective, ActorName(row["id"], "adjective", row["kind"]))
        lexicons.actor_names[row["id"]] = row["names"].split("|")[0].partition(":")[2] or row["names"].split("|")[0]
    _states(_rows(world / "states.csv"), lexicons, kinds)
    _capitals(_rows(world / "capitals.csv"), _rows(world / "states.csv"), lexicons)
    _people(_rows(world / "people.csv"), lexicons, kinds)
    add_toponyms(world / "toponyms.txt", lexicons)
    for name in registries or ("syria",):
        add_registry(name, lexicons, kinds, marked)
    for path in gazetteers:
        add_gazetteer(path, lexicons)
    lexicons.actor_kinds = kinds
    lexicons.anchors = [
        (
            r["phrase"].casefold(),
            date.fromisoformat(r["since"]),
            date.fromisoformat(r["until"]) if r["until"] else None,
            r["note"],
        )
        for r in _rows(world / "anchors.csv")
    ]
    return lexicons


def _rows(path: Path) -> list[dict[str, str]]:
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise TrucelineError(problem("E-READ-004", path.name, cause=str(error.strerror))) from error
    return list(csv.DictReader(io.StringIO(text)))


def _words(folder: Path, lexicons: Lexicons) -> None:
    from truceline.reading.phrases import Phrases

    speech: dict[str, Any] = read_yaml(folder / "speech.yaml", "E-REG-001").data
    for code, groups in speech.items():
        if code == "version":
            continue
        phrases = lexicons.speech.setdefault(code, Phrases())
        for strength in ("strong", "weak", "attitude", "quoted"):
            words = groups.get(strength) or []
            if code == "en":
                add_verbs(phrases, [str(w) for w in words], strength)
            else:
                for word in words:
                    for form in _speech_forms(code, str(word)):
                        phrases.add(form, strength)
        for kind in ("according", "passive"):
            for word in groups.get(kind) or []:
                phrases.add(str(word), kind)
                first, _, noun = str(word).partition(" ")
                if code == "ru" and first == "по" and noun and " " not in noun:  # 'по его данным'
                    for whose in ("его", "её", "ее", "их"):
                        phrases.add(f"по {whose} {noun}", kind)
        lexicons.documents[code] = frozenset(str(w).casefold() for w in groups.get("documents") or [])
    events: dict[str, Any] = read_yaml(folder / "events.yaml", "E-REG-001").data
    lexicons.acts = {str(k): str(v) for k, v in events["acts"].items()}
    for code, types in events.items():
        if code in ("version", "acts"):
            continue
        phrases = lexicons.triggers.setdefault(code, Phrases())
        for type_, words in types.items():
            for word in words:
                _trigger(phrases, str(type_), str(word), str(code))


def _speech_forms(code: str, word: str) -> list[str]:
    """'v:' before a verb: all its forms; 'a déclaré' also as 'avait déclaré'; anything else as it is written."""
    mark, _, verb = word.partition(":")
    if mark == "v":
        return FORMS[code](verb)
    auxiliary, _, rest = word.partition(" ")
    return compound(auxiliary, rest) if code == "fr" and auxiliary in ("a", "ont") and rest else [word]


VERBAL = re.compile(
    r"(?:ed|ing)$|^(?!bombing|fighting|shelling|meeting|shooting)[a-z]{3,}ing\s|^(?:opened|opens|shot|blew|took|takes?|taken|taking|turned|came|coming|overran|overrun|fought|fell|met|fled|flee|retook|withdrew|withdrawn|beat|drove|left|broke|broken|breaking|struck|hit|stormed|downed|fired|firing|returned|exchanged|fires|denied|denying|stopped|blocked|kills?|laid|planted|flew|overflew|pushed|wrested|exchange|exchanging|was stopped|were stopped|sent|set|burnt)\b"
    r"|(?:л|ла|ло|ли|лся|лась|лось|лись|ет|ют|ает|ают)$|^\w+(?:ли|ла|ло|л)\s|^(?:a|ont|est|sont|s'est|se sont)\s|(?:é|ée|és|ées|ant|fui|tiré|détruit|abattu|repris|conquis)$|^(?:ouvert|pris|essuyé)\s",
    re.I,
)


def _trigger(phrases: Any, type_: str, word: str, code: str) -> None:
    mark, _, rest = word.partition(":")
    if mark == "v" and rest and code in ACT_FORMS:
        for form in ACT_FORMS[code](rest):
            phrases.add(form, TriggerName(type_, True))
    elif mark == "v" and rest:
        for form in verb_forms(rest):
            phrases.add(form, TriggerName(type_, True))
    elif mark in ("c", "o", "r") and rest:
        phrases.add(rest, TriggerName(type_, mark == "c" and VERBAL.search(rest) is not None, word))
    else:
        phrases.add(word, TriggerName(type_, VERBAL.search(word) is not None))


def _split(cell: str | None) -> list[str]:
    return [x for x in (cell or "").split("|") if x]


def _states(rows: list[dict[str, str]], lexicons: Lexicons, kinds: dict[str, str]) -> None:
    for row in rows:
        state, names = row["id"], _split(row["names"])
        kinds[state] = "state"
        lexicons.actor_names[state] = names[0]
        capitals = _split(row["capital"])
        lexicons.armies[state] = FIXED.get(f"{state}-army", f"{state}-army")
        native = _split(row["ru"]) + _split(row["ar"]) + _split(row["fr"])
        for name in [*names, *native]:
            lexicons.actors.add(name, ActorName(state, "state", "state"))
            lexicons.places.add(name, PlaceName(row["iso3"], "country", 2.0))
            lexicons.seats[name.casefold()] = state
        lexicons.seats[row["iso3"]] = state
        lexicons.known_places[row["iso3"]] = KnownPlace(row["iso3"], names[0], "country", row["iso3"], None, None)
        adjectives = _split(row["adjectives"])
        for adjective in [*adjectives, *_split(row["ru_adjectives"]), *french_adjectives(_split(row["fr_adjectives"]))]:
            lexicons.actors.add(adjective, ActorName(state, "adjective", "state"))
            lexicons.seats[adjective.casefold()] = state
        if row["lon"] and capitals:
            spot = KnownPlace(
                f"{row['iso2'].lower()}-capital",
                capitals[0],
                "capital",
                row["iso3"],
                float(row["lon"]),
                float(row["lat"]),
            )
            lexicons.known_places[spot.id] = spot
            for capital in capitals:
                lexicons.actors.add(capital, ActorName(state, "capital", "state"))
                lexicons.seats_of[capital.casefold()] = state
                lexicons.places.add(capital, PlaceName(spot.id, "capital", 2.0))
            for adjective in adjectives:
                lexicons.places.add(f"{adjective} capital", PlaceName(spot.id, "settlement", 2.0))
        _composed(state, names, adjectives, row, lexicons, kinds)


def _capitals(rows: list[dict[str, str]], states: list[dict[str, str]], lexicons: Lexicons) -> None:
    """Seats of government by their names in other scripts."""
    spots = {row["id"]: f"{row['iso2'].lower()}-capital" for row in states}
    for row in rows:
        for name in _split(row["names"]):
            lexicons.actors.add(name, ActorName(row["id"], "capital", "state"))
            lexicons.places.add(name, PlaceName(spots[row["id"]], "capital", 2.0))


def _composed(
    state: str, names: list[str], adjectives: list[str], row: dict[str, str], lexicons: Lexicons, kinds: dict[str, str]
) -> None:
    """'Syrian army', 'Russia's Defence Ministry': a state's name or adjective and a head noun."""
    for heads, (pattern, role) in STATE_HEADS.items():
        made = FIXED.get(pattern.format(id=state), pattern.format(id=state))
        kinds.setdefault(made, "state" if made == state else "armed_force")
        lexicons.actor_names.setdefault(made, f"{(adjectives or names)[0]} {heads.split('|')[0]}")
        for head in heads.split("|"):
            for lead in [*adjectives, *(f"{n}'s" for n in names), *names]:
                nominal = "nominal" if lead.endswith("'s") and head in ("authorities", "side") else role
                lexicons.actors.add(f"{lead} {head}", ActorName(made, nominal, kinds[made]))
    _of_a_state(state, names, row, lexicons, kinds)
    for heads, pattern in RUSSIAN_HEADS.items():
        made = FIXED.get(pattern.format(id=state), pattern.format(id=state))
        for adjective in _split(row["ru_adjectives"]):
            for head in heads.split("|"):
                lexicons.actors.add(f"{adjective} {head}", ActorName(made, "organisation", kinds.get(made, "state")))
    for adjective in _split(row["ar_adjectives"]):
        for form in (adjective, f"{adjective}ا", f"{adjective}ة"):
            lexicons.actors.add(form, ActorName(state, "adjective", "state"))
        for form in (f"ال{adjective}", f"ال{adjective}ة"):
            lexicons.actors.add(form, ActorName(state, "adjective", "state"))
            for heads, pattern in ARABIC_HEADS.items():
                made = FIXED.get(pattern.format(id=state), pattern.format(id=state))
                for head in heads.split("|"):
                    lexicons.actors.add(f"{head} {form}", ActorName(made, "organisation", kinds.get(made, "state")))
    for heads, pattern in FRENCH_HEADS.items():
        made = FIXED.get(pattern.format(id=state), pattern.format(id=state))
        for adjective in french_adjectives(_split(row["fr_adjectives"])):
            for head in heads.split("|"):
                lexicons.actors.add(f"{head} {adjective}", ActorName(made, "organisation", kinds.get(made, "state")))


def _of_a_state(state: str, names: list[str], row: dict[str, str], lexicons: Lexicons, kinds: dict[str, str]) -> None:
    """'Government of Yemen', 'Министерство обороны Азербайджана', 'armée du Mali': a head noun and the state's name."""
    french = [
        f"{of}{name}" for name in _split(row["fr"]) or names for of in ("du ", "de la ", "de l'", "d'", "de ", "des ")
    ]
    for table, tails in (
        (ENGLISH_OF, [f"of {the}{n}" for n in names for the in ("", "the ")]),
        (RUSSIAN_OF, _split(row["ru"])),
        (FRENCH_OF, french),
    ):
        for heads, pattern in table.items():
            made = FIXED.get(pattern.format(id=state), pattern.format(id=state))
            for head in heads.split("|"):
                for tail in tails:
                    lexicons.actors.add(f"{head} {tail}", ActorName(made, "organisation", kinds.get(made, "state")))


def _people(rows: list[dict[str, str]], lexicons: Lexicons, kinds: dict[str, str]) -> None:
    tenures = []
    for row in rows:
        person = row["id"]
        kinds[person] = "person"
        tenures.append(Tenure(person, row["office"], row["of"], _date(row["from"]), _date(row["until"])))
        for name in _split(row["names"]):
            lexicons.actors.add(name, ActorName(person, "person", "person"))
        if row["names"]:
            lexicons.actor_names[person] = row["names"].split("|")[0]
    lexicons.tenures = tenures
    lexicons.people = frozenset(t.person for t in tenures)


def _date(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


__all__: Sequence[str] = ("load_lexicons",)
