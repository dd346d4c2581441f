"""What the demo itself says, beside the bot: the same sentences in each of its languages."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class DemoWords:
    """The demo's sentences in one language; places in braces are filled in. ``page`` has those of the page."""

    welcome: str
    hint: str
    no_button: str
    no_post: str
    no_result: str
    no_answer: str
    via: str
    edited: str
    deleted: str
    opens: str
    copied: str
    elsewhere: str
    saved: str
    not_kept: str
    kept_until: str
    empty: str
    too_long: str
    button_gone: str
    result_gone: str
    page: dict[str, str]


ENGLISH = DemoWords(
    welcome="overnight against stand-ins for Telegram: sample text made from real figures.\n"
    "It is the evening of 6 October 2026, and time runs fast: the night's reports come in while you watch.\n{hint}",
    hint="Type /latest or /night 2025-05-20. A number presses that button, {name} 22 may asks inline,\n"
    "forward kpszsu/83263 forwards that post, {quit} leaves.",
    no_button="There is no button {number}; the last message has {count}.",
    no_post="There is no post {name} to forward.",
    no_result="There is no result {number}; the last list has {count}.",
    no_answer="The bot did not answer within {seconds:g} s.",
    via="via {name}",
    edited="(edited) ",
    deleted="(deleted) ",
    opens="opens {address}",
    copied="copied: {text}",
    elsewhere="in Telegram, “{text}” would let you choose a chat",
    saved="[saved: {path}]",
    not_kept="[{name}, {size}: --files FOLDER would keep it]",
    kept_until="Files are there until the demo ends; --files FOLDER keeps them.",
    empty="Nothing was written.",
    too_long="That is longer than the {most} characters Telegram takes.",
    button_gone="That button is no longer there.",
    result_gone="That result is no longer there.",
    page={
        "locale": "en-GB",
        "title": "overnight – demo",
        "note": "This is a demo on your own machine: nothing is sent to Telegram, and the texts are samples made from "
        "real figures. It is the evening of 6 October 2026, time runs fast, and the night’s reports come in while you "
        "watch.",
        "start": "Start",
        "menu": "Menu",
        "message": "Message",
        "send": "Send",
        "conversation": "Conversation",
        "messages": "Messages",
        "choose": "Choose",
        "clock": "The demo’s time, which runs fast",
        "kyiv": "Kyiv",
        "connected": "sample text made from real figures",
        "answering": "answering …",
        "lost": "not connected: is the demo still running?",
        "copied": "Copied",
        "results": "Results",
        "commands": "Commands",
        "nothing": "Nothing found.",
        "all": "Show all",
        "less": "Show less",
        "you": "You",
        "forwarded": "Forwarded from",
        "via": "via",
        "edited": "edited",
        "picture": "Picture",
        "described": "Picture, described below",
        "buttons": "Buttons",
    },
)
UKRAINIAN = DemoWords(
    welcome="overnight із замінниками Telegram: тексти-зразки зі справжніми цифрами.\n"
    "Зараз вечір 6 жовтня 2026 р., і час спливає швидко: звіти про ніч з’являються у вас на очах.\n{hint}",
    hint="Напишіть /latest або /night 2025-05-20. Число натискає кнопку з цим номером,\n"
    "{name} 22 травня питає в рядку, forward kpszsu/83263 пересилає цей допис, {quit} завершує демо.",
    no_button="Кнопки {number} немає; в останньому повідомленні їх {count}.",
    no_post="Допису {name}, щоб переслати, немає.",
    no_result="Результату {number} немає; в останньому списку їх {count}.",
    no_answer="Бот не відповів за {seconds:g} с.",
    via="через {name}",
    edited="(змінено) ",
    deleted="(видалено) ",
    opens="відкриває {address}",
    copied="скопійовано: {text}",
    elsewhere="у Telegram кнопка «{text}» дала б вибрати чат",
    saved="[збережено: {path}]",
    not_kept="[{name}, {size}: щоб зберегти, є --files ТЕКА]",
    kept_until="Файли там до кінця демо; --files ТЕКА їх зберігає.",
    empty="Нічого не написано.",
    too_long="Це довше за {most} знаків, які приймає Telegram.",
    button_gone="Цієї кнопки вже немає.",
    result_gone="Цього результату вже немає.",
    page={
        "locale": "uk",
        "title": "overnight – демо",
        "note": "Це демо на вашому комп’ютері: у Telegram нічого не надсилається, а тексти – зразки зі справжніми "
        "цифрами. Зараз вечір 6 жовтня 2026 р., час спливає швидко, і звіти про ніч з’являються у вас на очах.",
        "start": "Почати",
        "menu": "Меню",
        "message": "Повідомлення",
        "send": "Надіслати",
        "conversation": "Розмова",
        "messages": "Повідомлення",
        "choose": "Вибір",
        "clock": "Час у демо; він спливає швидко",
        "kyiv": "за Києвом",
        "connected": "тексти-зразки зі справжніми цифрами",
        "answering": "відповідає …",
        "lost": "немає зв’язку: чи демо ще працює?",
        "copied": "Скопійовано",
        "results": "Результати",
        "commands": "Команди",
        "nothing": "Нічого не знайдено.",
        "all": "Показати все",
        "less": "Згорнути",
        "you": "Ви",
        "forwarded": "Переслано з",
        "via": "через",
        "edited": "змінено",
        "picture": "Зображення",
        "described": "Зображення, описане нижче",
        "buttons": "Кнопки",
    },
)
WORDS = {"en": ENGLISH, "uk": UKRAINIAN}


def words_in(language: str | None) -> DemoWords:
    """Return the demo's words in a language of the bot; English where it has none of its own."""
    return WORDS.get(language or "en", ENGLISH)


def english() -> DemoWords:
    """The words of a demo in which no language can be chosen."""
    return ENGLISH
