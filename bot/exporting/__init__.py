"""Tallies as a file for others to reckon with."""

from bot.exporting.about import About
from bot.exporting.making import FORMS, Exported, Exports, TooLargeError, write_export

__all__ = ["FORMS", "About", "Exported", "Exports", "TooLargeError", "write_export"]
