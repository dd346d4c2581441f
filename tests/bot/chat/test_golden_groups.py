"""Compare every kind of answer in a group and in a topic with approved transcripts."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot.demo.bot_api import BotApi, Chat
from storage import Store
from tests.bot.chat.scenes import SCENES
from tests.bot.talking import talking, transcript

GOLDEN = Path(__file__).parent / "golden" / "elsewhere"
APPROVED = {path.stem: path.read_text(encoding="utf-8") for path in sorted(GOLDEN.glob("*.txt"))}
FILL, NOW = SCENES["whole_night"]
TOPIC = 2


def place(api: BotApi, name: str) -> tuple[Chat, int | None]:
    """A group, or a forum and the topic in it that is asked in."""
    if name == "topic":
        return api.supergroup("Newsroom", topics=("Nights", "Chat")), TOPIC
    return api.supergroup("Newsroom"), None


@pytest.mark.parametrize("name", APPROVED)
async def test_answers_in_groups_and_topics_match_the_approved_transcripts(
    name: str, bot_api: BotApi, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    where, _, language = name.partition(".")
    monkeypatch.setenv("OVERNIGHT_LANGUAGE", language)
    store.write_now(FILL)
    chat, thread = place(bot_api, where)
    answers = []
    async with talking(bot_api, store, NOW, chat=chat) as talk:
        for question in re.findall(r"^> (.*)$", APPROVED[name], re.MULTILINE):
            label = re.fullmatch(r"\[(.*)\]", question)
            answer = await (talk.press(label[1]) if label else talk.ask(question, thread=thread))
            assert answer.thread == thread
            answers.append(transcript(question, answer))
    assert "\n".join(answers) == APPROVED[name]
