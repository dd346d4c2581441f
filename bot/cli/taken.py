"""What reading posts in has brought, as a sentence for people or as JSON for machines."""

from __future__ import annotations

from bot.follow.backfill import Walked
from bot.follow.exports import Imported
from bot.follow.one_pass import PassReport
from storage.posts.intake import Intake

Fields = dict[str, object]


def pass_json(report: PassReport) -> Fields:
    told = {"pages": report.pages, **counts(report.taken), "gaps": report.gaps}
    return told | ({"error": report.error} if report.error else {})


def pass_told(name: str, report: PassReport) -> str:
    """``@kpszsu: 1 page read. 20 new posts, 0 edited; 20 tallies, 0 unreadable. No gap.``"""
    gaps = f" {_many(report.gaps, 'gap')}." if report.gaps else " No gap."
    error = f" It could not be read to the end: {report.error}" if report.error else ""
    return f"@{name}: {_many(report.pages, 'page')} read. {_taken(report.taken)}.{gaps}{error}"


def walk_json(walked: Walked) -> Fields:
    return {"pages": walked.pages, **counts(walked.taken), "floor": walked.floor_id}


def walk_told(name: str, walked: Walked) -> str:
    """``@kpszsu: 1 page read, back to post 21. 20 new posts, 0 edited; 20 tallies, 0 unreadable.``"""
    back = f", back to post {walked.floor_id}" if walked.floor_id is not None else ""
    return f"@{name}: {_many(walked.pages, 'page')} read{back}. {_taken(walked.taken)}."


def import_json(one: Imported) -> Fields:
    return {"posts": one.posts, **counts(one.taken), "without_text": one.without_text}


def import_told(name: str, one: Imported) -> str:
    """``@kpszsu: 60 posts in the export. 0 new posts, 0 edited; 0 tallies, 0 unreadable.``"""
    without = f" {_many(one.without_text, 'post')} without a text." if one.without_text else ""
    return f"@{name}: {_many(one.posts, 'post')} in the export. {_taken(one.taken)}.{without}"


def counts(taken: Intake) -> Fields:
    return {
        "new": taken.new,
        "edited": taken.edited,
        "tallies": taken.tallies,
        "unreadable": taken.unreadable,
    }


def _taken(taken: Intake) -> str:
    tallies = "1 tally" if taken.tallies == 1 else f"{taken.tallies} tallies"
    return f"{_many(taken.new, 'new post')}, {taken.edited} edited; {tallies}, {taken.unreadable} unreadable"


def _many(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
