"""Letter types in the settings."""
