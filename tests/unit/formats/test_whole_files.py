"""Claims about files that are there whole or not at all."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pytest

from truceline.formats.findings_io import write_csv_parts
from truceline.formats.whole_files import written_whole


def test_a_write_that_breaks_off_leaves_the_former_file(tmp_path: Path) -> None:
    """The reader sees the old table until the new one is complete, and no draft stays behind after an error."""
    path = tmp_path / "rejects.csv"
    write_csv_parts([pa.table({"a": [1]})], ["a"], path)

    def broken() -> object:
        yield pa.table({"a": [2]})
        assert path.read_text() == "a\n1\n"
        raise OSError("disk full")

    with pytest.raises(OSError, match="disk full"):
        write_csv_parts(broken(), ["a"], path)  # type: ignore[arg-type]
    assert path.read_text() == "a\n1\n" and [p.name for p in tmp_path.iterdir()] == ["rejects.csv"]


def test_a_killed_run_leaves_no_half_file_under_its_own_name(tmp_path: Path) -> None:
    """While it is written the file has another name."""
    with written_whole(tmp_path / "report.html") as draft:
        draft.write_text("half")
        assert not (tmp_path / "report.html").exists()
    assert (tmp_path / "report.html").read_text() == "half"
