"""A chat in the terminal: what the bot sends is written out, buttons are numbered, pictures are saved."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from bot.demo.bot_api import BotApi, Chat, Event, Message, Query
from bot.demo.bot_api.limits import points
from bot.demo.bot_api.records import StoredFile
from bot.demo.picker import picked, rows_of
from bot.demo.words import DemoWords, english

Button = dict[str, Any]
# the text of a post named as ``kpszsu/79455`` and where it comes from, as Telegram tells it; None where there is none
Posts = Callable[[str], tuple[str, dict[str, Any]] | None]

QUOTES = ("blockquote", "expandable_blockquote")
FORWARD = "forward "


class TerminalChat:
    """One person's private chat with the bot, as lines.

    ``write`` takes what shall be seen; pictures and documents are saved in ``folder`` and their paths written, without
    one they are only named; ``posts`` are those that can be forwarded; ``words`` gives the words of the moment.
    """

    def __init__(
        self,
        api: BotApi,
        chat: Chat,
        write: Callable[[str], None],
        folder: Path | None,
        posts: Posts = lambda name: None,
        *,
        words: Callable[[], DemoWords] = english,
    ) -> None:
        self._api = api
        self._chat = chat
        self._write = write
        self._folder = folder
        self._posts = posts
        self._words = words
        self._message: Message | None = None
        self._inline: Query | None = None
        self._name = f"@{api.state.me.username}"
        api.listen(self._seen)

    def enter(self, line: str) -> Query | None:
        """Handle what the person typed; return what the bot has to answer, if it was a press or an inline query.

        A number presses that button or sends that result; ``@bot text`` asks inline; ``forward kpszsu/79455`` forwards
        that post; anything else is sent as a message.
        """
        if line.isdecimal() and self._inline:
            self._choose(int(line), self._inline)
            return None
        if line.isdecimal() and self._message:
            return self._press(int(line))
        if line == self._name or line.startswith(f"{self._name} "):
            self._inline = self._api.inline(line.removeprefix(self._name).strip(), self._chat.user)
            return self._inline
        self._inline = None
        if line.startswith(FORWARD):
            self._forward(line.removeprefix(FORWARD).strip())
        else:
            self._api.say(self._chat, line)
        return None

    def told(self, answer: dict[str, Any]) -> None:
        """Print the answer to a press or an inline query, if it says anything."""
        for number, result in enumerate(answer.get("results", ()), start=1):
            self._write(f"[{number}] {result.get('title', '')} – {result.get('description', '')}".rstrip(" –"))
        if answer.get("button"):
            self._write(f"» {answer['button']['text']}")
        if answer.get("text"):
            self._write(f"» {answer['text']}")
        if answer.get("url"):
            self._write(f"» {self._words().opens.format(address=answer['url'])}")

    def _forward(self, name: str) -> None:
        post = self._posts(name)
        if post is None:
            self._write(self._words().no_post.format(name=name))
            return
        self._api.forward(self._chat, *post)

    def _choose(self, number: int, query: Query) -> None:
        """Send an inline result into this chat, as it would be sent into any."""
        results = (query.answer or {}).get("results", [])
        if not 1 <= number <= len(results):
            self._write(self._words().no_result.format(number=number, count=len(results)))
            return
        self._message = self._api.choose(query, results[number - 1]["id"])
        self._inline = None
        self._write(
            "\n".join([self._words().via.format(name=self._name), shown(self._message), *_numbered(self._message)])
        )

    def _press(self, number: int) -> Query | None:
        assert self._message, "a button belongs to a message"
        buttons = [button for row in rows_of(self._message) for button in row]
        if not 1 <= number <= len(buttons):
            self._write(self._words().no_button.format(number=number, count=len(buttons)))
            return None
        button = buttons[number - 1]
        if picked(self._api, self._chat, self._message, button.get("callback_data", "")):
            return None
        if "callback_data" in button:
            return self._api.press(self._message, button["callback_data"])
        self._write(f"» {self._effect(button)}")
        return None

    def _seen(self, event: Event) -> None:
        message = event.message
        if message.chat is not self._chat and message is not self._message:
            return
        if rows_of(message) and event.kind != "deleted":
            self._message = message
        elif message is self._message:
            self._message = None
        kinds = {"edited": self._words().edited, "deleted": self._words().deleted}
        parts = [kinds.get(event.kind, "") + shown(message), *self._saved(message), *_numbered(message)]
        self._write("\n".join(part for part in parts if part))

    def _saved(self, message: Message) -> Iterable[str]:
        for kept, suffix in ((message.photo, ".png"), (message.document, "")):
            if kept and self._folder is None:
                yield self._words().not_kept.format(name=Path(kept.name).name, size=_size(kept))
            elif kept and self._folder:
                path = self._folder / f"{message.message_id}-{Path(kept.name).stem}{suffix or Path(kept.name).suffix}"
                path.write_bytes(kept.data)
                yield self._words().saved.format(path=path)

    def _effect(self, button: Button) -> str:
        """What a button that does not ask the bot would do."""
        if "url" in button:
            return self._words().opens.format(address=button["url"])
        if "copy_text" in button:
            return self._words().copied.format(text=button["copy_text"]["text"])
        return self._words().elsewhere.format(text=button["text"])


def shown(message: Message) -> str:
    """A message's text with its links written out and its quotations marked."""
    text, out, at = message.text, [], 0
    for entity in sorted(message.entities, key=lambda one: one["offset"] + one["length"]):
        end = points(text, entity["offset"] + entity["length"])
        if entity["type"] == "text_link" and entity["url"] != text[points(text, entity["offset"]) : end]:
            out += [text[at:end], f" <{entity['url']}>"]
            at = end
    lines = ("".join(out) + text[at:]).split("\n")
    quoted = _quoted_lines(message)
    return "\n".join(f"│ {line}" if number in quoted else line for number, line in enumerate(lines))


def _quoted_lines(message: Message) -> set[int]:
    """The numbers of the lines that are quoted; writing links out adds no line."""
    text, found = message.text, set[int]()
    for entity in message.entities:
        if entity["type"] in QUOTES:
            first = text.count("\n", 0, points(text, entity["offset"]))
            inside = text[points(text, entity["offset"]) : points(text, entity["offset"] + entity["length"])]
            found.update(range(first, first + inside.strip("\n").count("\n") + 1))
    return found


def _numbered(message: Message) -> list[str]:
    """The rows of buttons, numbered from 1 in reading order."""
    rows, number = [], 0
    for row in rows_of(message):
        cells = [f"[{number + place}] {button['text']}" for place, button in enumerate(row, start=1)]
        number += len(row)
        rows.append("  ".join(cells))
    return rows


def _size(file: StoredFile) -> str:
    """How large a file is."""
    return f"{-(-len(file.data) // 1024)} kB"
