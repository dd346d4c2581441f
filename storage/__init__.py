"""Everything that is kept, and the only SQL. Values in, values out."""

from storage.database import Store, open_store
from storage.errors import NewerSchemaError, NotADatabaseError, StorageError

__all__ = ["NewerSchemaError", "NotADatabaseError", "StorageError", "Store", "open_store"]
