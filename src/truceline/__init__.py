"""Truceline: a neutral monitoring mechanism for ceasefires."""

__version__ = "0.1.0"
