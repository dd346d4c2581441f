"""The layouts of the Air Force's reports, one file each: ``recognises`` and ``read``."""
