"""Confidential opinions on statements."""
