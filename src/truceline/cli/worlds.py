"""The old address of ``formats.worlds``, which both faces use."""

from __future__ import annotations

from truceline.formats.worlds import REGISTRY_FILES, World, open_world, registry_folders

__all__ = ["REGISTRY_FILES", "World", "open_world", "registry_folders"]
