"""Being a witness of other cities' records (C2SP tlog-witness): a process of its own that needs no database of Django.

Asking witnesses to sign this city's record is ``operations/ask_witnesses.py``.
"""
