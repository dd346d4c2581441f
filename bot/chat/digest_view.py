"""Gather what a digest says, both for ``/digest`` and for the morning's delivery."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from bot.actions import Sides
from bot.chat.context import Services
from bot.chat.messages.digest import Digest, DigestSide
from bot.chat.messages.held import unsettled
from bot.digest_schedule import night_not_over
from parsers.channels import CHANNELS
from parsers.records import Attacker
from storage.views import Snapshot
from storage.views.averages import average_view
from storage.views.corrections import edited_since
from storage.views.figures import Figure, lines_figure
from storage.views.latest import LatestSide, Silence, latest_view
from storage.views.night import NightSide, NightView, night_view
from storage.views.series import MEASURES, Measure

CORRECTED_WITHIN = timedelta(days=1)


def digest_of(
    snapshot: Snapshot, services: Services, night: date, at: datetime, sides: Sides, *, delivered: bool = False
) -> Digest:
    """Return the digest of ``night`` for these sides at a moment; a delivered one promises to be completed."""
    channels = services.told(sides)
    view = night_view(snapshot, channels, night, services.house)
    latest = latest_view(snapshot, channels, at, services.house, services.patience)
    newest = {side.channel: side for side in latest.sides}
    edits = edited_since(snapshot, channels, at - CORRECTED_WITHIN)
    main = attack_channel(channels)
    return Digest(
        night=night,
        at=at,
        sides=tuple(_side(side, newest[side.channel]) for side in view.sides),
        launched=_launched(view, main),
        average=average_view(snapshot, main, night, Measure.DRONES_LAUNCHED) if main else None,
        corrections=sum(bool(edit.differences) for edit in edits),
        delivered=delivered,
        not_over=night_not_over(at, services.house),
    )


def attack_channel(channels: Sequence[str]) -> str | None:
    """Return the first of the channels that reports attacks on Ukraine; None where none of them does."""
    return next((name for name in channels if CHANNELS[name].attacker is Attacker.RUSSIA), None)


def _side(side: NightSide, newest: LatestSide) -> DigestSide:
    """Return a side of the digest; its silence is about this night, since a held report may be of another one."""
    ever_read = newest.last_good_at is not None
    held = tuple(one for one in side.not_confirmed if one.night)
    silence = newest.silence
    if silence is Silence.NOT_CONFIRMED or held:
        silence = Silence.NOT_CONFIRMED if held else Silence.NOT_POSTED
    return DigestSide(
        channel=side.channel,
        night=side.night,
        silence=silence,
        last_post=newest.last_post if ever_read else None,
        ever_read=ever_read,
        held=held,
        later=tuple(unsettled(side.windows)),
    )


def _launched(view: NightView, main: str | None) -> Figure | None:
    """Return the drones launched at Ukraine in the night, if reported."""
    night = next((side.night for side in view.sides if side.channel == main), None)
    return lines_figure(night.source.key, night.tally.lines, *MEASURES[Measure.DRONES_LAUNCHED]) if night else None
