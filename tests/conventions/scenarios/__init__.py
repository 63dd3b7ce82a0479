"""What every operation must withstand, one row each, by district (tests/conventions/test_scenarios.py)."""
