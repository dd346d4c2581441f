"""Compare every answer with transcripts that a person wrote or approved.

A transcript is asked line by line of the real application: ``> question``, the answer, the rows of ``[buttons]``.
``> [label]`` presses a button of the answer above.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot.demo.bot_api import BotApi
from storage import Store
from tests.bot.chat.scenes import SCENES
from tests.bot.talking import Talk, talking, transcript

GOLDEN = Path(__file__).parent / "golden"


APPROVED = {path.stem: path.read_text(encoding="utf-8") for path in sorted(GOLDEN.glob("*.txt"))}


@pytest.mark.parametrize("name", APPROVED)
async def test_answers_match_the_approved_transcripts(name: str, bot_api: BotApi, store: Store) -> None:
    scene, _, language = name.rpartition(".")
    fill, now = SCENES[scene]
    store.write_now(fill)
    approved = APPROVED[name]
    questions = re.findall(r"^> (.*)$", approved, re.MULTILINE)
    async with talking(bot_api, store, now, language=language) as talk:
        answers = [await asked(talk, question) for question in questions]
    assert "\n".join(answers) == approved


async def asked(talk: Talk, question: str) -> str:
    label = re.fullmatch(r"\[(.*)\]", question)
    answer = await talk.press(label[1]) if label else await talk.ask(question)
    return transcript(question, answer)
