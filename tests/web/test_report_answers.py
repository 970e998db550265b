"""report.html says what is known as it is known: places, days of knowledge, answers by reading, notices."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests import report_world as world
from truceline.run import parse_as_of

pytestmark = pytest.mark.browser
Show = Callable[..., Any]


@pytest.fixture
def show(browser: Any) -> Iterator[Show]:
    """A page of the file, opened, and what its parts say."""
    pages: list[Any] = []

    def opened(path: Path, query: str = "") -> Callable[[str], str]:
        page = browser.new_page()
        pages.append(page)
        page.goto(f"file://{path}{query}")
        page.wait_for_selector("html[data-ready]", state="attached")

        def words(selector: str) -> str:
            return " ".join(str(page.inner_text(selector)).split())

        words.page = page  # type: ignore[attr-defined]
        return words

    yield opened
    for page in pages:
        page.close()


def unnamed(**more: Any) -> list[dict[str, Any]]:
    return [dict(r, place_name=None, **more) for r in world.opening_reports()]


def test_a_place_without_a_name_is_told_by_its_position(show: Show, tmp_path: Path) -> None:
    """Two claims give coordinates and no name: the headline gives them, as the table of claims does."""
    words = show(world.opening_page(tmp_path, unnamed()))
    assert "Shelling recorded at E 21.54 N 44.12." in words("h1") or "recorded at E 21.53 N 44.12." in words("h1")
    assert "unknown" not in words("h1")
    assert "position without a name ±" in words("#rows tr:first-child")
    arabic = show(tmp_path / "opening.html", "?lang=ar")
    assert arabic.page.locator("h1 bdi[dir=ltr]", has_text="44.12").count() == 1


def test_no_position_at_all_is_called_unknown_and_a_hidden_one_not_shown(show: Show, tmp_path: Path) -> None:
    """What nobody said and what is not shown are two things."""
    nowhere = unnamed(lon=None, lat=None, place_radius_m=None)
    assert "recorded, place unknown." in show(world.opening_page(tmp_path, nowhere))("h1")
    hidden = show(world.opening_page(tmp_path, unnamed(target_kind="medical_facility")))
    assert "recorded, place not shown." in hidden("h1")
    assert "44.12" not in hidden("body")


@pytest.mark.parametrize(
    ("asked", "day"),
    [
        ("2031-05-30", "30 May"),
        ("2031-05-30T22:00Z", "30 May"),
        ("2031-05-30T21:30Z", "30 May"),
        ("2031-05-30T22:30Z", "31 May"),
    ],
)
def test_the_state_of_knowledge_has_the_day_that_was_asked_for(
    show: Show, tmp_path: Path, asked: str, day: str
) -> None:
    """A day means until it is over in UTC, which is the next morning in Belgrade; midnight there ends the 30th."""
    as_of = parse_as_of(asked)
    assert as_of is not None
    words = show(world.opening_page(tmp_path, world.opening_reports(), None, as_of, True))
    assert words("#knownat") == f"as of {day} 2031" or words("#knownat") == f"as of {day}"
    assert f"State of knowledge {day} 2031." in words("body")
    assert words("#ok").startswith(day)


def test_each_reading_says_who_answers(show: Show, tmp_path: Path) -> None:
    """A violation under one reading and outside under the other: neither line stands for both."""
    changes = {
        "in_force": [
            {"from": "2031-03-10", "until": "2031-06-30", "readings": ["sketch"]},
            {"from": "2031-05-10", "until": "2031-06-30", "readings": ["published"]},
        ]
    }
    reports = [r for r in world.opening_reports() if r["report_id"] == "R-0931"]
    words = show(world.opening_page(tmp_path, reports, changes))
    told = words("#under")
    assert (
        "Reading A: Government of Orveth answers for it, for the act of Army of Orveth, if the claims are true." in told
    )
    assert "Reading B: No party answers for it under this instrument." in told
    row = words("#rows tr:first-child")
    assert "Government of Orveth" in row and "no one, under this instrument" in row
    words.page.click("#segs button:nth-child(2)")
    assert "Reading A: Government of Orveth answers" in words("#under")
    words.page.click("#rows .tog")
    assert "Reading A: Government of Orveth answers" in words("#rows tr.op")


def test_readings_that_agree_say_it_once(show: Show, tmp_path: Path) -> None:
    changes = {"in_force": [{"from": "2031-03-10", "until": "2031-03-20"}]}
    told = show(world.opening_page(tmp_path, world.opening_reports(), changes))("#under")
    assert told.count("No party answers for it under this instrument.") == 1
    assert "Reading A" not in told


def test_bars_take_a_notice_as_known_from_its_day_only(show: Show, tmp_path: Path) -> None:
    """Given on 1 April, known on 20 April: before, the term renews beyond its end on 9 April; then it ends there."""
    term = {"id": "term", "from": "2031-03-10", "for": "P31D", "renews": {"notice": "P5D"}}
    notice = {
        "on": "2031-04-01",
        "by": "ridge-front",
        "claim": "No more.",
        "effect": "gives_notice",
        "known_from": "2031-04-20",
    }
    changes = {"in_force": [term], "status_events": [notice], "areas": world.ACCORD["areas"]}
    words = show(world.opening_page(tmp_path, world.opening_reports(), changes, grid=True))

    def right_end() -> float:
        bars = "list => list.map(b => b.getBoundingClientRect().right)"
        return float(max(words.page.locator("#wins .win").evaluate_all(bars)))

    def know(day: int) -> None:
        words.page.evaluate(
            """x => { const e = document.querySelector('#k'); e.value = x;
            e.dispatchEvent(new Event('input', {bubbles: true})); }""",
            day,
        )

    late = right_end()
    know(22386)  # 17 April 2031
    assert int(words.page.input_value("#k")) < 22389
    assert right_end() > late + 20


def test_a_deadline_put_off_flips_the_answer_from_its_day_on(show: Show, tmp_path: Path) -> None:
    """Late on 14 April by what was known then; put off on the 22nd, also for the time before: the clock has a tick."""
    duty = {
        "id": "9",
        "kind": "obligation",
        "text": "Withdraw by 1 April.",
        "breached_by": ["failure_to_withdraw"],
        "due": {
            "on": "2031-04-01",
            "extensions": [{"on": "2031-05-01", "by": "sarneth", "announced": "2031-04-22", "retroactive": "yes"}],
        },
    }
    changes = {"provisions": [duty], "areas": [a for a in world.ACCORD["areas"] if a["id"] != "sector"]}
    areas = [{**a, "known_from": None, "readings": None} if a["id"] == "sector" else a for a in world.ACCORD["areas"]]
    changes |= {"areas": areas, "exclusions": []}
    (first, *_) = world.opening_reports()
    report = {**first, "act": "failure_to_withdraw", "weapon": None, "calibre_mm": None}
    words = show(world.opening_page(tmp_path, [report], changes, grid=True))
    assert "extension known" in words("#ticks")
    assert "no violation" in words(".card:first-child")
    words.page.evaluate(
        """x => { const e = document.querySelector('#k'); e.value = x;
        e.dispatchEvent(new Event('input', {bubbles: true})); }""",
        22386,  # 17 April 2031
    )
    assert "violation of 9" in words(".card:first-child")
