"""What is owed to chats, on its way out: claimed, begun, ended, waited for, pruned."""
