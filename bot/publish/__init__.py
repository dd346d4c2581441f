"""The open record: what the channels say, as files, feeds and pages in a folder, and serving them."""
