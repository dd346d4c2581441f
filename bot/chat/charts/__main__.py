"""The drawing process: a JSON list of sheets on standard input, each one's length and picture on standard output.

Matplotlib takes about 80 MB and half a second to load: it lives only here and ends with the process.
"""

from __future__ import annotations

import json
import sys
from typing import BinaryIO

from bot.chat.charts.canvas import Paper, letters
from bot.chat.charts.draw_calendar import calendar
from bot.chat.charts.draw_night import night
from bot.chat.charts.draw_trend import trend
from bot.chat.charts.sheets import LENGTH_BYTES, Sheet
from bot.chat.charts.written import picture


def drawn(sheet: Sheet) -> Paper:
    """A sheet on paper."""
    match sheet["kind"]:
        case "trend":
            return trend(sheet)
        case "calendar":
            return calendar(sheet)
        case "night":
            return night(sheet)


def main(source: BinaryIO, target: BinaryIO) -> None:
    """Draw every sheet of ``source`` to ``target``, in order."""
    letters()
    for sheet in json.load(source):
        written = picture(drawn(sheet), sheet["head"])
        target.write(len(written).to_bytes(LENGTH_BYTES, "big") + written)


if __name__ == "__main__":
    main(sys.stdin.buffer, sys.stdout.buffer)
