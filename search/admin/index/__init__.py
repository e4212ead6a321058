"""Keeping the index: how it stands, what it holds, building it anew."""
