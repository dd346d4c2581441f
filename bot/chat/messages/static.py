"""Answers of one sentence, and the standing texts: start, help, about, privacy."""

from __future__ import annotations

from collections.abc import Sequence

from bot.chat.keyboards import data
from bot.chat.language import Language
from bot.chat.message import Button, Message
from bot.chat.rich_text import block, bold

# A command and its help sentence.
Commands = Sequence[tuple[str, str]]

REPEATED = 60


def fault(sentence: str) -> Message:
    """Build one clear sentence for a question that could not be understood or carried out."""
    return Message((block(sentence),), brief=True)


def old_button(words: Language) -> Message:
    """Say that a button is from an older version, or was made up."""
    return fault(words.say("This button no longer works; ask again with /latest."))


def no_such_date(words: Language, error: ValueError) -> Message:
    """Say that a date which was written out does not exist."""
    return fault(words.say("There is no such date: {date}.", date=error))


def topic_gone(words: Language) -> Message:
    """Tell the admins of a group that a topic is gone, and how to choose another."""
    return fault(
        words.say(
            "The topic this was sent to has been deleted or closed, so it comes here now. An admin can choose "
            "another: send /settings in that topic and pick a time."
        )
    )


def repeated(text: str) -> str:
    """Return typed text to quote in a sentence: on one line, cut if long."""
    said = " ".join(text.split())
    return said if len(said) <= REPEATED else said[:REPEATED].rstrip() + "…"


def start(words: Language) -> Message:
    return Message(
        (
            block(bold(words.say("What happened in the air last night, according to both sides"))),
            block(
                words.say(
                    "Each morning Ukraine's Air Force says what Russia launched and what was shot down, and Russia's "
                    "Defence Ministry says how many Ukrainian drones it shot down. Here you see both side by side, "
                    "with the posts they come from. They are never added up."
                )
            ),
            block(
                words.say("/latest – last night"),
                words.say("/night 22.09 – the night of a date"),
                words.say("/subscribe 09:00 – a digest every morning"),
                words.say("/help – everything else"),
            ),
            block(disclaimer(words)),
        ),
        ((Button(words.say("Last night"), data("latest")), Button(words.say("Every morning"), data("at", "0900"))),),
    )


def disclaimer(words: Language) -> str:
    return words.say("These are the parties' own claims, not verified. This is not an air-raid warning.")


def help_text(words: Language, commands: Commands, for_operators: Commands = ()) -> Message:
    """Build the help from commands and their English help lines; operators see theirs as well."""
    theirs = [block(bold(words.say("For operators")), *_lines(words, for_operators))] if for_operators else []
    return Message(
        (
            block(bold(words.say("What you can ask"))),
            block(*_lines(words, commands)),
            *theirs,
            block(
                words.say("Or just ask: yesterday, 22.09, Odesa in May, Shahed, last month."),
                words.say("In any other chat: my @name, then a date, a region, week, month or record."),
                words.say("Forward me a report from a channel I follow, and I will show you how I read it."),
            ),
            block(disclaimer(words)),
        )
    )


def _lines(words: Language, commands: Commands) -> list[str]:
    return [f"/{name} – {words.say(meaning)}" for name, meaning in commands]


def about(words: Language) -> Message:
    return Message(
        (
            block(bold(words.say("What is counted"))),
            block(
                words.say(
                    "The reports of @kpszsu (Ukraine's Air Force) and @mod_russia (Russia's Defence Ministry) are "
                    "read word by word. Every number can be traced to the sentence it comes from: /source."
                )
            ),
            block(
                words.say("Lost to jamming is neither shot down nor hit."),
                words.say(
                    "Downed or jammed has been one figure since July 2025; rates before and after cannot be compared."
                ),
                words.say("A weapon named without a number is shown as used, never as zero."),
                words.say("Launched minus shot down is not the number of hits: places hit are counted separately."),
                words.say("What each side says is shown side by side and never added up."),
            ),
            block(disclaimer(words)),
        )
    )


def privacy(words: Language) -> Message:
    return Message(
        (
            block(bold(words.say("What is stored about you"))),
            block(
                words.say(
                    "This chat's id, language, time zone, settings and watches; for 90 days, which posts' numbers it "
                    "was shown, so that a correction can reach it; for a week, what it was sent and when. No names, "
                    "no messages, nothing about who is in a group."
                )
            ),
            block(
                words.say(
                    "For a message sent inline or to a chat I am not in, for 90 days: its id in Telegram and what it "
                    "shows, not who asked."
                )
            ),
            block(
                words.say(
                    "For a channel or group set up with /post: its title, what was chosen for it and who set it up; "
                    "for 90 days, which message there is the digest of which night."
                )
            ),
            block(words.say("/mydata shows it, /forget deletes it at once.")),
        )
    )
