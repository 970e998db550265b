"""The files that matching leaves and reads back."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq


def write_match(members: pa.Table, incidents: pa.Table, folder: Path) -> None:
    """``members.parquet`` and ``incidents.parquet``."""
    pq.write_table(members, folder / "members.parquet", compression="zstd")
    pq.write_table(incidents, folder / "incidents.parquet", compression="zstd")
