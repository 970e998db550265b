"""Where each item read in a text lives."""

from __future__ import annotations

import pyarrow as pa

from truceline.tables.schema import Table

SPAN = pa.struct([("start", pa.int64()), ("end", pa.int64())])


class RegisterItems(Table):
    """One item read in a text, with the register it ends in, or the reason why in none.

    ``layer`` and ``type`` are those of the claims file; ``row_id``: the row in the register's own table, if any.
    ``spans`` are code points ``[start, end)`` of the text.
    """

    name = "register_items"
    schema = pa.schema(
        [
            pa.field("item_id", pa.string(), nullable=False),
            pa.field("text_name", pa.string(), nullable=False),
            pa.field("layer", pa.string(), nullable=False),
            pa.field("type", pa.string(), nullable=False),
            pa.field("register", pa.string()),
            pa.field("row_id", pa.string()),
            pa.field("words", pa.string(), nullable=False),
            pa.field("who", pa.string()),
            pa.field("on", pa.string()),
            pa.field("spans", pa.list_(SPAN), nullable=False),
            pa.field("reason", pa.string()),
        ]
    )
