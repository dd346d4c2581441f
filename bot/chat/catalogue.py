"""Parse a language's ``.po`` file: what it translates and what is wrong with it.

Entries that cannot be used are left out, so that English is used instead and no answer fails because of a translation.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from gettext import c2py
from string import Formatter

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import PoFileError, read_po

# Of a text with no msgctxt.
NO_CONTEXT = ""
# A plural rule is tried with these numbers: it repeats after a hundred in every language CLDR knows.
TRIED = range(301)
_LINE = re.compile(r'(#.*|((msgctxt|msgid|msgid_plural|msgstr(\[\d+\])?)\s+)?"([^"\\]|\\.)*")?')
_LANGUAGE = re.compile(r'^"Language:[^"\n]*"$', re.MULTILINE)

Place = tuple[str, str | None, str | None]


class CatalogueError(Exception):
    """The file is not a catalogue; the message is a sentence that says why, without the file's name."""


@dataclass(frozen=True)
class Catalogue:
    """A language's translations.

    ``texts`` are by msgctxt and English text; ``counted`` hold every plural form of a sentence, by the two English
    ones; ``form_of`` gives the form for a number. ``faults`` say what was left out.
    """

    texts: Mapping[tuple[str, str], str] = field(default_factory=dict)
    counted: Mapping[tuple[str, str], tuple[str, ...]] = field(default_factory=dict)
    form_of: Callable[[int], int] = lambda number: int(number != 1)
    faults: tuple[str, ...] = ()

    def text(self, english: str, context: str = NO_CONTEXT) -> str | None:
        """Return the translation; None if the file has none."""
        return self.texts.get((context, english))

    def form(self, one: str, many: str, number: int) -> str | None:
        """Return the translation in the plural form of the number; None if the file has none."""
        forms = self.counted.get((one, many))
        return forms[self.form_of(number)] if forms else None


def parse_catalogue(code: str, content: bytes) -> Catalogue:
    """Parse the catalogue of the language ``code`` (as in CLDR) from a file's bytes. Raises ``CatalogueError``."""
    catalog = _read(code, content)
    texts: dict[tuple[str, str], str] = {}
    counted: dict[tuple[str, str], tuple[str, ...]] = {}
    unusable: list[Message] = []
    for message in catalog:
        english, said = _both(message)
        if not english[0] or message.fuzzy or not all(text.strip() for text in said):
            continue
        if not all(_fills(english[-1], text) for text in said):
            unusable.append(message)
        elif len(english) == 1:
            texts[message.context or NO_CONTEXT, english[0]] = said[0]
        else:
            counted[english[0], english[1]] = said
    return Catalogue(texts, counted, _form_of(catalog), tuple(_faults(unusable)))


def places(text: str) -> set[Place]:
    """Return what ``str.format`` fills in a text: name, format and conversion of each field. Raises ``ValueError``."""
    return {(name, how, turned) for _, name, how, turned in Formatter().parse(text) if name is not None}


def _read(code: str, content: bytes) -> Catalog:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise CatalogueError(f"it is not UTF-8 (byte {error.start})") from None
    # Babel reads an unclosed line as if it were empty.
    for number, line in enumerate(text.splitlines(), start=1):
        if not _LINE.fullmatch(line.strip()):
            raise CatalogueError(f"its line {number} is neither a comment nor a text in quotation marks")
    # Babel takes the plural rule from the header's language if the header has no rule; a copied header may still
    # name another language, or none.
    text = _LANGUAGE.sub(rf'"Language: {code}\\n"', text.replace("\r\n", "\n"))
    try:
        return read_po(io.StringIO(text), locale=code, abort_invalid=True)
    except (PoFileError, ValueError, LookupError, TypeError, AttributeError) as error:
        raise CatalogueError(f"it cannot be read as a catalogue ({' '.join(str(error).split())})") from error


def _both(message: Message) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the English text or texts of a message and their translations."""
    english = (message.id,) if isinstance(message.id, str) else tuple(message.id)
    string = message.string or ""
    said = (string,) if isinstance(string, str) else tuple(string)
    return english, said


def _fills(english: str, said: str) -> bool:
    try:
        return places(said) == places(english)
    except ValueError:
        return False


def _form_of(catalog: Catalog) -> Callable[[int], int]:
    stated = f"nplurals={catalog.num_plurals}; plural={catalog.plural_expr}"
    try:
        rule = c2py(catalog.plural_expr)
        fits = all(0 <= rule(number) < catalog.num_plurals for number in TRIED)
    except (ValueError, ArithmeticError, RecursionError) as error:
        raise CatalogueError(f"its Plural-Forms cannot be evaluated ({stated})") from error
    if not fits:
        raise CatalogueError(f"its Plural-Forms name a form that does not exist ({stated})")
    return rule


def _faults(unusable: list[Message]) -> Iterator[str]:
    if unusable:
        lines = ", ".join(str(message.lineno) for message in unusable)
        yield f"English is used for {len(unusable)} of its texts, whose fields in braces differ (lines {lines})"
