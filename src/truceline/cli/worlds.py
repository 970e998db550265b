"""Opens what a command names: agreements with the registry they stand on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from truceline.formats.agreement_yaml import LoadedAgreement, load_agreements
from truceline.formats.bundled import find_agreements
from truceline.formats.registry_yaml import load_registry
from truceline.registry.actors import Registry


@dataclass(frozen=True)
class World:
    agreements: list[LoadedAgreement]
    registry: Registry


def open_world(names: Sequence[str], registry: str | None) -> World:
    """Agreements by bundled name or folder, and their registry. Raises TrucelineError with every problem found."""
    folders = [find_agreements(name) for name in names]
    known = load_registry([registry_folder(folder, registry) for folder in folders])
    loaded = [item for folder in folders for item in load_agreements(folder, known)]
    return World(loaded, known)


def registry_folder(folder: Path, registry: str | None) -> Path:
    raise NotImplementedError
