"""Receiving Telegram's updates and answers, however malformed they are."""
