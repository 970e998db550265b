"""The page of an instrument says what the encoding says, and hides what must never be drawn."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cache
from typing import Any, Literal, get_args, get_origin

import pytest
from pydantic import BaseModel

from tests.factory import BASE, agreement
from truceline.agreement.model import Provision, plain
from truceline.bulletins.agreement_page import markdown_agreement, render_agreement
from truceline.bulletins.agreement_page.area_map import area_map, undrawn
from truceline.bulletins.agreement_page.executable import Wording
from truceline.bulletins.agreement_page.sheet import Sheet
from truceline.bulletins.agreement_page.timeline import Lines, lines_of
from truceline.bulletins.agreement_page.words import LANGUAGES, terms, words
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
            assert names - {plain(a.name) for a in parts if a.shape == "anywhere"} <= {
                name for name, _ in undrawn(loaded, "en")
            }
    lyne = area_map(world("ex-lyne-accord").agreements[0], "en")
    assert lyne is not None
    assert {"Lyne valley", "Southern extension"} <= {s.name for s in lyne.shapes}
    assert "Line of contact" not in {s.name for s in lyne.shapes}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_is_whole_in_each_language_and_allows_no_script(language: str) -> None:
    """All the page's own words exist in the language; direction fits; the policy forbids everything but its style."""
    assert words()[language].keys() == words()["en"].keys()
    assert all(len(told) == len(LANGUAGES) for group in terms().values() for told in group.values())
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
    assert dict(Wording("en").executable(provision))["quantity"].endswith(
        "reduced by withdrawal, what left first may be replaced"
    )
    assert "no term is set" in page("ss-rarcss-2018-09-12")
    for name in ("ex-karsa-protocol", "ex-lyne-accord", "ss-rarcss-2018-09-12", "syria/sres-2254"):
        assert not re.search(r">[^<]*\b(True|False)\b[^<]*<", page(name)), name


@pytest.mark.parametrize("language", ["ar", "ru"])
def test_kinds_roles_and_months_are_said_in_the_language(language: str) -> None:
    """What sort of text and of clause it is, and the months of the axis: nothing of it in English."""
    text = page("sy-calm-2016-04", language)
    for english in ("<span>regime of calm<", ">prohibition<", ">obligation<", "<li>guarantor:", ": part of"):
        assert english in page("sy-calm-2016-04") and english not in text, english
    ticks = lines_of(world("sy-calm-2016-04").agreements[0].agreement, str, None, language).ticks
    assert all(re.search(r"[\u0400-\u04ff\u0600-\u06ff]", t.label) for t in ticks if not t.label.isdigit())
    every = {a.agreement.kind for name in ("syria", "ukraine", "south_sudan") for a in world(name).agreements}
    assert every <= terms()["kinds"].keys()


@pytest.mark.parametrize("width_px", [300, 465])
def test_numbers_on_the_axis_never_cover_each_other(width_px: int) -> None:
    """As wide as their letters are on a phone, and beside the names of rows; every declaration is among them."""
    for name in ("syria", "ukraine", "karsa", "exercise"):
        for loaded in world(name).agreements:
            drawn = lines_of(loaded.agreement, str, None, "ar")
            flags = drawn.narrow_flags if width_px == 300 else drawn.flags
            ends = [(f.x - 50 * len(f.label) * 6.5 / width_px, f.x + 50 * len(f.label) * 6.5 / width_px) for f in flags]
            assert all(a[1] <= b[0] for a, b in itertools.pairwise(ends)), flags
            assert all(a >= -0.01 and b <= 100.01 for a, b in ends)
            told = [range(int(s.split("–")[0]), int(s.split("–")[-1]) + 1) for f in flags for s in f.label.split(", ")]
            assert sorted(n for span in told for n in span) == [*range(1, len(loaded.agreement.status_events) + 1)], (
                loaded.agreement.id
            )
            ticks = [t for t in drawn.ticks if (t.narrow if width_px == 300 else t.wide)]
            assert ticks
            right = [t.x + 100 * len(t.label) * 6.5 / width_px for t in ticks]
            assert all(a <= t.x for a, t in zip(right, ticks[1:], strict=False)), (loaded.agreement.id, ticks)


def test_what_is_not_drawn_says_why() -> None:
    """A carve-out, a ring around a site, a line between the sides, a border without an outline."""
    why = dict(undrawn(world("ex-karsa-protocol").agreements[0], "en"))
    assert why["The ferry"] == why["Around the aid convoy"] == "not_drawn_site"
    assert why["River Karsa"] == "not_drawn_line"
    hazy = {"id": "haze", "name": "Haze", "shape": "unpublished"}
    ring = {"id": "ring", "name": "Ring", "shape": "combined", "include": ["box"], "exclude": ["hole"]}
    hole = {**BASE["areas"][0], "id": "hole", "name": "Hole"}
    parts = agreement(areas=[*BASE["areas"], hole, hazy, ring], scope={"areas": ["ring", "haze"]})
    assert dict(undrawn(parts, "en")) == {
        "Hole": "not_drawn_carved",
        "Haze": "not_drawn_nowhere",
        "Ring": "not_drawn_joined",
    }
    assert all(reason in words()["en"] for reason in why.values())
    assert "Not drawn, around a site or vessel, whose place it would show: " in re.sub(
        "<[^>]+>", "", page("ex-karsa-protocol")
    )


def test_a_deadline_stands_beside_its_clause_as_findings_reckon_it() -> None:
    """In the language of the page, by the clock of the text."""
    assert "due by the end of 2031-02-08, local time (Etc/GMT-3)" in page("ex-karsa-protocol")
    arabic = page("ex-karsa-protocol", "ar")
    assert "يُستحق بحلول نهاية \u20682031-02-08\u2069 بالتوقيت المحلي (\u2068Etc/GMT-3\u2069)" in arabic
    assert "- deadline: due by the end of 2031-02-08" in markdown_agreement(
        world("ex-karsa-protocol").agreements[0], world("ex-karsa-protocol").registry
    )


def test_who_put_a_deadline_off_stands_there_by_name() -> None:
    """Findings keep the id that the text has; the page says who that is."""
    told = {"en": "put off on 2032-02-03 by Joint Commission to", "ru": "кем: Joint Commission"}
    for language, said in told.items():
        text = page("ex-karsa-standing-accord", language)
        assert said.replace("Joint Commission", world("karsa").registry.actors["joint-commission"].name) in text


def keys_and_words(kind: Any, seen: set[Any]) -> Iterator[tuple[str, str]]:
    """Every key that a provision or what it is made of may have, and every word that such a key may hold."""
    if get_origin(kind) is Literal:
        yield from (("values", word) for word in get_args(kind) if isinstance(word, str))
    elif isinstance(kind, type) and issubclass(kind, BaseModel):
        if kind not in seen:
            seen.add(kind)
            for name, held in kind.model_fields.items():
                yield "keys", held.alias or name
                yield from keys_and_words(held.annotation, seen)
    else:
        for part in get_args(kind):
            yield from keys_and_words(part, seen)


def test_every_key_of_a_provision_has_its_word() -> None:
    """A key or a word that the language gains and the page cannot say in Arabic or Russian fails here."""
    kinds = {("values", kind) for kind in get_args(Provision.model_fields["kind"].annotation)} - {("values", "right")}
    wanted = set(keys_and_words(Provision, set())) - kinds
    wanted -= {("values", day) for day in terms()["weekdays"]}
    missing = {(group, word) for group, word in wanted if word not in terms()[group]}
    assert missing == set() and len(wanted) > 80
    for group in ("keys", "values"):
        for word, told in terms()[group].items():
            assert len(told) == 3 and all(told), word
            in_script = re.search(r"[\u0600-\u06ff]", told[1]) and re.search(r"[\u0400-\u04ff]", told[2])
            assert word in ("V", "S", "B") or in_script, word


LATIN = re.compile(r"[A-Za-z]{3,}")


@pytest.mark.parametrize("language", ["ar", "ru"])
def test_the_right_column_is_in_the_language(language: str) -> None:
    """Keys, lengths, units, acts and switches: what stays in Latin letters is what the text itself calls by an id."""
    for name in ("ex-karsa-protocol", "ex-karsa-standing-accord"):
        loaded = world(name).agreements[0]
        sheet = Sheet(loaded.agreement, world(name).registry, (), language)
        ids = {p.id for p in loaded.agreement.provisions} | {a.id for a in loaded.agreement.areas}
        names = {w for a in world(name).registry.actors.values() for w in a.name.split()}
        known = ids | names | {e.id for e in loaded.agreement.endorsements} | {"BM-27", "Uragan"}
        for provision in loaded.agreement.provisions:
            for key, value in sheet.wording.executable(provision):
                left = [w for w in re.findall(r"[A-Za-z][A-Za-z0-9_.\-]{2,}", f"{key} {value}") if w not in known]
                assert not left or provision.due, (provision.id, key, left)
        for window in loaded.agreement.in_force:
            assert not LATIN.search(sheet.wording.late(window) + sheet.wording.renews(window))


def test_late_and_renewing_windows_are_told_in_words() -> None:
    """The accord's term renews; the protocol's last window was made known late."""
    accord, protocol = (world(n).agreements[0].agreement for n in ("ex-karsa-standing-accord", "ex-karsa-protocol"))
    told = Wording("en").renews(accord.in_force[0])
    assert told == "goes on by itself for 6 months, unless notice is given 30 days before"
    assert Wording("ru").renews(accord.in_force[0]) == "продлевается само на 6 месяцев, если не уведомить за 30 дней"
    assert "6 أشهر" in Wording("ar").renews(accord.in_force[0])
    late = [w for w in protocol.in_force if w.announced]
    assert late and all("задним числом" in Wording("ru").late(w) for w in late)


def test_two_moments_are_named_on_every_axis_that_has_two() -> None:
    """Arabic months have two names each, and once a phone showed a single one; numbers take their place."""
    for name in ("sy-coh-2016-02", "sy-calm-2016-04", "ex-karsa-standing-accord", "sy-homs-2017-08"):
        for language in LANGUAGES:
            ticks = lines_of(world(name).agreements[0].agreement, str, None, language).ticks
            assert sum(t.narrow for t in ticks) >= 2 and sum(t.wide for t in ticks) >= 2, (name, language)


def test_dates_keep_their_order_from_right_to_left() -> None:
    """2032-02-03 in an Arabic sentence was shown as 03-02-2032: every date of the right column stands by itself."""
    text = page("ex-karsa-standing-accord", "ar")
    column = text[text.index('id="provisions"') : text.index('id="declared"')]
    values = re.findall(r"<dd><bdi>(.*?)</bdi></dd>", column)
    dates = re.findall(r"(.?)(\d{4}-\d\d-\d\d(?:[ T]\d\d:\d\d)?)(.?)", " ".join(values))
    assert len(dates) >= 3 and all((before, after) == ("\u2068", "\u2069") for before, _, after in dates), dates
    assert "\u2068" not in page("ex-karsa-standing-accord", "ru") and 'dir="auto"' not in column


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_a_text_says_keeps_its_own_direction(language: str) -> None:
    """A clause or a declaration without a translation ends with its full stop behind it, also on an Arabic page."""
    whole = page("exercise", language)
    said = world("exercise").agreements[0].agreement
    for provision in said.provisions:
        assert f'<p class="txt"><bdi class="said">{plain(provision.text, language)}</bdi></p>' in whole
    assert whole.count('class="said"') > len(said.provisions)
