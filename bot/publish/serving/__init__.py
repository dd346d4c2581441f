"""A server for one folder of files, in a process of its own: the answers of the bot do not wait for it."""
