"""What a table is: an Arrow schema with a name, and a check that says which rows break it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, ClassVar

import pyarrow as pa

UTC = pa.timestamp("us", tz="UTC")


class Table:
    """One table, one class. Subclasses state ``name``, ``version`` and ``schema``."""

    name: ClassVar[str]
    version: ClassVar[int] = 1
    schema: ClassVar[pa.Schema]

    @classmethod
    def from_rows(cls, rows: Iterable[Mapping[str, Any]]) -> pa.Table:
        """Rows to an Arrow table in this schema; absent keys become null. Unknown keys are a bug and raise KeyError."""
        known = set(cls.schema.names)
        filled = []
        for row in rows:
            unknown = set(row) - known
            if unknown:
                raise KeyError(f"{cls.name} has no column {sorted(unknown)}")
            filled.append({name: row.get(name) for name in cls.schema.names})
        return pa.Table.from_pylist(filled, schema=cls.schema)

    @classmethod
    def empty(cls) -> pa.Table:
        return cls.schema.empty_table()
