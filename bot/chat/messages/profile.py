"""What a person reads about the bot before they write to it: its description, and the line on its profile."""

from __future__ import annotations

from bot.chat.language import Language


def short_description(words: Language) -> str:
    """Return the line on the bot's profile and in links to it; Telegram takes 120 characters."""
    return words.say("What both sides say happened in the air last night, every number with the post it comes from.")


def description(words: Language) -> str:
    """Return what stands in the empty chat before [Start]; Telegram takes 512 characters."""
    return "\n\n".join(
        (
            words.say(
                "Each morning Ukraine's Air Force says what Russia launched and what was shot down, and Russia's "
                "Defence Ministry says how many Ukrainian drones it shot down. Here both stand side by side, every "
                "number with the post it comes from, and you are told when a post is corrected."
            ),
            words.say("These are the parties' own claims, not verified. This is not an air-raid warning."),
        )
    )
