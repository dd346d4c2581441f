"""Compare the operator's commands and the captions of charts with approved transcripts.

Sizes of the memory and of the database are those of the machine: ``N`` stands for them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import pytest

from bot.chat.charts.sheets import Sheet
from bot.demo.bot_api import BotApi
from storage import Store
from tests.bot.chat.scenes import SCENES
from tests.bot.chat.test_golden import GOLDEN
from tests.bot.chat.test_operator import COMMANDS
from tests.bot.demo.test_clients import picture as png
from tests.bot.talking import talking, transcript

APPROVED = {path.stem: path.read_text(encoding="utf-8") for path in sorted((GOLDEN / "operator").glob("*.txt"))}
FILL, NOW = SCENES["not_understood"]


async def drawn(sheets: Sequence[Sheet]) -> list[bytes]:
    return [png(30, 20) for _ in sheets]


def asked_in(name: str) -> list[str]:
    return re.findall(r"^> (.*)$", APPROVED[name], re.MULTILINE)


@pytest.mark.parametrize("name", APPROVED)
async def test_operator_answers_match_the_approved_transcripts(name: str, bot_api: BotApi, store: Store) -> None:
    store.write_now(FILL)
    operator = bot_api.private("Olena", name)
    answers = []
    async with talking(bot_api, store, NOW, chat=operator, admin_ids=str(operator.id)) as talk:
        talk.bot.services.pictures._draw = drawn
        for question in asked_in(name):
            answers.append(transcript(question, await talk.ask(question)))
    assert re.sub(r"\d+(?= MiB| МіБ)", "N", "\n".join(answers)) == APPROVED[name]


def test_operator_transcripts_exist_in_every_language() -> None:
    asked = [{question.split()[0] for question in asked_in(name)} for name in APPROVED]
    assert asked == [{f"/{command}" for command in COMMANDS} | {"/trend", "/help"}] * len(APPROVED)
