"""Words of the agreement language and of the registry, for pages in two languages."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

FORCE = {"yes": _("in force"), "no": _("not in force"), "cannot_tell": _("cannot tell")}
BINDS = {"binds": _("binds"), "cannot_tell": _("cannot tell"), "binds_not": _("does not bind")}
INSTRUMENTS = {
    "ceasefire": _("ceasefire"),
    "cessation_of_hostilities": _("cessation of hostilities"),
    "regime_of_calm": _("regime of calm"),
    "deescalation": _("de-escalation"),
    "resolution": _("resolution"),
    "memorandum": _("memorandum"),
}
PROVISIONS = {
    "prohibition": _("prohibition"),
    "obligation": _("obligation"),
    "permission": _("permission"),
    "right": _("right"),
    "procedure": _("procedure"),
}
ACTORS = {
    "state": _("state"),
    "armed_force": _("armed force"),
    "armed_group": _("armed group"),
    "umbrella": _("name for several"),
    "organisation": _("organisation"),
    "office": _("office"),
    "civilians": _("civilians"),
    "coalition": _("coalition"),
}
RELATIONS = {
    "part_of": _("part of"),
    "member_of": _("member of"),
    "affiliate_of": _("affiliate of"),
    "allied_with": _("allied with"),
    "supports": _("supports"),
    "controlled_by": _("controlled by"),
    "successor_of": _("continues"),
    "split_from": _("broke from"),
    "merged_into": _("went into"),
    "amends": _("amends"),
    "extends": _("extends"),
    "overlays": _("overlays"),
    "endorses": _("endorses"),
    "endorsed_by": _("endorsed by"),
    "supersedes": _("supersedes"),
    "implements": _("implements"),
    "noted_by": _("noted by"),
    "follows": _("follows"),
}
ROLES = {
    "guarantor": _("guarantor"),
    "sponsor": _("sponsor"),
    "observer": _("observer"),
    "mediator": _("mediator"),
    "monitor": _("monitor"),
    "host": _("host"),
    "facilitator": _("facilitator"),
    "signatory": _("signatory"),
}
HOW = {
    "signature": _("by signature"),
    "accession": _("by accession"),
    "affiliation": _("through whom it belongs to"),
    "by_name": _("named by the provision"),
    "open_list": _("the list of members was never published in full"),
    "none": _("through no party"),
}
BECAUSE = {
    "not_in_force": _("the instrument is not in force then"),
    "not_then": _("this provision does not hold then"),
    "not_bound": _("it names others"),
    "suspended": _("suspended"),
    "suspended_in_areas": _("suspended in some areas"),
    "excluded": _("outside this instrument by its exclusions; other law not assessed"),
    "excluded_in_areas": _("outside this instrument in some areas; other law not assessed"),
    "membership": _("whether it belongs to a party cannot be told"),
    "actor_unknown": _("the name may stand for several"),
    "attribution": _("whom it answers through cannot be told"),
    "basis": _("rests on background knowledge that nobody verified"),
    "time": _("it changed at about that moment"),
}
SCRIPTS = {"Latin": _("Latin script"), "Arabic": _("Arabic script"), "Cyrillic": _("Cyrillic script")}
LISTED = {
    "own_name": _("by its own name"),
    "continued_entity": _("by a name of whom it continues"),
    "same_entry": _("by another name of the same entry"),
}
PLACES = {
    "country": _("country"),
    "admin1": _("district"),
    "admin2": _("subdistrict"),
    "settlement": _("settlement"),
    "site": _("site"),
    "other": _("other place"),
}

WORDS: dict[str, dict[str, Any]] = {
    "force": FORCE,
    "binds": BINDS,
    "instruments": INSTRUMENTS,
    "provisions": PROVISIONS,
    "actors": ACTORS,
    "relations": RELATIONS,
    "roles": ROLES,
    "how": HOW,
    "because": BECAUSE,
    "scripts": SCRIPTS,
    "listed": LISTED,
    "places": PLACES,
}
