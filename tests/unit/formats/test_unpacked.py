"""Files that are small only while they are packed are refused before they fill the machine."""

from __future__ import annotations

import gzip
import io
import tracemalloc
import zipfile
import zlib

import pytest

from tests.hand_made_pdf import pdf, stream
from truceline.formats.text_files import documents_of
from truceline.formats.unpacked import unpacked_bytes


def packed(members: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()


def test_sizes_are_told_without_unpacking() -> None:
    """Members of an archive by what they state, of some endings only; a gzipped file no further than the limit."""
    archive = io.BytesIO(packed({"a.xml": b"x" * 5000, "b.png": b"x" * 700}))
    assert unpacked_bytes(archive, 10) == 5700 and unpacked_bytes(archive, 10, (".xml",)) == 5000
    assert 3_000_000 < unpacked_bytes(io.BytesIO(gzip.compress(b"x" * 9_000_000)), 3_000_000) < 5_000_000
    assert unpacked_bytes(io.BytesIO(b"date,place"), 10) == 0


def test_a_docx_made_to_fill_the_memory_is_refused() -> None:
    """Two hundred kilobytes that unpack to fifty megabytes: E-READ-005, and not a tenth of them in memory."""
    data = packed({"word/document.xml": b"<w:p/>" * 8_400_000})
    tracemalloc.start()
    found, problems = documents_of(data, "a.docx")
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert (found, [p.code for p in problems]) == ([], ["E-READ-005"]) and most < 5_000_000


@pytest.mark.parametrize("drawn", [b"BT /F1 9 Tf (Shelling hit Osk.) Tj ET ", b"0 0 m 9 9 l S "], ids=["text", "lines"])
def test_a_pdf_whose_pages_share_one_stream_is_refused(drawn: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    """A thousand pages in a file of some kilobytes: reading ends where it has cost more than a text is worth."""
    monkeypatch.setattr("truceline.formats.text_pages.LIMIT_DRAWN_BYTES", 1_000_000)
    monkeypatch.setattr("truceline.formats.text_pages.LIMIT_CHARACTERS", 200_000)
    content = stream(b"/Filter/FlateDecode", zlib.compress(drawn * 5000))
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]/Contents 3 0 R/Resources<</Font<</F1 4 0 R>>>>>>"
    kids = b" ".join(b"%d 0 R" % (5 + n) for n in range(1000))
    tree = [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Count 1000/Kids[%s]>>" % kids]
    font = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
    found, problems = documents_of(pdf([*tree, content, font, *[page] * 1000]), "a.pdf")
    assert found == [] and [p.code for p in problems] == ["E-READ-005"], problems
