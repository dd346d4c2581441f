"""The proofs of delivery: the real program in a process of its own, against the stand-in for Telegram."""
