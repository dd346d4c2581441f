"""What every page has around its content: its language, its links, its alternates, its card.

Links are relative, so that the folder works at any address, in any depth and from a disk. Only what has to be absolute
(``canonical``, ``og:url``, ``og:image``) is, and is left out where the record has no address.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlsplit

from bot.chat.language import Choice, Language
from bot.locales import ENGLISH
from bot.publish.site import Site

STYLE, ICON = "style.css", "icon.svg"
INDEX, TREND, ACCURACY, ABOUT, NOT_FOUND = (f"{name}.html" for name in ("index", "trend", "accuracy", "about", "404"))
SITE_CARD = "card.png"


@dataclass(frozen=True, slots=True)
class Alternate:
    """The same page in a language: ``tag`` by BCP 47, its own ``name``, the link, and whether it is this page."""

    tag: str
    name: str
    link: str
    address: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class Frame:
    """A page's place: ``path`` is that of the English page (``night/2026-10-07.html``), ``card`` that of its image.

    ``root`` leads from the page to the folder's root, ``home`` to the pages of its language. A page that
    ``is_anywhere`` is shown under any address, so that its links begin at the root of the site.
    """

    site: Site
    languages: tuple[Choice, ...]
    words: Language
    path: str
    title: str
    description: str
    card: str
    is_anywhere: bool = False

    @property
    def lang(self) -> str:
        return tag_of(self.words.code)

    @property
    def here(self) -> str:
        return in_language(self.path, self.words.code)

    @property
    def root(self) -> str:
        if self.is_anywhere:
            return urlsplit(self.site.base_url or "").path.rstrip("/") + "/"
        return "../" * self.here.count("/")

    @property
    def home(self) -> str:
        return self.root + folder_of(self.words.code)

    @property
    def has_address(self) -> bool:
        return self.site.base_url is not None

    @property
    def address(self) -> str:
        return self.site.address(self.here)

    @property
    def card_address(self) -> str:
        return self.site.address(in_language(self.card, self.words.code))

    @property
    def is_made_up(self) -> bool:
        return self.site.made_up_below is not None

    @property
    def alternates(self) -> tuple[Alternate, ...]:
        """Return this page in every language the site has."""
        return tuple(self._alternates())

    def _alternates(self) -> Iterator[Alternate]:
        for code, name, _ in self.languages:
            path = in_language(self.path, code)
            yield Alternate(tag_of(code), name, self.root + path, self.site.address(path), code == self.words.code)


def tag_of(code: str) -> str:
    """Return the BCP 47 tag of a language's code: ``pt-BR``."""
    return code.replace("_", "-")


def folder_of(code: str) -> str:
    """Return where the pages of a language are: English at the root, others in a folder of their own."""
    return "" if code == ENGLISH else f"{code}/"


def in_language(path: str, code: str) -> str:
    """Return the path of a page, or of a card, in a language."""
    return folder_of(code) + path


def card_path(day: date) -> str:
    """Return the path of the newest night's card in English.

    Its name has the date, so that whoever keeps pictures by their address never shows that of another night.
    """
    return f"night/{day}.png"
