"""Everything that is kept, and the only SQL. Values in, values out."""

from storage.database import Store, open_store
from storage.engines.connecting import Snapshot, Transaction
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
