"""The pages hold no script and no outside resource, every number leads to its row, doubt is said in whole words."""

from __future__ import annotations

import re
from functools import cache
from html.parser import HTMLParser
from typing import Any

import pytest

from tests.shared_data import ROOT
from truceline.bulletins.claims_page import render_five_texts, render_monitors
from truceline.formats.claims_yaml import load_claims
from truceline.tables.claims import CountClaims
from truceline.tables.source_texts import ClaimTables, NamedActors


@cache
def page(name: str) -> str:
    if name == "monitors":
        return render_monitors(load_claims(ROOT / "examples" / "monitors-counts"))
    return render_five_texts(load_claims(ROOT / "examples" / "five-texts"))


class Anchors(HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.targets: list[str] = []
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str, str | None]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        for key, value in attrs:
            self.attributes.append((tag, key, value))
            if key == "id" and value:
                self.ids.append(value)
            if key == "href" and value:
                self.targets.append(value)


@pytest.mark.parametrize("name", ["monitors", "five-texts"])
def test_self_contained_under_a_strict_policy(name: str) -> None:
    text = page(name)
    found = Anchors(text)
    assert "default-src 'none'" in text and "unsafe" not in text
    assert not {"script", "img", "iframe", "link", "form"} & set(found.tags)
    assert not [a for a in found.attributes if a[1] in ("style", "src") or a[1].startswith("on")]
    assert len(text) < 1_000_000


@pytest.mark.parametrize("name", ["monitors", "five-texts"])
def test_every_link_inside_leads_somewhere_and_ids_are_unique(name: str) -> None:
    found = Anchors(page(name))
    assert len(found.ids) == len(set(found.ids))
    inside = {t[1:] for t in found.targets if t.startswith("#")}
    assert inside and inside <= set(found.ids), sorted(inside - set(found.ids))


def test_every_count_has_a_row_with_its_source() -> None:
    claims = load_claims(ROOT / "examples" / "monitors-counts").count_claims.to_pylist()
    found = Anchors(page("monitors"))
    assert {c["claim_id"] for c in claims} <= set(found.ids)
    assert {c["source"] for c in claims} <= set(found.targets)


def test_numbers_are_isolated_and_bars_keep_their_direction() -> None:
    text = page("monitors")
    assert '<bdi dir="ltr">291</bdi>' in text
    assert "svg.bar{" in text and "direction:ltr" in text
    assert not re.search(r"(margin|padding|border)-(left|right):", text)


def test_the_mission_is_acknowledged() -> None:
    assert "used with acknowledgement of" in page("monitors")


def test_bounds_and_no_matches() -> None:
    text = page("monitors")
    assert "anything from" in text and "not to have denied" in text
    assert '<b><bdi dir="ltr">0–6</bdi></b> may be the same' in text


def test_the_claimed_call_stands_beside_the_log() -> None:
    text = page("five-texts")
    assert 'Said to be <bdi dir="ltr">3</bdi> calls in a week. The log has <bdi dir="ltr">4</bdi>.' in text
    for day in (1, 3, 4, 7):
        assert f'id="log-call-2016-06-0{day}"' in text


def test_every_item_of_every_text_has_its_line() -> None:
    claims = load_claims(ROOT / "examples" / "five-texts")
    ids = set(Anchors(page("five-texts")).ids)
    for table, key in (("statements", "statement_id"), ("meetings", "meeting_id"), ("count_claims", "claim_id")):
        assert {f"item-{r[key]}" for r in getattr(claims, table).to_pylist()} <= ids


def finding(**other: Any) -> dict[str, Any]:
    reason = {"question": "In force on that date?", "value": "no", "decides": True}
    return {
        "incident_id": "al-dabit-2016-05-03",
        "agreement_id": "made-up",
        "reading": "a",
        "coverage": "not_covered",
        "outcome": "undetermined",
        "provision_ids": [],
        "cannot_tell_because": None,
        "p_low": 0.0,
        "p_high": 0.0,
        "reasons": [reason],
        **other,
    }


def test_findings_keep_their_readings_apart_and_say_the_whole_line() -> None:
    claims = load_claims(ROOT / "examples" / "five-texts")
    rows = [
        finding(),
        finding(reading="b", coverage="cannot_tell", cannot_tell_because="actor_unknown", p_high=1.0),
        finding(incident_id="another", reading="c"),
    ]
    text = render_five_texts(claims, rows, {"made-up": "Made-up accord"})
    assert "outside this instrument; other law not assessed" in text
    assert text.count('<article class="card') == 1 and "who acted is not known" in text
    assert "Made-up accord" in text and "reading c" not in text


def test_two_names_of_one_actor_do_not_differ() -> None:
    claims = load_claims(ROOT / "examples" / "five-texts")
    names = dict.fromkeys(("rebels", "militants", "insurgents", "armed groups"), "Syrian insurgents")
    apart, together = render_five_texts(claims), render_five_texts(claims, actor_titles=names)
    assert 'differ on <bdi dir="ltr">3</bdi>' in apart
    assert 'differ on <bdi dir="ltr">2</bdi>' in together


def test_claims_cannot_write_markup() -> None:
    row = {
        "claim_id": "x",
        "claimant": "a",
        "matter": "<script>alert(1)</script>",
        "unit": "violations",
        "period_from": 0,
        "period_until": 1,
        "total": 1,
        "note": "<img src=x onerror=alert(1)>",
        "source": 'https://example.org/"><script>',
    }
    claims = ClaimTables(
        named_actors=NamedActors.from_rows([{"id": "a", "name": "<b>A</b>"}]),
        count_claims=CountClaims.from_rows([row]),
    )
    assert not {"script", "img", "b"} & set(Anchors(render_monitors(claims)).tags)


def test_empty_tables_still_make_a_page() -> None:
    assert "</html>" in render_monitors(ClaimTables())
    assert "</html>" in render_five_texts(ClaimTables())
