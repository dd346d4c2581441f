"""Corrections: figures people were shown that have changed, old → new, or why they no longer hold."""

from __future__ import annotations

from bot.chat.audience import Audience
from bot.chat.keyboards import data
from bot.chat.language import N_, Language
from bot.chat.message import Button, Message
from bot.chat.messages.changes import changes_text, stated_text
from bot.chat.names import place_names
from bot.chat.rich_text import Piece, block, bold, line
from parsers.records import Claimant
from storage.views.corrections import Correction, Stands

EDITED = {
    Claimant.UA_AIR_FORCE: N_("The Air Force edited {post} at {time}."),
    Claimant.RU_MOD: N_("Russia's Defence Ministry edited {post} at {time}."),
}
READ_ANEW = N_("We read {post} again.")
HOLD_AGAIN = N_("The figures you were shown from {post} are valid again.")
MAY_NOT_HOLD = N_("The figures you were shown may no longer be right.")
# Why there are no figures any more: after an edit, and after reading the same text again.
AFTER_EDIT = {
    Stands.UNREADABLE: N_("We could not read its new text, so the figures you were shown may no longer be right."),
    Stands.NOT_A_REPORT: N_("Its new text gives no figures, so the figures you were shown may no longer be right."),
    Stands.IMPLAUSIBLE: N_(
        "Its new text has a figure we could not confirm, so the figures you were shown may no longer be right."
    ),
}
ANEW = {
    Stands.UNREADABLE: N_("It cannot be read reliably, so the figures you were shown may be wrong. Our mistake."),
    Stands.NOT_A_REPORT: N_("It is not a report, so the figures you were shown are wrong. Our mistake."),
}
WITHHELD = {
    Stands.IMPLAUSIBLE: N_("{post} has a figure we could not confirm."),
    Stands.DROPPED: N_("The figures from {post} are no longer shown: the bot's operator has withheld them."),
    Stands.WITHDRAWN: N_("{post} has been missing from the channel's page since {time}."),
}
# For these no button leads to the figures.
HELD_BACK = frozenset({Stands.IMPLAUSIBLE, Stands.DROPPED})
POST = "{post}"


def correction_message(audience: Audience, correction: Correction) -> Message:
    """Build the correction of a post for those who were shown its figures."""
    words, night = audience.words, correction.night
    title = words.say("Correction")
    if night:
        title = words.say("Correction · night of {night}", night=words.night(night, year=False))
    before, _, after = lead(audience, correction).partition(POST)
    post = audience.post(correction.source)
    if not before:
        post = Piece(post.text[:1].upper() + post.text[1:], post.tag, post.link, post.unix)
    blocks = [block(bold(title), line(before, post, after))]
    if text := detail(words, correction):
        blocks.append(block(text))
    return Message(tuple(blocks), _buttons(words, correction), (correction.source,))


def corrected_line(audience: Audience, correction: Correction) -> str:
    """Return the same in one line, for a message that is edited: ``Corrected at 11:04 Kyiv: …``."""
    words = audience.words
    if correction.is_edited and correction.new and not _hold_again(correction):
        time = audience.clock_and_city(correction.source.read_at)
        return words.say(
            "Corrected at {time}: {changes}.", time=time, changes=changes_text(words, correction.old, correction.new)
        )
    said = lead(audience, correction).replace(POST, audience.post(correction.source).text)
    return " ".join(filter(None, (said[:1].upper() + said[1:], detail(words, correction))))


def lead(audience: Audience, correction: Correction) -> str:
    """Return the sentence that says what happened to the post, with ``{post}`` in it."""
    words = audience.words
    if _hold_again(correction):
        return words.say(HOLD_AGAIN, post=POST)
    edited = correction.is_edited and (correction.new is not None or correction.stands in AFTER_EDIT)
    if edited:
        time = audience.clock_and_city(correction.source.read_at)
        return words.say(EDITED[correction.old.claimant], post=POST, time=time)
    if correction.stands in WITHHELD:
        gone = audience.clock_and_city(correction.gone_at) if correction.gone_at else ""
        return words.say(WITHHELD[correction.stands], post=POST, time=gone)
    return words.say(READ_ANEW, post=POST)


def detail(words: Language, correction: Correction) -> str:
    """Return what that means for the figures; empty if the first sentence says it."""
    if _hold_again(correction):
        return ""
    if correction.new is None:
        sentences = AFTER_EDIT if correction.is_edited else ANEW
        return words.say(sentences.get(correction.stands, MAY_NOT_HOLD))
    end = _else(words, correction) if correction.is_edited else _mistake(words, correction)
    return f"{changes_text(words, correction.old, correction.new)}. {end}"


def _hold_again(correction: Correction) -> bool:
    """Return whether the figures once shown are valid again after we said they were not."""
    return correction.new is not None and correction.told is not Stands.FIGURES and not correction.is_changed


def _mistake(words: Language, correction: Correction) -> str:
    """``We had read 84; it says 89. Our mistake.``; for several figures, that we had read them differently."""
    found = correction.differences
    if len(found) == 1 and (one := found[0]).old and one.new and None not in (one.old[0], one.new[0]):
        return words.say(
            "We had read {old}; it says {new}. Our mistake.",
            old=stated_text(words, one.old),
            new=stated_text(words, one.new),
        )
    return words.say("We had read it differently. Our mistake.")


def _else(words: Language, correction: Correction) -> str:
    told = []
    if correction.named:
        names = ", ".join(sorted(place_names(words, correction.named)))
        told.append(words.say("Now named: {names}.", names=names))
    if correction.unnamed:
        names = ", ".join(sorted(place_names(words, correction.unnamed)))
        told.append(words.say("No longer named: {names}.", names=names))
    return " ".join(told) if told else words.say("Nothing else changed.")


def _buttons(words: Language, correction: Correction) -> tuple[tuple[Button, ...], ...]:
    source = correction.source
    if correction.stands in HELD_BACK:
        return ()
    if source.revisions > 1:
        return ((Button(words.say("Both versions"), data("versions", source.channel, source.message_id)),),)
    if correction.night:
        return ((Button(words.say("Source text"), data("words", correction.night)),),)
    return ()
