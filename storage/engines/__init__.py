"""The database engine: connecting, locking, copying. Only this package knows which engine it is."""
