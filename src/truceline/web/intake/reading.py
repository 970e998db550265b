"""A document through ``reading/``: plain data for the page, and the rows that people decide about."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from django.conf import settings

from truceline.formats.bundled import find_agreements
from truceline.formats.reading_data import load_lexicons
from truceline.formats.reading_json import masked_rows, to_json
from truceline.formats.text_files import SourceDocument
from truceline.formats.worlds import registry_folders
from truceline.reading.lexicon import Lexicons
from truceline.reading.read import read_text
from truceline.reading.rows import ClaimRows
from truceline.web.audit.chain import canonical

SPAN = re.compile(r"\[(\d+):(\d+)\]$")
KEYS = {
    "reports": "report_id",
    "count_claims": "claim_id",
    "control_claims": "claim_id",
    "listing_claims": "claim_id",
    "contacts": "contact_id",
    "meetings": "meeting_id",
    "statements": "statement_id",
}
# What the mission fills in itself: when it came in, and the name of its own row.
NOT_KEPT = ("report_id", "received_at", "source")


@lru_cache(maxsize=1)
def lexicons() -> Lexicons:
    """The words, names and places of the world and of the instruments watched; some two seconds the first time."""
    folders = registry_folders([find_agreements(name) for name in settings.AGREEMENTS], None)
    return load_lexicons(tuple(map(str, folders)))


@dataclass(frozen=True)
class Found:
    """One document as it was read; private names are replaced. ``day``: of the document, as far as it is known."""

    name: str
    reading: dict[str, Any]
    rows: ClaimRows
    day: date | None

    def claims(self, prefix: str) -> Iterator[dict[str, Any]]:
        """Fields of ``TextClaim``, in the order of the text; then events that can be no report, with the reason."""
        made = [self._claim(t, row, prefix) for t in KEYS for row in self.rows.tables.get(t, [])]
        yield from sorted(made, key=lambda c: (c["start"], c["end"], c["table"]))
        for key, why, _ in self.rows.unplaced:
            name = key.rsplit("-", 1)[-1]
            start, end, words = self._words(name)
            table = "count_claims" if name.startswith("n") else "reports"
            yield {
                "table": table,
                "name": name,
                "mark": f"{prefix}-{name}",
                "start": start,
                "end": end,
                "row": {"text": words},
                "why_not": why,
            }

    def _claim(self, table: str, row: dict[str, Any], prefix: str) -> dict[str, Any]:
        name = str(row[KEYS[table]]).rsplit("-", 1)[-1]
        found = SPAN.search(row["source"])
        start, end = (int(found.group(1)), int(found.group(2))) if found else (0, 0)
        plain = json.loads(canonical({k: v for k, v in row.items() if k not in NOT_KEPT and v is not None}))
        mark = self._mark(table, name, prefix)
        return {"table": table, "name": name, "mark": mark, "start": start, "end": end, "row": plain}

    def _mark(self, table: str, name: str, prefix: str) -> str:
        """The name that the claim's words carry on the page (bulletins.reading_page)."""
        if table == "control_claims":
            index = next(i for i, c in enumerate(self.reading["control"]) if c["id"] == name)
            return f"{prefix}-control-{index}"
        if table == "listing_claims":
            return f"{prefix}-designations-{int(name[1:]) - 1}"
        return f"{prefix}-{name}"

    def _words(self, name: str) -> tuple[int, int, str]:
        for event in self.reading["events"]:
            if event["id"] == name:
                first = event["triggers"][0]
                return first["start"], first["end"], first["text"]
        found = next((c for c in self.reading["counts"] if c["id"] == name), {"start": 0, "end": 0, "text": ""})
        return found["start"], found["end"], found["text"]


def read_document(document: SourceDocument, published: date | None) -> Found:
    """Read one document. Pure but for the lexicons, which are loaded once a process."""
    known = lexicons()
    reading = read_text(document.text, known, document.published or published)
    return Found(
        document.name, to_json(reading, document, known), masked_rows(reading, document, known), reading.meta.doc_date
    )
