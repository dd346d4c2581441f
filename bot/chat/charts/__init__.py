"""Charts: what to draw, drawing in a separate process, and a cache valid while the data is unchanged."""
