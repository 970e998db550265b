"""One case from the phone to the finding, in real browsers on the real server."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest


def wait_for(page: Any, selector: str, text: str) -> None:
    """Load the page again until the background work has come so far."""
    for _ in range(120):
        if text in page.locator(selector).first.inner_text():
            return
        page.wait_for_timeout(1000)
        page.reload()
    pytest.fail(f"{text!r} did not appear: {page.inner_text('main')[:400]}")


def test_a_report_becomes_a_verified_finding_by_four_people(visit: Callable[..., Any]) -> None:
    """Filed on a phone, triaged, proposed by one, agreed by another, issued by a third; the guarantor still waits."""
    rana = visit("rana", "ar", 375)
    base = rana.url.split("/reports")[0]
    rana.goto(base + "/intake/report/")
    rana.select_option("#act", "artillery_fire")
    rana.fill("#day", "2030-05-20")
    rana.fill("#time_from", "14:00")
    rana.fill("#place_name", "Karse Bridge")
    rana.fill("#claimed_initiator", "Highland Guard")
    rana.fill("#text", "Two shells by the fourth pier. Example.")
    rana.click("button.main")
    rana.check("input[value=karse-bridge]")
    rana.click("button.main")
    rana.wait_for_selector("h1:has-text('محفوظ')")  # sent by the page itself, which then opens the receipt

    miro = visit("miro")
    miro.goto(base + "/incidents/?q=Karse")
    wait_for(miro, "main", "2030-05-20 12:00")
    miro.click("tbody a:has-text('2030-05-20')")
    wait_for(miro, "main", "Lyne Accord")
    address = miro.url
    miro.click("button:has-text('I work on it')")
    miro.click("button[value=triaged]")
    miro.click("button[value=under_verification]")

    vera = visit("vera")
    vera.goto(address)
    vera.select_option("#conclusion", "verified")
    vera.select_option("#proof", "clear_and_convincing")
    vera.fill("#propose-text", "Visited the pier. Example.")
    vera.click("button[value=propose]")
    assert "A second person has to agree" in vera.inner_text("main")
    assert vera.locator("button[value=agree]").count() == 0

    viktor = visit("viktor", "ar", 375)
    viktor.goto(address)
    assert viktor.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    in_sight(viktor, "#decide blockquote")
    assert "Visited the pier" in viktor.inner_text("#decide")
    viktor.click("button[value=agree]")
    assert viktor.inner_text("#state") == "متحقَّق منه"

    olga = visit("olga")
    olga.goto(address)
    wait_for(olga, ".card", "clear and convincing")
    assert olga.locator(".card").count() == 5 and olga.locator(".trace li.dec").count() >= 1
    olga.click("button[value=assessed]")
    assert olga.inner_text("#state") == "assessed"
    assert "Lyne Accord: The sketch map binds: from" in olga.inner_text(".history")
    olga.click("a[href='#steps']")

    sarn = visit("sarn")
    assert sarn.locator("tbody tr").count() == 0
    assert "That is not calm" in sarn.inner_text(".empty")


def in_sight(page: Any, words: str) -> None:
    """Nothing that ``words`` selects is shrunk to a dot, though the document holds its text."""
    boxes = page.locator(words).evaluate_all("all => all.map(e => e.getBoundingClientRect().toJSON())")
    assert boxes and all(b["width"] > 100 and b["height"] > 15 for b in boxes), (page.url, words, boxes)


def test_a_party_answers_what_the_mission_asks(visit: Callable[..., Any]) -> None:
    """The officer asks at a desk, the liaison answers on a phone in Arabic: question, state and answer meet."""
    miro = visit("miro")
    base = miro.url.split("/incidents")[0]
    miro.goto(base + "/incidents/?state=reported")
    wait_for(miro, "main table", "Act")
    miro.click("tbody a >> nth=0")
    address = miro.url
    miro.click("button[value=triaged]")
    miro.click("button[value=under_verification]")

    olga = visit("olga")
    olga.goto(address)
    olga.select_option("#party", "council")
    olga.fill("#ask-text", "Which units were on duty in the district? Example.")
    assert "nothing else" in olga.inner_text("#ask-warning")
    olga.click("button[value=ask]")
    assert "Which units were on duty" in olga.inner_text(".asked")
    in_sight(olga, ".asked blockquote")
    assert olga.inner_text("#state") == "under verification"

    hedda = visit("hedda", "ar", 375)
    assert hedda.url.endswith("/questions/") and hedda.locator("#reminder b").count() == 1
    with hedda.expect_navigation():
        hedda.click("tbody tr:has-text('Which units were on duty') a")
    assert hedda.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    assert hedda.locator(f"a[href*='{address.rstrip('/').rsplit('/', 1)[1]}']").count() == 0
    hedda.fill("#answer-text", "لم يكن أحد هناك. مثال.")
    hedda.click("button[value=answer]")
    assert "لم يكن أحد هناك" in hedda.inner_text(".asked")
    in_sight(hedda, ".asked blockquote")

    olga.reload()
    assert "لم يكن أحد هناك" in olga.inner_text(".asked")
    assert "answered for the party" in olga.inner_text(".history")


def test_two_people_judge_pairs_by_keys(visit: Callable[..., Any]) -> None:
    """One judges with a key and takes it back; a second person, in Arabic on a phone, is asked then."""
    vera = visit("vera")
    base = vera.url.split("/incidents")[0]
    vera.goto(base + "/judge/")
    wait_for(vera, "main", "open pair")
    left = vera.locator("input[name=left]").input_value()
    assert vera.locator(".pairwise article").count() == 2 and vera.locator(".clues tr").count() > 0
    in_sight(vera, ".pairwise blockquote")
    vera.focus("#note")
    vera.keyboard.type("sud")  # typed words are no verdict
    assert vera.locator("input[name=left]").input_value() == left
    vera.fill("#note", "")
    vera.locator("h1").click()
    with vera.expect_navigation():
        vera.keyboard.press("u")
    first = vera.locator("input[name=left]")
    assert first.count() == 0 or vera.locator("button[data-key=z]").count() == 1

    viktor = visit("viktor", "ar", 375)
    viktor.goto(base + "/judge/")
    assert viktor.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    shown = viktor.locator("input[name=left],input[name=right]").evaluate_all("all => all.map(i => i.value)")
    with vera.expect_navigation():
        vera.keyboard.press("z")
    viktor.reload()
    again = viktor.locator("input[name=left],input[name=right]").evaluate_all("all => all.map(i => i.value)")
    assert again != shown and left in again
    with viktor.expect_navigation():
        viktor.keyboard.press("d")
    assert viktor.locator("button[data-key=z]").count() == 1


def test_two_people_correct_a_report(visit: Callable[..., Any]) -> None:
    """One reads at a desk what would follow and proposes; a second confirms on a phone in Arabic; the history tells."""
    miro = visit("miro")
    base = miro.url.split("/incidents")[0]
    wait_for(miro, "main table", "Act")
    vera = visit("vera")
    vera.goto(base + "/incidents/?state=reported")
    for link in vera.locator("tbody a").evaluate_all("all => all.map(a => a.href)"):
        vera.goto(link)  # one whose reports can be corrected by her
        if vera.locator("a[href*='/correct/']").count():
            break
    address = vera.url
    wait_for(vera, "main", "Why: every condition")
    vera.click("a[href*='/correct/'] >> nth=0")
    vera.fill("#f-occurred_from", "2029-01-10T10:00")
    vera.fill("#f-occurred_until", "2029-01-10T11:00")
    vera.fill("#reason", "The log of the post has another year. Example.")
    vera.click("button[value=see]")
    assert vera.input_value("#reason").startswith("The log") and vera.locator(".changes tr.matters").count() >= 1
    vera.click("button[value=propose]")
    assert "a correction waits for a second person" in vera.inner_text("main")

    viktor = visit("viktor", "ar", 375)
    viktor.goto(address)
    viktor.click(".corrected a")
    assert viktor.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    viktor.click("button[value=confirmed]")
    assert viktor.url == address and "صحَّح" in viktor.inner_text("#main")

    vera.reload()
    assert "confirmed a correction" in vera.inner_text(".history")
    assert "The log of the post has another year" in vera.inner_text(".history")
    vera.click(".corrected a >> nth=0")
    vera.click("a[href='?withdraw=1']")
    vera.fill("#withdraw-text", "It had the year right. Example.")
    vera.click("button[value=withdraw]")
    viktor.reload()
    viktor.click("a:has-text('تصحيح ينتظر شخصاً ثانياً')")
    viktor.click("button[value=confirmed]")
    assert viktor.locator(".corrected").count() == 0

    vera.goto(address)
    vera.locator(".history li", has_text="confirmed a correction").first.locator("a.tiny").first.click()
    assert "Nothing can be changed here" in vera.inner_text("#then") and "2029-01-10" in vera.inner_text("h1")
    assert vera.locator(".corrected").count() == 1 and vera.locator("main form[method=post]").count() == 0
    vera.click("#then a")
    assert vera.url == address and vera.locator("#then").count() == 0 and "2029-01-10" not in vera.inner_text("h1")


def test_two_people_weigh_hypotheses_by_keys(visit: Callable[..., Any]) -> None:
    """One names two and marks a report with the keyboard alone; another, in Arabic on a phone, sees it differently."""
    miro = visit("miro")
    base = miro.url.split("/incidents")[0]
    miro.goto(base + "/incidents/?state=reported")
    wait_for(miro, "main table", "Act")
    miro.click("tbody a >> nth=-1")
    miro.click("button[value=triaged]")
    miro.click("button[value=under_verification]")
    miro.click("a:has-text('Name and weigh hypotheses')")
    address = miro.url
    for name in ("Example group A", "Example group B"):
        miro.fill("#name", name)
        miro.keyboard.press("Enter")
        miro.wait_for_selector(f".weighing th:has-text('{name}')")
    miro.focus(".weighing tbody th a >> nth=0")
    miro.keyboard.press("Enter")
    miro.wait_for_selector("#weigh-form")
    miro.focus("#weigh-form input[type=radio] >> nth=0")
    miro.keyboard.press("ArrowDown")  # from consistent to inconsistent
    miro.keyboard.press("Tab")
    miro.keyboard.type("Out of range. Example.")
    miro.keyboard.press("Enter")
    miro.wait_for_selector(".mark.inconsistent")
    assert miro.locator(".against").all_inner_texts() == ["1", "0"]

    viktor = visit("viktor", "ar", 375)
    viktor.goto(address)
    viktor.click(".weighing tbody th a >> nth=0")
    assert viktor.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    viktor.check("#weigh-form input[value=consistent] >> nth=0")
    viktor.fill("#weigh-form input[name^=reason] >> nth=0", "المدى يكفي. مثال.")
    viktor.click("button[value=weigh]")
    assert viktor.locator(".mark").count() == 2 and "محل خلاف" in viktor.inner_text(".weighing tfoot")
    miro.reload()
    assert "المدى يكفي" in miro.inner_text(".weighing")


def test_the_list_is_worked_by_keys(visit: Callable[..., Any]) -> None:
    """j, k and x choose two, both are taken after a look at them; a view is shared, and opened by another in Arabic."""
    miro = visit("miro")
    base = miro.url.split("/incidents")[0]
    wait_for(miro, "main table", "Act")
    miro.goto(base + "/incidents/?act=")
    miro.focus("#q")
    miro.keyboard.type("jx")  # typed words are no keys
    assert miro.input_value("#q") == "jx" and miro.inner_text("#chosen") == "0"
    miro.fill("#q", "")
    miro.goto(base + "/incidents/")
    for key in "jxjjxk":  # the first and the third; back on the second
        miro.keyboard.press(key)
    assert miro.inner_text("#chosen") == "2"
    here = miro.evaluate("document.activeElement.href")
    assert here == miro.locator("#results tbody th a").nth(1).evaluate("a => a.href")
    miro.keyboard.press("?")
    assert miro.locator("#keys[open]").count() == 1
    miro.click("#bulk button[value=take]")
    assert miro.inner_text("#count").startswith("2") and miro.locator("main li").count() == 2
    miro.click("button.main[value=take]")
    assert "Done: 2" in miro.inner_text("#outcome")
    miro.click("a.button")
    for row in (0, 2):
        assert "Miro" in miro.locator("#results tbody tr").nth(row).inner_text()
    miro.keyboard.press("j")
    with miro.expect_navigation():
        miro.keyboard.press("o")
    assert "/incidents/inc-" in miro.url

    miro.goto(base + "/incidents/")
    with miro.expect_response("**/incidents/?*"):
        miro.select_option("#state", "reported")
    miro.wait_for_url("**/incidents/?*state=reported*")
    miro.click("#save summary")
    miro.fill("#view-name", "Newly reported")
    miro.check("#save input[name=shared]")
    miro.click("#save button[value=save]")
    vera = visit("vera", "ar", 375)
    vera.goto(base + "/incidents/")
    vera.click("#saved a:has-text('Newly reported')")
    assert vera.input_value("#state") == "reported"
    assert vera.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    vera.locator("#keys summary").click()
    vera.uncheck("#keys-on")
    vera.locator("h1").click()
    vera.keyboard.press("j")
    assert vera.evaluate("document.activeElement.closest('tbody')") is None
