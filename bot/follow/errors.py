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


class HostFailedError(PageError):
    """One host gave no answer to go by; another one may."""


class HaltedError(PageError):
    """The host asked for patience, and whoever wanted the page had none."""

    def __init__(self) -> None:
        super().__init__("halted", "the preview host asked for patience; nothing is asked of it now.")


class NothingOlderError(PageError):
    """Asked for older posts, the host showed none, or newer ones: the end of history, or a host that limits us."""
