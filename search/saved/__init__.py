"""Searches of a person: those of late, and those kept under a name, with bells."""
