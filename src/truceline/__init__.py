"""Truceline: a neutral monitoring mechanism for ceasefires."""

from truceline.compiled_cache import point_numba

__version__ = "0.1.0"

point_numba()  # before anything compiles: an update must never run a loop of the version before
