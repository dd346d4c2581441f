"""The languages answers are given in: English, and one for each catalogue of a folder."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from importlib.resources.abc import Traversable

from babel import Locale, UnknownLocaleError
from babel.core import get_global

from bot.chat.catalogue import Catalogue, CatalogueError, parse_catalogue
from bot.chat.language import HOUSE_LANGUAGES, N_, Choice, Language, own_name
from bot.locales import ENGLISH, SUFFIX, catalogue_files

# ISO 639, and where they tell languages apart ISO 15924 and ISO 3166: ``de``, ``zh_Hans``, ``pt_BR``.
CODE = re.compile(r"[a-z]{2,3}(_[A-Z][a-z]{3})?(_[A-Z]{2})?")
# The button that turns an answer into a language, in that language («Auf Deutsch»).
TURN_INTO = N_("In English")
IN_THIS_LANGUAGE = "said in the language of the catalogue, of itself"
# The scripts our fonts can write and that need no shaping.
DRAWN_SCRIPTS = frozenset({"Latn", "Cyrl", "Grek", "Armn", "Geor"})


class Languages:
    """All languages, English first. ``faults`` are sentences about what is wrong with the files.

    ``catalogues`` are those of the other languages, by code.
    """

    def __init__(self, catalogues: dict[str, Catalogue], faults: Iterable[str] = ()) -> None:
        self.faults = tuple(faults)
        found = {ENGLISH: Catalogue()} | {code: catalogues[code] for code in sorted(catalogues, key=_rank)}
        choices = tuple(_choice(code, catalogue) for code, catalogue in found.items())
        self._words = {
            code: Language(code, Locale.parse(code), catalogue, choices) for code, catalogue in found.items()
        }

    @property
    def codes(self) -> tuple[str, ...]:
        return tuple(self._words)

    def words(self, code: str) -> Language:
        """Return a language; English if it has no file (any more)."""
        return self._words.get(code) or self._words[ENGLISH]

    def nearest(self, told: str | None, fallback: str) -> Language:
        """Return the language for a Telegram tag (``uk``, ``de-AT``, ``zh-hans``).

        Takes the longest prefix of the tag that is a language here, else a variant of the same language, else
        ``fallback``.
        """
        tag = (told or "").replace("_", "-").lower().split("-")
        known = {tuple(code.lower().split("_")): code for code in self._words}
        begun = (known.get(tuple(tag[:size])) for size in range(len(tag), 0, -1))
        alike = (code for parts, code in known.items() if parts[0] == tag[0])
        return self.words(next(filter(None, begun), None) or next(alike, fallback))

    @property
    def all_drawn(self) -> tuple[Language, ...]:
        """Return the languages charts are drawn in."""
        return tuple(words for words in self._words.values() if self.drawn(words) is words)

    def drawn(self, words: Language) -> Language:
        """Return the language of a chart: English if our fonts cannot write the language."""
        return words if _script(words.locale) in DRAWN_SCRIPTS else self.words(ENGLISH)


def load_languages(folder: Traversable | None = None) -> Languages:
    """Load the languages of a folder of ``.po`` files (None: the bundled one). What cannot be used becomes a fault."""
    catalogues: dict[str, Catalogue] = {}
    faults: list[str] = []
    for code, file in sorted(catalogue_files(folder).items()):
        try:
            catalogues[code] = parse_catalogue(_checked(code), file.read_bytes())
        except (CatalogueError, OSError) as error:
            faults.append(f"{code}{SUFFIX} is not used: {error}.")
        else:
            faults += [f"{code}{SUFFIX}: {fault}." for fault in catalogues[code].faults]
    return Languages(catalogues, faults)


@cache
def our_languages() -> Languages:
    """Return the bundled languages."""
    return load_languages()


def words_of(code: str) -> Language:
    """Return a bundled language by its code."""
    return our_languages().words(code)


def _rank(code: str) -> tuple[bool, str]:
    """Sort the house's own languages first, so that a new file does not change the other languages' buttons."""
    return code not in HOUSE_LANGUAGES, code


def _choice(code: str, catalogue: Catalogue) -> Choice:
    name = own_name(Locale.parse(code))
    button = name[:1].title() + name[1:]  # not upper: Georgian words do not begin with a capital
    turned = TURN_INTO if code == ENGLISH else catalogue.text(TURN_INTO, IN_THIS_LANGUAGE)
    return Choice(code, button, turned or button)


def _checked(code: str) -> str:
    if code == ENGLISH:
        raise CatalogueError("English stands in the code")
    try:
        if CODE.fullmatch(code) and Locale.parse(code):
            return code
    except (UnknownLocaleError, ValueError):
        pass
    raise CatalogueError("its name is not the code of a language that CLDR knows, such as de.po or pt_BR.po")


def _script(locale: Locale) -> str:
    """Return the script a language is written in, by CLDR (ISO 15924)."""
    if locale.script:
        return str(locale.script)
    known = get_global("likely_subtags")
    likely = known.get(f"{locale.language}_{locale.territory}") or known.get(locale.language, "")
    return next((part for part in likely.split("_") if len(part) == 4), "")
