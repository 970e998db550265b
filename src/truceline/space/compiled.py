"""Compiled loops: numba where it is installed, plain Python where it is not. NUMBA_DISABLE_JIT=1 runs them uncompiled.

What is compiled is kept on disk until Truceline's own code changes (``truceline.compiled_cache``).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

try:
    import numba
except ImportError:  # a slow answer is better than none
    numba = None  # type: ignore[assignment]


def njit(function: Callable[..., Any]) -> Callable[..., Any]:
    """Compile a loop: the interpreter's lock released, the result kept on disk between runs, strict arithmetic."""
    return _compile(function)


def tight(function: Callable[..., Any]) -> Callable[..., Any]:
    """As ``njit``, for loops that allocate nothing and may be part of others.

    Without counting references: a call would otherwise count each of its arrays up and down, atomically.
    """
    return _compile(function, _nrt=False, forceinline=True)


def _compile(function: Callable[..., Any], **options: Any) -> Callable[..., Any]:
    if numba is None:
        return function
    compiled: Callable[..., Any] = numba.njit(cache=True, nogil=True, fastmath=False, **options)(function)
    return compiled
