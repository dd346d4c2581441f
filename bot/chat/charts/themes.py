"""The colours of the charts, on light paper and on dark."""

from __future__ import annotations

import numpy as np
from PIL import Image, ImageColor

# How many shades a colour has on its way to the paper's colour: enough for smooth letters and slanted lines.
SHADES = 8
ALMOST = 12

# Colours that colour-blind readers can tell apart; the dark paper is Telegram's own.
THEMES: dict[str, dict[str, str]] = {
    "light": {
        "paper": "#ffffff", "ink": "#1b2128", "muted": "#56626e", "grid": "#d9dfe5", "gap": "#f0f2f4",
        "hatch": "#b3bcc6", "rest": "#c3ced9", "whole": "#a3b1bf", "down": "#2a6fb5", "alone": "#2a6fb5",
        "shot": "#0f7b6c", "before": "#9ccbc3", "lost": "#8fbce4",
        "average": "#d9480f", "hedged": "#1b2128", "unsaid": "#b0194f", "frame": "#b0194f",
        "cruise": "#7048b6", "ballistic": "#d6336c", "other": "#8a94a0",
        "named": "#e8590c", "quiet": "#dfe4ea", "over": "#ffffff",
    },
    "dark": {
        "paper": "#17212b", "ink": "#f2f5f8", "muted": "#a9b8c6", "grid": "#33424f", "gap": "#1f2d3a",
        "hatch": "#667c91", "rest": "#5a6f83", "whole": "#7488a0", "down": "#56a3f2", "alone": "#56a3f2",
        "shot": "#4fc3b0", "before": "#2f6f67", "lost": "#a8d1f7",
        "average": "#ffa94d", "hedged": "#f2f5f8", "unsaid": "#ff8fb3", "frame": "#ff8fb3",
        "cruise": "#b79bff", "ballistic": "#ff6b9d", "other": "#94a1ae",
        "named": "#f08c3a", "quiet": "#33434f", "over": "#17212b",
    },
}  # fmt: skip


def palette(colours: dict[str, str]) -> Image.Image:
    """Return the colours of a theme, each in its shades, as a Pillow palette."""
    paper_colour = np.array(ImageColor.getrgb(colours["paper"]))
    shares = np.arange(SHADES + 1)[:, None] / SHADES
    codes = dict.fromkeys(colours.values())
    shades = [paper_colour + shares * (np.array(ImageColor.getrgb(code)) - paper_colour) for code in codes]
    every = np.unique(np.vstack(shades).round().astype(np.uint8), axis=0)
    # Pillow takes the first near enough: a shade close to the paper's colour would replace the paper.
    apart = np.abs(every - paper_colour).max(axis=1) >= ALMOST
    found = Image.new("P", (1, 1))
    found.putpalette(np.vstack([paper_colour.astype(np.uint8), every[apart]]).tobytes()[: 256 * 3])
    return found
