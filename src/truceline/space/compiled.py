"""Compiled loops: numba where it is there, plain Python where it is not or where TRUCELINE_NO_JIT=1 asks for that."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any

WITHOUT = os.environ.get("TRUCELINE_NO_JIT") == "1"

if WITHOUT:

    def njit(function: Callable[..., Any]) -> Callable[..., Any]:
        return function

else:
    import numba

    def njit(function: Callable[..., Any]) -> Callable[..., Any]:
        """Compile a loop: the interpreter's lock released, the result kept on disk between runs, strict arithmetic."""
        compiled: Callable[..., Any] = numba.njit(cache=True, nogil=True, fastmath=False)(function)
        return compiled
