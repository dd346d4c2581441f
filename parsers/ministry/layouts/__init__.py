"""The layouts of the ministry's reports, one file each: ``recognises`` and ``read``."""
