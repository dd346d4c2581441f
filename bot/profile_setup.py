"""What people see of the bot before they write to it, set at Telegram: texts, picture, lists of commands.

Telegram is asked first, and only what differs is changed. Inline and guest mode can only be turned on at @BotFather.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from functools import partial

from telegram import Bot, InputProfilePhotoStatic

from bot.chat.charts.profile_picture import profile_picture
from bot.chat.languages import Languages
from bot.chat.messages.profile import description, short_description
from bot.chat.routing.menu import LISTS, is_kept, menus
from bot.chat.routing.rows import Where
from bot.locales import ENGLISH

LIST_NAMES = {Where.PRIVATE: "private chats", Where.GROUPS: "groups", Where.ADMINS: "groups' admins"}
# What @BotFather alone turns on: the library's name for it, ours, and what it is good for.
AT_BOTFATHER = (
    ("supports_inline_queries", "Inline mode", "/setinline, so that @{name} answers in any chat"),
    ("supports_guest_queries", "Guest mode", "its bot settings, so that @{name} can be asked where it is no member"),
)
FEEDBACK = (
    "Inline feedback: Telegram does not tell whether it is on. /setinlinefeedback at @BotFather, 100%, so that what "
    "was sent inline can be corrected."
)


@dataclass(frozen=True, slots=True)
class Setup:
    """How the profile is set: ``dry_run`` changes nothing, ``new_picture`` replaces a picture that is there."""

    bot: Bot
    languages: Languages
    dry_run: bool = False
    new_picture: bool = False

    async def run(self) -> AsyncIterator[str]:
        """Bring everything up to date; yield a line on each part. Raises what Telegram raises."""
        for code in filter(is_kept, self.languages.codes):
            words, told = self.languages.words(code), None if code == ENGLISH else code
            short, long = short_description(words), description(words)
            short_now = (await self.bot.get_my_short_description(told)).short_description
            yield await self._changed(
                f"Short description ({code})", short_now == short,
                partial(self.bot.set_my_short_description, short, told),
            )  # fmt: skip
            long_now = (await self.bot.get_my_description(told)).description
            yield await self._changed(
                f"Description ({code})", long_now == long,
                partial(self.bot.set_my_description, long, told),
            )  # fmt: skip
        yield await self._picture()
        async for line in self._commands():
            yield line
        for line in self._botfather():
            yield line

    async def _changed(self, what: str, is_so: bool, change: Callable[[], Awaitable[object]]) -> str:
        if is_so:
            return f"{what}: already so."
        if self.dry_run:
            return f"{what}: would be set."
        await change()
        return f"{what}: set."

    async def _picture(self) -> str:
        """Set the picture where there is none: Telegram keeps one in its own form, so it cannot be compared."""
        there = (await self.bot.get_user_profile_photos(self.bot.id, limit=1)).total_count > 0
        if there and not self.new_picture:
            return "Profile picture: there is one; --picture replaces it with ours."
        picture = InputProfilePhotoStatic(profile_picture())
        return await self._changed("Profile picture", False, partial(self.bot.set_my_profile_photo, picture))

    async def _commands(self) -> AsyncIterator[str]:
        for scope, where in LISTS:
            for code, menu in menus(self.languages, where):
                now = await self.bot.get_my_commands(scope, code)
                yield await self._changed(
                    f"Commands in {LIST_NAMES[where]} ({code or ENGLISH})", list(now) == menu,
                    partial(self.bot.set_my_commands, menu, scope, code),
                )  # fmt: skip

    def _botfather(self) -> list[str]:
        me = self.bot.bot
        lines = []
        for field, what, how in AT_BOTFATHER:
            is_on = getattr(me, field)
            lines.append(f"{what}: on." if is_on else f"{what}: off. @BotFather: {how.format(name=me.username)}.")
        return [*lines, FEEDBACK]
