"""Agreement folders: ``agreement.yaml`` with ``areas.geojson`` beside it, loaded or refused with all problems named."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any

import shapely
import shapely.geometry
from pydantic import ValidationError

from truceline.agreement.model import LANGUAGE_VERSION, Agreement
from truceline.formats.agreement_checks import check_references
from truceline.formats.agreement_problems import did_you_mean, from_pydantic
from truceline.formats.yaml_lines import LinedYaml, read_yaml, write_yaml
from truceline.registry.actors import Registry
from truceline.vocabulary.errors import Problem, TrucelineError, problem

HALF_GLOBE = 180.0  # degrees of longitude


@dataclass(frozen=True)
class LoadedAgreement:
    """An agreement ready to be compiled. ``outlines``: area id → geometry in lon/lat. ``content_hash``: SHA-256."""

    agreement: Agreement
    folder: Path
    outlines: Mapping[str, Any] = field(default_factory=dict)
    content_hash: str = ""


def load_agreements(path: Path, registry: Registry | None = None) -> list[LoadedAgreement]:
    """Every agreement at or below a folder, ordered by id. Raises TrucelineError with the problems of all of them."""
    files = sorted(path.rglob("agreement.yaml"))
    if not files:
        raise TrucelineError(problem("E-AGREE-017", str(path.name or path), value=path.name or "my-accord"))
    loaded: list[LoadedAgreement] = []
    problems: list[Problem] = []
    for file in files:
        try:
            loaded.append(load_agreement(file.parent, registry))
        except TrucelineError as error:
            problems += error.problems
    if problems:
        raise TrucelineError(*problems)
    return sorted(loaded, key=lambda item: item.agreement.id)


def load_agreement(folder: Path, registry: Registry | None = None) -> LoadedAgreement:
    """One agreement. With a registry its actors and lists are checked too.

    Raises: TrucelineError with all coded problems at once (docs/errors.md), never the first alone.
    """
    file = folder / "agreement.yaml"
    if not file.exists():
        raise TrucelineError(problem("E-AGREE-017", folder.name, value=folder.name))
    lined = read_yaml(file, "E-AGREE-001")
    agreement = validate(lined)
    outlines, problems = read_outlines(agreement, folder, lined)
    problems = [*check_references(agreement, lined, registry), *problems]
    if problems:
        raise TrucelineError(*sorted(problems, key=_line_of))
    return LoadedAgreement(agreement, folder, outlines, content_hash(agreement, outlines))


def validate(lined: LinedYaml) -> Agreement:
    """The typed model of parsed YAML. Raises TrucelineError."""
    if not isinstance(lined.data, dict):
        cause = "the file holds no keys" if lined.data is None else "the file is not a set of keys"
        raise TrucelineError(problem("E-AGREE-001", lined.place(()), cause=cause))
    version = lined.data.get("truceline", LANGUAGE_VERSION)
    if version != LANGUAGE_VERSION:
        place = lined.place(("truceline",))
        raise TrucelineError(problem("E-AGREE-024", place, value=version, known=LANGUAGE_VERSION))
    try:
        return Agreement.model_validate(lined.data)
    except ValidationError as error:
        raise TrucelineError(*from_pydantic(error, lined)) from error


def _line_of(found: Problem) -> int:
    digits = found.place.split(":", 1)[-1].split(",", 1)[0]
    return int(digits) if digits.isdigit() else 0


# outlines ------------------------------------------------------------------------------------------------------------


def read_outlines(agreement: Agreement, folder: Path, lined: LinedYaml) -> tuple[dict[str, Any], list[Problem]]:
    """Geometries of the drawn areas, inline or from ``areas.geojson``, and what is wrong with them."""
    features, problems = _features(folder)
    outlines: dict[str, Any] = {}
    for index, area in enumerate(agreement.areas):
        name, corners = getattr(area, "outline", None), getattr(area, "coordinates", None)
        place = lined.place(("areas", index))
        if corners is not None:
            wrong = next((c for c in corners if not _on_globe(c)), None)
            if wrong is not None:
                problems.append(problem("E-AGREE-023", place, value=wrong))
                continue
            shape, cause = _draw(corners, area.shape)
        elif name is not None:
            if name not in features:
                hint = (
                    did_you_mean(name, features) if features else "areas.geojson beside the file has no such feature."
                )
                problems.append(problem("E-AGREE-011", lined.place(("areas", index, "outline")), value=name, hint=hint))
                continue
            shape, cause = features[name], _unusable(features[name], area.shape)
        else:
            continue
        if cause:
            problems.append(problem("E-AGREE-012", place, value=area.id, cause=cause))
        else:
            outlines[area.id] = shape
    return outlines, problems


def _features(folder: Path) -> tuple[dict[str, Any], list[Problem]]:
    file = folder / "areas.geojson"
    if not file.exists():
        return {}, []
    try:
        raw = json.loads(file.read_text(encoding="utf-8"))
        found = {}
        for feature in raw["features"]:
            key = (feature.get("properties") or {}).get("id", feature.get("id"))
            found[str(key)] = shapely.geometry.shape(feature["geometry"])
        return found, []
    except (ValueError, KeyError, TypeError, AttributeError, shapely.errors.ShapelyError) as error:
        cause = f"areas.geojson is no GeoJSON FeatureCollection ({type(error).__name__}: {error})"
        return {}, [problem("E-AGREE-012", f"{folder.name}/areas.geojson:1", value="areas.geojson", cause=cause)]


def _draw(corners: list[list[float]], shape: str) -> tuple[Any, str | None]:
    if shape == "line":
        if len(corners) < 2:
            return None, "a line needs two corners"
        line = shapely.LineString(corners)
        return line, _unusable(line, shape)
    if len({tuple(c) for c in corners}) < 3:
        return None, "fewer than three different corners"
    polygon = shapely.Polygon(corners)
    return polygon, _unusable(polygon, shape)


def _unusable(shape: Any, kind: str) -> str | None:
    if _crosses_180(shape):
        return "it crosses the 180th meridian; cut it there into two areas and join them with 'shape: combined'"
    if kind == "line":
        return (
            None if shape.geom_type in ("LineString", "MultiLineString") else f"it is a {shape.geom_type}, not a line"
        )
    if shape.geom_type not in ("Polygon", "MultiPolygon"):
        return f"it is a {shape.geom_type}, not a polygon"
    west, south, east, north = shape.bounds
    if not (_on_globe([west, south]) and _on_globe([east, north])):
        return "its coordinates lie outside the globe; longitude comes first"
    return None if shape.is_valid else str(shapely.is_valid_reason(shape)).lower()


def _crosses_180(shape: Any) -> bool:
    """Whether some edge leaps more than half the globe: degrees would take it round the other side."""
    if shape.geom_type not in ("LineString", "MultiLineString", "Polygon", "MultiPolygon"):
        return False
    parts = [*getattr(shape, "geoms", [shape])]
    lines = [ring for p in parts for ring in ([p.exterior, *p.interiors] if hasattr(p, "exterior") else [p])]
    steps = ((a[0], b[0]) for line in lines for a, b in pairwise(line.coords))
    return any(abs(west - east) > HALF_GLOBE for west, east in steps)


def _on_globe(position: list[float]) -> bool:
    return -180 <= position[0] <= 180 and -90 <= position[1] <= 90


# writing -------------------------------------------------------------------------------------------------------------


def dump_agreement(agreement: Agreement) -> str:
    """YAML that loads to the same agreement."""
    return write_yaml(agreement.model_dump(mode="json", by_alias=True, exclude_defaults=True))


def content_hash(agreement: Agreement, outlines: Mapping[str, Any]) -> str:
    """SHA-256 of what was parsed, not of the file's bytes: comments and order of keys do not count."""
    plain = json.dumps(agreement.model_dump(mode="json", by_alias=True), sort_keys=True, ensure_ascii=False)
    shapes = "".join(f"{key}{outlines[key].wkt}" for key in sorted(outlines))
    return hashlib.sha256((plain + shapes).encode()).hexdigest()
