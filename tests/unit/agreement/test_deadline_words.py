"""How a deadline was reckoned, in words: by the clock of the text, readable, and in every language of the pages."""

from __future__ import annotations

from typing import Any

import pytest

from tests.factory import agreement
from truceline.agreement.clock import in_words
from truceline.agreement.deadlines import Deadline, deadline, owed
from truceline.agreement.in_force import in_view
from truceline.bulletins.engine_words import AS_WRITTEN, plural_form, sentence

DONE = [{"id": "c", "provision": "2", "on": "2020-02-04", "by": "commission"}]


def found(due: dict[str, Any], **more: Any) -> Deadline:
    provisions = [
        {"id": "1", "kind": "prohibition", "text": "…", "acts": ["attack"]},
        {"id": "2", "kind": "obligation", "text": "…", "due": {"on": "2020-02-10"}},
        {"id": "3", "kind": "obligation", "text": "…", "due": due},
    ]
    given = {"calendar": {"weekend": ["friday"]}, "timezone": "Asia/Damascus", "signed": "2020-01-20", **more}
    view = in_view(agreement(provisions=provisions, **given).agreement, "text", None)
    told = owed(view, view.provisions[-1])
    assert told is not None
    return told


@pytest.mark.parametrize(
    ("due", "said"),
    [
        ({"on": "2020-02-08"}, "due by the end of 2020-02-08, local time (Asia/Damascus)"),
        ({"on": "2020-02-08T12:00"}, "due by 2020-02-08T12:00, local time (Asia/Damascus)"),
        (
            {"within": "P30D", "after": "signed", "day_count": "exclude_first_day"},
            "due within 30 days, the first day not counted; counted from the signature on 2020-01-20; "
            "until the end of 2020-02-19, local time (Asia/Damascus)",
        ),
        (
            {"within": "P5D", "after": "2", "day_count": "working_days"},
            "due within 5 working days, the first day not counted; counted from the day on which 2 was carried out, "
            "2020-02-04, as commission certified; until the end of 2020-02-10, local time (Asia/Damascus)",
        ),
        (
            {"within": "P1M", "after": "2", "counted_from": "due", "day_count": "calendar_days"},
            "due within 1 month, the first of them counted; counted from the deadline of 2; "
            "until the end of 2020-03-10, local time (Asia/Damascus)",
        ),
        (
            {"within": "PT36H"},
            "due within 36 hours; counted from the entry into force on 2020-02-01; "
            "until 2020-02-02T12:00, local time (Asia/Damascus)",
        ),
        (
            {"undated": True, "after": "2"},
            "owed from the day on which 2 was carried out, 2020-02-04, as commission certified",
        ),
    ],
)
def test_a_deadline_says_how_it_was_reckoned_by_the_clock_of_the_text(due: dict[str, Any], said: str) -> None:
    assert found(due, certifications=DONE).sentence == said


def test_without_a_stated_zone_it_ends_in_utc_at_the_latest() -> None:
    """Two clocks may be meant: the later end is named, and that it is in UTC."""
    zone = {"unstated": ["Etc/UTC", "Asia/Damascus"]}
    assert found({"on": "2020-02-08"}, timezone=zone).sentence == "due by 2020-02-09T00:00 UTC at the latest"


@pytest.mark.parametrize("language", ["ar", "ru"])
@pytest.mark.parametrize("zone", ["Asia/Damascus", {"unstated": ["Etc/UTC", "Asia/Damascus"]}], ids=["zone", "none"])
@pytest.mark.parametrize("after", ["signed", "in_force", "2"])
@pytest.mark.parametrize("count", ["hours", "calendar_days", "exclude_first_day", "working_days"])
def test_every_way_of_reckoning_is_said_in_every_language(language: str, zone: Any, after: str, count: str) -> None:
    """No part of it stays in English, whatever is counted from what."""
    terms = [{"within": w, "after": after, "day_count": count} for w in ("P1D", "P2D", "P30D", "P3M", "P1Y6M")]
    terms += [{"on": "2020-02-08"}, {"on": "2020-02-08T12:00"}]
    terms += [{"within": "P7D", "after": "2", "counted_from": "due", "day_count": count}]
    for due in terms:
        for piece in sentence(found(due, timezone=zone, certifications=DONE).sentence, language):
            assert piece.kind != AS_WRITTEN, piece.text
            assert "day" not in piece.text and "month" not in piece.text, piece.text


def test_lengths_take_the_form_that_their_number_asks_for() -> None:
    """Arabic has six forms, Russian four; in English 1 day, 2 days."""
    assert [in_words(x) for x in ("P1D", "P30D", "P1Y6M", "PT48H", "P2W", "P1DT12H", "PT90M")] == [
        "1 day", "30 days", "1 year and 6 months", "48 hours", "2 weeks", "1 day and 12 hours", "90 minutes",
    ]  # fmt: skip
    assert [plural_form(n, "ar") for n in (0, 1, 2, 3, 10, 11, 99, 100, 102, 103, 111)] == [
        "zero", "one", "two", "few", "few", "many", "many", "other", "other", "few", "many",
    ]  # fmt: skip
    assert [plural_form(n, "ru") for n in (1, 2, 5, 11, 14, 21, 22, 25, 101, 111)] == [
        "one", "few", "many", "many", "many", "one", "few", "many", "one", "many",
    ]  # fmt: skip
    said = ["".join(p.text for p in sentence(f"due within {n} days", "ru")) for n in (1, 3, 30)]
    assert said == ["срок 1 день", "срок 3 дня", "срок 30 дней"]


@pytest.mark.parametrize("language", ["ar", "ru"])
def test_findings_that_were_stored_before_are_still_said(language: str) -> None:
    """Their sentence was another one; it keeps its words in the other languages."""
    stored = "due within P10D counted in exclude first day of the signature on 2020-01-20, until 2020-01-31 00:00 UTC"
    assert all(piece.kind != AS_WRITTEN for piece in sentence(stored, language))


def test_no_deadline_no_words() -> None:
    view = in_view(agreement().agreement, "text", None)
    assert deadline(view, view.provisions[0]) is None
