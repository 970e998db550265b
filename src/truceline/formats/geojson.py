"""GeoJSON: a FeatureCollection of points (or of features without geometry) with our column names as properties."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from truceline.formats.intake import BadCell, Intake, ReadResult
from truceline.formats.own_reports import own_report
from truceline.vocabulary.errors import TrucelineError, problem


def read_geojson(path: Path) -> ReadResult:
    """Reports out of a FeatureCollection. Rejects features that are no points (E-REP-016)."""
    features = _features(path)
    intake = Intake(path)
    for row_number, feature in enumerate(features, 1):

        def convert(feature: Any = feature, row_number: int = row_number) -> dict[str, Any]:
            return own_report(_raw(feature, row_number))

        intake.take(row_number, feature, convert)
    return intake.result()


def _features(path: Path) -> list[Any]:
    try:
        parsed = json.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, ValueError) as error:
        cause = f"it is not JSON ({error})"
        raise TrucelineError(
            problem("E-REP-001", path.name, cause=cause, hint="Export it again as GeoJSON.")
        ) from error
    features = parsed.get("features") if isinstance(parsed, dict) else None
    if not isinstance(features, list):
        cause = "it holds no FeatureCollection"
        raise TrucelineError(problem("E-REP-001", path.name, cause=cause, hint="Export it again as GeoJSON."))
    return features


def _raw(feature: Any, row_number: int) -> dict[str, Any]:
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
