"""Every kind of answer, made of generated views: a row a kind. A new builder of messages gets a row here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo, available_timezones

from bot.actions import ChatSettings, Closing, Length, Sides, Watch, What
from bot.chat.audience import Audience
from bot.chat.charts.captions import calendar_caption, night_caption, trend_caption
from bot.chat.charts.night import NightChart, night_sheet
from bot.chat.charts.region import calendar_sheet, named, year_before
from bot.chat.charts.requests import LENGTHS, THEMES, ChartLook, Picture
from bot.chat.charts.trend import trend_sheet
from bot.chat.context import CLAIMANTS, Fetching
from bot.chat.handlers.operator import NOTICE_LIMIT
from bot.chat.handlers.watches import MOST
from bot.chat.keyboards import DATA_BYTES
from bot.chat.language import Language
from bot.chat.languages import our_languages, words_of
from bot.chat.message import Message
from bot.chat.messages import (
    as_of,
    brief,
    charts,
    cite,
    comparison,
    corrections,
    digest,
    doubts,
    export,
    gaps,
    held_decisions,
    history,
    late_side,
    latest,
    none_yet,
    operator,
    preferences,
    read_anew,
    records,
    source,
    static,
    status,
    subscription,
    versions,
    watches,
)
from bot.chat.messages import ranges as span
from bot.chat.messages import ranking as standing
from bot.chat.messages.doubts import reason_text
from bot.chat.rich_text import block
from bot.chat.routing.commands import COMMANDS
from bot.chat.routing.rows import Where, listed
from bot.chat.watch_matching import Hit, NewRecord
from bot.deliver.notices import notice_message
from bot.export import FORMS, ExportedFile
from parsers.channels import CHANNELS
from parsers.records import Attacker, Decision, Doubt, Held, Tally
from storage.channels.cursors import Freshness
from storage.chart_cache import ChartSlot
from storage.chats.chats import Subscription
from storage.outbox.deliveries import DeliveryKind as Owed
from storage.readings.tallies import UnreadReport
from storage.views.corrections import Correction, Stands
from storage.views.health import HealthView
from storage.views.held import DECIDABLE, Judged
from storage.views.history import HistorySide, HistoryView
from storage.views.records import Countable
from storage.views.regimes import REGIMES
from storage.views.region import RegionRole
from storage.views.series import Measure
from storage.views.shown_figures import figures_of
from storage.views.unread import UnreadView
from storage.views.versions import VersionView
from storage.views.weapon_groups import groups
from tests.proofs.generated import asked, own_chats, ranges, tallies
from tests.proofs.generated.letters import short as short_text
from tests.proofs.generated.letters import spoken, text
from tests.proofs.generated.tallies import NAMES, NUMBERS, PLACES, maybe, moment

ZONES = tuple(ZoneInfo(name) for name in ("Europe/Kyiv", *sorted(available_timezones())))
# The number of the first post that is no sample, where some are.
REAL_FROM = 50_000
# The first bytes of a PNG of 720 by 720, which is all that is looked at.
PNG = b"\x89PNG\r\n\x1a\n" + b"\0\0\0\rIHDR" + (720).to_bytes(4) * 2


@dataclass(frozen=True, slots=True)
class Case:
    """A kind of answer.

    ``inline`` is what it answers where it may be sent through ``@bot`` (empty: nothing that could be asked for again)
    and ``title`` its title there, ``pressed`` whether a press may be answered with it, ``owed`` whether it waits in the
    database before it is sent; ``often`` how many times a round it comes.
    """

    make: Callable[[Audience, Random], Message]
    inline: str | None = None
    title: Callable[[Language, date], str] | None = None
    pressed: bool = False
    owed: bool = False
    often: int = 3


def audience(dice: Random) -> Audience:
    """Whoever is answered: in either language, any zone and length, told of both sides or one, of samples or not."""
    chose_zone = dice.random() < 0.5
    return Audience(
        words_of(dice.choice(our_languages().codes)),
        dice.choice(ZONES) if chose_zone else ZONES[0],
        dice.choice((None, None, REAL_FROM)),
        dice.random() < 0.3,
        dice.choice((Sides.BOTH, Sides.BOTH, *Sides)),
        chose_zone,
    )


def told(asks: Audience) -> tuple[str, ...]:
    return tuple(name for name in NAMES if CHANNELS[name].claimant in CLAIMANTS[asks.sides])


def around(dice: Random, day: date) -> latest.Around:
    stands = standing.Ranking(
        maybe(dice, ranges.rank(dice, "kpszsu", day)), maybe(dice, ranges.average(dice, "kpszsu", day))
    )
    return latest.Around(
        postings={name: tallies.posting(dice, name) for name in NAMES},
        texts={name: maybe(dice, text(dice)) for name in NAMES},
        standing=stands,
        later=maybe(dice, day + timedelta(days=1)),
        not_over=maybe(dice, day + timedelta(days=1)),
    )


def newest(asks: Audience, dice: Random) -> Message:
    day = tallies.day(dice)
    build = brief.short_latest if asks.short else latest.latest_message
    return build(asks, tallies.latest_view(dice, day, told(asks)), around(dice, day))


def of_a_date(asks: Audience, dice: Random) -> Message:
    day = tallies.day(dice)
    return latest.night_message(asks, tallies.night_view(dice, day, told(asks)), around(dice, day))


def of_another_time(asks: Audience, dice: Random) -> Message:
    """A night as it was known at a moment, or why there is no such answer."""
    moment = datetime.combine(tallies.day(dice), time(dice.randrange(24)), UTC)
    night = of_a_date(asks, dice)
    known = replace(night, blocks=(as_of.as_known(asks, moment), *night.blocks), buttons=(), shows=())
    return dice.choice((known, as_of.not_come(asks, moment), as_of.no_moment(asks.words)))


def in_short(asks: Audience, dice: Random) -> Message:
    day = tallies.day(dice)
    return brief.short_night(asks, tallies.night_view(dice, day, told(asks)), maybe(dice, day + timedelta(days=1)))


def corrected(asks: Audience, dice: Random) -> Message:
    """A message that was sent inline, written anew with what changed at its end."""
    found = [changed(dice) for _ in range(dice.randrange(1, 4))]
    message = of_a_date(asks, dice)
    return message.ended_with(*(block(corrections.corrected_line(asks, one)) for one in found))


def _digest(asks: Audience, dice: Random) -> digest.Digest:
    day = tallies.day(dice)
    sides = tuple(
        digest.DigestSide(
            name,
            maybe(dice, tallies.tally_view(dice, name, day)),
            tallies.silence(dice),
            maybe(dice, tallies.last_post(dice, day)),
            held=tuple(tallies.held(dice, name, day) for _ in range(dice.choice((0, 0, 1)))),
            later=tuple(tallies.tally_view(dice, name, day) for _ in range(dice.choice((0, 0, 1)))),
        )
        for name in told(asks)
    )
    launched = maybe(dice, ranges.one_figure(dice, ranges.key(dice, "kpszsu")))
    return digest.Digest(
        night=day,
        at=moment(dice, day),
        sides=sides,
        launched=launched,
        average=maybe(dice, ranges.average(dice, "kpszsu", day)),
        corrections=dice.choice((0, 1, 60)),
        delivered=dice.random() < 0.5,
    )


def morning(asks: Audience, dice: Random) -> Message:
    made = _digest(asks, dice)
    message = digest.digest_message(asks, made)
    late = digest.late_line(asks, dice.choice((None, made.at)))
    return message.ended_with(block(late)) if dice.random() < 0.2 else message


def came_late(asks: Audience, dice: Random) -> Message:
    """A side that reported after the digest went out."""
    day = tallies.day(dice)
    return late_side.late_side_message(asks, day, tallies.tally_view(dice, dice.choice(told(asks)), day))


def nothing_yet(asks: Audience, dice: Random) -> Message:
    return none_yet.none_yet_message(asks, _digest(asks, dice), {name: tallies.posting(dice, name) for name in NAMES})


def source_words(asks: Audience, dice: Random) -> Message:
    day = tallies.day(dice)
    found = [tallies.words_view(dice, day, text(dice)) for _ in range(dice.choice((0, 1, 2, 2, 5)))]
    return source.source_message(asks, day, found)


def forwarded(asks: Audience, dice: Random) -> Message:
    found = tallies.words_view(dice, tallies.day(dice), text(dice))
    return source.post_message(asks, found, kept=dice.random() < 0.5)


def every_version(asks: Audience, dice: Random) -> Message:
    day, how_many = tallies.day(dice), dice.choice((0, 1, *(2,) * 8, *(3,) * 5, 60))
    found = [
        VersionView(one + 1, maybe(dice, text(dice)), moment(dice, day), dice.choice((None, None, *Held)))
        for one in range(how_many)
    ]
    return versions.versions_message(asks, dice.choice(NAMES), dice.randrange(1, 99_999), found)


def to_cite(asks: Audience, dice: Random) -> Message:
    return cite.cite_message(asks, tallies.night_view(dice, tallies.day(dice)))


def freshness(asks: Audience, dice: Random) -> Message:
    day = tallies.day(dice)
    held = {name: ranges.holdings(dice, name, day) for name in NAMES}
    return status.status_message(asks, tallies.latest_view(dice, day), held)


def not_known(asks: Audience, dice: Random) -> Message:
    view = ranges.gaps_view(dice, *ranges.dates(dice, tallies.day(dice), (1, 7, 7, 31, 31, 31, 90, 90, 365)))
    keys = [key for side in view.sides for night in side.missing for key in (*night.refused, *night.held)]
    later = view.last + timedelta(days=dice.choice((0, 1, 400)))
    return gaps.gaps_message(asks, view, ranges.sources_for(dice, keys, view.last), later)


def of_a_range(asks: Audience, dice: Random) -> Message:
    view = ranges.span_view(dice, *ranges.dates(dice, tallies.day(dice)))
    listed = view.last - view.first <= timedelta(days=31)
    keys = [night.key for side in view.sides for night in side.nights] if listed else []
    later = view.last + timedelta(days=dice.choice((0, 1, 400)))
    sources = ranges.sources_for(dice, keys, view.last)
    return span.span_message(asks, view, sources, later, by_month=dice.random() < 0.3)


def side_by_side(asks: Audience, dice: Random) -> Message:
    lengths = dice.choice(((1,), ranges.LENGTHS))
    halves = [ranges.dates(dice, tallies.day(dice), lengths) for _ in range(2)]
    view = ranges.comparison_view(dice, *halves)
    single = [half for side in view.sides for half in (side.first, side.second)]
    keys = [night.key for half in single if len(half.nights) + len(half.missing) == 1 for night in half.nights]
    return comparison.comparison_message(asks, view, ranges.sources_for(dice, keys, view.second[1]))


def largest(asks: Audience, dice: Random) -> Message:
    last = tallies.day(dice)
    views = [ranges.records_view(dice, name, last) for name in NAMES]
    figures = [figure for view in views for record in view.records for _, figure in record.nights]
    keys = [part.key for figure in figures for part in figure.parts]
    return records.records_message(asks, views, ranges.sources_for(dice, keys, last))


def a_watch(dice: Random) -> Watch:
    match what := dice.choice([*What]):
        case What.LAUNCHED:
            return Watch(what, str(dice.choice(NUMBERS[1:])))
        case What.REGION:
            return Watch(what, dice.choice(PLACES))
    return Watch(what)


def watched(asks: Audience, dice: Random) -> Message:
    found = dict.fromkeys(a_watch(dice) for _ in range(dice.choice((0, 1, 3, MOST))))
    return watches.watches_message(asks, list(found))


def came_true(asks: Audience, dice: Random) -> Message:
    day = tallies.day(dice)
    found = [_hit(dice, day) for _ in range(dice.choice((1, 1, 2, MOST)))]
    return watches.came_true(asks, tallies.night_view(dice, day), found)


def _hit(dice: Random, day: date) -> Hit:
    watch, channel = a_watch(dice), dice.choice(NAMES)
    view = tallies.tally_view(dice, channel, day)
    match watch.what:
        case What.LAUNCHED:
            return Hit(watch, view, ranges.one_figure(dice, view.source.key, positive=True))
        case What.BALLISTIC if gathered := groups(view.source.key, view.tally.lines):
            return Hit(watch, view, dice.choice(gathered))
        case What.RECORD:
            counted = watches.LARGEST.keys()
            outcome, kind = dice.choice([*counted])
            of = Countable((outcome,), (kind,))
            figure, most = (ranges.one_figure(dice, view.source.key, positive=True) for _ in range(2))
            changes = tuple(dice.sample(REGIMES, dice.choice((0, 0, 1))))
            return Hit(watch, view, NewRecord(of, figure, most, day, 30, day, dice.random() < 0.5, changes))
    return Hit(Watch(What.REGION, dice.choice(PLACES)), view, dice.choice([*RegionRole]))


def changed(dice: Random) -> Correction:
    """A post before and after: other figures, other places, the same ones anew, or none for any reason."""
    channel, day = dice.choice(NAMES), tallies.day(dice)
    old, new = tallies.tally_view(dice, channel, day), tallies.tally_view(dice, channel, day)
    few: Tally = replace(old.tally, lines=old.tally.lines[1:])
    stands = dice.choice([*Stands])
    tally = dice.choice((new.tally, old.tally, few))
    return Correction(
        source=new.source,
        night=maybe(dice, day),
        stands=stands,
        told=dice.choice([*Stands]),
        is_edited=dice.random() < 0.5,
        old=figures_of(old.tally),
        new=figures_of(tally) if stands is Stands.FIGURES else None,
        named=frozenset(new.tally.targets) - frozenset(old.tally.targets),
        unnamed=frozenset(old.tally.targets) - frozenset(new.tally.targets),
        gone_at=moment(dice, day),
    )


def correction(asks: Audience, dice: Random) -> Message:
    return corrections.correction_message(asks, changed(dice))


def read_otherwise(asks: Audience, dice: Random) -> Message:
    return read_anew.summary_message(asks, [changed(dice) for _ in range(dice.choice((2, 5, 6, 60)))])


def trend(asks: Audience, dice: Random) -> Message:
    channel, length = dice.choice(NAMES), dice.choice((*(30,) * 8, *LENGTHS))
    ours = CHANNELS[channel].attacker is Attacker.RUSSIA
    measure = Measure.DRONES_LAUNCHED if ours else Measure.DRONES_DOWN
    theme = dice.choice(THEMES)
    view = ranges.trend_view(dice, channel, tallies.day(dice), length, measure)
    caption = trend_caption(asks.words, trend_sheet(asks.words, ChartLook(theme, made_by="overnight_bot"), view), view)
    return charts.picture_message(_picture(caption), charts.trend_buttons(asks.words, length, theme, channel, NAMES))


def calendar(asks: Audience, dice: Random) -> Message:
    last, code = tallies.day(dice), dice.choice(PLACES)
    view = ranges.region_view(dice, code, year_before(last), last)
    shown = named(view)
    if shown is None:
        return static.fault(asks.words.say("There is nothing to draw: we have no reports."))
    unread = [last - timedelta(days=step) for step in range(dice.choice((0, 30)))]
    sheet = calendar_sheet(asks.words, ChartLook("dark"), view, shown, unread)
    days = [(asks.words.short_day(day), shown.counts.get(day)) for day in sorted(shown.days, reverse=True)]
    caption = calendar_caption(asks.words, sheet, days)
    return charts.picture_message(_picture(caption), charts.other_words(asks.words, "region", code))


def chart_file(asks: Audience, dice: Random) -> Message:
    chart = _night_chart(dice, tallies.day(dice))
    caption = night_caption(asks.words, night_sheet(asks.words, ChartLook("dark"), chart), chart.view)
    return charts.file_message(_picture(caption), f"overnight-night-2026-09-22.{dice.choice(('png', 'svg'))}")


def night_drawn(asks: Audience, dice: Random) -> Message:
    day = tallies.day(dice)
    chart = _night_chart(dice, day)
    caption = night_caption(asks.words, night_sheet(asks.words, ChartLook("light"), chart), chart.view)
    return charts.picture_message(_picture(caption), charts.other_words(asks.words, "night", day.isoformat()))


def _night_chart(dice: Random, day: date) -> NightChart:
    view = tallies.night_view(dice, day)
    told = [side.channel for side in view.sides if side.night]
    before = {one: ranges.trend_view(dice, one, day, 30, Measure.DRONES_DOWN) for one in told}
    return NightChart(view, before)


def _picture(caption: str) -> Picture:
    return Picture(PNG, caption, None, ChartSlot("night:2026-09-22", "en", "light"), "")


def a_file(asks: Audience, dice: Random) -> Message:
    form, day = dice.choice(sorted(FORMS)), tallies.day(dice)
    match dice.randrange(3):
        case 0:
            return export.which_form(asks.words)
        case 1:
            return export.too_large(asks.words, form, day - timedelta(days=dice.randrange(999)), day)
    made = ExportedFile(f"overnight.{form}", b"x", dice.choice(NUMBERS[1:]))
    return export.export_message(asks.words, form, made, day, day)


def chat(dice: Random) -> ChatSettings:
    """Everything chosen, nothing, or a part."""
    day = tallies.day(dice)
    minute = maybe(dice, dice.choice((0, 570, 1439)))
    wish = Subscription(
        maybe(dice, 7), minute, moment(dice, day), day, silent=dice.random() < 0.5, muted_on=maybe(dice, day)
    )
    return ChatSettings(
        chat_id=dice.choice((1, 7_777_777_777, -1_002_222_222_222)),
        language=maybe(dice, dice.choice(our_languages().codes)),
        told_language=maybe(dice, dice.choice(("en-GB", "pt-br", "zh-hans"))),
        zone=maybe(dice, dice.choice(ZONES).key),
        blocked=False,
        since=moment(dice, day),
        theme=maybe(dice, dice.choice(THEMES)),
        length=maybe(dice, dice.choice([*Length])),
        sides=maybe(dice, dice.choice([*Sides])),
        subscription=maybe(dice, wish),
    )


def own_settings(asks: Audience, dice: Random) -> Message:
    kept = maybe(dice, chat(dice))
    if dice.random() < 0.5:
        said = subscription.zone_chosen(asks, moment(dice, tallies.day(dice)), kept.subscription if kept else None)
        return preferences.settings_message(asks, kept, maybe(dice, 2), said if dice.random() < 0.5 else ())
    keys = [ranges.key(dice, dice.choice(NAMES)) for _ in range(dice.choice((0, 60)))]
    shown = [(key, moment(dice, tallies.day(dice))) for key in keys]
    watched = [a_watch(dice) for _ in range(dice.choice((0, 1, MOST)))]
    owed = [(dice.choice([*Owed]), moment(dice, tallies.day(dice))) for _ in range(dice.choice((0, 1, 60)))]
    return preferences.mydata_message(asks, kept, preferences.StoredData(watched, shown, owed))


def wished(asks: Audience, dice: Random) -> Message:
    """What is said to somebody who sets something, rightly or wrongly."""
    words, day = asks.words, tallies.day(dice)
    match dice.randrange(5):
        case 0:
            minute, told = dice.choice((None, 0, 570, 1439)), dice.random() < 0.5
            return subscription.subscribed(
                asks, minute, moment(dice, day), moment(dice, day), named=told, moved=told and dice.random() < 0.5
            )
        case 1:
            return subscription.unsubscribed(words, was=dice.random() < 0.5)
        case 2:
            return subscription.bad_time(words, spoken(dice))
        case 3:
            return subscription.forgotten_meanwhile(words)
    return subscription.bad_zone(words, spoken(dice))


def standing_text(asks: Audience, dice: Random) -> Message:
    """What is the same for everybody."""
    words, on = asks.words, dice.random() < 0.5
    texts = (static.start, static.about, static.privacy, static.topic_gone, operator.pause_help)
    switched = (operator.paused(words, following=on), operator.resumed(words, following=on))
    lists = [listed(COMMANDS.values(), where) for where in (dice.choice(tuple(Where)), Where.OPERATORS)]
    helps = static.help_text(words, lists[0], lists[1] if on else [])
    return dice.choice((*(one(words) for one in texts), helps, *switched, operator.broadcast_sent(words, done=on)))


def deleted(asks: Audience, dice: Random) -> Message:
    return static.fault(preferences.forgotten(asks.words))


def misunderstood(asks: Audience, dice: Random) -> Message:
    """A sentence that repeats what was typed, or why a post that was forwarded could not be read."""
    words, reason = asks.words, reason_text(asks.words, dice.choice((*doubts.REASONS, *tallies.REASONS)))
    sentences = (
        words.say("There is no such date: {date}.", date=spoken(dice)),
        words.say("I don't know a region called “{text}”. Try /region Odesa.", text=static.repeated(spoken(dice))),
        words.say("This post is a report, but it could not be read: {reason}.", reason=reason),
    )
    return static.fault(dice.choice(sentences))


def pressed(asks: Audience, dice: Random) -> Message:
    """A sentence that a press is answered with; what it repeats came from the button."""
    words, data = asks.words, spoken(dice).encode()[:DATA_BYTES].decode(errors="ignore").strip() or "?"
    repeated = (
        static.fault(words.say("There is no such date: {date}.", date=data)),
        static.fault(words.say("I don't know a region called “{text}”. Try /region Odesa.", text=data)),
        subscription.bad_time(words, data),
    )
    standing = (
        subscription.admins_only(words),
        subscription.no_digest_yet(words),
        watches.not_a_watch(words),
        watches.too_many(words, MOST),
    )
    return dice.choice((*repeated, *standing))


def health(asks: Audience, dice: Random) -> Message:
    day = tallies.day(dice)
    now = moment(dice, day)
    queue = {state: dice.choice(NUMBERS) for state in (*operator.STATES, "a new state") if dice.random() < 0.7}
    channels = tuple(_followed(dice, name, day) for name in NAMES)
    halted, waiting = maybe(dice, moment(dice, day)), maybe(dice, moment(dice, day))
    held = {lease: short_text(dice) for lease in (*operator.DOES, "a new lease") if dice.random() < 0.5}
    view = HealthView(channels, queue, waiting, halted, dice.choice(NUMBERS), maybe(dice, moment(dice, day)), held)
    return operator.health_message(asks, view, now, maybe(dice, dice.choice(NUMBERS)), maybe(dice, short_text(dice)))


def _followed(dice: Random, channel: str, day: date) -> Freshness:
    good, made, newest_at = (maybe(dice, moment(dice, day)) for _ in range(3))
    return Freshness(
        channel=channel,
        last_tried_at=moment(dice, day),
        last_good_at=good,
        last_rendered_at=made,
        last_post_at=newest_at,
        last_error=maybe(dice, text(dice)),
        failures=dice.choice(NUMBERS),
        restarts=dice.choice(NUMBERS),
        paused_reason=maybe(dice, short_text(dice)),
    )


def unread(asks: Audience, dice: Random) -> Message:
    day = tallies.day(dice)
    posts = tuple(_unread(dice, day) for _ in range(dice.choice((0, 1, 15))))
    refused = tuple((reason, dice.choice(NUMBERS)) for reason in tallies.REASONS if dice.random() < 0.5)
    doubted = tuple((code, dice.choice(NUMBERS)) for code in tallies.DOUBTS if dice.random() < 0.5)
    return operator.unread_message(asks, UnreadView(posts, refused, doubted))


def _unread(dice: Random, day: date) -> UnreadReport:
    key, reason = ranges.key(dice, dice.choice(NAMES)), maybe(dice, dice.choice(tallies.REASONS), 0.5)
    return UnreadReport(key, moment(dice, day), reason, () if reason else tallies.doubts(dice))


def notice(asks: Audience, dice: Random) -> Message:
    """The operator's own words, before and after they are confirmed."""
    said = spoken(dice)[:NOTICE_LIMIT].strip() or "?"
    if dice.random() < 0.5:
        return notice_message(said)
    return operator.broadcast_draft(asks.words, said, f"{dice.getrandbits(64):016x}", dice.choice(NUMBERS))


def judged(dice: Random) -> Judged:
    """A post as it stands with the operator."""
    codes = dice.sample(sorted(DECIDABLE), dice.choice((0, 1, 1, 2)))
    return Judged(
        key=ranges.key(dice, dice.choice(NAMES)),
        words=f"{dice.getrandbits(48):012x}",
        posted_at=moment(dice, tallies.day(dice)),
        held=dice.choice((None, *Held)),
        beside=dice.random() < 0.3,
        decision=dice.choice((None, *Decision)),
        why=tuple(Doubt(code, short_text(dice)) for code in codes),
    )


def to_decide(asks: Audience, dice: Random) -> Message:
    """What waits for the operator, told once and told when asked."""
    if dice.random() < 0.2:
        posts = tuple(dice.randrange(1, 99_999) for _ in range(dice.choice((3, 30))))
        return held_decisions.closing_notice(asks, Closing(dice.choice(NAMES), "a line", spoken(dice), posts))
    if dice.random() < 0.5:
        return held_decisions.operator_notice(asks, judged(dice))
    return held_decisions.waiting_message(asks, [judged(dice) for _ in range(dice.choice((0, 1, 15)))])


def decided(asks: Audience, dice: Random) -> Message:
    post = judged(dice)
    found = post.can_be_released or post.can_be_dropped or post.waits
    return held_decisions.decided_message(asks, post) if found else held_decisions.undecidable(asks, post)


def history_told(asks: Audience, dice: Random) -> Message:
    day = tallies.day(dice)
    sides = tuple(
        HistorySide(name, dice.choice(NUMBERS), moment(dice, day), paused=dice.random() < 0.2) for name in NAMES
    )
    errors = tuple(text(dice) for _ in range(dice.choice((0, 1, 2))))
    state = Fetching(dice.random() < 0.5, dice.choice((0.5, 3.0, 3600.0)), dice.choice(((), NAMES)), errors)
    return history.history_message(asks, HistoryView(sides[: dice.randrange(3)]), state)


CASES: dict[str, Case] = {
    "latest": Case(newest, inline="latest:2026-09-22", often=6),
    "night": Case(of_a_date, inline="night:2026-09-22", often=6),
    "night as known": Case(of_another_time, often=6),
    "night in short": Case(in_short, inline="short:2026-09-22", title=brief.short_title),
    "corrected inline": Case(corrected, inline="night:2026-09-22"),
    "digest": Case(morning, owed=True, often=6),
    "none yet": Case(nothing_yet, owed=True),
    "late side": Case(came_late, owed=True),
    "source words": Case(source_words, often=6),
    "forwarded": Case(forwarded, often=4),
    "versions": Case(every_version),
    "cite": Case(to_cite),
    "status": Case(freshness),
    "gaps": Case(not_known),
    "range": Case(of_a_range, inline="span:2026-09-16:2026-09-22", often=4),
    "comparison": Case(side_by_side, often=4),
    "records": Case(largest, inline="records"),
    "region": Case(asked.of_regions, inline="region:UA-51", often=4),
    "region in a range": Case(asked.of_a_region_in_a_range, inline="region:UA-51:2026-09-01:2026-09-22", often=4),
    "weapon": Case(asked.of_a_weapon, inline="weapon:shahed", often=4),
    "accuracy": Case(asked.of_accuracy, often=2),
    "mended": Case(asked.mended, inline="region:UA-51"),
    "location": Case(asked.taken),
    "no answer": Case(asked.sentence),
    "watches": Case(watched),
    "watch came true": Case(came_true, owed=True),
    "correction": Case(correction, owed=True, often=6),
    "read_otherwise": Case(read_otherwise, owed=True, often=3),
    "trend": Case(trend),
    "calendar": Case(calendar, often=1),
    "night drawn": Case(night_drawn),
    "chart as a file": Case(chart_file),
    "file": Case(a_file, often=1),
    "own": Case(own_settings),
    "wishes": Case(wished),
    "standing texts": Case(standing_text, often=1),
    "forgotten": Case(deleted, pressed=True, often=1),
    "misunderstood": Case(misunderstood, inline=""),
    "pressed": Case(pressed, pressed=True, often=2),
    "health": Case(health),
    "unread": Case(unread),
    "notice": Case(notice, owed=True),
    "history": Case(history_told, often=2),
    "to decide": Case(to_decide, owed=True),
    "decided": Case(decided),
    "own chat asked": Case(own_chats.asked),
    "own chats": Case(own_chats.shown),
    "own chat lost": Case(own_chats.lost, owed=True),
    "the bot itself": Case(own_chats.of_the_bot, often=1),
}
ROUND = tuple(name for name, case in CASES.items() for _ in range(case.often))
