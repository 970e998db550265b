"""Many words as one small pattern: what they share at the front is written once.

A list of words spelled out beside each other is slow to make and slow to ask where it stands in a pattern many times.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

Tree = dict[str, "Tree"]  # by letter; '' where a word ends


def word_tree(words: Iterable[str]) -> str:
    """Matches what ``'|'.join(words, longest first)`` matches, in the same order."""
    tree: Tree = {}
    for word in sorted(words):
        at = tree
        for letter in word:
            at = at.setdefault(letter, {})
        at[""] = {}
    return f"(?:{_written(tree)})" if tree else "(?!)"


def _written(tree: Tree) -> str:
    ends, letters = "" in tree, sorted(letter for letter in tree if letter)
    single = [letter for letter in letters if list(tree[letter]) == [""]]
    parts = [re.escape(letter) + _written(tree[letter]) for letter in letters if letter not in single]
    if len(single) > 1:
        parts.append("[" + "".join(map(re.escape, single)) + "]")
    else:
        parts += map(re.escape, single)
    if not parts:
        return ""
    if len(parts) == 1 and not ends:
        return parts[0]
    return f"(?:{'|'.join(parts)}){'?' if ends else ''}"
