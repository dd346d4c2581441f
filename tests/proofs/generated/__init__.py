"""Generated answers: extreme nights and hostile texts, each sent the way real messages are."""
