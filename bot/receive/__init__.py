"""How updates come in from Telegram."""
