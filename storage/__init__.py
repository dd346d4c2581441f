"""The database and the only SQL: functions take values and return values."""

import storage.engines.light  # noqa: F401 - before whatever imports sqlite-utils
from storage.database import Store, open_store
from storage.engines.engine import Snapshot, Transaction
from storage.errors import NewerSchemaError, NotADatabaseError, StorageError

__all__ = [
    "NewerSchemaError",
    "NotADatabaseError",
    "Snapshot",
    "StorageError",
    "Store",
    "Transaction",
    "open_store",
]
