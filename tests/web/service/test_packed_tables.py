"""Tables that are small only while they are packed."""

from __future__ import annotations

import gzip
import io
import zipfile
from collections.abc import Callable
from typing import Any

import pytest


@pytest.mark.parametrize("kind", ["workbook", "gzipped", "columns"])
def test_a_table_made_to_fill_the_machine_is_told(
    signed_in: Callable[[str], Any], settings_of: Callable[..., None], kind: str
) -> None:
    """Small only while it is packed, or of more columns than a page can offer: E-REP-001, and nothing is read."""
    settings_of(MOST_WORKBOOK_BYTES=1_000_000, MOST_UPLOAD_BYTES=100_000)
    book = io.BytesIO()
    with zipfile.ZipFile(book, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"<row/>" * 200_000)
    wide = ",".join(f"c{n}" for n in range(3000))
    given = {
        "workbook": (book.getvalue(), "a.xlsx", "unpacked it is larger than 1 MB"),
        "gzipped": (gzip.compress(b"date,place\n" * 20_000), "a.csv.gz", "unpacked it is larger than 0 MB"),
        "columns": (f"{wide}\n{wide}\n".encode(), "a.csv", "it has 3000 columns"),
    }[kind]
    file = io.BytesIO(given[0])
    file.name = given[1]
    answer = signed_in("miro").post("/intake/table/", {"file": file})
    assert answer.status_code == 422 and given[2] in answer.content.decode()
