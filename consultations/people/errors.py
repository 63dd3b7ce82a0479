"""Refusals of this district."""

from __future__ import annotations


class Unclear(Exception):
    """What was given cannot be taken; ``str()`` says to the person what to do."""
