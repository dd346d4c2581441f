"""What stands in a channel or a group: the digest alone, its corrections in it; and telling of one that was lost."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.chat.context import Services
from bot.chat.digest_view import digest_of
from bot.chat.message import Message
from bot.chat.messages.digest import digest_message
from bot.chat.messages.own_chat_setup import PickedChat
from bot.chat.messages.own_chats import lost_message
from bot.chat.rich_text import block
from bot.chat.sign_off import signed
from bot.deliver.message_codec import packed
from storage import Transaction
from storage.chats import own_chats
from storage.chats.own_chats import Loss
from storage.outbox import deliveries, digests
from storage.outbox.claims import Delivery
from storage.outbox.deliveries import PART, DeliveryKind, Owed
from storage.outbox.digests import SentDigest
from storage.views.corrections import Correction

OF_A_DIGEST = (DeliveryKind.DIGEST, DeliveryKind.SILENCE, DeliveryKind.COMPLETION)


def as_posted(message: Message, delivery: Delivery, name: str) -> Message:
    """Return a message as it stands in a channel or a group: without private buttons, a digest signed with our name.

    In a private chat, and where it is about no digest there, it stays as it is. ``name`` is the bot's, without @.
    """
    answers = delivery.edits is not None or delivery.reply_to is not None
    if delivery.chat_id > 0 or (delivery.kind not in OF_A_DIGEST and not answers):
        return message
    bare = replace(message, buttons=())
    is_digest = delivery.kind is DeliveryKind.DIGEST and PART not in delivery.key
    return bare.ended_with(block(f"@{name}")) if is_digest or delivery.edits is not None else bare


async def in_posts(services: Services, news: Sequence[Correction], owed: list[Owed]) -> list[Owed]:
    """Return what a chat is owed of corrections: where the digests of their nights stand in a channel or a group, an
    edit of each, and the message as a reply to the newest. Elsewhere the message alone.
    """
    nights = {one.night for one in news if one.night}
    if not owed or owed[0].chat_id > 0 or not nights:
        return owed
    found = await services.actions.store.read(digests.sent_digests, owed[0].chat_id, sorted(nights))
    edits = [await _corrected(services, one, owed[0].key) for one in found]
    return [*edits, *(replace(one, answers=found[-1].key) for one in owed)] if found else owed


async def _corrected(services: Services, one: SentDigest, key: str) -> Owed:
    digest = await services.actions.store.read(digest_of, services, one.night, one.at, one.sides, delivered=True)
    audience = services.audience(one.language, one.zone, one.length, one.sides)
    # what it shows is recorded when the correction is owed
    body = packed(replace(signed(services, audience, digest_message(audience, digest)), shows=()))
    # before its reply, by the order of the keys
    key = f"{key.replace(':', '-edit:', 1)}:{one.key}"
    return Owed(key, DeliveryKind.CORRECTION, one.chat_id, one.thread_id, body, silent=True, edits=one.key)


async def losses_round(services: Services) -> int:
    """Tell, once, whoever set a digest up in a channel or group where nothing can be sent any more; return how many."""
    losses = await services.actions.store.read(own_chats.untold_losses)
    return sum([await services.actions.store.write(_tell, services, one) for one in losses])


def _tell(db: Transaction, services: Services, loss: Loss) -> int:
    if not own_chats.mark_told(db, loss.chat_id):
        return 0
    body = packed(lost_message(services.words(loss.language), PickedChat(loss.chat_id, loss.title)))
    key = f"lost:{loss.chat_id}:{int(services.now.timestamp())}"
    owed = Owed(key, DeliveryKind.NOTICE, loss.setter_chat_id, None, body)
    return deliveries.enqueue(db, [owed], services.now)
