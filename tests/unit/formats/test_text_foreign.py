"""Encodings that do not say what they are, and files that hold no text, told for what they are."""

from __future__ import annotations

import io
import zipfile

import pytest

from truceline.formats.text_files import documents_of


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize(
    "text", ["Two shells fell near Taiz — nobody was hurt.", "سقطت قذيفتان قرب تعز.", "Два снаряда."]
)
def test_utf16_without_its_mark_is_read_and_said(text: str, encoding: str) -> None:
    """Programs save UTF-16 without the mark at its beginning; zero bytes alone make it no binary file."""
    documents, problems = documents_of(text.encode(encoding), "note.txt")
    assert problems == [] and documents[0].text == text
    assert documents[0].guessed == (f"the encoding was guessed: {encoding}",)


def test_of_code_pages_that_give_the_same_text_the_western_one_is_said() -> None:
    """A dash stands where it stands in the Cyrillic page: an English text is not said to be in that."""
    text = "The two sides – both of them – “regret” the firing near the river. " * 3
    documents, _ = documents_of(text.encode("windows-1252"), "note.txt")
    assert documents[0].text == text and documents[0].encoding == "windows-1252"


@pytest.mark.parametrize(
    ("data", "code", "words"),
    [
        (b"\x89PNG\r\n\x1a\n" + bytes(300), "E-READ-006", "picture (PNG)"),
        (b"\xff\xd8\xff\xe0" + bytes(300), "E-READ-006", "picture (JPEG)"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(300), "E-READ-011", "old Office"),
        (rb"{\rtf1\ansi Two shells fell.}", "E-READ-011", "rich text"),
    ],
)
def test_what_is_no_text_is_named_for_what_it_is(data: bytes, code: str, words: str) -> None:
    """Whatever its name says: a remedy that fits a picture fits no broken text."""
    documents, problems = documents_of(data, "renamed.txt")
    assert documents == [] and [p.code for p in problems] == [code] and words in problems[0].message


@pytest.mark.parametrize(("inside", "words"), [("xl/workbook.xml", "Excel"), ("a.txt", "unpack it first")])
def test_an_archive_that_is_no_document(inside: str, words: str) -> None:
    """It begins like a DOCX and is told apart by what lies in it."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr(inside, "x")
    documents, problems = documents_of(held.getvalue(), "sent.docx")
    assert documents == [] and problems[0].code == "E-READ-011" and words in problems[0].message
