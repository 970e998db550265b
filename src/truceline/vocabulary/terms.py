"""Controlled terms: acts, weapons, outcomes, roles.

Taxonomies are plain data: a term, its broader term and what it means. A provision that names a broad term
(``attack``) covers every narrower one (``shelling``); a report that names only the broad term never satisfies
a provision about the narrow one with certainty.

Source: docs/glossary.md
"""

from __future__ import annotations

from enum import StrEnum


class Coverage(StrEnum):
    COVERED = "covered"
    NOT_COVERED = "not_covered"
    CANNOT_TELL = "cannot_tell"


class Outcome(StrEnum):
    VIOLATION = "violation"
    NO_VIOLATION = "no_violation"
    UNDETERMINED = "undetermined"


class Basis(StrEnum):
    """How a fact of an instrument or registry was established: V read in the text, S secondary, B background."""

    V = "V"
    S = "S"
    B = "B"


class ConditionState(StrEnum):
    MET = "met"
    NOT_MET = "not_met"
    CANNOT_TELL = "cannot_tell"


NOT_COVERED_SENTENCE = "outside this instrument; other law not assessed"

ANY = "any"
UNKNOWN = "unknown"

# term -> broader term (None at the root)
ACTS: dict[str, str | None] = {
    "hostile_act": None,
    "attack": "hostile_act",
    "armed_clash": "attack",
    "ambush": "attack",
    "reprisal": "attack",
    "small_arms_fire": "attack",
    "shelling": "attack",
    "mortar_fire": "shelling",
    "artillery_fire": "shelling",
    "rocket_fire": "shelling",
    "missile_strike": "attack",
    "anti_tank_missile_fire": "attack",
    "air_strike": "attack",
    "drone_strike": "air_strike",
    "explosion": "attack",
    "improvised_device": "explosion",
    "suicide_attack": "explosion",
    "sniping": "small_arms_fire",
    "attack_on_civilians": "attack",
    "seizing_territory": "hostile_act",
    "advance": "seizing_territory",
    "fortification": None,
    "reconnaissance": None,
    "combat_flight": None,
    "flight": None,
    "unmanned_flight": "flight",
    "troop_movement": None,
    "reinforcement": "troop_movement",
    "weapon_presence": None,
    "withdrawal": None,
    "failure_to_withdraw": None,
    "foreign_force_presence": None,
    "site_occupation": None,
    "mine_laying": None,
    "mine_clearing": None,
    "access_denial": None,
    "aid_obstruction": "access_denial",
    "siege": "access_denial",
    "obstruction_of_monitors": None,
    "monitor_interference": "obstruction_of_monitors",
    "signal_jamming": None,
    "failure_to_notify": None,
    "failure_to_act": None,
    "failure_to_prevent": "failure_to_act",
    "failure_to_restrain": "failure_to_act",
    "failure_to_protect": "failure_to_act",
    "failure_to_answer": None,
    "failure_to_deliver": None,
    "detention": None,
    "abduction": "detention",
    "refusal_to_release": "detention",
    "looting": None,
    "torture": None,
    "forced_displacement": None,
    "recruitment": None,
    "child_recruitment": "recruitment",
    "sexual_violence": None,
    "hostile_propaganda": None,
    "unsafe_flight": None,
    "road_closure": None,
    "passage": None,
    "delivery": None,
    "patrol": None,
    "checkpoint": None,
    "self_defence": None,
    "civil_unrest": None,
    "demonstration": "civil_unrest",
    "riot": "civil_unrest",
    "other": None,
    UNKNOWN: None,  # a report that does not say, or says it in a word nobody mapped: stays open under every provision
}

# the usual words for what may be argued in defence; others may be used, as long as agreement and reports use the same
ARGUABLE = (
    "self_defence", "proportionality", "imminent_threat", "authorised_movement", "emergency", "medical_evacuation",
)  # fmt: skip

WEAPONS: dict[str, str | None] = {
    "firearm": None,
    "small_arms": "firearm",
    "light_weapon": "firearm",
    "machine_gun": "light_weapon",
    "heavy_machine_gun": "light_weapon",
    "grenade_launcher": "light_weapon",
    "heavy_weapon": None,
    "mortar": "heavy_weapon",
    "artillery": "heavy_weapon",
    "howitzer": "artillery",
    "gun": "artillery",
    "rocket": "heavy_weapon",
    "mlrs": "rocket",
    "tank": "heavy_weapon",
    "armoured_vehicle": None,
    "anti_tank_missile": "heavy_weapon",
    "air_defence": "heavy_weapon",
    "ballistic_missile": "heavy_weapon",
    "tactical_missile": "ballistic_missile",
    "aircraft": None,
    "combat_aircraft": "aircraft",
    "helicopter": "aircraft",
    "unmanned_aircraft": "aircraft",
    "air_delivered_bomb": "heavy_weapon",
    "improvised_explosive": None,
    "mine": None,
    "chemical": None,
    "other": None,
}

QUANTITY_UNITS = (
    "shots",
    "bursts",
    "explosions",
    "incidents",
    "events",
    "violations",
    "persons",
    "vehicles",
    "weapons",
    "flights",
    "guards",
    "calls",
    "visits",
    "settlements",
    "groups",
    "votes",
    "trucks",
    "convoys",
    "litres",
    "kilograms",
    "tonnes",
    "kilometres",
    "aircraft",
    "posts",
    "prisoners",
)
# these are measured, and may have decimals; all others are counted in whole numbers
MEASURED_UNITS = ("litres", "kilograms", "tonnes", "kilometres")
# whether what is counted was accepted; what is disputed may count, what is rejected does not
ITEM_STATES = ("accepted", "rejected", "disputed")
# whether an act was notified beforehand, as a claimant says
NOTICE_STATES = ("not_given", "given", "unknown", "none")  # none: a synonym that tables read as blank

# what others made of a count; to have not confirmed it is not to have denied it
ANSWERS = ("confirmed", "not_confirmed", "denied", "other_instrument")
# how sure the day of a claim is: printed, inferred, that of the posted copy, or somewhere within the period
DATINGS = ("stated", "inferred", "posted", "within")
STATEMENT_KINDS = ("status", "commitment", "conduct", "omission", "relation", "expectation", "position")
CAPACITIES = ("party", "guarantor", "observer", "mediator", "host", "co_chair", "member")
ATTENDANCE = ("planned", "invited", "attended", "left", "absent")
CONTACT_KINDS = ("call", "meeting", "visit", "letter", "demarche")

TARGET_KINDS = (
    "armed_forces",
    "civilians",
    "medical_facility",
    "school",
    "place_of_worship",
    "humanitarian",
    "monitors",
    "peacekeepers",
    "infrastructure",
    "market",
    "residential_area",
    "camp",
    "vehicle",
    "aircraft",
    "unknown",
)

SOURCE_KINDS = (
    "mission",
    "party",
    "guarantor",
    "un",
    "ngo",
    "media",
    "dataset",
    "hotline",
    "sensor",
    "public",
)

STANDARDS_OF_PROOF = ("reported", "reasonable_grounds", "clear_and_convincing", "beyond_reasonable_doubt")

PROVISION_KINDS = ("prohibition", "obligation", "permission", "right", "procedure")
BREACHABLE_KINDS = ("prohibition", "obligation")

CIVILIANS = "civilians"  # actor id that every registry knows: persons who are no party


def broader_terms(term: str, taxonomy: dict[str, str | None]) -> list[str]:
    """The term and all its broader terms, narrowest first. Raises KeyError on an unknown term."""
    chain = [term]
    parent = taxonomy[term]
    while parent is not None:
        chain.append(parent)
        parent = taxonomy[parent]
    return chain


def falls_under(term: str, wanted: str, taxonomy: dict[str, str | None]) -> bool:
    return term in taxonomy and wanted in broader_terms(term, taxonomy)
