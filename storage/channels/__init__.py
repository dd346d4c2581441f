"""How far each channel was followed: cursors, gaps, second looks, pages that could not be read."""
