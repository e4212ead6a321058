"""Formats of what is kept: which will open in years to come, and which may not."""
