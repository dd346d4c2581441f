"""What is shown: frozen answers without words, each a function of a snapshot."""

from storage.engines.connecting import Snapshot

__all__ = ["Snapshot"]
