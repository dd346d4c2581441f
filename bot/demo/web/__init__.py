"""The demo's chat as a page on loopback: bubbles, buttons, pictures."""

from bot.demo.web.chat import WebChat
from bot.demo.web.server import serving

__all__ = ["WebChat", "serving"]
