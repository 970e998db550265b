"""Compiled loops: numba where it is installed, plain Python where it is not. NUMBA_DISABLE_JIT=1 runs them uncompiled.

What is compiled is kept on disk until its own file changes. After a change in another file that a loop calls, delete
the ``__pycache__`` beside it.
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
    if numba is None:
        return function
    compiled: Callable[..., Any] = numba.njit(cache=True, nogil=True, fastmath=False)(function)
    return compiled
