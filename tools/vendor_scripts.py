"""Fetch the scripts that pages of the service use, by the versions pinned in the manifest, and check their hashes.

Run: python tools/vendor_scripts.py            compare what is kept with the manifest (no network)
     python tools/vendor_scripts.py --fetch    fetch every package with npm and write its files again
To change a version: edit it in the manifest, run with --fetch, read the licence, run the tests, commit all of it.
"""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
MANIFEST = ROOT / "src" / "truceline" / "web" / "static" / "vendor" / "manifest.json"


def manifest() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(MANIFEST.read_text(encoding="utf-8"))
    return found


def problems() -> list[str]:
    """Kept files that are missing, changed, or that no entry names."""
    told, named = [], {MANIFEST}
    for package in manifest()["packages"]:
        for kept in package["files"]:
            path = ROOT / kept["path"]
            named.add(path)
            if not path.is_file():
                told.append(f"{kept['path']} is missing")
            elif hashlib.sha256(path.read_bytes()).hexdigest() != kept["sha256"]:
                told.append(f"{kept['path']} is not what {package['name']} {package['version']} published")
    folders = {(ROOT / f["path"]).parent for p in manifest()["packages"] for f in p["files"]}
    told += [f"{p.relative_to(ROOT)} has no entry" for d in sorted(folders) for p in d.iterdir() if p not in named]
    return told


def fetch() -> None:
    """Write the files of every package and their hashes anew."""
    written = manifest()
    for package in written["packages"]:
        with tempfile.TemporaryDirectory() as folder:
            wanted = f"{package['name']}@{package['version']}"
            done = subprocess.run(["npm", "pack", "--silent", wanted], cwd=folder, check=True, capture_output=True)
            with tarfile.open(Path(folder) / done.stdout.decode().split()[-1]) as archive:
                for kept in package["files"]:
                    member = archive.extractfile(f"package/{kept['from']}")
                    assert member is not None, kept["from"]
                    data = member.read()
                    path = ROOT / kept["path"]
                    path.parent.mkdir(parents=True, exist_ok=True)
                    path.write_bytes(data)
                    kept["sha256"] = hashlib.sha256(data).hexdigest()
    MANIFEST.write_text(json.dumps(written, indent=1) + "\n", encoding="utf-8")


def main(arguments: list[str]) -> int:
    if "--fetch" in arguments:
        fetch()
    found = problems()
    print("\n".join(found) or "every vendored script is as published")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
