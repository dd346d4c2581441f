"""How Telegram's updates and answers reach the program, however odd they are."""
