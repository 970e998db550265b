"""Downloads official releases: resumes, shows progress, and keeps nothing whose checksum is wrong."""

from __future__ import annotations

import hashlib
import json
import urllib.error
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from truceline.formats.agreement_problems import did_you_mean
from truceline.formats.yaml_lines import read_yaml
from truceline.vocabulary.errors import TrucelineError, problem

CHUNK = 1 << 16
TIMEOUT_S = 30
BUNDLED = Path(__file__).with_name("releases.yaml")

Progress = Callable[[int, int | None], None]


@dataclass(frozen=True)
class Release:
    """``sha256`` None: nobody has verified it; the first download is recorded and later ones are compared with it."""

    data_set: str
    version: str
    url: str
    sha256: str | None

    @property
    def file_name(self) -> str:
        return self.url.rsplit("/", 1)[-1] or f"{self.data_set}-{self.version}"


def find_release(data_set: str, version: str | None = None, config: Path | None = None) -> Release:
    """A release by name. Raises E-FETCH-003 (unknown), E-FETCH-001 (the config cannot be read)."""
    known = read_yaml(config or BUNDLED, "E-MAP-001").data
    if not isinstance(known, dict) or data_set not in known:
        hint = did_you_mean(data_set, known if isinstance(known, dict) else [])
        raise TrucelineError(problem("E-FETCH-003", "fetch", value=data_set, hint=hint))
    entry = known[data_set]
    wanted = version or str(entry["newest"])
    releases = {str(k): v for k, v in entry["releases"].items()}
    if wanted not in releases:
        hint = f"Known: {', '.join(releases)}."
        raise TrucelineError(problem("E-FETCH-003", "fetch", value=f"{data_set} {wanted}", hint=hint))
    found = releases[wanted]
    return Release(data_set, wanted, str(found["url"]), found.get("sha256"))


def fetch(release: Release, folder: Path, progress: Progress | None = None) -> Path:
    """Download a release into a folder and give its path; an interrupted download goes on where it stopped.

    Raises: E-FETCH-001 (no download; what came so far is kept as .part), E-FETCH-002 (wrong checksum; nothing is kept).
    """
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / release.file_name
    expected = release.sha256 or _locked(folder).get(release.file_name)
    if target.exists() and expected and checksum(target) == expected:
        return target
    part = target.with_name(target.name + ".part")
    try:
        _download(release.url, part, progress)
    except (urllib.error.URLError, OSError, TimeoutError) as error:
        reason = getattr(error, "reason", None) or error
        raise TrucelineError(problem("E-FETCH-001", "fetch", value=release.url, cause=str(reason))) from error
    found = checksum(part)
    if expected and found != expected:
        part.unlink()
        raise TrucelineError(problem("E-FETCH-002", "fetch", value=release.url, found=found, wanted=expected))
    part.replace(target)
    _lock(folder, release.file_name, found)
    return target


def _download(url: str, part: Path, progress: Progress | None) -> None:
    have = part.stat().st_size if part.exists() else 0
    request = urllib.request.Request(url, headers={"Range": f"bytes={have}-"} if have else {})
    try:
        response: Any = urllib.request.urlopen(request, timeout=TIMEOUT_S)
    except urllib.error.HTTPError as error:
        if error.code == 416 and have:  # everything is here already
            return
        raise
    with response:
        resumed = have and response.status == 206
        length = response.headers.get("Content-Length")
        total = int(length) + (have if resumed else 0) if length else None
        done = have if resumed else 0
        with part.open("ab" if resumed else "wb") as file:
            while chunk := response.read(CHUNK):
                file.write(chunk)
                done += len(chunk)
                if progress is not None:
                    progress(done, total)
    if total is not None and done < total:
        raise OSError(f"the connection closed after {done} of {total} bytes")


def checksum(path: Path) -> str:
    """SHA-256 of a file, read in pieces."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            digest.update(chunk)
    return digest.hexdigest()


def _locked(folder: Path) -> dict[str, str]:
    lock = folder / "releases.lock"
    return dict(json.loads(lock.read_text(encoding="utf-8"))) if lock.exists() else {}


def _lock(folder: Path, name: str, found: str) -> None:
    known = {**_locked(folder), name: found}
    (folder / "releases.lock").write_text(json.dumps(known, indent=1, sort_keys=True) + "\n", encoding="utf-8")
