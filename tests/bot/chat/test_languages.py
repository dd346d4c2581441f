"""A language is a ``.po`` file: missing sentences fall back to English, a broken file is one error sentence."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.chat.language import Language
from bot.chat.languages import Languages, load_languages
from bot.chat.names import launch_name, place_name, place_names, weapon_name
from bot.locales import language_codes
from parsers.vocabulary.places import CITIES, LAUNCH_PLACES, RUSSIA, SEAS, UKRAINE, Place
from parsers.vocabulary.weapons import WEAPONS, Weapon

HEADER = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n'
DAY = date(2026, 9, 22)


def loaded(folder: Path, **files: str) -> Languages:
    """The languages of a folder with these files: their codes and what stands below the header."""
    for code, below in files.items():
        (folder / f"{code}.po").write_text(f"{HEADER}\n{below}\n", encoding="utf-8")
    return load_languages(folder)


def german(folder: Path, below: str) -> Language:
    languages = loaded(folder, de=below)
    assert languages.faults == ()
    return languages.words("de")


def test_languages_are_english_and_the_catalogue_files_with_ours_first(tmp_path: Path) -> None:
    languages = loaded(tmp_path, de="", bg="", uk="")
    (tmp_path / "messages.pot").write_text(HEADER, encoding="utf-8")
    assert languages.codes == ("en", "uk", "bg", "de")
    assert language_codes(tmp_path) == ("en", "bg", "de", "uk")


def test_the_bundled_languages_have_no_faults() -> None:
    languages = load_languages()
    assert languages.codes[:2] == ("en", "uk")
    assert languages.faults == ()


def test_a_folder_without_catalogues_offers_only_english(tmp_path: Path) -> None:
    assert load_languages(tmp_path).codes == ("en",)


@pytest.mark.parametrize(
    ("code", "button"),
    [("de", "Deutsch"), ("pl", "Polski"), ("cs", "Čeština"), ("ka", "ქართული"), ("pt_BR", "Português (Brasil)"),
     ("ja", "日本語"), ("cop", "Coptic")],
)  # fmt: skip
def test_a_language_is_listed_by_its_own_name(code: str, button: str, tmp_path: Path) -> None:
    choices = loaded(tmp_path, **{code: ""}).words("en").choices
    assert [(one.code, one.button, one.answer) for one in choices] == [
        ("en", "English", "In English"),
        (code, button, button),
    ]


def test_a_catalogue_can_word_the_button_that_switches_to_it(tmp_path: Path) -> None:
    worded = 'msgctxt "said in the language of the catalogue, of itself"\nmsgid "In English"\nmsgstr "Auf Deutsch"'
    assert loaded(tmp_path, de=worded).words("en").choices[1].answer == "Auf Deutsch"


def test_missing_sentences_fall_back_to_english(tmp_path: Path) -> None:
    words = german(tmp_path, 'msgid "Settings"\nmsgstr "Einstellungen"')
    assert words.say("Settings") == "Einstellungen"
    assert words.say("Nothing is stored about this chat.") == "Nothing is stored about this chat."
    assert [words.count("{n} day ago", "{n} days ago", number) for number in (0, 1, 2)] == [
        "0 days ago",
        "1 day ago",
        "2 days ago",
    ]


@pytest.mark.parametrize("left", ['msgstr ""', '#, fuzzy\nmsgid "Settings"\nmsgstr "Einstellung"', 'msgstr " "'])
def test_empty_and_fuzzy_translations_fall_back_to_english(left: str, tmp_path: Path) -> None:
    below = left if left.startswith("#") else f'msgid "Settings"\n{left}'
    assert german(tmp_path, below).say("Settings") == "Settings"


def test_placeholders_may_change_their_order(tmp_path: Path) -> None:
    words = german(tmp_path, 'msgid "{time} {city}"\nmsgstr "{city}: {time}"')
    assert words.say("{time} {city}", time="09:12", city="Kyjiw") == "Kyjiw: 09:12"


@pytest.mark.parametrize(
    "wrong", ["um {time}", "{time} {city} {zone}", "{time} {city", "{} {city}", "{time} {city!r}", "{time:>9} {city}",
              "{time.year} {city}", "{time} {city}}", "{0} {city} {time}"],
)  # fmt: skip
def test_wrong_placeholders_fall_back_to_english_and_are_reported_with_the_line(wrong: str, tmp_path: Path) -> None:
    languages = loaded(tmp_path, de=f'msgid "{{time}} {{city}}"\nmsgstr "{wrong}"\n\nmsgid "none"\nmsgstr "nichts"')
    assert languages.faults == ("de.po: English is used for 1 of its texts, whose fields in braces differ (lines 5).",)
    assert languages.words("de").say("{time} {city}", time="09:12", city="Kyiv") == "09:12 Kyiv"
    assert languages.words("de").say("none") == "nichts"


def test_one_plural_form_with_wrong_placeholders_makes_all_forms_english(tmp_path: Path) -> None:
    forms = 'msgid "{n} day ago"\nmsgid_plural "{n} days ago"\nmsgstr[0] "gestern"\nmsgstr[1] "vor {n} Tagen"'
    languages = loaded(tmp_path, de=forms)
    assert len(languages.faults) == 1
    assert languages.words("de").count("{n} day ago", "{n} days ago", 3) == "3 days ago"


def test_plural_rules_default_to_cldr(tmp_path: Path) -> None:
    below = (
        'msgid "{n} day ago"\nmsgid_plural "{n} days ago"\n'
        'msgstr[0] "{n} dzień temu"\nmsgstr[1] "{n} dni temu"\nmsgstr[2] "{n} dni temu!"'
    )
    words = loaded(tmp_path, pl=below).words("pl")
    assert [words.count("{n} day ago", "{n} days ago", number) for number in (1, 2, 5, 22)] == [
        "1 dzień temu",
        "2 dni temu",
        "5 dni temu!",
        "22 dni temu",
    ]


@pytest.mark.parametrize("stated", ['"Language: \\n"\n', '"Language: fr\\n"\n', ""])
def test_the_file_name_sets_the_language_despite_the_header(stated: str, tmp_path: Path) -> None:
    forms = "".join(f'msgstr[{form}] "{{n}} {form}"\n' for form in range(3))
    below = f'{stated}\nmsgid "{{n}} day ago"\nmsgid_plural "{{n}} days ago"\n{forms}'
    (tmp_path / "pl.po").write_text(HEADER + below, encoding="utf-8")
    words = load_languages(tmp_path).words("pl")
    assert words.count("{n} day ago", "{n} days ago", 5) == "5 2"


def test_plural_rules_in_the_header_are_used(tmp_path: Path) -> None:
    stated = '"Plural-Forms: nplurals=2; plural=(n > 1);\\n"\n'
    below = 'msgid "{n} day ago"\nmsgid_plural "{n} days ago"\nmsgstr[0] "{n} jour"\nmsgstr[1] "{n} jours"'
    (tmp_path / "fr.po").write_text(f"{HEADER}{stated}\n{below}", encoding="utf-8")
    words = load_languages(tmp_path).words("fr")
    assert words.count("{n} day ago", "{n} days ago", 0) == "0 jour"
    assert words.count("{n} day ago", "{n} days ago", 2) == "2 jours"


@pytest.mark.parametrize(
    ("name", "content", "fault"),
    [
        ("de.po", b"\xff\xfeabc", "de.po is not used: it is not UTF-8 (byte 0)."),
        (
            "de.po",
            b'msgid "a\nmsgstr "b"\n',
            "de.po is not used: its line 1 is neither a comment nor a text in quotation marks.",
        ),
        (
            "de.po",
            b'# ok\n\nmsgid "a"\n<<<<<<< HEAD\nmsgstr "b"\n',
            "de.po is not used: its line 4 is neither a comment nor a text in quotation marks.",
        ),
        ("de.po", b'msgid "a"\nmsgid "b"\nmsgstr "c"\n', "de.po is not used: it cannot be read as a catalogue ("),
        ("deutsch.po", b"", "deutsch.po is not used: its name is not the code of a language that CLDR knows, such as"),
        ("qq.po", b"", "qq.po is not used: its name is not the code of a language that CLDR knows, such as"),
        ("pt-BR.po", b"", "pt-BR.po is not used: its name is not the code of a language that CLDR knows, such as"),
        ("en.po", b"", "en.po is not used: English stands in the code."),
        (
            "de.po",
            b'msgid ""\nmsgstr "Plural-Forms: nplurals=INTEGER; plural=EXPRESSION;\\n"\n',
            "de.po is not used: it cannot be read as a catalogue (",
        ),
        (
            "de.po",
            b'msgid ""\nmsgstr "Plural-Forms: nplurals=2; plural=(n & 1);\\n"\n',
            "de.po is not used: its Plural-Forms cannot be evaluated (nplurals=2; plural=(n & 1)).",
        ),
        (
            "de.po",
            b'msgid ""\nmsgstr "Plural-Forms: nplurals=2; plural=n % 0;\\n"\n',
            "de.po is not used: its Plural-Forms cannot be evaluated (nplurals=2; plural=n % 0).",
        ),
        (
            "de.po",
            b'msgid ""\nmsgstr "Plural-Forms: nplurals=2; plural=n % 3;\\n"\n',
            "de.po is not used: its Plural-Forms name a form that does not exist (nplurals=2; plural=n % 3).",
        ),
        (
            "de.po",
            b'msgid ""\nmsgstr "PO-Revision-Date: yesterday\\n"\n',
            "de.po is not used: it cannot be read as a catalogue (",
        ),
    ],
)
def test_an_unusable_catalogue_is_one_error_and_no_language(
    name: str, content: bytes, fault: str, tmp_path: Path
) -> None:
    (tmp_path / name).write_bytes(content)
    languages = loaded(tmp_path, pl="")
    assert languages.codes == ("en", "pl")
    (told,) = languages.faults
    assert told.startswith(fault)
    assert "\n" not in told


@pytest.mark.parametrize("content", [b"", b"\xef\xbb\xbf" + HEADER.encode(), HEADER.replace("\n", "\r\n").encode()])
def test_an_empty_file_a_byte_order_mark_and_windows_line_ends_are_accepted(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "de.po").write_bytes(content)
    languages = load_languages(tmp_path)
    assert (languages.codes, languages.faults) == (("en", "de"), ())


@pytest.mark.parametrize(
    ("told", "code"),
    [
        ("de", "de"), ("de-CH", "de"), ("DE_at", "de_AT"), ("de-AT", "de_AT"), ("uk", "uk"),
        ("pt-br", "pt_BR"), ("pt", "pt_BR"), ("zh-hans-cn", "zh_Hans"), ("fr", "uk"),
        ("", "uk"), (None, "uk"), ("-", "uk"), ("d", "uk"), ("deu", "uk"),
    ],
)  # fmt: skip
def test_a_telegram_language_tag_gets_the_nearest_language(told: str | None, code: str, tmp_path: Path) -> None:
    languages = loaded(tmp_path, de="", de_AT="", pt_BR="", uk="", zh_Hans="")
    assert languages.nearest(told, "uk").code == code


def test_a_language_whose_file_is_gone_falls_back_to_english(tmp_path: Path) -> None:
    languages = loaded(tmp_path, uk="")
    assert languages.nearest("de", "pl").code == "en"
    assert languages.words("de").code == "en"


def test_names_are_looked_up_by_kind_and_english_name(tmp_path: Path) -> None:
    words = german(
        tmp_path,
        'msgctxt "weapon"\nmsgid "Kinzhal"\nmsgstr "Kinschal"\n\n'
        'msgctxt "region"\nmsgid "Chernihiv"\nmsgstr "Oblast Tschernihiw"\n\n'
        'msgctxt "city"\nmsgid "Chernihiv"\nmsgstr "Tschernihiw"\n\n'
        'msgctxt "sea"\nmsgid "Black Sea"\nmsgstr "Schwarzes Meer"\n\n'
        'msgctxt "launch place"\nmsgid "Millerovo"\nmsgstr "Millerowo"',
    )
    assert (weapon_name(words, "kinzhal"), weapon_name(words, "shahed")) == ("Kinschal", "Shahed")
    assert place_names(words, ["UA-74", "UA-51", "black-sea"]) == ["Oblast Tschernihiw", "Odesa", "Schwarzes Meer"]
    assert place_name(words, "chernihiv") == "Tschernihiw"
    assert (launch_name(words, "millerovo"), launch_name(words, "of-a-newer-reader")) == (
        "Millerowo",
        "of-a-newer-reader",
    )


def test_english_and_ukrainian_names_come_from_the_vocabulary(tmp_path: Path) -> None:
    languages = loaded(tmp_path, uk='msgctxt "weapon"\nmsgid "Kinzhal"\nmsgstr "інакше"')
    assert weapon_name(languages.words("uk"), "kinzhal") == "«Кинджал»"
    assert weapon_name(languages.words("en"), "kinzhal") == "Kinzhal"


@pytest.mark.parametrize("rows", [WEAPONS, (*RUSSIA, *UKRAINE), SEAS, CITIES, LAUNCH_PLACES])
def test_no_two_rows_of_a_kind_share_a_name(rows: tuple[Weapon | Place, ...]) -> None:
    assert [name for name, times in Counter(row.en for row in rows).items() if times > 1] == []


def test_dates_and_numbers_are_formatted_for_the_language(tmp_path: Path) -> None:
    words = german(tmp_path, "")
    assert words.day(DAY) == "22. September 2026"
    assert words.long_day(DAY) == "22. September"
    assert words.short_day(DAY) == "22. Sept."
    assert words.short_date(DAY) == "22. Sept. 2026"
    assert words.month(DAY) == "September 2026"
    assert words.weekday(DAY) == "Dienstag"
    assert words.clock(datetime(2026, 9, 22, 5, 31, tzinfo=UTC), ZoneInfo("Europe/Kyiv")) == "08:31"
    assert words.number(1096) == "1.096"
    assert words.percent(0.83) == "83\N{NO-BREAK SPACE}%"
    assert words.change(-0.08) == "−8\N{NO-BREAK SPACE}%"
    assert words.age(timedelta(hours=3)) == "3 Std."
    assert words.listed(["A", "B", "C"]) == "A, B und C"
    assert words.place_of(ZoneInfo("Europe/Warsaw")) == "Warschau"


def test_ordinals_are_english_until_a_catalogue_translates_them(tmp_path: Path) -> None:
    assert [german(tmp_path, "").ordinal(place) for place in (1, 2, 3, 4, 11)] == ["1st", "2nd", "3rd", "4th", "11th"]
    assert [german(tmp_path, 'msgid "{n}th"\nmsgstr "{n}."').ordinal(place) for place in (1, 2)] == ["1.", "2."]
    swedish = loaded(tmp_path, sv='msgid "{n}th"\nmsgstr "nr {n}"').words("sv")
    assert [swedish.ordinal(place) for place in (1, 3)] == ["nr 1", "nr 3"]
    french = loaded(tmp_path, fr='msgid "{n}st"\nmsgstr "{n}er"\n\nmsgid "{n}th"\nmsgstr "{n}e"').words("fr")
    assert [french.ordinal(place) for place in (1, 2, 21)] == ["1er", "2e", "21e"]


@pytest.mark.parametrize(
    ("code", "drawn"),
    [("de", "de"), ("sr", "sr"), ("sr_Latn", "sr_Latn"), ("pt_BR", "pt_BR"), ("el", "el"), ("hy", "hy"), ("ka", "ka"),
     ("ar", "en"), ("he", "en"), ("ja", "en"), ("hi", "en"), ("zh_Hant", "en")],
)  # fmt: skip
def test_charts_are_in_english_when_the_fonts_lack_the_script(code: str, drawn: str, tmp_path: Path) -> None:
    languages = loaded(tmp_path, **{code: ""})
    assert languages.drawn(languages.words(code)).code == drawn
    assert [words.code for words in languages.all_drawn] == sorted({"en", drawn}, key=lambda one: one != "en")
