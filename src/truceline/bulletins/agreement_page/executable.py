"""What runs of a provision, key by key, in the reader's language: whatever keys the agreement language has."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from truceline.agreement.clock import in_words
from truceline.agreement.model import Provision, Window, plain
from truceline.bulletins.agreement_page.words import LANGUAGES, isolated, term, terms, words
from truceline.bulletins.engine_words import named_term

PLAIN_KEYS = {"id", "kind", "text", "basis", "source", "readings", "known_from", "note", "exceptions"}
SOMEBODY = {"against", "parties", "to", "by", "bound", "determined_by"}
UNITS = (("_mm", "mm"), ("_m", "m"))


def _as_it_is(text: str) -> str:
    return text


@dataclass(frozen=True)
class Wording:
    """How parts are put into words. ``areas``: their names; ``actor``: what somebody is called."""

    language: str
    areas: Mapping[str, str] = field(default_factory=dict)
    actor: Callable[[str], str] = _as_it_is

    def executable(self, provision: Provision) -> Iterable[tuple[str, str]]:
        """What runs, in the order of the language: each key with its value."""
        written = provision.model_dump(by_alias=True, exclude_defaults=True, exclude_none=True)
        for key, value in written.items():
            if key not in PLAIN_KEYS and key not in ("bound", "holders"):
                yield self._key(key), self._said(value, key)

    def late(self, window: Window) -> str:
        """How an extension was made known after it began."""
        if window.announced is None:
            return ""
        word = self._term(window.retroactive) if window.retroactive else self._own("no_word")
        return self._own("made_known").format(x=isolated(window.announced.replace("T", " "), self.language), r=word)

    def renews(self, window: Window) -> str:
        """How it goes on by itself."""
        renewal = window.renews
        if renewal is None:
            return ""
        most = self._own("times_most").format(n=renewal.times) if renewal.times else ""
        length, notice = self._length(renewal.length or window.duration or ""), self._length(renewal.notice)
        return self._own("goes_on").format(x=length, most=most, n=notice)

    def shape(self, area: Any) -> str:
        """The measures of an area, or what it is made of."""
        names = self.areas
        match area.shape:
            case "belt":
                along, side = names.get(area.along, area.along), self._term(area.side)
                return self._own("fact_belt").format(m=f"{area.width_m:g}", along=along, side=side)
            case "circle":
                return self._own("fact_circle").format(m=f"{area.radius_m:g}")
            case "moving_circle":
                return self._own("fact_moving").format(m=f"{area.radius_m:g}", n=len(area.track))
            case "combined":
                taken = "".join(f" − {names.get(i, i)}" for i in area.exclude)
                return " + ".join(names.get(i, i) for i in area.include) + taken
        return ""

    def _own(self, key: str) -> str:
        return words()[self.language][key]

    def _key(self, key: str) -> str:
        return term("keys", key, self.language)

    def _said(self, value: Any, key: str = "") -> str:
        comma, semicolon, _ = self._marks()
        if isinstance(value, Mapping):
            if value and set(value) <= set(LANGUAGES):
                return plain(dict(value), self.language)
            return comma.join(self._pair(str(k), v) for k, v in value.items() if v is not None)
        if isinstance(value, (list, tuple)):
            joint = semicolon if any(isinstance(v, Mapping) for v in value) else comma
            return joint.join(self._said(v, key) for v in value)
        if isinstance(value, float):
            return f"{value:,g}"
        return self._term(str(value), key)

    def _marks(self) -> tuple[str, str, str]:
        """Comma, semicolon and what stands between a key and its value."""
        return {"en": (", ", "; ", " "), "ar": ("، ", "؛ ", ": "), "ru": (", ", "; ", ": ")}[self.language]

    def _term(self, text: str, key: str = "") -> str:
        """One word of the language, a name, a length or a moment."""
        if text in self.areas:
            return self.areas[text]
        if key in SOMEBODY and self.actor(text) != text:
            return self.actor(text)
        if text[:4].isdigit():
            return isolated(text.replace("T", " "), self.language)
        if (text[:1] == "P" and text[1:2].isdigit()) or text[:2] == "PT":
            return self._length(text)
        told = named_term(text, self.language) if self.language != "en" else None
        return told or term("weekdays" if text in terms()["weekdays"] else "values", text, self.language)

    def _length(self, text: str) -> str:
        said = in_words(text)
        return (named_term(said, self.language) or said) if said else text

    def _pair(self, key: str, value: Any) -> str:
        """``min_m: 8000`` as "min 8,000 m"; what is so or not so by its name alone."""
        if isinstance(value, bool):
            told = words()[self.language].get(f"switch_{key}") if value else None
            return told or ("" if value else self._own("switch_not")) + self._key(key)
        between = self._marks()[2]
        for end, unit in UNITS:
            if key.endswith(end) and isinstance(value, float | int):
                shown = f"{float(value):,g} {term('values', unit, self.language)}"
                return f"{self._key(key.removesuffix(end))}{between}{shown}"
        return f"{self._key(key)}{between}{self._said(value, key)}"
