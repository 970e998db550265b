"""Rows of the list are put together without a template: nothing that somebody typed becomes part of the page."""

from __future__ import annotations

from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

import pytest

DONE = "\"><script>alert(1)</script><b title='{badge}{0}%s&amp;"
FIELDS = ("pk", "act", "place_name", "district", "compartment", "who", "state", "reading", "because", "provision")


def row(**said: Any) -> Any:
    typed = dict.fromkeys(FIELDS, "x") | said
    finding = SimpleNamespace(
        coverage="covered", outcome=typed.get("outcome", "violation"), provision_ids=[typed["provision"]]
    )
    finding.cannot_tell_because = typed["because"]
    incident = SimpleNamespace(
        pk=typed["pk"],
        version=3,
        act=typed["act"],
        place_name=typed["place_name"],
        district=typed["district"],
        compartment=typed["compartment"],
        reports=2,
        occurred_from=datetime(2030, 5, 1, tzinfo=UTC),
        proposed_state="verified",
        assigned_to=SimpleNamespace(get_full_name=lambda: typed["who"]),
    )
    question = SimpleNamespace(state="overdue", due=datetime(2030, 5, 3, tzinfo=UTC))
    return (incident, finding, question, typed["state"]), typed["reading"]


def parts(html: str) -> tuple[list[str], str, list[str]]:
    """Tags with the names of what they carry, all text, all values."""
    from html.parser import HTMLParser

    tags, texts, values = [], [], []

    class Reader(HTMLParser):
        def handle_starttag(self, tag: str, attrs: Any) -> None:
            tags.append(" ".join([tag, *(name for name, _ in attrs)]))
            values.extend(value or "" for _, value in attrs)

        def handle_data(self, data: str) -> None:
            texts.append(data)

    Reader(convert_charrefs=True).feed(html)
    return tags, "".join(texts), values


@pytest.mark.parametrize("field", FIELDS)
@pytest.mark.parametrize("outcome", ["violation", "cannot_tell"])
@pytest.mark.parametrize("inside", [True, False])
def test_what_was_typed_stays_text(db: Any, field: str, outcome: str, inside: bool) -> None:
    """The same tags with the same attributes, and the text as it was typed, braces and all."""
    from truceline.web.templatetags.incidents import incident_rows

    plain, reading = row(outcome=outcome)
    evil, evil_reading = row(**{field: DONE, "outcome": outcome})
    tags, _, _ = parts(incident_rows([plain], reading, inside, inside))
    told, text, values = parts(incident_rows([evil], evil_reading, inside, inside))
    assert told == tags and "script" not in " ".join(told)
    shown = text + "\n".join(values)
    hidden = {"provision": outcome != "violation", "because": outcome == "violation", "who": not inside}
    hidden |= {"place_name": not inside, "district": inside}
    if field == "pk":
        assert inside is False or f"{DONE}:3" in values
    elif not hidden.get(field):
        assert DONE in shown.replace(DONE.replace("_", " "), DONE)


def test_the_options_of_a_filter_are_text(db: Any) -> None:
    from truceline.web.templatetags.incidents import options

    made = options([(DONE, DONE), ("a", "A")], DONE)
    tags, text, values = parts(made)
    assert tags == ["option value selected", "option value"] and text == DONE + "A" and DONE in values


def test_the_label_of_a_stacked_cell_keeps_the_pages_direction(db: Any) -> None:
    """On a phone a cell carries its label: a cell with a direction of its own would put that on the other side."""
    import re
    from pathlib import Path

    from django.conf import settings

    cells = [
        c
        for page in Path(settings.HERE).rglob("*.html")
        for c in re.findall(r"<td[^>]*data-l=[^>]*>", page.read_text())
    ]
    assert len(cells) > 50 and [c for c in cells if " dir=" in c] == []


@pytest.mark.parametrize(
    ("kept", "english", "arabic"),
    [
        ("Highland Council", "Highland Council", "Highland Council"),
        ("reported by unnamed outlet", "reported by unnamed outlet", "أوردته جهة إعلامية غير مسمّاة"),
        ("reported by Example Courier", "reported by Example Courier", "أوردته Example Courier"),
        ("an office, reported by name", "an office, reported by name", "an office, reported by name"),
        ("", "", ""),
        (None, "", ""),
    ],
)
def test_who_says_so_is_said_in_the_readers_language(db: Any, kept: Any, english: str, arabic: str) -> None:
    """Only what the reading of a text put there: a name stays as it was written."""
    from django.utils import translation

    from truceline.web.templatetags.truceline import who_says

    assert who_says(kept) == english
    with translation.override("ar"):
        assert who_says(kept) == arabic


def test_who_holds_a_reading_is_named_in_the_readers_language(db: Any) -> None:
    """A party as its instrument names it; the comma too."""
    from django.utils import translation

    from truceline.web.casework.queries import views

    assert "Highland Council" in {v.held_by for v in views()}
    with translation.override("ar"):
        held = {v.held_by for v in views()}
    assert "مجلس المرتفعات" in held and not any("Council" in h or ", " in h for h in held)


def test_no_date_is_broken_at_its_dashes(db: Any) -> None:
    """Every day on a page stands in an element that keeps it on one line, as moments do."""
    from truceline.web.templatetags.truceline import day, last_day, utc

    moment = datetime(2030, 5, 1, tzinfo=UTC)
    assert all("<time " in show(moment) for show in (day, last_day, utc))
