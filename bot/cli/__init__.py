"""The command line: one file per group of commands, gathered here."""

from __future__ import annotations

import importlib
from datetime import UTC, datetime
from typing import Any

import click

from bot.clock import clock_fault
from bot.net.proxies import ProxyError
from bot.safe_text import marked
from storage.errors import StorageError

# A command's module is imported when the command is used, so that ``overnight read`` need not load Telegram's.
COMMANDS = {
    "accuracy": "bot.cli.accuracy",
    "ask": "bot.cli.answers",
    "backfill": "bot.cli.follow",
    "backup": "bot.cli.backup",
    "chart": "bot.cli.chart",
    "cite": "bot.cli.answers",
    "compare": "bot.cli.compare",
    "demo": "bot.cli.demo",
    "export": "bot.cli.export",
    "follow": "bot.cli.follow",
    "gaps": "bot.cli.follow",
    "health": "bot.cli.health",
    "held": "bot.cli.held",
    "import": "bot.cli.imports",
    "latest": "bot.cli.answers",
    "month": "bot.cli.answers",
    "move": "bot.cli.move",
    "night": "bot.cli.answers",
    "publish": "bot.cli.publish",
    "read": "bot.cli.read",
    "region": "bot.cli.answers",
    "reread": "bot.cli.reprocess",
    "restore": "bot.cli.restore",
    "run": "bot.cli.run",
    "setup": "bot.cli.setup",
    "status": "bot.cli.status",
    "unread": "bot.cli.unread",
    "verify": "bot.cli.verify",
    "week": "bot.cli.answers",
}


class Commands(click.Group):
    """A group that imports a command's module when the command is used."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        module = COMMANDS.get(cmd_name)
        if module is None:
            return None
        attribute = f"{cmd_name.replace('-', '_')}_command"
        command: click.Command = getattr(importlib.import_module(module), attribute)
        return command

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; report an error in it as one clear line without control characters."""
        if fault := clock_fault(datetime.now(UTC)):
            raise click.ClickException(fault)
        try:
            return super().invoke(ctx)
        except (StorageError, ProxyError) as error:
            raise click.ClickException(marked(str(error))) from error
        except click.ClickException as error:
            if type(error) is not click.ClickException:
                raise  # it is about what the person typed
            raise click.ClickException(marked(error.message)) from error


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="overnight")
def main() -> None:
    """What do both sides say happened in the air last night?"""
