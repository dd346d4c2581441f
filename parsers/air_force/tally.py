"""From what an Air Force post counts to its reading: a tally, or the reason why it is none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from parsers.air_force.counts import DOWN, Stated, one_count, stated
from parsers.air_force.places import downed_over, drone_origins, is_missile, origins_of, targets
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


def reading(post: Post, channel: Channel, found: Sequence[Token], name: str, scope: Scope) -> Reading:
    """The reading of a post that layout ``name`` recognised; its scope is what the layout says it speaks for."""
    times = told(found)
    framed = frame(found, times, channel.zone, post.posted)
    counts = stated(post.text, found, times.taken)
    claimed = Tally(name, scope, channel.claimant, channel.attacker, framed.window, ())
    tally = _filled(claimed, post.text, found, counts, framed.doubts)
    if not tally.lines and tally.hit_sites is None:
        return NotAReport()
    reason = _reason(tally, counts, framed)
    return Unreadable(reason, tally) if reason else tally


def _reason(tally: Tally, counts: Stated, framed: Framed) -> str | None:
    """Why a report cannot stand as a tally; a partial post (a correction, one region) need not tell all."""
    if framed.reason:
        return framed.reason
    if counts.unknown:
        return "unknown_weapon"
    if tally.scope is not Scope.NATIONAL:
        return None
    if not any(line.outcome is Outcome.LAUNCHED for line in tally.lines) and counts.headline is None:
        return "no_launched"
    if not any(line.outcome in STOPPED for line in tally.lines):
        return "no_downed"
    return None


def _filled(tally: Tally, text: str, found: Sequence[Token], counts: Stated, doubts: tuple[Doubt, ...]) -> Tally:
    """The tally with all that the post counts and names."""
    lines = _worth_keeping([_line(found, counts, group) for group in counts.groups])
    spare = [text[slice(*size.words)] for size in counts.spare]
    return replace(
        tally,
        lines=lines,
        hit_sites=one_count(counts.hit_sites),
        debris_sites=one_count(counts.debris_sites),
        headline=counts.headline,
        origins=drone_origins(found, counts.body),
        targets=targets(found, counts),
        downed_over=downed_over(found, counts),
        doubts=(*doubts, *doubts_of(lines, counts.headline, spare)),
    )


def _line(found: Sequence[Token], counts: Stated, group: Group) -> Line:
    number, hedge = group.number()
    assert group.outcome and group.kind
    origins = origins_of(found, group, _until(counts, group)) if is_missile(group) else ()
    return Line(
        outcome=group.outcome,
        kind=group.kind,
        weapons=tuple(weapon.slug for weapon in group.weapons),
        number=number,
        hedge=hedge,
        words=group.words(found),
        share=group.share,
        total=group.total,
        origins=origins,
    )


def _until(counts: Stated, group: Group) -> int:
    """The token at which the words that belong to a count end: the next count, or the end of its sentence."""
    sentence = next(one for one in counts.body if one.first <= group.first < one.after)
    later = [other.first for other in counts.groups if other.first >= group.after]
    return min([sentence.after, *later])


def _worth_keeping(lines: Sequence[Line]) -> tuple[Line, ...]:
    """Lines without number or type say something only where nothing else does.

    «Із застосуванням ударних БпЛА, ракет різних типів» before the list that counts them is no line of its own.
    """
    kept = []
    for line in lines:
        bare = line.number is None and not line.weapons and not line.share
        told_better = any(other is not line and _same(other, line) for other in lines)
        loud = line.outcome in {Outcome.HIT, Outcome.MISSED, Outcome.AIRBORNE}
        if not bare or loud or (line.outcome is Outcome.LAUNCHED and not told_better):
            kept.append(line)
    return tuple(kept)


def _same(line: Line, bare: Line) -> bool:
    """Whether a line says more of the same outcome and family than a bare one."""
    family = line.kind is bare.kind or (bare.kind is Kind.MISSILE and line.kind is not Kind.DRONE)
    return line.outcome is bare.outcome and family and (line.number is not None or bool(line.weapons))
