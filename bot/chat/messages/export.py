"""An exported file and what is in it."""

from __future__ import annotations

from datetime import date

from bot.chat.keyboards import data
from bot.chat.language import N_, Language
from bot.chat.message import Attachment, Button, Message
from bot.chat.messages.static import fault
from bot.chat.rich_text import block
from bot.export import ExportedFile

# What each form holds.
HOLDS = {
    "csv": N_("One row per count in lines.csv; datapackage.json explains the columns."),
    "json": N_("One JSON reading per report, with its post."),
}


def export_message(words: Language, form: str, exported: ExportedFile, first: date, last: date) -> Message:
    """The file, how many reports it holds and from when."""
    if first == last:
        reports = words.count("{n} report, {day}", "{n} reports, {day}", exported.tallies, day=words.day(first))
    else:
        reports = words.count(
            "{n} report, {first} to {last}", "{n} reports, {first} to {last}", exported.tallies,
            first=words.day(first), last=words.day(last),
        )  # fmt: skip
    claim = words.say("Each side's own claim, not verified.")
    return Message(
        (block(reports, words.say(HOLDS[form]), claim),), attachment=Attachment(exported.name, exported.data)
    )


def which_form(words: Language) -> Message:
    """That a form has to be named, with buttons for both."""
    sentence = words.say("Everything we have as a file: /export csv or /export json; one month: /export csv 2026-05.")
    return Message(
        (block(sentence),), ((Button("CSV", data("export", "csv")), Button("JSON", data("export", "json"))),)
    )


def too_large(words: Language, form: str, first: date, last: date) -> Message:
    """Say that the file is too large for Telegram and offer half the range."""
    shorter = f"/export {form} {first} {last}"
    return fault(
        words.say("That is more than a bot can send on Telegram; try a shorter range: {shorter}", shorter=shorter)
    )
