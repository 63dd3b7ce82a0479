"""Texts that several people write at once: Yjs documents, without database, clock or socket."""
