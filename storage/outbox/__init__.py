"""The outbox: what chats are owed, from the first claim to the pruning of what has ended."""
