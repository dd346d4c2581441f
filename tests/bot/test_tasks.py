"""No task dies alone: each has an owner, and what is done again and again never overlaps itself."""

from __future__ import annotations

import ast
import asyncio
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import pytest

from bot.app import Overnight, build
from bot.chat.answer_cache import AnswerCache
from bot.chat.charts.cache import Pictures
from bot.chat.message import Message
from bot.demo.bot_api import BotApi
from bot.run import ONE_AT_A_TIME, running
from bot.settings import load_settings
from bot.tasks import Coalesced, TaskKeeper
from bot.world import World
from storage import StorageError, Store
from storage.posts.intake import Intake
from tests.bot.chat.scenes import SCENES
from tests.bot.talking import talking, until
from tests.storage.builders import at
from tests.storage.looking import file_of

ROOT = Path(__file__).parents[2]
NOW = at("2026-09-22 06:12")
FILL, _ = SCENES["whole_night"]
BEGINS = {"create_task", "ensure_future", "run_in_executor", "call_later", "call_at", "call_soon"}
# module -> who holds what is begun there, until it has ended
OWNERS = {
    "bot/chat/answer_cache.py": "AnswerCache._making, and those who wait",
    "bot/chat/charts/cache.py": "Pictures._unless_stopped, which waits for both",
    "bot/cli/interrupts.py": "run_until_stopped, which waits for it",
    "bot/deliver/in_flight.py": "InFlight, which its sender closes",
    "bot/deliver/sender.py": "Sender: what is claimed, its rest",
    "bot/demo/bot_api/server.py": "the stand-in and its request",
    "bot/demo/bot_api/webhook.py": "its TaskGroup",
    "bot/fleet/keeper.py": "LeaseKeeper.at_work, and who looks",
    "bot/fleet/under.py": "while_held, which waits for both",
    "bot/follow/followers.py": "its TaskGroup",
    "bot/operate/inspection.py": "Inspector._reading, and those who look",
    "bot/operate/supervisor.py": "Supervisor.run and _watch, which wait",
    "bot/publish/serving/files.py": "ServedFiles._loading, and those who wait",
    "bot/publish/serving/process.py": "serve_folder, which waits for it",
    "bot/publish/serving/web.py": "the request, which cancels it when it has ended",
    "bot/receive/polling.py": "Poller.run, which ends with it",
    "bot/run.py": "_at_work; whoever runs the application waits for it",
    "bot/tasks.py": "TaskKeeper",
}


def begun(source: str) -> Iterator[tuple[int, bool]]:
    """Yield the line of every call that begins a task, and whether what it returns is kept or waited for."""
    tree = ast.parse(source)
    thrown = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute | ast.Name):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else node.func.id
            in_group = isinstance(node.func, ast.Attribute) and ast.unparse(node.func.value) == "group"
            if name in BEGINS:
                yield node.lineno, id(node) not in thrown or in_group


def beginning() -> dict[str, list[tuple[int, bool]]]:
    paths = sorted((ROOT / "bot").rglob("*.py"))
    found = {path.relative_to(ROOT).as_posix(): list(begun(path.read_text(encoding="utf-8"))) for path in paths}
    return {path: calls for path, calls in found.items() if calls}


def test_every_module_that_starts_a_task_is_listed_with_its_owner() -> None:
    """A module that is new here hands its work to a ``TaskKeeper``, or waits for it and gets a row."""
    assert set(beginning()) == set(OWNERS)


def test_no_task_is_started_without_being_kept_or_awaited() -> None:
    assert [f"{path}:{line}" for path, calls in beginning().items() for line, kept in calls if not kept] == []


def test_the_check_finds_a_task_that_is_neither_kept_nor_awaited() -> None:
    source = "async def f(group):\n    asyncio.create_task(g())\n    a = create_task(g())\n    group.create_task(g())\n"
    assert sorted(begun(source)) == [(2, False), (3, True), (4, True)]


async def test_a_failed_background_task_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    async def fails() -> None:
        raise ValueError("odd answer")

    keeper = TaskKeeper()
    await asyncio.wait({keeper.start(fails(), "an errand")})
    assert caplog.messages == ["an errand failed"]
    assert "ValueError: odd answer" in caplog.text


async def test_closing_the_task_keeper_cancels_its_tasks(caplog: pytest.LogCaptureFixture) -> None:
    keeper = TaskKeeper()
    task = keeper.start(asyncio.Event().wait(), "an errand")
    await keeper.close()
    assert task.cancelled()
    assert caplog.messages == []


class Work:
    """Runs that last until they are let end; each but the first fails where that is asked for."""

    def __init__(self) -> None:
        self.begun = self.at_once = self.most_at_once = 0
        self.fails = False
        self.may_end = asyncio.Event()

    async def __call__(self) -> None:
        self.begun += 1
        self.at_once += 1
        self.most_at_once = max(self.most_at_once, self.at_once)
        try:
            await self.may_end.wait()
            await asyncio.sleep(0)
            if self.fails:
                self.fails = False
                raise ValueError("odd answer")
        finally:
            self.at_once -= 1


async def begun_and_asked(work: Work, times: int) -> list[asyncio.Task[None]]:
    """One run that goes on, and so many who ask meanwhile."""
    one = Coalesced(work)
    asking = [asyncio.create_task(one.run())]
    await asyncio.sleep(0)
    asking += [asyncio.create_task(one.run()) for _ in range(times)]
    await asyncio.sleep(0)
    return asking


async def test_requests_during_a_run_share_one_more_run_after_it() -> None:
    work = Work()
    asking = await begun_and_asked(work, 5)
    assert work.begun == 1
    work.may_end.set()
    await asyncio.gather(*asking)
    assert (work.begun, work.most_at_once) == (2, 1)


async def test_a_request_after_a_run_starts_a_new_run() -> None:
    work = Work()
    work.may_end.set()
    one = Coalesced(work)
    await one.run()
    await one.run()
    assert work.begun == 2


async def test_a_failed_run_raises_for_one_caller_and_is_repeated_for_the_others() -> None:
    work = Work()
    asking = await begun_and_asked(work, 2)
    work.fails = True
    work.may_end.set()
    ends = await asyncio.gather(*asking, return_exceptions=True)
    assert [type(end) for end in ends] == [ValueError, type(None), type(None)]
    assert (work.begun, work.most_at_once) == (2, 1)


async def test_a_cancelled_caller_does_not_cancel_the_run_of_the_others() -> None:
    work = Work()
    asking = await begun_and_asked(work, 2)
    asking[0].cancel()
    asking[1].cancel()
    work.may_end.set()
    await asyncio.gather(*asking, return_exceptions=True)
    assert (work.begun, work.most_at_once, asking[2].cancelled()) == (2, 1, False)


@pytest.fixture
async def bot(bot_api: BotApi, store: Store) -> AsyncIterator[Overnight]:
    """An application that is not at work, so that nothing happens by itself."""
    settings = load_settings(
        env_file=None, database=file_of(store), bot_token=bot_api.token, bot_api_url=bot_api.base_url
    )
    yield build(settings, store, World(now=lambda: NOW))


async def test_ticks_during_a_round_cause_one_more_round_after_it(
    bot: Overnight, monkeypatch: pytest.MonkeyPatch
) -> None:
    work = Work()
    monkeypatch.setattr(bot.rounds, "run", work)
    ticks = [asyncio.create_task(bot.tick()) for _ in range(4)]
    await until(lambda: work.begun)
    ticks += [asyncio.create_task(bot.tick()) for _ in range(4)]
    work.may_end.set()
    await asyncio.gather(*ticks)
    assert work.most_at_once == 1
    assert work.begun == 2


async def test_posts_stored_while_charts_are_drawn_cause_one_more_drawing(
    bot: Overnight, monkeypatch: pytest.MonkeyPatch
) -> None:
    work = Work()
    monkeypatch.setattr(Pictures, "after_intake", lambda pictures: work())
    came = Intake(tallies=1)
    await bot._taken_in("kpszsu", came)
    await until(lambda: work.begun)
    for _ in range(5):
        await bot._taken_in("kpszsu", came)
    work.may_end.set()
    await until(lambda: not bot.background._tasks)
    assert (work.begun, work.most_at_once) == (2, 1)


async def test_an_unexpected_drawing_error_is_logged_and_counted(
    bot: Overnight, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    async def fails(pictures: Pictures) -> int:
        raise ValueError("odd letters")

    monkeypatch.setattr(Pictures, "after_intake", fails)
    for _ in range(3):
        await bot._taken_in("kpszsu", Intake(tallies=1))
        await until(lambda: not bot.background._tasks)
    assert bot.pulses.pulse("pictures").failures == 3
    assert "ValueError: odd letters" in caplog.text
    assert "The usual pictures cannot be drawn: odd letters" in caplog.text


async def test_daily_jobs_and_the_heartbeat_never_overlap_themselves(
    bot_api: BotApi, store: Store, tmp_path: Path
) -> None:
    ping = "http://127.0.0.1:9/ping"
    async with talking(bot_api, store, NOW, backup_dir=str(tmp_path), heartbeat_url=ping) as talk:
        assert talk.bot.app.job_queue
        jobs = talk.bot.app.job_queue.scheduler.get_jobs()
        assert {job.name for job in jobs} == {"prune", "backup", "heartbeat"}
        assert {(job.max_instances, job.coalesce) for job in jobs} == {(1, True)}
    assert ONE_AT_A_TIME["misfire_grace_time"] is None


async def test_a_failed_daily_job_is_logged_by_its_name(
    bot_api: BotApi, store: Store, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    async def fails() -> None:
        raise ValueError("odd row")

    settings = load_settings(
        env_file=None, database=file_of(store), bot_token=bot_api.token, bot_api_url=bot_api.base_url
    )
    one = build(settings, store, World(now=lambda: NOW, draws_ahead=False))
    monkeypatch.setattr(one.upkeep, "prune", fails)
    async with running(one, follows=False):
        assert one.app.job_queue
        (job,) = one.app.job_queue.get_jobs_by_name("prune")
        await job.run(one.app)
    assert "prune failed" in caplog.messages
    assert "an update could not be answered" not in caplog.messages


async def test_a_failed_answer_without_callers_is_logged_and_not_cached(
    caplog: pytest.LogCaptureFixture,
) -> None:
    may_end = asyncio.Event()

    async def make() -> Message:
        await may_end.wait()
        raise ValueError("odd night")

    cache = AnswerCache()
    asking = asyncio.create_task(cache.answer("en", NOW, make))
    await asyncio.sleep(0)
    asking.cancel()
    await asyncio.gather(asking, return_exceptions=True)
    may_end.set()
    await until(lambda: not cache)
    assert caplog.messages == ["an answer that nobody waited for any more could not be made"]


async def test_a_failed_answer_raises_for_every_caller_and_is_not_logged(
    caplog: pytest.LogCaptureFixture,
) -> None:
    async def make() -> Message:
        await asyncio.sleep(0)
        raise ValueError("odd night")

    cache = AnswerCache()
    ends = await asyncio.gather(*(cache.answer("en", NOW, make) for _ in range(3)), return_exceptions=True)
    assert [str(end) for end in ends] == ["odd night"] * 3
    assert (len(cache), caplog.messages) == (0, [])


async def test_closing_the_answer_cache_cancels_answers_in_progress() -> None:
    cache, ended = AnswerCache(), []

    async def make() -> Message:
        try:
            return await asyncio.Future[Message]()
        finally:
            ended.append(True)

    asking = asyncio.create_task(cache.answer("en", NOW, make))
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    await cache.close()
    await asyncio.gather(asking, return_exceptions=True)
    assert ended == [True]


async def test_a_failure_to_record_what_a_chat_was_shown_is_logged(
    bot_api: BotApi, store: Store, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fails(*args: Any) -> None:
        raise ValueError("odd row")

    monkeypatch.setattr("bot.actions.chats.record_shown", fails)
    async with talking(bot_api, store, NOW) as talk:
        store.write_now(FILL)
        await talk.ask("/latest")
        await until(lambda: "recording what a chat was shown failed" in caplog.messages)


async def test_records_still_missing_when_the_bot_stops_are_logged(
    bot_api: BotApi, store: Store, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def full(*args: Any) -> None:
        raise StorageError(file_of(store), "the disk is full")

    monkeypatch.setattr("bot.actions.chats.record_shown", full)
    monkeypatch.setattr("bot.chat.shown_recorder.RECORD_SECONDS", 0.0)
    async with talking(bot_api, store, NOW) as talk:
        store.write_now(FILL)
        await talk.ask("/latest")
        await until(lambda: "cannot be recorded yet" in caplog.text)
        assert "a correction will not reach it" not in caplog.text
    assert "a correction will not reach it" in caplog.text
    assert [task for task in asyncio.all_tasks() if "ShownRecorder._record" in repr(task)] == []
