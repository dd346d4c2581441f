"""What is shown: frozen answers without words, each a function of a snapshot."""

from storage.engines.engine import Snapshot

__all__ = ["Snapshot"]
