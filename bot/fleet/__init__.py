"""Several replicas of the bot on one database: which of them does what."""
