"""Mandates: in whose name a position signs which letters, and how that is printed."""
