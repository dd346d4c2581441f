"""Numbers as posts write them: in figures, in words, with hedges and with what stands behind them."""
