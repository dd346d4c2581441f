"""What a person may type: commands with junk behind them, dates and numbers on the edge of sense, anything at all."""

from __future__ import annotations

from random import Random

from bot.chat.routing.commands import COMMANDS
from tests.proofs.generated.letters import text

# Those that answer with a sentence where they do not understand what stands behind them.
ASKING = ("night", "month", "week", "compare", "region", "source", "cite", "gaps", "trend", "watch", "subscribe")
EVERY = (*COMMANDS, "nosuchcommand", "NIGHT", "watch@overnight_demo_bot")
EDGES = (
    *("0001-01-01", "0001-01-03", "9999-12-31", "2026-00-00", "31.02", "29.02.2023", "99.99.9999", "0", "-5", "1.1"),
    *("2022-02-24", "2022-02", "2026-13", "0000", "9999", "9999-12", "0001-01", "31.12.9999", "01.01.0001", "00:00"),
    *("24:00", "25:00 Mars/Base", "09:30 Europe/Kyiv", "asap Kyiv", "1e9", "999999", "1000000", "9" * 4000),
    *("９９", "٢٢.٠٩.٢٠٢٦", "²", "½", "२२", "Ⅻ", "\u202e22.09", "22\u00a0.09", "22.09\u0301"),
    *("2026-09-22 2026-09-22", "2026-05 2022-01", "9999-12-31 0001-01-01", "2026-02-30 2026-05"),
    *("сьогодні", "вчора", "yesterday tomorrow", "Одещині", "ODESA", "Odesa " * 500),
    *("csv", "json 9999", "csv 2026-09-22 2022-01-01", "full", "30", "365 dark mod_russia", "following"),
    *("zone ", "zone Europe/Kyiv", "zone zone", "zone ../../etc/passwd", "n_2026-09-22", "n_9999-12-31"),
    *("{0}", "%s", "'; DROP TABLE chats; --"),
)


def typed(dice: Random) -> str:
    """At most 4,096 units, as Telegram takes them, and not blank."""
    match dice.randrange(4):
        case 0:
            said = text(dice)
        case 1:
            said = dice.choice(EDGES)
        case 2:
            said = f"/{dice.choice(EVERY)} {dice.choice(EDGES)}"
        case _:
            said = f"/{dice.choice(EVERY)}{dice.choice((' ', ' ', ' zone ', chr(10), ''))}{text(dice)}"
    return cut(said, 4096) if said.strip() else "?"


def junk(dice: Random) -> str:
    """A command, and behind it what it cannot understand."""
    return cut(f"/{dice.choice(ASKING)} ~{text(dice)}", 4096)


def cut(said: str, limit: int) -> str:
    """So many units of UTF-16 from its beginning."""
    return said.encode("utf-16-le")[: 2 * limit].decode("utf-16-le", "ignore").strip()
