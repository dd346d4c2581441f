"""How far each channel was followed: cursors, gaps, rechecks, pages that could not be read."""
