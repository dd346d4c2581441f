"""What is shown: frozen answers without words, each a function of a snapshot."""

from storage.database import Snapshot

__all__ = ["Snapshot"]
