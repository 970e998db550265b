"""Finds what a pure module must not do: touch files, the network, the clock, chance or the environment."""

from __future__ import annotations

import ast
from collections.abc import Iterator

# A module named here may not be imported at all; deeper names count too (urllib.request under urllib).
MODULES = frozenset(
    [
        "asyncio",
        "builtins",
        "ftplib",
        "glob",
        "http",
        "httpx",
        "importlib",
        "io",
        "multiprocessing",
        "os",
        "pathlib",
        "random",
        "requests",
        "secrets",
        "select",
        "shutil",
        "signal",
        "smtplib",
        "socket",
        "sqlite3",
        "ssl",
        "subprocess",
        "sys",
        "tempfile",
        "threading",
        "time",
        "urllib3",
        "uuid",
        "urllib.request",
        "urllib.error",
    ]
)
CALLS = frozenset(["open", "input", "print", "breakpoint", "exec", "eval", "__import__"])
# Attribute names that read the clock, files or chance, whatever they hang on.
ATTRIBUTES = frozenset(
    [
        "now",
        "utcnow",
        "today",
        "read_text",
        "write_text",
        "read_bytes",
        "write_bytes",
        "read_table",
        "write_table",
        "read_parquet",
        "open_file",
        "memory_map",
        "urlopen",
        "getenv",
        "environ",
        "default_rng",
        "random",
        "SystemRandom",
    ]
)
# Arrow parts that are doors to files.
FILE_DOORS = frozenset(
    ["pyarrow.parquet", "pyarrow.csv", "pyarrow.fs", "pyarrow.dataset", "pyarrow.json", "pyarrow.feather"]
)


def impurities(source: str) -> Iterator[tuple[int, str]]:
    """(line, what) for everything in ``source`` that a pure module must not hold."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            for alias in node.names:
                if _forbidden(alias.name):
                    yield node.lineno, f"import {alias.name}"
        elif isinstance(node, ast.ImportFrom) and node.module:
            for name in (node.module, *(f"{node.module}.{alias.name}" for alias in node.names)):
                if _forbidden(name):
                    yield node.lineno, f"from {node.module} import {name}"
                    break
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in CALLS:
            yield node.lineno, f"{node.func.id}()"
        elif isinstance(node, ast.Attribute) and node.attr in ATTRIBUTES:
            yield node.lineno, f".{node.attr}"


def _forbidden(module: str) -> bool:
    parts = module.split(".")
    steps = {".".join(parts[:n]) for n in range(1, len(parts) + 1)}
    return bool(steps & (MODULES | FILE_DOORS))
