"""The machine below the database: connecting, locking, copying. Nothing else knows which one it is."""
