"""Footers below reports, from the channel's page over HTTP to the answers people get."""

from __future__ import annotations

import pytest

from bot.demo.bot_api import BotApi
from storage import Store
from tests.bot.talking import Moment
from tests.bot.test_forwards_and_quotations import scene
from tests.bot.test_service import NIGHT, NOW, POSTED

# Its line on MAX stands below every post since autumn 2026; «боевая работа» in it once made each of them no report.
MINISTRY = 1173340437
BELOW = "Канал Минобороны России в MAX – боевая работа 24/7"
MORNING = (
    "В период с 20.00 мск 21 сентября до 8.00 мск 22 сентября дежурными средствами ПВО уничтожен 31 украинский "
    "беспилотный летательный аппарат: 19 – над территорией Курской области, 12 – над территорией "
    "Тульской области.\n\n{below}"
)


@pytest.fixture
def clock() -> Moment:
    return Moment(NOW)


@pytest.mark.parametrize(
    ("below", "doubted"),
    [
        ((BELOW,), False),
        (("🔹 Минобороны России", f"🔹 {BELOW}"), False),
        ((BELOW, "Главное за день – в рубрике #ИтогиДня"), False),
        (("Телеканал новостей – 24 часа", "📎 Телефоны экстренных служб: 112"), True),
    ],
    ids=["the line on MAX", "behind the signature", "a link to the digest", "one that nobody knows"],
)
async def test_a_report_with_a_footer_is_answered_with_its_own_figures(
    bot_api: BotApi, store: Store, clock: Moment, below: tuple[str, ...], doubted: bool
) -> None:
    async with scene(bot_api, store, clock) as it:
        it.pages.add_channel("mod_russia", MINISTRY)
        it.pages.add_post("kpszsu", 79455, NIGHT.format(launched=84), POSTED)
        it.pages.add_post("mod_russia", 67001, MORNING.format(below="\n".join(below)), POSTED)
        await it.read()
        await it.read(channel="mod_russia")
        answer = await it.latest()
    assert "launched 84 drones" in answer
    assert "31 drones\nBy region: Kursk 19, Tula 12\n" in answer
    doubt = "Doubtful in the report by Russia's Defence Ministry: a number in the post was not counted"
    assert (doubt in answer) is doubted
    assert "112" not in answer
