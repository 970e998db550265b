"""The head of the log is stamped by an authority (RFC 3161); a chain that was cut off or written anew is found."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("django", reason="the mission service's extra is not installed: pip install -e '.[web]'")


@pytest.fixture
def places(db: Path, tmp_path: Path) -> Iterator[Path]:
    """Tokens and the local authority in a folder of this test's own."""
    from django.test import override_settings

    with override_settings(STAMPS=tmp_path / "stamps", AUTHORITY=tmp_path / "authority"):
        yield tmp_path


@pytest.fixture
def written(places: Path, person: Callable[[str], Any]) -> Callable[[], None]:
    """Adds an entry to the log."""
    from django.db import transaction

    from truceline.web.audit.actions import append

    def write() -> None:
        with transaction.atomic():
            append(person("miro"), "try", ("thing", "1"))

    return write


def around(table: str, statement: str) -> None:
    """What somebody with the database in hand writes: its triggers are taken off first."""
    from django.db import connection

    from truceline.web.audit.triggers import removals

    with connection.cursor() as cursor:
        for one in [*removals(table, "sqlite"), statement]:
            cursor.execute(one)


def test_a_stamp_holds_and_openssl_says_so_too(places: Path, written: Any) -> None:
    """The token in the folder, the head as text and the root are all that an outsider needs, with another program."""
    from truceline.web.audit.models import Entry
    from truceline.web.stamps.actions import stamp_head
    from truceline.web.stamps.verify import verify_kept, verify_stamps

    made = stamp_head("test")
    kept = next((places / "stamps").glob("*.tsr"))
    (places / "head.txt").write_text(f"{made.seq}:{made.entry_hash}\n")
    command = ["openssl", "ts", "-verify", "-in", kept, "-data", places / "head.txt"]
    judged = subprocess.run(
        [*command, "-CAfile", places / "authority" / "root.pem"], capture_output=True, text=True, check=False
    )
    assert judged.returncode == 0 and "Verification: OK" in judged.stdout, judged.stderr
    found = verify_stamps()
    assert (found.holding, found.breaks) == (1, []) and found.last and found.last[0] == made.seq
    assert abs(made.at - datetime.now(UTC)) < timedelta(minutes=5)
    assert f"entry {made.seq}" in verify_kept(kept)
    assert Entry.objects.order_by("-seq").values_list("action", flat=True).first() == "stamp"


def test_nothing_new_is_not_stamped_again(places: Path, written: Any) -> None:
    """A stamp writes an entry of its own, which alone is no reason for another; a real entry is."""
    from truceline.web.stamps.actions import stamp_head

    assert stamp_head() is not None
    assert stamp_head() is None
    written()
    assert stamp_head() is not None


def test_a_cut_end_is_found(places: Path, written: Any) -> None:
    """The chain without its end holds by itself; the stamp says what is gone and where the chain was cut."""
    from truceline.web.audit.queries import verify
    from truceline.web.stamps.actions import stamp_head
    from truceline.web.stamps.verify import verify_stamps

    written()
    made = stamp_head()
    around("audit_entry", f"DELETE FROM audit_entry WHERE seq >= {made.seq}")
    assert verify().breaks == []
    (told,) = verify_stamps().breaks
    assert f"entry {made.seq}, stamped" in told and f"cut off after entry {made.seq - 1}" in told


def test_a_cut_end_is_found_from_the_folder_and_from_a_token_kept_elsewhere(places: Path, written: Any) -> None:
    """Who cuts the log and takes the stamp out of the table too is told by the folder, or by a copy elsewhere."""
    from truceline.vocabulary.errors import TrucelineError
    from truceline.web.stamps.actions import stamp_head
    from truceline.web.stamps.verify import verify_kept, verify_stamps

    written()
    made = stamp_head()
    around("audit_entry", f"DELETE FROM audit_entry WHERE seq >= {made.seq}")
    around("stamps_stamp", "DELETE FROM stamps_stamp")
    told = " ".join(verify_stamps().breaks)
    assert "not in the database any more" in told and "cut off" in told
    kept = shutil.move(next((places / "stamps").glob("*.tsr")), places / "elsewhere.tsr")
    assert verify_stamps().breaks == []
    with pytest.raises(TrucelineError, match="E-STAMP-004"):
        verify_kept(Path(kept))


def test_a_chain_written_anew_is_found(places: Path, written: Any) -> None:
    """Somebody changes an entry and computes all hashes after it again: the chain holds, the stamp does not."""
    from truceline.web.audit.chain import entry_hash
    from truceline.web.audit.models import Entry
    from truceline.web.audit.queries import verify
    from truceline.web.stamps.actions import stamp_head
    from truceline.web.stamps.verify import verify_stamps

    written()
    made = stamp_head()
    around("audit_entry", f"UPDATE audit_entry SET actor = 'other' WHERE seq = {made.seq - 1}")
    before = Entry.objects.get(seq=made.seq - 2).hash
    for entry in Entry.objects.filter(seq__gte=made.seq - 1).order_by("seq"):
        fields = {f.name: getattr(entry, f.name) for f in entry._meta.fields} | {"previous_hash": before}
        before = entry_hash(fields)
        Entry.objects.filter(seq=entry.seq).update(previous_hash=fields["previous_hash"], hash=before)
    assert verify().breaks == []
    (told,) = verify_stamps().breaks
    assert f"entry {made.seq} is not the one stamped" in told and "written anew" in told


@pytest.mark.parametrize("at", [0.2, 0.5, 0.98])
def test_an_altered_token_says_so(places: Path, written: Any, at: float) -> None:
    """A byte changed anywhere in what was signed or in the signature: told with the entry, never a traceback."""
    from django.db import connection

    from truceline.web.audit.triggers import removals
    from truceline.web.stamps.actions import stamp_head
    from truceline.web.stamps.models import Stamp
    from truceline.web.stamps.verify import verify_stamps

    made = stamp_head()
    answer = bytearray(made.answer)
    answer[int(len(answer) * at)] ^= 0x41
    with connection.cursor() as cursor:
        for one in removals("stamps_stamp", "sqlite"):
            cursor.execute(one)
    Stamp.objects.update(answer=bytes(answer))
    told = verify_stamps().breaks
    assert [t for t in told if t.startswith(f"time-stamp of entry {made.seq}: ")]


def test_a_token_of_a_stranger_does_not_count(places: Path, written: Any, tmp_path: Path) -> None:
    """Another authority with the same names, made by somebody else: its root is not trusted."""
    from truceline.vocabulary.errors import TrucelineError
    from truceline.web.stamps import tokens
    from truceline.web.stamps.local_authority import LocalAuthority

    text = tokens.head_text(1, "0" * 64)
    request = tokens.request_for(text)
    stranger, ours = LocalAuthority(tmp_path / "stranger"), LocalAuthority(tmp_path / "ours")
    answer = stranger.answer(request.as_bytes())
    assert tokens.check(answer, [stranger.root], text, request)
    with pytest.raises(TrucelineError, match="E-STAMP-002"):
        tokens.check(answer, [ours.root], text, request)
    with pytest.raises(TrucelineError, match="E-STAMP-002"):
        tokens.check(answer, [stranger.root], tokens.head_text(2, "0" * 64), request)
    with pytest.raises(TrucelineError, match="E-STAMP-002"):
        tokens.check(answer, [stranger.root], text, tokens.request_for(text))  # the nonce of another request


def test_tokens_outlive_the_key_of_the_local_authority(places: Path, written: Any) -> None:
    """After a restore without the key a new authority is founded; what the earlier one signed still holds."""
    from truceline.web.stamps.actions import stamp_head
    from truceline.web.stamps.verify import verify_stamps

    stamp_head()
    (places / "authority" / "key.pem").unlink()
    written()
    stamp_head()
    found = verify_stamps()
    assert (found.holding, found.breaks) == (2, [])


class Authority(BaseHTTPRequestHandler):
    """An outside authority over HTTP, as RFC 3161 says it is asked."""

    answers: Callable[[bytes], bytes]

    def do_POST(self) -> None:
        assert self.headers["Content-Type"] == "application/timestamp-query"
        answer = type(self).answers(self.rfile.read(int(self.headers["Content-Length"])))
        self.send_response(200)
        self.send_header("Content-Type", "application/timestamp-reply")
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, *args: Any) -> None:
        pass


@pytest.fixture
def outside(tmp_path: Path) -> Iterator[tuple[str, Path]]:
    """(address, root certificate)."""
    from truceline.web.stamps.local_authority import LocalAuthority

    Authority.answers = LocalAuthority(tmp_path / "outside").answer
    server = HTTPServer(("127.0.0.1", 0), Authority)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/tsa", tmp_path / "outside" / "root.pem"
    server.shutdown()


def test_an_outside_authority_is_asked(places: Path, written: Any, outside: tuple[str, Path]) -> None:
    """By its address and its root; without its root the answer is refused, and nothing is kept."""
    from django.test import override_settings

    from truceline.vocabulary.errors import TrucelineError
    from truceline.web.stamps.actions import stamp_head
    from truceline.web.stamps.models import Stamp
    from truceline.web.stamps.verify import verify_stamps

    address, root = outside
    with override_settings(TSA=address), pytest.raises(TrucelineError, match="E-STAMP-002"):
        stamp_head()
    with override_settings(TSA="ftp://127.0.0.1/"), pytest.raises(TrucelineError, match="E-STAMP-001"):
        stamp_head()
    with override_settings(TSA="http://127.0.0.1:1/"), pytest.raises(TrucelineError, match="E-STAMP-001"):
        stamp_head()
    with (
        override_settings(TSA=address, TSA_ROOTS=str(places / "none.pem")),
        pytest.raises(TrucelineError, match="E-STAMP-003"),
    ):
        stamp_head()
    assert not Stamp.objects.exists() and not (places / "stamps").exists()
    with override_settings(TSA=address, TSA_ROOTS=str(root)):
        assert stamp_head().authority == "127.0.0.1"
        assert verify_stamps().holding == 1
    assert not (places / "authority").exists()


def test_stamps_are_due_by_their_age(places: Path, written: Any) -> None:
    """At once where there is none, then after the time that was set; never where it is 0."""
    from django.test import override_settings

    from truceline.web.stamps.actions import due, stamp_head

    now = datetime.now(UTC)
    assert due(now)
    stamp_head()
    with override_settings(STAMP_EVERY=timedelta(hours=2)):
        assert not due(now) and due(now + timedelta(hours=3))
    with override_settings(STAMP_EVERY=timedelta(0)):
        assert not due(now + timedelta(days=900))


def run(data: Path, *words: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", "from truceline.cli import main; main()", "audit", *words, "--data", str(data)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_the_commands_stamp_and_verify(service: Path, tmp_path: Path) -> None:
    """stamp says where the token lies; verify names the last one; after the end is cut off it fails and says where."""
    with sqlite3.connect(service / "truceline.sqlite3") as kept, sqlite3.connect(tmp_path / "truceline.sqlite3") as own:
        kept.backup(own)
    stamped = run(tmp_path, "stamp")
    assert stamped.returncode == 0, stamped.stderr
    token = Path(stamped.stdout.strip().rsplit(": ", 1)[1])
    assert "Nothing was written" in run(tmp_path, "stamp").stdout
    good = run(tmp_path, "verify", "--token", str(token))
    assert good.returncode == 0 and "1 time-stamps hold" in good.stdout and f"{token.name} stamps" in good.stdout
    with sqlite3.connect(tmp_path / "truceline.sqlite3") as own:
        for (name,) in own.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            own.execute(f"DROP TRIGGER {name}")
        own.execute("DELETE FROM audit_entry WHERE seq > 1")
    cut = run(tmp_path, "verify")
    assert cut.returncode == 1 and "cut off after entry 1" in cut.stderr
