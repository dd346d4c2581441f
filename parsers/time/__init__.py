"""Time as posts tell it: hours in words, days, the lead that tells the window, and what does not agree with it."""
