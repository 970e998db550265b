"""Coded problems on the terminal: one line each, exit 1, never a traceback."""

from __future__ import annotations

import functools
import sys
from collections.abc import Callable
from typing import ParamSpec, TypeVar

import click

from truceline.vocabulary.errors import TrucelineError

Args = ParamSpec("Args")
Result = TypeVar("Result")


def coded(command: Callable[Args, Result]) -> Callable[Args, Result]:
    """Print the problems of a TrucelineError and exit with status 1."""

    @functools.wraps(command)
    def wrapped(*args: Args.args, **kwargs: Args.kwargs) -> Result:
        try:
            return command(*args, **kwargs)
        except TrucelineError as error:
            for problem in error.problems:
                click.echo(str(problem), err=True)
            sys.exit(1)

    return wrapped
