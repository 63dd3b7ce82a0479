"""Ballots and how they are counted."""
