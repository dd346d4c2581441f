"""What a command prints: words of channels and hosts stand in it, and a terminal obeys the controls in them."""

from __future__ import annotations

import sys

import click

from bot.safe_text import marked, marked_json


def tell(text: str, *, err: bool = False) -> None:
    """Print a text; whatever would steer the terminal is a visible mark."""
    click.echo(marked(text), err=err)


def tell_json(value: object) -> None:
    """Print a value as JSON in one line."""
    click.echo(marked_json(value))


def tell_raw(text: str) -> None:
    """Print what was kept letter by letter, for a file; a terminal is shown its controls as marks."""
    click.echo(marked(text) if sys.stdout.isatty() else text)
