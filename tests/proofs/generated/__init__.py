"""Answers as nobody would see them: extreme nights, hostile texts, each message through the way it is really sent."""
