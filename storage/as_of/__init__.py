"""What was known at any time: since when each version of a post stood, and what told each night then."""
