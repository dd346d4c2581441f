"""Decisions waiting for the operator, and their outcome."""

from __future__ import annotations

from collections.abc import Sequence

from bot.actions import Closing
from bot.chat.audience import Audience
from bot.chat.keyboards import data
from bot.chat.language import N_, Language
from bot.chat.message import Button, Message
from bot.chat.messages.doubts import DOUBTS
from bot.chat.messages.static import fault
from bot.chat.names import post_address
from bot.chat.rich_text import Line, block, bold, line, link
from parsers.records import Decision, Doubt, Held
from storage.views.held import Judged

# How many posts are named, and how many characters of the line are shown.
POSTS_SHOWN = 5
LINE_SHOWN = 200
HELD_BACK = N_("A figure is held back")
TOLD_TWICE = N_("Two posts about one night")
CHOICES = {
    HELD_BACK: N_(
        "Nobody sees it: people get the link and a note that we could not confirm a figure. /release {post} shows "
        "it, /drop {post} discards it for good."
    ),
    TOLD_TWICE: N_(
        "The night is shown from the first post, with this one beside it. /release {post} shows the night from this "
        "one, /drop {post} discards it for good."
    ),
}


def operator_notice(audience: Audience, post: Judged) -> Message:
    """Build the notice to operators: the figure, why it is held back, the link, both ways to decide."""
    words, name = audience.words, _name(post)
    title = HELD_BACK if post.held else TOLD_TWICE
    return Message(
        (
            block(bold(f"⚠ {words.say(title)}")),
            block(_head(audience, post), *_why(words, post)),
            block(words.say(CHOICES[title], post=name)),
        ),
        ((_button(words, post, Decision.RELEASED), _button(words, post, Decision.DROPPED)),),
    )


def closing_notice(audience: Audience, closing: Closing) -> Message:
    """Build the notice to operators: a line that repeats below posts and is in no table."""
    words, channel = audience.words, closing.channel
    posts = [link(f"{channel}/{one}", post_address(channel, one)) for one in closing.posts[:POSTS_SHOWN]]
    named = [piece for post in posts for piece in (" · ", post)][1:]
    count = words.count(
        "It ends {n} of the newest reports of @{channel}.", "It ends {n} of the newest reports of @{channel}.",
        len(closing.posts), channel=channel,
    )  # fmt: skip
    return Message(
        (
            block(bold(f"⚠ {words.say('An unknown closing line')}")),
            block(f"«{closing.line[:LINE_SHOWN]}»", count, line(*named)),
            block(words.say("If it is the channel's footer, it needs a row in the parser's table of footers.")),
        )
    )


def waiting_message(audience: Audience, posts: Sequence[Judged]) -> Message:
    """List everything that waits, the newest first, and how to decide."""
    words = audience.words
    if not posts:
        return fault(
            words.say("Nothing is waiting for a decision. Name a post to decide on it: /release kpszsu/79455.")
        )
    blocks = [block(bold(words.say("Waiting for a decision")))]
    blocks += [block(_head(audience, post), *_why(words, post)) for post in posts]
    blocks.append(block(words.say("/release or /drop with a post settles it.")))
    return Message(tuple(blocks))


def decided_message(audience: Audience, post: Judged) -> Message:
    """Show the decision, with a button to undo it."""
    words = audience.words
    said = {
        Decision.RELEASED: N_("Released: its figures are shown from now on."),
        Decision.DROPPED: N_("Dropped: nobody is shown its figures."),
        None: N_("Undone: it is judged as if nothing had been decided."),
    }[post.decision]
    undo = (Button(words.say("Undo"), data("undecide", _name(post), post.words)),) if post.decision else ()
    other = [
        _button(words, post, one)
        for one, possible in ((Decision.RELEASED, post.can_be_released), (Decision.DROPPED, post.can_be_dropped))
        if possible and post.decision is None
    ]
    return Message((block(_head(audience, post), *_why(words, post)), block(words.say(said))), ((*undo, *other),))


def undecidable(audience: Audience, post: Judged) -> Message:
    """Say why there is nothing to decide."""
    words, name = audience.words, _name(post)
    if post.decision is Decision.RELEASED:
        return fault(words.say("{post} is already released.", post=name))
    if post.held is Held.DROPPED:
        return fault(words.say("{post} is already dropped.", post=name))
    return fault(words.say("Nothing in {post} is held back.", post=name))


def _name(post: Judged) -> str:
    return f"{post.key.channel}/{post.key.message_id}"


def _head(audience: Audience, post: Judged) -> Line:
    """``22 Sep 08:31 · kpszsu/79455 · first version``."""
    words = audience.words
    posted = f"{words.short_day(post.posted_at.astimezone(audience.zone).date())} {audience.clock(post.posted_at)}"
    version = words.say("version {number}", number=post.key.revision)
    address = post_address(post.key.channel, post.key.message_id)
    return line(f"{posted} · ", link(_name(post), address), f" · {version}")


def _why(words: Language, post: Judged) -> list[str]:
    return [_doubt(words, doubt) for doubt in post.why]


def _doubt(words: Language, doubt: Doubt) -> str:
    return f"{words.say(DOUBTS[doubt.code])}: {doubt.detail}"


def _button(words: Language, post: Judged, decision: Decision) -> Button:
    verb, label = {
        Decision.RELEASED: ("release", N_("Release")),
        Decision.DROPPED: ("drop", N_("Drop")),
    }[decision]
    return Button(words.say(label), data(verb, _name(post), post.words))
