"""Tables of counts in pages, documents and feeds reach the counts, whatever the format draws around them."""

from __future__ import annotations

import io
from xml.sax.saxutils import escape

import pytest
from docx import Document

from tests.unit.reading.whole_texts import lexicons
from truceline.formats.text_files import documents_of
from truceline.reading.read import read_text

HEAD = (
    "OSCE SMM daily report",
    "Kyiv, 12 March 2019",
    "Ceasefire violations recorded by the SMM between 4 and 10 March:",
)
ROWS = (("District", "by the Ukrainian army", "by the DPR"), ("Avdiivka", "5", "2"), ("Zolote", "3", "1"))


def html() -> str:
    table = "".join(f"<tr>{''.join(f'<td>{c}</td>' for c in row)}</tr>" for row in ROWS)
    return f"{''.join(f'<p>{p}</p>' for p in HEAD)}<table>{table}</table><p>Nobody was hurt, the mission added.</p>"


def as_page() -> tuple[bytes, str]:
    return f"<html><body><article><h1>Report</h1>{html()}</article></body></html>".encode(), "a.html"


def as_feed() -> tuple[bytes, str]:
    item = f"<item><title>Report</title><description>{escape(html())}</description></item>"
    return f'<?xml version="1.0"?><rss version="2.0"><channel>{item}</channel></rss>'.encode(), "a.rss"


def as_docx() -> tuple[bytes, str]:
    made = Document()
    for line in HEAD:
        made.add_paragraph(line)
    table = made.add_table(0, 3)
    for row in ROWS:
        for cell, words in zip(table.add_row().cells, row, strict=True):
            cell.text = words
    held = io.BytesIO()
    made.save(held)
    return held.getvalue(), "a.docx"


@pytest.mark.parametrize("made", [as_page, as_feed, as_docx])
def test_a_table_by_parties_is_counted(made: object) -> None:
    """A row a line, cells apart: the columns give a total each, and no two numbers run together."""
    data, name = made()  # type: ignore[operator]
    (document,), problems = documents_of(data, name)
    assert problems == [] and "Avdiivka | 5 | 2\nZolote | 3 | 1" in document.text
    counts = read_text(document.text, lexicons()).counts
    assert [(c.total, [b.count for b in c.breakdown]) for c in counts] == [(8, [5, 3]), (3, [2, 1])]
