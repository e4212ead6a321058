"""The page of the watch over formats."""
