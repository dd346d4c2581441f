"""What became of a request that a damaged database cannot keep: the request is not made again in this run."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import Any, cast

import pytest

from bot.chat.languages import words_of
from bot.chat.message import Message
from bot.chat.rich_text import block
from bot.deliver.attempt import End, Result
from bot.deliver.message_codec import Unpacked
from bot.deliver.results import Results
from bot.log import LogThrottle
from storage import StorageError, Store
from storage.outbox.claims import Delivery
from storage.outbox.deliveries import DeliveryKind
from tests.storage.builders import at

NOW = at("2026-09-22 06:00")
KEY = "digest:-7:2026-09-22"
OWED = Delivery(KEY, DeliveryKind.DIGEST, -7, 2, "text", False, None, None, False, NOW)


class Damaged:
    """A store whose file is damaged."""

    async def write(self, fn: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        raise StorageError(Path("overnight.sqlite"), "the database disk image is malformed", is_broken=True)


async def nothing(*args: object) -> None:
    await asyncio.sleep(0)


@pytest.mark.parametrize("end", list(End))
async def test_a_result_that_cannot_be_stored_is_not_sent_again(end: End) -> None:
    results = Results(
        cast(Store, Damaged()), lambda: NOW, nothing, lambda _: words_of("en"), nothing, LogThrottle(lambda: 0.0),
        lambda: None,
    )  # fmt: skip
    with pytest.raises(StorageError):
        await results.keep(OWED, Unpacked(Message((block("text"),)), []), Result(end, message_id=1))
    assert results.passed_over == {KEY}
