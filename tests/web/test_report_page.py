"""report.html in a real browser: what moves, what counts, what it never asks for."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from tests import report_world as world
from truceline.bulletins.report import render_report
from truceline.bulletins.report.build import build_report
from truceline.run import assess_table
from truceline.tables.reports import Rejects, Reports

DESK, PHONE = (1360, 900), (375, 800)
WHOLE_LINE = "outside this instrument; other law not assessed"
Open = Callable[..., "Seen"]


@dataclass
class Seen:
    """One open page, with everything it complained of or asked for."""

    page: Any
    complaints: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)

    def words(self, selector: str) -> str:
        return " ".join(str(self.page.inner_text(selector)).split())

    def move(self, selector: str, to: int) -> None:
        self.page.evaluate(
            """([s, x]) => { const e = document.querySelector(s); e.value = x;
            e.dispatchEvent(new Event('input', {bubbles: true})); }""",
            [selector, to],
        )


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("page")
    pages = {"page": render_report(world.page_data(300)), "still": render_report(world.page_data(40, grid=False))}
    for name, html in pages.items():
        (folder / f"{name}.html").write_text(html, encoding="utf-8")
    return {name: folder / f"{name}.html" for name in pages}


@pytest.fixture
def show(browser: Any, files: dict[str, Path]) -> Iterator[Open]:
    contexts: list[Any] = []

    def opened(query: str = "", size: tuple[int, int] = DESK, path: Path | None = None, **options: Any) -> Seen:
        context = browser.new_context(viewport={"width": size[0], "height": size[1]}, **options)
        contexts.append(context)
        seen = Seen(context.new_page())
        seen.page.on("console", lambda m: seen.complaints.append(m.text))
        seen.page.on("pageerror", lambda e: seen.complaints.append(str(e)))
        seen.page.on("request", lambda r: seen.requests.append(r.url))
        seen.page.goto(f"file://{path or files['page']}{query}")
        if options.get("java_script_enabled", True):
            seen.page.wait_for_selector("html[data-ready]", state="attached")
        return seen

    yield opened
    for context in contexts:
        context.close()


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
@pytest.mark.parametrize("language", ["en", "ar", "ru"])
def test_opens_without_complaint_request_or_sideways_scroll(show: Open, language: str, size: tuple[int, int]) -> None:
    """In every language and width: no console message, one file asked for, no horizontal scroll."""
    seen = show(f"?lang={language}", size)
    assert seen.complaints == []
    assert len(seen.requests) == 1 and seen.requests[0].startswith("file://")
    assert seen.page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_opens_on_one_incident_with_its_answer(show: Open) -> None:
    """The first screen holds the incident, the computed headline and both readings' findings."""
    seen = show()
    assert "Shelling recorded at Karvin Bridge." in seen.words("h1")
    assert "turns on a border nobody published" in seen.words("#turn")
    cards = [" ".join(t.split()) for t in seen.page.locator(".card").all_inner_texts()]
    assert "covered violation of 2.1 " in cards[0] and "cannot tell border unpublished" in cards[1]
    assert seen.page.locator("#inc").bounding_box()["y"] < DESK[1]


def test_moving_what_was_known_flips_finding_trace_card_and_map(show: Open) -> None:
    """Before the sketch map arrived nobody could tell: card, answer on the button, trace row and border all follow."""
    seen = show()
    known = int(seen.page.input_value("#k"))
    before = (seen.words("#cards"), seen.words("#trace"), seen.words("#segs"))
    assert seen.page.locator("#map g[data-style=band]").count() == 1
    seen.page.click("#tries .chip:nth-of-type(2)")
    assert int(seen.page.input_value("#k")) < known
    after = (seen.words("#cards"), seen.words("#trace"), seen.words("#segs"))
    assert all(a != b for a, b in zip(before, after, strict=True))
    assert "cannot tell" in seen.words(".card:first-child .word")
    assert "flip" in seen.page.get_attribute(".card:first-child", "class")
    assert seen.page.locator("#map g[data-style=band]").count() == 0
    assert seen.page.locator("#map g[data-style=haze]").count() == 1
    assert "Nobody can yet tell" in seen.words("#turn")


def test_moving_when_it_happened_falls_outside_and_comes_back(show: Open) -> None:
    """Dated before the accord it lies outside, always with the whole line; 'as recorded' brings everything back."""
    seen = show()
    first, recorded = seen.words("#inc"), int(seen.page.input_value("#d"))
    seen.move("#d", recorded - 40)
    assert "what if dated" in seen.words("#kick")
    for card in seen.page.locator(".card").all_inner_texts():
        assert WHOLE_LINE in card
    assert seen.words("#trace li.dec .q").startswith("In force on that date?")
    assert "other law not assessed" in seen.words("#turn")
    seen.page.click("#tries .chip:first-of-type")
    assert seen.words("#inc") == first


def test_the_event_never_passes_what_was_known(show: Open) -> None:
    """Only past incidents are assessed: neither handle can cross the other."""
    seen = show()
    low, high = int(seen.page.get_attribute("#d", "min")), int(seen.page.get_attribute("#d", "max"))
    for day in range(low, high + 1, 7):
        for selector in ("#k", "#d"):
            seen.move(selector, day)
            assert int(seen.page.input_value("#d")) <= int(seen.page.input_value("#k"))
    assert seen.complaints == []


def test_choosing_a_reading_moves_the_totals_and_the_selected_card(show: Open) -> None:
    """The other reading has other totals; its card is the marked one; totals are never the sum of both."""
    seen = show()
    first = seen.words("#totals")
    seen.page.click("#segs button:nth-child(2)")
    assert seen.words("#totals") != first and "Under reading B" in seen.words("#totals")
    assert seen.page.get_attribute(".card:nth-child(2)", "data-on") == "1"
    assert seen.page.get_attribute(".card:nth-child(1)", "data-on") == "0"


def test_one_deciding_row_is_marked(show: Open) -> None:
    """The condition on which the readings differ is the one marked row."""
    seen = show()
    assert seen.page.locator("#trace > ol > li.dec").count() == 1
    assert "decides both readings" in seen.words("#trace li.dec")


def every_number(seen: Seen) -> list[tuple[str, int]]:
    links = seen.page.locator("a.count[data-n]")
    found = links.evaluate_all("list => list.map(a => [a.getAttribute('href'), +a.dataset.n])")
    return list(dict.fromkeys((href, n) for href, n in found))


@pytest.mark.parametrize("reading", [0, 1])
def test_every_number_opens_a_list_that_counts_the_same(show: Open, reading: int) -> None:
    """Each linked number of totals, map, matrix and reasons equals the count of the list it opens, brushed or not."""
    seen = show()
    seen.page.click(f"#segs button:nth-child({reading + 1})")
    for brush in (None, 20):
        if brush is not None:
            seen.move("#b0", brush)
        numbers = every_number(seen)
        assert len(numbers) > 15
        for href, n in numbers:
            seen.page.evaluate("href => { location.hash = href }", href)
            seen.page.wait_for_function("h => decodeURIComponent(location.hash) === decodeURIComponent(h)", arg=href)
            seen.page.wait_for_function(
                "([n]) => document.querySelector('#listcount').dataset.n === String(n)", arg=[n], timeout=3000
            )


def test_rows_under_a_number_are_all_there(show: Open) -> None:
    """Showing more to the end lists exactly as many rows as the number said."""
    seen = show()
    href, n = next((h, n) for h, n in every_number(seen) if h == "#list/out=v")
    seen.page.click(f"a.count[href='{href}'] >> nth=0")
    while seen.page.is_visible("#more"):
        seen.page.click("#more")
    assert seen.page.locator("#rows > tr:not(.op)").count() == n
    assert all("violation" in t for t in seen.page.locator("#rows > tr td.fsel").all_inner_texts())


def test_a_row_opens_its_trace_by_keyboard(show: Open) -> None:
    """Tab to a row, Enter opens the trace with its deciding condition and claims, Enter closes it."""
    seen = show("#list/out=u")
    seen.page.focus("#rows tr:first-child .tog")
    seen.page.keyboard.press("Enter")
    assert seen.page.locator("#rows tr.op .tr li.dec").count() >= 1
    assert seen.page.locator("#rows tr.op .voices li").count() >= 1
    assert seen.page.get_attribute("#rows tr:first-child .tog", "aria-expanded") == "true"
    seen.page.keyboard.press("Enter")
    assert seen.page.locator("#rows tr.op").count() == 0


def test_filters_narrow_and_say_so(show: Open) -> None:
    """Claimant, coverage, reason and text narrow together; each leaves a chip that takes it away again."""
    seen = show()
    everything = int(seen.page.get_attribute("#listcount", "data-n"))
    seen.page.select_option("[data-f=cov]", "u")
    some = int(seen.page.get_attribute("#listcount", "data-n"))
    seen.page.fill("[data-f=q]", "hollin")
    seen.page.wait_for_function("n => +document.querySelector('#listcount').dataset.n < n", arg=some)
    assert 0 < some < everything
    assert seen.page.locator("#chips .chip").count() == 2
    seen.page.fill("[data-f=q]", "zzzz")
    seen.page.wait_for_selector("#rows .empty")
    assert "That is not calm" in seen.words("#rows")
    for _ in range(2):
        seen.page.click("#chips .chip >> nth=0")
    assert int(seen.page.get_attribute("#listcount", "data-n")) == everything


def test_another_instrument_has_its_own_totals(show: Open) -> None:
    """Switching the instrument changes what is counted; an instrument with one reading shows no letters."""
    seen = show()
    first = seen.words("#totals")
    seen.page.select_option("#inst", "1")
    assert seen.words("#totals") != first
    assert "reading" not in seen.words("#totals").lower()
    assert seen.page.locator("#lshead th").count() == 7
    assert "turns on a border" in seen.words("#turn")


def test_rejected_rows_are_listed_by_code(show: Open) -> None:
    """Each code's count equals the rows that it opens."""
    seen = show()
    for box in seen.page.locator("#rejectlist details").all():
        box.locator("summary").click()
        said = re.search(r"(\d+) rows?", box.locator("summary").inner_text())
        assert said is not None
        assert box.locator("li").count() == int(said[1])


def test_the_clocks_work_by_keyboard(show: Open) -> None:
    """Arrow keys move the handles, and what they say is read out as a date."""
    seen = show()
    seen.page.focus("#d")
    before = seen.page.input_value("#d")
    seen.page.keyboard.press("ArrowLeft")
    assert int(seen.page.input_value("#d")) == int(before) - 1
    assert re.match(r"\d+\sApr\s2031", seen.page.get_attribute("#d", "aria-valuetext"))
    seen.page.focus("#b0")
    seen.page.keyboard.press("ArrowRight")
    assert "2 Mar" in seen.words("#brushed")


def test_skip_link_is_first_and_everything_has_a_name(show: Open) -> None:
    """The first tab stop skips to the incident; no control is without a name."""
    seen = show()
    seen.page.keyboard.press("Tab")
    assert seen.page.evaluate("document.activeElement.className") == "skip"
    nameless = seen.page.evaluate(
        """() => [...document.querySelectorAll('button,input,select,a')].filter(e => !e.closest('[hidden]')).filter(e =>
        !(e.textContent.trim() || e.getAttribute('aria-label') || e.closest('label') ||
          (e.id && document.querySelector(`label[for="${e.id}"]`)))).map(e => e.outerHTML.slice(0, 120))"""
    )
    assert nameless == []


def test_arabic_mirrors_and_keeps_numbers_whole(show: Open) -> None:
    """Right to left, in Arabic words; coordinates, times and counts stay left to right; axes are not mirrored."""
    seen = show("?lang=ar")
    root = seen.page.evaluate("[document.documentElement.lang, document.documentElement.dir]")
    assert root == ["ar", "rtl"]
    assert "جسر كارفين" in seen.words("h1")
    assert seen.words("#hk") == "ساعتان وقراءتان"
    bare = seen.page.evaluate(
        """() => { const out = [], walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
        for (let n; (n = walk.nextNode());) { const e = n.parentElement;
          const exempt = 'script,style,noscript,svg,option,.quote,bdi,[dir=ltr],title';
          if (!/\\d/.test(n.data) || e.closest(exempt)) continue;
          out.push(n.data); } return out; }"""
    )
    assert bare == []
    cell = seen.page.locator("#pair td bdi[dir=ltr]", has_text="21.54").first
    assert "44.12" in cell.inner_text()
    assert seen.page.evaluate("getComputedStyle(document.querySelector('.track')).direction") == "ltr"
    english = re.findall(r"[A-Za-z]{4,}", seen.words("#trace"))
    assert set(english) <= {"Ridge", "Front", "Text", "signed", "Sketch", "commission"}


def test_words_follow_the_language_without_reload(show: Open) -> None:
    """Three languages on buttons; the page says which it is in."""
    seen = show()
    seen.page.click("#langs [lang=ru]")
    assert "Карвинский мост" in seen.words("h1")
    seen.page.click("#langs [lang=en]")
    assert "Karvin Bridge" in seen.words("h1")
    assert seen.complaints == []


def test_theme_follows_the_system_and_the_button(show: Open) -> None:
    """Dark by system, light by button; ink on paper stays readable in both."""
    seen = show(color_scheme="dark")
    paper = "getComputedStyle(document.body).backgroundColor"
    assert seen.page.evaluate(paper) == "rgb(17, 22, 26)"
    seen.page.click("#theme")
    assert seen.page.evaluate(paper) == "rgb(246, 246, 242)"


def test_nothing_moves_when_motion_is_unwanted(show: Open) -> None:
    """Under reduced motion a flip changes without a flash."""
    seen = show(reduced_motion="reduce")
    seen.page.click("#tries .chip:nth-of-type(2)")
    assert seen.page.evaluate("getComputedStyle(document.querySelector('.card.flip')).animationName") == "none"


def test_a_source_cannot_run_code(show: Open) -> None:
    """Markup in a quote is shown as text."""
    seen = show()
    assert "</script><script>alert(1)" in seen.words("#pair").replace("> <", "><")
    assert seen.page.locator("#pair script, #pair b b").count() == 0


def test_prints_with_its_hatches_and_without_controls(show: Open) -> None:
    """On paper: light ground, no buttons to press, no links underlined."""
    seen = show("?theme=dark")
    seen.page.emulate_media(media="print")
    assert seen.page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    for selector in ("#theme", ".filters", ".try", "#langs"):
        assert not seen.page.is_visible(selector)


def test_without_scripts_the_finding_can_be_read(show: Open) -> None:
    """Scripts off: the incident, both findings, the trace and the totals stand as text."""
    seen = show(java_script_enabled=False)
    assert "Reading A: the sketch map binds: assessed as violation" in seen.words("noscript")
    assert "Inside Hollin Sector?" in seen.words("noscript")


def test_a_page_without_computed_dates_says_so(show: Open, files: dict[str, Path]) -> None:
    """No what-ifs were handed in: the handles rest, the readings still switch."""
    seen = show(path=files["still"])
    assert seen.page.is_disabled("#d") and seen.page.is_disabled("#k")
    assert "not computed" in seen.words("#clocknote")
    seen.page.click("#segs button:nth-child(2)")
    assert "Under reading B" in seen.words("#totals")


def test_an_empty_run_opens(show: Open, tmp_path: Path) -> None:
    """No reports at all: the page opens, shows how it counts, and does not complain."""
    items, actors = [world.loaded()], world.registry()
    assessed = assess_table(Reports.empty(), items, actors, world.AS_OF)
    built = build_report(assessed.findings, assessed.reports, items, actors, Rejects.empty(), world.AS_OF)
    (tmp_path / "empty.html").write_text(render_report(built), encoding="utf-8")
    seen = show(path=tmp_path / "empty.html")
    assert seen.complaints == []
    assert "How we count" in seen.words("#main")


def test_bars_of_force_say_both_where_both_readings_hold(show: Open, tmp_path: Path) -> None:
    """Two windows of two readings over the same days are one bar of both; a reading stands alone only where it does."""
    one, other = (r["id"] for r in world.ACCORD["readings"][:2])
    windows = [
        {"from": "2031-03-10", "until": "2031-06-30", "readings": [one]},
        {"from": "2031-03-10", "until": "2031-05-10", "readings": [other]},
        {"from": "2031-05-12", "until": "2031-06-30", "readings": [other]},
    ]
    seen = show(path=world.opening_page(tmp_path, world.opening_reports(), {"in_force": windows}))
    bars = [" ".join(w.split()) for w in seen.page.locator("#wins .win").all_text_contents()]
    assert [w.endswith("in force") for w in bars] == [True, False, True]
    assert bars[1] == "in force under A only"


def test_a_protected_target_is_not_drawn(show: Open, tmp_path: Path) -> None:
    """A claimed clinic has neither map nor coordinates on the page."""
    reports = [dict(r, target_kind="medical_facility", admin2="Ost district") for r in world.opening_reports()]
    seen = show(path=world.opening_page(tmp_path, reports))
    assert seen.page.locator("#map svg").count() == 0
    assert "protected kind of site" in seen.words("#map") and "Ost district" in seen.words("#pair")
    assert "44.12" not in seen.words("body")


def test_five_thousand_incidents_open_whole(show: Open, tmp_path: Path) -> None:
    """With 5,000 incidents the file stays under 10 MB and all of them are counted; bench/report_page.py times it."""
    html = render_report(world.page_data(5000))
    assert len(html.encode()) < 10_000_000
    (tmp_path / "large.html").write_text(html, encoding="utf-8")
    seen = show(path=tmp_path / "large.html")
    assert seen.complaints == []
    assert re.sub(r"\D", "", seen.words("#listcount")) == "5001"  # with the one that the page opens on


@pytest.mark.parametrize(("zone", "said"), [("Etc/GMT-2", "UTC+2"), ("Etc/GMT+5", "UTC−5"), ("Etc/UTC", "UTC")])
def test_a_fixed_zone_is_shown_by_its_real_offset(
    show: Open, files: dict[str, Path], tmp_path: Path, zone: str, said: str
) -> None:
    """IANA reverses the sign of Etc/GMT zones; read as they stand they would move every time by twice the offset."""
    html = files["still"].read_text(encoding="utf-8")
    assert "Europe/Belgrade" in html
    (tmp_path / "zone.html").write_text(html.replace("Europe/Belgrade", zone), encoding="utf-8")
    assert f"times in {said}" in show(path=tmp_path / "zone.html").words("#kick")
