"""Importers and exports."""
