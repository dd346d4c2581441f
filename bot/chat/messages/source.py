"""Source text: the sentence of each number as posted, with its reading."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from bot.chat.audience import Audience
from bot.chat.keyboards import data
from bot.chat.language import Language
from bot.chat.message import Button, Message
from bot.chat.messages.doubts import doubt_text
from bot.chat.messages.held import held_line
from bot.chat.messages.latest import left_out, night_title
from bot.chat.messages.read_as import value_text
from bot.chat.messages.tally import SAYS, source_line
from bot.chat.rich_text import Block, Line, Piece, block, bold, line
from storage.views.readings import HeldView, TallyView
from storage.views.source import Quote, SourceView


def source_message(audience: Audience, day: date, views: Sequence[SourceView]) -> Message:
    """Show the text of every post of a night, one post after the other."""
    words = audience.words
    blocks = [block(bold(words.say("Source text")), night_title(words, day))]
    for view in views:
        blocks.extend(_post(audience, view))
    if not views:
        blocks.append(block(words.say("We have no report for this night.")))
    blocks += [block(text) for text in left_out(audience)]
    back = (Button(words.say("‹ Back"), data("night", day)),)
    shows = tuple(view.report.source for view in views if isinstance(view.report, TallyView))
    return Message(tuple(blocks), (back,), shows)


def post_message(audience: Audience, view: SourceView, *, kept: bool) -> Message:
    """Show the text of a forwarded post; if it is not ``kept``, it was read from the forward alone."""
    blocks = [*_post(audience, view)]
    if not kept:
        blocks.append(block(audience.words.say("This post is not stored: it was read from the forward alone.")))
    return Message(tuple(blocks))


def _post(audience: Audience, view: SourceView) -> Iterator[Block]:
    words, source = audience.words, view.report.source
    if isinstance(view.report, HeldView):
        yield block(held_line(audience, view.report))
        return
    head = source_line(audience, source)
    read = words.say("read {time}", time=f"{words.long_day(source.read_at.date())} {audience.clock(source.read_at)}")
    title = [line(bold(words.say(SAYS[view.report.tally.claimant])))] if isinstance(view.report, TallyView) else []
    yield block(*title, head, read)
    if view.text is None:
        yield block(words.say("The page showed it without its text."))
    quoted = [part for quote in sentences(view.quotes) for part in _quoted(words, quote)]
    if quoted:
        yield Block(tuple(quoted), quoted=True)
    if isinstance(view.report, TallyView) and view.report.doubts:
        yield block(*(words.say("Doubtful: {what}", what=doubt_text(words, one)) for one in view.report.doubts))


def sentences(quotes: Sequence[Quote]) -> Iterator[list[Quote]]:
    """Group the quotes by sentence, in the order of the text."""
    gathered: list[Quote] = []
    for quote in quotes:
        if gathered and quote.sentence != gathered[0].sentence:
            yield gathered
            gathered = []
        gathered.append(quote)
    if gathered:
        yield gathered


def _quoted(words: Language, quotes: list[Quote]) -> Iterator[Line]:
    """Yield a sentence with its numbers marked, then what each was read as."""
    yield (Piece("«"), *_marked(quotes), Piece("»"))
    for quote in quotes:
        yield line(f"→ {_said(quote)}: {value_text(words, quote.field, quote.value)}")


def _said(quote: Quote) -> str:
    """Return the words of a number, with the closing bracket right after them if they open one."""
    said = quote.said.strip()
    return said + ")" if said.count("(") > said.count(")") and quote.after.startswith(")") else said


def _marked(quotes: list[Quote]) -> Iterator[Piece]:
    first = quotes[0]
    begin = first.sentence[0]
    sentence = first.before + first.said + first.after
    at = 0
    for quote in quotes:
        start, end = quote.words[0] - begin, quote.words[1] - begin
        if start < at:
            continue
        yield Piece(sentence[at:start])
        yield Piece(sentence[start:end], "u")
        at = end
    yield Piece(sentence[at:])
