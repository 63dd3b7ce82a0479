"""Consultations, phases, contributions, support and tags."""
