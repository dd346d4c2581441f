"""``overnight chart``: write a chart to a file."""

from __future__ import annotations

import asyncio
import os
import sys
import tempfile
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

import click

from bot.chat.charts.asked import chart_asked
from bot.chat.charts.process import DrawingError, drawing_in
from bot.chat.charts.requests import (
    FORMS,
    LANDSCAPE,
    LIGHT,
    PORTRAIT,
    THEMES,
    ChartLook,
    NightRequest,
    PictureRequest,
    RegionRequest,
    TrendRequest,
)
from bot.chat.charts.sheets import Sheet
from bot.chat.charts.subjects import sheet_of, subject_of
from bot.chat.language import Language
from bot.chat.languages import our_languages
from bot.cli.asking import NotUnderstoodError
from bot.cli.open_database import kept_store, settings_or_fail
from bot.cli.output import tell
from bot.settings import Settings
from parsers import ask
from parsers.channels import CHANNELS
from parsers.records import Attacker
from storage import Store
from storage.views.series import newest_night

STDOUT = "-"
HOW = (
    "Which chart? A number of nights, a night or a region: 'overnight chart trend 90', "
    "'overnight chart night yesterday', 'overnight chart region Odesa'."
)


class ChartOptions(NamedTuple):
    """What the options ask for; None where one is left out."""

    form: str | None
    shape: str
    theme: str
    language: str | None
    channel: str | None
    output: str | None


@click.command("chart")
@click.argument("what", nargs=-1, metavar="CHART")
@click.option("--format", "form", type=click.Choice(FORMS), help="PNG or SVG; by default as FILE ends, else PNG.")
@click.option("--size", "shape", type=click.Choice((PORTRAIT, LANDSCAPE)), default=LANDSCAPE, show_default=True,
              help="Landscape is 1200 × 675; portrait is as high as its content, for phones.")  # fmt: skip
@click.option("--theme", type=click.Choice(THEMES), default=LIGHT, show_default=True)
@click.option("--language", metavar="CODE", help="The language of its words, such as uk; by default the bot's.")
@click.option(
    "--channel", metavar="NAME", help="Whose nights a trend is of; by default those of the attack on Ukraine."
)
@click.option("-o", "--output", metavar="FILE", help="The file to write or replace; '-' is standard output. By default "
              "a new file here, named after the chart.")  # fmt: skip
def chart_command(what: tuple[str, ...], **options: Any) -> None:
    """Draw a chart of what is stored and write it to a file.

    CHART is 'trend' with 30, 90 or 365 nights, 'night' with a date, or 'region' with a name; dates and names are
    understood as in a chat.

    \b
    Example:
      overnight chart trend 90
      overnight chart night yesterday --format svg
      overnight chart region Odesa --language uk --size portrait -o odesa.png
      overnight chart trend -o - | display
    """
    wish = ChartOptions(**options)
    settings, form = settings_or_fail(), _form(wish)
    words = _words(wish.language or settings.language)
    zone = ZoneInfo(settings.timezone)
    with kept_store(settings) as store:
        wanted = _wanted(store, settings, wish, " ".join(what))
        subject = store.read_now(subject_of, wanted, settings.channels, zone)
    if subject is None:
        raise click.ClickException("There is nothing to draw: no report of it is known.")
    path = _path(wish, wanted, form)
    sheet, _ = sheet_of(words, ChartLook(wish.theme, wish.shape, form), subject)
    with tempfile.TemporaryDirectory() as fonts:
        try:
            drawn = asyncio.run(_drawn(sheet, Path(fonts)))
        except DrawingError as error:
            raise click.ClickException(str(error)) from error
    if path is None:
        click.echo(drawn, nl=False)
    else:
        _write(path, drawn)
        tell(f"{path}: {sheet['head']['title']}")


async def _drawn(sheet: Sheet, fonts: Path) -> bytes:
    (drawn,) = await drawing_in(fonts)([sheet])
    return drawn


def _form(wish: ChartOptions) -> str:
    """The form that is asked for, else that of the file's ending."""
    ending = Path(wish.output or "").suffix.removeprefix(".").lower()
    if wish.form and ending in FORMS and ending != wish.form:
        raise NotUnderstoodError(f"--format {wish.form} does not fit the name {wish.output}.")
    return wish.form or (ending if ending in FORMS else FORMS[0])


def _words(code: str) -> Language:
    """A language that charts can be drawn in."""
    languages = our_languages()
    if code not in languages.codes:
        raise NotUnderstoodError(f"There is no language {code!r}; there are {', '.join(languages.codes)}.")
    return languages.drawn(languages.nearest(code, code))


def _wanted(store: Store, settings: Settings, wish: ChartOptions, text: str) -> PictureRequest:
    """What to draw, by the words on the command line."""
    today = datetime.now(UTC).astimezone(ZoneInfo(settings.timezone)).date()
    try:
        asked = chart_asked(text, today)
    except ask.NoSuchDayError as error:
        raise NotUnderstoodError(f"There is no such date: {error}.") from error
    if asked is None:
        raise NotUnderstoodError(HOW)
    if isinstance(asked, NightRequest | RegionRequest):
        if wish.channel:
            raise NotUnderstoodError("--channel is for a trend; a night and a region are of both sides.")
        return asked
    channel = _channel(settings, wish.channel)
    newest = store.read_now(newest_night, channel, today)
    if newest is None:
        raise click.ClickException(f"No night of {channel} is known yet.")
    return TrendRequest(channel, asked, newest)


def _channel(settings: Settings, name: str | None) -> str:
    if name and name not in settings.channels:
        raise NotUnderstoodError(f"{name} is not followed; followed are {', '.join(settings.channels)}.")
    ours = (one for one in settings.channels if CHANNELS[one].attacker is Attacker.RUSSIA)
    return name or next(ours, settings.channels[0])


def _path(wish: ChartOptions, wanted: PictureRequest, form: str) -> Path | None:
    """Where to write; None is standard output, which must not be a terminal."""
    if wish.output == STDOUT:
        if is_terminal():
            raise click.ClickException("A picture is not written to a terminal; name a file with -o, or pipe it on.")
        return None
    if wish.output:
        return Path(wish.output)
    path = Path(f"overnight-{_name(wanted)}.{form}")
    if path.exists():
        raise click.ClickException(f"{path} already exists; -o {path} replaces it.")
    return path


def is_terminal() -> bool:
    return sys.stdout.isatty()


def _name(wanted: PictureRequest) -> str:
    match wanted:
        case TrendRequest(channel, length, last):
            return f"trend-{channel}-{length}-{last}"
        case NightRequest(day):
            return f"night-{day}"
        case RegionRequest(region, last):
            return f"region-{region}-{last}"


def _write(path: Path, drawn: bytes) -> None:
    """Write the file whole or not at all: beside it first, then in its place."""
    try:
        handle, beside = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        try:
            with os.fdopen(handle, "wb") as out:
                out.write(drawn)
            Path(beside).chmod(0o644)
            Path(beside).replace(path)
        except BaseException:
            with suppress(OSError):
                Path(beside).unlink()
            raise
    except OSError as error:
        raise click.ClickException(f"{path} cannot be written: {error.strerror}.") from error
