"""Printing: output may quote channels and hosts, so a terminal is shown control characters as marks."""

from __future__ import annotations

import sys

import click

from bot.safe_text import marked, marked_json

# Exit status where two things that are compared differ.
DIFFERS = 3
# Exit status where no followed channel can be reached.
UNREACHABLE = 4


def tell(text: str, *, err: bool = False) -> None:
    """Print a text; characters that would control the terminal become visible marks."""
    click.echo(marked(text), err=err)


def tell_json(value: object) -> None:
    """Print a value as JSON in one line."""
    click.echo(marked_json(value))


def tell_raw(text: str) -> None:
    """Print a text unchanged into a file; on a terminal, control characters become marks."""
    click.echo(marked(text) if sys.stdout.isatty() else text)
