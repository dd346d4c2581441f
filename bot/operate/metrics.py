"""Metrics for Prometheus: without tokens and without chats."""

from __future__ import annotations

import platform
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from prometheus_client import CollectorRegistry, ProcessCollector

# prometheus-client handles both text formats, their escapes and the rules for names.
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, InfoMetricFamily, Metric
from prometheus_client.exposition import choose_encoder
from prometheus_client.registry import Collector

from bot.operate.event_counts import EventCounts
from bot.operate.inspection import Look
from storage.location import Location
from storage.pulses import PUBLISH

BYTES, SECONDS = "bytes", "seconds"


@dataclass(frozen=True, slots=True)
class Build:
    """What runs here: the reader's fingerprint, and which channels it follows."""

    reader: str
    channels: tuple[str, ...]


class BotMetrics(Collector):
    """Collects the values when they are requested. ``look`` is set before each request."""

    def __init__(self, build: Build, counts: EventCounts, database: Location) -> None:
        self._build = build
        self._counts = counts
        self._database = database
        self._registry = CollectorRegistry(auto_describe=False)
        self._registry.register(self)
        # resident memory, CPU time and open files, under the names that every dashboard knows
        ProcessCollector(registry=self._registry)
        self._look: Look | None = None

    def exposition(self, look: Look, accept: str) -> tuple[bytes, str]:
        """Return the metrics in a format that the scraper accepts, and the name of that format."""
        encode, content_type = choose_encoder(accept)
        self._look = look
        return encode(self._registry), content_type

    def collect(self) -> Iterator[Metric]:
        """Called by the registry."""
        yield self._info()
        yield from _events(self._counts, self._build.channels)
        yield _labelled(
            "overnight_database_bytes", "Size of the database", "file", _sizes(self._database, self._look), BYTES
        )
        if self._look is not None:
            yield from _tasks(self._look)
            yield from _owed(self._look)

    def _info(self) -> Metric:
        known = {"version": version("overnight"), "python": platform.python_version(), "reader": self._build.reader}
        return InfoMetricFamily("overnight_build", "What runs here", known)


def _events(counts: EventCounts, channels: Iterable[str]) -> Iterator[Metric]:
    """Yield the counts since the start. A channel without posts has a 0, so that its first post is noticed."""
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
    if role := look.signs.role:
        held = dict.fromkeys(role.elsewhere, 0.0) | dict.fromkeys(role.holds, 1.0)
        yield _labelled("overnight_lease_held", "Whether this replica does what one alone does", "lease", held)
    yield GaugeMetricFamily("overnight_ready", "Whether everything works, as in /readyz", float(look.health.ok))
    yield _labelled("overnight_task_age_seconds", "Since a task last made progress", "task", ages, SECONDS)
    yield _labelled("overnight_task_consecutive_failures", "Failures in a row of a task", "task", failures)
    yield _counted("overnight_task_restarts", "How often a task failed and was restarted", "task", restarts)
    for one in look.pulses:
        if one.task == PUBLISH and one.beat_at:
            name, what = "overnight_published_timestamp_seconds", "When the open record was last published"
            yield GaugeMetricFamily(name, what, one.beat_at.timestamp(), unit=SECONDS)


def _owed(look: Look) -> Iterator[Metric]:
    wait = "For how long Telegram accepts no message"
    yield GaugeMetricFamily("overnight_telegram_wait_seconds", wait, look.signs.telegram_wait, unit=SECONDS)
    if look.view is None:
        return
    states = {state: float(count) for state, count in look.view.health.queue.items()}
    yield _labelled("overnight_deliveries", "Stored deliveries, by state", "state", states)
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


def _sizes(database: Location, look: Look | None) -> dict[str, float]:
    """Return the bytes of the database and of its write-ahead log; missing files are left out.

    What has no file tells its size itself, where it can be read.
    """
    if not isinstance(database, Path):
        return {"main": float(look.view.health.size)} if look and look.view else {}
    sizes = {}
    for name, path in (("main", database), ("wal", database.with_name(database.name + "-wal"))):
        try:
            sizes[name] = float(path.stat().st_size)
        except OSError:
            continue
    return sizes
