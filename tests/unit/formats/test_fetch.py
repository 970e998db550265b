"""Downloads against a local server: whole, interrupted and resumed, wrong, missing."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import ClassVar

import pytest
from click.testing import CliRunner

from truceline.cli import main
from truceline.formats.fetch import Release, fetch, find_release
from truceline.vocabulary.errors import TrucelineError

BODY = bytes(range(256)) * 2000
SHA = hashlib.sha256(BODY).hexdigest()


class Handler(BaseHTTPRequestHandler):
    """Serves BODY with ranges; ``/broken`` closes half way through the first time."""

    ranges: ClassVar[list[str | None]] = []

    def do_GET(self) -> None:
        asked = self.headers.get("Range")
        Handler.ranges.append(asked)
        if self.path == "/missing.zip":
            self.send_error(404)
            return
        start = int(asked.removeprefix("bytes=").rstrip("-")) if asked else 0
        if start >= len(BODY):
            self.send_error(416)
            return
        self.send_response(206 if asked else 200)
        self.send_header("Content-Length", str(len(BODY) - start))
        self.end_headers()
        body = BODY[start:]
        broken = self.path == "/broken.zip" and not asked
        self.wfile.write(body[: len(body) // 2] if broken else body)

    def log_message(self, format: str, *args: object) -> None:
        return


@pytest.fixture
def server() -> Iterator[str]:
    Handler.ranges = []
    httpd = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=httpd.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{httpd.server_port}"
    httpd.shutdown()
    httpd.server_close()


def release(url: str, sha256: str | None = SHA) -> Release:
    return Release("ucdp-ged", "1", url, sha256)


def test_a_whole_download_is_checked_and_told(server: str, tmp_path: Path) -> None:
    seen: list[int] = []
    path = fetch(release(f"{server}/a.zip"), tmp_path, lambda done, total: seen.append(done))
    assert path.read_bytes() == BODY
    assert seen == sorted(seen) and seen[-1] == len(BODY)


def test_an_interrupted_download_resumes_where_it_stopped(server: str, tmp_path: Path) -> None:
    with pytest.raises(TrucelineError, match="E-FETCH-001"):
        fetch(release(f"{server}/broken.zip"), tmp_path)
    assert 0 < (tmp_path / "broken.zip.part").stat().st_size < len(BODY)
    path = fetch(release(f"{server}/broken.zip"), tmp_path)
    assert path.read_bytes() == BODY
    assert Handler.ranges[-1] == f"bytes={len(BODY) // 2}-"
    assert not (tmp_path / "broken.zip.part").exists()


def test_a_wrong_checksum_keeps_nothing(server: str, tmp_path: Path) -> None:
    with pytest.raises(TrucelineError, match="E-FETCH-002"):
        fetch(release(f"{server}/a.zip", "0" * 64), tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_an_unverified_release_is_recorded_and_compared_ever_after(server: str, tmp_path: Path) -> None:
    path = fetch(release(f"{server}/a.zip", None), tmp_path)
    assert SHA in (tmp_path / "releases.lock").read_text(encoding="utf-8")
    path.unlink()
    (tmp_path / "releases.lock").write_text('{"a.zip": "%s"}' % ("1" * 64), encoding="utf-8")
    with pytest.raises(TrucelineError, match="E-FETCH-002"):
        fetch(release(f"{server}/a.zip", None), tmp_path)


def test_a_file_that_is_there_is_not_fetched_again(server: str, tmp_path: Path) -> None:
    fetch(release(f"{server}/a.zip"), tmp_path)
    asked = len(Handler.ranges)
    fetch(release(f"{server}/a.zip"), tmp_path)
    assert len(Handler.ranges) == asked


def test_missing_and_unreachable_are_coded(server: str, tmp_path: Path) -> None:
    with pytest.raises(TrucelineError, match="E-FETCH-001"):
        fetch(release(f"{server}/missing.zip"), tmp_path)
    with pytest.raises(TrucelineError, match="E-FETCH-001"):
        fetch(release("http://127.0.0.1:9/a.zip"), tmp_path)


def test_an_unknown_release_names_the_known_ones() -> None:
    with pytest.raises(TrucelineError, match=r"E-FETCH-003.*24\.1"):
        find_release("ucdp-ged", "1.0")
    with pytest.raises(TrucelineError, match=r"E-FETCH-003.*ucdp-ged"):
        find_release("ucdp_ged")


def test_the_command_downloads_by_a_config(server: str, tmp_path: Path) -> None:
    config = tmp_path / "releases.yaml"
    config.write_text(
        f'ucdp-ged: {{newest: "1", releases: {{"1": {{url: "{server}/a.zip", sha256: {SHA}}}}}}}\n', encoding="utf-8"
    )
    result = CliRunner().invoke(main, ["fetch", "ucdp-ged", "--config", str(config), "--to", str(tmp_path / "data")])
    assert result.exit_code == 0, result.output
    assert (tmp_path / "data" / "a.zip").read_bytes() == BODY
