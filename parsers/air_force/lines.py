"""The lines of a tally: which counts of a post become lines, and how."""

from __future__ import annotations

from collections.abc import Container, Sequence

from parsers.air_force.origins import LaunchOrigin, codes
from parsers.counting import CountGroup
from parsers.records import Kind, Line, Outcome, Words
from parsers.text.tokens import Token

# Outcomes worth a line even without number and type.
LOUD = frozenset({Outcome.HIT, Outcome.MISSED, Outcome.AIRBORNE, Outcome.LOST, Outcome.LEFT})


def counted_once(groups: Sequence[CountGroup]) -> list[CountGroup]:
    """Return the counts without the 38 of «26 із 38» if the lead already stated the 38."""
    launched = {group.number()[0] for group in groups if group.outcome is Outcome.LAUNCHED and not group.whole}
    return [group for group in groups if not (group.whole and group.number()[0] in launched)]


def line_of(tokens: Sequence[Token], group: CountGroup, own: Sequence[LaunchOrigin]) -> Line:
    """Return the line of a count; ``own`` are the launch places named for it alone."""
    number, hedge = group.number()
    assert isinstance(group.outcome, Outcome) and group.kind
    return Line(
        outcome=group.outcome,
        kind=group.kind,
        weapons=tuple(weapon.slug for weapon in group.weapons),
        number=number,
        hedge=hedge,
        words=group.words(tokens),
        share=group.share,
        total=group.total,
        origins=codes(own),
    )


def has_origins(group: CountGroup) -> bool:
    """Return whether a line has launch places of its own: those of drones belong to the tally."""
    return group.outcome is Outcome.LAUNCHED and group.kind is not Kind.DRONE and not group.share


def worth_keeping(lines: Sequence[Line], unclear_at: Container[Words]) -> tuple[Line, ...]:
    """Return the lines without those that have neither number nor type and add nothing to the others.

    «Із застосуванням ударних БпЛА, ракет різних типів» before the list that counts them is not a line of its own;
    «збито 85–90 БпЛА» is, though its number stays open.
    """
    kept = []
    for line in lines:
        bare = line.number is None and not line.weapons and not line.share and line.words not in unclear_at
        if not bare or line.outcome in LOUD or (line.outcome is Outcome.LAUNCHED and not _told_better(line, lines)):
            kept.append(line)
    return tuple(kept)


def _told_better(bare: Line, lines: Sequence[Line]) -> bool:
    return any(other is not bare and _same(other, bare) for other in lines)


def _same(line: Line, bare: Line) -> bool:
    """Return whether a line says more than a bare one about the same outcome and family."""
    family = line.kind is bare.kind or (bare.kind is Kind.MISSILE and line.kind is not Kind.DRONE)
    return line.outcome is bare.outcome and family and (line.number is not None or bool(line.weapons))
