"""What a DOCX holds beside its paragraphs: the header of its pages, boxes, notes; and a feed that was cut off."""

from __future__ import annotations

import io
import zipfile

from docx import Document
from docx.oxml import parse_xml

from truceline.formats.text_files import SourceDocument, documents_of

NAMES = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
NOTES = (
    f'<w:footnotes {NAMES}><w:footnote w:type="separator" w:id="-1"><w:p/></w:footnote>'
    '<w:footnote w:id="1"><w:p><w:r><w:t>Not seen by the </w:t></w:r><w:r><w:t>team.</w:t></w:r></w:p></w:footnote>'
    "</w:footnotes>"
)


def read(made: Document, notes: str | None = None) -> SourceDocument:  # type: ignore[valid-type]
    buffer = io.BytesIO()
    made.save(buffer)  # type: ignore[attr-defined]
    data = buffer.getvalue() if notes is None else with_notes(buffer.getvalue(), notes)
    (document,), problems = documents_of(data, "x.docx")
    assert problems == []
    return document


def with_notes(data: bytes, notes: str) -> bytes:
    """The same file with a part of footnotes, as Word writes it."""
    out = io.BytesIO()
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
    of = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
    relation = f'<Relationship Id="rId99" Type="{of}" Target="footnotes.xml"/>'
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            content = old.read(name).decode("utf-8") if name.endswith((".xml", ".rels")) else old.read(name)
            if name == "[Content_Types].xml":
                content = content.replace(
                    "</Types>", f'<Override PartName="/word/footnotes.xml" ContentType="{kind}"/></Types>'
                )
            if name == "word/_rels/document.xml.rels":
                content = content.replace("</Relationships>", f"{relation}</Relationships>")
            new.writestr(name, content)
        new.writestr("word/footnotes.xml", notes)
    return out.getvalue()


def test_a_letterhead_comes_first_and_that_is_said() -> None:
    """Who issues a paper, and when, often stands in the header alone; a page number is nothing."""
    made = Document()
    made.sections[0].header.paragraphs[0].text = "Joint Committee, 4 May 2019"
    made.sections[0].header.add_paragraph("3 / 7")
    made.add_paragraph("Two shells fell.")
    found = read(made)
    assert found.text == "Joint Committee, 4 May 2019\n\nTwo shells fell."
    assert found.guessed == ("the header of the pages was put before the text",)


def test_notes_and_boxes_come_last() -> None:
    """Nothing that a reader sees on the page is lost; of a box that Word keeps twice one copy is read."""
    made = Document()
    inside = "<w:p><w:r><w:t>Toll: four</w:t></w:r></w:p>"
    box = f"<w:r {NAMES}><w:pict><w:txbxContent>{inside}</w:txbxContent></w:pict></w:r>"
    body = made.add_paragraph("Two shells fell.")
    for _ in range(2):
        body._p.append(parse_xml(box))
    found = read(made, NOTES)
    assert found.text.split("\n\n") == ["Two shells fell.", "Toll: four", "Not seen by the team."]
    assert found.guessed == ("boxes were put behind the text: 1", "notes were put behind the text: 1")


def test_a_plain_document_is_as_it_was() -> None:
    """Nothing is said where nothing was moved."""
    made = Document()
    made.add_paragraph("Two shells fell.")
    assert read(made).guessed == () and read(made).text == "Two shells fell."


def test_a_feed_that_was_cut_off_says_so() -> None:
    """What can be read is read; that more may have been there is said with each text."""
    items = "<item><title>One</title></item><item><title>Two</title></item>"
    whole = f'<?xml version="1.0"?><rss version="2.0"><channel><title>t</title>{items}</channel></rss>'
    documents, problems = documents_of(whole[:110].encode(), "x.rss")
    assert problems == [] and documents and all("cut off" in d.guessed[0] for d in documents)
    assert all(d.guessed == () for d in documents_of(whole.encode(), "x.rss")[0])
