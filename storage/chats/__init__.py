"""Chats: their settings, subscriptions and watches, and the figures they were shown."""
