"""Numbers as posts write them: in figures, in words, with hedges and with suffixes."""
