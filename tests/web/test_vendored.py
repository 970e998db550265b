"""Scripts of others are as published, pinned by hash, with their licences, and small enough to ship."""

from __future__ import annotations

from pathlib import Path

import pytest
from tools import vendor_scripts


def test_every_vendored_file_is_as_published() -> None:
    """Each file has the hash of the manifest, each folder holds nothing else, and a licence lies beside the scripts."""
    assert vendor_scripts.problems() == []
    for package in vendor_scripts.manifest()["packages"]:
        assert any("LICENSE" in f["path"] for f in package["files"]), package["name"]


def test_a_changed_file_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    """A byte more, a file that is gone, and a file that no entry names are each told."""
    told = vendor_scripts.manifest()
    told["packages"][0]["files"][0]["sha256"] = "0" * 64
    told["packages"][1]["files"].pop()
    told["packages"][2]["files"][0]["path"] += ".gone"
    monkeypatch.setattr(vendor_scripts, "manifest", lambda: told)
    found = vendor_scripts.problems()
    assert any("is not what maplibre-gl" in f for f in found)
    assert any("LICENSE has no entry" in f for f in found) and any("is missing" in f for f in found)


def test_what_is_shipped_stays_small() -> None:
    """Scripts and basemap together: under three megabytes."""
    static = Path(vendor_scripts.ROOT) / "src/truceline/web/static"
    shipped = sum(p.stat().st_size for d in ("vendor", "basemap") for p in (static / d).rglob("*") if p.is_file())
    assert 1_000_000 < shipped < 3_000_000
