"""Tallies as a file for other programs."""

from bot.export.about import About
from bot.export.write import FORMS, ExportedFile, Exports, TooLargeError, write_export

__all__ = ["FORMS", "About", "ExportedFile", "Exports", "TooLargeError", "write_export"]
