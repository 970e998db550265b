"""Files to texts: what each format gives, what was guessed, what cannot be read and how that is said."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from email.message import EmailMessage
from pathlib import Path

import pytest
from pypdf import PdfWriter

from truceline.formats.text_files import PART, documents_of, read_documents, sniff
from truceline.formats.text_pages import without_running_titles

PARAGRAPH = "Shelling was reported near Hama on 3 March 2021, the observers said in their note. " * 4


def test_plain_text_keeps_its_offsets() -> None:
    """UTF-8 with a mark at its head: nothing else is touched, newlines included."""
    documents, problems = documents_of("\ufeffHama\r\nقصف\n".encode(), "x.txt")
    assert problems == []
    assert documents[0].text == "Hama\r\nقصف\n"
    assert documents[0].encoding == "utf-8" and documents[0].guessed == ()


@pytest.mark.parametrize("encoding", ["windows-1251", "koi8-r", "cp866", "iso-8859-5", "mac-cyrillic"])
def test_an_encoding_is_guessed_and_said(encoding: str) -> None:
    """Russian bytes without a label read as Russian, and the guess is told."""
    text = "Российская сторона зафиксировала девять нарушений режима прекращения огня в провинции Хама. " * 5
    documents, _ = documents_of(text.encode(encoding), "x.txt")
    assert documents[0].text == text
    assert "guessed" in documents[0].guessed[0]


def test_html_gives_its_article() -> None:
    """Menus and scripts fall away, the title stands first."""
    page = f"<html><head><title>Truce holds in Hama</title><script>var x='hidden';</script></head><body><nav>Home News Sport</nav><article><h1>Truce holds in Hama</h1><p>{PARAGRAPH}</p><p>{PARAGRAPH}</p></article></body></html>"
    documents, problems = documents_of(page.encode(), "page.html")
    assert problems == []
    assert "Truce holds in Hama" in documents[0].text[:60]
    assert "observers said" in documents[0].text and "hidden" not in documents[0].text


def test_docx() -> None:
    """Paragraphs and rows of tables in their order; a cell over two columns stands once."""
    from docx import Document

    made = Document()
    made.add_paragraph("The Mission recorded nine violations.")
    rows = made.add_table(2, 2).rows
    rows[0].cells[0].merge(rows[0].cells[1]).text = "In the week"
    rows[1].cells[0].text, rows[1].cells[1].text = "Hama", "7"
    made.add_paragraph("Nobody was hurt.")
    buffer = io.BytesIO()
    made.save(buffer)
    documents, _ = documents_of(buffer.getvalue(), "x.docx")
    assert documents[0].text == "The Mission recorded nine violations.\n\nIn the week\nHama | 7\n\nNobody was hurt."


def pdf_of(words: str) -> bytes:
    """A page of one line, by hand: enough of the format to be read."""
    return pdf_of_stream(f"BT /F1 12 Tf 40 700 Td ({words}) Tj ET")


def pdf_of_stream(drawing: str) -> bytes:
    stream = drawing.encode()
    parts = [
        b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>", b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F1 5 0 R>>>>/Contents 4 0 R>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(stream), stream), b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]  # fmt: skip
    out, offsets = b"%PDF-1.4\n", []
    for number, part in enumerate(parts, 1):
        offsets.append(len(out))
        out += b"%d 0 obj" % number + part + b"endobj\n"
    table = b"".join(b"%010d 00000 n \n" % o for o in offsets)
    return (
        out
        + b"xref\n0 6\n0000000000 65535 f \n"
        + table
        + b"trailer<</Size 6/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % len(out)
    )


def test_pdf() -> None:
    """Text of pages; that paragraphs were put together is said. A page without text asks for character recognition."""
    documents, problems = documents_of(pdf_of("The Mission recorded nine ceasefire violations in Hama."), "x.pdf")
    assert problems == []
    assert "nine ceasefire violations" in documents[0].text and documents[0].guessed
    assert [p.code for p in documents_of(pdf_of(""), "scan.pdf")[1]] == ["E-READ-006"]


def test_mail() -> None:
    """Subject first, then the body; the date it was sent is the date given with the file."""
    mail = b"From: a@example.org\r\nTo: b@example.org\r\nSubject: Daily note\r\nDate: Wed, 03 Mar 2021 10:00:00 +0000\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nNine violations in Hama.\r\n"
    documents, _ = documents_of(mail, "x.eml")
    assert documents[0].text.startswith("Daily note\n\nNine violations")
    assert documents[0].published == date(2021, 3, 3)


def test_feed() -> None:
    """One text an entry, each with its own name and day."""
    feed = '<?xml version="1.0"?><rss version="2.0"><channel><title>t</title><item><title>One</title><description>First text</description><pubDate>Wed, 03 Mar 2021 10:00:00 GMT</pubDate></item><item><title>Two</title><description>&lt;p&gt;Second&lt;/p&gt;</description></item></channel></rss>'
    documents, problems = documents_of(feed.encode(), "x.xml")
    assert problems == []
    assert [d.name for d in documents] == ["x.xml#1", "x.xml#2"]
    assert documents[0].published == date(2021, 3, 3) and documents[1].text == "Two\n\nSecond"


@pytest.mark.parametrize(
    ("data", "name", "code"),
    [
        (b"", "empty.txt", "E-READ-002"),
        (b"  \n ", "blank.txt", "E-READ-002"),
        (b"%PDF-1.7 broken", "x.pdf", "E-READ-003"),
        (b"PK\x03\x04 broken", "x.docx", "E-READ-003"),
        (b"<rss><channel><item>", "x.rss", "E-READ-002"),
        (bytes(range(256)) * 20 + b"\x00" * 4000, "x.txt", "E-READ-003"),
    ],
)
def test_broken_files_give_a_code(data: bytes, name: str, code: str) -> None:
    """Never a traceback, whatever a library raises."""
    documents, problems = documents_of(data, name)
    assert documents == []
    assert [p.code for p in problems] == [code]


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    """A missing file is named."""
    _, problems = read_documents(tmp_path / "none.txt")
    assert problems[0].code == "E-READ-001" and problems[0].place == "none.txt"


def test_content_decides_before_the_name() -> None:
    """A page saved as .txt is a page."""
    assert sniff(b"<!DOCTYPE html><html>", "x.txt") == "html"
    assert sniff(b"%PDF-1.4", "x") == "pdf"
    assert sniff(b"Hello", "x.txt") == "text"


def test_long_texts_are_read_in_parts() -> None:
    """Nothing is lost or doubled, and each part says where it lay in the text."""
    text = "Shells fell on Hama.\n\n" * 9000
    documents, problems = documents_of(text.encode(), "long.txt")
    assert problems == [] and len(documents) > 4 and "".join(d.text for d in documents) == text
    assert len({d.sha256 for d in documents}) == len(documents)
    assert all(len(d.text) <= PART and "long text: part" in d.guessed[-1] for d in documents)


def test_what_pages_repeat_is_left_out_and_said() -> None:
    """A running title and page numbers fall away, the same words inside a page and rows that differ in a number do not; two pages prove nothing."""
    body = "{n} May: shelling near Osk.\nOsk {n}\nWeekly report 3/2031 says more.\nLam 4\nNobody was hurt.\n{n} posts closed."
    pages = [f"Weekly report 3/2031\n{body.format(n=n)}\nPage {n} of 4" for n in range(1, 5)]
    kept, dropped = without_running_titles(pages)
    assert dropped == 8 and kept[1] == body.format(n=2)
    assert without_running_titles(pages[:2]) == (pages[:2], 0)


def mail(subject: str, body: str) -> EmailMessage:
    made = EmailMessage()
    made["Subject"], made["From"], made["Date"] = subject, "desk@example.org", "Mon, 05 May 2031 10:00:00 +0000"
    made.set_content(body)
    return made


def test_what_is_attached_to_a_mail_is_read_too() -> None:
    """Body, attached bulletin and forwarded mail are three texts, all of the day of the mail; a picture is passed over."""
    outer = mail("Bulletin", "Please find the bulletin attached.")
    outer.add_attachment(
        pdf_of("Nine ceasefire violations were recorded."), maintype="application", subtype="pdf", filename="week.pdf"
    )
    outer.add_attachment(mail("Earlier", "Two shells fell."))
    outer.add_attachment(b"\x89PNG", maintype="image", subtype="png", filename="map.png")
    documents, problems = documents_of(outer.as_bytes(), "in.eml")
    assert problems == [] and [d.name for d in documents] == ["in.eml", "in.eml#week.pdf", "in.eml#part2.eml"]
    assert "Nine ceasefire violations" in documents[1].text and "Two shells fell." in documents[2].text
    assert {d.published for d in documents} == {date(2031, 5, 5)}


def test_an_attachment_that_cannot_be_read_is_told_beside_the_body() -> None:
    """The body is read; the broken file stands among what is said about it, with its code."""
    outer = mail("Bulletin", "Please find the bulletin attached, it is important to us all.")
    outer.add_attachment(b"%PDF-1.4 broken", maintype="application", subtype="pdf", filename="week.pdf")
    documents, problems = documents_of(outer.as_bytes(), "in.eml")
    assert problems == [] and len(documents) == 1
    assert any("E-READ-003 in.eml#week.pdf" in note for note in documents[0].guessed)


def test_a_mailbox_gives_all_its_mails() -> None:
    """Each mail of an mbox is a text of its own; a quoted 'From ' at a line's head is no border."""
    mails = [mail("One", "First.\n>From 2031 on, calm.\n"), mail("Two", "Second.")]
    box = b"".join(b"From desk@example.org Mon May  5 10:00:00 2031\n" + m.as_bytes() + b"\n" for m in mails)
    documents, problems = documents_of(box, "week.mbox")
    assert problems == [] and [d.name for d in documents] == ["week.mbox#1", "week.mbox#2"]
    assert "From 2031 on, calm." in documents[0].text and "Second." in documents[1].text
    assert len({d.sha256 for d in documents}) == 2


LEFT = [
    f"Left line {n} tells how the first column goes on" for n in ("one", "two", "three", "four", "five", "six", "seven")
]
RIGHT = [
    f"Right line {n} tells how the second column goes on"
    for n in ("one", "two", "three", "four", "five", "six", "seven")
]


def drawn_across(left: list[str], right: list[str], title: str) -> bytes:
    """A page of two columns whose lines are drawn from left to right, both columns at once."""
    words = f"BT /F1 11 Tf 40 780 Td ({title}) Tj ET\n"
    for row, (one, two) in enumerate(zip(left, right, strict=True)):
        y = 740 - 16 * row
        words += f"BT /F1 9 Tf 40 {y} Td ({one}) Tj ET\nBT /F1 9 Tf 310 {y} Td ({two}) Tj ET\n"
    return pdf_of_stream(words)


def test_a_pdf_in_two_columns_drawn_across_both() -> None:
    """The left column is read to its end before the right one; the title stands first."""
    documents, problems = documents_of(
        drawn_across(LEFT, RIGHT, "Weekly summary of the mission on the ceasefire"), "x.pdf"
    )
    assert problems == []
    text = documents[0].text
    places = [text.index(words) for words in ("Weekly summary", LEFT[0], LEFT[6], RIGHT[0], RIGHT[6])]
    assert places == sorted(places)


def test_a_table_in_a_pdf_keeps_its_rows() -> None:
    """Short cells side by side are a table: a place stays beside its number."""
    places = ["Hama", "Homs", "Idlib", "Daraa", "Latakia", "Aleppo", "Damascus"]
    documents, _ = documents_of(
        drawn_across(places, [str(n) for n in range(11, 18)], "Violations by province"), "x.pdf"
    )
    text = documents[0].text
    assert text.index("Hama") < text.index("11") < text.index("Homs") < text.index("12")


def locked_pdf(algorithm: str, password: str) -> bytes:
    writer = PdfWriter(io.BytesIO(pdf_of("Nine ceasefire violations were recorded.")))
    writer.encrypt(password, owner_password="owner", algorithm=algorithm)
    buffer = io.BytesIO()
    writer.write(buffer)
    return buffer.getvalue()


@pytest.mark.parametrize("algorithm", ["RC4-128", "AES-128", "AES-256"])
def test_a_pdf_that_only_forbids_printing_is_read(algorithm: str) -> None:
    """An owner's password alone keeps nobody from reading; a user's password is asked for by name."""
    documents, problems = documents_of(locked_pdf(algorithm, ""), "x.pdf")
    assert problems == [] and "Nine ceasefire violations" in documents[0].text
    documents, problems = documents_of(locked_pdf(algorithm, "secret"), "x.pdf")
    assert documents == [] and problems[0].code == "E-READ-010" and "save a copy without" in str(problems[0])


def test_a_text_too_long_is_refused_and_the_others_are_read() -> None:
    """Beyond two million characters a text gives E-READ-005 instead of filling the memory; what fits is read in parts."""
    word = "Ceasefire violations were recorded. "
    found, problems = documents_of((word * (2_000_000 // len(word) + 1)).encode(), "long.txt")
    assert (found, [p.code for p in problems]) == ([], ["E-READ-005"])
    found, problems = documents_of((word * 3_000).encode(), "fits.txt")
    assert problems == [] and len(found) == 3 and sum(len(d.text) for d in found) >= len(word) * 3_000 - 3


@pytest.mark.parametrize("codec", ["unicode_escape", "raw_unicode_escape", "undefined", "utf-7", "zlib", "nonsense"])
def test_a_stated_encoding_that_is_none(codec: str) -> None:
    """Names of codecs that are no encodings of texts are put aside, and what was guessed is said."""
    page = f'<html><meta charset="{codec}"><body><p>The truce held in Idlib caf'.encode() + b"\xe9 \\x3c +2AA-</p>" * 2
    documents, problems = documents_of(page, "x.html")
    assert not problems
    assert documents[0].guessed and "\\x3c" in documents[0].text and "+2AA-" in documents[0].text


def test_names_from_outside_can_be_written() -> None:
    """An attached file's name may hold anything: a zero, marks that turn the line, four hundred letters."""
    for name in ("a\0b.txt", "n\udcff.txt", "\u202etxt.exe", "a" * 400 + ".txt", "\x1b[32m.txt"):
        documents, _ = documents_of(b"The truce held in Idlib, the mission said.", name)
        shown = documents[0].name
        assert len(shown) <= 100 and shown.isprintable() and shown.encode()


def test_a_packed_picture_is_counted_too() -> None:
    """What a DOCX refers to is held in memory whatever its ending is."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", "<a/>")
        with archive.open("word/media/x.bin", "w", force_zip64=True) as member:
            for _ in range(21):
                member.write(b"\0" * 10_000_000)
    _, problems = documents_of(packed.getvalue(), "x.docx")
    assert [p.code for p in problems] == ["E-READ-005"]


def test_a_feed_with_a_document_type() -> None:
    """RSS 0.91 begins with one; what it declares is neither fetched nor blown up."""
    head = '<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/hostname"><!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
    feed = f'{head}<rss version="0.91"><channel><title>t</title><item><title>Truce holds &x;</title><description>In Hama.</description></item></channel></rss>'
    documents, problems = documents_of(feed.encode(), "feed.xml")
    assert not problems and [d.format for d in documents] == ["feed"]
    assert documents[0].text == "Truce holds\n\nIn Hama."
