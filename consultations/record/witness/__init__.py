"""Witnesses (C2SP tlog-witness): whom this site asks to sign its record too, and being a witness of other cities.

Asking is ``configured``, ``ask`` and ``operations/ask_witnesses.py``. Being one is ``home``, ``memory``, ``judge`` and
``server``: a process of its own that needs no database of Django.
"""
