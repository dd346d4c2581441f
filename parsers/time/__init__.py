"""Time in posts: hours in words, days, the lead that states the window, and what does not agree with it."""
