"""Operating the bot: supervising long tasks, reporting health, backups."""
