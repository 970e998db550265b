"""Arabic pages of a PDF come out in the order they are read, whatever the order in which their glyphs were drawn."""

from __future__ import annotations

import io

import pytest
from pypdf import PdfReader

from truceline.formats.pdf_right_to_left import as_read, mostly_arabic
from truceline.formats.text_files import documents_of

READ = [
    "قصفت القوات بلدة وادي خيال في 12/03/2016 عند الساعة 06:40.",
    "سجلت البعثة 7 حوادث (4 في تعز و3 في إب)، وفق UN OCHA أمس.",
    "لا قتلى، ولا جرحى «بحسب المصدر»",
]


def as_seen(line: str) -> str:
    """What stands on the page from the left: the line turned, numbers and Latin words not."""
    words = [w if w.strip("().،:").isascii() and w.strip("().،:") else w[::-1] for w in line.split(" ")]
    turned = []
    for word in reversed(words):
        core = word.strip("().،:")
        if core and core.isascii():
            head, tail = word[: word.index(core)], word[word.index(core) + len(core) :]
            word = tail[::-1] + core + head[::-1]
        turned.append(word)
    seen = " ".join(turned).translate(str.maketrans("()«»", ")(»«"))
    return seen.replace("OCHA UN", "UN OCHA")


@pytest.mark.parametrize("line", READ)
def test_a_line_as_it_is_seen_becomes_the_line_as_it_is_read(line: str) -> None:
    """Words, brackets and marks turn; days, hours and Latin words keep their order."""
    assert as_read(as_seen(line)) == line


def test_shapes_of_letters_become_letters() -> None:
    """Fonts have a sign for a letter at the beginning, in the middle and at the end, and for joined pairs."""
    assert as_read("\ufe94\ufee7\ufeaa\ufeeb") == "هدنة"
    assert as_read("\ufee1\ufefc\ufeb3") == "سلام"


def test_other_scripts_are_left_alone() -> None:
    """A line without Arabic letters, on whatever page."""
    assert as_read("Read also: page 3 of 5 (annex)") == "Read also: page 3 of 5 (annex)"
    assert not mostly_arabic("The town of تعز was quiet.") and not mostly_arabic("12 3")


def pdf_of(lines: list[str]) -> bytes:
    """A page whose glyphs are drawn from the left as they are seen, with a table from codes to letters."""
    letters = sorted({c for line in lines for c in line})
    codes = {c: n for n, c in enumerate(letters, 1)}
    table = "\n".join(f"<{n:02x}> <{ord(c):04x}>" for c, n in codes.items())
    cmap = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def /CMapType 2 def\n"
        f"1 begincodespacerange <00> <ff> endcodespacerange\n{len(codes)} beginbfchar\n{table}\nendbfchar\n"
        "endcmap end end"
    )
    drawn = "\n".join(
        f"BT /F1 12 Tf 72 {700 - 40 * i} Td <{''.join(f'{codes[c]:02x}' for c in line)}> Tj ET"
        for i, line in enumerate(lines)
    )
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R "
        "/Resources << /Font << /F1 5 0 R >> >> >>",
        f"<< /Length {len(drawn)} >>\nstream\n{drawn}\nendstream",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /ToUnicode 6 0 R >>",
        f"<< /Length {len(cmap)} >>\nstream\n{cmap}\nendstream",
    ]
    out, starts = "%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        starts.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n"
    table_at = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n" + "".join(f"{s:010d} 00000 n \n" for s in starts)
    return (out + f"trailer << /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{table_at}\n%%EOF\n").encode()


def test_an_arabic_pdf_is_read_as_it_was_written() -> None:
    """Every line of the page, in order, and that it was put in order is said."""
    data = pdf_of([as_seen(line) for line in READ])
    assert len(PdfReader(io.BytesIO(data)).pages) == 1
    documents, problems = documents_of(data, "bulletin.pdf")
    assert problems == []
    assert [line for line in documents[0].text.splitlines() if line] == READ
    assert any("from the right" in note for note in documents[0].guessed)
