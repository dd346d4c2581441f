"""Checks whether the database is intact, part by part; nothing is changed."""

from storage.verify.file import check_at_start
from storage.verify.report import Check, Report
from storage.verify.whole import verify

__all__ = ["Check", "Report", "check_at_start", "verify"]
