"""What revisions were read as: stored, loaded, judged, read again."""
