"""Telegram in this process: the strict stand-in behind a request object, with latency and with every kind of failure.

What was accepted is recorded apart from what was answered.
"""

from __future__ import annotations

import asyncio
import json
import math
import random
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

import httpx

from bot.demo.bot_api import BotApi
from bot.demo.bot_api.arguments import Arguments, Upload
from bot.demo.bot_api.methods import METHODS
from bot.demo.bot_api.refusals import Refused, too_many
from tests.simulation.loop import LIFE, Clocks
from tests.simulation.trace import Trace
from tests.simulation.troubles import How, Trouble, Troubles

# Seconds of a request on its way there, and back.
LATENCY = (0.02, 0.09)
CONNECT_SECONDS = 0.05

# The update that a piece of the program answers; None where it delivers.
ANSWERED: ContextVar[int | None] = ContextVar("answered", default=None)


@dataclass(frozen=True, slots=True)
class Accepted:
    """A message that Telegram took (true seconds). ``answers`` is the update it answers, None for a delivery."""

    at: float
    begun: float
    chat: int
    text: str
    silent: bool
    message_id: int
    answers: int | None
    life: int


@dataclass(frozen=True, slots=True)
class Refusal:
    """A message that Telegram did not take: when, for which chat, why. ``is_delivery``: it was no answer."""

    at: float
    chat: int
    code: int
    is_delivery: bool


@dataclass(frozen=True, slots=True)
class _Asked:
    method: str
    chat: int | None
    arguments: Arguments
    begun: float


class FakeTelegram:
    """The stand-in's state, driven without a network."""

    def __init__(self, clocks: Clocks, chance: random.Random, trace: Trace) -> None:
        self.api = BotApi(now=clocks.true)
        self.troubles = Troubles(chance)
        self.accepted: list[Accepted] = []
        self.refusals: list[Refusal] = []
        self.asked_in_halts = 0
        self.answered_at: list[float] = []
        self._clocks = clocks
        self._chance = chance
        self._trace = trace

    async def exchange(self, method: str, values: dict[str, Any], files: dict[str, Upload]) -> tuple[int, bytes]:
        """One request and what comes of it: status and body. Raises what httpx raises for a broken connection."""
        name = values.get("chat_id", "")
        chat = int(name) if name.lstrip("-").isdecimal() else None
        asked = _Asked(method.lower(), chat, Arguments(values, files), self._clocks.seconds)
        trouble = self.troubles.strike(asked.method, chat, asked.begun)
        if trouble and trouble.how is How.REFUSED:
            self._note(asked, "refused")
            await asyncio.sleep(CONNECT_SECONDS)
            raise httpx.ConnectError("connection refused")
        if asked.method == "getupdates":
            return await self._poll(asked, trouble)
        loop = asyncio.get_running_loop()
        answer: asyncio.Future[tuple[int, bytes]] = loop.create_future()
        # What is on its way arrives whether or not the one who asked still lives.
        loop.call_later(self._latency(), self._arrive, asked, trouble, answer)
        return await answer

    def _latency(self) -> float:
        return self._chance.uniform(*LATENCY)

    async def _poll(self, asked: _Asked, trouble: Trouble | None) -> tuple[int, bytes]:
        await asyncio.sleep(self._latency())
        if trouble is None:
            try:
                body = {"ok": True, "result": await METHODS["getupdates"](self.api.state, asked.arguments)}
            except Refused as refused:
                return refused.code, json.dumps(refused.body()).encode()
            trouble = self.troubles.strike(asked.method, None, self._clocks.seconds)
            if trouble is None:
                self.answered_at.append(self._clocks.seconds)
                return 200, json.dumps(body).encode()
        self._note(asked, trouble.how.value)
        return await self._broken_poll(trouble)

    async def _broken_poll(self, trouble: Trouble) -> tuple[int, bytes]:
        match trouble.how:
            case How.FLOOD:
                return self._flood(trouble)
            case How.STATUS_BEFORE | How.STATUS_AFTER:
                return _status(self.troubles.code(trouble))
            case How.ODD_AFTER:
                return 200, json.dumps(self.troubles.odd()).encode()
            case How.CUT_BODY_AFTER:
                return 200, b'{"ok":true,"result":[{"update_id":'
            case How.HANG_BEFORE | How.HANG_AFTER:
                await asyncio.sleep(trouble.seconds)
                return _status(504)
        raise httpx.ReadError("connection reset")

    def _arrive(self, asked: _Asked, trouble: Trouble | None, answer: asyncio.Future[tuple[int, bytes]]) -> None:
        how = trouble.how if trouble else None
        if how in (How.STATUS_BEFORE, How.CUT_BEFORE, How.HANG_BEFORE, How.FLOOD):
            code, usual = 0, b""
        else:
            code, usual = self._carried_out(asked)
            if code != 200:
                how = None
        self._note(asked, how.value if how else str(code))
        delay = self._latency() + (trouble.seconds if trouble and how in (How.HANG_BEFORE, How.HANG_AFTER) else 0.0)
        result = (code, usual) if how is None or trouble is None else self._outcome(trouble, usual)
        asyncio.get_running_loop().call_later(delay, _settle, answer, result)

    def _outcome(self, trouble: Trouble, usual: bytes) -> tuple[int, bytes] | Exception:
        match trouble.how:
            case How.STATUS_BEFORE | How.STATUS_AFTER:
                return _status(self.troubles.code(trouble))
            case How.CUT_BEFORE | How.CUT_AFTER:
                return httpx.ReadError("connection reset")
            case How.CUT_BODY_AFTER:
                return 200, usual[: len(usual) // 2]
            case How.ODD_AFTER:
                return 200, json.dumps(self.troubles.odd()).encode()
            case How.FLOOD:
                return self._flood(trouble)
            case How.HANG_BEFORE:
                return _status(504)
        return 200, usual

    def _flood(self, trouble: Trouble) -> tuple[int, bytes]:
        self.asked_in_halts += 1
        return 429, json.dumps(too_many(max(1, math.ceil(trouble.end - self._clocks.seconds))).body()).encode()

    def _carried_out(self, asked: _Asked) -> tuple[int, bytes]:
        """Carry a request out on the state, and record a message that it sent."""
        state, delivery = self.api.state, ANSWERED.get() is None
        try:
            method = METHODS.get(asked.method)
            if method is None:
                raise Refused(404, "Not Found: method not found")
            result: Any = method(state, asked.arguments)
        except Refused as refused:
            if asked.method.startswith("send") and asked.chat is not None:
                self.refusals.append(Refusal(self._clocks.seconds, asked.chat, refused.code, delivery))
            return refused.code, json.dumps(refused.body()).encode()
        self.answered_at.append(self._clocks.seconds)
        if asked.method.startswith("send") and isinstance(result, dict):
            self._record(asked, result)
        return 200, json.dumps({"ok": True, "result": result}).encode()

    def _record(self, asked: _Asked, result: dict[str, Any]) -> None:
        life = LIFE.get()
        self.accepted.append(
            Accepted(
                at=self._clocks.seconds,
                begun=asked.begun,
                chat=int(result["chat"]["id"]),
                text=str(result.get("text") or result.get("caption") or ""),
                silent=asked.arguments.flag("disable_notification"),
                message_id=int(result["message_id"]),
                answers=ANSWERED.get(),
                life=life.number if life else 0,
            )
        )

    def _note(self, asked: _Asked, outcome: str) -> None:
        self._trace.note(f"{asked.method} {asked.chat or ''} {outcome}")


def _settle(answer: asyncio.Future[tuple[int, bytes]], result: tuple[int, bytes] | Exception) -> None:
    if answer.done():
        return
    if isinstance(result, Exception):
        answer.set_exception(result)
    else:
        answer.set_result(result)


def _status(code: int) -> tuple[int, bytes]:
    """What servers before Telegram's own answer: a page; Telegram's own refusals of the token are JSON."""
    if code in (401, 404, 409):
        words = {401: "Unauthorized", 404: "Not Found", 409: "Conflict: terminated by other getUpdates request"}[code]
        return code, json.dumps({"ok": False, "error_code": code, "description": words}).encode()
    return code, f"<html><body>{code}</body></html>".encode()
