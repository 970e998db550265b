"""Where the agreements, registries, examples and schemas that come with Truceline lie."""

from __future__ import annotations

from pathlib import Path

from rapidfuzz import process

from truceline.vocabulary.errors import TrucelineError, problem

PACKAGE = Path(__file__).resolve().parent.parent
CHECKOUT = PACKAGE.parent.parent


def bundled(kind: str) -> Path:
    """Folder of a kind of bundled data: agreements, registries, examples or schemas."""
    beside = CHECKOUT / kind
    return beside if (CHECKOUT / "pyproject.toml").exists() and beside.exists() else PACKAGE / "_bundled" / kind


def find_agreements(name_or_path: str) -> Path:
    """A folder by path, by bundled name ('syria', 'syria/coh-2016-02') or by instrument id. Raises E-AGREE-022."""
    for candidate in (Path(name_or_path), bundled("agreements") / name_or_path):
        if candidate.is_dir():
            return candidate
        if candidate.name == "agreement.yaml" and candidate.exists():
            return candidate.parent
    known = known_agreements()
    for folder, identity in known.items():
        if identity == name_or_path:
            return bundled("agreements") / folder
    names = [*known, *known.values(), *{k.split("/")[0] for k in known}]
    near = [hit[0] for hit in process.extract(name_or_path, names, limit=3, score_cutoff=55)]
    hint = f"Did you mean {', '.join(near)}?" if near else f"Known: {', '.join(sorted(known))}."
    raise TrucelineError(problem("E-AGREE-022", "agreements", value=name_or_path, hint=hint))


def known_agreements() -> dict[str, str]:
    """Bundled instruments: folder below ``agreements`` → id."""
    root = bundled("agreements")
    found = {}
    for file in sorted(root.rglob("agreement.yaml")):
        line = next((x for x in file.read_text(encoding="utf-8").splitlines() if x.startswith("id:")), "id: ?")
        found[file.parent.relative_to(root).as_posix()] = line.split(":", 1)[1].strip().strip("'\"")
    return found


def find_registry(name_or_path: str) -> Path:
    """A registry folder by path or bundled name. Raises E-REG-005."""
    for candidate in (Path(name_or_path), bundled("registries") / name_or_path):
        if candidate.is_dir():
            return candidate
    known = sorted(p.name for p in bundled("registries").glob("*") if p.is_dir())
    raise TrucelineError(problem("E-REG-005", "registries", value=name_or_path, hint=f"Known: {', '.join(known)}."))
