"""Is the database whole? Every part of it is held against what must be true of it, and nothing is changed."""

from storage.verifying.file import check_at_start
from storage.verifying.report import Check, Report
from storage.verifying.whole import verify

__all__ = ["Check", "Report", "check_at_start", "verify"]
