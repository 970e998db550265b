"""Coded problems on the terminal: one line each, exit 1, never a traceback."""

from __future__ import annotations

import functools
import sys
from collections.abc import Callable
from datetime import datetime
from typing import ParamSpec, TypeVar

import click

from truceline.run import parse_as_of
from truceline.vocabulary.errors import TrucelineError, problem

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


def as_of_option(text: str | None) -> datetime | None:
    """The state of knowledge that ``--as-of`` names. Raises E-AGREE-006 for a time that cannot be read."""
    try:
        return parse_as_of(text)
    except ValueError as error:
        raise TrucelineError(problem("E-AGREE-006", "--as-of", value=text)) from error
