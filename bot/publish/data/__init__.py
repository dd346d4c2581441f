"""The data files of the open record: pure functions from frozen records to the contents of files."""
