"""From what an Air Force post counts to its reading: a tally, or the reason why it is none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from parsers.air_force.counts import DOWN, Stated, one_count, stated
from parsers.air_force.places import directions, downed_over, origins_of, targets
from parsers.channels import Channel
from parsers.counting import Group
from parsers.reconcile import doubts_of
from parsers.records import (
    Doubt,
    Kind,
    Line,
    NotAReport,
    Outcome,
    Post,
    Reading,
    Scope,
    Tally,
    Unreadable,
)
from parsers.text import Token
from parsers.times import told
from parsers.windows import Framed, frame

STOPPED = DOWN | {Outcome.LOST, Outcome.NEUTRALISED}
TOLD_AFTERWARDS = STOPPED | {Outcome.HIT, Outcome.MISSED, Outcome.LEFT}
# Outcomes worth a line even without number and type.
LOUD = frozenset({Outcome.HIT, Outcome.MISSED, Outcome.AIRBORNE, Outcome.LOST, Outcome.LEFT})
LONGEST_NIGHT = timedelta(hours=30)
LONGEST_REPORT = timedelta(hours=50)
MOST_DAYS_AGO = 3
LAUNCH_SITES = ("район", "пуск")


def reading(post: Post, channel: Channel, found: Sequence[Token], name: str, scope: Scope) -> Reading:
    """The reading of a post that layout ``name`` recognised; its scope is what the layout says it speaks for."""
    times = told(found)
    framed = frame(found, times, channel.zone, post.posted)
    counts = stated(post.text, found, times)
    claimed = Tally(name, scope, channel.claimant, channel.attacker, framed.window, ())
    tally = _filled(claimed, post.text, found, counts, (*framed.doubts, *_long(framed)))
    if not _tells_a_result(tally):
        return NotAReport()
    posted_on = post.posted.astimezone(channel.zone).date() if post.posted else None
    reason = _reason(tally, counts, framed) or _far(framed, posted_on)
    return Unreadable(reason, tally) if reason else tally


def _tells_a_result(tally: Tally) -> bool:
    """Whether a post is a report at all: it says what became of weapons, or at least when which were launched."""
    if tally.hit_sites or any(line.outcome in TOLD_AFTERWARDS for line in tally.lines):
        return True
    launched = [line for line in tally.lines if line.outcome is Outcome.LAUNCHED]
    return tally.window is not None and any(line.number is not None or line.weapons for line in launched)


def _reason(tally: Tally, counts: Stated, framed: Framed) -> str | None:
    """Why a report cannot stand as a tally; a partial post (a correction, one region) need not tell all."""
    if framed.reason:
        return framed.reason
    if counts.unknown:
        return "unknown_weapon"
    if tally.scope is not Scope.NATIONAL:
        return None
    if not any(line.outcome is Outcome.LAUNCHED for line in tally.lines):
        return "no_launched"
    if not any(line.outcome in STOPPED for line in tally.lines):
        return "no_downed"
    return None


def _far(framed: Framed, posted_on: date | None) -> str | None:
    """A window days before its post is a memory, one after it a slip; one of several days is no night."""
    if framed.window is None or posted_on is None:
        return None
    end = framed.window.end or framed.window.start
    ended_on = end.astimezone(UTC).date() if isinstance(end, datetime) else end
    if ended_on and not -1 <= (posted_on - ended_on).days <= MOST_DAYS_AGO:
        return "far_from_post"
    return "not_a_window" if _lasts(framed) > LONGEST_REPORT else None


def _long(framed: Framed) -> tuple[Doubt, ...]:
    """A doubt about a window longer than any night and its morning."""
    lasts = _lasts(framed)
    return (Doubt("long_window", f"{lasts}"),) if LONGEST_NIGHT < lasts <= LONGEST_REPORT else ()


def _lasts(framed: Framed) -> timedelta:
    window = framed.window
    if window is None or not isinstance(window.start, datetime) or not isinstance(window.end, datetime):
        return timedelta(0)
    return window.end - window.start


def _filled(tally: Tally, text: str, found: Sequence[Token], counts: Stated, doubts: tuple[Doubt, ...]) -> Tally:
    """The tally with all that the post counts and names."""
    groups = _counted_once(counts.groups)
    ends = _ends(counts)
    lines = _worth_keeping([_line(found, group, ends) for group in groups])
    spare = [text[slice(*size.words)] for size in counts.spare]
    origins = _drone_origins(found, counts, groups, ends)
    return replace(
        tally,
        lines=lines,
        hit_sites=one_count(counts.hit_sites),
        debris_sites=one_count(counts.debris_sites),
        headline=counts.headline,
        origins=origins,
        targets=targets(found, counts),
        downed_over=downed_over(found, counts),
        doubts=(*doubts, *doubts_of(lines, counts.headline, spare)),
    )


def _counted_once(groups: Sequence[Group]) -> list[Group]:
    """Without the 38 of «26 із 38» where the lead told the 38 already."""
    launched = {group.number()[0] for group in groups if group.outcome is Outcome.LAUNCHED and not group.whole}
    return [group for group in groups if not (group.whole and group.number()[0] in launched)]


def _drone_origins(
    found: Sequence[Token], counts: Stated, groups: Sequence[Group], ends: dict[int, int]
) -> tuple[str, ...]:
    """Launch places behind the drones launched, and those of a sentence of their own: «Райони пусків – …»."""
    flown = [group for group in groups if group.outcome is Outcome.LAUNCHED and group.kind is Kind.DRONE]
    spans = [(group.after, ends[id(group)]) for group in flown if not group.share]
    spans += [span for group in flown if not group.share and (span := directions(found, counts.body, group.after))]
    spans += [(one.first, one.after) for one in counts.body if found[one.first].text.startswith(LAUNCH_SITES)]
    return tuple(dict.fromkeys(place for first, after in spans for place in origins_of(found, first, after)))


def _ends(counts: Stated) -> dict[int, int]:
    """Where the words that belong to each count end: at the next count that is no part of it, or with its sentence."""
    ends: dict[int, int] = {}
    whole = sorted((group for group in counts.groups if not group.share), key=lambda group: group.first)
    sentences = iter(counts.body)
    sentence = next(sentences, None)
    for number, group in enumerate(whole):
        later = whole[number + 1] if number + 1 < len(whole) else None
        while sentence and group.first >= sentence.after:
            sentence = next(sentences, None)
        stop = sentence.after if sentence else group.after
        ends[id(group)] = min(stop, later.first) if later else stop
    return ends


def _line(found: Sequence[Token], group: Group, ends: dict[int, int]) -> Line:
    number, hedge = group.number()
    assert group.outcome and group.kind
    placed = group.outcome is Outcome.LAUNCHED and group.kind is not Kind.DRONE and not group.share
    return Line(
        outcome=group.outcome,
        kind=group.kind,
        weapons=tuple(weapon.slug for weapon in group.weapons),
        number=number,
        hedge=hedge,
        words=group.words(found),
        share=group.share,
        total=group.total,
        origins=origins_of(found, group.after, ends[id(group)]) if placed else (),
    )


def _worth_keeping(lines: Sequence[Line]) -> tuple[Line, ...]:
    """Lines without number or type say something only where nothing else does.

    «Із застосуванням ударних БпЛА, ракет різних типів» before the list that counts them is no line of its own.
    """
    kept = []
    for line in lines:
        bare = line.number is None and not line.weapons and not line.share
        if not bare or line.outcome in LOUD or (line.outcome is Outcome.LAUNCHED and not _told_better(line, lines)):
            kept.append(line)
    return tuple(kept)


def _told_better(bare: Line, lines: Sequence[Line]) -> bool:
    return any(other is not bare and _same(other, bare) for other in lines)


def _same(line: Line, bare: Line) -> bool:
    """Whether a line says more of the same outcome and family than a bare one."""
    family = line.kind is bare.kind or (bare.kind is Kind.MISSILE and line.kind is not Kind.DRONE)
    return line.outcome is bare.outcome and family and (line.number is not None or bool(line.weapons))
