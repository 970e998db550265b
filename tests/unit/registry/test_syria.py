"""The bundled Syrian registries: what they must be able to tell."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pyarrow.parquet as pq
import pytest

from tests.shared_data import ROOT, shared
from truceline.formats.registry_yaml import load_registry
from truceline.registry.actors import Registry

MAY_2016 = date(2016, 5, 4)
CEASEFIRE = date(2016, 12, 30)
IDS = [
    "sy-government",
    "syrian-army",
    "russia",
    "russian-forces",
    "turkey",
    "turkish-forces",
    "iran",
    "iranian-forces",
    "us",
    "us-forces",
    "us-coalition",
    "israel",
    "jordan",
    "hezbollah",
    "isil",
    "nusra",
    "jfs",
    "hts",
    "sdf",
    "ypg",
    "sna",
    "nfl",
    "hnc",
    "fsa",
    "southern-front",
    "ahrar-al-sham",
    "jaysh-al-islam",
    "faylaq-al-sham",
    "faylaq-al-rahman",
    "thuwar-al-sham",
    "jaysh-al-mujahideen",
    "jaysh-idlib",
    "levant-front",
    "zenki",
    "syrian-insurgents",
    "syrian-opposition",
    "civilians",
    "al-qaida",
    "un",
    "unsc",
    "ru-tr-commission",
    "snhr",
    "sohr",
    "osce-smm",
    "msf",
    "guarantors",
]
GOVERNORATES = [
    "aleppo",
    "idlib",
    "hama",
    "homs",
    "latakia",
    "tartus",
    "damascus",
    "rif-dimashq",
    "daraa",
    "quneitra",
    "suwayda",
    "deir-ez-zor",
    "raqqa",
    "hasakah",
]


@pytest.fixture(scope="module")
def syria() -> Registry:
    return load_registry(ROOT / "registries" / "syria")


def test_ids_that_agreements_build_on(syria: Registry) -> None:
    """Ids are a contract: agreements and examples name them."""
    assert [i for i in IDS if i not in syria.actors] == []
    assert [g for g in GOVERNORATES if f"sy-{g}" not in {p.id for p in syria.places}] == []


@pytest.mark.parametrize(
    ("name", "actor"),
    [
        ("al-Nusra Front", "nusra"),
        ("جبهة النصرة", "nusra"),
        ("Джебхат ан-Нусра", "nusra"),
        ("Daesh", "isil"),
        ("ISIS", "isil"),
        ("داعش", "isil"),
        ("ИГИЛ", "isil"),
        ("IG", "isil"),
        ("Sham Legion", "faylaq-al-sham"),
        ("Rahman Corps", "faylaq-al-rahman"),
        ("SNA", "sna"),
        ("СДС", "sdf"),
        ("السلطات", None),
        ("Syrian Regime", "sy-government"),
        ("U.S.-led Coalition", "us-coalition"),
        ("Military Forces of Syria (2000-)", "syrian-army"),
        ("боевики", "syrian-insurgents"),
        ("Protesters (Syria)", "civilians"),
    ],
)
def test_names_in_three_scripts(syria: Registry, name: str, actor: str | None) -> None:
    """Names of data sets, bulletins and news lead to their actor, and an unknown one to nobody."""
    assert [m.actor_id for m in syria.find(name, date(2018, 6, 1))] == ([actor] if actor else [])


def test_nusra_in_may_2016(syria: Registry) -> None:
    """On the day of the Aleppo talks the group is listed by its own name by the UN, the US, Russia and Turkey."""
    own = {x.list_id for x in syria.listings("nusra", MAY_2016, None) if x.by_name}
    assert own >= {"un-1267", "us-fto", "russia-supreme-court", "turkey", "australia", "uae"}
    assert [r.to for r in syria.relations("nusra", MAY_2016) if r.type == "affiliate_of"] == ["al-qaida"]


@pytest.mark.parametrize("name", ["Daesh", "ISIS", "Islamic State"])
def test_names_that_are_not_un_listed(syria: Registry, name: str) -> None:
    """'Daesh', 'ISIS' and plain 'Islamic State' are on no UN list; the actor they mean is."""
    un = [row for row in syria.listed if row.list == "un-1267"]
    assert name not in {row.name for row in un}
    actor = syria.find(name, MAY_2016)[0].actor_id
    assert [x for x in syria.listings(actor, MAY_2016, None, ["un-1267"]) if x.by_name]


@pytest.mark.parametrize(
    ("actor", "list_id", "first_day"),
    [
        ("jfs", "us-fto", date(2016, 11, 10)),
        ("jfs", "un-1267", date(2017, 6, 7)),
        ("hts", "us-fto", date(2018, 5, 31)),
        ("hts", "un-1267", date(2018, 6, 5)),
        ("hts", "turkey", date(2018, 8, 31)),
        ("hts", "russia-supreme-court", date(2020, 6, 4)),
    ],
)
def test_day_on_which_a_name_was_listed(syria: Registry, actor: str, list_id: str, first_day: date) -> None:
    """A new name is listed by itself only from its own day; before that only what it continues is."""
    eve = date.fromordinal(first_day.toordinal() - 1)
    assert not [x for x in syria.listings(actor, eve, None, [list_id]) if x.by_name]
    assert [x for x in syria.listings(actor, eve, None, [list_id]) if x.actor == "nusra"]
    assert [x for x in syria.listings(actor, first_day, None, [list_id]) if x.by_name]


def test_delisting(syria: Registry) -> None:
    """The entry left the UN list on 27 February 2026 under all its names."""
    assert syria.listings("hts", date(2026, 2, 26), None, ["un-1267"])
    assert syria.listings("hts", date(2026, 2, 27), None, ["un-1267"]) == []


def test_jfs_was_no_name_before_july_2016(syria: Registry) -> None:
    """UCDP's 'Jabhat Fateh al-Sham' of January 2016 is Nusra, its 'HTS' of April 2016 too."""
    for name in ("Jabhat Fateh al-Sham", "HTS"):
        assert [m.actor_id for m in syria.find(name, date(2016, 4, 5))] == ["nusra"]
    assert [m.actor_id for m in syria.find("HTS", CEASEFIRE)] == ["jfs"]
    assert [m.actor_id for m in syria.find("Jabhat Fateh al-Sham", CEASEFIRE)] == ["jfs"]


def test_insurgents_may_be_signatories_or_listed(syria: Registry) -> None:
    """The label 'Syrian insurgents' stands for both; the armed opposition does not hold the listed groups."""
    insurgents = set(syria.actors["syrian-insurgents"].may_include)
    opposition = set(syria.actors["syrian-opposition"].may_include)
    assert {"nusra", "jfs", "hts"} <= insurgents and opposition < insurgents
    assert not opposition & {"nusra", "jfs", "hts", "isil"}


def test_allies_do_not_become_parts(syria: Registry) -> None:
    """Hezbollah supports the government; Russia is its ally, so Russian forces answer through Russia alone."""
    answers = ("part_of", "supports", "affiliate_of", "controlled_by")
    assert "sy-government" in syria.reach("hezbollah", answers, MAY_2016, None)
    assert "sy-government" not in syria.reach("russian-forces", answers, MAY_2016, None)
    assert "russia" in syria.reach("russian-forces", answers, MAY_2016, None)


def test_office_of_a_day(syria: Registry) -> None:
    """The US Secretary of State of the ceasefire of 2016 is not that of 2017."""
    assert "John Kerry" in [o.holder for o in syria.holders("us", MAY_2016)]
    assert "John Kerry" not in [o.holder for o in syria.holders("us", date(2017, 5, 4))]


def test_marks_of_sources_are_explained(syria: Registry) -> None:
    """Every source mark in the registry stands in SOURCES.md."""
    told = (ROOT / "registries" / "syria" / "SOURCES.md").read_text(encoding="utf-8")
    dated = [e for a in syria.actors.values() for e in (a, *a.names, *a.relations)]
    marks = {e.source for e in (*dated, *syria.listed, *syria.lists.values(), *syria.offices) if e.source}
    assert [m for m in sorted(marks) if m not in told] == []


def test_places_carry_their_uncertainty(syria: Registry) -> None:
    """Every settlement and site has coordinates within Syria and a radius of a kilometre or more."""
    for place in syria.places:
        if place.kind in ("settlement", "site", "other"):
            assert place.lon is not None and 35.5 < place.lon < 42.5, place.id
            assert place.lat is not None and 32.2 < place.lat < 37.4, place.id
            assert place.radius_m is not None and place.radius_m >= 1000, place.id


@pytest.mark.parametrize("name", ["Hirbinifsah", "Harb Bebsi", "Narb-Nafsa", "حربنفسه", "Harb Nafsah"])
def test_one_village_under_all_its_spellings(syria: Registry, name: str) -> None:
    """The village that a hotline could not write is found by every spelling."""
    assert [p.id for p in syria.find_place(name)] == ["harbnafsah"]


def test_ucdp_sides_resolve(syria: Registry) -> None:
    """At least 99 % of the rows of UCDP GED Syria name only known actors; composite sides are split."""
    path = shared("ucdp_ged", "ged_syria_2016_2019.parquet")
    rows = pq.read_table(path, columns=["side_a", "side_b", "date_start"]).to_pylist()
    unknown: Counter[str] = Counter()
    resolved = 0
    for row in rows:
        day = date.fromisoformat(row["date_start"][:10])
        names = f"{row['side_a']}, {row['side_b']}".split(", ")
        missing = [n for n in names if not syria.find(n, day)]
        unknown.update(missing)
        resolved += not missing
    assert resolved / len(rows) >= 0.99, unknown.most_common(10)


def test_ucdp_governorates_resolve(syria: Registry) -> None:
    """Every governorate that UCDP GED names leads to exactly one governorate."""
    path = shared("ucdp_ged", "ged_syria_2016_2019.parquet")
    names = {n for n in pq.read_table(path, columns=["adm_1"]).column(0).to_pylist() if n}
    found = {n: [p.id for p in syria.find_place(n) if p.kind == "admin1"] for n in names}
    assert len(names) == 14 and {len(v) for v in found.values()} == {1}, found


def test_airwars_belligerents_resolve(syria: Registry) -> None:
    """Every belligerent that Airwars names is known."""
    path = shared("airwars_syria", "incidents_to_2019.parquet")
    cells = pq.read_table(path, columns=["belligerent"]).column(0).to_pylist()
    assert {n for cell in cells if cell for n in cell.split(", ") if not syria.find(n)} == set()
