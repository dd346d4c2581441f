"""The bot's profile picture: a night sky with a moon and, below it, the figures of two sides."""

from __future__ import annotations

import io

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.patches import Circle, Rectangle

# Pixels; Telegram shows it in a circle, so that nothing stands near a corner.
SIDE = 640
SKY, MOON, ONE, OTHER = "#14202e", "#f4e3b2", "#56a3f2", "#f08c3a"
# Heights of the nights, in parts of the picture; the two sides stand apart, for they are never added.
NIGHTS = ((0.11, 0.16, 0.13, 0.23), (0.17, 0.12, 0.20, 0.15))
QUALITY = 92


def profile_picture() -> bytes:
    """Return the picture as a JPEG, the only format that Telegram takes here; the same bytes every time."""
    figure = Figure(figsize=(SIDE / 100, SIDE / 100), dpi=100, facecolor=SKY)
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set_axis_off()
    axes.set_xlim(0, 1)
    axes.set_ylim(0, 1)
    axes.add_patch(Circle((0.5, 0.68), 0.17, color=MOON, linewidth=0))
    axes.add_patch(Circle((0.575, 0.725), 0.15, color=SKY, linewidth=0))
    for first, colour, nights in zip((0.21, 0.535), (ONE, OTHER), NIGHTS, strict=True):
        for place, height in enumerate(nights):
            axes.add_patch(Rectangle((first + place * 0.068, 0.22), 0.05, height, color=colour, linewidth=0))
    axes.add_patch(Rectangle((0.19, 0.19), 0.62, 0.012, color=MOON, linewidth=0))
    FigureCanvasAgg(figure)
    drawn = io.BytesIO()
    figure.savefig(drawn, format="jpg", facecolor=SKY, pil_kwargs={"quality": QUALITY})
    return drawn.getvalue()
