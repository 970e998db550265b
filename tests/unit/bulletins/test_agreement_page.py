"""The page of an instrument says what the encoding says, and hides what must never be drawn."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from functools import cache

import pytest

from tests.factory import BASE, agreement
from truceline.agreement.model import plain
from truceline.bulletins.agreement_page import markdown_agreement, render_agreement
from truceline.bulletins.agreement_page.area_map import area_map, undrawn
from truceline.bulletins.agreement_page.render import LANGUAGES, words
from truceline.bulletins.agreement_page.sheet import executable
from truceline.bulletins.agreement_page.timeline import Lines, lines_of
from truceline.bulletins.report.instruments import hidden_areas
from truceline.formats.cases_yaml import load_cases
from truceline.formats.worlds import World, open_world


@cache
def world(name: str) -> World:
    return open_world([name])


def lines(name: str, as_of: datetime | None = None) -> Lines:
    return lines_of(world(name).agreements[0].agreement, lambda actor: actor, as_of, "en")


def page(name: str, language: str = "en") -> str:
    loaded = world(name).agreements[0]
    cases = [c for _, c in load_cases(loaded.folder)]
    return render_agreement(loaded, world(name).registry, cases, language=language)


def test_every_provision_party_and_source_stands_on_the_page_and_in_markdown() -> None:
    """Nothing of the encoding is left out of either form."""
    loaded = world("ex-lyne-accord").agreements[0]
    text = page("ex-lyne-accord")
    markdown = markdown_agreement(loaded, world("ex-lyne-accord").registry)
    for provision in loaded.agreement.provisions:
        assert f'id="provision-{provision.id}"' in text
        assert f"### {provision.id} ({provision.kind})" in markdown
    for party in loaded.agreement.parties:
        assert plain(party.name) in text
        assert plain(party.name) in markdown
    for source in loaded.agreement.sources:
        assert f'id="source-{source.id}"' in text
        assert f"`{source.id}`" in markdown


def test_two_announced_starts_give_two_bars_an_hour_apart() -> None:
    """The regime of calm starts at 00:01 or 01:00: each reading has a bar of its own, the later one to the right."""
    russian, army = lines("sy-calm-2016-04").readings
    first, second = russian.force[0].bars[0], army.force[0].bars[0]
    assert first.x < second.x
    assert first.x + first.width == pytest.approx(second.x + second.width, abs=0.02)


def test_readings_with_the_same_lines_are_drawn_once() -> None:
    """Readings that part on exclusions only share their bars, under all their titles."""
    found = lines("ex-lyne-accord").readings
    assert sorted(r for line in found for r in line.readings) == ["council", "published", "sketch"]
    assert len(found) < 3


def test_a_member_that_joined_later_starts_later() -> None:
    """The Orchard Company joined on 2 April: its bar starts to the right of the party's."""
    bound = {row.label: row for row in lines("ex-lyne-accord").readings[0].bound}
    assert bound["– orchard-company"].bars[0].x > bound["Highland Council"].bars[0].x


def test_what_was_not_known_then_is_not_on_the_timeline() -> None:
    """As known in March, neither the extension nor the accession of April is there."""
    early = lines("ex-lyne-accord", datetime(2030, 3, 20, tzinfo=UTC)).readings[0]
    assert "– orchard-company" not in {row.label for row in early.bound}
    late = lines("ex-lyne-accord").readings[0]
    assert max(b.x + b.width for b in early.force[0].bars) < max(b.x + b.width for b in late.force[0].bars)


def test_bars_never_overlap_and_stay_on_the_axis() -> None:
    """Sure, doubtful and suspended pieces share the axis without covering each other."""
    for name in ("syria", "exercise"):
        for loaded in world(name).agreements:
            for line in lines_of(loaded.agreement, str, None, "en").readings:
                for row in (*line.force, *line.bound, *line.clauses):
                    for left, right in zip(row.bars, row.bars[1:], strict=False):
                        assert left.x + left.width <= right.x + 0.16  # a piece is at least .15 wide to be seen
                    assert all(b.x >= 0 and b.x + b.width <= 100.2 for b in row.bars)


@pytest.mark.parametrize(
    ("limits", "rows"),
    [
        ({"areas": ["box"]}, {"force": "part", "North": "part", "South": "part"}),
        ({"areas": ["box"], "parties": ["north"]}, {"force": "sure", "North": "part", "South": "sure"}),
        ({"parties": ["north"]}, {"force": "sure", "North": "off", "South": "sure"}),
        ({"areas": ["box"], "provisions": ["1"]}, {"force": "sure", "North": "sure", "South": "sure", "1": "part"}),
        ({"parties": ["south"], "provisions": ["1"]}, {"force": "sure", "North": "sure", "South": "sure", "1": "part"}),
        ({"provisions": ["1"]}, {"force": "sure", "North": "sure", "South": "sure", "1": "off"}),
        ({}, {"force": "off", "North": "off", "South": "off"}),
    ],
)
def test_what_is_off_somewhere_or_for_somebody_is_not_drawn_as_off(
    limits: dict[str, object], rows: dict[str, str]
) -> None:
    """The last piece of each bar, after a pause of the whole, of an area, of a side, of a clause."""
    paused = {"on": "2020-02-10", "by": "north", "claim": "…", "effect": "suspends", **limits}
    (found,) = lines_of(agreement(status_events=[paused]).agreement, str, None, "en").readings
    kinds = {row.label or "force": row.bars[-1].kind for row in (*found.force, *found.bound, *found.clauses)}
    assert kinds == rows


def test_carve_outs_lines_and_circles_are_named_and_never_drawn() -> None:
    """DESIGN: carve-outs are never drawn; their names are listed as not drawn."""
    for name in ("syria", "exercise"):
        for loaded in world(name).agreements:
            hidden = hidden_areas(loaded.agreement)
            parts = loaded.agreement.areas
            names = {plain(a.name) for a in parts if a.id in hidden} - {
                plain(a.name) for a in parts if a.id not in hidden
            }
            drawn = area_map(loaded, "en")
            assert not names & {s.name for s in (drawn.shapes if drawn else ())}
            assert names - {plain(a.name) for a in parts if a.shape == "anywhere"} <= set(
                undrawn(loaded.agreement, "en")
            )
    lyne = area_map(world("ex-lyne-accord").agreements[0], "en")
    assert lyne is not None
    assert {"Lyne valley", "Southern extension"} <= {s.name for s in lyne.shapes}
    assert "Line of contact" not in {s.name for s in lyne.shapes}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_is_whole_in_each_language_and_allows_no_script(language: str) -> None:
    """All the page's own words exist in the language; direction fits; the policy forbids everything but its style."""
    assert words()[language].keys() == words()["en"].keys()
    text = page("sy-calm-2016-04", language)
    assert f'<html lang="{language}" dir="{"rtl" if language == "ar" else "ltr"}">' in text
    assert "default-src 'none'" in text
    assert "<script" not in text
    assert not re.search(r'\sstyle="', text)


def test_excluded_groups_are_never_called_uncovered_without_the_caveat() -> None:
    """'Outside' always says that other law was not assessed."""
    assert "outside this instrument; other law not assessed" in page("sy-calm-2016-04")


def test_a_belt_is_drawn_to_its_far_edges() -> None:
    """A strip 20 km wide along a short line lies within the frame, not only its line."""
    line = {"id": "line", "name": "Line", "shape": "line", "coordinates": [[36.0, 33.0], [36.1, 33.0]]}
    belt = {"id": "belt", "name": "Belt", "shape": "belt", "along": "line", "width_m": 20000}
    drawn = area_map(agreement(areas=[line, belt], scope={"areas": ["belt"]}), "en")
    assert drawn is not None
    path = next(s.border for s in drawn.shapes if s.name == "Belt")
    points = [(float(x), float(y)) for x, y in re.findall(r"(-?[\d.]+)[ ,](-?[\d.]+)", path)]
    assert points
    assert all(0 < x < drawn.width and 0 < y < drawn.height for x, y in points)


def test_an_open_end_is_drawn_beyond_the_days_that_are_dated() -> None:
    """One start and no end, as in many texts: a quarter of a year is drawn, and the bar runs to its edge."""
    loaded = agreement(in_force=[{"from": "2020-02-01"}])
    found = lines_of(loaded.agreement, lambda actor: actor, None, "en")
    assert (found.end - found.start).days >= 90
    (bar,) = found.readings[0].force[0].bars
    assert bar.open and bar.x < 2 and bar.x + bar.width > 98
    closed = agreement(in_force=[{"from": "2020-02-01", "until": "2020-02-03"}])
    assert (lines_of(closed.agreement, lambda actor: actor, None, "en").end - found.start).days < 4


def test_what_is_so_is_said_in_words() -> None:
    """A switch of the language is no 'True' on the page, in no instrument."""
    quantity = {"unit": "guards", "max": 20, "per": "total", "reduced_by": ["withdrawal"], "net": True}
    amount = {**BASE["provisions"][0], "quantity": quantity}
    (provision,) = agreement(provisions=[amount]).agreement.provisions
    assert dict(executable(provision, {}))["quantity"].endswith(
        "reduced by withdrawal, what left first may be replaced"
    )
    assert "no term is set" in page("ss-rarcss-2018-09-12")
    for name in ("ex-karsa-protocol", "ex-lyne-accord", "ss-rarcss-2018-09-12", "syria/sres-2254"):
        assert not re.search(r">[^<]*\b(True|False)\b[^<]*<", page(name)), name
