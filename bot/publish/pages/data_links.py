"""The files and feeds of the record that the pages lead to."""

from __future__ import annotations

from typing import NamedTuple

from bot.chat.language import N_


class FeedLink(NamedTuple):
    """A feed: its path from the root, its type, its name and what it is of."""

    path: str
    type: str
    name: str
    title: str


class DataLink(NamedTuple):
    """A data file: its path from the root, its form, what is in it."""

    path: str
    form: str
    about: str


FEEDS = (
    FeedLink("feed.atom", "application/atom+xml", "Atom", N_("the nights, each updated when its figures change")),
    FeedLink("feed.json", "application/feed+json", "JSON Feed", N_("the same as JSON")),
    FeedLink("corrections.atom", "application/atom+xml", "Atom", N_("corrections alone")),
)
DATA = (
    DataLink("v1/latest.json", "JSON", N_("the newest night, small: for a site or a program that shows last night")),
    DataLink(
        "v1/nights.csv",
        "CSV",
        N_("a row for each night and side; where a number is missing, the columns beside it say why"),
    ),
    DataLink("v1/windows.csv", "CSV", N_("every national report with its hours, by day too: for sums over a month")),
    DataLink("v1/lines.csv", "CSV", N_("every single count, and where in the post it stands")),
    DataLink("v1/regions.csv", "CSV", N_("the places that are named, with their numbers where there are any")),
    DataLink("v1/vintages.csv", "CSV", N_("what stood for a night at any time: superseded figures are never dropped")),
    DataLink("v1/corrections.json", "JSON", N_("every change of a figure, old and new, with its reason")),
    DataLink("v1/accuracy.json", "JSON", N_("how often our figures agree with others' tables, and where not")),
    DataLink("v1/meta.json", "JSON", N_("what the words, figures and changes of counting mean")),
    DataLink("v1/status.json", "JSON", N_("how far each channel is known")),
    DataLink("v1/datapackage.json", "Data Package 2.0", N_("every column explained, with hashes and the licence")),
)
