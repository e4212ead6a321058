"""From the rows to the index: written after each act, compared every day.

The index is a projection and holds nothing of its own: it can be built again from the
rows at any time.
"""
