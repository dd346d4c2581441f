"""Chats: how each is answered, what it subscribed to, what it watches for, what it was shown."""
