"""What the log says, put aside on disk while the tables are compared with it: memory stays what it is, however long
the log. The file is the database library's own temporary one, which nobody else can open and which goes with it.

Of what people wrote only digests are put aside (``words_of``).
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterable, Iterator
from types import TracebackType
from typing import Any

from truceline.web.audit.chain import canonical

CACHE_KB = 4000
Noted = tuple[int, str]  # the entry that says so, and what it says


class Aside:
    """Closed when it is left; what was put aside is gone then."""

    def __init__(self) -> None:
        self._database = sqlite3.connect("", isolation_level=None)
        for setting in ("journal_mode = OFF", "synchronous = OFF", f"cache_size = -{CACHE_KB}"):
            self._database.execute(f"PRAGMA {setting}")
        self._made = 0

    def __enter__(self) -> Aside:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._database.close()

    def notes(self, *, several: bool = False) -> Notes:
        """Room for notes, one a key; with ``several`` as many as were put there."""
        self._made += 1
        return Notes(self._database, f"notes_{self._made}", several)

    def in_order(self) -> InOrder:
        """Room for rows that are to be read in the order of their keys."""
        self._made += 1
        return InOrder(self._database, f"notes_{self._made}")


class Notes:
    """Keys with what an entry says of each; in the order in which each key was first put."""

    def __init__(self, database: sqlite3.Connection, name: str, several: bool) -> None:
        self._run, self._name = database.execute, name
        key = "key TEXT NOT NULL" if several else "key TEXT NOT NULL UNIQUE"
        self._run(f"CREATE TABLE {name} (number INTEGER PRIMARY KEY, {key}, seq INTEGER NOT NULL, said TEXT NOT NULL)")
        if several:
            self._run(f"CREATE INDEX {name}_by_key ON {name} (key, number)")
        instead = "" if several else " ON CONFLICT (key) DO UPDATE SET seq = excluded.seq, said = excluded.said"
        self._put = f"INSERT INTO {name} (key, seq, said) VALUES (?, ?, ?){instead}"
        self._many = database.executemany

    def put(self, key: str, seq: int, said: str) -> None:
        """Says it of the key from now on, or with ``several`` once more."""
        self._run(self._put, (key, seq, said))

    def put_all(self, noted: Iterable[tuple[str, int, str]]) -> None:
        self._many(self._put, noted)

    def get(self, key: str) -> Noted | None:
        """What was put last."""
        found = self._run(f"SELECT seq, said FROM {self._name} WHERE key = ? ORDER BY number DESC LIMIT 1", (key,))
        noted: Noted | None = found.fetchone()
        return noted

    def pop(self, key: str) -> Noted | None:
        """What was put last, which is taken out."""
        asked = f"SELECT number, seq, said FROM {self._name} WHERE key = ? ORDER BY number DESC LIMIT 1"
        found = self._run(asked, (key,)).fetchone()
        if found is None:
            return None
        self._run(f"DELETE FROM {self._name} WHERE number = ?", found[:1])
        return found[1], found[2]

    def rest(self) -> Iterator[tuple[str, int, str]]:
        """(key, entry, what it says) of all that nobody took out."""
        yield from self._run(f"SELECT key, seq, said FROM {self._name} ORDER BY number")

    def each_once(self) -> Iterator[str]:
        """Each key of the rest once."""
        for (key,) in self._run(f"SELECT key FROM {self._name} GROUP BY key ORDER BY min(number)"):
            yield key


class InOrder:
    """Rows by a key, in the order of its characters, whatever rules of a language a database sorts by."""

    def __init__(self, database: sqlite3.Connection, name: str) -> None:
        self._database, self._name = database, name
        database.execute(f"CREATE TABLE {name} (key TEXT NOT NULL, pk TEXT NOT NULL, digest TEXT NOT NULL, kept TEXT)")

    def fill(self, rows: Iterable[tuple[str, str, str, str]]) -> None:
        """(key, primary key, digest, the digest that was kept); instead of those of before."""
        self._database.execute(f"DELETE FROM {self._name}")
        self._database.executemany(f"INSERT INTO {self._name} VALUES (?, ?, ?, ?)", rows)

    def digests(self) -> Iterator[str]:
        for (digest,) in self._database.execute(f"SELECT digest FROM {self._name} ORDER BY key, rowid"):
            yield digest

    def otherwise(self, most: int) -> list[str]:
        """The first primary keys of rows whose digest is not the one that was kept."""
        asked = f"SELECT pk FROM {self._name} WHERE digest IS NOT kept ORDER BY key, rowid LIMIT ?"
        return [pk for (pk,) in self._database.execute(asked, (most,))]


def words_of(*words: Any) -> str:
    """A digest of words that are compared and never shown; of whatever else stands where somebody changed them."""
    return hashlib.sha256(canonical(words).encode("utf-8", "surrogatepass")).hexdigest()
