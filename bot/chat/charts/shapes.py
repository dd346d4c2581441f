"""The shapes of the paper: portrait for chats, landscape for newsrooms."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Shape:
    """A paper, in pixels. ``height`` is None where it is as high as its content.

    ``title``, ``text`` and ``small`` are the sizes of letters.
    """

    width: int
    height: int | None
    margin: int
    title: int
    text: int
    small: int

    @property
    def room(self) -> float:
        """The width between the margins."""
        return self.width - 2 * self.margin


SHAPES = {
    # Telegram shows a photo at most 1280 pixels wide, a phone about 390 of its own: letters of 30 here are 11 there.
    "portrait": Shape(1080, None, 44, 50, 32, 30),
    # What a newsroom's page and a link's preview show uncropped.
    "landscape": Shape(1200, 675, 40, 34, 22, 19),
}
