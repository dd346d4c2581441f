"""``/settings``: shown with buttons, or set by what is typed after it: ``/settings zone Warsaw``, ``language uk``."""

from __future__ import annotations

from dataclasses import replace

from babel import Locale

from bot.actions import Length, Sides
from bot.chat.charts.requests import DARK, LIGHT
from bot.chat.context import Handler, Request, Services
from bot.chat.handlers import digest, preferences
from bot.chat.languages import Languages
from bot.chat.message import Message
from bot.chat.messages.preferences import settings_message
from bot.chat.messages.static import fault, repeated
from bot.chat.messages.subscription import admins_only, bad_zone, no_digest_yet, zone_chosen
from bot.chat.zone_names import find_zone

# The names a setting is typed by, the longest first where one begins another.
ZONE = ("time zone", "timezone", "часовий пояс", "часовой пояс", "zone", "зона", "пояс")
LANGUAGE = ("language", "lang", "мова", "язык")
TIME = ("time", "digest", "час", "зведення", "время", "сводка")
TOPIC = ("topic", "тема", "гілка")
HERE = frozenset({"here", "this", "тут", "ця", "сюди", "здесь", "эта", "сюда"})
ON = dict.fromkeys(("on", "yes", "так", "увімкнути", "увімкнено", "да", "вкл"), "on")
OFF = dict.fromkeys(("off", "no", "none", "ні", "вимкнути", "вимкнено", "нет", "выкл"), "off")
STATES = ON | OFF
# Without a sound is what the setting keeps; people turn the sound on or off.
SOUNDS = dict.fromkeys(ON, "off") | dict.fromkeys(OFF, "on")
LENGTHS = {
    **dict.fromkeys(("short", "коротко", "короткі", "короткие"), Length.SHORT.value),
    **dict.fromkeys(("usual", "normal", "звичайно", "звичайні", "обычные"), Length.USUAL.value),
    **dict.fromkeys(("full", "long", "повно", "повні", "полные"), Length.FULL.value),
}
SIDES = {
    **dict.fromkeys(("both", "обидві", "обе"), Sides.BOTH.value),
    **dict.fromkeys(("ukraine", "україна", "украина", "air force", "повітряні сили"), Sides.UKRAINE.value),
    **dict.fromkeys(("russia", "росія", "россия", "ministry", "міноборони"), Sides.RUSSIA.value),
}
PAPERS = {
    **dict.fromkeys(("light", "світлі", "светлые"), LIGHT),
    **dict.fromkeys(("dark", "темні", "темные"), DARK),
}
# A setting with a few choices: its names, what is typed for each choice, and the handler of its buttons.
CHOICES: tuple[tuple[tuple[str, ...], dict[str, str], Handler], ...] = (
    (("length", "answers", "довжина", "відповіді", "длина"), LENGTHS, preferences.length),
    (("sides", "side", "сторони", "сторона", "стороны"), SIDES, preferences.sides),
    (("charts", "chart", "theme", "графіки", "тема графіків", "графики"), PAPERS, preferences.theme),
    (("sound", "звук"), SOUNDS, preferences.silent),
    (("picture", "зображення", "картинка"), STATES, preferences.with_picture),
    (("late side", "late", "запізнення", "опоздание"), STATES, preferences.late_side),
)

# Settings of the digest, which are shown, and mean something, only where there is one.
OF_THE_DIGEST = (preferences.silent, preferences.with_picture, preferences.late_side, preferences.topic)


async def settings(services: Services, request: Request) -> Message:
    """Show the settings with buttons, or do what is typed; what is not understood is answered with what can be."""
    typed = " ".join(request.text.split())
    if not typed:
        return await preferences.shown(services, request)
    wanted = _understood(services, typed)
    if wanted is None:
        return not_understood(request, typed)
    if not await request.may_set():
        return admins_only(request.audience.words)
    handler, text = wanted
    if handler in OF_THE_DIGEST and not await _has_digest(services, request):
        return no_digest_yet(request.audience.words)
    return await handler(services, replace(request, text=text))


def _understood(services: Services, typed: str) -> tuple[Handler, str] | None:
    """Return the handler of what was typed and the text it takes; None where it is not understood."""
    if value := _after(typed, ZONE):
        return zone, value
    if value := _after(typed, LANGUAGE):
        code = _language(services.languages, value)
        return (preferences.language, code) if code else None
    if value := _after(typed, TIME):
        return (digest.unsubscribe, "") if value.casefold() in OFF else (digest.subscribe, value)
    for names, choices, handler in CHOICES:
        if (value := _after(typed, names)) and (chosen := choices.get(value.casefold())):
            return handler, chosen
    return (preferences.topic, "") if _after(typed, TOPIC).casefold() in HERE else None


async def _has_digest(services: Services, request: Request) -> bool:
    kept = await services.actions.chat(request.chat_id)
    return bool(kept and kept.subscription)


def _after(typed: str, names: tuple[str, ...]) -> str:
    """Return what stands behind one of the names; empty where none of them is there, or nothing behind it."""
    lower = typed.casefold()
    return next((typed[len(name) :].strip(" :=") for name in names if lower.startswith((f"{name} ", f"{name}:"))), "")


def _language(languages: Languages, typed: str) -> str | None:
    """Return the code of a language by its code, its own name, or its name in one of ours or in Russian."""
    wanted = typed.casefold()
    for code in languages.codes:
        names = {Locale.parse(code).get_display_name(other) for other in (*languages.codes, "ru")}
        if wanted in {code.casefold(), *(name.casefold() for name in names if name)}:
            return code
    return None


async def zone(services: Services, request: Request) -> Message:
    """Set the zone that was typed, and say what it changes."""
    found = find_zone(request.text, services.languages.codes)
    if found is None:
        return bad_zone(request.audience.words, request.text)
    await services.actions.choose_zone(request.chat_id, found)
    kept = await services.actions.chat(request.chat_id)
    audience = services.reader_with(kept, request.told_language)
    said = zone_chosen(audience, services.now, kept.subscription if kept else None)
    return settings_message(audience, kept, request.thread_id, said)


def not_understood(request: Request, typed: str) -> Message:
    """What can be typed instead."""
    words = request.audience.words
    return fault(
        words.say(
            "I don't understand the setting “{text}”: type for example /settings zone Warsaw, language uk, time 08:00, "
            "length short, sides ukraine, charts dark, sound off, picture on, late off or topic here.",
            text=repeated(typed),
        )
    )
