"""Every answer that a database gives at a moment: what people, the operator, publishing and the bot itself ask."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from parsers.records import Attacker, Claimant
from storage import chart_cache, pulses
from storage.as_of.copying import known_then
from storage.as_of.stated import stated_between
from storage.as_of.vintages import vintages_between
from storage.channels import coverage, cursors, gaps, raw_pages, rechecks
from storage.chart_cache import Basis, ChartSlot
from storage.chats import about, inline_messages, outdated, own_chats, subscriptions, watches
from storage.engines.engine import Database
from storage.fleet import leases, readers
from storage.outbox import deliveries, digests, flood_waits, notices, turns
from storage.posts import posts
from storage.readings import current_figures, reprocess
from storage.readings.load import load_all
from storage.views import corrections, host_record, night_inputs
from storage.views.accuracy import accuracy_view
from storage.views.averages import average_view
from storage.views.channel_contents import holdings_view
from storage.views.closing_lines import recent_reports
from storage.views.comparison import comparison_view, single_sources
from storage.views.export import export_edges, export_portion, place_of
from storage.views.first_mentions import regions_in_the_news
from storage.views.gaps import gaps_view, refused_sources
from storage.views.health import health_view
from storage.views.held import waiting_posts
from storage.views.history import history_view
from storage.views.host_record import Published
from storage.views.latest import latest_view
from storage.views.night import night_view
from storage.views.night_records import RecordClock, night_records
from storage.views.posting_hours import posting_view
from storage.views.ranges import span_sources, span_view
from storage.views.rank import rank_view
from storage.views.record import ChannelClaims
from storage.views.records import record_sources, records_view
from storage.views.region import last_sources, region_view
from storage.views.region_span import region_span_sources, region_span_view
from storage.views.running import running_view
from storage.views.series import Measure
from storage.views.source import words_view
from storage.views.source_status import source_statuses
from storage.views.trend import trend_view
from storage.views.unread import unread_view
from storage.views.versions import versions_view
from storage.views.weapon import weapon_view
from tests.storage.twins.of_channels import CHANNELS, FIRST_MIDNIGHT, NIGHTS, READERS
from tests.storage.twins.of_chats import CHATS

KYIV = ZoneInfo("Europe/Kyiv")
FIRST, LAST = FIRST_MIDNIGHT.date() - timedelta(days=2), FIRST_MIDNIGHT.date() + timedelta(days=NIGHTS)
DAYS = [FIRST + timedelta(days=step) for step in range((LAST - FIRST).days + 1)]
CLAIMS = [
    ChannelClaims("kpszsu", Claimant.UA_AIR_FORCE, Attacker.RUSSIA),
    ChannelClaims("mod_russia", Claimant.RU_MOD, Attacker.UKRAINE),
]
Answers = dict[str, Any]
Asks = Callable[[Database, datetime], Iterator[tuple[str, Any]]]


def of_nights(db: Database, now: datetime) -> Iterator[tuple[str, Any]]:
    """What people ask about nights."""
    yield "latest", latest_view(db, CHANNELS, now, KYIV, timedelta(hours=1))
    for day in DAYS:
        yield f"night {day}", night_view(db, CHANNELS, day, KYIV)
    week = span_view(db, CHANNELS, FIRST, LAST)
    yield "week", (week, span_sources(db, week))
    compared = comparison_view(db, CHANNELS, (DAYS[2], DAYS[4]), (DAYS[5], DAYS[5]))
    yield "comparison", (compared, single_sources(db, compared))
    shown_gaps = gaps_view(db, CHANNELS, FIRST, LAST, KYIV)
    yield "gaps", (shown_gaps, refused_sources(db, shown_gaps))
    for slug in ("shahed", "ballistic", "jet-drone"):
        yield f"weapon {slug}", weapon_view(db, CHANNELS, slug, LAST)
    yield "weapon of a range", weapon_view(db, CHANNELS, "shahed", LAST, FIRST)
    for code in ("UA-63", "RU-BEL", "millerovo"):
        region = region_view(db, CHANNELS, code, LAST)
        yield f"region {code}", (region, last_sources(db, region))
    span = region_span_view(db, CHANNELS, ("RU-BEL", "UA-63"), FIRST, LAST)
    yield "region span", (span, region_span_sources(db, span))
    records = [records_view(db, channel, LAST) for channel in CHANNELS]
    yield "records", (records, record_sources(db, records))
    for channel in CHANNELS:
        yield f"trend {channel}", trend_view(db, channel, LAST, 9, Measure.DRONES_LAUNCHED)
        yield f"average {channel}", average_view(db, channel, LAST, Measure.DRONES_DOWN)
        yield f"posting {channel}", posting_view(db, channel, LAST, KYIV)
        yield f"ranks {channel}", [rank_view(db, channel, day, Measure.DRONES_LAUNCHED) for day in DAYS]
    yield "edited", corrections.edited_since(db, CHANNELS, now - timedelta(days=30))
    yield "accuracy", accuracy_view(db)
    yield "history", history_view(db, CHANNELS)


def of_posts(db: Database, now: datetime) -> Iterator[tuple[str, Any]]:
    """Everything about posts and how they were read."""
    keys = [one.key for one in reprocess.texts(db, 1000)]
    yield "readings", load_all(db, keys)
    yield "words", [words_view(db, key) for key in keys]
    yield "in the news", [regions_in_the_news(db, key, LAST) for key in keys]
    for channel in CHANNELS:
        ids = range(1, 10)
        yield f"versions {channel}", [versions_view(db, channel, one) for one in ids]
        yield f"revisions {channel}", [posts.revisions(db, channel, one) for one in ids]
        yield f"near {channel}", [posts.published_near(db, channel, one) for one in ids]
        yield f"contents {channel}", holdings_view(db, channel)
        yield f"closing {channel}", recent_reports(db, channel, now - timedelta(days=30), 5)
        yield f"stated {channel}", stated_between(db, channel, FIRST, LAST, READERS[1])
        yield f"vintages {channel}", vintages_between(db, channel, FIRST, LAST, READERS[1])
        yield f"seen {channel}", host_record.seen_posts(db, channel, list(ids))
    for every in (True, False):
        span = Published(FIRST_MIDNIGHT, now + timedelta(seconds=0.5), every)
        yield f"host {every}", host_record.holdings(db, CHANNELS, every)
        yield f"host posts {every}", [host_record.posts_of(db, channel, span) for channel in CHANNELS]
        yield f"host portions {every}", [host_record.host_portion(db, channel, span, 0) for channel in CHANNELS]
    yield "to read again", reprocess.outdated(db, READERS[2].fingerprint, 5)
    yield "to read again at once", reprocess.outdated(db, "nobody's", 1000)
    yield "read", reprocess.how_many(db)


def of_the_record(db: Database, now: datetime) -> Iterator[tuple[str, Any]]:
    """What is published and exported, and what was known at other times."""
    clock = RecordClock(now, KYIV)
    yield "export edges", export_edges(db, CHANNELS)
    portion = export_portion(db, CHANNELS, FIRST, LAST, None)
    yield "export", portion
    if portion:
        yield "export on", export_portion(db, CHANNELS, FIRST, LAST, place_of(portion[len(portion) // 2]))
    yield "nights of the record", night_inputs.recorded_nights(db, CHANNELS, clock, READERS[1])
    yield "inputs", night_inputs.night_inputs(db, CHANNELS, (FIRST, LAST), clock)
    yield "records of nights", night_records(db, CLAIMS, (FIRST, LAST), clock, READERS[1])
    yield "statuses", source_statuses(db, dict.fromkeys(CHANNELS, KYIV))
    for ago in (0, 2, 5):
        then = known_then(db, now - timedelta(days=ago))
        tables = {name: sorted(rows.rows, key=repr) for name, rows in then.tables.items()}
        yield f"known {ago} days ago", (tables, then.past, then.judged_anew, sorted(then.days.items()))
    basis = Basis(CHANNELS, FIRST, LAST, 1)
    yield "picture", chart_cache.find(db, ChartSlot("trend:kpszsu:30", "uk", "dark"), basis)


def of_chats(db: Database, now: datetime) -> Iterator[tuple[str, Any]]:
    """What is known of chats, and what they are to be told."""
    for chat_id in CHATS:
        yield f"chat {chat_id}", about.all_of(db, chat_id)
        yield f"digests of {chat_id}", digests.sent_digests(db, chat_id, [now.date(), *DAYS])
    yield "no nights", digests.sent_digests(db, CHATS[0], [])
    moments = subscriptions.due_moments(db, now)
    yield "due", moments
    yield "due chats", [subscriptions.due_chats(db, one, None, 9, with_notes=True) for one in moments]
    yield "due chats after", [subscriptions.due_chats(db, one, 11, 9) for one in moments]
    yield "waiting", [watches.waiting(db, now.date(), after, 9) for after in (None, 11)]
    yield "compared", watches.last_compared(db, now.date())
    yield "own chats", [own_chats.of_person(db, person) for person in (11, 22)]
    yield "lost", own_chats.untold_losses(db)
    untold = current_figures.untold(db)
    found = [one for post in untold for one in outdated.outdated(db, post, 9)]
    yield "untold", (untold, found, outdated.changed_of(db, CHATS, untold))
    yield "corrections", [corrections.correction_view(db, one.shown) for one in found]
    yield "inline", inline_messages.outdated(db, 9)


def of_the_bot(db: Database, now: datetime) -> Iterator[tuple[str, Any]]:
    """What the bot and its operator ask."""
    yield "health", replace(health_view(db, CHANNELS, now), size=0)
    yield "running", replace(running := running_view(db, CHANNELS, now), health=replace(running.health, size=0))
    yield "unread", unread_view(db, 5)
    yield "held", waiting_posts(db, 9)
    yield "queue", deliveries.counts(db)
    yield "turns", (turns.next_new(db, now, ()), turns.next_copy(db, now, ("x",)), turns.next_at(db))
    yield "incomplete", [digests.incomplete_digests(db, night) for night in digests.incomplete_nights(db)]
    yield "waits", sorted(flood_waits.kept(db, now).items())
    yield "notices", (notices.confirmed(db), notices.audience(db, None, 9), notices.audience_size(db))
    yield "pulses", pulses.kept(db)
    yield "leases", (leases.all_leases(db), readers.running(db, now))
    yield "requests", cursors.requests(db, now + timedelta(hours=1))
    yield "paused", cursors.paused_by_operator(db)
    yield "all gaps", (gaps.gaps(db), gaps.gaps(db, closed=True))
    for channel in CHANNELS:
        yield f"freshness {channel}", (cursors.cursor(db, channel), cursors.freshness(db, channel))
        yield f"ids {channel}", (coverage.covered(db, channel), cursors.pinned(db, channel))
        yield f"rechecks {channel}", rechecks.watched(db, channel, FIRST_MIDNIGHT, now, now)
        yield f"page {channel}", raw_pages.newest(db, channel)


ASKED: tuple[Asks, ...] = (of_nights, of_posts, of_the_record, of_chats, of_the_bot)


def answers(db: Database, now: datetime) -> Answers:
    """Return every answer, by its name."""
    return {name: answer for asks in ASKED for name, answer in asks(db, now)}
