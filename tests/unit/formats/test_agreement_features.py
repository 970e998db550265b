"""Wrong use of the richer parts of the language: a code, a place, a remedy."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from truceline.formats.agreement_yaml import load_agreement
from truceline.formats.bundled import bundled
from truceline.formats.registry_yaml import load_registry
from truceline.formats.yaml_lines import read_yaml, write_yaml
from truceline.vocabulary.errors import TrucelineError

KARSA = bundled("agreements") / "karsa" / "karsa-protocol"


def provision(data: Any, name: str) -> Any:
    return next(p for p in data["provisions"] if p["id"] == name)


def put_off(**extension: str) -> Any:
    """What spoils the text by an extension of the deadline of clause 2, 8 February."""
    return lambda d: provision(d, "2")["due"].update(extensions=[{"by": "joint-commission", **extension}])


def taken_back(name: str, announced: str, **more: str) -> Any:
    """What spoils it by taking back one of two extensions, made known on the first and on the second."""
    given = [
        {"id": n, "by": "x", "announced": f"2031-02-0{d}", "further": "P5D"} for d, n in ((1, "first"), (2, "more"))
    ]
    back = {"by": "x", "announced": announced, "takes_back": name, **more}
    return lambda d: provision(d, "2")["due"].update(extensions=[*given, back])


def event(data: Any, name: str) -> Any:
    return next(e for e in data["status_events"] if e.get("id") == name)


WRONG: dict[str, tuple[Any, str, str]] = {
    "due-of-a-prohibition": (lambda d: provision(d, "5").update(due={"within": "P30D"}), "E-AGREE-028", "'when'"),
    "breach-of-a-prohibition": (lambda d: provision(d, "5").update(breached_by=["attack"]), "E-AGREE-028", "'acts'"),
    "acts-of-an-obligation": (lambda d: provision(d, "7").update(acts=["flight"]), "E-AGREE-028", "'breached_by'"),
    "notice-beside-ensures": (
        lambda d: provision(d, "7").update(ensures={"parties": ["any"]}),
        "E-AGREE-028",
        "two obligations",
    ),
    "put-off-to-nothing": (put_off(announced="2031-02-07"), "E-AGREE-003", "P14D"),
    "put-off-twice-over": (put_off(announced="2031-02-07", on="2031-02-20", further="P5D"), "E-AGREE-020", "Keep"),
    "put-off-too-late": (put_off(announced="2031-02-12", on="2031-02-20"), "E-AGREE-003", "yes, no or unstated"),
    "put-off-backwards": (put_off(announced="2031-02-07", on="2031-02-01"), "E-AGREE-004", "2031-02-01"),
    "put-off-by-no-length": (put_off(announced="2031-02-07", further="5 days"), "E-AGREE-005", "P7D"),
    "put-off-by-a-slip": (put_off(announced="2031-02-07", untill="2031-02-20"), "E-AGREE-002", "untill"),
    "put-off-on-no-day": (put_off(announced="2031-02-07", on="2031-02-30"), "E-AGREE-006", "2031-02-30"),
    "taken-back-what-is-not": (taken_back("moer", "2031-02-07"), "E-AGREE-008", "more"),
    "taken-back-before-it-was": (taken_back("more", "2031-02-01"), "E-AGREE-004", "2031-02-02"),
    "taken-back-to-a-day": (taken_back("more", "2031-02-07", on="2031-02-09"), "E-AGREE-028", "holds again"),
    "taken-back-below-another": (taken_back("first", "2031-02-07"), "E-AGREE-005", "'more' was made known after it"),
    "put-off-without-a-term": (
        lambda d: provision(d, "2").update(
            due={"undated": True, "extensions": [{"announced": "2031-02-07", "by": "x", "on": "2031-02-20"}]}
        ),
        "E-AGREE-028",
        "sets no term",
    ),
    "part-in-another-measure": (
        lambda d: provision(d, "5")["quantity"].update(sub_quotas=[{"id": "x", "max": 1, "unit": "tonnes"}]),
        "E-AGREE-005",
        "can be compared with",
    ),
    "net-of-nothing": (lambda d: provision(d, "5")["quantity"].update(net=True), "E-AGREE-003", "reduced_by"),
    "may-include-a-closed-list": (
        lambda d: d["parties"][0].update(may_include=[d["parties"][1]["members"][0]["actor"]]),
        "E-AGREE-003",
        "open_membership: true",
    ),
    "months-of-a-notice": (lambda d: provision(d, "7")["notice"].update(before="P1M"), "E-AGREE-005", "P7D"),
    "term-of-no-kind": (lambda d: d["in_force"].append({"from": "2031-02-01", "for": "P3X"}), "E-AGREE-005", "P3M"),
    "no-bound": (lambda d: provision(d, "5")["quantity"].pop("max"), "E-AGREE-003", "sub_quotas"),
    "unknown-unit": (lambda d: provision(d, "5")["quantity"].update(unit="truks"), "E-AGREE-005", "trucks"),
    "bad-period": (lambda d: provision(d, "5")["quantity"].update(per="fortnight"), "E-AGREE-005", "P7D"),
    "floor-above-ceiling": (lambda d: provision(d, "5")["quantity"].update(min=200), "E-AGREE-027", "Swap"),
    "each-area-of-none": (lambda d: provision(d, "5").pop("where"), "E-AGREE-003", "where"),
    "sub-quota-twice": (
        lambda d: provision(d, "4")["quantity"]["sub_quotas"].append({"id": "bridge", "max": 3}),
        "E-AGREE-009", "own id",
    ),
    "sub-quota-nowhere": (
        lambda d: provision(d, "4")["quantity"]["sub_quotas"][0].update(where=["brige"]), "E-AGREE-008", "bridge",
    ),
    "counts-no-act": (lambda d: provision(d, "6")["quantity"].update(counts=["delivry"]), "E-AGREE-005", "delivery"),
    "notice-of-a-prohibition": (
        lambda d: provision(d, "7").update(kind="prohibition", acts=["flight"]), "E-AGREE-020", "obligation",
    ),
    "notice-to-nobody": (
        lambda d: provision(d, "7")["notice"].update(to=["karsa-misson"]), "E-AGREE-008", "karsa-mission",
    ),
    "notice-bad-time": (lambda d: provision(d, "7")["notice"].update(before="two days"), "E-AGREE-005", "PT48H"),
    "protection-by-notice": (lambda d: provision(d, "1").update(comes_after=["7"]), "E-AGREE-025", "breach of its own"),
    "duty-of-nobody": (lambda d: provision(d, "8").pop("bound"), "E-AGREE-003", "whose duty"),
    "duty-for-strangers": (lambda d: provision(d, "8")["ensures"].update(parties=["sooth"]), "E-AGREE-008", "south"),
    "duty-about-a-duty": (lambda d: provision(d, "8")["ensures"].update(provisions=["8"]), "E-AGREE-008", "obligation"),
    "no-baseline": (
        lambda d: provision(d, "3")["distances"]["limits"][0].pop("baseline"), "E-AGREE-003", "measured from",
    ),
    "baseline-is-no-line": (
        lambda d: provision(d, "3")["distances"]["limits"][0].update(baseline="zone"), "E-AGREE-020", "line",
    ),
    "across-no-line": (lambda d: provision(d, "9").update(across="zone"), "E-AGREE-020", "line"),
    "late-without-a-word": (lambda d: d["in_force"][1].pop("retroactive"), "E-AGREE-003", "yes, no or unstated"),
    "looks-back-on-nothing": (lambda d: d["in_force"][1].pop("announced"), "E-AGREE-003", "announced"),
    "working-days-of-what": (lambda d: d.pop("calendar"), "E-AGREE-003", "weekend"),
    "holiday-that-is-none": (lambda d: d["calendar"]["holidays"].append("2031-02-30"), "E-AGREE-006", "2016-02-27"),
    "deadline-in-a-circle": (
        lambda d: provision(d, "2").update(due={"within": "P1D", "after": "10"}), "E-AGREE-019", "itself",
    ),
    "deadline-of-nothing": (lambda d: provision(d, "2").update(due={"after": "10"}), "E-AGREE-003", "P30D"),
    "certified-nothing": (lambda d: d["certifications"][0].update(provision="99"), "E-AGREE-008", "provision"),
    "endorsed-by-nobody": (lambda d: provision(d, "13").update(by_endorsement="res8"), "E-AGREE-008", "res7"),
    "ruling-by-nobody": (lambda d: d["rulings"][0].update(by="jcc"), "E-AGREE-008", "jc"),
    "ruling-for-no-reading": (lambda d: d["rulings"][0].update(reading="wider"), "E-AGREE-021", "wide"),
    "ruling-out-of-competence": (
        lambda d: (d["interpreters"][0].update(provisions=["1"]), d["rulings"][0].update(provisions=["2"])),
        "E-AGREE-026", "widen",
    ),
    "fix-off-the-globe": (lambda d: d["areas"][6]["track"][0].update(at=[200, 9.8]), "E-AGREE-023", "longitude first"),
    "two-fixes-at-once": (
        lambda d: d["areas"][6]["track"][1].update(time=d["areas"][6]["track"][0]["time"]), "E-AGREE-009", "own id",
    ),
    "misspelt-key": (lambda d: d["areas"][6].update(max_sped_kmh=3), "E-AGREE-002", "max_speed_kmh"),
}  # fmt: skip


STANDING = bundled("agreements") / "karsa" / "karsa-standing-accord"
WRONG_TERMS: dict[str, tuple[Any, str, str]] = {
    "term-without-end": (lambda d: d["in_force"][0].pop("for"), "E-AGREE-003", "'until'"),
    "further-terms-of-no-length": (
        lambda d: d["in_force"][0].update({"for": None, "until": "2032-07-01"}), "E-AGREE-003", "P6M",
    ),
    "further-terms-of-nothing": (lambda d: d["in_force"][0]["renews"].update({"for": "P0D"}), "E-AGREE-005", "P30D"),
    "notice-of-no-time": (lambda d: d["in_force"][0]["renews"].update(notice="PT"), "E-AGREE-005", "P7D"),
    "provision-that-renews": (
        lambda d: provision(d, "1").update(when=[{"from": "2032-01-01", "for": "P1M", "renews": {"notice": "P1D"}}]),
        "E-AGREE-028", "in_force",
    ),
    "notice-of-what-does-not-renew": (lambda d: d["in_force"][0].pop("renews"), "E-AGREE-003", "renews"),
    "notice-of-no-window": (lambda d: event(d, "letter").update(window="trem"), "E-AGREE-008", "term"),
    "notice-for-one-side": (lambda d: event(d, "letter").update(parties=["south"]), "E-AGREE-028", "everybody"),
    "window-of-a-suspension": (lambda d: d["status_events"][2].update(window="term"), "E-AGREE-028", "gives_notice"),
    "notice-of-a-notice": (
        lambda d: event(d, "letter").update(takes_back="taken-back"), "E-AGREE-028", "withdraws_notice",
    ),
    "what-is-taken-back-unsaid": (lambda d: event(d, "taken-back").pop("takes_back"), "E-AGREE-003", "'id'"),
    "taken-back-what-nobody-gave": (
        lambda d: event(d, "taken-back").update(takes_back="frist-notice"), "E-AGREE-008", "first-notice",
    ),
    "taken-back-before-it-was-given": (
        lambda d: event(d, "taken-back").update(takes_back="letter"), "E-AGREE-004", "2032-11-25",
    ),
    "taken-back-for-one-side": (
        lambda d: event(d, "taken-back").update(parties=["north"]), "E-AGREE-028", "everybody",
    ),
    "answer-to-no-provision": (
        lambda d: provision(d, "2")["reciprocal"].update(breach_of=["9"]), "E-AGREE-008", "prohibition",
    ),
    "answer-of-a-permission": (
        lambda d: provision(d, "2").update(kind="permission", lifts=["1"]), "E-AGREE-020", "a side owes",
    ),
    "determined-of-nobody": (lambda d: d["determinations"][0].update(party="sooth"), "E-AGREE-008", "south"),
    "determined-of-nothing": (lambda d: d["determinations"][0].update(provisions=["9"]), "E-AGREE-008", "provision"),
    "consent-of-another": (lambda d: d["consents"][0].update(by="orrin"), "E-AGREE-008", "joint-commission"),
    "consent-to-what-asks-none": (lambda d: d["consents"][0].update(provisions=["1"]), "E-AGREE-008", "unless_consent"),
    "consent-to-nobody": (lambda d: d["consents"][0].update(to=["nroth"]), "E-AGREE-008", "north"),
    "refusal-to-no-party": (lambda d: d["consents"][1].update(to=["karsa-army"]), "E-AGREE-008", "party"),
    "refusal-of-some-acts": (lambda d: d["consents"][1].update(acts=["fortification"]), "E-AGREE-028", "everything"),
    "consent-to-a-permission": (
        lambda d: provision(d, "3").update(kind="permission", lifts=["1"]), "E-AGREE-020", "lifted by consent",
    ),
    "determined-twice": (lambda d: d["determinations"].append(d["determinations"][0]), "E-AGREE-009", "own id"),
}  # fmt: skip


@pytest.mark.parametrize(("folder", "name"), [*((KARSA, n) for n in WRONG), *((STANDING, n) for n in WRONG_TERMS)])
def test_wrong_use_is_refused_with_its_remedy(folder: Path, name: str, tmp_path: Path) -> None:
    """The code that tells what is wrong, with a word of the remedy, and no traceback."""
    spoil, code, word = WRONG[name] if folder == KARSA else WRONG_TERMS[name]
    data = read_yaml(folder / "agreement.yaml", "E-AGREE-001").data
    spoil(data)
    (tmp_path / "agreement.yaml").write_text(write_yaml(data), encoding="utf-8")
    with pytest.raises(TrucelineError) as caught:
        load_agreement(tmp_path, load_registry(folder))
    told = [str(p) for p in caught.value.problems]
    assert any(p.code == code and word in p.message for p in caught.value.problems), told


def test_the_text_that_was_spoilt_is_good() -> None:
    """Otherwise the refusals above would prove nothing."""
    assert load_agreement(KARSA, load_registry(KARSA)).agreement.id == "ex-karsa-protocol"
