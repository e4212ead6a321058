"""What was searched in vain or slowly in the last week, and nobody's name in it."""
