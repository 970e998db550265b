"""Whatever the text, every span reproduces its words and nothing raises."""

from __future__ import annotations

import json

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.unit.reading.whole_texts import lexicons
from truceline.formats.reading_json import to_json
from truceline.formats.text_files import SourceDocument
from truceline.reading.read import read_text

WORDS = st.sampled_from(
    [
        "Lavrov", "said", "\"", "“", "”", "«", "»", "MOSCOW, June 7. /TASS/. ", "\n\n", " ", ". ", "Syria", "in Idlib", "ceasefire violations", "12", "killed", "قصف", "حلب", "обстрел",
        "в Донецке", "cases of firing: Hama (3), Latakia (2)", "yesterday", "according to", "(", ")", ",", ":", "İ", "ß", "\u0301", "\u200f", "🚀", "31 February 2016", "the minister", "he", "U.S.", "'s", "—", "See also",
        "\n09:12 Caller: ", "between three and five bursts", "\nUpper Nile | 5\n", "Reported violations: 17\n", "several dozen shots", "vingt et un", "ما بين 10 و12 قذيفة", "خرقا", "denied shelling", ", сообщил ", ", it warned", "Seven of them in Homs", "not confirmed by", "none", "и ",
    ]
)  # fmt: skip


def check(text: str) -> None:
    document = SourceDocument("x", text, "text", "utf-8", "0")
    reading = read_text(text, lexicons())
    masked = to_json(reading, document, lexicons())
    assert len(masked["text"]) == len(text)
    stack: list[object] = [masked]
    while stack:
        item = stack.pop()
        if isinstance(item, dict):
            if isinstance(item.get("start"), int) and isinstance(item.get("end"), int):
                assert 0 <= item["start"] < item["end"] <= len(text)
                assert masked["text"][item["start"] : item["end"]] == item["text"]
            stack += item.values()
        elif isinstance(item, list):
            stack += item
    json.dumps(masked)


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=400))
def test_any_unicode(text: str) -> None:
    """Offsets hold on any code points, combining marks and surrogate-free oddities among them."""
    check(text)


@settings(max_examples=120, deadline=None)
@given(st.lists(WORDS, max_size=40).map("".join))
def test_torn_news(text: str) -> None:
    """Pieces of news in any order: unclosed marks, stray datelines, mixed scripts."""
    check(text)


def test_the_same_text_reads_the_same() -> None:
    """Twice the same text gives the same claims."""
    text = 'MOSCOW, June 7. /TASS/. "We agreed," Sergey Lavrov said on Tuesday. Militants shelled Aleppo.'
    document = SourceDocument("x", text, "text", "utf-8", "0")
    assert to_json(read_text(text, lexicons()), document, lexicons()) == to_json(
        read_text(text, lexicons()), document, lexicons()
    )
