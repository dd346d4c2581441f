"""A chat's watches, and the message when one comes true."""

from __future__ import annotations

from collections.abc import Sequence

from bot.actions import Watch, What
from bot.chat.audience import Audience
from bot.chat.keyboards import Rows, data
from bot.chat.language import N_, Language
from bot.chat.message import Button, Message
from bot.chat.messages.amounts import amount, bounded, group_name
from bot.chat.messages.latest import left_out
from bot.chat.messages.regimes import regime_sentence
from bot.chat.messages.region import ROLES
from bot.chat.messages.static import fault
from bot.chat.messages.tally import figures
from bot.chat.names import place_name
from bot.chat.rich_text import Line, block, bold, line
from bot.chat.watch_matching import Hit, NewRecord
from parsers.records import Kind, Outcome
from storage.views.figures import MISSILES, Figure
from storage.views.night import NightView
from storage.views.records import Countable
from storage.views.weapon_groups import WeaponGroup

# What a record is of, by kind of weapon and outcome.
LARGEST = {
    (Outcome.LAUNCHED, Kind.DRONE): N_("A record, drones launched at Ukraine: {number}."),
    (Outcome.LAUNCHED, MISSILES[0]): N_("A record, missiles launched at Ukraine: {number}."),
    (Outcome.DOWNED, Kind.DRONE): N_("A record, Ukrainian drones shot down: {number}."),
}
# The same where a number before was withheld, or is not exact, and may have been larger.
LARGEST_GIVEN = {
    (Outcome.LAUNCHED, Kind.DRONE): N_("The largest number given yet of drones launched at Ukraine: {number}."),
    (Outcome.LAUNCHED, MISSILES[0]): N_("The largest number given yet of missiles launched at Ukraine: {number}."),
    (Outcome.DOWNED, Kind.DRONE): N_("The largest number given yet of Ukrainian drones shot down: {number}."),
}


def watches_message(audience: Audience, watches: Sequence[Watch]) -> Message:
    """List the watches with a button to remove each, and how to add one."""
    words = audience.words
    lines = [watch_text(words, one) for one in watches] or [words.say("nothing yet")]
    how = (
        words.say("/watch 500 – 500 drones or more launched at Ukraine"),
        words.say("/watch Odesa – a region is named"),
        words.say("/watch ballistic – ballistic missiles are used"),
        words.say("/watch record – a night larger than any known"),
    )
    once = words.say("You get one message per night, when the report comes.")
    return Message(
        (block(bold(words.say("Watching for")), *lines), block(*how), block(once, *left_out(audience))),
        (*_removing(words, watches), *_offered(words, watches)),
    )


def _removing(words: Language, watches: Sequence[Watch]) -> Rows:
    return tuple(
        (Button(f"✕ {watch_text(words, one)}", data("unwatch", one.what.value, *filter(None, [one.argument]))),)
        for one in watches
    )


def _offered(words: Language, watches: Sequence[Watch]) -> Rows:
    offered = [one for one in (Watch(What.BALLISTIC), Watch(What.RECORD)) if one not in watches]
    buttons = tuple(Button(f"+ {watch_text(words, one)}", data("watch", one.what.value)) for one in offered)
    return (buttons,) if buttons else ()


def watch_text(words: Language, watch: Watch) -> str:
    """``drones launched: 500 or more``."""
    match watch.what:
        case What.LAUNCHED:
            return words.say("drones launched: {number} or more", number=words.number(int(watch.argument)))
        case What.REGION:
            return words.say("named: {region}", region=place_name(words, watch.argument))
        case What.BALLISTIC:
            return words.say("ballistic missiles")
        case What.RECORD:
            return words.say("a record")


def not_a_watch(words: Language) -> Message:
    """That this cannot be watched for, and what can."""
    return fault(
        words.say(
            "I can watch for a number of drones (1 or more), a region, “ballistic” or “record”: "
            "/watch 500, /watch Odesa."
        )
    )


def too_many(words: Language, most: int) -> Message:
    """Say that there can be no more watches."""
    return fault(
        words.say("You already have {most} watches, the most there can be; remove one first: /watch.", most=most)
    )


def came_true(audience: Audience, night: NightView, hits: Sequence[Hit]) -> Message:
    """What of the things watched for the night brought, and who says so."""
    words = audience.words
    title = words.say("You are watching for this · night of {night}", night=words.night(night.day, year=False))
    lines = [line(hit_text(words, hit)) for hit in hits]
    sources = {hit.source.source.key: hit.source.source for hit in hits}
    posts: list[Line] = [
        line(audience.post(source), " · ", audience.moment(source.posted_at)) for source in sources.values()
    ]
    claim = words.say("Each side's own claim, not verified.")
    buttons = (
        (Button(words.say("Full answer"), data("night", night.day)), Button(words.say("Watches"), data("watch"))),
    )
    return Message((block(bold(title), *lines), block(*posts, claim)), buttons, tuple(sources.values()))


def hit_text(words: Language, hit: Hit) -> str:
    """``Drones: 512 launched``, ``Iskander-M / KN-23: used, number not given``, ``Odesa: named as attacked``."""
    match hit.told:
        case Figure() as figure:
            text = words.say(
                "{what}: {figures}", what=words.say("Drones"), figures=amount(words, figure, Outcome.LAUNCHED)
            )
            return f"{text} ({words.say('your threshold is {number}', number=words.number(int(hit.watch.argument)))})"
        case WeaponGroup() as group:
            return words.say("{what}: {figures}", what=group_name(words, group), figures=figures(words, group))
        case NewRecord() as record:
            return _record(words, record)
        case role:
            what = place_name(words, hit.watch.argument)
            return words.say("{what}: {figures}", what=what, figures=words.say(ROLES[role]))


def _record(words: Language, record: NewRecord) -> str:
    """Say what was larger than before; "a record" only where no number before leaves it open."""
    said = LARGEST[_first(record.counted)] if record.is_certain else LARGEST_GIVEN[_first(record.counted)]
    most = words.say(
        "The most before was {most} on {day}, among the nights known since {since}.",
        most=bounded(words, record.most), day=words.day(record.day), since=words.day(record.since),
    )  # fmt: skip
    changes = (regime_sentence(words, one) for one in record.borders)
    return " ".join([words.say(said, number=bounded(words, record.figure)), most, *changes])


def _first(counted: Countable) -> tuple[Outcome, Kind]:
    return counted.outcomes[0], counted.kinds[0]
