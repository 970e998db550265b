"""GeoJSON: a FeatureCollection of points (or of features without geometry) with our column names as properties."""

from __future__ import annotations

import json
import zlib
from pathlib import Path
from typing import Any

from truceline.formats.delimited import raw_bytes
from truceline.formats.intake import BadCell, Intake, ReadResult
from truceline.formats.own_reports import own_report
from truceline.vocabulary.errors import TrucelineError, problem


def is_geojson(path: Path) -> bool:
    return path.name.lower().removesuffix(".gz").endswith((".geojson", ".json"))


def read_geojson(path: Path) -> ReadResult:
    """Reports out of a FeatureCollection. Rejects features that are no points (E-REP-016)."""
    intake = Intake(path)
    for row_number, feature in enumerate(features(path), 1):

        def convert(feature: Any = feature, row_number: int = row_number) -> dict[str, Any]:
            return own_report(properties_of(feature, row_number))

        intake.take(row_number, feature, convert)
    return intake.result()


def features(path: Path) -> list[Any]:
    """The features of a collection, plain or gzipped. Raises E-REP-001."""
    if not path.exists():
        raise TrucelineError(problem("E-REP-001", path.name, cause="there is no such file", hint="Check the path."))
    try:
        with raw_bytes(path) as file:
            parsed = json.loads(file.read().decode("utf-8-sig"))
    except (OSError, EOFError, zlib.error, ValueError, RecursionError) as error:
        cause = f"it is not JSON ({str(error)[:120]})"
        raise TrucelineError(
            problem("E-REP-001", path.name, cause=cause, hint="Export it again as GeoJSON.")
        ) from error
    found = parsed.get("features") if isinstance(parsed, dict) else None
    if not isinstance(found, list):
        cause = "it holds no FeatureCollection"
        raise TrucelineError(problem("E-REP-001", path.name, cause=cause, hint="Export it again as GeoJSON."))
    return found


def properties_of(feature: Any, row_number: int) -> dict[str, Any]:
    """Properties with ``lon``, ``lat`` and the feature's id. Raises BadCell E-REP-016, E-REP-017."""
    if not isinstance(feature, dict) or not isinstance(feature.get("properties") or {}, dict):
        raise BadCell("E-REP-016", feature=f"feature {row_number}", value="none")
    raw = dict(feature.get("properties") or {})
    geometry = feature.get("geometry")
    if geometry is not None:
        if not isinstance(geometry, dict) or geometry.get("type") != "Point":
            kind = geometry.get("type") if isinstance(geometry, dict) else type(geometry).__name__
            raise BadCell("E-REP-016", feature=f"feature {row_number}", value=kind)
        position = geometry.get("coordinates")
        if not isinstance(position, list) or len(position) < 2:
            raise BadCell("E-REP-017")
        raw["lon"], raw["lat"] = position[0], position[1]
    raw.setdefault("report_id", feature.get("id"))
    return raw
