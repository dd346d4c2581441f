"""What the layouts of Ukraine's Air Force share: its counts, its places, and how they become a reading."""
