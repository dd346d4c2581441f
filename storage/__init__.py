"""Everything that is kept, and the only SQL. Values in, values out."""

from storage.database import Snapshot, Store, Transaction, open_store
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
