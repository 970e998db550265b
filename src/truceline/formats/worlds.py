"""Opens what a command names: agreements with the registry they stand on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from truceline.formats.agreement_yaml import LoadedAgreement, load_agreements
from truceline.formats.bundled import bundled, find_agreements, find_registry
from truceline.formats.registry_yaml import load_registry
from truceline.formats.yaml_lines import read_yaml
from truceline.registry.actors import Registry
from truceline.vocabulary.errors import Problem, TrucelineError

REGISTRY_FILES = ("actors.yaml", "designations.yaml", "places.csv")


@dataclass(frozen=True)
class World:
    agreements: list[LoadedAgreement]
    registry: Registry


def open_world(names: Sequence[str], registry: str | None = None) -> World:
    """Agreements by bundled name or folder, and their registry. Raises TrucelineError with every problem found."""
    folders = [find_agreements(name) for name in names]
    known = load_registry(registry_folders(folders, registry))
    problems: list[Problem] = []
    loaded: dict[str, LoadedAgreement] = {}
    for folder in folders:
        try:
            loaded.update({item.agreement.id: item for item in load_agreements(folder, known)})
        except TrucelineError as error:
            problems += error.problems
    if problems:
        raise TrucelineError(*problems)
    return World([loaded[key] for key in sorted(loaded)], known)


def registry_folders(folders: Sequence[Path], registry: str | None) -> list[Path]:
    """The registry named, else those of the agreements' armed conflicts; then files that lie beside an agreement."""
    found: list[Path] = [find_registry(registry)] if registry else []
    for folder in folders:
        for file in sorted(folder.rglob("agreement.yaml")):
            if not registry:
                found += _by_conflict(file)
            beside = (file.parent, file.parent / "registry", file.parent.parent, file.parent.parent / "registry")
            found += [b for b in beside if any((b / name).exists() for name in REGISTRY_FILES)]
    return list(dict.fromkeys(f.resolve() for f in found))


def _by_conflict(file: Path) -> list[Path]:
    data = read_yaml(file, "E-AGREE-001").data
    conflict = data.get("armed_conflict") if isinstance(data, dict) else None
    return [p] if conflict and (p := bundled("registries") / str(conflict)).is_dir() else []
