"""Keeping the bot at work: long tasks that are held up, what is told of their health, backups."""
