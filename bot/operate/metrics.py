"""The bot in numbers, for Prometheus: no token in them, and no chat."""

from __future__ import annotations

import platform
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from prometheus_client import CollectorRegistry, ProcessCollector

# prometheus-client writes both text formats, with their escapes and the rules of names.
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, InfoMetricFamily, Metric
from prometheus_client.exposition import choose_encoder
from prometheus_client.registry import Collector

from bot.operate.event_counts import EventCounts
from bot.operate.inspection import Look

BYTES, SECONDS = "bytes", "seconds"


@dataclass(frozen=True, slots=True)
class Build:
    """What runs here: the readers' fingerprint, and which channels it follows."""

    reader: str
    channels: tuple[str, ...]


class BotMetrics(Collector):
    """Values as they are when they are asked for. ``look`` is set before each time."""

    def __init__(self, build: Build, counts: EventCounts, database: Path) -> None:
        self._build = build
        self._counts = counts
        self._database = database
        self._registry = CollectorRegistry(auto_describe=False)
        self._registry.register(self)
        # resident memory, processor time and open files, under the names that every dashboard knows
        ProcessCollector(registry=self._registry)
        self._look: Look | None = None

    def exposition(self, look: Look, accept: str) -> tuple[bytes, str]:
        """The numbers, with a look at the bot, in the format that a scraper accepts; and the name of that format."""
        encode, content_type = choose_encoder(accept)
        self._look = look
        return encode(self._registry), content_type

    def collect(self) -> Iterator[Metric]:
        """Called by the registry."""
        yield self._info()
        yield from _events(self._counts, self._build.channels)
        yield _labelled("overnight_database_bytes", "Size of the database", "file", _sizes(self._database), BYTES)
        if self._look is not None:
            yield from _tasks(self._look)
            yield from _owed(self._look)

    def _info(self) -> Metric:
        known = {"version": version("overnight"), "python": platform.python_version(), "reader": self._build.reader}
        return InfoMetricFamily("overnight_build", "What runs here", known)


def _events(counts: EventCounts, channels: Iterable[str]) -> Iterator[Metric]:
    """What happened since the start. A channel that brought nothing yet has a 0, so that its first post is seen."""
    posts = CounterMetricFamily("overnight_posts", "Posts taken in", labels=["channel", "what"])
    readings = CounterMetricFamily("overnight_readings", "Posts read, by outcome", labels=["channel", "outcome"])
    for channel in channels:
        posts.add_metric([channel, "new"], counts.posts[channel])
        posts.add_metric([channel, "edited"], counts.edits[channel])
        for outcome in ("tally", "unreadable"):
            readings.add_metric([channel, outcome], counts.readings[channel, outcome])
    yield posts
    yield readings
    yield _counted("overnight_preview_requests", "Requests to the hosts of channel pages", "host", counts.requests)
    yield _counted("overnight_sends", "Deliveries sent, by outcome", "outcome", counts.sends)
    yield CounterMetricFamily("overnight_updates", "Updates from Telegram", counts.updates)


def _tasks(look: Look) -> Iterator[Metric]:
    ages = {one.task: one.age for one in look.pulses}
    failures = {one.task: float(one.failures) for one in look.pulses}
    restarts = {one.task: one.restarts for one in look.pulses}
    yield GaugeMetricFamily("overnight_ready", "Whether everything works, as /readyz says", float(look.health.ok))
    yield _labelled("overnight_task_age_seconds", "Since a task last got on", "task", ages, SECONDS)
    yield _labelled("overnight_task_consecutive_failures", "Failures of a task since it last got on", "task", failures)
    yield _counted("overnight_task_restarts", "How often a task failed and was begun again", "task", restarts)


def _owed(look: Look) -> Iterator[Metric]:
    wait = "For how long Telegram wants no message"
    yield GaugeMetricFamily("overnight_telegram_wait_seconds", wait, look.signs.telegram_wait, unit=SECONDS)
    if look.view is None:
        return
    states = {state: float(count) for state, count in look.view.health.queue.items()}
    yield _labelled("overnight_deliveries", "Deliveries that are kept, by state", "state", states)
    oldest = "Age of the oldest delivery that is due"
    yield GaugeMetricFamily("overnight_queue_age_seconds", oldest, look.signs.oldest or 0.0, unit=SECONDS)


def _counted(name: str, what: str, label: str, values: Mapping[str, int]) -> Metric:
    family = CounterMetricFamily(name, what, labels=[label])
    for value, count in sorted(values.items()):
        family.add_metric([value], count)
    return family


def _labelled(name: str, what: str, label: str, values: Mapping[str, float], unit: str = "") -> Metric:
    family = GaugeMetricFamily(name, what, labels=[label], unit=unit)
    for value, number in sorted(values.items()):
        family.add_metric([value], number)
    return family


def _sizes(database: Path) -> dict[str, float]:
    """The bytes of the database and of its write-ahead log; a file that is not there is not told."""
    sizes = {}
    for name, path in (("main", database), ("wal", database.with_name(database.name + "-wal"))):
        try:
            sizes[name] = float(path.stat().st_size)
        except OSError:
            continue
    return sizes
