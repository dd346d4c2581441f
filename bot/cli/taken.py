"""What reading posts in has brought, as a sentence for people or as JSON for machines."""

from __future__ import annotations

from collections import Counter

from bot.follow.backfill import Walked
from bot.follow.exports import Imported
from bot.follow.one_pass import PassReport
from bot.hosts.checks import REFUSALS
from bot.hosts.merge import MergedChannel, MergedRecord
from storage.posts.intake import Intake

Fields = dict[str, object]


def pass_json(report: PassReport) -> Fields:
    told = {"pages": report.pages, **counts(report.taken), "gaps": report.gaps}
    return told | ({"error": report.error} if report.error else {})


def pass_told(name: str, report: PassReport) -> str:
    """``@kpszsu: 1 page read. 20 new posts, 0 edited; 20 tallies, 0 unreadable. No gap.``"""
    gaps = f" {many(report.gaps, 'gap')}." if report.gaps else " No gap."
    error = f" It could not be read to the end: {report.error}" if report.error else ""
    return f"@{name}: {many(report.pages, 'page')} read. {_taken(report.taken)}.{gaps}{error}"


def walk_json(walked: Walked) -> Fields:
    return {"pages": walked.pages, **counts(walked.taken), "floor": walked.floor_id}


def walk_told(name: str, walked: Walked) -> str:
    """``@kpszsu: 1 page read, back to post 21. 20 new posts, 0 edited; 20 tallies, 0 unreadable.``"""
    back = f", back to post {walked.floor_id}" if walked.floor_id is not None else ""
    return f"@{name}: {many(walked.pages, 'page')} read{back}. {_taken(walked.taken)}."


def import_json(one: Imported) -> Fields:
    return {"posts": one.posts, **counts(one.taken), "without_text": one.without_text}


def import_told(name: str, one: Imported) -> str:
    """``@kpszsu: 60 posts in the export. 0 new posts, 0 edited; 0 tallies, 0 unreadable.``"""
    without = f" {many(one.without_text, 'post')} without a text." if one.without_text else ""
    return f"@{name}: {many(one.posts, 'post')} in the export. {_taken(one.taken)}.{without}"


def merge_json(one: MergedChannel) -> Fields:
    return {
        "posts": one.posts,
        **counts(one.taken),
        "refused": {why: one.refused[why] for why in REFUSALS},
        "read_otherwise": one.read_otherwise,
    }


def merge_told(merged: MergedRecord) -> str:
    """``@kpszsu: 60 posts in the record. …``, then what was not taken, and how many texts are read otherwise there."""
    lines = [
        f"@{name}: {many(one.posts, 'post')} in the record. {_taken(one.taken)}."
        for name, one in merged.channels.items()
    ]
    lines += refused_told(sum((one.refused for one in merged.channels.values()), Counter()))
    if merged.passed_over:
        names = ", ".join(f"@{name}" for name in sorted(merged.passed_over)[:3])
        lines.append(f"Passed over, of channels not followed here ({names}): {_versions(merged.passed_over.total())}.")
    if otherwise := sum(one.read_otherwise for one in merged.channels.values()):
        lines.append(
            f"Of {_versions(otherwise)} our reader reads other figures than that host's did, in the same text."
        )
    return "\n".join(lines)


def refused_told(refused: Counter[str]) -> list[str]:
    """Return a sentence for each reason why versions of a record were refused."""
    return [f"Refused: {_versions(refused[why])} {what}." for why, what in REFUSALS.items() if refused[why]]


def _versions(number: int) -> str:
    return many(number, "version")


def counts(taken: Intake) -> Fields:
    return {
        "new": taken.new,
        "edited": taken.edited,
        "tallies": taken.tallies,
        "unreadable": taken.unreadable,
    }


def _taken(taken: Intake) -> str:
    tallies = "1 tally" if taken.tallies == 1 else f"{taken.tallies} tallies"
    return f"{many(taken.new, 'new post')}, {taken.edited} edited; {tallies}, {taken.unreadable} unreadable"


def many(number: int, noun: str) -> str:
    """Return ``1 post`` or ``2 posts``."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
