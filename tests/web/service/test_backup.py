"""A backup taken while people write is whole; restored elsewhere, the log, every row and every file hold."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import sqlite3
import subprocess
import sys
import tarfile
import time
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.web.service.conftest import PASSWORD, free_port, start_server

pytest.importorskip("django", reason="the mission service's extra is not installed: pip install -e '.[web]'")

ENOUGH = 6  # confirmed writes of each writer before the backup begins
SEED = "import django; django.setup()\nfrom truceline.web.__main__ import prepare\nprepare()\n"
SEED += "from truceline.web.seed import seed_exercise\nseed_exercise(incidents=3)"
ASK = "import django; django.setup()\nimport json\nfrom truceline.web.evidence.models import Item\n"
ASK += "from truceline.web.intake.models import Report\nfrom truceline.web.audit.models import Entry\n"
ASK += "from truceline.web.accounts.models import User\nvera = User.objects.get(username='vera')\n"
ASK += "print(json.dumps([sorted(Report.objects.values_list('pk', flat=True)), "
ASK += "sorted(map(list, Item.objects.values_list('report_id', 'pk', 'sha256'))), "
ASK += "list(map(list, Entry.objects.order_by('seq').values_list('seq', 'hash'))), "
ASK += "[r.pk for r in Report.objects.visible_to(vera).order_by('-received_at', 'report_id')]]))"


def environment(data: Path, address: str) -> dict[str, str]:
    clean = {k: v for k, v in os.environ.items() if not k.startswith(("TRUCELINE_", "DJANGO_"))}
    clean |= {"TRUCELINE_DATA": str(data), "DJANGO_SETTINGS_MODULE": "truceline.web.settings"}
    clean["PYTHONPATH"] = os.pathsep.join(sys.path)
    return clean | ({"TRUCELINE_DATABASE": address} if address else {})


def program(code: str, data: Path, address: str) -> str:
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, env=environment(data, address), capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-3000:]
    return done.stdout


def truceline(*words: Any, address: str = "") -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", "from truceline.cli import main; main()", *map(str, words)]
    env = environment(Path("unused"), address)
    return subprocess.run(command, env=env, capture_output=True, text=True, check=False)


@contextmanager
def writers(data: Path, address: str, folder: Path) -> Iterator[Callable[[], list[list[str]]]]:
    """Two programs that write; gives what they have confirmed so far."""
    stop = folder / "stop"
    logs = [folder / f"writer-{n}" for n in range(2)]
    script = Path(__file__).with_name("backup_writer.py")
    running = [
        subprocess.Popen([sys.executable, script, log.name, log, stop], env=environment(data, address)) for log in logs
    ]

    def confirmed() -> list[list[str]]:
        lines = [line.split() for log in logs if log.exists() for line in log.read_text().splitlines(keepends=False)]
        return [line for line in lines if len(line) == 3 and len(line[2]) == 64]

    try:
        for _ in range(600):
            assert all(one.poll() is None for one in running)
            if all(log.exists() and log.read_text().count("\n") >= ENOUGH for log in logs):
                break
            time.sleep(0.2)
        yield confirmed
    finally:
        stop.touch()
        for one in running:
            one.wait(60)


def taken_and_restored(data: Path, folder: Path, addresses: tuple[str, str]) -> None:
    """The claim of both databases: see the two tests below."""
    source, target = addresses
    program(SEED, data, source)
    file, again = folder / "backup.tar", folder / "again"
    with writers(data, source, folder) as confirmed:
        before = confirmed()
        taken = truceline("backup", "--data", data, "--to", file, address=source)
        assert taken.returncode == 0, taken.stderr
        during = len(confirmed()) - len(before)
        while len(confirmed()) < len(before) + during + 2:
            time.sleep(0.1)
    assert during > 0, "nobody wrote while the backup was taken: the test shows nothing"
    assert truceline("restore", file).returncode == 0
    restored = truceline("restore", file, "--data", again, address=target)
    assert restored.returncode == 0, restored.stderr
    assert ("TRUCELINE_DATABASE" in restored.stdout) == bool(target)
    live, back = (json.loads(program(ASK, *place)) for place in ((data, source), (again, target)))
    assert {line[0] for line in before} <= set(back[0]) < set(live[0])
    assert [list(line) for line in before if list(line) not in back[1]] == []
    assert back[2] == live[2][: len(back[2])] and len(back[2]) < len(live[2])
    for _, _, sha256 in back[1]:
        kept = again / "evidence" / "originals" / sha256[:2] / sha256
        assert kept.read_bytes() == (data / kept.relative_to(again)).read_bytes()
    listed = [pk for pk in live[3] if pk in set(back[0])]
    served_again(again, target, listed, back[1][-1])
    for check in (["audit", "verify"], ["evidence", "verify"]):
        found = truceline(*check, "--data", again, address=target)
        assert found.returncode == 0, found.stderr


def served_again(data: Path, address: str, listed: list[str], item: list[str]) -> None:
    """Started as a service: somebody signs in with the password of before, reads the list of before, and is handed a
    file of evidence with the SHA-256 of before."""
    port = free_port()
    server = start_server(data, port, address)
    try:
        ask = signed_in_at(f"http://127.0.0.1:{port}", "vera")
        page = ask("/reports/").decode()
        assert re.findall(r'<th scope="row"><a href="/reports/([^/]+)/">', page) == listed[:25]
        _, evidence_id, sha256 = item
        handed = ask(f"/evidence/{evidence_id}/original/", {"reason": "Compared. Example."})
        assert hashlib.sha256(handed).hexdigest() == sha256
    finally:
        server.terminate()
        server.wait(20)


def signed_in_at(address: str, name: str) -> Callable[..., bytes]:
    """Asks a running service as somebody; with ``form``: sends it, with the token of the page that shows it."""
    client = urllib.request.build_opener(urllib.request.HTTPCookieProcessor())

    def ask(path: str, form: dict[str, str] | None = None) -> bytes:
        sent = None
        if form is not None:
            around = client.open(address + path.replace("/original/", "/")).read().decode()
            token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', around)
            assert token
            sent = urllib.parse.urlencode(form | {"csrfmiddlewaretoken": token[1]}).encode()
        return bytes(client.open(urllib.request.Request(address + path, sent, {"Referer": address + path})).read())

    ask("/account/login/", {"login": name, "password": PASSWORD})
    return ask


def test_a_backup_under_load_restores_equal_on_sqlite(tmp_path: Path) -> None:
    """Two programs write reports and evidence meanwhile. Restored elsewhere: every write confirmed before the backup
    began is there, the log is the live one up to a point, rows match their digests, files their hashes."""
    data = tmp_path / "live"
    data.mkdir()
    taken_and_restored(data, tmp_path, ("", ""))


def test_a_backup_under_load_restores_equal_on_postgresql(tmp_path: Path, postgres: str, postgres_server: str) -> None:
    """The same with pg_dump and pg_restore; the restored database has its walls and triggers again."""
    import psycopg

    from tests.web.service.postgres_server import database

    data = tmp_path / "live"
    data.mkdir()
    with database(postgres_server) as target:
        taken_and_restored(data, tmp_path, (postgres, target))
        with psycopg.connect(target) as around:
            around.execute("SET ROLE truceline_app")
            assert around.execute("SELECT count(*) FROM intake_report").fetchone() == (0,)
        with psycopg.connect(target) as around, pytest.raises(psycopg.Error, match="append-only"):
            around.execute("UPDATE audit_entry SET action = 'x'")
        again = truceline("restore", tmp_path / "backup.tar", "--data", tmp_path / "third", address=target)
        assert "E-BAK-002" in again.stderr and not (tmp_path / "third").exists()


@pytest.fixture(scope="module")
def backup(service: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A backup of the exercise with one file of evidence and a key that must not be in it."""
    folder = tmp_path_factory.mktemp("backup")
    data = folder / "data"
    (data / "authority").mkdir(parents=True)
    (data / "authority" / "key.pem").write_text("a secret")
    (data / "stamps").mkdir()
    (data / "stamps" / "1-0-a.part").write_text("half a stamp")
    content = b"an uploaded table, example"
    (data / "originals").mkdir()
    (data / "originals" / f"{hashlib.sha256(content).hexdigest()}.csv").write_bytes(content)
    with sqlite3.connect(service / "truceline.sqlite3") as kept, sqlite3.connect(data / "truceline.sqlite3") as own:
        kept.backup(own)
    done = truceline("backup", "--data", data, "--to", folder / "one.tar")
    assert done.returncode == 0, done.stderr
    return folder / "one.tar"


def test_no_key_is_in_a_backup(backup: Path) -> None:
    """Neither the one that signs sessions nor the authority's; nothing half written; readable by its owner only."""
    with tarfile.open(backup) as tar:
        names = tar.getnames()
    assert names[-1] == "manifest.json" and "database.sqlite3" in names and len(names) == 3
    assert backup.stat().st_mode & 0o777 == 0o600
    assert b"a secret" not in backup.read_bytes()


def repacked(source: Path, target: Path, change: Callable[[tarfile.TarInfo, bytes], tuple[str, bytes] | None]) -> None:
    """The same archive with some of its files changed, renamed or left out."""
    import io

    with tarfile.open(source) as old, tarfile.open(target, "w") as new:
        for member in old:
            file = old.extractfile(member)
            assert file is not None
            made = change(member, file.read())
            if made:
                member.name, member.size = made[0], len(made[1])
                new.addfile(member, io.BytesIO(made[1]))


DAMAGES: dict[str, tuple[Callable[[tarfile.TarInfo, bytes], tuple[str, bytes] | None], str]] = {
    "altered": (lambda m, b: (m.name, b + b"x" if "originals" in m.name else b), "was altered"),
    "left out": (lambda m, b: None if "originals" in m.name else (m.name, b), "is missing"),
    "renamed": (lambda m, b: (m.name.replace("originals/", "originals/0"), b), "is not in its manifest"),
    "way out": (lambda m, b: (m.name.replace("originals/", "originals/../../"), b), "does not belong"),
    "no manifest": (lambda m, b: None if m.name == "manifest.json" else (m.name, b), "its manifest is missing"),
}


@pytest.mark.parametrize("case", DAMAGES)
def test_a_damaged_backup_is_refused_and_leaves_nothing(backup: Path, tmp_path: Path, case: str) -> None:
    """Checked file by file against its manifest, with or without a folder to restore into."""
    from truceline.vocabulary.errors import TrucelineError
    from truceline.web.backup import archive, restoring

    change, said = DAMAGES[case]
    repacked(backup, tmp_path / "bad.tar", change)
    for judged in (archive.read, lambda file: restoring.unpack(file, tmp_path / "again")):
        with pytest.raises(TrucelineError, match=f"E-BAK-003.*{said}"):
            judged(tmp_path / "bad.tar")
    assert not (tmp_path / "again").exists() and not (tmp_path / "originals").exists()


def test_a_backup_cut_off_is_refused(backup: Path, tmp_path: Path) -> None:
    """Half a file is no backup."""
    (tmp_path / "half.tar").write_bytes(backup.read_bytes()[: backup.stat().st_size // 2])
    done = truceline("restore", tmp_path / "half.tar")
    assert done.returncode == 1 and "E-BAK-003" in done.stderr


def test_nothing_is_written_over(backup: Path, tmp_path: Path) -> None:
    """A folder with anything in it, a backup that is there already, a folder without a service: each has its code."""
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "note").write_text("mine")
    from truceline.vocabulary.errors import TrucelineError
    from truceline.web.backup import restoring

    with pytest.raises(TrucelineError, match="E-BAK-002"):
        restoring.unpack(backup, tmp_path / "full")
    assert (tmp_path / "full" / "note").read_text() == "mine"
    kept = backup.read_bytes()
    assert "E-BAK-004" in truceline("backup", "--data", backup.parent / "data", "--to", backup).stderr
    assert backup.read_bytes() == kept
    (tmp_path / "empty").mkdir()
    assert "E-BAK-001" in truceline("backup", "--data", tmp_path / "empty", "--to", tmp_path / "x.tar").stderr
    wrong = truceline("restore", backup, "--data", tmp_path / "pg", address="postgresql://nobody@127.0.0.1:1/none")
    assert "E-BAK-006" in wrong.stderr and not (tmp_path / "pg").exists()


def test_a_damaged_store_is_backed_up_and_said_so(backup: Path, tmp_path: Path) -> None:
    """An altered file is in the backup as it is, the exit status is 1, and the file is named."""
    shutil.copytree(backup.parent / "data", tmp_path / "data")
    (table,) = (tmp_path / "data" / "originals").iterdir()
    table.chmod(0o600)
    table.write_bytes(b"another")
    done = truceline("backup", "--data", tmp_path / "data", "--to", tmp_path / "two.tar")
    assert done.returncode == 1 and "E-EVI-005" in done.stderr and table.name in done.stderr
    assert truceline("restore", tmp_path / "two.tar").returncode == 0


def test_what_was_changed_around_the_service_is_told_after_a_restore(backup: Path, tmp_path: Path) -> None:
    """A backup whose files are whole and whose database was tampered with before: the log says so, exit status 1."""
    shutil.copytree(backup.parent / "data", tmp_path / "data")
    with sqlite3.connect(tmp_path / "data" / "truceline.sqlite3") as own:
        for (name,) in own.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            own.execute(f"DROP TRIGGER {name}")
        own.execute("UPDATE intake_report SET act = 'other'")
    assert truceline("backup", "--data", tmp_path / "data", "--to", tmp_path / "two.tar").returncode == 0
    done = truceline("restore", tmp_path / "two.tar", "--data", tmp_path / "again")
    assert done.returncode == 1 and "E-WEB-005" in done.stderr and "reports were changed" in done.stderr
