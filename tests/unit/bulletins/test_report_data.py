"""What the page is given: everything it counts, and nothing it must never hold."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections import Counter
from datetime import timedelta
from functools import lru_cache

import pytest

from tests import report_world as world
from truceline.agreement.clock import moment
from truceline.bulletins.report import PageData, Spotlight, render_report
from truceline.bulletins.report.build import build_report, default_spotlight, state_letter
from truceline.bulletins.report.instruments import known_minute
from truceline.bulletins.report.render import CATALOGUES, asset, page_title, script_text
from truceline.run import assess_table, knowledge_steps
from truceline.tables.reports import Rejects, Reports
from truceline.vocabulary import terms


@lru_cache(maxsize=1)
def data() -> PageData:
    return world.page_data(150)


@lru_cache(maxsize=1)
def page() -> str:
    return render_report(data())


def small(reports: list[dict[str, object]], spotlight: Spotlight | None = None) -> PageData:
    items, actors = [world.loaded()], world.registry()
    assessed = assess_table(Reports.from_rows(reports), items, actors, world.AS_OF)
    return build_report(assessed.findings, assessed.reports, items, actors, Rejects.empty(), world.AS_OF, spotlight)


def test_every_finding_is_on_the_page_with_its_whole_trace() -> None:
    """Interning loses nothing: each finding's coverage, outcome and conditions come back as the engine gave them."""
    rows = world.opening_reports() + world.other_reports(60)
    items, actors = [world.loaded(), world.second()], world.registry()
    findings = assess_table(Reports.from_rows(rows), items, actors, world.AS_OF).findings
    built = build_report(findings, Reports.from_rows(rows), items, actors, Rejects.empty(), world.AS_OF)
    index = {(p.id, r.id): (i, j) for i, p in enumerate(built.instruments) for j, r in enumerate(p.readings)}
    for finding in findings.to_pylist():
        i, j = index[finding["agreement_id"], finding["reading"]]
        verdict = built.verdicts[built.findings[i][j][built.incidents.id.index(finding["incident_id"])]]
        assert [built.strings[p] for p in verdict[4]] == finding["provision_ids"]
        told = [
            (built.strings[r[0]], built.strings[r[3]], r[4], bool(r[9])) for r in (built.rows[n] for n in verdict[11])
        ]
        states = ("met", "not_met", "cannot_tell")
        expected = [(r["condition"], r["value"], states.index(r["state"]), r["decides"]) for r in finding["reasons"]]
        assert told == expected


def test_a_source_cannot_break_out_of_the_page() -> None:
    """A quote with script tags stays text: the only script elements are the page's own three."""
    html = page()
    assert html.count("<script") == html.count("</script>") == 3
    assert "alert(1)</script>" not in html
    embedded = re.search(r'<script type="application/json" id="data">(.*?)</script>', html, re.S)
    assert embedded is not None
    quotes = [c["quote"] for c in json.loads(embedded[1])["spotlight"]["claims"]]
    assert any(q and "</script><script>alert(1)" in q for q in quotes)


def test_line_separators_and_markup_are_escaped_in_the_data() -> None:
    """Characters that end a script or a line in old parsers never stand raw in the embedded data."""
    reports = world.opening_reports()
    reports[0]["place_name"] = "a\u2028b<!--&c"
    text = small(reports).as_json()
    assert not set("<>&\u2028\u2029") & set(text)
    assert "a\u2028b<!--&c" in json.loads(text)["strings"]


def test_policy_names_the_hashes_of_the_inline_parts() -> None:
    """The content-security policy allows these very bytes and no unsafe-inline."""
    html = page()
    policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]+)"', html)
    assert policy is not None
    assert "unsafe" not in policy[1] and "default-src 'none'" in policy[1]
    for tag, key in (("style", "style-src"), ("script", "script-src")):
        body = re.findall(rf"<{tag}>(.*?)</{tag}>", html, re.S)[-1]
        digest = base64.b64encode(hashlib.sha256(body.encode()).digest()).decode()
        assert f"{key} 'sha256-{digest}'" in policy[1]


def test_no_inline_style_or_handler_and_no_address_outside() -> None:
    """Nothing the policy would block is written, and the only address is the name of SVG."""
    html = re.sub(r"<script.*?</script>", "", page(), flags=re.S)
    assert not re.search(r"<[^>]+\s(?:style|on\w+)=", html)
    assert set(re.findall(r"https?://[^'\"\s)]+", page())) <= {"http://www.w3.org/2000/svg"}


def test_closed_compartments_are_counted_and_nowhere_named() -> None:
    """An incident with a report in a closed compartment is left out whole: neither its words nor its other reports."""
    html = page()
    assert (data().withheld_incidents, data().withheld_reports) == (1, 2)
    for secret in ("SECRET-1", "caller 17", "Quiet Street", "H-2"):
        assert secret not in html


def test_what_must_never_be_drawn_is_not_in_the_data() -> None:
    """Site rings, sites of the registry and the raw text of rejected rows are absent from the file."""
    html = page()
    for hidden in ("Site ring", "Clinic of Ost", '"raw"', "secret"):
        assert hidden not in html


def test_carve_outs_are_neither_drawn_nor_named_as_areas() -> None:
    """An area that a combined area leaves out has no layer; what is left in has."""
    areas = [
        *world.ACCORD["areas"],
        {"id": "net", "name": "Net area", "shape": "combined", "include": ["upper"], "exclude": ["plain"]},
    ]
    item = world.loaded({"areas": areas, "scope": {"areas": ["net"]}})
    reports = Reports.from_rows(world.opening_reports() + world.other_reports(30))
    findings = assess_table(reports, [item], world.registry(), world.AS_OF).findings
    built = build_report(findings, reports, [item], world.registry(), Rejects.empty(), world.AS_OF)
    assert built.overview is not None
    names = json.dumps([vars(layer) for layer in built.overview.layers[item.agreement.id]])
    assert "Upper Valley" in names
    assert "Lower plain" not in names


def test_a_protected_target_has_no_place() -> None:
    """A claim about a clinic opens without circle, coordinates or quote; its district is all that is named."""
    reports = world.opening_reports()
    for report in reports:
        report |= {"target_kind": "medical_facility", "admin2": "Ost district"}
    built = small(reports, Spotlight(world.OPENING, "hollin-2031"))
    assert built.spotlight is not None
    assert built.spotlight.map is None and built.spotlight.withheld_place
    assert "Karvin Bridge" not in built.as_json()
    assert all(c.quote is None for c in built.spotlight.claims)
    assert not [r for r in built.spotlight.rows if r.key == "where" and "lon" in json.dumps(r.left)]


def test_no_coordinate_of_other_incidents_is_embedded() -> None:
    """Other incidents have a fixed cell of a quarter degree or more, and no longitude anywhere."""
    incidents = vars(data().incidents)
    assert "lon" not in incidents and "lat" not in incidents
    assert data().overview is not None and data().overview.step >= 0.25


def test_the_opening_incident_is_chosen_by_rule() -> None:
    """Without a wish the page opens on the incident that readings and claimants contest most, whatever the order."""
    reports = world.opening_reports() + world.other_reports(80)
    items, actors = [world.loaded()], world.registry()
    assessed = assess_table(Reports.from_rows(reports), items, actors, world.AS_OF)
    table = assessed.reports
    assert default_spotlight(assessed.findings, table, items, actors) == (world.OPENING, "hollin-2031")
    turned = table.take(list(reversed(range(table.num_rows))))
    assert default_spotlight(assessed.findings, turned, items, actors) == (world.OPENING, "hollin-2031")


def test_claims_that_contradict_stand_in_order_of_receipt() -> None:
    """Two parties' claims are the pair; the earlier received is left; silence and other units are no contradiction."""
    opening = data().spotlight
    assert opening is not None
    left, right = (opening.claims[i] for i in opening.pair)
    assert (left.report_id, right.report_id) == ("R-0931", "R-0944")
    signs = {r.key: r.sign for r in opening.rows}
    assert signs["when"] == signs["where"] == "same"
    assert signs["count"] == signs["actor"] == signs["weapon"] == "differs"


def test_rejects_are_counted_by_code() -> None:
    """Every rejected row is counted under its code."""
    assert {r.code: (r.count, len(r.rows)) for r in data().rejects} == {"E-REP-004": (6, 6), "E-REP-008": (1, 1)}


def test_the_two_clocks_only_hold_answers_of_the_engine() -> None:
    """Each what-if is a finding that was handed in, and none lies after its state of knowledge has given way."""
    opening = data().spotlight
    assert opening is not None and len(opening.what_ifs) > 300
    steps = sorted({known for _, known, _, _ in opening.what_ifs})
    until = dict(zip(steps, [*steps[1:], steps[-1]], strict=True))
    for day, known, _, verdict in opening.what_ifs:
        assert day * 1440 <= until[known] + 1440, "a state of knowledge lasts until the next"
        assert 0 <= verdict < len(data().verdicts)


def test_an_extension_is_known_from_its_announcement() -> None:
    """As findings take it: the bar of force and the steps of what was known begin when it was made known."""
    first, later = world.ACCORD["in_force"]
    late = {k: v for k, v in later.items() if k != "known_from"} | {"announced": "2031-05-14", "retroactive": "yes"}
    accord = world.loaded({"in_force": [first, late]})
    reports = Reports.from_rows(world.opening_reports())
    findings = assess_table(reports, [accord], world.registry(), world.AS_OF).findings
    built = build_report(findings, reports, [accord], world.registry(), Rejects.empty(), world.AS_OF, None)
    minute = known_minute(accord.agreement.in_force[1], accord.agreement)
    assert minute is not None
    assert [w.known for w in built.instruments[0].windows] == [None, minute]
    assert minute in [k.minute for k in built.instruments[0].known if k.kind == "window"]
    told = moment("2031-05-14", accord.agreement.timezone).earliest
    assert told in knowledge_steps(accord, world.AS_OF - timedelta(days=60), world.AS_OF)


def test_without_scripts_the_main_finding_and_the_totals_are_there() -> None:
    """The noscript part states both readings, the deciding condition and totals that equal the data's."""
    part = re.search(r"<noscript>(.*?)</noscript>", page(), re.S)
    assert part is not None
    assert "Reading A: the sketch map binds</b>: assessed as violation" in part[1]
    assert "Reading B: published map only</b>: cannot tell" in part[1]
    assert "Inside Hollin Sector?" in part[1] and "<b>decides</b>" in part[1]
    assert "&lt;/script&gt;" in part[1]
    counts = Counter(state_letter(data().verdicts[n]) for n in data().findings[0][0] if n >= 0)
    cells = "".join(f"<td>{counts[letter]}</td>" for letter in "vuno")
    assert cells in part[1]


def test_not_covered_is_always_the_whole_line() -> None:
    """Every word of the page for what is not covered is the whole line, in each language."""
    words = json.loads(asset("words.json"))["words"]
    assert words["outside"][0] == words["outside_short"][0] == words["state_o"][0] == terms.NOT_COVERED_SENTENCE
    assert words["outside"] == words["outside_short"] == words["state_o"]


def test_the_title_says_that_an_exercise_is_one() -> None:
    """Invented material is announced in the tab and on the page."""
    assert page_title(data()).startswith("Exercise: ")


@pytest.mark.parametrize("name", CATALOGUES)
def test_catalogue_is_complete_in_three_languages(name: str) -> None:
    """No word lacks a language, and no translation forgets or invents a hole."""
    for group, entries in json.loads(asset(name)).items():
        if group in ("plurals", "months", "sentences"):
            continue
        for key, texts in entries.items():
            assert len(texts) == 3 and all(texts), (group, key)
            holes = {tuple(sorted(set(re.findall(r"\{\w+\}", text)))) for text in texts}
            assert len(holes) == 1, (group, key, holes)


def test_every_term_of_the_vocabulary_has_its_words() -> None:
    """Acts, weapons, units, kinds of source and standards of proof all read well on the page."""
    catalogue = json.loads(asset("terms.json"))
    assert set(terms.ACTS) <= set(catalogue["acts"]) and set(terms.ACTS) <= set(catalogue["recorded"])
    assert set(terms.WEAPONS) <= set(catalogue["weapons"])
    assert set(terms.QUANTITY_UNITS) <= set(catalogue["units"])
    assert set(terms.SOURCE_KINDS) <= set(catalogue["kinds"])
    assert set(terms.STANDARDS_OF_PROOF) <= set(catalogue["proofs"])


def test_every_word_the_scripts_ask_for_exists() -> None:
    """Keys written in the scripts and the template are in the catalogue."""
    words = json.loads(asset("words.json"))["words"]
    asked = set(re.findall(r"\b(?:t|plainly)\('(\w+)'", script_text()))
    asked |= set(re.findall(r'data-(?:t|label)="(\w+)"', asset("page.html.j2")))
    assert asked - set(words) == set()


def test_forbidden_words_are_not_used() -> None:
    """The page never grants, accuses or reassures."""
    text = " ".join(x[0] for x in json.loads(asset("words.json"))["words"].values()).casefold()
    for word in (
        "perpetrator",
        "terrorist",
        "regime",
        "liberated",
        "legitimate target",
        "safe to",
        "breach rate",
        "confirmed",
    ):
        assert word not in text


def test_a_run_without_findings_still_leaves_a_page() -> None:
    """No reports: no opening incident, no overview, and the page says so instead of failing."""
    built = small([])
    assert built.spotlight is None and built.overview is None
    assert "<noscript>" in render_report(built)


def test_a_language_without_catalogue_is_refused() -> None:
    """Asking for another language names those there are."""
    with pytest.raises(ValueError, match="en, ar, ru"):
        render_report(data(), "xx")


def test_an_unknown_incident_is_a_key_error() -> None:
    """A spotlight that names no incident of the run is refused."""
    with pytest.raises(KeyError):
        small(world.opening_reports(), Spotlight("nowhere", "hollin-2031"))
