"""Search engines behind one contract."""
