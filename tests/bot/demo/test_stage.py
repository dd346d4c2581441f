"""Sample reports are published in order and on time."""

from __future__ import annotations

from bot.demo.clock import Clock
from bot.demo.nights import Sample
from bot.demo.stage import Stage


class Real:
    """Real seconds that pass only while someone sleeps."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def __call__(self) -> float:
        return self.seconds

    async def sleep(self, seconds: float) -> None:
        self.seconds += seconds


async def test_past_nights_are_published_at_the_start_and_later_ones_when_due() -> None:
    real, out = Real(), []

    def publish(sample: Sample) -> None:
        out.append((sample.channel, sample.number, round(real.seconds)))

    stage = Stage(Clock(real, real.sleep), publish)
    assert stage.publish_due() == 147
    assert out[-1][:2] == ("mod_russia", 67978)
    await stage.play()
    assert out[147:] == [
        ("mod_russia", 67999, 27),
        ("mod_russia", 68007, 82),
        ("kpszsu", 83516, 134),
        ("mod_russia", 68026, 779),
    ]
    assert stage.publish_due() == 0
