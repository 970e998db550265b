"""Memory that nobody holds any more, given back to the system: allocators keep it, each thread some of its own."""

from __future__ import annotations

import ctypes
import sys
from collections.abc import Callable
from functools import cache

import pyarrow as pa


def release() -> None:
    """Give back what Arrow and the C library keep; costs some milliseconds and changes no result."""
    pa.default_memory_pool().release_unused()
    _trim()(0)


@cache
def _trim() -> Callable[[int], object]:
    """``malloc_trim`` where the C library has it, as glibc does."""
    if sys.platform != "linux":
        return lambda _: None
    found = getattr(ctypes.CDLL(None), "malloc_trim", None)
    return found if found is not None else lambda _: None
