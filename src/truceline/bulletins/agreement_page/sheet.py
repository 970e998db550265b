"""An instrument as plain rows of text: what the templates of the page and of Markdown both show."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from functools import cached_property
from typing import Any

from truceline.agreement.cases import Case
from truceline.agreement.deadlines import deadline
from truceline.agreement.in_force import in_view, known_since
from truceline.agreement.model import Agreement, Consent, Provision, Sourced, Window, plain
from truceline.bulletins.agreement_page.executable import Wording
from truceline.bulletins.agreement_page.words import hours_said, isolated, term, words
from truceline.bulletins.engine_words import VALUE, sentence
from truceline.registry.actors import Registry


class Sheet:
    """One instrument in one language. Names come from the registry where it knows the actor.

    ``hide``: areas that are left out of the list and called "…" where something else names them.
    """

    def __init__(
        self,
        agreement: Agreement,
        registry: Registry,
        cases: Sequence[Case],
        language: str,
        hide: Collection[str] = frozenset(),
    ) -> None:
        self.text, self.registry, self.language, self.hide = agreement, registry, language, hide
        self.sources = {s.id: s for s in agreement.sources}
        self.parties = {p.id: plain(p.name, language) for p in agreement.parties}
        self.areas = {a.id: "…" if a.id in hide else plain(a.name, language) for a in agreement.areas}
        self.cases = cases
        self.wording = Wording(language, self.areas, self.actor)

    def _term(self, group: str, key: str) -> str:
        return term(group, key, self.language)

    @cached_property
    def _views(self) -> list[Agreement]:
        return [in_view(self.text, reading, None) for reading in self.text.reading_ids()]

    def _deadlines(self, provision: Provision) -> list[str]:
        """By when it is owed, as findings reckon it: once for each way in which the readings reckon it."""
        told: dict[str, None] = {}
        for view in self._views:
            own = next((p for p in view.provisions if p.id == provision.id), None)
            found = deadline(view, own) if own is not None else None
            if found is not None:
                pieces = sentence(self._by_name(found.sentence), self.language)
                said = (isolated(p.text, self.language) if p.kind == VALUE else p.text for p in pieces)
                told.setdefault("".join(said))
        return list(told)

    def _by_name(self, reckoned: str) -> str:
        """With the names of those who certified a step or put it off, where the registry has them."""
        acted = {c.by for c in self.text.certifications}
        acted |= {e.by for p in self.text.provisions if p.due is not None for e in p.due.extensions}
        for actor in sorted(acted):
            for before, after in (("as ", " certified"), ("by ", " to "), ("by ", ";")):
                reckoned = reckoned.replace(f"{before}{actor}{after}", f"{before}{self.actor(actor)}{after}")
        return reckoned

    def _contested(self, part: Any) -> str:
        return f", {self._term('effects', 'contested')}" if part.contested else ""

    def actor(self, actor_id: str) -> str:
        if actor_id in self.parties:
            return self.parties[actor_id]
        entry = self.registry.actors.get(actor_id)
        if entry is None:
            return actor_id
        fitting = [a.name for a in entry.names if a.lang == self.language and not a.garbled]
        return fitting[0] if self.language != "en" and fitting else entry.name

    def values(self) -> dict[str, Any]:
        text = self.text
        return {
            "id": text.id,
            "title": plain(text.title, self.language),
            "kind": self._term("kinds", text.kind),
            "example": text.example,
            "signed": (text.signed or "").replace("T", " "),
            "zone": text.timezone if isinstance(text.timezone, str) else " / ".join(text.timezone.unstated),
            "zone_unstated": not isinstance(text.timezone, str),
            "note": plain(text.note, self.language),
            "readings": [self._reading(r) for r in text.reading_ids()],
            "relations": [(self._term("relations", r.type), r.instrument) for r in text.relations],
            "parties": [self._party(p) for p in text.parties],
            "roles": [self._role(r) for r in text.roles],
            "areas": [self._area(a) for a in text.areas if a.id not in self.hide],
            "exclusions": [self._exclusion(x) for x in text.exclusions],
            "events": [
                *(self._event(n, e) for n, e in enumerate(text.status_events, 1)),
                *(self._act(n, *told) for n, told in enumerate(self._decided(), 1 + len(text.status_events))),
            ],
            "windows": [self._window(w) for w in text.in_force],
            "provisions": [self._provision(p) for p in text.provisions],
            "sources": [(s.id, plain(s.title, self.language), s.url or "", s.locator or "") for s in text.sources],
        }

    def _marks(self, part: Sourced) -> dict[str, Any]:
        source_id, _, locator = (part.source or "").partition(",")
        known = self.sources.get(source_id.strip())
        return {
            "basis": part.basis,
            "source": plain(known.title, self.language) if known else (part.source or ""),
            "source_id": known.id if known else "",
            "locator": locator.strip(),
            "readings": list(part.readings or ()),
            "known_from": (known_since(part) or "").replace("T", " "),
            "note": plain(part.note, self.language),
        }

    def _reading(self, reading_id: str) -> dict[str, Any]:
        reading = self.text.reading(reading_id)
        return {
            "id": reading_id,
            "title": plain(reading.title, self.language),
            "held_by": [self.actor(h) for h in reading.held_by],
            "because": plain(reading.because, self.language),
            "basis": reading.basis,
        }

    def _party(self, party: Any) -> dict[str, Any]:
        members = [{"name": self.actor(m.actor), **_span(m), **self._marks(m)} for m in party.members]
        return {
            "name": plain(party.name, self.language),
            "members": members,
            "answers_for": [self._term("relations", r) for r in party.answers_for],
            "open": party.open_membership,
            "may_include": [self.actor(a) for a in party.may_include],
            **self._marks(party),
        }

    def _role(self, role: Any) -> dict[str, Any]:
        parties = [self.parties.get(p, p) for p in role.for_parties or ()]
        return {
            "name": self.actor(role.actor),
            "role": self._term("roles", role.role),
            "for": parties,
            **_span(role),
            **self._marks(role),
        }

    def _area(self, area: Any) -> dict[str, Any]:
        return {
            "name": plain(area.name, self.language),
            "shape": self._term("shapes", area.shape),
            "unpublished": area.shape == "unpublished",
            "proposed": area.status == "proposed",
            "proposed_by": self.actor(area.proposed_by) if area.proposed_by else "",
            "rejected_by": self.actor(area.rejected_by) if area.rejected_by else "",
            "precision_m": int(getattr(area, "border_precision_m", 0) or 0),
            "fact": self.wording.shape(area),
            "in": [plain(k.name, self.language) for k in getattr(area, "settlements_in", ())],
            "out": [plain(k.name, self.language) for k in getattr(area, "settlements_out", ())],
            **self._marks(area),
        }

    def _exclusion(self, exclusion: Any) -> dict[str, Any]:
        return {
            "id": exclusion.id,
            "actors": [self.actor(a) for a in exclusion.actors],
            "lists": list(exclusion.lists),
            "by_name": exclusion.match == "by_name",
            "relations": [self._term("relations", r) for r in exclusion.include_relations],
            **self._marks(exclusion),
        }

    def _event(self, number: int, event: Any) -> dict[str, Any]:
        limits = [*(event.provisions or ()), *(self.parties.get(p, p) for p in event.parties or ())]
        limits += [self.areas.get(a, a) for a in event.areas or ()]
        return {
            "number": number,
            "on": event.on.replace("T", " "),
            "by": self.actor(event.by),
            "claim": plain(event.claim, self.language),
            "effect": self._term("effects", event.effect) + self._contested(event),
            "limits": limits,
            **self._marks(event),
        }

    def _decided(self) -> Iterable[tuple[Any, str, str, str]]:
        """Endorsements, rulings, determinations and certifications: the part, who, what was said, what follows."""
        bodies = {i.id: i.body for i in self.text.interpreters}
        w = words()[self.language]
        for e in self.text.endorsements:
            said = f"{e.instrument}: {plain(e.adds, self.language)}"
            yield e, self.actor(e.by), said, self._term("effects", "endorses")
        for r in self.text.rulings:
            binds = [w["reading_binds"].format(r=r.reading), *(r.provisions or ())]
            binds.append(w["from_x"].format(x=r.binds_from or r.on))
            yield r, self.actor(bodies.get(r.by, r.by)), plain(r.text, self.language), ", ".join(binds)
        for d in self.text.determinations:
            breach = w["determines"].format(who=self.parties.get(d.party, d.party), p=", ".join(d.provisions))
            effect = breach + self._until(d) + self._contested(d)
            yield d, self.actor(d.by), plain(d.text, self.language), effect
        for k in self.text.consents:
            to = [self.parties.get(n) or self.actor(n) for n in k.to or ()]
            did = ", ".join([w["refuses" if k.refused else "consents"], *to, *k.provisions])
            yield k, self.actor(k.by), plain(k.text, self.language), did + self._until(k)
        for c in self.text.certifications:
            yield c, self.actor(c.by), w["carried_out"].format(p=c.provision), self._term("effects", "certifies")

    def _until(self, part: Any) -> str:
        return f", {words()[self.language]['until_x'].format(x=part.until)}" if part.until else ""

    def _act(self, number: int, part: Any, by: str, claim: str, effect: str) -> dict[str, Any]:
        day = (part.start if isinstance(part, Consent) else part.on).replace("T", " ")
        return {
            "number": number, "on": day, "by": by, "claim": claim, "effect": effect, "limits": [], **self._marks(part)
        }  # fmt: skip

    def _window(self, window: Window) -> dict[str, Any]:
        by = self.actor(window.by) if window.by else ""
        said = (by, *hours_said(window, self.language), self.wording.late(window), self.wording.renews(window))
        return {
            "from": window.start.replace("T", " "),
            "until": (window.until or "").replace("T", " "),
            "for": window.duration or "",
            "areas": [self.areas.get(a, a) for a in window.areas or ()],
            "by": "; ".join(filter(None, said)),
            **self._marks(window),
        }

    def _provision(self, provision: Provision) -> dict[str, Any]:
        binds = provision.bound or provision.holders or list(self.parties)
        cases = [c for c in self.cases if c.provision == provision.id]
        outcomes = Counter(e.outcome for c in cases for e in c.expect.values() if e.outcome)
        return {
            "id": provision.id,
            "kind": self._term("provisions", provision.kind),
            "deadlines": self._deadlines(provision),
            "text": plain(provision.text, self.language),
            "binds": [self.actor(b) for b in binds],
            "executable": list(self.wording.executable(provision)),
            "exceptions": [(self._term("values", e.kind), plain(e.text, self.language)) for e in provision.exceptions],
            "cases": [(c.id, c.claim) for c in cases],
            "outcomes": dict(sorted(outcomes.items())),
            **self._marks(provision),
        }


def _span(part: Any) -> dict[str, str]:
    return {"from": (part.since or "").replace("T", " "), "until": (part.until or "").replace("T", " ")}
