"""Days as people write and read them."""
