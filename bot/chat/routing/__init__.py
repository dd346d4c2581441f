"""From an update to its handler: commands, throttle, debounce, membership, inline and free text."""
