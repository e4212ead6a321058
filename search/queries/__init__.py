"""Reading through the index."""
