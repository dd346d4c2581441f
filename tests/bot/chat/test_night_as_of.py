"""``/night … as of …``: a night as it was known at a moment."""

from __future__ import annotations

from bot.demo.bot_api import BotApi
from storage import Store
from storage.outbox import deliveries
from tests.bot.edited_night import edited_night
from tests.bot.talking import talking
from tests.storage.builders import at

NOW = at("2025-09-08 12:00")
ASKED = {
    "/night 2025-09-07 as of 2025-09-07 09:00": "launched 805 Shahed",
    "/night 2025-09-07 as of 9:45": "launched 810 Shahed",
    "/night 2025-09-07 as of 2025-09-07T07:45Z": "launched 812 Shahed",
    "/night as of 7.09.2025": "launched 812 Shahed",
    "/night 2025-09-07 as of 2025-09-07 08:00": "We have no data from Ukraine's Air Force yet.",
    "/week 2025-09-07 as of 2025-09-07 9:00": "805",
    "night of 7 September 2025 as of 7 September 2025 09:00": "launched 805 Shahed",
    "ніч на 7 вересня 2025 станом на 9:45": "launched 810 Shahed",
    "/night 2025-09-07 as of then": "As of when?",
    "/night 2025-09-07 as of 2025-09-09 08:00": "That moment hasn't come yet",
    "/night 31.02 as of 9:00": "There is no such date",
    "/night whenever as of 9:00": "As of when?",
    "/night 2025-09-07": "launched 812 Shahed",
}


async def test_a_night_is_told_as_it_was_known(bot_api: BotApi, store: Store) -> None:
    store.write_now(edited_night)
    async with talking(bot_api, store, NOW) as talk:
        told = {text: (await talk.ask(text)).text for text in ASKED}
    wrong = {text: told[text][:200] for text, wanted in ASKED.items() if wanted not in told[text]}
    assert wrong == {}
    assert told["/night 2025-09-07 as of 9:45"].startswith("As known on 7 September 2025 at 09:45 Kyiv:\n")


async def test_what_was_known_then_is_not_corrected_and_leads_to_what_is_known_now(
    bot_api: BotApi, store: Store
) -> None:
    store.write_now(edited_night)
    async with talking(bot_api, store, NOW) as talk:
        await talk.ask("/night 2025-09-07 as of 9:00")
        await talk.deliver()
        assert store.read_now(deliveries.counts) == {}
        now = await talk.press("As it stands now")
    assert "launched 812 Shahed" in now.text
