"""The doors through which a live session changes."""
