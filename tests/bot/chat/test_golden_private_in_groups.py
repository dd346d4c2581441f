"""Groups and topics get the answers approved for private chats, word for word.

Commands that set things or tell of the chat itself have transcripts of their own in ``golden/elsewhere``.
"""

from __future__ import annotations

import re

import pytest

from bot.chat.routing.commands import COMMANDS
from bot.chat.routing.rows import Who
from bot.demo.bot_api import BotApi
from storage import Store
from tests.bot.chat.scenes import SCENES
from tests.bot.chat.test_golden import APPROVED
from tests.bot.chat.test_golden_groups import APPROVED as ELSEWHERE
from tests.bot.chat.test_golden_groups import place
from tests.bot.talking import has_a_test_of_its_own, talking, transcript

OWN = {"subscribe", "unsubscribe", "settings", "watch", "mydata", "forget", "privacy"}
# Answered by a picture, which has no transcript: see ``test_charts_sent``.
DRAWN = {"trend"}
LANGUAGE_BUTTONS = ("> [Українською]", "> [In English]")
ASKED = (
    "whole_night",
    "two_weeks",
    "own",
    "samples",
    "silences",
    "older_layout",
    "day_beside_night",
    "export",
    "empty",
)


def approved(name: str) -> list[tuple[str, str]]:
    """The questions by command of a transcript that neither set nor tell anything of the chat, with their answers."""
    blocks = re.split(r"\n(?=> )", APPROVED[name].rstrip("\n"))
    # From there on the answers are in another language.
    turned = next((at for at, block in enumerate(blocks) if block.startswith(LANGUAGE_BUTTONS)), None)
    blocks = blocks[:turned]
    firsts = [block for block in blocks if command_of(block) not in OWN | {None}]
    return [(block.partition("\n")[0].removeprefix("> "), f"{block.rstrip()}\n") for block in firsts]


def command_of(block: str) -> str | None:
    found = re.match(r"> /(\w+)", block)
    return found[1] if found else None


@pytest.mark.parametrize("where", ["group", "topic"])
@pytest.mark.parametrize("name", [f"{scene}.{language}" for scene in ASKED for language in ("en", "uk")])
async def test_groups_and_topics_get_the_answers_approved_for_private_chats(
    where: str, name: str, bot_api: BotApi, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    scene, _, language = name.rpartition(".")
    monkeypatch.setenv("OVERNIGHT_LANGUAGE", language)
    fill, now = SCENES[scene]
    store.write_now(fill)
    chat, thread = place(bot_api, where)
    async with talking(bot_api, store, now, chat=chat) as talk:
        for question, answer in approved(name):
            found = await talk.ask(question, thread=thread)
            assert found.thread == thread
            assert transcript(question, found) == answer


@pytest.mark.parametrize("language", ["en", "uk"])
def test_every_command_has_a_group_and_topic_transcript_or_a_test(language: str) -> None:
    questions = [question for scene in ASKED for question, _ in approved(f"{scene}.{language}")]
    questions += re.findall(r"^> (.*)$", ELSEWHERE[f"topic.{language}"], re.MULTILINE)
    asked = {found[1] for question in questions if (found := re.match(r"/(\w+)", question))}
    people = {name for name, row in COMMANDS.items() if row.who is not Who.OPERATORS}
    assert {name for name in people - asked if not has_a_test_of_its_own(name)} == DRAWN
