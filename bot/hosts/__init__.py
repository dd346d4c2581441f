"""What several hosts saw of the same channels: handed over as a file, merged, and compared."""
