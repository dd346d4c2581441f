"""Why a page of a channel could not be had or was not believed."""

from __future__ import annotations


class PageError(Exception):
    """No page to believe. ``reason`` is a slug, the message a sentence for the operator.

    ``retry_after`` is the host's own wish in seconds, None where it had none.
    """

    def __init__(self, reason: str, sentence: str, retry_after: float | None = None) -> None:
        super().__init__(sentence)
        self.reason = reason
        self.retry_after = retry_after


class NothingOlderError(PageError):
    """Asked for older posts, the host showed none, or newer ones: the end of history, or a host that limits us."""
