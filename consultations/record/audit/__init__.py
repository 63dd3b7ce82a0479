"""Holds the database against the log: rows edited behind the product's back are named (``manage.py verify_record``)."""
