"""The endless follower in virtual time, seen from outside: pages in, rows out."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.demo import channel_page as faults
from storage import StorageError
from storage.channels import cursors
from storage.fleet.fencing import Fence, fenced
from tests.bot.follow.scenes import begun, stored
from tests.bot.follow.world import HOSTS, World


def test_the_second_host_is_used_only_while_the_first_is_unreachable(world: World) -> None:
    begun(world)
    world.down = {HOSTS[0]}
    late = world.publish("kpszsu")
    world.advance(65)
    assert late in stored(world, "kpszsu")
    assert world.alarms == []
    world.down = {HOSTS[1], HOSTS[2]}
    late = world.publish("kpszsu")
    world.advance(600)
    assert late in stored(world, "kpszsu")


def test_a_paused_channel_is_not_polled(world: World) -> None:
    begun(world)
    world.store.write_now(cursors.pause, "kpszsu", "by the operator")
    world.advance(100)
    asked = len([one for one in world.pages.asked if one.path == "/s/kpszsu"])
    world.advance(600)
    assert len([one for one in world.pages.asked if one.path == "/s/kpszsu"]) == asked


def test_a_crashed_task_is_restarted_and_counted(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    begun(world)
    answered = world.pages.answer
    calls = {"left": 2}

    def failing(path: str, *more: str | None) -> object:
        if path == "/s/kpszsu" and calls["left"]:
            calls["left"] -= 1
            raise RuntimeError("nobody foresaw this")
        return answered(path, *more)

    monkeypatch.setattr(world.pages, "answer", failing)
    world.advance(600)
    late = world.publish("kpszsu")
    world.advance(70)
    assert late in stored(world, "kpszsu")
    assert world.store.read_now(cursors.freshness, "kpszsu").restarts == 2


def test_a_full_disk_is_reported_although_nothing_can_be_written(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    begun(world)
    write = world.store.write_now

    def full(fn: object, *args: object, **kwargs: object) -> None:
        raise StorageError(Path("o.db"), "o.db cannot be used: database or disk is full.")

    monkeypatch.setattr(world.store, "write_now", full)
    world.advance(120)
    sentence = "the follower failed (o.db cannot be used: database or disk is full) and was restarted."
    assert set(world.alarms) == {f"@kpszsu: {sentence}", f"@mod_russia: {sentence}"}
    monkeypatch.setattr(world.store, "write_now", write)
    late = world.publish("kpszsu")
    world.advance(1000)
    assert late in stored(world, "kpszsu")


def test_a_failed_alarm_stops_no_channel(
    world: World, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    async def nowhere(channel: str, sentence: str) -> None:
        raise RuntimeError("no way to tell it")

    monkeypatch.setattr(world, "_on_alarm", nowhere)
    begun(world)
    world.pages.fail(faults.are_you_human(), channel="kpszsu")
    late = world.publish("kpszsu")
    world.advance(1000)
    assert late in stored(world, "kpszsu")
    assert "the operator could not be told: @kpszsu: the follower failed (RuntimeError)" in caplog.text


def test_where_replicas_share_the_database_its_errors_end_the_following(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever keeps the lease waits for the database with everything else; nobody is told of a follower's failure."""
    begun(world)
    world.stop()
    with fenced(Fence("follow", "a", 1)):
        world.start()

    def away(fn: object, *args: object, **kwargs: object) -> None:
        raise StorageError(Path("o.db"), "the server is restarted")

    monkeypatch.setattr(world.store, "write_now", away)
    with pytest.raises(ExceptionGroup) as ended:
        world.advance(120)
    assert {str(error) for error in ended.value.exceptions} == {"the server is restarted"}
    assert world.alarms == []
