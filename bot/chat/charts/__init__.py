"""Charts: what to draw, drawn in a process of its own, and kept while what they show stands."""
