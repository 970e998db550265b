"""Whether 03/04/2016 is the third of April or the fourth of March: decided for a whole file, and said."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from truceline.formats.cells import text
from truceline.formats.tabular import open_sheet

SLASHED = re.compile(r"^(\d{1,2})[/-](\d{1,2})[/-]\d{4}\b")
LOOK_AT = 200


def month_first(path: Path, columns: Iterable[str]) -> tuple[bool, str | None]:
    """Whether the file writes the month first, and a note on how that was decided.

    A number above 12 decides; where none stands, the day is taken to come first. Files without such dates are left
    after a few rows. Raises what ``open_sheet`` raises.
    """
    sheet = open_sheet(path)
    wanted = [i for i, name in enumerate(sheet.header) if name in set(columns)]
    if not wanted:
        return False, None
    example, first_above, second_above = None, False, False
    for seen, (_, cells) in enumerate(sheet.rows):
        for index in wanted:
            found = SLASHED.match(text(cells[index]) or "") if index < len(cells) else None
            if found:
                example = example or found.group()
                first_above |= int(found[1]) > 12
                second_above |= int(found[2]) > 12
        if (seen >= LOOK_AT and example is None) or (first_above and second_above):
            break
    if example is None:
        return False, None
    if second_above and not first_above:
        return True, f"dates such as {example} are read month first, because the second number goes beyond 12"
    if second_above:
        return False, f"dates such as {example} are read day first; those that cannot be are rejected"
    if first_above:
        return False, None
    return False, f"dates such as {example} are read day first; nothing in the file says which comes first"
