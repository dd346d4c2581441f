"""The readings of revisions: stored, loaded, judged, read again."""
