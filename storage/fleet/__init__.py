"""Several programs on one database: who holds which work, what is taken once by all of them."""
