"""Turns what an Air Force post counts into a reading: a tally, or the reason why there is none."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from parsers.account import doubts_of_words, repeated
from parsers.air_force.contents import DOWN, AirForceContents
from parsers.air_force.counts import stated
from parsers.air_force.gathering import one_count
from parsers.air_force.lines import counted_once, has_origins, line_of, worth_keeping
from parsers.air_force.origins import LaunchOrigin, codes, directions, origins
from parsers.air_force.target_places import downed_over, names_a_region_first, targets, unknown_targets
from parsers.air_force.window_check import doubts_about_time, far_or_long
from parsers.channels import Channel
from parsers.counting import unclear
from parsers.reconcile import doubts_of
from parsers.records import (
    Doubt,
    Kind,
    NotAReport,
    Outcome,
    Post,
    Reading,
    Scope,
    Tally,
    Unreadable,
)
from parsers.text.phone_numbers import phones
from parsers.text.tokens import Token, flat
from parsers.text.typos import misspelt
from parsers.time.edges import ToldWindow, told, without
from parsers.time.window import Framed, frame
from parsers.vetoes import OF_THE_AIR_FORCE
from parsers.vocabulary.air_force import OF_THE_COUNTRY
from parsers.vocabulary.outcomes import TOLD_OF
from parsers.vocabulary.windows import NIGHTS, EdgeRole, Period

STOPPED = DOWN | {Outcome.LOST, Outcome.NEUTRALISED}
TOLD_AFTERWARDS = STOPPED | {Outcome.HIT, Outcome.MISSED, Outcome.LEFT}
LAUNCH_SITES = ("район", "пуск")


def reading(post: Post, channel: Channel, tokens: Sequence[Token], name: str, scope: Scope) -> Reading:
    """Return the reading of a post recognised by layout ``name``; ``scope`` is what that layout speaks for."""
    times = told(tokens)
    times.taken.update(phones(post.text, tokens))
    counts = stated(post.text, tokens, times)
    times = without(
        times, counts.apart, counts.body[counts.leading].after if counts.leading is not None else len(tokens)
    )
    framed = frame(tokens, times, channel.zone, post.posted)
    claimed = Tally(name, scope, channel.claimant, channel.attacker, framed.window, ())
    told_before = (*doubts_about_time(framed, scope), *unclear(tokens, 0, len(tokens), times.taken | counts.apart))
    tally = _filled(claimed, post.text, tokens, counts, (*told_before, *misspelt(tokens)))
    if not _tells_a_result(tally) or _sums_weeks(framed, times):
        return NotAReport()
    counting = [(said.first, said.after) for said, groups in zip(counts.body, counts.told, strict=True) if groups]
    if OF_THE_AIR_FORCE.first(tokens, counting):
        return Unreadable("look_alike", tally) if _is_whole(tally) else NotAReport()
    if scope is Scope.NATIONAL:
        tally = replace(tally, scope=_scope(tokens, counts, framed, times))
    reason = _reason(tally, counts, framed) or far_or_long(framed, post.posted, channel.zone)
    return Unreadable(reason, tally) if reason else tally


def _scope(tokens: Sequence[Token], counts: AirForceContents, framed: Framed, times: ToldWindow) -> Scope:
    """Return the actual scope of a post that looks like a national report.

    «Ворог атакував Дніпропетровщину …» is about one region: a national report has a headline, or names Ukraine or the
    Air Force. «За добу» is a sum that includes nights and days.
    """
    sums = times.period(Period.PAST_DAY)
    if sums and framed.window and tokens[sums.first].start == framed.window.words[0]:
        return Scope.DAILY
    of_the_country = any(word in flat(tokens) for word in OF_THE_COUNTRY.split("; "))
    one_region = not (counts.headline or of_the_country) and names_a_region_first(tokens, counts)
    return Scope.REGIONAL if one_region else Scope.NATIONAL


def _tells_a_result(tally: Tally) -> bool:
    """Return whether a post is a report: it says what became of weapons, or at least which were launched when."""
    if tally.hit_sites or any(line.outcome in TOLD_AFTERWARDS for line in tally.lines):
        return True
    launched = [line for line in tally.lines if line.outcome is Outcome.LAUNCHED]
    return tally.window is not None and any(line.number is not None or line.weapons for line in launched)


def _sums_weeks(framed: Framed, times: ToldWindow) -> bool:
    """Return whether a post covers a week, a month or a year, and states neither a night nor an hour."""
    told = any(edge.timed for edge in times.edges) or times.edge(EdgeRole.NIGHT) or times.period(*NIGHTS)
    return framed.reason == "not_a_window" and not told


def _is_whole(tally: Tally) -> bool:
    """Return whether the tally has a window and a number: then no single word can make the post no report."""
    return tally.window is not None and any(line.number is not None for line in tally.lines)


def _reason(tally: Tally, counts: AirForceContents, framed: Framed) -> str | None:
    """Return why a report cannot become a tally, or None; a correction or a regional post need not be complete."""
    if framed.reason:
        return framed.reason
    if counts.unknown and not any(line.weapons for line in tally.lines):
        return "unknown_weapon"  # a joke in the shape of a report: «2 ударними БпЛА типу «Мопед»»
    if tally.scope is not Scope.NATIONAL:
        return None
    if not any(line.outcome is Outcome.LAUNCHED for line in tally.lines):
        return "no_launched"
    if not any(line.outcome in STOPPED for line in tally.lines):
        return "no_downed"
    return None


def _filled(
    tally: Tally, text: str, tokens: Sequence[Token], counts: AirForceContents, doubts: tuple[Doubt, ...]
) -> Tally:
    """Return the tally with everything the post counts and names."""
    groups = counted_once(counts.groups)
    ends = _ends(counts)
    own = {id(group): list(origins(tokens, group.after, ends[id(group)])) for group in groups if has_origins(group)}
    unclear_at = {group.amount.words for group in groups if group.amount and group.amount.unclear}
    lines = worth_keeping([line_of(tokens, group, own.get(id(group), ())) for group in groups], unclear_at)
    spare = [text[slice(*size.words)] for size in counts.spare]
    of_drones = [one for span in _drone_spans(tokens, counts, ends) for one in origins(tokens, *span)]
    named = [*of_drones, *(one for places in own.values() for one in places)]
    sums = doubts_of(lines, counts.headline, spare)
    unknown = (
        *(Doubt("unknown_weapon", text[slice(*tokens[at].words)]) for at in dict.fromkeys(counts.unknown)),
        *_unknown_places(text, tokens, named),
        *_unknown_targets(text, tokens, counts),
    )
    again = counts.again if tally.scope is Scope.NATIONAL else []
    twice = repeated(
        tokens, [(one.first, one.after) for one, groups in zip(counts.body, counts.told, strict=True) if groups]
    )
    again = [*again, *twice]
    told = (*doubts, *_untold(text, tokens, counts, again), *sums, *unknown)
    return replace(
        tally,
        lines=lines,
        hit_sites=one_count(counts.hit_sites),
        debris_sites=one_count(counts.debris_sites),
        headline=counts.headline,
        origins=codes(of_drones),
        targets=targets(tokens, counts),
        downed_over=downed_over(tokens, counts),
        doubts=(*told, *doubts_of_words(text, tokens, counts.left, told)),
    )


def _untold(text: str, tokens: Sequence[Token], counts: AirForceContents, again: Sequence[int]) -> Iterator[Doubt]:
    """Yield doubts for weapons whose fate has no line, and for what may belong to another account."""
    for group in counts.fates:
        if group.outcome in TOLD_OF:
            yield Doubt("fate_untold", text[tokens[group.first].start : tokens[group.after - 1].end])
    sites = [count.number for count in counts.hit_sites]
    if 0 in sites and any(number != 0 for number in sites):
        yield Doubt("counted_twice", "hits are denied and told")
    for at in (*counts.unsure, *again):
        yield Doubt("other_account", text[slice(*tokens[at].words)])


def _drone_spans(tokens: Sequence[Token], counts: AirForceContents, ends: dict[int, int]) -> list[tuple[int, int]]:
    """Return the token ranges that may name drones' launch places: after the launched ones, and «Райони пусків – …»."""
    spans: list[tuple[int, int]] = []
    for sentence, groups in zip(counts.body, counts.told, strict=True):
        if tokens[sentence.first].text.startswith(LAUNCH_SITES):
            spans.append((sentence.first, sentence.after))
        for group in groups:
            if group.outcome is Outcome.LAUNCHED and group.kind is Kind.DRONE and not group.share:
                told = directions(tokens, group.after, sentence.after)
                spans += [(group.after, ends[id(group)]), *([told] if told else [])]
    return spans


def _unknown_places(text: str, tokens: Sequence[Token], named: Sequence[LaunchOrigin]) -> tuple[Doubt, ...]:
    """Return a doubt for each unknown launch place: the list of origins is then incomplete."""
    unknown = sorted({one.at for one in named if one.place is None})
    return tuple(Doubt("unknown_place", f"launch place {text[slice(*tokens[at].words)]}") for at in unknown)


def _unknown_targets(text: str, tokens: Sequence[Token], counts: AirForceContents) -> Iterator[Doubt]:
    for at in unknown_targets(tokens, counts):
        yield Doubt("unknown_place", f"target {text[slice(*tokens[at].words)]}")


def _ends(counts: AirForceContents) -> dict[int, int]:
    """Return where the words that belong to each count end, by the group's ``id``.

    That is at the next count that is not a part of it, or at the end of the sentence.
    """
    ends: dict[int, int] = {}
    for sentence, groups in zip(counts.body, counts.told, strict=True):
        stop = sentence.after
        for group in sorted(groups, key=lambda group: -group.first):
            ends[id(group)] = stop
            stop = stop if group.share else group.first
    return ends
