"""Participants: identities, pseudonyms, roles, verification level and privacy."""
