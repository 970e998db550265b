"""Check that every relative link and picture in the Markdown pages leads to a file, and every #anchor to a heading.

Outside addresses are not asked: checks need no network.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

ROOT = Path(__file__).resolve().parent.parent
LINK = re.compile(r"!?\[[^\]]*\]\(\s*<?([^)\s>]+)>?(?:\s+\"[^\"]*\")?\s*\)")
FENCE = re.compile(r"^(```|~~~).*?^\1", re.MULTILINE | re.DOTALL)
BUILT = {".venv", "node_modules", "demo", "build", "dist"}


def pages(root: Path = ROOT) -> list[Path]:
    return sorted(
        p for p in root.rglob("*.md") if not any(x in BUILT or x[0] == "." for x in p.relative_to(root).parts)
    )


def anchors(text: str) -> set[str]:
    """Heading anchors as code hosts make them: lower case, punctuation dropped, spaces to hyphens."""
    heads = re.findall(r"^#{1,6}\s+(.+?)\s*#*$", FENCE.sub("", text), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", head.replace("`", "").lower()).replace(" ", "-") for head in heads}


def broken_links(page: Path, root: Path = ROOT) -> Iterator[str]:
    """One message per link of ``page`` that leads nowhere."""
    text = page.read_text(encoding="utf-8")
    for target in LINK.findall(FENCE.sub("", text)):
        if re.match(r"[a-z][a-z0-9+.-]*:", target):
            continue
        path, _, anchor = unquote(target).partition("#")
        place = (page.parent / path).resolve() if path else page
        name = page.relative_to(root)
        if not place.is_relative_to(root):
            yield f"{name}: {target} leads out of the repository"
        elif not place.exists():
            yield f"{name}: {target} does not exist"
        elif anchor and place.suffix == ".md" and anchor not in anchors(place.read_text(encoding="utf-8")):
            yield f"{name}: {target} names no heading"


if __name__ == "__main__":
    found = [message for page in pages() for message in broken_links(page)]
    print("\n".join(found) or f"links of {len(pages())} pages lead somewhere")
    sys.exit(bool(found))
