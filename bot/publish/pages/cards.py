"""The pictures that are shown with a link: what each side says of the newest night, and one for the whole site.

Drawn with Pillow alone, in the letters of the charts: a card has no axes, and importing matplotlib takes longer than
all else that a new post sets off.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from PIL import Image, ImageDraw, ImageFont

from bot.chat.language import N_, Language
from bot.chat.messages.amounts import amount, bounded
from bot.chat.messages.sentences import Brevity, side_sentence
from bot.publish.pages.night_values import NightValue, value_of_side
from bot.publish.pages.said import SILENT
from parsers.records import Attacker, Claimant, Outcome
from storage.views.figures import Figure
from storage.views.record import NightRecord, RecordSide

# What Facebook, X and Telegram show whole.
WIDTH, HEIGHT = 1200, 630
MARGIN, GAP = 64, 48
SKY, INK, MUTED, MOON = "#14202e", "#f2f5f8", "#a9b8c6", "#f4e3b2"
SIDES = {Claimant.UA_AIR_FORCE: "#56a3f2", Claimant.RU_MOD: "#4fc3b0"}
# Smooth letters in few colours: a card of 20 kB instead of 60.
COLOURS = 48
LINE = 1.3
FOOT = N_("Claims of the parties, not verified.")
SITE = N_("What both sides say of the air war, night by night")
SAYS = {
    Claimant.UA_AIR_FORCE: N_("Ukraine's Air Force says:"),
    Claimant.RU_MOD: N_("Russia's Defence Ministry says:"),
}
LAUNCHED = {Attacker.RUSSIA: N_("drones launched at Ukraine"), Attacker.UKRAINE: N_("drones launched at Russia")}
DOWN = {
    (Attacker.RUSSIA, False): N_("Russian drones shot down"),
    (Attacker.RUSSIA, True): N_("Russian drones shot down or jammed"),
    (Attacker.UKRAINE, False): N_("Ukrainian drones shot down"),
    (Attacker.UKRAINE, True): N_("Ukrainian drones shot down or jammed"),
}
SITE_MORE = N_("Every figure with the words it was read from, every version of every post.")


class CardFigures(NamedTuple):
    """What a card says of a side: who says so, its figure, what that counts, and what became of them."""

    says: str
    colour: str
    big: str
    label: str
    more: tuple[str, ...] = ()


def night_card(words: Language, record: NightRecord) -> bytes:
    """Return the card of a night as PNG: the key figures of each side, the date, and that they are claims."""
    image, draw = _sheet(words)
    title = words.say("Night of {night}", night=words.night(record.day))
    _write(draw, (MARGIN, 118), title, _font("Bold", _fitting(title, WIDTH - 2 * MARGIN, 58)), INK)
    width = (WIDTH - 2 * MARGIN - GAP) // 2
    for place, side in enumerate(record.sides[:2]):
        _side(draw, _told(words, record, side), MARGIN + place * (width + GAP), width)
    state = N_("Settled.") if record.settled else N_("Provisional.")
    _foot(draw, f"{words.say(FOOT)} {words.say(state)}")
    return _png(image)


def site_card(words: Language) -> bytes:
    """Return the card of the site as PNG."""
    image, draw = _sheet(words)
    y = 190.0
    for size, colour, text in ((64, INK, words.say(SITE)), (34, MUTED, words.say(SITE_MORE))):
        font = _font("Bold" if colour == INK else "Regular", size)
        for line in _wrapped(text, font, WIDTH - 2 * MARGIN):
            _write(draw, (MARGIN, y), line, font, colour)
            y += size * LINE
        y += 22
    _foot(draw, words.say(FOOT))
    return _png(image)


def _sheet(words: Language) -> tuple[Image.Image, ImageDraw.ImageDraw]:
    image = Image.new("RGB", (WIDTH, HEIGHT), SKY)
    draw = ImageDraw.Draw(image)
    draw.ellipse((MARGIN, 46, MARGIN + 36, 82), fill=MOON)
    draw.ellipse((MARGIN + 12, 40, MARGIN + 44, 72), fill=SKY)
    _write(draw, (MARGIN + 54, 44), "overnight", _font("Bold", 32), INK)
    return image, draw


def _side(draw: ImageDraw.ImageDraw, told: CardFigures, x: int, width: int) -> None:
    draw.rectangle((x, 224, x + width, 229), fill=told.colour)
    _write(draw, (x, 246), told.says, _font("Bold", _fitting(told.says, width, 32)), INK)
    y = 296.0
    if told.big:
        _write(draw, (x, 290), told.big, _font("Bold", _fitting(told.big, width, 104)), told.colour)
        y = 424.0
    for size, colour, text in ((32, INK, told.label), *((28, MUTED, one) for one in told.more)):
        font = _font("Regular", size)
        for line in _wrapped(text, font, width):
            _write(draw, (x, y), line, font, colour)
            y += size * LINE


def _foot(draw: ImageDraw.ImageDraw, text: str) -> None:
    draw.rectangle((MARGIN, 566, WIDTH - MARGIN, 567), fill="#33424f")
    _write(draw, (MARGIN, 578), text, _font("Regular", _fitting(text, WIDTH - 2 * MARGIN, 26, "Regular")), MUTED)


def _told(words: Language, record: NightRecord, side: RecordSide) -> CardFigures:
    """Return the first figure of a side that has words here: the launched, else the shot down; else its silence."""
    told = CardFigures(words.say(SAYS[side.claimant]), SIDES[side.claimant], "", "")
    if side.night is None:
        return told._replace(label=words.say(SILENT[side.status][side.claimant]))
    value = value_of_side(record, side)
    if value.launched:
        big, label = _number(words, value.launched), words.say(LAUNCHED[side.attacker])
        return told._replace(big=big, label=label, more=tuple(_more(words, value)))
    if value.down:
        big, label = _number(words, value.down), words.say(DOWN[side.attacker, value.down_as_one])
        return told._replace(big=big, label=label, more=tuple(_missiles(words, value)))
    return told._replace(label=side_sentence(words, side.night, Brevity(kinds=2, shares=False, places=False)))


def _number(words: Language, figure: Figure) -> str:
    return words.say("number not given") if figure.number is None else bounded(words, figure)


def _more(words: Language, value: NightValue) -> Iterator[str]:
    """Yield what became of the drones, and the missiles."""
    if value.down:
        yield amount(words, value.down, Outcome.DOWNED_OR_SUPPRESSED if value.down_as_one else Outcome.DOWNED)
    if value.lost:
        yield amount(words, value.lost, value.lost_as)
    yield from _missiles(words, value)


def _missiles(words: Language, value: NightValue) -> Iterator[str]:
    if value.missiles:
        yield words.say("missiles launched: {number}", number=_number(words, value.missiles))


@cache
def _font(weight: str, size: int) -> ImageFont.FreeTypeFont:
    with files("font_manrope").joinpath(f"files/Manrope-{weight}.ttf").open("rb") as file:
        return ImageFont.truetype(io.BytesIO(file.read()), size)


def _fitting(text: str, width: float, size: int, weight: str = "Bold") -> int:
    """Return the largest size, up to ``size``, at which a text fits into one line."""
    return min(size, int(size * width / max(_font(weight, size).getlength(text), 1)))


def _wrapped(text: str, font: ImageFont.FreeTypeFont, width: float) -> list[str]:
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if font.getlength(longer) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return [line for line in lines if line]


def _write(
    draw: ImageDraw.ImageDraw, at: tuple[float, float], text: str, font: ImageFont.FreeTypeFont, colour: str
) -> None:
    draw.text(at, text, font=font, fill=colour)


def _png(image: Image.Image) -> bytes:
    out = io.BytesIO()
    image.quantize(COLOURS, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE).save(
        out, "PNG", compress_level=6
    )
    return out.getvalue()
