"""Settings by environment: dev (the default of manage.py), test, production."""
