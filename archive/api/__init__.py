"""Doors of the archive."""
