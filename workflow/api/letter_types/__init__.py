"""Letter types for programs."""
