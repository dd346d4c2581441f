"""Why a page of a channel could not be fetched or was not accepted."""

from __future__ import annotations


class PageError(Exception):
    """There is no acceptable page. ``reason`` is a slug, the message a sentence for the operator.

    ``retry_after`` is the host's requested wait in seconds, None where it gave none.
    """

    def __init__(self, reason: str, sentence: str, retry_after: float | None = None) -> None:
        super().__init__(sentence)
        self.reason = reason
        self.retry_after = retry_after


class HostFailedError(PageError):
    """One host gave no usable answer; another may."""


class HaltedError(PageError):
    """The host asked us to wait, and the caller does not want to."""

    def __init__(self) -> None:
        super().__init__("halted", "the preview host asked us to wait; nothing is requested from it now.")


class NothingOlderError(PageError):
    """For older posts, the host showed none or newer ones: the end of history, or a host that limits us."""
