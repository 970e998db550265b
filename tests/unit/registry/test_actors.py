"""Registry: names, relations and listings on a day, at a state of knowledge."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from truceline.registry.actors import Registry, normal_name
from truceline.registry.model import ActorEntry, ListedName, ListEntry, OfficeHolder, Place

ACTORS: list[dict[str, Any]] = [
    {
        "id": "old",
        "name": "Old Front",
        "kind": "armed_group",
        "founded": "2010-01-01",
        "relations": [{"type": "affiliate_of", "to": "net", "from": "2010-01-01", "until": "2016-07-28"}],
    },
    {
        "id": "new",
        "name": "New Front",
        "kind": "armed_group",
        "founded": "2016-07-28",
        "names": [{"name": "New Front", "from": "2016-07-28", "until": "2017-01-28"}],
        "relations": [{"type": "successor_of", "to": "old", "from": "2016-07-28"}],
    },
    {
        "id": "third",
        "name": "Third Body",
        "kind": "armed_group",
        "founded": "2017-01-28",
        "names": [{"name": "The Corps"}, {"name": "Secret Name", "known_from": "2020-01-01"}],
        "relations": [
            {"type": "successor_of", "to": "new", "from": "2017-01-28"},
            {"type": "part_of", "to": "net", "from": "2018-01-01", "known_from": "2019-06-01"},
        ],
    },
    {"id": "corps", "name": "The Corps", "kind": "armed_group"},
    {
        "id": "net",
        "name": "Network",
        "kind": "armed_group",
        "names": [{"name": "Сеть"}, {"name": "الشبكة"}, {"name": "Ntwrk", "garbled": True}],
    },
]
LISTED = [
    {"list": "council", "entity": "old", "actor": "old", "name": "Old Front", "listed_from": "2014-05-14"},
    {
        "list": "council",
        "entity": "old",
        "actor": "new",
        "name": "New Front",
        "listed_from": "2017-06-07",
        "known_from": "2017-06-09",
        "listed_until": "2026-02-27",
    },
    {"list": "court", "entity": "third", "actor": "third", "name": "Third Body", "listed_from": "2020-06-04"},
]


@pytest.fixture
def registry() -> Registry:
    entries = [ActorEntry.model_validate(a) for a in ACTORS]
    return Registry(
        {e.id: e for e in entries},
        offices=(
            OfficeHolder.model_validate(
                {"office": "Envoy", "of": "net", "holder": "A", "from": "2014-01-01", "until": "2019-01-01"}
            ),
            OfficeHolder.model_validate({"office": "Envoy", "of": "net", "holder": "B", "from": "2019-01-01"}),
        ),
        lists={k: ListEntry(id=k, authority=k, title=k) for k in ("council", "court")},
        listed=tuple(ListedName.model_validate(row) for row in LISTED),
        places=(
            Place(id="x-town", kind="settlement", name="Ḩamāh", names=("حماة", "Hama")),
            Place(id="x", kind="admin1", name="Hama"),
        ),
    )


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Hay’at Tahrir al-Sham", "hay'at tahrir al sham"),
        ("Ḩamāh", "Hamah"),
        ("Deir ez-Zor", "deir ez zor"),
        ("أحرار الشام", "احرار الشام"),
        ("الرقة\u200e", "الرقة"),
        ("Джебхат  ан-Нусра", "джебхат ан нусра"),
        ("U.S.-led Coalition", "u s led coalition"),
        ("NDF (Syria)", "ndf syria"),
    ],
)
def test_spellings_that_mean_the_same(left: str, right: str) -> None:
    """Case, marks, hyphens, apostrophes, brackets and direction signs make no difference."""
    assert normal_name(left) == normal_name(right)


def test_scripts_are_never_mixed() -> None:
    """A name is found by its own script; nothing is transliterated behind the reader's back."""
    assert normal_name("Сеть") != normal_name("Set")


def test_name_used_before_its_time_means_the_group_that_existed(registry: Registry) -> None:
    """A data set that says 'New Front' for March 2016 means Old Front, and the answer says so."""
    (match,) = registry.find("New Front", date(2016, 3, 1))
    assert (match.actor_id, match.in_use, match.early_name_of) == ("old", False, "new")
    (match,) = registry.find("New Front", date(2016, 7, 28))
    assert (match.actor_id, match.in_use, match.early_name_of) == ("new", True, None)


def test_name_used_after_its_time_stays_with_its_actor(registry: Registry) -> None:
    """A late use is not moved to the successor: who is meant by it is contested."""
    (match,) = registry.find("New Front", date(2018, 3, 1))
    assert (match.actor_id, match.in_use, match.early_name_of) == ("new", False, None)


def test_two_steps_back(registry: Registry) -> None:
    """A name three renames ahead leads to the actor of that day."""
    assert registry.existing_on("third", date(2012, 1, 1)) == "old"
    assert registry.existing_on("third", date(2016, 12, 1)) == "new"
    assert registry.existing_on("third", None) == "third"


def test_ambiguous_name_gives_every_actor(registry: Registry) -> None:
    """Nobody chooses between two actors of one name."""
    assert {m.actor_id for m in registry.find("the corps", date(2018, 1, 1))} == {"third", "corps"}


def test_unknown_name_stays_unknown(registry: Registry) -> None:
    """No guess is made."""
    assert registry.find("Nobody") == ()


def test_id_is_a_name(registry: Registry) -> None:
    """An id finds its actor whatever the day."""
    assert registry.find("new", date(2000, 1, 1))[0].actor_id == "new"


def test_name_not_yet_known(registry: Registry) -> None:
    """A name learned in 2020 finds nobody at an earlier state of knowledge."""
    assert registry.find("Secret Name", date(2018, 1, 1), date(2019, 12, 31)) == ()
    assert registry.find("Secret Name", date(2018, 1, 1), date(2020, 1, 1))[0].actor_id == "third"


def test_garbled_name_is_matched_and_not_shown(registry: Registry) -> None:
    """A garble leads to its actor but is never offered as a name."""
    assert registry.find("Ntwrk")[0].actor_id == "net"
    assert ("Ntwrk", "net") not in set(registry.names())
    assert ("Сеть", "net") in set(registry.names())


def test_relations_are_half_open(registry: Registry) -> None:
    """A relation holds from its first day to the day before its end."""
    assert registry.relations("old", date(2016, 7, 27))
    assert not registry.relations("old", date(2016, 7, 28))
    assert [other for other, _ in registry.relations_to("net", date(2012, 1, 1))] == ["old"]


def test_reach_follows_kinds_days_and_knowledge(registry: Registry) -> None:
    """The path upward exists only for the kinds asked, on its days, once known."""
    day = date(2018, 6, 1)
    assert "net" in registry.reach("third", ["part_of"], day, None)
    assert "net" not in registry.reach("third", ["part_of"], day, date(2019, 5, 31))
    assert "net" in registry.reach("third", ["part_of"], day, date(2019, 6, 1))
    assert "net" not in registry.reach("third", ["affiliate_of"], day, None)
    assert registry.reach("third", ["part_of"], date(2017, 6, 1), None) == {"third": ()}


def test_reach_cannot_be_changed_by_a_caller(registry: Registry) -> None:
    """Kept answers are read-only: one caller never changes what another sees."""
    with pytest.raises(TypeError):
        registry.reach("old", ["affiliate_of"], None, None)["x"] = ()  # type: ignore[index]


def test_lineage_is_nearest_first(registry: Registry) -> None:
    """Renames are walked back to the first name."""
    assert registry.lineage("third") == ("third", "new", "old")


def test_listing_by_name_and_by_continuation(registry: Registry) -> None:
    """In 2016 the renamed group is listed as what it continues, not by its own name; a year later by both."""
    before = registry.listings("new", date(2016, 12, 30), None)
    assert [(x.name, x.by_name) for x in before] == [("Old Front", False)]
    after = registry.listings("new", date(2017, 7, 1), None)
    assert [(x.name, x.by_name) for x in after] == [("Old Front", False), ("New Front", True)]


def test_listing_has_two_clocks(registry: Registry) -> None:
    """A name listed on the 7th but known on the 9th does not count at the knowledge of the 8th."""
    day = date(2017, 6, 8)
    assert not [x for x in registry.listings("new", day, date(2017, 6, 8)) if x.by_name]
    assert [x for x in registry.listings("new", day, date(2017, 6, 9)) if x.by_name]


def test_listing_ends(registry: Registry) -> None:
    """On the day of delisting the name no longer stands."""
    assert [x for x in registry.listings("new", date(2026, 2, 26), None) if x.by_name]
    assert not [x for x in registry.listings("new", date(2026, 2, 27), None) if x.by_name]


def test_listings_of_chosen_lists(registry: Registry) -> None:
    """Only the lists asked for are looked at."""
    assert {x.list_id for x in registry.listings("third", date(2021, 1, 1), None, ["court"])} == {"court"}


def test_answers_do_not_depend_on_what_was_asked_before(registry: Registry) -> None:
    """Answers kept for a span equal fresh ones on every day around every change."""
    days = [date.fromordinal(d) for d in range(date(2016, 7, 20).toordinal(), date(2018, 1, 10).toordinal())]
    warm = [(registry.find("New Front", d), registry.listings("third", d, None)) for d in days]
    entries = dict(registry.actors)
    for day, answer in list(zip(days, warm, strict=True))[::37]:
        fresh = Registry(entries, lists=registry.lists, listed=registry.listed)
        assert (fresh.find("New Front", day), fresh.listings("third", day, None)) == answer


def test_changes_are_the_only_moments_at_which_answers_differ(registry: Registry) -> None:
    """Between two changes no name means somebody else."""
    changes = set(registry.turning_days())
    for number in range(date(2016, 1, 2).toordinal(), date(2018, 2, 1).toordinal()):
        day, eve = date.fromordinal(number), date.fromordinal(number - 1)
        if day not in changes:
            assert registry.find("New Front", day) == registry.find("New Front", eve)
            assert registry.reach("third", ["part_of"], day, None) == registry.reach("third", ["part_of"], eve, None)


def test_place_names(registry: Registry) -> None:
    """A place is found in any of its scripts, and a name that two places bear gives both."""
    assert {p.id for p in registry.find_place("hama")} == {"x-town", "x"}
    assert [p.id for p in registry.find_place("حماه")] == []
    assert [p.id for p in registry.find_place("حماة")] == ["x-town"]


def test_office_holder_of_a_day(registry: Registry) -> None:
    """Tenure is half-open, so a handover day has one holder."""
    assert [o.holder for o in registry.holders("net", date(2018, 12, 31))] == ["A"]
    assert [o.holder for o in registry.holders("net", date(2019, 1, 1))] == ["B"]
