"""One difference between two encodings as one line, cut where it is long and never before the two differ."""

from __future__ import annotations

import json

from truceline.agreement.diff import Change

WIDE, AROUND = 120, 40  # characters of one value on a line; of what is alike, before the first that differs


def change_line(change: Change) -> str:
    """``+``, ``-`` or ``~``, the part, and of a change the key with what it was and is."""
    mark = {"added": "+", "removed": "-", "changed": "~"}[change.what]
    if change.key is None:
        return f"{mark} {change.part}"
    before, after = (json.dumps(v, ensure_ascii=False, default=str) for v in (change.before, change.after))
    alike = next((i for i, (x, y) in enumerate(zip(before, after, strict=False)) if x != y), 0)
    since = alike - AROUND if alike > 2 * AROUND and max(len(before), len(after)) > WIDE else 0
    return f"{mark} {change.part}: {change.key}: {_short(before, since)} -> {_short(after, since)}"


def _short(text: str, since: int) -> str:
    kept = f"...{text[since:]}" if since else text
    return kept if len(kept) <= WIDE else f"{kept[: WIDE - 3]}..."
