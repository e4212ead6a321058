"""Doors of search."""
