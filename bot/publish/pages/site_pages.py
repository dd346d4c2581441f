"""The pages for people, each a pure function of records and a language: HTML as text, pictures as bytes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from importlib.resources import files
from typing import Any

from bot.chat.audience import Audience
from bot.chat.language import N_, Language
from bot.chat.languages import Languages
from bot.locales import ENGLISH
from bot.publish.pages.about_page import about_values
from bot.publish.pages.accuracy_page import accuracy_values
from bot.publish.pages.cards import night_card, site_card
from bot.publish.pages.data_links import FEEDS
from bot.publish.pages.environment import environment
from bot.publish.pages.frame import ABOUT, ACCURACY, ICON, INDEX, NOT_FOUND, SITE_CARD, STYLE, TREND, Frame, card_path
from bot.publish.pages.index_page import index_values
from bot.publish.pages.night_charts import Values
from bot.publish.pages.night_page import night_values
from bot.publish.pages.night_parts import lead_of
from bot.publish.pages.night_values import values_of_rows
from bot.publish.pages.said import described
from bot.publish.pages.trend_page import trend_values
from bot.publish.site import Site, night_page
from parsers.channels import CHANNELS
from storage.views.accuracy import AccuracyView
from storage.views.record import NightRecord

NAVIGATION = (
    (INDEX, N_("Last night")),
    (TREND, N_("Trend")),
    (ACCURACY, N_("Accuracy")),
    (ABOUT, N_("About")),
)
# The clock of the pages: that of the attacked, as in the bot's answers until a reader chooses another.
KYIV = CHANNELS["kpszsu"].zone
NAME = "overnight"
WHAT = N_("What both sides say of the air war, night by night")


class Pages:
    """The pages of a site. Every method returns one file; ``words`` is the language it is in."""

    def __init__(self, site: Site, languages: Languages) -> None:
        self._site = site
        choices = languages.words(ENGLISH).choices
        self._languages = tuple(choice for choice in choices if choice.code in site.languages)
        self._environment = environment()
        self._trend: tuple[Sequence[Mapping[str, str]], Mapping[str, Values]] = ((), {})

    def index(self, newest: Sequence[NightRecord], words: Language) -> str:
        """Return the first page: the last known night and the nights before it; ``newest`` are up to 30 nights in a
        row, the newest first.
        """
        audience = self._audience(words)
        values = index_values(audience, self._site, newest)
        lead = values["night"]
        title, description = f"{NAME}: {words.say(WHAT)}", described(words, lead.said) if lead else words.say(WHAT)
        card = card_path(lead.day) if lead else SITE_CARD
        frame = Frame(self._site, self._languages, words, INDEX, title, description, card)
        return self._page("index.html", frame, values)

    def night(self, record: NightRecord, words: Language, *, before: date | None, after: date | None) -> str:
        """Return the page of a night. ``before`` and ``after`` are the nights that have a page around it; the newest
        one, once it is told, has a card of its own.
        """
        audience = self._audience(words)
        is_newest = after is None and any(side.night for side in record.sides)
        card = card_path(record.day) if is_newest else SITE_CARD
        lead = lead_of(audience, record)
        description = described(words, lead.said)
        frame = Frame(
            self._site, self._languages, words, night_page(record.day), f"{lead.title} – {NAME}", description, card
        )
        return self._page("night.html", frame, night_values(audience, self._site, record, lead, (before, after)))

    def trend(self, rows: Sequence[Mapping[str, str]], words: Language) -> str:
        """Return the page of the trends, from the rows of ``nights.csv`` in any order."""
        if rows is not self._trend[0]:  # every language draws the same
            self._trend = rows, {channel: values_of_rows(rows, channel) for channel in self._site.channels}
        frame = self._frame(TREND, words, N_("Trend"), N_("Three months night by night, and every month at the least."))
        return self._page("trend.html", frame, trend_values(words, self._trend[1]))

    def accuracy(self, view: AccuracyView | None, words: Language) -> str:
        """Return the page of how often the figures are right; ``view`` is None where no table was compared."""
        said = N_(
            "How often the program that reads the posts is wrong, and how its figures compare with others' tables."
        )
        frame = self._frame(ACCURACY, words, N_("Accuracy"), said)
        return self._page("accuracy.html", frame, accuracy_values(self._audience(words), view))

    def about(self, words: Language) -> str:
        """Return the page of what this is, how figures are read, which files there are and how to cite them."""
        said = N_("What this record is, how its figures are read, its data and feeds, and how to cite it.")
        frame = self._frame(ABOUT, words, N_("About"), said)
        return self._page("about.html", frame, about_values(words, self._site))

    def not_found(self, words: Language) -> str:
        """Return the page that a server shows in place of one that is not there."""
        frame = self._frame(NOT_FOUND, words, N_("Not found"), N_("There is no such page."), is_anywhere=True)
        return self._page("404.html", frame, {})

    def card(self, newest: NightRecord, words: Language) -> bytes:
        """Return the picture that is shown with a link to the newest night, a PNG of 1200 × 630."""
        return night_card(words, newest)

    def site_card(self, words: Language) -> bytes:
        """Return the picture that is shown with a link to any other page."""
        return site_card(words)

    def style(self) -> bytes:
        """Return the one style sheet of all pages."""
        return self.assets()[STYLE]

    def assets(self) -> Mapping[str, bytes]:
        """Return the files beside the pages, by their paths."""
        folder = files("bot.publish.pages")
        return {name: folder.joinpath(name).read_bytes() for name in (STYLE, ICON)}

    def _audience(self, words: Language) -> Audience:
        return Audience(words, KYIV, real_from=self._site.made_up_below)

    def _frame(self, path: str, words: Language, title: str, description: str, *, is_anywhere: bool = False) -> Frame:
        title = f"{words.say(title)} – {NAME}"
        return Frame(
            self._site, self._languages, words, path, title, words.say(description), SITE_CARD, is_anywhere=is_anywhere
        )

    def _page(self, template: str, frame: Frame, values: Mapping[str, Any]) -> str:
        words = frame.words
        channels = words.listed([f"@{CHANNELS[channel].name}" for channel in self._site.channels])
        return self._environment.get_template(template).render(
            frame=frame,
            say=words.say,
            count=words.count,
            navigation=NAVIGATION,
            feeds=FEEDS,
            channels=channels,
            **values,
        )
